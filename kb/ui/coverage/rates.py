"""The views of rates: by action, of States by regional group, over meetings."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from kb import charts, questions
from kb.domain.catalogue import gettext as _
from kb.domain.model import Cell
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR, counted
from kb.questions import columns, records
from kb.questions import looks as ask
from kb.questions.findings import is_affected
from kb.questions.vocabulary import labelled_table, table_of
from kb.tables import Column
from kb.ui.coverage.common import CoverageQuery, CoverageView, nothing, with_chart
from kb.ui.coverage.states import of_states, other_states
from kb.ui.elements.listing import Listing
from kb.ui.markup import address, element

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
    "provision_label": _("Action or article"),
    "meeting_label": _("Meeting"),
    "reported": _("Reported"),
    "bound": _("Of States it is addressed to"),
    "unknown": _("Of States not known to have victims or not"),
    "unknown_reporting": _("Maybe addressed, reported"),
    "text_status_label": _("Text"),
}
STATES = (
    *ask.state_standing.columns,
    Column("stands", _("How it stands"), meaning=_("By its own words, as said or as others report them.")),
    columns.count("addressed", _("Of actions addressed to it"), columns.PROVISIONS, _("Those that surely bind it.")),
)
DIFFERS = _(
    "What we have differs from meeting to meeting. Few reports here are a gap of ours. They do not say what was said "
    "in the room."
)


def by_action(query: CoverageQuery) -> CoverageView:
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


def regions(query: CoverageQuery) -> CoverageView:
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
            "regional_group_label": _("Regional group"),
            "reported_bound": _("Reported on"),
            "bound_unknown": _("Not known if addressed"),
        },
    )
    shown = with_chart(
        partial(charts.describe_state_tiles, names=STANDING), partial(charts.state_tiles, names=STANDING), df, listing
    )
    silent = int((df["kind"] == Cell.NO_CONTRIBUTION).sum())
    whose = "affected States" if is_affected(found).all() else "States"
    text = f"{silent} of {len(df)} {whose} have not been heard yet"
    return shown._replace(finding=text if len(df) else shown.finding, note=other_states(query, 0), opens=to_state)


def _standing(row: Mapping[str, Any]) -> str:
    said = STANDING[row["standing"]].split(" ", 1)[1]
    return f"{said}; {ONLY_AS_COORDINATOR}" if row["only_as_coordinator"] else said


def meetings(query: CoverageQuery) -> CoverageView:
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
    return shown._replace(note=element("p", DIFFERS, class_="quiet"))


def _meetings_finding(rows: list[dict[str, Any]]) -> str:
    """At how many meetings affected States reported, and where most of them did."""
    some = [row for row in rows if row["reported"]]
    if not some:
        return f"No affected State reported at {counted(len(rows), 'meeting')}"
    most = max(some, key=lambda row: row["rate"] or 0)
    best = f"most at {most['meeting_label']}, {most['reported']} of {most['bound']}"
    return f"Affected States reported at {len(some)} of {counted(len(rows), 'meeting')}; {best}"
