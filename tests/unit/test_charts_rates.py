"""Rates over meetings stand as fractions, and what is not part of a rate stays outside it."""

from kb import charts
from tests.unit.test_charts_common import meetings, spoken, svg, words


def test_meetings_stand_in_the_order_of_their_days_as_points_that_nothing_joins() -> None:
    spec = charts.spec(charts.coverage_over_meetings(meetings()))
    assert [row["meeting"] for row in spec["data"]["values"]] == ["early", "late", "empty"]
    assert [row["fraction"] for row in spec["data"]["values"]] == ["6 / 6", "2 / 8", "no State bound"]
    kinds = {layer["mark"]["type"] for layer in spec["layer"]}
    assert "point" in kinds
    assert not {"line", "area", "trail"} & kinds
    assert len([said for said in spoken(svg(spec)) if "Meeting: " in said]) == 3


def test_a_meeting_that_binds_nobody_has_words_and_no_point() -> None:
    picture = svg(charts.spec(charts.coverage_over_meetings(meetings().tail(1))))
    assert "no State bound" in words(picture)
    assert not [word for word in words(picture) if "/" in word]
    assert [said for said in spoken(picture) if "Empty Meeting" in said and "no State bound" in said]


def test_counts_that_come_as_floats_are_written_whole_and_a_long_label_is_broken_and_not_cut() -> None:
    odd = meetings(meeting_label=["word " * 40, "short", "other"]).astype({"reported": "float64", "bound": "float64"})
    spec = charts.spec(charts.coverage_over_meetings(odd))
    said = words(svg(spec))
    assert "2 / 8" in said
    assert not [word for word in said if ".0" in word]
    whole = spec["layer"][4]["data"]["values"][1]
    assert whole["label"].split().count("word") == 40
    assert max(len(line) for line in whole["label"].split("\n")) <= 60


def test_description_names_highest_and_lowest_and_singles_none_out_of_equals() -> None:
    said = charts.describe_coverage_over_meetings(meetings())
    assert said == "Of 2 meetings, highest: Early Meeting, 6 of 6; lowest: Late Meeting, 2 of 8."
    none = meetings(reported=[0, 0, 0], rate=[0.0, 0.0, None])
    assert charts.describe_coverage_over_meetings(none) == "2 meetings with no State bound that reported."
    assert "No meeting" in charts.describe_coverage_over_meetings(meetings().tail(1))
