"""Rates stand as fractions, and what is not part of a rate stays outside it."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import charts
from tests.unit.test_charts_common import meetings, rates, spoken, svg, words


def test_fraction_is_written_and_its_bar_is_as_long() -> None:
    spec = charts.spec(charts.rate_per_provision(rates()))
    assert "3 / 9" in words(svg(spec))
    assert [row["rate"] for row in spec["data"]["values"]] == [1 / 3, None]


def test_provision_that_binds_nobody_has_words_and_no_bar() -> None:
    picture = svg(charts.spec(charts.rate_per_provision(rates().tail(1))))
    assert "no State bound" in words(picture)
    assert not [word for word in words(picture) if "/" in word]
    assert not [node for node in picture.iter() if node.get("aria-roledescription") == "bar" or node.get("d") == "M0,0"]
    # A screen reader hears it all the same.
    assert [said for said in spoken(picture) if "Water it" in said and "no State bound" in said]


def test_unknown_and_unbound_stand_beside_the_fraction() -> None:
    said = words(svg(charts.spec(charts.rate_per_provision(rates()))))
    assert "5 not known if affected" in said
    assert "2 reporting, not bound" in said
    assert "3 / 9" in said
    assert not [word for word in said if word in ("3 / 14", "5 / 9", "2 / 0")]


def test_nothing_beside_takes_no_line() -> None:
    plain = rates(unknown=[0, 0], unbound_reporting=[0, 0])
    assert len(charts.spec(charts.rate_per_provision(plain))["layer"]) == 5
    assert charts.rate_per_provision(plain).to_dict()["height"] < charts.rate_per_provision(rates()).to_dict()["height"]


def test_counts_that_come_as_floats_are_written_whole() -> None:
    floats = rates().astype({"reported": "float64", "bound": "float64", "unknown": "float64"})
    said = words(svg(charts.spec(charts.rate_per_provision(floats))))
    assert "3 / 9" in said
    assert not [word for word in said if ".0" in word]


def test_provisions_keep_the_order_given() -> None:
    backwards = rates().iloc[::-1]
    said = words(svg(charts.spec(charts.rate_per_provision(backwards))))
    assert said.index("Action 2: Water it") < said.index("Action 1: Plant a tree")


def test_long_label_is_broken_and_not_cut() -> None:
    long = rates(label=["word " * 40, "short"])
    said = words(svg(charts.spec(charts.rate_per_provision(long))))
    assert sum(piece.split().count("word") for piece in set(said)) >= 1
    whole = charts.spec(charts.rate_per_provision(long))["layer"][4]["data"]["values"][0]
    assert whole["label"].split() == ["word"] * 40
    assert max(len(line) for line in whole["label"].split("\n")) <= 60


def test_meetings_stand_in_the_order_of_their_days_as_points_that_nothing_joins() -> None:
    spec = charts.spec(charts.coverage_over_meetings(meetings()))
    assert [row["meeting"] for row in spec["data"]["values"]] == ["early", "late", "empty"]
    assert [row["fraction"] for row in spec["data"]["values"]] == ["6 / 6", "2 / 8", "no State bound"]
    kinds = {layer["mark"]["type"] for layer in spec["layer"]}
    assert "point" in kinds
    assert not {"line", "area", "trail"} & kinds
    assert len([said for said in spoken(svg(spec)) if "Meeting: " in said]) == 3


def test_description_names_highest_and_lowest() -> None:
    table = rates(reported=[3, 8], bound=[9, 9])
    said = charts.describe_rate_per_provision(table)
    assert "highest: Action 2: Water it, 8 of 9" in said
    assert "lowest: Action 1: Plant a tree, 3 of 9" in said
    assert "bind no State" not in said


def test_description_does_not_single_one_out_of_equals() -> None:
    table = rates(reported=[0, 0], bound=[9, 9])
    said = charts.describe_rate_per_provision(table)
    assert said == "2 provisions with no State bound that reported."
    assert "Plant" not in said


def test_description_says_how_many_bind_nobody() -> None:
    assert charts.describe_rate_per_provision(rates()).endswith("1 of 2 bind no State here.")
    assert "No provision shown binds a State" in charts.describe_rate_per_provision(rates().tail(1))
    assert "Empty Meeting" not in charts.describe_coverage_over_meetings(meetings())


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 66), st.integers(0, 66), st.integers(0, 9)), min_size=1, max_size=20))
def test_no_provision_is_lost(counts: list[tuple[int, int, int]]) -> None:
    table = pd.DataFrame(
        [
            (f"INV-{n}", f"Action {n}", min(a, b), b, min(a, b) / b if b else None, unknown, 0)
            for n, (a, b, unknown) in enumerate(counts)
        ],
        columns=["provision", "label", "reported", "bound", "rate", "unknown", "unbound_reporting"],
    )
    spec = charts.spec(charts.rate_per_provision(table))
    rows = spec["data"]["values"]
    assert [row["provision"] for row in rows] == list(table["provision"])
    assert all((row["rate"] is None) == (row["bound"] == 0) for row in rows)
    assert all(row["rate"] is None or 0 <= row["rate"] <= 1 for row in rows)
    assert spec["layer"][1]["encoding"]["y"]["scale"]["domain"] == list(table["provision"])
