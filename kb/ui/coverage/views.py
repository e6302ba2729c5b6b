"""The views that draw: single cells, rates, and counts of what was said, each with the list that says the same."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from kb import charts, questions
from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import FACT, NO_LINE, Cell, Scope, TextStatus
from kb.domain.words import CELLS, CODED_AS, ONLY_AS_COORDINATOR, counted, noun
from kb.questions import columns, records
from kb.questions import looks as ask
from kb.questions.findings import as_drawn, finding, is_affected, reported
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.tables import Table
from kb.ui.coverage.cells import concerned, counts_in_words
from kb.ui.coverage.cells import matrix as matrix_table
from kb.ui.coverage.common import CoverageQuery, nothing, passages, with_chart
from kb.ui.elements.chart import Drawn, Picture
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, address, element, link
from kb.ui.states.standing import STANDS

CAPTION = _("States and actions")
# How States stand, in the order of the legend; the sign stands on the tile too.
_NAMED = {
    Cell.REPORTED: _("Reported on an action or article"),
    Cell.TEXT_MISSING: _("Text of the actions not known"),
}
_ORDER = (
    Cell.REPORTED,
    Cell.SILENT,
    Cell.TEXT_NOT_HELD,
    Cell.PENDING,
    Cell.NO_CONTRIBUTION,
    Cell.NOT_ADDRESSED,
    Cell.TEXT_MISSING,
)
STANDING = {cell.value: f"{CELLS[cell].mark} {_NAMED.get(cell, CELLS[cell].name)}" for cell in _ORDER}
RATE = ("reported", "bound", "unbound_reporting", "unknown_reporting", "unknown")
OF_RATES = {
    "reported": _("Reported"),
    "bound": _("Of States it is addressed to"),
    "unknown": _("Of States not known to have victims or not"),
    "unknown_reporting": _("Maybe addressed, reported"),
}
STATES = (
    *ask.state_standing.columns,
    STANDS,
    columns.count("addressed", _("Of actions addressed to it"), columns.PROVISIONS, _("Those that surely bind it.")),
)
DIFFERS = _(
    "What we have differs from meeting to meeting. Few reports here are a gap of ours. They do not say what was said "
    "in the room."
)


def heat_map(query: CoverageQuery) -> Page:
    """States by actions, a cell for each pair; its table is the matrix."""
    rows = ask.matrix(query.view, query.scope)
    if rows.empty:
        return nothing()
    return of_states(query, rows, charts.heat_map, partial(_matrix, query), partial(_table, query.view, query.scope))


@cached
def _matrix(query: CoverageQuery) -> Html:
    everyone = query.everyone or bool(query.scope.states)
    return matrix_table(ask.matrix(query.view, query.scope), query.words, query.query, everyone=everyone)


@cached
def _table(view: View, scope: Scope) -> Table:
    return table_of(ask.matrix, CAPTION, ask.matrix.rows(view, scope), vocabulary(view))


def of_states(
    query: CoverageQuery,
    rows: pd.DataFrame,
    draw: Callable[[pd.DataFrame], Any],
    html: Html | Callable[[], Html],
    table: Table | Callable[[], Table],
) -> Page:
    """A picture of the matrix `rows`, the States that it leaves out in one line, and `html` and `table` beside it."""
    df = cells(query, rows)
    picture = Picture(charts.spec(draw(df)), charts.describe_states(df), CAPTION) if len(df) else None
    number = reported(rows[~is_affected(rows)])["state"].nunique()
    said = finding(rows, query.words.unit(query.scope.instrument))
    drawn = Drawn(picture, html, table, lambda mark: {"cell": f"{mark['state']}.{mark['provision']}"})
    return Page(said, (other_states(query, number),), drawn=drawn)


def cells(query: CoverageQuery, rows: pd.DataFrame) -> pd.DataFrame:
    """A row per cell as kb/charts/states.py draws it, of affected States, or of all States concerned."""
    chosen = rows
    if not query.scope.states:
        chosen = rows[rows["state"].isin(concerned(rows))] if query.everyone else rows[is_affected(rows)]
    texts = ["; ".join(filter(None, (CELLS[Cell(row["cell"])].name, counts_in_words(row)))) for row in records(chosen)]
    drawn = as_drawn(chosen, query.words, others=query.others).assign(said=texts)
    return drawn[["state", "name", "provision", "head", "title", "kind", "mark", "said"]]


def other_states(asked: CoverageQuery, reported: int) -> Html:
    """How many of the States that are not affected `reported` too, and the way to them, or back."""
    if asked.scope.states:
        return Html()
    if asked.everyone:
        said, way, rows = "", _("Show affected States only"), None
    else:
        said = _("{states} reported too.").format(states=counted(reported, "other State")) if reported else ""
        way, rows = _("Show other States"), "all"
    query = {**asked.query, "look": asked.name, **({"rows": rows} if rows else {})}
    return element("p", said, " " if said else "", link(way, "coverage", query), class_="quiet")


def by_action(query: CoverageQuery) -> Page:
    """A row of dots for each action, one a State; the list has the figures."""
    found = questions.rates(query.view, query.scope)
    every = records(found[found["shown"]])
    rows = ask.matrix(query.view, query.scope)
    if not every or rows.empty:
        return nothing()
    listing = Listing(
        table_of(questions.rates, _("States that reported, by action"), every, query.words),
        ("provision_label", *RATE, "text_status_label"),
        tuple(address("actions", {**query.query, "read": row["provision"]}) for row in every),
        OF_RATES,
    )
    return of_states(query, rows, charts.dots, listing.html, listing.table)


def regions(query: CoverageQuery) -> Page:
    """A tile a State, affected States first, by regional group: how it stands on all actions or articles together."""
    found = ask.state_standing(query.view, query.scope)
    found = found[found["listed"] | (found["reported"] > 0)]
    if not query.scope.states and not query.everyone:
        found = found[is_affected(found)]
    found = found.sort_values(["regional_group", "name"], kind="stable")
    every = records(found)
    df = found.assign(
        region=[query.words.label("region", row["regional_group"]) for row in every],
        kind=found["standing"],
        said=[_standing(row) for row in every],
    )
    rows = ({**row, "stands": _standing(row), "addressed": row["bound"] - row["bound_unknown"]} for row in every)

    def to_state(row: Mapping[str, Any]) -> str:
        return address("states", {**query.query, "state": row["state"]})

    listing = Listing(
        labelled_table(_("How States stand, by regional group"), STATES, rows, query.words),
        ("name", "regional_group_label", "stands", "reported_bound", "addressed", "bound_unknown"),
        tuple(map(to_state, every)),
        {
            "reported_bound": _("Reported on"),
            "bound_unknown": _("Not known if addressed"),
        },
    )
    shown = with_chart(
        partial(charts.describe_state_tiles, names=STANDING), partial(charts.state_tiles, names=STANDING), df, listing
    )
    silent = int((df["kind"] == Cell.NO_CONTRIBUTION).sum())
    of_all, of_affected = (
        _("{n} of {states} States have not been heard yet"),
        _("{n} of {states} affected States have not been heard yet"),
    )
    text = (of_affected if is_affected(found).all() else of_all).format(n=silent, states=len(df))
    drawn = shown.drawn._replace(opens=to_state) if shown.drawn else None
    finding = text if len(df) else shown.finding
    return shown._replace(finding=finding, parts=(other_states(query, 0),), drawn=drawn)


def _standing(row: Mapping[str, Any]) -> str:
    said = STANDING[row["standing"]].split(" ", 1)[1]
    return f"{said}; {ONLY_AS_COORDINATOR}" if row["only_as_coordinator"] else said


def meetings(query: CoverageQuery) -> Page:
    """How many affected States reported at each meeting."""
    rows = ask.meeting_coverage(query.view, query.scope)
    df = rows.assign(meeting_label=[query.words.short["meeting"][code] for code in rows["meeting"]])
    listing = Listing(
        table_of(ask.meeting_coverage, _("States that reported, meeting by meeting"), records(rows), query.words),
        ("meeting_label", "first_day", *RATE),
        tuple(address("coverage", {**query.query, "meeting": code}) for code in rows["meeting"]),
        {**OF_RATES, "bound": _("Of affected States Parties")},
    )
    shown = with_chart(charts.describe_coverage_over_meetings, charts.coverage_over_meetings, df, listing)
    if len(rows):
        shown = shown._replace(finding=_meetings_finding(records(df)))
    return shown._replace(parts=(element("p", DIFFERS, class_="quiet"),))


def _meetings_finding(rows: list[dict[str, Any]]) -> str:
    """At how many meetings affected States reported, and where most of them did."""
    some = [row for row in rows if row["reported"]]
    if not some:
        return _("No affected State reported at {meetings}").format(meetings=counted(len(rows), "meeting"))
    most = max(some, key=lambda row: row["rate"] or 0)
    text = _("Affected States reported at {n} of {meetings}; most at {best}, {reported} of {bound}")
    return text.format(
        n=len(some),
        meetings=counted(len(rows), "meeting"),
        best=most["meeting_label"],
        reported=most["reported"],
        bound=most["bound"],
    )


def assessments(query: CoverageQuery) -> Page:
    """A bar for each action, also where nothing was said, with a piece for each assessment."""
    rows = ask.assessments(query.view, query.scope)
    shown = questions.rates(query.view, query.scope)
    order = list(shown[shown["shown"] & (shown["text_status"] != TextStatus.MISSING)]["provision"])
    if not order:
        return nothing()

    def opens(row: Mapping[str, Any]) -> str:
        code = None if row["assessment"] == FACT else row["assessment"]
        return passages(query, provision=row["provision"], assessment=code)

    listing = Listing(
        table_of(ask.assessments, _("Passages by action and assessment"), records(rows), query.words),
        ("provision_label", "assessment_label", "passages"),
        tuple(map(opens, records(rows))),
    )
    df = rows.assign(title=[query.words.label("provision", code) for code in rows["provision"]])
    heads = [query.words.label("head", code) for code in order]
    said = charts.describe_stacked(rows, order, noun(len(order), query.words.unit(query.scope.instrument)))
    spec = charts.spec(charts.stacked_assessments(df, order, heads, CODED_AS))
    table = listing.table
    return Page(said, (), drawn=Drawn(Picture(spec, said, table.caption), listing.html, table, opens))


def themes(query: CoverageQuery) -> Page:
    """How many passages each State has on each theme."""
    rows = ask.theme_by_state(query.view, query.scope)
    listing = Listing(
        table_of(ask.theme_by_state, _("Passages by State and theme"), records(rows), query.words),
        ("name", "theme_label", "passages"),
        tuple(passages(query, state=row["state"], theme=row["theme"]) for row in records(rows)),
    )
    labels = [query.words.label("theme", code) for code in rows["theme"]]
    df = rows.assign(state_name=rows["name"], theme_label=labels)
    return with_chart(charts.describe_theme_by_state, charts.theme_by_state, df, listing)


def lines(query: CoverageQuery) -> Page:
    """How many contributions each State has under each discussion line."""
    rows = ask.line_by_state(query.view, query.scope)
    of = ({"state": row["state"], "line": row["discussion_line"]} for row in records(rows))
    listing = Listing(
        table_of(ask.line_by_state, _("Contributions by State and discussion line"), records(rows), query.words),
        ("name", "discussion_line", "discussion_line_label", "contributions", "inferred"),
        tuple(address("contributions", {**query.query, **one}) for one in of),
        {"discussion_line_label": _("Discussion line")},
    )
    df = rows.assign(state_name=rows["name"], line=rows["discussion_line"].replace(NO_LINE, charts.NOT_STATED))
    return with_chart(charts.describe_line_by_state, charts.line_by_state, df, listing)
