"""What changed between meetings and between revisions. Everything here is invented."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.changes import Correction, Turn
from kb.domain.model import Audience, Scope
from kb.questions.changes import between_meetings, in_order, meeting_table, report_changes, revision_table
from kb.ui import changes
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from tests.knowledge import MEETING, Knowledge, about
from tests.tables import misfits

LATER = "inv-2013"


def knowledge() -> Knowledge:
    """Invented States that reported on an invented action at one of two meetings, at both, or may have."""
    k = Knowledge.small("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "XAG", "XAH")
    k.meeting(LATER, first="2013-04-16")
    for meeting in (MEETING, LATER):
        k.said("XAA", about("VAP-1"), meeting=meeting)
    k.said("XAB", about("VAP-2"))
    k.said("XAB", about("VAP-1"), meeting=LATER, id="said")
    k.said("XAC", about("VAP-1"))
    k.said("XAC", about("VAP-2"), meeting=LATER)
    k.said("XAD", about("VAP-1"))
    k.speaker("XAD", LATER)
    k.speaker("XAE")
    k.said("XAE", about("VAP-1"), meeting=LATER)
    k.said("XAG", about("VAP-1"))
    k.said("XAH", about("VAP-1"), meeting=LATER)
    k.described("XAF", about("VAP-1"), meeting=LATER)
    return k


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with knowledge().build(tmp_path_factory.mktemp("changes")) as built:
        yield built


@pytest.mark.slow
def test_two_meetings_are_compared_by_what_is_known_of_both(store: Store) -> None:
    found = between_meetings(store.latest(), Scope(provisions=("VAP-1",)), MEETING, LATER)
    assert {one.state: one.turn for one in found} == {
        "XAA": Turn.STILL,
        "XAB": Turn.NEW,
        "XAC": Turn.NO_LONGER,
        # Its words at the later meeting are not held: nothing may follow from that.
        "XAD": Turn.UNKNOWN,
        "XAE": Turn.UNKNOWN,
        # Nothing is known of it at the later meeting, which is no sign that it had nothing to say.
        "XAG": Turn.UNKNOWN,
        # Nor is what it says at the later one news, where nothing is known of the earlier.
        "XAH": Turn.FIRST,
    }, "what others say of XAF is none of its own reports"


def test_meetings_are_compared_in_the_order_of_their_days_whatever_was_chosen_first(store: Store) -> None:
    view = store.latest()
    assert in_order(view, Scope(), (LATER, MEETING)) == [MEETING, LATER]
    assert changes.pair(view, Scope(meetings=(LATER, MEETING))) == (MEETING, LATER)
    assert changes.pair(view, Scope()) == (MEETING, LATER)
    assert changes.pair(view, Scope(meetings=(LATER,))) == (MEETING, LATER)
    assert changes.pair(view, Scope(meetings=(MEETING,))) is None, "nothing was before it"
    assert changes.pair(view, Scope(meetings=(LATER, MEETING, "any"))) is None


def test_the_screen_leads_from_a_report_to_its_passages_and_says_what_cannot_be_compared(store: Store) -> None:
    shown = changes.of_meetings(store.latest(), Scope())
    (listed,) = shown.lists
    assert f"/coverage?meeting={LATER}&cell=XAB.VAP-1" in listed.opens
    assert "3 cannot be compared" in shown.finding
    assert "stopped" in shown.html, "a State is not said to have stopped anything"
    none = changes.of_meetings(store.latest(), Scope(states=("XAF",), meetings=(MEETING, LATER)))
    assert none.finding == "No State reported at either meeting"
    assert none.lists == []


@pytest.mark.slow
def test_a_file_has_each_change_between_meetings_with_its_figures(store: Store) -> None:
    table = meeting_table(store.latest(), Scope(provisions=("VAP-1",)), MEETING, LATER)
    assert misfits(table) == set()
    rows = {str(row["state"]): row for row in (dict(zip(table.keys, row, strict=True)) for row in table.rows)}
    figures = {
        "change": "new",
        "change_label": "Newly reported",
        "earlier": "silent",
        "later": "reported",
        "earlier_passages": 0,
        "later_passages": 1,
        "provision": "VAP-1",
        "earlier_meeting": MEETING,
        "later_meeting": LATER,
    }
    assert figures.items() <= rows["XAB"].items()
    assert "XAF" not in rows, "what others say of it is none of its own reports"


def test_report_changes_a_correction_is_told_from_a_recoding_and_the_screen_leads_to_the_passages(
    tmp_path: Path,
) -> None:
    with knowledge().build(tmp_path) as store:
        before = store.latest()
        publishing.correct(store, ALONE, "said", "Invented", texts={"said.1": "Invented text, mended."})
        found = report_changes(store.latest(), before, Scope(), staff=False)
        assert [(one["change"], one["state"], one["provision"], one["passages"]) for one in found] == [
            (Correction.CORRECTED, "XAB", "VAP-1", "said.1")
        ]
        assert report_changes(store.latest(), store.latest(), Scope(), staff=False) == []
        shown = changes.of_revisions(store.latest(), before, Scope(), False)
        (listed,) = shown.lists
        assert listed.opens == ("/contributions?contribution=said&passage=1",)
        assert shown.finding == "1 change in what is reported"
        table = revision_table(store.latest(), before, Scope(), False)
        assert misfits(table) == set()
        (row,) = (dict(zip(table.keys, row, strict=True)) for row in table.rows)
        expected = ("corrected", "XAB", "VAP-1", "said.1")
        assert (row["change"], row["state"], row["provision"], row["passages"]) == expected
        assert revision_table(store.latest(), store.latest(), Scope(), False).rows == ()
        nothing = changes.of_revisions(store.latest(Audience.PUBLIC), store.latest(), Scope(), False)
        assert "Nothing of what you filtered" in nothing.html
        assert nothing.lists == []
        publishing.withdraw(store, ALONE, "said", "Invented")
        withdrawn = report_changes(store.latest(), before, Scope(states=("XAB",)), staff=False)
        assert [(one["change"], one["provision"]) for one in withdrawn] == [(Correction.NO_LONGER, "VAP-1")]
        assert not report_changes(store.latest(), before, Scope(states=("XAA",)), staff=False)
