"""Contributions and the passages behind figures: recomputed from the data files, and on invented cases."""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kb import questions
from kb.db import View
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS, InstrumentId, Scope
from kb.questions import contributions as ask
from kb.questions.passages import by_contribution, by_part, passages
from tests.knowledge import Knowledge, about
from tests.putting import put
from tests.unit.material import meetings_of_the_plan

OWN_VOICES = ("own", "reported")


@pytest.fixture(scope="session")
def files(shipped: Path) -> list[dict[str, Any]]:
    """The contributions as the data files have them, with `at_ccm`: made to a meeting of the CCM, on the CCM; and with
    `here`: to one of those while the Plan held, which is what is meant where nothing is chosen.
    """
    with (shipped / "meetings.csv").open(encoding="utf-8", newline="") as file:
        conventions = {row["id"]: row["convention"] for row in csv.DictReader(file)}
    lines = (shipped / "contributions.jsonl").read_text(encoding="utf-8").splitlines()
    found: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for one in found:
        one["at_ccm"] = one["convention"] == "CCM" and conventions.get(one["meeting"]) == "CCM"
        one["here"] = one["convention"] == "CCM" and one["meeting"] in meetings_of_the_plan(shipped)
    return found


def ids(found: ask.Contributions, part: str) -> set[str]:
    """The contributions of a part."""
    return {row["contribution"] for row in found.rows if row["part"] == part}


def test_the_list_holds_what_was_made_to_meetings_of_the_convention_and_everything_when_asked_for(
    view: View, files: list[dict[str, Any]]
) -> None:
    found = ask.contribution_list(view, Scope())
    assert ids(found, "others") == {one["id"] for one in files if one["here"]}
    assert ids(found, "own") == set()
    dates = [row["last_date"] for row in found.rows]
    assert dates == sorted(dates, reverse=True)
    held = {row["contribution"]: row["held"] for row in found.rows}
    assert held == {one["id"]: len(one["passages"]) for one in files if one["here"]}
    totals = ask.contribution_totals(view)
    everything = ask.contribution_list(view, Scope(meetings=(ANY_MEETING,)), limit=1000)
    outside = ask.contribution_list(view, Scope(meetings=(OUTSIDE_MEETINGS,)), limit=1000)
    assert len(everything.rows) == totals["contributions"] == len(files)
    assert totals["passages"] == sum(passage.get("substance", True) for one in files for passage in one["passages"])
    assert totals["at_ccm"] == sum(one["at_ccm"] for one in files)
    assert ids(outside, "others") == {one["id"] for one in files if one["meeting"] is None}
    assert len(outside.rows) == totals["outside"]
    scope = Scope(meetings=(ANY_MEETING,))
    whole = [row["contribution"] for row in ask.contribution_list(view, scope, limit=1000).rows]
    first = ask.contribution_list(view, scope, limit=60)
    rest = ask.contribution_list(view, scope, limit=1000, offset=60)
    assert first.truncated
    assert not rest.truncated
    assert [row["contribution"] for row in (*first.rows, *rest.rows)] == whole
    assert first.count("others") == rest.count("others") == len(whole)


@pytest.mark.parametrize("state", ["AUS", "LAO", "LBN"])
def test_a_states_own_stand_apart_from_what_others_say_about_it(
    view: View, files: list[dict[str, Any]], state: str
) -> None:
    found = ask.contribution_list(view, Scope(states=(state,)))
    here = [one for one in files if one["here"]]
    own = {one["id"] for one in here if one["state"] == state and one["voice"] in OWN_VOICES}
    assert ids(found, "own") == own
    assert ids(found, "others") == {one["id"] for one in here if one["about_state"] == state} - own
    assert "monitoring" not in {row["voice"] for row in found.rows if row["part"] == "own"}


def test_by_others_about_a_state_whatever_the_meeting(view: View, files: list[dict[str, Any]]) -> None:
    by_others = [one for one in files if one["about_state"] == "BIH" and one["state"] != "BIH"]
    on_ccm = {one["id"] for one in by_others if one["convention"] == "CCM"}
    counts = ask.contribution_about(view, Scope(), "BIH")
    assert ids(ask.contribution_list(view, Scope(), "BIH"), "others") == on_ccm
    everything = ask.contribution_list(view, Scope(meetings=(ANY_MEETING,)), "BIH")
    assert ids(everything, "others") == {one["id"] for one in by_others}
    assert (counts["on_ccm"], counts["on_other"]) == (len(on_ccm), len(by_others) - len(on_ccm))
    assert counts["at_meeting"] == sum(one["here"] for one in by_others)


# Without filters: tests/screen/test_coverage.py.
SCOPES = (
    Scope(),
    Scope(instrument=InstrumentId.CCM, themes=("awareness", "medical-care")),
    Scope(instrument=InstrumentId.CCM, assessments=("challenge",), voices=("own",)),
)


@pytest.mark.slow
@pytest.mark.parametrize("scope", SCOPES)
def test_every_count_of_a_cell_is_found_again_as_passages(view: View, scope: Scope) -> None:
    rows = questions.coverage(view, scope)
    held = rows[rows["passages"] + rows["monitoring"] + rows["elsewhere"] > 0]
    assert len(held) > 5
    for row in held.to_dict("records")[::5]:
        of_cell = replace(scope, provisions=(row["provision"],))
        found = passages(view, of_cell, state=row["state"], provision=row["provision"])
        parts = Counter(one["part"] for one in found.rows)
        expected = {"own": row["passages"], "others": row["monitoring"], "elsewhere": row["elsewhere"]}
        assert {part: parts[part] for part in expected} == expected
        assert {part: found.count(part) for part in expected} == expected
        assert all(one["voice"] in OWN_VOICES and one["in_scope"] for one in found.rows if one["part"] == "own")


