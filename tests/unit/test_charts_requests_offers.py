"""Requests and challenges to the left, offers and practices to the right. All provisions are invented."""

from collections.abc import Callable

import pandas as pd
import pytest

from kb import charts
from kb.charts import palette
from kb.charts.requests_offers import (
    MOST,
    NOTHING_ASKED,
    NOTHING_GIVEN,
    describe_exchange,
    exchange,
    take_from_exchange,
)
from tests.unit import test_charts_common as common
from tests.unit.test_charts_common import DESK, ODD, PHONE, Case, spoken, svg, words


def table(rows: int = 2) -> pd.DataFrame:
    """Invented provisions, the most asked on first; on the last nothing is offered."""
    return pd.DataFrame(
        {
            "key": [f"INV-{number}" for number in range(rows)],
            "label": [f"Action {number}: Plant tree number {number}" for number in range(rows)],
            "requests": [2] * rows,
            "challenges": [1] + [0] * (rows - 1),
            "offers": [1] + [0] * (rows - 1),
            "practices": [4] + [0] * (rows - 1),
            "asked": [3] + [2] * (rows - 1),
            "given": [5] + [0] * (rows - 1),
        }
    )


CASE = Case(exchange, describe_exchange, table(), "label")


@pytest.mark.parametrize(
    "holds",
    [
        common.test_is_valid_vega_lite_and_can_be_drawn_at_both_widths,
        common.test_specification_is_plain_json_without_theme,
        common.test_same_table_gives_same_specification_and_stays_untouched,
        common.test_no_row_gives_words_and_no_marks,
        common.test_one_row_can_be_drawn_and_is_said_once,
        common.test_writing_on_the_page_follows_the_theme,
        common.test_nothing_drawn_is_cut_short,
    ],
    ids=lambda holds: holds.__name__,
)
def test_what_holds_for_every_chart(holds: Callable[[Case], None]) -> None:
    holds(CASE)


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_written_as_they_are(name: str) -> None:
    common.test_odd_names_are_written_as_they_are(CASE, name)


def test_both_sides_are_written_in_words_so_that_colour_tells_nothing_alone() -> None:
    said = words(svg(charts.spec(exchange(table()))))
    assert {"2 requests, 1 challenge", "1 offer, 4 practices", "2 requests", NOTHING_GIVEN} <= set(said)
    assert not [one for one in said if "0 " in one.split(",")[0] and one[0] == "0"]
    unasked = table(1).assign(requests=0, challenges=0, asked=0)
    assert NOTHING_ASKED in words(svg(charts.spec(exchange(unasked))))


def test_bars_run_from_the_middle_to_their_own_side_on_one_scale() -> None:
    spec = charts.spec(exchange(table()))
    assert [(row["left"], row["given"]) for row in spec["data"]["values"]] == [(-3, 5), (-2, 0)]
    left, right = spec["layer"][0]["encoding"]["x"]["scale"], spec["layer"][1]["encoding"]["x"]["scale"]
    assert left["domain"] == right["domain"] == [-5, 5]


def test_only_the_first_are_drawn_and_none_of_them_twice() -> None:
    spec = charts.spec(exchange(table(MOST + 3)))
    assert [row["key"] for row in spec["data"]["values"]] == [f"INV-{number}" for number in range(MOST)]


def test_words_stay_inside_a_phone() -> None:
    wide = table(1).assign(requests=99, challenges=99, offers=99, practices=99, asked=198, given=198)
    for width in (PHONE, DESK):
        for word in words(svg(charts.spec(exchange(wide)), width)):
            if "request" in word or "practice" in word:
                assert len(word) * 6.5 < width / 2


def test_a_screen_reader_hears_both_sides_once() -> None:
    said = spoken(svg(charts.spec(exchange(table(1)))))
    assert len(said) == 1
    assert "2 requests, 1 challenge" in said[0]
    assert "1 offer, 4 practices" in said[0]


def test_the_colours_can_be_read_on_both_grounds() -> None:
    for colour in (palette.ORANGE, palette.BLUE):
        assert all(palette.contrast(colour, ground) >= 3 for ground in palette.BACKGROUNDS)


def test_the_description_says_what_to_take_from_it_and_claims_no_more() -> None:
    said = describe_exchange(table(3))
    assert said == (
        "Both sides speak to 1 of 3 actions and articles. "
        "Most requests and challenges: Action 0: Plant tree number 0, 3 passages, against 5 on the other side."
    )
    assert said.startswith(take_from_exchange(table(3)))
    assert describe_exchange(table(1).assign(asked=0)) == "Both sides speak to 0 of 1 action or article."
