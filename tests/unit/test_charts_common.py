"""What holds for every chart: it can be drawn, says no less than it was given, and keeps to its bounds.

All States, meetings and titles in the tests of the charts are invented.
"""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pytest
import vl_convert

from kb import charts
from kb.charts.requests_offers import describe_exchange, exchange

PHONE, DESK = 358, 1140  # pixels that a screen of 390 or 1300 leaves for a chart
ODD = ["\"Quoted\" & <b>bold</b> 'land'", "أرض متخيلة", "Dots.and[brackets]\\and\nlines", "datum.rate + 1"]


def meetings(**columns: list[Any]) -> pd.DataFrame:
    """Three invented meetings, not in the order of their days, the last without a State bound."""
    return pd.DataFrame(
        {
            "meeting": ["late", "early", "empty"],
            "meeting_label": ["Late Meeting", "Early Meeting", "Empty Meeting"],
            "first_day": ["2031-05-01", "2030-04-02", "2032-01-01"],
            "reported": [2, 6, 0],
            "bound": [8, 6, 0],
            "rate": [0.25, 1.0, None],
        }
        | columns
    )


def with_totals(cells: pd.DataFrame, rows: str, columns: str, count: str, names: tuple[str, str]) -> pd.DataFrame:
    """The cells with their totals, as if every thing counted stood in one cell alone."""
    by_row, by_column = (cells.groupby(side)[count].transform("sum") for side in (rows, columns))
    return cells.assign(**{names[0]: by_row, names[1]: by_column}, in_all=cells[count].sum())


def themes(states: int = 2, labels: int = 3) -> pd.DataFrame:
    """A full table of invented States and themes; later States and themes have more passages."""
    cells = pd.DataFrame(
        [
            (f"Invented State {s}", f"Theme {t}", f"Group {t % 2}", 1 + s + t)
            for t in range(labels)
            for s in range(states)
        ],
        columns=["state_name", "theme_label", "theme_group", "passages"],
    )
    return with_totals(cells, "theme_label", "state_name", "passages", ("on_theme", "of_state"))


def lines(states: int = 3) -> pd.DataFrame:
    """Contributions of invented States by discussion line; later States have more."""
    cells = pd.DataFrame(
        [(f"Invented State {s}", line, s) for s in range(states) for line in ("c", "a", charts.NOT_STATED, "b")],
        columns=["state_name", "line", "contributions"],
    )
    return with_totals(cells, "state_name", "line", "contributions", ("of_state", "on_line"))


TILE_NAMES = {"reported": "● Reported", "silent": "○ Spoke, not on this", "no_contribution": "□ Not heard yet"}


def states(count: int = 10) -> pd.DataFrame:
    """Invented States of two groups, of which the first reported."""
    places = range(count)
    df = pd.DataFrame({"state": [f"X{n:02}" for n in places], "name": [f"Invented State {n}" for n in places]})
    df = df.assign(region=["Hill Group" if n % 10 else "Lake Group" for n in places])
    df = df.assign(kind=["reported"] + ["no_contribution"] * (count - 1))
    return df.assign(said=[TILE_NAMES[kind].split(" ", 1)[1] for kind in df["kind"]])


def both_sides(rows: int = 2) -> pd.DataFrame:
    """Invented provisions, the most asked on first; on the last nothing is offered."""
    later = rows - 1
    df = pd.DataFrame({"key": [f"INV-{n}" for n in range(rows)]})
    df = df.assign(label=[f"Action {n}: Plant tree number {n}" for n in range(rows)])
    df = df.assign(requests=2, challenges=[1] + [0] * later, offers=[1] + [0] * later, practices=[4] + [0] * later)
    return df.assign(asked=df["requests"] + df["challenges"], given=df["offers"] + df["practices"])


