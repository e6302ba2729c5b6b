"""A State's contributions by year: nothing lost, voices kept apart."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import charts
from kb.charts import timeline
from tests.unit.test_charts_common import contributions, spoken, svg, words

VOICES = ["own", "second-hand", "about it"]


def drawn(table: pd.DataFrame) -> dict[str, Any]:
    return charts.spec(charts.contributions_over_time(table, VOICES))


def test_every_contribution_is_a_point_also_without_a_date() -> None:
    picture = svg(drawn(contributions()))
    said = [label for label in spoken(picture) if "Contribution: " in label]
    assert len(said) == 5
    assert [label for label in said if "Title 4" in label and "Date: no date" in label]
    assert not [label for label in said if "null" in label or "nan" in label.lower()]


def test_voices_have_rows_and_shapes_of_their_own_in_the_order_asked_for() -> None:
    encoding = drawn(contributions())["layer"][0]["encoding"]
    assert encoding["y"]["scale"]["domain"] == VOICES
    shapes = encoding["shape"]["scale"]["range"]
    assert len(set(shapes)) == 3
    assert {"own", "second-hand", "about it"} <= set(words(svg(drawn(contributions()))))


def test_voice_looks_the_same_whoever_else_speaks() -> None:
    whole = drawn(contributions())["layer"][0]["encoding"]
    alone = drawn(contributions().head(1))["layer"][0]["encoding"]
    for channel in ("shape", "color"):
        look = dict(zip(whole[channel]["scale"]["domain"], whole[channel]["scale"]["range"], strict=True))
        assert alone[channel]["scale"]["range"] == [look["about it"]]
        assert alone[channel]["scale"]["range"] != [look["own"]]


def test_voice_that_was_not_announced_comes_last_and_is_not_dropped() -> None:
    table = contributions().assign(voice_label=["new", "own", "own", "own", "about it"])
    assert drawn(table)["layer"][0]["encoding"]["y"]["scale"]["domain"] == ["own", "about it", "new"]


def test_years_without_a_contribution_keep_their_place() -> None:
    scale = drawn(contributions())["layer"][0]["encoding"]["x"]["scale"]
    assert scale["domain"] == ["2030", "2031", "2032", "2033", timeline.NO_DATE]
    assert timeline.NO_DATE not in drawn(contributions().head(4))["layer"][0]["encoding"]["x"]["scale"]["domain"]


def test_one_year_is_stacked_by_date() -> None:
    own = contributions().assign(voice_label="own").head(3).iloc[::-1]
    rows = {row["title"]: row["level"] for row in drawn(own)["data"]["values"]}
    assert rows == {"Title 2": 0, "Title 0": 1, "Title 1": 2}


def test_names_of_years_are_few_enough_for_a_phone() -> None:
    table = contributions().assign(year=[1990, 2000, 2010, 2020, None])
    named = drawn(table)["layer"][0]["encoding"]["x"]["axis"]["values"]
    assert len(named) <= timeline.NAMED_YEARS
    assert named[-1] == timeline.NO_DATE
    assert "2020" not in named[-2:]


def test_many_in_one_year_stand_closer_and_the_row_stays_low() -> None:
    many = pd.concat([contributions().head(1)] * 100, ignore_index=True)
    spec = drawn(many)
    assert len(spec["data"]["values"]) == 100
    assert spec["height"] < timeline.TALLEST + 60


def test_description_counts_voices_and_says_what_has_no_date() -> None:
    said = charts.describe_contributions_over_time(contributions())
    assert said.startswith("5 contributions from 2030 to 2033, 1 without a date.")
    assert "2 own" in said
    assert "0 " not in said.split("By voice")[1]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.none() | st.integers(2008, 2030), st.sampled_from([*VOICES, "new"])),
        min_size=1,
        max_size=40,
    )
)
def test_no_contribution_is_lost_and_no_two_share_a_place(rows: list[tuple[int | None, str]]) -> None:
    table = pd.DataFrame(
        {
            "date": [None if year is None else str(year) for year, _ in rows],
            "year": [year for year, _ in rows],
            "voice_label": [voice for _, voice in rows],
            "meeting_label": "Early Meeting",
            "title": [f"Title {place}" for place in range(len(rows))],
        }
    )
    found = pd.DataFrame(drawn(table)["data"]["values"])
    assert sorted(found["title"]) == sorted(table["title"])
    assert not found.duplicated(["voice_label", "column", "level"]).any()
    scale = drawn(table)["layer"][0]["encoding"]["x"]["scale"]
    assert set(found["column"]) <= set(scale["domain"])
