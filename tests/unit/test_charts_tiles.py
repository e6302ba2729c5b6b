"""One tile per State, in its group, told apart by more than colour."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import charts
from kb.charts import palette, tiles
from tests.unit.test_charts_common import DESK, PHONE, spoken, states, svg, words


def test_every_state_has_one_tile_with_code_symbol_and_fraction() -> None:
    picture = svg(charts.spec(charts.region_tiles(states())))
    assert len([said for said in spoken(picture) if "State: " in said]) == 10
    assert "● X00" in words(picture)
    assert "□ X01" in words(picture)
    assert words(picture).count("4 / 13") == 1


def test_groups_are_named_and_no_row_holds_more_than_eight() -> None:
    spec = charts.spec(charts.region_tiles(states()))
    rows = pd.DataFrame(spec["data"]["values"])
    assert rows.groupby("place").size().max() == 8
    assert not (rows.groupby("place")["region"].nunique() > 1).any()
    assert {"Lake Group: 1 State, 1 reported", "Hill Group: 9 States, 0 reported"} <= set(words(svg(spec)))


def test_legend_says_category_with_its_symbol_and_only_what_is_there() -> None:
    picture = svg(charts.spec(charts.region_tiles(states())))
    assert {"● reported on some", "□ nothing held"} <= set(words(picture))
    assert not [word for word in words(picture) if "awaiting coding" in word]


def test_colour_of_a_category_is_the_same_in_every_scope() -> None:
    everybody, some = (
        charts.spec(charts.region_tiles(states())),
        charts.spec(charts.region_tiles(states().tail(3))),
    )
    scales = [spec["layer"][0]["encoding"]["fill"]["scale"] for spec in (everybody, some)]
    found = [dict(zip(scale["domain"], scale["range"], strict=True)) for scale in scales]
    assert found[0]["□ nothing held"] == found[1]["□ nothing held"] == palette.GREY
    assert "● reported on some" not in found[1]


def test_writing_on_each_tile_reaches_its_contrast() -> None:
    encoding = charts.spec(charts.region_tiles(states()))["layer"][1]["encoding"]["color"]["scale"]
    fills = charts.spec(charts.region_tiles(states()))["layer"][0]["encoding"]["fill"]["scale"]["range"]
    assert all(palette.contrast(f, w) >= 4.5 for f, w in zip(fills, encoding["range"], strict=True))


def test_state_without_anything_addressed_to_it_has_no_fraction() -> None:
    table = states(2).assign(reported=[2, 0], bound=[0, 0], region="Hill Group")
    rows = charts.spec(charts.region_tiles(table))["data"]["values"]
    assert [row["fraction"] for row in rows] == ["2", ""]


def test_unknown_category_is_drawn_all_the_same() -> None:
    table = states(1).assign(category="something new", symbol="!")
    picture = svg(charts.spec(charts.region_tiles(table)))
    assert "! something new" in words(picture)
    assert "! X00" in words(picture)


def test_tiles_fill_a_phone_and_stay_small_on_a_desk() -> None:
    spec = charts.spec(charts.region_tiles(states()))
    for width, widest in ((PHONE, PHONE / tiles.PER_ROW), (DESK, tiles.TILE_WIDEST)):
        paths = [
            node.get("d", "") for node in svg(spec, width).iter() if node.get("aria-roledescription") == "rect mark"
        ]
        assert len(paths) == 10
        for path in paths:
            across = [float(x) for x in re.findall(r"([\d.]+),[\d.]+", path)]
            assert widest * 0.8 < max(across) - min(across) < widest
        assert all(float(x) <= width for path in paths for x in re.findall(r"([\d.]+),[\d.]+", path))


def test_description_counts_states_by_category() -> None:
    said = charts.describe_region_tiles(states())
    assert said == "10 States in 2 regional groups: 9 nothing held, 1 reported on some."


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["Lake", "Hill", "Wood", "none"]), min_size=1, max_size=60))
def test_no_state_is_lost_and_no_two_share_a_place(regions: list[str]) -> None:
    table = states(len(regions)).assign(region=regions)
    rows = pd.DataFrame(charts.spec(charts.region_tiles(table))["data"]["values"])
    assert sorted(rows["state"]) == sorted(table["state"])
    assert not rows.duplicated(["place", "column"]).any()
    assert rows["column"].between(0, tiles.PER_ROW - 1).all()
    assert list(dict.fromkeys(rows["region"])) == list(dict.fromkeys(regions))