def known() -> pd.DataFrame:
    """What is known of two invented States on three invented actions: two reports, one of them second-hand."""
    cells = [
        ("XAA", "INV-1", "own", "2"),
        ("XAA", "INV-2", "second_hand", "(1)"),
        ("XAA", "INV-3", "text_missing", "?"),
        ("XAB", "INV-1", "others", "•"),
        ("XAB", "INV-2", "no_contribution", ""),
        ("XAB", "INV-3", "text_missing", "?"),
    ]
    df = pd.DataFrame(cells, columns=["state", "provision", "kind", "mark"])
    return df.assign(
        name="Invented " + df["state"],
        head=df["provision"].str[-1] + " Planting",
        title="Action " + df["provision"].str[-1],
        said=df["kind"],
    )


def spoken_when() -> pd.DataFrame:
    """An invented State that spoke at two meetings, and one whose text is not found."""
    rows = [
        ("XAA", "early", "2030-04-16", "own"),
        ("XAA", "late", "2031-09-01", "second_hand"),
        ("XAB", "late", "2031-09-01", "text_not_held"),
    ]
    df = pd.DataFrame(rows, columns=["state", "meeting", "date", "kind"])
    return df.assign(
        name="Invented " + df["state"],
        day=[date.fromisoformat(one) for one in df["date"]],
        meeting_label=df["meeting"],
        words=[charts.SPOKEN[one] for one in df["kind"]],
    )


SPEAKERS = {"XAA": "Invented XAA", "XAB": "Invented XAB", "XAC": "Invented and silent"}


def who_spoke_when(df: pd.DataFrame) -> Any:
    return charts.who_spoke_when(df, list(SPEAKERS), list(SPEAKERS.values()))


def describe_who_spoke_when(df: pd.DataFrame) -> str:
    return charts.describe_who_spoke_when(df, list(SPEAKERS) if len(df) else [])


def coded() -> pd.DataFrame:
    """Passages of invented States: three on the first action, one of them assessed twice, none on the second."""
    rows = [("INV-1", "progress", 3), ("INV-1", "challenge", 1)]
    df = pd.DataFrame(rows, columns=["provision", "assessment", "passages"])
    return df.assign(title="Action 1: Plant a tree", on_provision=3, in_all=3)


CODED_NAMES = {"progress": "Progress", "challenge": "Challenge"}


def stacked(df: pd.DataFrame) -> Any:
    order = ["INV-1", "INV-2"] if len(df) else []
    return charts.stacked_assessments(df, order, ["1 Planting", "2 Watering"][: len(order)], CODED_NAMES)


def describe_stacked(df: pd.DataFrame) -> str:
    return charts.describe_stacked(df, ["INV-1", "INV-2"] if len(df) else [], "actions")


def tiles(df: pd.DataFrame) -> Any:
    return charts.state_tiles(df, TILE_NAMES)


def describe_tiles(df: pd.DataFrame) -> str:
    return charts.describe_state_tiles(df, TILE_NAMES)


@dataclass(frozen=True)
class Case:
    """A chart, its description, a table for it and the column that holds names."""

    chart: Callable[[pd.DataFrame], Any]
    describe: Callable[[pd.DataFrame], str]
    table: pd.DataFrame
    names: str


CASES = [
    Case(charts.coverage_over_meetings, charts.describe_coverage_over_meetings, meetings(), "meeting_label"),
    Case(charts.theme_by_state, charts.describe_theme_by_state, themes(), "theme_label"),
    Case(charts.line_by_state, charts.describe_line_by_state, lines(), "state_name"),
    Case(charts.heat_map, charts.describe_states, known(), "name"),
    Case(charts.dots, charts.describe_states, known(), "name"),
    Case(stacked, describe_stacked, coded(), "title"),
    Case(tiles, describe_tiles, states(), "name"),
    Case(who_spoke_when, describe_who_spoke_when, spoken_when(), "name"),
    Case(exchange, describe_exchange, both_sides(), "label"),
]
every_chart = pytest.mark.parametrize("case", CASES, ids=lambda case: case.chart.__name__)


