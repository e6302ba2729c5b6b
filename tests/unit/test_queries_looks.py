"""The looks of the Coverage screen: how States stand on all provisions together, gaps, and coverage over meetings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.db import Store, View
from kb.domain.model import GAP_CELLS, NO_LINE, Cell, InstrumentId, Scope
from kb.questions import coverage, records
from kb.questions.contributions import contribution_list
from kb.questions.looks import gaps, line_by_state, matrix, meeting_coverage, state_standing
from tests.knowledge import MEETING, Knowledge, about
from tests.putting import put

SCOPES = (
    Scope(),
    Scope(instrument=InstrumentId.CCM),
    Scope(meetings=("ccm-im-2012",), affected=("unknown", "no")),
    Scope(instrument=InstrumentId.CCM, provisions=("CCM-5.2", "CCM-5.1"), voices=("own",)),
    Scope(provisions=("VAP-29",)),
)
# No meeting: it is what `meeting_coverage` frees.
FILTERED = (
    Scope(),
    Scope(lines=("a",)),
    Scope(since=date(2012, 4, 18), until=date(2013, 5, 1)),
    Scope(regions=("Asia-Pacific Group",), voices=("reported",)),
    Scope(statuses=("signatory", "outside"), instrument=InstrumentId.CCM),
    Scope(provisions=("VAP-22", "VAP-1"), themes=("medical-care", "awareness")),
)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """An invented State for every way to stand on two provisions for States with victims and one for all."""
    k = Knowledge.small("XAA", "XAB", "XAC", "XAD", "XAE", provisions=["VAP-1"])
    k.provision("VAP-2", text="missing")
    k.provision("VAP-3", addressed_to="all")
    k.state("XAF", affected="unknown")
    k.state("XAG", in_force=None)
    k.state("XAH", affected="no")
    k.state("XAI", in_force=None)
    k.said("XAA", about("VAP-1"))
    k.said("XAA", status="received")
    k.said("XAB", about(None), status="received")
    k.said("XAC", about(None))
    k.speaker("XAD")
    k.speaker("XAG")
    k.said("XAI", about("VAP-2"))
    with k.build(tmp_path_factory.mktemp("standing")) as store:
        yield store.latest()


def standing(view: View, scope: Scope) -> dict[str, dict[str, Any]]:
    return {row["state"]: row for row in records(state_standing(view, scope))}


@pytest.mark.slow
def test_a_state_stands_as_its_first_cell_that_says_something_of_its_record(invented: View) -> None:
    assert {state: Cell(row["standing"]) for state, row in standing(invented, Scope()).items()} == {
        "XAA": Cell.REPORTED,
        "XAB": Cell.PENDING,
        "XAC": Cell.SILENT,
        "XAD": Cell.TEXT_NOT_HELD,
        "XAE": Cell.NO_CONTRIBUTION,
        "XAF": Cell.NO_CONTRIBUTION,
        "XAG": Cell.NOT_ADDRESSED,
        "XAH": Cell.NO_CONTRIBUTION,
        "XAI": Cell.REPORTED,
    }
    missing = standing(invented, Scope(provisions=("VAP-2",)))
    assert {row["standing"] for state, row in missing.items() if state != "XAI"} == {Cell.TEXT_MISSING}
    assert not any(row["may_bind"] for row in missing.values()), "nothing could be coded to it"


def test_not_known_to_have_victims_is_not_counted_as_not_addressed(invented: View) -> None:
    rows = standing(invented, Scope(provisions=("VAP-1",)))
    columns = ("bound", "bound_unknown", "may_bind", "reported_bound", "reported_may_bind")
    found = {state: tuple(row[name] for name in columns) for state, row in rows.items()}
    assert found["XAA"] == (1, 0, 1, 1, 1)
    assert found["XAF"] == (0, 1, 1, 0, 0)
    assert found["XAH"] == (0, 0, 0, 0, 0)
    assert (rows["XAF"]["standing"], rows["XAH"]["standing"]) == (Cell.NO_CONTRIBUTION, Cell.NOT_ADDRESSED)


def test_states_of_the_convention_that_nobody_knows_to_have_victims_are_not_left_out(view: View) -> None:
    rows = standing(view, Scope(instrument=InstrumentId.CCM))
    unknown = [row for row in rows.values() if row["status"] == "party" and row["affected"] == "unknown"]
    assert {"AND", "BLZ", "CUB"} <= {row["state"] for row in unknown}
    assert all(row["may_bind"] == row["bound_unknown"] + row["bound"] > 0 for row in unknown)
    assert Cell.NOT_ADDRESSED not in {row["standing"] for row in unknown}
    outside = [row for row in rows.values() if row["status"] != "party" and not row["reported"]]
    assert {row["may_bind"] for row in outside} == {0}


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_standing_and_gaps_are_the_cells_of_the_matrix(view: View, scope: Scope) -> None:
    cells = [row for row in records(coverage(view, scope)) if row["shown"]]
    assert {(row["state"], row["provision"]) for row in records(matrix(view, scope))} == {
        (row["state"], row["provision"]) for row in cells
    }
    of_state: dict[str, set[str]] = {}
    for row in cells:
        of_state.setdefault(row["state"], set()).add(row["cell"])
    rows = standing(view, scope)
    assert rows.keys() == of_state.keys()
    assert all(row["standing"] in of_state[state] for state, row in rows.items())
    expected = {
        (row["state"], row["provision"])
        for row in cells
        if row["cell"] in GAP_CELLS and row["bound"] in ("yes", "unknown")
    }
    assert {(row["state"], row["provision"]) for row in records(gaps(view, scope))} == expected


@pytest.mark.slow
@pytest.mark.parametrize("scope", FILTERED, ids=str)
def test_a_meeting_has_the_figures_of_its_coverage_alone(view: View, scope: Scope) -> None:
    found = {row["meeting"]: row for row in records(meeting_coverage(view, scope))}
    named = {row["meeting"]: row for row in records(meeting_coverage(view, replace(scope, meetings=("any",))))}
    assert found.items() <= named.items()
    days = "SELECT id, first_date, last_date FROM dated_meeting WHERE list_contains(in_life_of, $instrument)"
    for meeting in view.rows(days, {"instrument": scope.instrument}):
        alone = replace(scope, meetings=(meeting["id"],))
        cells = [row for row in records(coverage(view, alone)) if row["shown"]]
        if meeting["last_date"] < (scope.since or date.min) or meeting["first_date"] > (scope.until or date.max):
            assert meeting["id"] not in found
            assert Cell.REPORTED not in {row["cell"] for row in cells}
        else:
            row = found.pop(meeting["id"])
            expected = at_meeting(cells)
            assert {name: row[name] for name in expected} == expected
    assert not found


def at_meeting(cells: list[dict[str, Any]]) -> dict[str, int]:
    """The figures of a meeting, from the cells of its coverage."""
    bound = {row["state"]: row["affected"] if row["status"] == "party" else "no" for row in cells}
    reported = {row["state"] for row in cells if row["cell"] == Cell.REPORTED}
    return {
        "reported": sum(bound[state] == "yes" for state in reported),
        "bound": sum(value == "yes" for value in bound.values()),
        "unknown": sum(value == "unknown" for value in bound.values()),
        "unknown_reporting": sum(bound[state] == "unknown" for state in reported),
        "unbound_reporting": sum(bound[state] == "no" for state in reported),
    }


@pytest.mark.slow
def test_over_meetings_unknown_is_its_own_group_and_filters_count(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", provisions=["VAP-1"])
    k.state("XAB", affected="unknown")
    k.state("XAC", affected="no")
    for state in ("XAA", "XAB", "XAC"):
        k.said(state, about("VAP-1"), line="a")
    k.described("XAA", about("VAP-1"), meeting=MEETING)
    with put(k, tmp_path) as store:
        view = store.latest()
        (every,) = records(meeting_coverage(view, Scope()))
        (on_b,) = records(meeting_coverage(view, Scope(lines=("b",))))
        (one,) = records(meeting_coverage(view, Scope(states=("XAA",))))
        before = meeting_coverage(view, Scope(until=date(2012, 4, 15)))
    names = ("reported", "bound", "unknown_reporting", "unknown", "unbound_reporting")
    assert [every[name] for name in names] == [1, 1, 1, 1, 1]
    assert [on_b[name] for name in names] == [0, 1, 0, 1, 0]
    assert [one[name] for name in names] == [1, 1, 0, 0, 0]
    assert before.empty


@pytest.mark.slow
def test_a_figure_of_contributions_without_a_line_leads_to_exactly_them(knowledge_base: Store) -> None:
    view = knowledge_base.snapshot(1)
    scope = Scope(meetings=("any",))
    for row in records(line_by_state(view, scope)):
        line = row["discussion_line"]
        listed = contribution_list(view, replace(scope, states=(row["state"],), lines=(line,))).rows
        own = [one for one in listed if one["state"] == row["state"] and one["voice"] in ("own", "reported")]
        assert len(own) == row["contributions"], row
        assert not any((one["line"] or one["line_inferred"] or NO_LINE) != line for one in listed)
