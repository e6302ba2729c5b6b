"""One tile per State, in its group, told apart by more than colour."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import charts
from kb.charts import palette, tiles
from tests.unit.test_charts_common import DESK, PHONE, TILE_NAMES, describe_tiles, spoken, states, svg, words
from tests.unit.test_charts_common import tiles as state_tiles


def test_every_state_has_one_tile_with_its_name_and_a_sign() -> None:
    picture = svg(charts.spec(state_tiles(states())), DESK)
    assert len([said for said in spoken(picture) if "State: " in said]) == 10
    assert {"● Invented State 0", "□ Invented State 1"} <= set(words(picture))


def test_on_a_phone_a_tile_has_the_code_and_is_read_out_by_name() -> None:
    picture = svg(charts.spec(state_tiles(states())), PHONE)
    assert {"● X00", "□ X01"} <= set(words(picture))
    assert any("State: Invented State 0" in said for said in spoken(picture))


def test_groups_are_named_and_no_row_is_too_long() -> None:
    spec = charts.spec(state_tiles(states()))
    rows = pd.DataFrame(spec["data"]["values"])
    assert rows.groupby("place").size().max() == tiles.PER_ROW
    assert not (rows.groupby("place")["region"].nunique() > 1).any()
    assert {"Lake Group", "Hill Group"} <= set(words(svg(spec)))


def test_the_legend_names_only_what_is_there() -> None:
    found = set(words(svg(charts.spec(state_tiles(states())))))
    assert {TILE_NAMES["reported"], TILE_NAMES["no_contribution"]} <= found
    assert TILE_NAMES["silent"] not in found


def test_the_colour_of_a_kind_is_the_same_in_every_scope() -> None:
    for table in (states(), states().tail(3)):
        scale = charts.spec(state_tiles(table))["layer"][0]["encoding"]["fill"]["scale"]
        found = dict(zip(scale["domain"], scale["range"], strict=True))
        assert found["no_contribution"] == {"expr": palette.by_theme(palette.TILES["no_contribution"])}


def test_tiles_fill_a_phone_and_stay_small_on_a_desk() -> None:
    spec = charts.spec(state_tiles(states()))
    for width, widest in ((PHONE, PHONE / tiles.PER_ROW), (DESK, tiles.TILE_WIDEST)):
        paths = [
            node.get("d", "") for node in svg(spec, width).iter() if node.get("aria-roledescription") == "rect mark"
        ]
        assert len(paths) == 10
        for path in paths:
            across = [float(x) for x in re.findall(r"([\d.]+),[\d.]+", path)]
            assert widest * 0.8 < max(across) - min(across) < widest
        assert all(float(x) <= width for path in paths for x in re.findall(r"([\d.]+),[\d.]+", path))


def test_description_counts_states_by_kind() -> None:
    assert describe_tiles(states()) == "10 States: 1 reported, 9 not heard yet."


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["Lake", "Hill", "Wood", "none"]), min_size=1, max_size=60))
def test_no_state_is_lost_and_no_two_share_a_place(regions: list[str]) -> None:
    table = states(len(regions)).assign(region=regions)
    rows = pd.DataFrame(charts.spec(state_tiles(table))["data"]["values"])
    assert sorted(rows["state"]) == sorted(table["state"])
    assert not rows.duplicated(["place", "column"]).any()
    assert rows["column"].between(0, tiles.PER_ROW - 1).all()
    assert list(dict.fromkeys(rows["region"])) == list(dict.fromkeys(regions))
