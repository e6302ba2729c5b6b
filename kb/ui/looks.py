"""The looks of the Coverage screen: for each, a heading with what to take from it, a picture and its table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from kb import charts, filters, queries
from kb.model import Scope, TextStatus
from kb.queries import looks as ask
from kb.queries import records
from kb.store import View
from kb.ui.blocks import Picture, picture
from kb.ui.markup import Html, element, join, link, table
from kb.ui.memory import remembered, words_of
from kb.ui.parts.gaps import gap_file, gap_table, reasons
from kb.ui.parts.matrix import legend, matrix
from kb.vocabulary import Vocabulary
from kb.words import ASSESSMENTS


class Look(NamedTuple):
    """What a look shows: a heading, a picture if there is one, HTML with the table, and a file to take away."""

    heading: str
    picture: Picture | None
    html: Html
    file: bytes | None = None


class Asked(NamedTuple):
    """What a look is asked for."""

    view: View
    scope: Scope
    why: str | None
    everyone: bool

    @property
    def words(self) -> Vocabulary:
        return words_of(self.view)

    @property
    def query(self) -> dict[str, Any]:
        return dict(filters.query(self.scope))


@remembered
def look(name: str, asked: Asked) -> Look:
    """The look with this name, as of the view and scope asked for."""
    return LOOKS[name][1](asked)


def _matrix(asked: Asked) -> Look:
    rows = ask.matrix(asked.view, asked.scope)
    reported = rows[rows["cell"] == "reported"]
    heading = (
        f"{reported['state'].nunique()} States reported on {reported['provision'].nunique()} of "
        f"{rows['provision'].nunique()} provisions"
    )
    everyone = asked.everyone or bool(asked.scope.states)
    return Look(heading, None, join([legend(), matrix(rows, asked.words, asked.query, everyone=everyone)]))


def _rates(asked: Asked) -> Look:
    found = queries.rates(asked.view, asked.scope)
    found = found[found["in_matrix"] | bool(asked.scope.provisions)]
    df = found.assign(label=[asked.words.label("provision", code) for code in found["provision"]])
    body = [
        [
            link(row["label"], "actions", {**asked.query, "read": row["provision"]}),
            _rate(asked, row),
            row["unbound_reporting"] or "",
            f"{row['unknown_reporting']} of {row['unknown']}" if row["unknown"] else "",
        ]
        for row in records(df)
    ]
    columns = [
        "Provision",
        "States bound that reported",
        "Others that reported",
        "Of States not known to have victims or not",
    ]
    drawn = df[df["text_status"] != TextStatus.MISSING]
    return _look(charts.describe_rate_per_provision, charts.rate_per_provision, drawn, columns, body)


def _rate(asked: Asked, row: Mapping[str, Any]) -> Html | str:
    if row["text_status"] == TextStatus.MISSING:
        return "text missing: nothing could be coded to it"
    fraction = f"{row['reported']} of {row['bound']}"
    label = f"{fraction} States reported on {row['label']}"
    return link(fraction, "contributions", _passages(asked, provision=row["provision"]), aria_label=label)


def _assessments(asked: Asked) -> Look:
    found = ask.assessments(asked.view, asked.scope)
    df = found.assign(
        label=[asked.words.label("provision", code) for code in found["provision"]],
        code=found["assessment"],
        assessment=[ASSESSMENTS[one] for one in found["assessment"]],
    )
    body = [
        [
            asked.words.label("provision", row["provision"]),
            row["assessment"],
            link(
                row["passages"],
                "contributions",
                _passages(asked, provision=row["provision"], assessment=row["code"]),
                aria_label=f"{row['passages']} passages: {row['label']}, {row['assessment']}",
            ),
        ]
        for row in records(df)
    ]
    return _look(
        charts.describe_assessments_per_provision,
        lambda data: charts.assessments_per_provision(data, tuple(ASSESSMENTS.values())),
        df, ["Provision", "Assessment", "Passages"], body,
    )  # fmt: skip


def _themes(asked: Asked) -> Look:
    found = ask.theme_by_state(asked.view, asked.scope)
    df = found.assign(
        state_name=[asked.words.label("state", code) for code in found["state"]],
        theme_label=[asked.words.label("theme", code) for code in found["theme"]],
    )
    body = [
        [
            row["state_name"],
            row["theme_label"],
            link(
                row["passages"],
                "contributions",
                _passages(asked, state=row["state"], theme=row["theme"]),
                aria_label=f"{row['passages']} passages: {row['state_name']}, {row['theme_label']}",
            ),
        ]
        for row in records(df)
    ]
    return _look(charts.describe_theme_by_state, charts.theme_by_state, df, ["State", "Theme", "Passages"], body)


def _lines(asked: Asked) -> Look:
    found = ask.line_by_state(asked.view, asked.scope)
    df = found.rename(columns={"discussion_line": "line"})
    body = [
        [
            row["state_name"],
            "not stated" if row["line"] == "not stated" else f"{row['line']}: {asked.words.label('line', row['line'])}",
            link(
                row["contributions"],
                "contributions",
                _contributions(asked, row["state"], row["line"]),
                aria_label=f"{row['contributions']} contributions: {row['state_name']}, line {row['line']}",
            ),
            row["inferred"] or "",
        ]
        for row in records(df)
    ]
    columns = ["State", "Discussion line", "Contributions", "Of these the line is inferred by us"]
    return _look(charts.describe_line_by_state, charts.line_by_state, df, columns, body)


def _regions(asked: Asked) -> Look:
    found = ask.state_standing(asked.view, asked.scope)
    found = found[found["listed"] | (found["reported"] > 0)]
    df = found.assign(
        state_name=found["name"],
        region=[asked.words.label("region", code) for code in found["regional_group"]],
        category=[_category(row) for row in records(found)],
    ).sort_values(["region", "state_name"])
    df = df.assign(symbol=[SYMBOLS[category] for category in df["category"]])
    body = [
        [
            link(row["state_name"], "states", {**asked.query, "state": row["state"]}),
            row["region"],
            f"{row['symbol']} {row['category']}",
            f"{row['reported_bound']} of {row['bound']}",
        ]
        for row in records(df)
    ]
    columns = ["State", "Regional group", "How it stands", "Provisions addressed to it that it reported on"]
    return _look(charts.describe_region_tiles, charts.region_tiles, df, columns, body)


def _meetings(asked: Asked) -> Look:
    found = ask.meeting_coverage(asked.view, asked.scope)
    df = found.assign(rate=(found["reported"] / found["bound"].where(found["bound"] > 0)).fillna(0.0))
    body = [
        [
            link(row["meeting_label"], "coverage", {**asked.query, "meeting": row["meeting"]}),
            row["first_day"],
            f"{row['reported']} of {row['bound']}",
            row["unbound_reporting"] or "",
        ]
        for row in records(df)
    ]
    columns = ["Meeting", "From", "Affected States Parties that reported", "Other States that reported"]
    shown = _look(charts.describe_coverage_over_meetings, charts.coverage_over_meetings, df, columns, body)
    return shown._replace(html=join([element("p", MEETINGS_SAID), shown.html]))


def _gaps(asked: Asked) -> Look:
    every = ask.gaps(asked.view, asked.scope)
    found = every[every["cell"] == asked.why] if asked.why else every
    explained = element(
        "p",
        "A gap means that nothing is held here on a provision addressed to the State. It does not mean that the State "
        "did nothing, or said nothing. Texts that are not established are nobody’s gap and are not listed.",
    )
    html = join([explained, reasons(every, asked.why, asked.query), gap_table(found, asked.words, asked.query)])
    heading = f"{len(found)} gaps in what is held, of {found['state'].nunique()} States"
    return Look(heading, None, html, gap_file(found, asked.words))


LOOKS: Mapping[str, tuple[str, Callable[[Asked], Look]]] = {
    "matrix": ("Matrix", _matrix),
    "rates": ("Rates", _rates),
    "assessments": ("Assessments", _assessments),
    "themes": ("Themes by State", _themes),
    "lines": ("Lines by State", _lines),
    "regions": ("Regional groups", _regions),
    "meetings": ("Over meetings", _meetings),
    "gaps": ("Gaps list", _gaps),
}
SYMBOLS = dict(zip(charts.CATEGORIES, "●○◐□–…", strict=True))


MEETINGS_SAID = (
    "What is held differs from meeting to meeting: a meeting with few reports here is a gap in what is held, and says "
    "nothing about what was said in the room."
)
# A longer table is folded below its picture.
FOLDED_FROM = 40


def choice(chosen: str, query: Mapping[str, Any]) -> Html:
    """Links to all looks, the chosen one marked."""
    items = (
        element("li", link(title, "coverage", {**query, "look": name}, aria_current="page" if name == chosen else None))
        for name, (title, _) in LOOKS.items()
    )
    return element("nav", element("ul", *items, class_="choice"), aria_label="Looks at the coverage")


def _look(
    describe: Callable[[pd.DataFrame], str],
    draw: Callable[[pd.DataFrame], Any],
    df: pd.DataFrame,
    columns: Sequence[str],
    body: Iterable[Sequence[object]],
) -> Look:
    said = describe(df)
    if df.empty:
        return Look(
            "Nothing to show here", None, element("p", "No published passage of a State is in what you filtered.")
        )
    rows = list(body)
    shown = element(
        "div", table("The same as a table", columns, rows), class_="wide", role="region", tabindex="0",
        aria_label="Table of the figures",
    )  # fmt: skip
    if len(rows) > FOLDED_FROM:
        shown = element("details", element("summary", f"The same as a table ({len(rows)} lines)"), shown)
    return Look(said, picture(charts.spec(draw(df)), said), shown)


def _category(row: Mapping[str, Any]) -> str:
    reported, silent, not_held, nothing, not_addressed, waiting = charts.CATEGORIES
    held = ((row["reported"], reported), (row["pending"], waiting), (not row["bound"], not_addressed),
            (row["silent"], silent), (row["text_not_held"], not_held))  # fmt: skip
    return next((category for holds, category in held if holds), nothing)


def _passages(asked: Asked, **changes: object) -> dict[str, Any]:
    return {**asked.query, **changes, "list": "passages"}


def _contributions(asked: Asked, state: str, line: str) -> dict[str, Any]:
    return {**asked.query, "state": state} | ({} if line == "not stated" else {"line": line})