@pytest.mark.slow
def test_the_passages_of_a_provision_are_those_its_rate_rests_on(view: View, files: list[dict[str, Any]]) -> None:
    for row in questions.records(questions.rates(view, Scope())):
        found = passages(view, Scope(provisions=(row["provision"],)), provision=row["provision"])
        assert found.count("own") == row["passages"]
        on_it = sum(row["provision"] in one["provisions"] for c in files if c["here"] for one in c["passages"])
        assert found.count("own") + found.count("others") == on_it


def test_parts_and_contributions_can_be_asked_for_alone_and_together(view: View, files: list[dict[str, Any]]) -> None:
    scope = Scope(states=("LAO",))
    whole = passages(view, scope, state="LAO")
    others = passages(view, scope, state="LAO", part="others", limit=3)
    assert others.truncated
    assert {one["part"] for one in others.rows} == {"others"}
    assert others.count("others") == whole.count("others") == sum(one["part"] == "others" for one in whole.rows)
    assert others.count("own") == whole.count("own")
    for part, found in by_part(view, scope, state="LAO", limit=3).items():
        assert found == passages(view, scope, state="LAO", part=part, limit=3)
    some = [one["id"] for one in files[:9]]
    together = by_contribution(view, Scope(), [*some, "no-such-contribution"], limit=2)
    assert together.pop("no-such-contribution").rows == []
    assert together == {one: passages(view, Scope(), contribution=one, limit=2) for one in some}
    assert any(found.truncated for found in together.values())


@pytest.mark.slow
def test_one_contribution_with_all_that_must_be_shown(view: View, files: list[dict[str, Any]]) -> None:
    for one in files[::10]:
        row = ask.contribution_read(view, Scope(), one["id"])
        assert row is not None
        kept = ("voice", "kind", "text_kind", "convention", "date", "source_url", "source_truncated", "note", "line")
        assert {key: row[key] for key in kept} == {key: one[key] for key in kept}
        assert row["in_scope"] == one["here"]
        texts = [passage["text"] for passage in passages(view, Scope(), contribution=one["id"]).rows]
        assert texts == [passage["text"] for passage in one["passages"]]
    assert ask.contribution_read(view, Scope(), "no-such-contribution") is None


@pytest.fixture
def invented(tmp_path: Path) -> Knowledge:
    """An invented meeting and provision, and three States that joined."""
    return Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1"])


@pytest.mark.slow
def test_only_what_is_published_is_shown(invented: Knowledge, tmp_path: Path) -> None:
    shown = invented.said("XAA", about("VAP-1"))
    hidden = [invented.said("XAA", about("VAP-1"), status=status) for status in ("received", "coded", "withdrawn")]
    with put(invented, tmp_path) as store:
        view = store.latest()
        listed = ask.contribution_list(view, Scope())
        row = ask.contribution_read(view, Scope(), shown)
        assert ids(listed, "others") == {shown}
        assert row is not None
        assert (row["earlier"], row["later"]) == (None, None)
        assert [ask.contribution_read(view, Scope(), one) for one in hidden] == [None, None, None]
        assert ask.contribution_totals(view)["contributions"] == 1


@pytest.mark.slow
def test_a_collective_statement_is_of_every_aligned_state_and_about_none(invented: Knowledge, tmp_path: Path) -> None:
    together = invented.said("XAA", about("VAP-1"), behalf=["XAB"])
    with put(invented, tmp_path) as store:
        view = store.latest()
        row = ask.contribution_read(view, Scope(), together)
        assert row is not None
        assert row["aligned"] == ["XAB"]
        assert ids(ask.contribution_list(view, Scope(states=("XAB",))), "own") == {together}
        assert ask.contribution_list(view, Scope(states=("XAC",))).rows == []
        (passage,) = passages(view, Scope(states=("XAB",)), state="XAB").rows
        assert (passage["part"], passage["relation"]) == ("own", "aligned")


@pytest.mark.slow
def test_a_contributor_is_read_on_in_time_and_its_delegation_counted(invented: Knowledge, tmp_path: Path) -> None:
    later = invented.said("XAA", about("VAP-1"), id="inv-a", date="2012-04-17")
    earlier = invented.said("XAA", about("VAP-1"), id="inv-b", date="2012-04-16")
    invented.said("XAB", about("VAP-1"), id="inv-c", date="2012-04-16")
    made_up = {"survivors": "2", "experts": "0", "source_url": "https://invented.example"}
    invented.add("delegation", meeting="inv-2012", contributor="XAA", **made_up)
    with put(invented, tmp_path) as store:
        view = store.latest()
        first = ask.contribution_read(view, Scope(), earlier)
        other = ask.contribution_read(view, Scope(), "inv-c")
    assert first is not None
    assert other is not None
    assert (first["earlier"], first["later"]) == (None, later)
    assert (first["survivors"], first["experts"], first["disability_organisations"]) == (2, 0, None)
    assert (other["earlier"], other["later"], other["delegation_source"]) == (None, None, None)
