"""The Overview: what a reader sees, and where each figure leads."""

import json
import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kb.db import View
from kb.domain.model import OWN_VOICES, InstrumentId, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted
from kb.questions import overview as ask
from kb.questions.looks import matrix
from kb.questions.vocabulary import vocabulary
from kb.ui.overview import not_heard_text, overview
from kb.ui.overview.reading import NEWEST_SHOWN, lines, newest, occasion, whole
from tests.screen.conftest import MAIN, Open

IM_2012 = Scope(meetings=("ccm-im-2012",))
SLOW_LINE = 40_000


@pytest.fixture(scope="module")
def words(view: View) -> Vocabulary:
    """Its words."""
    return vocabulary(view)


@pytest.fixture
def screen(open_screen: Open) -> AppTest:
    """The dashboard on the shipped material."""
    return AppTest.from_file(str(MAIN), default_timeout=60)


def shown(screen: AppTest) -> str:
    """The HTML of the screen's own part."""
    return "".join(json.loads(part.proto.json).get("html", "") for part in screen.main if part.type == "bidi_component")


def links(html: str) -> list[str]:
    """The addresses that a piece of HTML leads to."""
    return [address.replace("&amp;", "&") for address in re.findall(r'href="([^"]+)"', html)]


def test_the_screen_runs_is_light_and_its_title_is_the_finding(screen, view):
    screen.run()
    assert not screen.exception
    assert [title.value for title in screen.title] == [overview(view, Scope()).finding]
    cards = re.findall(r'class="card" href="([^"]+)">([^<]+) <span class="figure">([^<]+)<', shown(screen))
    figures = overview(view, Scope()).figures
    assert [(label, said) for _href, label, said in cards] == [(one.label, one.words) for one in figures]
    headers = ["Newest", "Filters"]
    assert [header.value for header in screen.header] == headers
    html = shown(screen)
    for heading in ("Affected States by action or article", "No report yet", "Who spoke when"):
        assert html.count(f"<h2>{heading}</h2>") == 1
    assert len(html) < SLOW_LINE
    assert not re.search(r"\b(None|nan|NaN|null)\b", html)


def test_figures_count_states_and_contributions_once(view):
    heard, reported, actions, statements = overview(view, IM_2012).figures
    states = {row["state"]: row for row in ask.overview_states.rows(view, IM_2012)}
    affected = [row for row in states.values() if (row["status"], row["affected"]) == ("party", "yes")]
    assert (heard.number, heard.of) == (sum(row["heard"] for row in affected), len(affected))
    assert (reported.number, reported.of) == (sum(row["provisions"] > 0 for row in affected), len(affected))
    known = [row for row in matrix.rows(view, IM_2012) if row["text_status"] != "missing"]
    told = {row["provision"] for row in known if row["cell"] == "reported"}
    assert (actions.number, actions.of) == (len(told), len({row["provision"] for row in known}))
    assert "VAP-29" not in {row["provision"] for row in known}
    assert actions.beside == "1 more: text not known"
    rows = ask.overview_contributions.rows(view, IM_2012)
    assert statements.number == len(
        {row["contribution"] for row in rows if row["state"] and row["voice"] != "monitoring"}
    )
    assert statements.of is None


def test_who_is_not_heard_is_every_affected_state_that_did_not_report_by_its_reason(view):
    found = overview(view, IM_2012)
    silent = {row["state"]: said for said, rows in found.not_heard.items() for row in rows}
    cells = {row["state"]: row for row in ask.overview_states.rows(view, IM_2012)}
    affected = {code for code, row in cells.items() if (row["status"], row["affected"]) == ("party", "yes")}
    assert silent.keys() == {code for code in affected if not cells[code]["provisions"]}
    assert silent["MNE"] == "Spoke, text not found"
    assert "LBN" not in silent
    text = not_heard_text(found, "IM 2012")
    assert "Montenegro" in text
    assert "Lebanon" not in text


def test_an_address_with_a_meeting_shows_that_meeting_and_junk_leaves_a_screen(screen) -> None:
    screen.query_params["meeting"] = "ccm-im-2012"
    screen.run()
    assert not screen.exception
    html = shown(screen)
    assert "its speakers are not known here" in html
    # The way to the occasion is only for those who are not there.
    assert "the session of 16 April 2012" not in html
    screen.query_params["meeting"] = "<script>"
    screen.run()
    assert not screen.exception
    assert "The lines of discussion" in shown(screen)
    assert "<script>" not in shown(screen)


