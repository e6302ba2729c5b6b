"""The questions about States, reckoned again from the data files, and the cases that the files do not have."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.db import View
from kb.domain.model import Scope
from kb.questions.passages import passages
from kb.questions.states import state_contributions, state_directory, state_listings, state_profile
from tests.knowledge import MEETING, Knowledge, about
from tests.putting import put
from tests.unit.material import meetings_of_the_plan

SESSION = Scope(meetings=("ccm-im-2012",))
OWN = ("own", "reported")


@pytest.fixture(scope="module")
def said(shipped: Path) -> list[dict[str, Any]]:
    """The contributions of the file."""
    return [json.loads(line) for line in (shipped / "contributions.jsonl").read_text("utf-8").splitlines()]


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def substantive(row: dict[str, Any]) -> int:
    """How many passages give something of what was said."""
    return sum(passage.get("substance", True) for passage in row["passages"])


def test_directory_has_every_state_of_the_scope_and_counts_own_and_others_apart(
    view: View, said: list[dict[str, Any]], shipped: Path
) -> None:
    own = [row for row in said if row["state"] and row["voice"] in OWN and substantive(row)]
    here = Counter(row["state"] for row in own if row["meeting"] == "ccm-im-2012" and row["convention"] == "CCM")
    anywhere = Counter(row["state"] for row in own)
    others: Counter[str] = Counter()
    for row in said:
        if row["about_state"] and row["about_state"] != row["state"] and row["convention"] == "CCM":
            others[row["about_state"]] += len(row["passages"])
    found = {row["state"]: row for row in state_directory.rows(view, SESSION)}
    assert {code: row["contributions"] for code, row in found.items() if row["contributions"]} == here
    assert {code: row["contributions"] + row["elsewhere"] for code, row in found.items() if anywhere[code]} == anywhere
    assert {code: row["others"] for code, row in found.items() if row["others"]} == others
    # Mozambique is described by many and, at this meeting, said nothing that is held.
    assert found["MOZ"]["others"]
    assert not found["MOZ"]["contributions"]
    joined, outside = read(shipped, "states.csv"), read(shipped, "outside_states.csv")
    found = state_directory.rows(view, Scope())
    assert {row["state"] for row in found} == {row["id"] for row in joined + outside}
    assert {row["state"] for row in found if not row["listed"]} == {row["id"] for row in outside}
    african = state_directory.rows(view, Scope(regions=("African Group",)))
    assert {row["state"] for row in african} == {r["id"] for r in joined if r["regional_group"] == "African Group"}
    assert not state_directory.rows(view, Scope(states=("LAO",), regions=("African Group",)))


@pytest.mark.slow
def test_others_are_those_of_the_page(view: View) -> None:
    for row in state_directory.rows(view, Scope(themes=("needs-assessment",))):
        listed = passages(view, Scope(themes=("needs-assessment",)), state=row["state"])
        assert row["others"] == listed.count("others"), row["state"]
        assert all(one["voice"] not in OWN or one["state"] != row["state"] for one in listed.rows if
                   one["part"] == "others")  # fmt: skip


@pytest.mark.slow
def test_profile_on_the_day_of_the_scope(view: View, shipped: Path) -> None:
    day = date(2012, 4, 19)
    expected = {}
    for row in read(shipped, "states.csv"):
        passed = {key: bool(row[key]) and date.fromisoformat(row[key]) <= day for key in row if key.endswith("_on")}
        order = (("withdrawn", "withdrawn_on"), ("party", "in_force_on"), ("deposited", "deposited_on"),
                 ("signatory", "signed_on"))  # fmt: skip
        expected[row["id"]] = next((status for status, key in order if passed[key]), "outside")
    found = {code: state_profile(view, SESSION, code) for code in expected}
    assert {code: row["status"] for code, row in found.items() if row} == expected
    assert all(row["day"] == day and row["listed"] for row in found.values() if row)
    assert state_profile(view, SESSION, "XXX") is None


def test_peers_are_other_parties_with_victims_and_filters_may_leave_a_state_out(view: View) -> None:
    profile = state_profile(view, SESSION, "LAO")
    never = state_profile(view, SESSION, "KHM")
    assert profile
    assert profile["peers"] == ["AFG", "LBN"]  # Iraq became a party later, Cambodia never
    assert never
    assert (never["listed"], never["peers"], never["affected"]) == (False, [], "unknown")
    kept = state_profile(view, Scope(states=("LAO",), regions=("Asia-Pacific Group",)), "LAO")
    lost = state_profile(view, Scope(states=("LAO",), regions=("African Group",)), "LAO")
    assert kept
    assert lost
    assert (kept["chosen"], lost["chosen"]) == (True, False)


@pytest.mark.parametrize("state", ["AUS", "LBN", "HRV", "COL", "KHM"])
def test_contributions_are_all_its_own_and_only_these(
    view: View, said: list[dict[str, Any]], state: str, shipped: Path
) -> None:
    here = meetings_of_the_plan(shipped)
    expected = {
        row["id"]: (row["convention"] == "CCM" and row["meeting"] in here, substantive(row))
        for row in said
        if row["state"] == state and row["voice"] in OWN
    }
    found = state_contributions.rows(view, Scope(), state=state)
    assert {row["contribution"]: (row["in_scope"], row["passages"]) for row in found} == expected
    days = [row["first_date"] or date.min for row in found]
    assert days == sorted(days, reverse=True)


def test_listings_tell_speaking_from_presence(view: View, shipped: Path) -> None:
    listed = state_listings.rows(view, Scope(), state=None)
    slots = [row for row in read(shipped, "speaking_slots.csv") if row["speaker_kind"] == "state"]
    spoke = Counter(row["state"] for row in listed if row["place"])
    assert spoke == Counter(row["state"] for row in slots)
    # COPE, a panelist from the Lao People's Democratic Republic, is not the State.
    assert len([row for row in state_listings.rows(view, Scope(), state="LAO") if row["meeting"] == "ccm-im-2012"]) == 2
    seen = {row["state"] for row in listed if not row["spoke"] and not row["as_coordinator"]}
    assert {row["state"] for row in listed if row["as_coordinator"]} == {"AUT", "BIH"}
    expected = {row["state"] for row in read(shipped, "appearances.csv") if row["spoke"] == "false"}
    assert seen == expected
    assert not [row for row in listed if row["state"] == "KHM" and row["meeting"] is None and row["in_scope"]]


@pytest.mark.slow
def test_a_listing_is_given_once_and_holds_only_what_is_published(tmp_path: Path) -> None:
    k = Knowledge.small(provisions=["VAP-1"])
    for state in ("XAA", "XAB"):
        k.state(state)
        k.speaker(state)
    k.rows["appearance"] = []
    k.seen("XAA")  # rests on the programme's own source
    k.rows["appearance"][0]["source_url"] = "https://invented.example"
    k.seen("XAB")  # rests on another source
    k.rows["appearance"][1]["source_url"] = "https://another.invented.example"
    k.said("XAA", about("VAP-1"), id="published")
    k.said("XAA", about("VAP-1"), id="waiting", status="received")
    with put(k, tmp_path) as store:
        view = store.latest()
        once, twice = state_listings.rows(view, Scope(), state="XAA"), state_listings.rows(view, Scope(), state="XAB")
        own = state_contributions.rows(view, Scope(), state="XAA")
        profile = state_profile(view, Scope(), "XAA")
    assert [row["held"] for row in once] == ["published"]
    assert [row["held"] for row in twice] == [None, None]
    assert [row["contribution"] for row in own] == ["published"]
    assert profile
    assert profile["waiting"] == 1


@pytest.mark.slow
def test_a_collective_statement_is_listed_as_aligned(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1"])
    k.said("XAA", about("VAP-1"), behalf=["XAA", "XAB"])
    k.described("XAC", about("VAP-1"))
    with put(k, tmp_path) as store:
        view = store.latest()
        held = {state: state_contributions.rows(view, Scope(), state=state) for state in ("XAA", "XAB", "XAC")}
        directory = {row["state"]: row for row in state_directory.rows(view, Scope(meetings=(MEETING,)))}
    assert {state: [row["aligned"] for row in rows] for state, rows in held.items()} == {
        "XAA": [False],
        "XAB": [True],
        "XAC": [],
    }
    assert {state: (row["contributions"], row["others"]) for state, row in directory.items()} == {
        "XAA": (1, 0),
        "XAB": (1, 0),
        "XAC": (0, 1),
    }
