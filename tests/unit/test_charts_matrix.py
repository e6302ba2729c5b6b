"""Tables of counts print every number, and what does not fit is counted."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import charts
from kb.charts import matrix
from tests.unit.test_charts_common import lines, marks, spoken, svg, themes, with_totals, words


def cells(spec: dict[str, Any]) -> list[str]:
    return [said for said in spoken(svg(spec)) if "Passages: " in said or "Contributions: " in said]


def columns(spec: dict[str, Any]) -> list[str]:
    return list(spec["layer"][0]["encoding"]["x"]["scale"]["domain"])


def test_every_count_is_printed_and_nought_has_no_tile_and_a_cell_without_a_row_stays_blank() -> None:
    spec = charts.spec(charts.line_by_state(lines()))
    picture = svg(spec)
    assert columns(spec) == ["a", "b", "c", "not stated"]
    assert {"0", "1", "2", "Discussion line"} <= set(words(picture))
    assert sum(node.get("aria-roledescription") == "rect mark" for node in picture.iter()) == 8
    assert len(cells(spec)) == 12
    said = charts.describe_line_by_state(lines())
    assert said.startswith("12 contributions in 2 States and 3 lines.")
    assert "Invented State 2 (8)" in said
    assert "not stated" not in said
    noughts = lines().assign(contributions=0, of_state=0, on_line=0, in_all=0)
    assert charts.describe_line_by_state(noughts) == charts.NOTHING + "."
    spec = charts.spec(charts.line_by_state(lines().iloc[1:]))
    assert not [said for said in cells(spec) if "Invented State 0" in said and "line: c" in said]
    assert words(svg(spec)).count("0") == 3


def test_themes_stand_under_their_group() -> None:
    spec = charts.spec(charts.theme_by_state(themes()))
    rows = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert [row.strip("\0") for row in rows] == ["Group 0", "Theme 0", "Theme 2", "Group 1", "Theme 1"]
    assert {"Group 0", "Group 1"} <= set(words(svg(spec)))
    alike = charts.spec(charts.theme_by_state(themes(1, 1).assign(theme_label="Same", theme_group="Same")))
    assert len(set(alike["layer"][0]["encoding"]["y"]["scale"]["domain"])) == 2, "a theme named like its group"
    assert words(svg(alike)).count("Same") == 2


def test_tall_table_repeats_its_columns_below_and_a_small_one_does_not() -> None:
    tall, small = (charts.spec(charts.theme_by_state(themes(2, count))) for count in (20, 3))
    assert words(svg(tall)).count("Invented State 1") == 2
    assert words(svg(small)).count("Invented State 1") == 1


def test_fits_keeps_the_fullest_and_counts_the_rest() -> None:
    table = themes(states=30, labels=40)
    kept, themes_out, states_out = charts.fits(table)
    assert (themes_out, states_out) == (40 - matrix.MOST_THEMES, 30 - matrix.MOST_STATES)
    assert "Theme 39" in set(kept["theme_label"])
    assert "Invented State 29" in set(kept["state_name"])
    assert "Theme 0" not in set(kept["theme_label"])
    assert "Invented State 0" not in set(kept["state_name"])
    assert f"Not drawn: {themes_out} themes and {states_out} States" in charts.describe_theme_by_state(table)
    assert "Not drawn" not in charts.describe_theme_by_state(themes())


def test_largest_charts_stay_under_two_thousand_marks() -> None:
    theme = charts.spec(charts.theme_by_state(themes(states=125, labels=60)))
    line = charts.spec(charts.line_by_state(lines(states=125)))
    for spec, most in ((theme, matrix.MOST_THEMES * matrix.MOST_STATES), (line, matrix.MOST_ROWS * 4)):
        assert len(spec["data"]["values"]) == most
        # Of the three layers of cells two draw each cell: its tile and its number, or only a nought.
        assert marks(spec) - most < 2000


counted = st.dictionaries(
    st.tuples(st.integers(0, 40), st.integers(0, 30)), st.integers(0, 500), min_size=1, max_size=60
)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(counted)
def test_fits_loses_nothing_unsaid(table: dict[tuple[int, int], int]) -> None:
    df = themes(1, 1).head(0)[["state_name", "theme_label", "theme_group", "passages"]]
    for place, ((theme, state), count) in enumerate(table.items()):
        df.loc[place] = [f"Invented State {state}", f"Theme {theme}", f"Group {theme % 3}", count]
    df["passages"] = df["passages"].astype(int)
    df = with_totals(df, "theme_label", "state_name", "passages", ("on_theme", "of_state"))
    kept, themes_out, states_out = charts.fits(df)
    assert kept["theme_label"].nunique() <= matrix.MOST_THEMES
    assert kept["state_name"].nunique() <= matrix.MOST_STATES
    if not themes_out and not states_out:
        assert kept.equals(df)
    spec = charts.spec(charts.theme_by_state(df))
    drawn = {(row["state_name"], row["theme_label"], row["passages"]) for row in spec["data"]["values"]}
    assert drawn == set(kept[["state_name", "theme_label", "passages"]].itertuples(index=False, name=None))
    rows = set(spec["layer"][0]["encoding"]["y"]["scale"]["domain"])
    assert set(kept["theme_label"]) <= rows
    assert set(kept["state_name"]) == set(columns(spec))
