"""The heat map, the dots and the bars of what was said: nothing is lost, and a mark can be picked by its codes."""

from typing import Any

import pandas as pd

from kb import charts
from tests.unit.test_charts_common import (
    DESK,
    SPEAKERS,
    coded,
    describe_stacked,
    describe_who_spoke_when,
    known,
    spoken,
    spoken_when,
    stacked,
    svg,
    who_spoke_when,
    words,
)  # fmt: skip


def picked(spec: dict[str, Any]) -> list[str]:
    """The fields that a picked mark is known by."""
    (found,) = [one for one in spec["params"] if one["name"] == "picked"]
    return list(found["select"]["fields"])


def test_a_heat_map_has_a_cell_for_each_pair_that_tells_by_more_than_its_colour_how_sure_it_is() -> None:
    spec = charts.spec(charts.heat_map(known()))
    assert picked(spec) == ["state", "provision"]
    picture = svg(spec, DESK)
    found = words(picture)
    assert len(spoken(picture)) == 6
    assert {"Invented XAA", "Invented XAB", "1 Planting", "2 Planting", "3 Planting"} <= set(found)
    assert [found.count(mark) for mark in ("2", "(1)", "•", "?")] == [1, 1, 1, 2]
    legend = {"Reported, own words", "(1) Reported, second-hand", "• Only others write about it", "Not heard yet"}
    assert legend <= set(found)
    assert "… Received, not tagged yet" not in found
    assert charts.describe_states(known()) == "1 of 2 States shown reported, on 2 of 2 actions or articles."


def test_dots_stand_surest_first_under_the_action_most_reported_on() -> None:
    spec = charts.spec(charts.dots(known().iloc[::-1].reset_index(drop=True)))
    assert picked(spec) == ["state", "provision"]
    rows = pd.DataFrame(spec["data"]["values"])
    assert not rows.duplicated(["provision", "place"]).any()
    first = rows[rows["place"] == 0].set_index("provision")["kind"]
    assert (first["INV-1"], first["INV-2"], first["INV-3"]) == ("own", "second_hand", "text_missing")
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == ["INV-1", "INV-2", "INV-3"]


def test_a_bar_ends_with_its_distinct_passages_and_one_without_any_stays() -> None:
    spec = charts.spec(stacked(coded()))
    assert picked(spec) == ["provision", "assessment"]
    found = words(svg(spec, DESK))
    assert {"1 Planting", "2 Watering", "Progress", "Challenge"} <= set(found)
    # Three passages, of which one is in two pieces: the bar says 3 at its end, and not 4.
    assert (found.count("3"), found.count("1"), found.count("0"), found.count("4")) == (2, 1, 1, 0)
    assert describe_stacked(coded()) == "3 passages of States, on 1 of 2 actions; nothing yet on 1"


def test_who_never_spoke_keeps_a_row_and_each_kind_has_a_shape() -> None:
    spec = charts.spec(who_spoke_when(spoken_when()))
    assert picked(spec) == ["state", "meeting", "kind"]
    picture = svg(spec, DESK)
    assert set(SPEAKERS.values()) <= set(words(picture))
    assert len(spoken(picture)) == 3
    shapes = spec["layer"][0]["encoding"]["shape"]["scale"]
    assert len(set(shapes["range"])) == len(shapes["domain"]) == 3
    assert describe_who_spoke_when(spoken_when()) == "2 of 3 States contributed or are known to have spoken."