@pytest.mark.parametrize("instrument", InstrumentId)
def test_every_link_leads_to_a_screen_of_ours_or_to_a_source(view, words, instrument):
    addresses = links(whole(view, Scope(instrument=instrument)))
    ours = [urlsplit(address) for address in addresses if address.startswith("/")]
    screens = ("", "actions", "changes", "contributions", "coverage", "mechanisms", "practices", "states")
    assert {one.path for one in ours} == {f"/{screen}" for screen in screens}
    if instrument != Scope.instrument:
        assert all(parse_qs(one.query)["instrument"] == [instrument] for one in ours)
    assert all(address.startswith("https://") for address in addresses if not address.startswith("/"))


def test_headings_follow_one_another_and_a_number_has_its_noun(view, words) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", whole(view, IM_2012))]
    assert levels[0] == 2
    assert 1 not in levels
    assert all(later - before <= 1 for before, later in pairwise(levels))
    assert [counted(number, "State") for number in (0, 1, 2)] == ["0 States", "1 State", "2 States"]
    assert counted(1, "State Party", "States Parties") == "1 State Party"
    assert counted(3, "State Party", "States Parties") == "3 States Parties"


def test_emptiness_names_the_filters_and_the_way_out_and_the_latest_session_is_one_click_away(view) -> None:
    empty = Scope(instrument=InstrumentId.CCM, meetings=("ccm-4msp",), states=("AFG",), themes=("casualty-data",))
    assert not ask.overview_contributions.rows(view, empty)
    html = occasion(view, empty)
    assert ">Meeting</a>" in html
    assert ">Instrument</a>" not in html
    assert "/?instrument=CCM&state=AFG&theme=casualty-data" in links(html)
    assert "Look again" not in occasion(view, IM_2012)
    assert "/?meeting=ccm-im-2012" in links(occasion(view, Scope()))
    assert "/?meeting=ccm-im-2012" not in links(occasion(view, IM_2012))
    assert "/contributions?meeting=ccm-im-2012" in links(occasion(view, Scope()))
    assert "/session" not in links(occasion(view, Scope())), "nobody is led to what they cannot do"
    assert "/session" in links(occasion(view, Scope(), runs=True))


def test_the_contributions_published_last_are_listed_with_their_voice(view):
    found = newest(view, Scope())
    voices = [dict(zip(found.table.keys, row, strict=True))["voice"] for row in found.table.rows]
    every = ask.overview_contributions.rows(view, Scope())
    assert len(every) > NEWEST_SHOWN == len(voices)
    assert voices == [row["voice"] for row in every[:NEWEST_SHOWN]]
    assert {"own", "reported"} < set(voices)
    assert [parse_qs(urlsplit(to or "").query)["contribution"] for to in found.opens] == [
        [row["contribution"]] for row in every[:NEWEST_SHOWN]
    ]


def test_each_line_names_the_states_that_spoke_under_it_also_where_there_are_none(view):
    html = lines(view, Scope(meetings=("ccm-4msp",)))
    assert html.count("<li>\n<h3>") == 3
    assert "No State yet" in html
    html = lines(view, IM_2012)
    asked = [parse_qs(urlsplit(one).query) for one in links(html) if "state=" in one]
    rows = ask.overview_contributions.rows(view, IM_2012)
    said = {row["contribution"] for row in view.rows("SELECT contribution FROM published_passage WHERE substance")}

    def under(some):
        """Line and State of each contribution."""
        return [(one, row["state"]) for row in some for one in (row["line"] or row["line_inferred"] or "").split()]

    own = [row for row in rows if row["state"] and row["voice"] in OWN_VOICES]
    told = under(row for row in own if row["contribution"] in said)
    assert {(one["line"][0], one["state"][0]) for one in asked} == set(told)
    counts = [int(one) for one in re.findall(r"(\d+) statements?</a>", html)]
    assert sum(counts) == len(under(own))
    without = [int(one) for one in re.findall(r"(\d+) without a text", html)]
    assert sum(without) == len(under(own)) - len(told) > 0
