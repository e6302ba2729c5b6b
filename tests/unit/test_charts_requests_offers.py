"""Requests and challenges to the left, offers and practices to the right. All provisions are invented."""

from kb import charts
from kb.charts.requests_offers import (
    MOST,
    NOTHING_ASKED,
    NOTHING_GIVEN,
    describe_exchange,
    exchange,
    take_from_exchange,
)
from tests.unit.test_charts_common import both_sides, spoken, svg, words


def test_both_sides_are_drawn_on_one_scale_and_written_in_words_so_that_colour_tells_nothing_alone() -> None:
    spec = charts.spec(exchange(both_sides()))
    assert [(row["left"], row["given"]) for row in spec["data"]["values"]] == [(-3, 5), (-2, 0)]
    left, right = spec["layer"][0]["encoding"]["x"]["scale"], spec["layer"][1]["encoding"]["x"]["scale"]
    assert left["domain"] == right["domain"] == [-5, 5]
    said = words(svg(spec))
    assert {"2 requests, 1 challenge", "1 offer, 4 practices", "2 requests", NOTHING_GIVEN} <= set(said)
    assert not [one for one in said if "0 " in one.split(",")[0] and one[0] == "0"]
    unasked = both_sides(1).assign(requests=0, challenges=0, asked=0)
    assert NOTHING_ASKED in words(svg(charts.spec(exchange(unasked))))
    (heard,) = spoken(svg(charts.spec(exchange(both_sides(1)))))
    assert "2 requests, 1 challenge" in heard
    assert "1 offer, 4 practices" in heard


def test_only_the_first_are_drawn_and_none_of_them_twice() -> None:
    spec = charts.spec(exchange(both_sides(MOST + 3)))
    assert [row["key"] for row in spec["data"]["values"]] == [f"INV-{number}" for number in range(MOST)]


def test_the_description_says_what_to_take_from_it_and_claims_no_more() -> None:
    said = describe_exchange(both_sides(3))
    assert said == (
        "Both sides speak to 1 of 3 actions and articles. "
        "Most requests and challenges: Action 0: Plant tree number 0, 3 passages, against 5 on the other side."
    )
    assert said.startswith(take_from_exchange(both_sides(3)))
    assert describe_exchange(both_sides(1).assign(asked=0)) == "Both sides speak to 0 of 1 action or article."
