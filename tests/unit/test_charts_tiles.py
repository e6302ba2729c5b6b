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


def test_every_state_has_one_tile_with_its_name_and_a_sign_and_on_a_phone_its_code() -> None:
    spec = charts.spec(state_tiles(states()))
    for width, names in ((DESK, {"● Invented State 0", "□ Invented State 1"}), (PHONE, {"● X00", "□ X01"})):
        picture = svg(spec, width)
        assert len([said for said in spoken(picture) if "State: Invented State " in said]) == 10
        found = set(words(picture))
        assert names <= found
        assert {TILE_NAMES["reported"], TILE_NAMES["no_contribution"]} <= found
        assert TILE_NAMES["silent"] not in found, "the legend names only what is there"
        paths = [n.get("d", "") for n in picture.iter() if n.get("aria-roledescription") == "rect mark"]
        assert all(float(x) <= width for path in paths for x in re.findall(r"([\d.]+),[\d.]+", path))
    assert describe_tiles(states()) == "10 States: 1 reported, 9 not heard yet."


def test_groups_are_named_and_no_row_is_too_long() -> None:
    spec = charts.spec(state_tiles(states()))
    rows = pd.DataFrame(spec["data"]["values"])
    assert rows.groupby("place").size().max() == tiles.PER_ROW
    assert not (rows.groupby("place")["region"].nunique() > 1).any()
    assert {"Lake Group", "Hill Group"} <= set(words(svg(spec)))


def test_the_colour_of_a_kind_is_the_same_in_every_scope() -> None:
    for table in (states(), states().tail(3)):
        scale = charts.spec(state_tiles(table))["layer"][0]["encoding"]["fill"]["scale"]
        found = dict(zip(scale["domain"], scale["range"], strict=True))
        assert found["no_contribution"] == {"expr": palette.by_theme(palette.TILES["no_contribution"])}


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["Lake", "Hill", "Wood", "none"]), min_size=1, max_size=60))
def test_no_state_is_lost_and_no_two_share_a_place(regions: list[str]) -> None:
    table = states(len(regions)).assign(region=regions)
    rows = pd.DataFrame(charts.spec(state_tiles(table))["data"]["values"])
    assert sorted(rows["state"]) == sorted(table["state"])
    assert not rows.duplicated(["place", "column"]).any()
    assert rows["column"].between(0, tiles.PER_ROW - 1).all()
    assert list(dict.fromkeys(rows["region"])) == list(dict.fromkeys(regions))
