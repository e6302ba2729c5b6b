"""The Overview: what a reader sees, and where each figure leads."""

import json
import re
from datetime import date
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kb.domain.model import Cell, InstrumentId, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted
from kb.queries import overview as ask
from kb.queries.looks import matrix
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.overview import not_heard_text, overview
from kb.ui.overview.details import figures, newest, nothing, start, whole
from kb.ui.overview.provisions import gaps, rates_table
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
    assert [figure.value for figure in screen.metric] == [one.words for one in overview(view, Scope()).figures]
    assert [header.value for header in screen.header] == [
        "Affected States by action or article", "Not heard yet", "Who spoke when", "Filters"
    ]  # fmt: skip
    html = shown(screen)
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


def test_an_address_with_a_meeting_shows_that_meeting(screen):
    screen.query_params["meeting"] = "ccm-im-2012"
    screen.run()
    assert not screen.exception
    html = shown(screen)
    assert "its speakers are not known here" in html
    # The way to the occasion is only for those who are not there.
    assert "the session of 16 April 2012" not in html


def test_junk_in_the_address_leaves_a_screen(screen):
    screen.query_params["meeting"] = "<script>"
    screen.run()
    assert not screen.exception
    assert "The lines of discussion" in shown(screen)
    assert "<script>" not in shown(screen)


@pytest.mark.parametrize("instrument", InstrumentId)
def test_every_link_leads_to_a_screen_of_ours_or_to_a_source(view, words, instrument):
    addresses = links(whole(view, Scope(instrument=instrument)))
    ours = [urlsplit(address) for address in addresses if address.startswith("/")]
    screens = ("", "actions", "changes", "contributions", "coverage", "method", "practices", "states")
    assert {one.path for one in ours} == {f"/{screen}" for screen in screens}
    if instrument != Scope.instrument:
        assert all(parse_qs(one.query)["instrument"] == [instrument] for one in ours)
    assert all(address.startswith("https://") for address in addresses if not address.startswith("/"))


def test_headings_follow_one_another(view, words):
    levels = [int(level) for level in re.findall(r"<h(\d)", whole(view, IM_2012))]
    assert levels[0] == 2
    assert 1 not in levels
    assert all(later - before <= 1 for before, later in pairwise(levels))


def test_a_fraction_leads_to_its_passages_and_an_empty_one_to_the_gaps(view, words):
    html = whole(view, IM_2012)
    named = r'href="([^"]+)" aria-label="(\d+) of 10 States it binds reported on Action {}: '
    reported, silent = (re.findall(named.format(number), html) for number in (22, 20))
    assert [number for _, number in reported + silent] == ["2", "0"]
    assert {"provision=VAP-22", "list=passages"} < set(reported[0][0].replace("&amp;", "&").split("&"))
    assert "list=passages" not in silent[0][0]
    assert "look=gaps" in silent[0][0]


def rate(**values: object) -> dict[str, object]:
    """An invented rate of Action 29."""
    counts = dict.fromkeys(("reported", "bound", "unknown", "unknown_reporting", "unbound_reporting", "passages"), 0)
    return {"provision": "VAP-29", "text_status": "restated", **counts, **values}


def test_a_missing_text_is_no_fraction(words):
    html = rates_table([rate(text_status="missing", bound=13)], {}, InstrumentId.VAP, words, {})
    assert "its text is missing here" in html
    assert "0 of 13" not in html
    assert "on 0 of 0 actions" in html


def test_those_not_bound_stand_beside_the_fraction(words):
    told = rate(reported=1, bound=4, unknown=3, unknown_reporting=2, unbound_reporting=5, passages=9)
    html = rates_table([told], {"VAP-29": 12}, InstrumentId.VAP, words, {})
    assert "1 of 4" in html
    assert "5 not bound, 2 of 3 not known to be affected" in html
    assert "9 of States, 3 of others" in html
    assert "8 of" not in html


def test_no_gap_is_said_to_be_none(words):
    nobody = {
        "provision": "VAP-20",
        "addressed_to": "all",
        "silent": 0,
        "text_not_held": 0,
        "no_contribution": 0,
        "pending": 0,
    }
    html = gaps([nobody], [], InstrumentId.VAP, words, {})
    assert "None of the States shown is bound and without a report" in html
    assert "<table" not in html


