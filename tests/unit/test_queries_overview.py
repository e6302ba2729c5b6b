"""The figures of the Overview, reckoned again from the data files, and the cases that the files do not have."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.db import View
from kb.domain.model import Affected, Cell, InstrumentId, Scope
from kb.questions import overview, rates, records
from kb.questions.looks import gaps
from kb.questions.passages import passages
from tests.knowledge import MEETING, Knowledge, about, empty
from tests.unit.material import meetings_of_the_plan

IM_2012 = "ccm-im-2012"
DAY = "2012-04-19"  # the last day of that meeting
HERE, EVERYTHING = Scope(meetings=(IM_2012,)), Scope(meetings=("any",))
SCOPES = [Scope(), replace(HERE, instrument=InstrumentId.CCM), replace(EVERYTHING, states=("LAO", "AUS"))]
OWN = ("own", "reported")


@pytest.fixture(scope="module")
def contributions(shipped: Path) -> list[dict]:
    """The contributions of the file."""
    return [json.loads(line) for line in (shipped / "contributions.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def read(shipped: Path) -> Callable[[str], list[dict[str, str]]]:
    """The rows of a data file by its name."""

    def rows(name: str) -> list[dict[str, str]]:
        with (shipped / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows


def test_contributions_are_those_to_meetings_while_the_plan_held_newest_first(view, contributions, shipped) -> None:
    found = overview.overview_contributions.rows(view, Scope())
    expected = {
        one["id"]: sum(passage.get("substance", True) for passage in one["passages"])
        for one in contributions
        if one["meeting"] in meetings_of_the_plan(shipped) and one["convention"] == "CCM"
    }
    assert {row["contribution"]: row["passages"] for row in found} == expected
    voices = Counter(one["voice"] for one in contributions if one["id"] in expected)
    assert Counter(row["voice"] for row in found) == voices
    assert len(found) < len(overview.overview_contributions.rows(view, EVERYTHING)) == len(contributions)
    dates = [row["date"][:4] for row in overview.overview_contributions.rows(view, Scope())]
    assert dates == sorted(dates, reverse=True)
    assert overview.overview_contributions.rows(view, replace(HERE, states=("VUT",))) == []
    assert overview.overview_contributions.rows(view, HERE) != []


def test_a_theme_leaves_out_contributions_and_a_state_brings_what_is_said_of_it(view, contributions) -> None:
    found = overview.overview_contributions.rows(view, replace(HERE, themes=("rehabilitation",)))
    expected = {
        one["id"]: sum("rehabilitation" in passage["themes"] for passage in one["passages"])
        for one in contributions
        if one["meeting"] == IM_2012 and any("rehabilitation" in passage["themes"] for passage in one["passages"])
    }
    assert {row["contribution"]: row["passages"] for row in found} == expected
    assert len(found) < len(overview.overview_contributions.rows(view, HERE))
    found = overview.overview_contributions.rows(view, replace(EVERYTHING, states=("LAO",)))
    expected = {one["id"] for one in contributions if "LAO" in (one["state"], one["about_state"])}
    assert {row["contribution"] for row in found} == expected
    assert not expected & {one["id"] for one in contributions if one["state"] not in (None, "LAO")}


def test_states_heard_and_states_whose_text_is_not_held(view, contributions, read):
    rows = {row["state"]: row for row in overview.overview_states.rows(view, HERE)}
    heard = {
        one["state"]
        for one in contributions
        if one["meeting"] == IM_2012
        and one["voice"] in OWN
        and any(passage.get("substance", True) for passage in one["passages"])
    } - {None}
    slots = [row for row in read("speaking_slots") if row["speaker_kind"] == "state"]
    chairs = [row for row in slots if "Coordinator" in row["speaker"]]
    assert {(row["state"], row["kind"]) for row in chairs} == {("BIH", "opening"), ("AUT", "closing")}
    spoke = {row["state"] for row in slots if row not in chairs}
    spoke |= {row["state"] for row in read("appearances") if row["meeting"] == IM_2012 and row["spoke"] == "true"}
    assert {state for state, row in rows.items() if row["heard"]} == heard
    known = {state for state, row in rows.items() if row["cell"] != Cell.NO_CONTRIBUTION}
    assert known == heard | spoke
    assert {state for state, row in rows.items() if row["cell"] == Cell.TEXT_NOT_HELD} == spoke - heard
    # Organisations from these States spoke, and one closed as Coordinator; the States did not.
    assert not {"KHM", "COD", "AUT"} & known


def test_affected_states_parties_are_those_of_the_day(view, read):
    rows = overview.overview_states.rows(view, HERE)
    expected = {
        row["id"]
        for row in read("states")
        if row["affected"] == "yes" and row["in_force_on"] and row["in_force_on"] <= DAY
    }
    found = {row["state"] for row in rows if row["status"] == "party" and row["affected"] == "yes"}
    assert found == expected
    assert "TCD" not in found  # affected, and a party only later
    assert "TCD" in {row["state"] for row in rows}


@pytest.mark.parametrize("scope", SCOPES)
def test_states_bound_have_reported_or_are_in_the_gaps_list(view, scope):
    rated = {row["provision"]: row for row in records(rates(view, scope)) if row["shown"]}
    rated = {code: row for code, row in rated.items() if row["text_status"] != "missing"}
    listed = Counter(row["provision"] for row in records(gaps(view, scope)) if row["bound"] == "yes")
    assert {
        code: row["bound"] - row["reported"] for code, row in rated.items() if row["bound"] > row["reported"]
    } == listed


@pytest.mark.slow
@pytest.mark.parametrize("scope", SCOPES)
def test_passages_are_those_that_the_list_of_passages_shows(view, scope):
    found = {(row["kind"], row["code"]): row["passages"] for row in overview.overview_passages(view, scope)}
    for row in records(rates(view, scope)):
        listed = passages(view, replace(scope, provisions=(row["provision"],)), limit=1000)
        assert found.get(("provision", row["provision"]), 0) == len(listed.rows)
        assert row["passages"] == listed.count("own")
    for line in overview.overview_lines(view, scope):
        listed = passages(view, replace(scope, themes=tuple(line["themes"])), limit=1000)
        assert found.get(("line", line["line"]), 0) == len(listed.rows)


def test_lines_bring_their_themes_and_sessions_whose_list_of_speakers_is_known(view, read) -> None:
    expected = {line: [row["id"] for row in read("themes") if row["discussion_line"] == line] for line in "abc"}
    assert {row["line"]: row["themes"] for row in overview.overview_lines(view, Scope())} == expected
    narrow = overview.overview_lines(view, Scope(lines=("b",), themes=(expected["b"][0], expected["a"][0])))
    assert [(row["line"], row["themes"]) for row in narrow] == [("b", expected["b"][:1])]
    rows = {row["line"]: row for row in overview.overview_sessions(view, HERE)}
    listed = Counter(row["session"] for row in read("speaking_slots"))
    assert {row["session"]: row["speakers"] for row in rows.values()} == {
        row["id"]: listed[row["id"]] for row in read("sessions")
    }
    assert [line for line, row in rows.items() if not row["complete"]] == ["c"]
    assert all(row["in_scope"] for row in rows.values())


@pytest.mark.parametrize(
    "scope", [Scope(meetings=("ccm-2msp",)), replace(HERE, until=date(2012, 4, 15)), replace(HERE, lines=("a",))]
)
def test_a_session_outside_the_scope_is_not_in_it(view, scope):
    rows = {row["line"]: row["in_scope"] for row in overview.overview_sessions(view, scope)}
    assert not rows["c"]
    assert rows["a"] is (scope.lines == ("a",))


@pytest.fixture
def invented(tmp_path: Path) -> Iterator[tuple[Knowledge, Callable[[], View]]]:
    """An invented knowledge base to fill, and how to ask it."""
    known = Knowledge.small(provisions=["VAP-1"])
    with empty(tmp_path / "invented.duckdb") as store:

        def ask() -> View:
            known.put(store)
            return store.snapshot(store.revision())

        yield known, ask


@pytest.mark.slow
def test_how_an_invented_state_stands(invented):
    known, ask = invented
    for state in ("XAA", "XAB", "XAC", "XAD", "XAE"):
        known.state(state)
    known.said("XAA", about("VAP-1"))
    known.said(None, about("VAP-1"), behalf=["XAB"])
    known.said("XAC", about("VAP-1"), status="received")
    known.speaker("XAD")
    known.described("XAE", about("VAP-1"), meeting=MEETING)
    rows = overview.overview_states.rows(ask(), Scope(meetings=(MEETING,)))
    found = {row["state"]: (row["heard"], row["aligned"], row["provisions"], row["cell"]) for row in rows}
    assert found == {
        "XAA": (True, False, 1, Cell.REPORTED),
        "XAB": (False, True, 1, Cell.REPORTED),
        "XAC": (False, False, 0, Cell.PENDING),
        "XAD": (False, False, 0, Cell.TEXT_NOT_HELD),
        "XAE": (False, False, 0, Cell.NO_CONTRIBUTION),
    }


def test_what_is_not_published_is_neither_listed_nor_counted_and_a_suggested_coding_is_no_report(invented):
    known, ask = invented
    known.state("XAA")
    known.state("XAB", affected=Affected.YES)
    for status in ("received", "coded", "withdrawn"):
        known.said("XAA", about("VAP-1", themes=["inv-care"]), status=status)
    published = known.said("XAA", about("VAP-1", themes=["inv-care"]))
    suggested = known.said("XAB", about("VAP-1", basis="suggested"))
    view, scope = ask(), Scope(meetings=(MEETING,))
    listed = [row["contribution"] for row in overview.overview_contributions.rows(view, scope)]
    assert sorted(listed) == sorted([published, suggested])
    assert {row["passages"] for row in overview.overview_passages(view, scope)} == {1}
    states = {row["state"]: row for row in overview.overview_states.rows(view, scope)}
    assert (states["XAB"]["cell"], states["XAB"]["provisions"]) == (Cell.PENDING, 0)
    assert [row["cell"] for row in records(gaps(view, scope)) if row["provision"] == "VAP-1"] == [Cell.PENDING]


def test_who_spoke_is_a_row_for_each_state_and_meeting_by_how_it_is_known(invented):
    known, ask = invented
    for state in ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF"):
        known.state(state)
    known.said("XAA", about("VAP-1"))
    known.said("XAA", about("VAP-1"), voice="reported")
    known.said("XAB", about("VAP-1"), voice="reported")
    known.speaker("XAC")
    known.said("XAD", about("VAP-1"), status="received")
    known.described("XAE", about("VAP-1"), meeting=MEETING)
    known.speaker("XAF", act="opening", coordinators="XAF")
    rows = overview.who_spoke.rows(ask(), Scope(meetings=(MEETING,)))
    found = {row["state"]: (row["kind"], row["contributions"]) for row in rows}
    # Neither what is not published, nor what others write, nor the chair's words are the State's.
    assert found == {"XAA": ("own", 2), "XAB": ("second_hand", 1), "XAC": ("text_not_held", 0)}
    assert len(rows) == 3


def test_who_spoke_is_in_the_scope_and_listed_once_where_a_text_is_held(view):
    for scope in SCOPES:
        rows = overview.who_spoke.rows(view, scope)
        assert len({(row["state"], row["meeting"], row["day"]) for row in rows}) == len(rows) > 0
        held = {row["state"] for row in rows if row["contributions"]}
        stands = {row["state"]: row for row in overview.overview_states.rows(view, scope)}
        assert {code for code, row in stands.items() if row["cell"] == Cell.TEXT_NOT_HELD} <= {
            row["state"] for row in rows if row["kind"] == "text_not_held"
        }
        assert {code for code, row in stands.items() if row["heard"]} <= held
    assert {row["meeting"] for row in overview.who_spoke.rows(view, HERE)} == {IM_2012}
