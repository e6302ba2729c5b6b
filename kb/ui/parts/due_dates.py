"""When a deadline falls for each State, beside when the State first reported. A report held is a date, not a judgement."""

from collections.abc import Mapping, Sequence
from typing import Any

from kb.model import Scope
from kb.queries import scope_day
from kb.queries.provisions import Rows
from kb.store import View
from kb.ui.html import Html, element, join, link, table
from kb.ui.parts import wording
from kb.ui.parts.wording import Row
from kb.vocabulary import day_words

EXPLAINED = (
    "The due date is the day the Convention entered into force for the State and so many calendar months. The first report "
    "held is the earliest passage of the State itself in the knowledge base, whatever the meeting and the convention: it says "
    "when something was heard, not when something was done, and an earlier report may exist that is not held."
)
VERDICTS = {
    "by": "by the due date",
    "after": "after the due date",
    "unclear": "whether before or after the due date cannot be said",
}


def due_dates(view: View, scope: Scope, provisions: Sequence[Row], due: Rows) -> Html:
    """The due dates of these provisions as a table of States; those not known to be bound stand apart.

    `due` as from the question deadlines; `provisions` their rows, in the order of the columns.
    """
    day = day_words(scope_day(view, scope))
    parts = [element("p", EXPLAINED, class_="quiet")]
    parts += [element("p", element("strong", f"{row['number']}: "), wording.deadline(row)) for row in provisions]
    bound = [row for row in due if row["bound"] == "yes"]
    if bound:
        parts.append(_table(f"States it is addressed to on {day}", scope, provisions, bound, day))
    else:
        parts.append(element("p", f"None of the States in what you filtered is one that it was addressed to on {day}."))
    unknown = [row for row in due if row["bound"] == "unknown"]
    if unknown:
        caption = f"States Parties of which it is not known on {day} whether they have victims"
        shown = _table(caption, scope, provisions, unknown, day)
        count = len({row["state"] for row in unknown})
        title = f"Due dates if they have victims: {count} of which it is not known"
        parts.append(element("details", element("summary", title), shown))
    return join(parts)


def first_report(row: Row) -> Html:
    """When the State first reported, as far as held, and how that lies to the due date."""
    reports: Sequence[Mapping[str, Any]] = row["reports"]
    if not reports:
        return Html("nothing held")
    by_date = {report["date"] or "a report without a date": report for report in reversed(reports)}
    dates = [
        join([
            link(date, "contributions", {"contribution": report["contribution"], "passage": report["position"]},
                 aria_label=f"{date}: first report of {row['name']} held"),
            *_marks(report),
        ])
        for date, report in reversed(by_date.items())
    ]  # fmt: skip
    return join(["first report held: ", join(dates, " or "), ", ", VERDICTS[row["first_report"]]])


def _marks(report: Mapping[str, Any]) -> list[Html]:
    marks = [
        "second-hand" if report["second_hand"] else "",
        "aligned: a collective statement" if report["aligned"] else "",
        f"other convention: {report['convention']}" if report["convention"] != "CCM" else "",
    ]
    return [join([" ", element("span", mark, class_="tag strong")]) for mark in marks if mark]


def _table(caption: str, scope: Scope, provisions: Sequence[Row], due: Rows, day: str) -> Html:
    by_cell = {(row["state"], row["provision"]): row for row in due}
    states = {row["state"]: row for row in sorted(due, key=lambda row: str(row["name"]))}
    columns: list[object] = ["State", "In force since"]
    if len(provisions) > 1:
        columns += [wording.to_reading(_short(row), scope, row) for row in provisions]
    else:
        columns += ["Due date", "First report held"]
    body = []
    for state, row in states.items():
        at_state = link(row["name"], "states", wording.asked(scope, provisions[0], provision=None, state=state))
        cells = [by_cell[state, one["id"]] for one in provisions if (state, one["id"]) in by_cell]
        shown = [_cell(cell, day) for cell in cells] if len(provisions) > 1 else [_due(cells[0], day), first_report(cells[0])]
        body.append([at_state, row["in_force_on"], *shown])
    return element("div", table(caption, columns, body), class_="wide", role="region", tabindex="0", aria_label=caption)


def _cell(row: Row, day: str) -> Html:
    return join([_due(row, day), ": ", first_report(row)])


def _due(row: Row, day: str) -> Html:
    ahead = f" (still to come on {day})" if row["still_to_come"] else ""
    return join([element("strong", row["due_on"]), ahead])


def _short(row: Row) -> str:
    return f"{row['number']}: {row['short_title']}" if row["short_title"] else str(row["number"])
