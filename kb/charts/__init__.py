"""Charts: pure functions from a table to a picture. Nothing here knows the store, the screen or the theme.

Each chart `x(df)` has a `describe_x(df)`: one or two plain sentences with what a reader should take from it,
for the alternative text. `spec` turns a finished chart into the dict that is kept and shown.
"""

from typing import Any

import altair as alt
from altair.utils import schemapi

from kb.charts.layout import NOTHING
from kb.charts.matrix import (
    NOT_STATED,
    Fit,
    describe_line_by_state,
    describe_theme_by_state,
    fits,
    line_by_state,
    theme_by_state,
)
from kb.charts.rates import (
    coverage_over_meetings,
    describe_coverage_over_meetings,
)
from kb.charts.spoken import KINDS as SPOKEN
from kb.charts.spoken import describe_who_spoke_when, who_spoke_when
from kb.charts.stacked import describe_stacked, stacked_assessments
from kb.charts.states import describe_states, dots, heat_map
from kb.charts.tiles import describe_state_tiles, state_tiles

__all__ = [
    "NOTHING",
    "NOT_STATED",
    "SPOKEN",
    "Fit",
    "coverage_over_meetings",
    "describe_coverage_over_meetings",
    "describe_line_by_state",
    "describe_stacked",
    "describe_state_tiles",
    "describe_states",
    "describe_theme_by_state",
    "describe_who_spoke_when",
    "dots",
    "fits",
    "heat_map",
    "line_by_state",
    "spec",
    "stacked_assessments",
    "state_tiles",
    "theme_by_state",
    "who_spoke_when",
]

# Altair checks each piece of a chart against the schema as it is made, which is two thirds of the time. The tests check
# every finished chart.
schemapi.disable_debug_mode()


def spec(chart: alt.Chart | alt.LayerChart) -> dict[str, Any]:
    """Return the chart as a plain Vega-Lite dict with its data in place.

    It holds nothing but dicts, lists, strings, numbers, booleans and None, so it can be kept, compared and
    written as JSON. The width follows the container, the height belongs to the rows; fonts and the colour of
    the page are left to the theme of whoever shows it.
    """
    whole: dict[str, Any] = chart.to_dict(validate=False)
    datasets = whole.pop("datasets", {})
    for part in (whole, *whole.get("layer", [])):
        name = part.get("data", {}).get("name")
        if name in datasets:
            part["data"] = {"values": datasets[name]}
    # Altair's own default size, which would speak against the theme.
    whole.pop("config", None)
    whole["width"] = "container"
    whole["autosize"] = {"type": "fit-x", "contains": "padding"}
    whole["padding"] = {"left": 2, "right": 2, "top": 8, "bottom": 8}
    return whole
