"""The views of rates: by action, of States by regional group, over meetings."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from kb import charts, questions
from kb.domain.model import Cell, TextStatus
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR, counted
from kb.questions import looks as ask
from kb.questions import records
from kb.questions.findings import is_affected
from kb.questions.vocabulary import table_of
from kb.ui.coverage.common import CoverageQuery, CoverageView, nothing, passages_query, with_chart
from kb.ui.coverage.states import of_states, other_states
from kb.ui.markup import Html, address, element, figure_link, link, wide_table

# How States stand, in the order of the legend; the sign stands on the tile too.
_NAMED = {
    Cell.REPORTED: "Reported on an action or article",
    Cell.TEXT_MISSING: "Text of the actions not known",
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
UNKNOWN = "Of States not known to have victims or not"
DIFFERS = (
    "What we have differs from meeting to meeting. Few reports here are a gap of ours. They do not say what was said "
    "in the room."
)


def by_action(asked: CoverageQuery) -> CoverageView:
    """A row of dots for each action, one a State; the table has the fractions."""
    found = questions.rates(asked.view, asked.scope)
    found = found[found["shown"]]
    if found.empty:
        return nothing()
    body = [
        [
            link(row["label"], "actions", {**asked.query, "read": row["provision"]}),
            _rate(asked, row),
            row["unbound_reporting"] or "",
            _of_unknown(row),
        ]
        for row in records(found.assign(label=[asked.words.label("provision", code) for code in found["provision"]]))
    ]
    columns = ["Action or article", "Reported, of those it is addressed to", "Others that reported", UNKNOWN]
    table = table_of(questions.rates, "States that reported, by action", records(found), asked.words)
    shown = wide_table(table.caption, columns, body, label="Table of the figures")
    rows = ask.matrix(asked.view, asked.scope)
    if rows.empty:
        return nothing()._replace(html=shown, table=table)
    return of_states(asked, rows, charts.dots, shown, table)


def _of_unknown(row: Mapping[str, Any]) -> str:
    return f"{row['unknown_reporting']} of {row['unknown']}" if row["unknown"] else ""


def _rate(asked: CoverageQuery, row: Mapping[str, Any]) -> Html | str:
    if row["text_status"] == TextStatus.MISSING:
        return "text missing: nothing could be coded to it"
    fraction = f"{row['reported']} of {row['bound']}"
    label = f"{fraction} States reported on {row['label']}"
    if not row["reported"]:
        asks = {**asked.query, "look": "gaps", "provision": row["provision"]}
        return figure_link(fraction, "coverage", asks, aria_label=f"{label}: who is missing and why")
    return figure_link(fraction, "contributions", passages_query(asked, provision=row["provision"]), aria_label=label)


def regions(asked: CoverageQuery) -> CoverageView:
    """A tile a State, affected States first, by regional group: how it stands on all actions or articles together."""
    found = ask.state_standing(asked.view, asked.scope)
    found = found[found["listed"] | (found["reported"] > 0)]
    if not asked.scope.states and not asked.everyone:
        found = found[is_affected(found)]
    found = found.sort_values(["regional_group", "name"], kind="stable")
    every = records(found)
    df = found.assign(
        region=[asked.words.label("region", row["regional_group"]) for row in every],
        kind=found["standing"],
        said=[_standing(row) for row in every],
    )
    body = [
        [
            link(row["name"], "states", {**asked.query, "state": row["state"]}),
            asked.words.label("region", row["regional_group"]),
            _standing(row),
            f"{row['reported_bound']} of {row['bound'] - row['bound_unknown']}",
            row["bound_unknown"] or "",
        ]
        for row in every
    ]
    columns = [
        "State",
        "Regional group",
        "How it stands",
        "Reported, of those addressed to it",
        "Not known if addressed",
    ]
    table = table_of(ask.state_standing, "How States stand, by regional group", every, asked.words)
    shown = with_chart(_describe_tiles, _tiles, df, columns, body, table)
    silent = int((df["kind"] == Cell.NO_CONTRIBUTION).sum())
    whose = "affected States" if is_affected(found).all() else "States"
    said = f"{silent} of {len(df)} {whose} have not been heard yet"
    return shown._replace(
        finding=said if len(df) else shown.finding, note=other_states(asked, 0), opens=partial(_to_state, asked)
    )


def _standing(row: Mapping[str, Any]) -> str:
    said = STANDING[row["standing"]].split(" ", 1)[1]
    return f"{said}; {ONLY_AS_COORDINATOR}" if row["only_as_coordinator"] else said


def _tiles(df: pd.DataFrame) -> Any:
    return charts.state_tiles(df, STANDING)


def _describe_tiles(df: pd.DataFrame) -> str:
    return charts.describe_state_tiles(df, STANDING)


def _to_state(asked: CoverageQuery, mark: Mapping[str, Any]) -> str:
    return address("states", {**asked.query, "state": mark["state"]})


def meetings(asked: CoverageQuery) -> CoverageView:
    found = ask.meeting_coverage(asked.view, asked.scope)
    df = found.assign(meeting_label=[asked.words.short["meeting"][code] for code in found["meeting"]])
    body = [
        [
            link(row["meeting_label"], "coverage", {**asked.query, "meeting": row["meeting"]}),
            row["first_day"],
            f"{row['reported']} of {row['bound']}",
            row["unbound_reporting"] or "",
            _of_unknown(row),
        ]
        for row in records(df)
    ]
    columns = [
        "Meeting",
        "From",
        "Affected States Parties that reported",
        "Others that reported",
        UNKNOWN,
    ]
    table = table_of(ask.meeting_coverage, "States that reported, meeting by meeting", records(found), asked.words)
    shown = with_chart(charts.describe_coverage_over_meetings, charts.coverage_over_meetings, df, columns, body, table)
    if len(found):
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
