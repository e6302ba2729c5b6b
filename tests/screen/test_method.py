"""The screen Method and data on the shipped material."""

import itertools
import re

import pytest

from kb.domain.words import VOICES
from tests.screen.conftest import Open, html_of


def test_the_screen_has_its_parts_in_order_names_every_voice_and_says_what_is_not_known(open_screen: Open) -> None:
    app = open_screen("method")
    html = html_of(app)
    assert not app.exception
    assert [title.value for title in app.title] == ["Method and data"]
    headings = re.findall(r'<h2 id="(\w+)">', html)
    assert headings == re.findall(r'<a href="#(\w+)">', html)
    assert headings[0] == "counting"
    assert headings[-1] == "revisions"
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    html = html_of(open_screen("method"))
    for said in VOICES.values():
        assert f"{said.name}: {said.meaning}" in html
    assert "first-hand: the contributor’s own statement" not in html
    assert "nothing is expected" not in html
    for said in (
        "We have the official wording of none of the 66 actions",
        "Actions 25, 26, 27, 28, 30 and 32: number and content are written from general knowledge",
        "part c: it took place, but its speakers are not known",
        "Monitoring (76 contributions) comes from the publications of one coalition",
        "155 of 195 contributions: only the beginning of the source was seen",
    ):
        assert said in html
    assert "None" not in re.sub(r"None of", "", html)
    assert "null" not in html.lower().split('<h2 id="dictionary">')[0]


@pytest.mark.parametrize(("meeting", "day"), [("ccm-im-2012", "19 April 2012"), ("ccm-1rc", "10 September 2015")])
def test_the_day_on_which_status_counts_is_that_of_the_filters(open_screen: Open, meeting: str, day: str) -> None:
    html = html_of(open_screen("method", meeting=meeting))
    assert f"Now that is {day}." in html
    assert "Now that is 30 September 2017." not in html