def test_a_gap_for_affected_states_leaves_out_those_not_known_to_be(words):
    row = {"silent": 2, "text_not_held": 1, "no_contribution": 0, "pending": 0}
    rows = [
        {"provision": "VAP-20", "addressed_to": "affected", **row},
        {"provision": "VAP-31", "addressed_to": "all", **row},
    ]
    by_provision = {
        parse_qs(urlsplit(one).query)["provision"][0]: one
        for one in links(gaps(rows, [], InstrumentId.VAP, words, {}))
        if "look=gaps" in one
    }
    assert "affected=yes" in by_provision["VAP-20"]
    assert "affected" not in by_provision["VAP-31"]


def state(code: str, **values: object) -> dict[str, object]:
    """An invented State Party with victims, of which nothing is known."""
    told = {
        "heard": False,
        "aligned": False,
        "provisions": 0,
        "cell": Cell.NO_CONTRIBUTION,
        "only_as_coordinator": False,
    }
    return {"state": code, "name": f"Invented {code}", "status": "party", "affected": "yes", **told, **values}


def test_states_are_counted_once_and_by_what_is_held():
    heard = state("XAA", heard=True, cell=Cell.SILENT)
    aligned = state("XAB", aligned=True, cell=Cell.SILENT)
    spoke = state("XAC", cell=Cell.TEXT_NOT_HELD)
    unknown = state("XAD", affected="unknown", heard=True, cell=Cell.SILENT)
    html = figures([], [heard, aligned, spoke, unknown], {})
    shown_figures = re.findall(r'class="figure">([^<]+?) </span><span class="meaning">([^<]+)<', html)
    assert [number for number, _ in shown_figures] == ["0", "2", "1 of 3", "1"]
    assert "Invented XAC" not in html.partition("Spoke, text not held")[0].partition("Not heard here")[0]
    assert "Only through a collective statement (1): " in html
    assert "Apart: 1 of 1 not known to have victims or not." in html


def test_emptiness_names_the_filters_and_the_way_out():
    html = nothing({"instrument": "CCM", "meeting": ["ccm-4msp"], "theme": ["casualty-data"]})
    assert "without the filter Meeting" in html
    assert "without the filter Instrument" not in html
    assert "/?instrument=CCM&theme=casualty-data" in links(html)
    assert "No published contribution fits" not in nothing({})


def test_a_second_hand_entry_is_marked_and_text_stays_text():
    entry = {"contributor_label": "<b>Invented</b>", "contribution": "invented", "meeting_label": "IM", "date": None}
    entry |= {"line": None, "passages": 1, "published_on": date(2026, 1, 31)}
    html = newest([entry | {"voice": "reported"}, entry | {"voice": "own"}], {})
    assert html.count("tag strong") == 1
    assert "second-hand" in html
    assert "first-hand" in html
    assert "somebody reports" not in html
    assert "no date" in html
    assert "<b>" not in html


def test_only_the_newest_are_listed():
    entry = {
        "contributor_label": "Invented",
        "meeting_label": "IM",
        "date": "2012",
        "published_on": date(2026, 1, 31),
        "line": "a",
        "voice": "own",
        "passages": 1,
    }
    html = newest([entry | {"contribution": f"invented-{number}"} for number in range(20)], {})
    assert html.count("contribution=invented-") == 8
    assert "All 20 contributions" in html


def test_a_number_has_its_noun():
    assert [counted(number, "State") for number in (0, 1, 2)] == ["0 States", "1 State", "2 States"]
    assert counted(1, "State Party", "States Parties") == "1 State Party"
    assert counted(3, "State Party", "States Parties") == "3 States Parties"


def test_one_of_each_is_no_plural():
    html = figures([], [state("XAA", heard=True)], {})
    assert '1 </span><span class="meaning">State heard<' in html
    assert "States heard" not in html


def test_without_sessions_there_is_no_occasion():
    assert "Go to" not in start([], Scope(), {})
