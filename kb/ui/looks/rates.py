"""The looks at rates: per provision, per State by regional group, per meeting."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kb import charts, queries
from kb.domain.model import Cell, TextStatus
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR
from kb.queries import looks as ask
from kb.queries import records
from kb.queries.vocabulary import table_of
from kb.ui.looks.common import Asked, Look, look_of, passages_query
from kb.ui.markup import Html, element, figure_link, join, link

# In the order of the chart's colours.
TILES = (
    Cell.REPORTED,
    Cell.SILENT,
    Cell.TEXT_NOT_HELD,
    Cell.NO_CONTRIBUTION,
    Cell.NOT_ADDRESSED,
    Cell.PENDING,
    Cell.TEXT_MISSING,
)
UNKNOWN = "Of States not known to have victims or not"
MEETINGS_SAID = (
    "What is held differs from meeting to meeting: a meeting with few reports here is a gap in what is held, and says "
    "nothing about what was said in the room."
)


def rates(asked: Asked) -> Look:
    found = queries.rates(asked.view, asked.scope)
    found = found[found["shown"]]
    df = found.assign(label=[asked.words.label("provision", code) for code in found["provision"]])
    body = [
        [
            link(row["label"], "actions", {**asked.query, "read": row["provision"]}),
            _rate(asked, row),
            row["unbound_reporting"] or "",
            _of_unknown(row),
        ]
        for row in records(df)
    ]
    columns = [
        "Provision",
        "States bound that reported",
        "Others that reported",
        UNKNOWN,
    ]
    drawn = df[df["text_status"] != TextStatus.MISSING]
    table = table_of(queries.rates, "States that reported, per provision", records(found), asked.words)
    return look_of(charts.describe_rate_per_provision, charts.rate_per_provision, drawn, columns, body, table)


def _of_unknown(row: Mapping[str, Any]) -> str:
    return f"{row['unknown_reporting']} of {row['unknown']}" if row["unknown"] else ""


def _rate(asked: Asked, row: Mapping[str, Any]) -> Html | str:
    if row["text_status"] == TextStatus.MISSING:
        return "text missing: nothing could be coded to it"
    fraction = f"{row['reported']} of {row['bound']}"
    label = f"{fraction} States reported on {row['label']}"
    if not row["reported"]:
        asks = {**asked.query, "look": "gaps", "provision": row["provision"]}
        return figure_link(fraction, "coverage", asks, aria_label=f"{label}: who is missing and why")
    return figure_link(fraction, "contributions", passages_query(asked, provision=row["provision"]), aria_label=label)


def regions(asked: Asked) -> Look:
    found = ask.state_standing(asked.view, asked.scope)
    found = found[found["listed"] | (found["reported"] > 0)]
    standings = [CELLS[Cell(standing)] for standing in found["standing"]]
    df = found.assign(
        state_name=found["name"],
        region=[asked.words.label("region", code) for code in found["regional_group"]],
        category=[said.name for said in standings],
        symbol=[said.mark for said in standings],
        bound=found["may_bind"],
        reported=found["reported_may_bind"],
    ).sort_values(["region", "state_name"])
    body = [
        [
            link(row["state_name"], "states", {**asked.query, "state": row["state"]}),
            row["region"],
            f"{row['symbol']} {row['category']}" + (f"; {ONLY_AS_COORDINATOR}" if row["only_as_coordinator"] else ""),
            f"{row['reported_bound']} of {row['bound'] - row['bound_unknown']}",
            row["bound_unknown"] or "",
        ]
        for row in records(df)
    ]
    columns = [
        "State",
        "Regional group",
        "How it stands on all of them together",
        "Provisions addressed to it that it reported on",
        "Provisions of which that is not known",
    ]
    rows = records(found.loc[df.index])
    table = table_of(ask.state_standing, "How States stand, by regional group", rows, asked.words)
    return look_of(charts.describe_region_tiles, _tiles, df, columns, body, table)


def _tiles(df: pd.DataFrame) -> Any:
    return charts.region_tiles(df, tuple(CELLS[cell].name for cell in TILES))


def meetings(asked: Asked) -> Look:
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
    shown = look_of(charts.describe_coverage_over_meetings, charts.coverage_over_meetings, df, columns, body, table)
    return shown._replace(html=join([element("p", MEETINGS_SAID), shown.html]))