def svg(spec: dict[str, Any], width: int = PHONE, **config: Any) -> ElementTree.Element:
    """Draw the specification with Vega itself; a fault that a browser would hide raises ValueError here."""
    return ElementTree.fromstring(_drawn(json.dumps(spec | {"width": width, "config": config})))


@cache
def _drawn(spec: str) -> str:
    return vl_convert.vegalite_to_svg(spec)


def words(picture: ElementTree.Element) -> list[str]:
    """Every line of writing in a picture, in the order drawn."""
    pieces = ("".join(node.itertext()) for node in picture.iter() if node.tag.endswith(("}text", "}tspan")))
    return [piece for piece in pieces if piece.strip()]


def spoken(picture: ElementTree.Element) -> list[str]:
    """What a screen reader finds on the marks of a picture, axes and legends left out."""
    found = (
        node.get("aria-label") for node in picture.iter() if node.get("aria-roledescription") not in ("axis", "legend")
    )
    return [label for label in found if label]


def marks(spec: dict[str, Any]) -> int:
    """At most how many marks a specification draws: rows of each layer's data, filters not counted."""
    whole = len(spec.get("data", {}).get("values", []))
    return sum(len(layer["data"]["values"]) if "data" in layer else whole for layer in spec["layer"])


@every_chart
def test_is_plain_vega_lite_that_can_be_drawn_at_both_widths_and_cuts_nothing_short(case: Case) -> None:
    before = case.table.copy(deep=True)
    chart = case.chart(case.table)
    chart.to_dict(validate=True)
    spec = charts.spec(chart)
    assert charts.spec(case.chart(case.table)) == spec
    pd.testing.assert_frame_equal(case.table, before)
    written = json.dumps(spec, allow_nan=False)
    assert json.loads(written) == spec
    assert spec["width"] == "container"
    assert not {"config", "datasets", "description", "background"} & spec.keys(), "the theme is the page's"
    assert not re.search(r'"(limit|labelLimit|titleLimit)": [1-9]', written)
    for width in (PHONE, DESK):
        drawn = words(svg(spec, width))
        assert drawn
        assert not [word for word in drawn if word.endswith("…")]


@every_chart
def test_no_row_gives_words_and_no_marks(case: Case) -> None:
    nobody = case.table.head(0)
    picture = svg(charts.spec(case.chart(nobody)))
    assert words(picture) == [charts.NOTHING]
    assert not [node for node in picture.iter() if "axis" in node.get("class", "")]
    assert case.describe(nobody) == charts.NOTHING + "."


@every_chart
def test_one_row_can_be_drawn_and_is_said_once(case: Case) -> None:
    one = case.table.head(1)
    assert len(spoken(svg(charts.spec(case.chart(one))))) == 1
    assert case.describe(one).count(str(one[case.names].iloc[0])) <= 1


@every_chart
def test_odd_names_are_written_as_they_are(case: Case) -> None:
    for name in ODD:
        picture = svg(charts.spec(case.chart(case.table.head(1).assign(**{case.names: name}))))
        said = " ".join([*words(picture), *spoken(picture)])
        assert name in said or re.sub(r"\s+", " ", name) in said
        assert not [node for node in picture.iter() if node.tag.endswith("}b")]


@every_chart
def test_writing_on_the_page_follows_the_theme(case: Case) -> None:
    spec = charts.spec(case.chart(case.table))
    # The last layer writes on the page itself, not on a tile: labels, headings, notes.
    page = f"layer_{len(spec['layer']) - 1}_marks"
    for background, ink, other in (("#ffffff", "#111111", "#ffffff"), ("#000000", "#ffffff", "#111111")):
        inks = {
            node.get("fill")
            for group in svg(spec, background=background).iter()
            if page in group.get("class", "") or "role-axis-label" in group.get("class", "")
            for node in group
        }
        assert ink in inks
        assert other not in inks
