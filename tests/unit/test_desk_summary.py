"""What a session came to: who spoke on what, what is new, which texts are to come; and what is none of these."""

from datetime import date
from pathlib import Path

import pytest

from kb.session import moves
from kb.session.moves import QuestionStatus
from kb.session.summary import REHEARSED, Summary, summary
from kb.ui.session.reading import html, tables
from kb.workflow import desk
from kb.workflow.permission import OPERATOR
from tests.knowledge import DAY, GROUP, MEETING, about
from tests.tables import misfits
from tests.unit.rooms import BOUND, EARLIER, QUIET, SIGNED, UNNAMED, Room, base, opened

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow


def found(room: Room) -> Summary:
    """The summary, as those who work on the material see it."""
    return summary(room.board)


def test_part_by_part_who_spoke_when_and_what_was_noted_and_who_did_not(room: Room) -> None:
    room.lists("a", QUIET)
    slot = room.speaks("a", BOUND)
    room.notes(slot, "a", said="<i>Invented</i> note.")
    room.do(moves.end(slot))
    room.do(moves.withdraw(room.lists("b", SIGNED)))
    first, second = found(room).parts
    (turn,) = first.turns
    assert (turn.name, [note.said for note in turn.notes]) == ("Invented State XAA", ["<i>Invented</i> note."])
    assert turn.begun is not None
    assert turn.begun.tzinfo is not None
    assert turn.begun.utcoffset() is not None
    assert str(turn.begun.tzinfo) == room.session.record.zone
    assert first.not_heard == ("Invented State XAB",)
    assert (second.turns, second.not_heard, second.withdrawn) == ((), (), ("Invented State XAE",))
    shown = html(room.board, "summary")
    assert "&lt;i&gt;Invented&lt;/i&gt; note." in shown
    assert "<i>" not in shown
    assert "On the list and not heard: Invented State XAB." in shown
    assert "replay" not in shown


def test_a_note_that_is_a_passage_held_says_so_and_leads_there(tmp_path: Path) -> None:
    knowledge = base()
    held = knowledge.said(BOUND, about("VAP-1"), voice="reported")
    with opened(tmp_path, knowledge) as room:
        slot = room.speaks("a", BOUND)
        room.notes(slot, "a")
        assert "not noted in the room" not in html(room.board, "summary")
        room.do(moves.note(slot, "a", "Invented.", (), f"{held}.1"))
        shown = html(room.board, "summary")
        assert "not noted in the room: " in shown
        assert "second-hand" in shown
        assert f"/contributions?contribution={held}&amp;passage=1" in shown
        spoke, newly, owed = tables(room.board)
        assert [misfits(table) for table in (spoke, newly, owed)] == [set(), set(), set()]
        (turn,) = (dict(zip(spoke.keys, row, strict=True)) for row in spoke.rows)
        assert (turn["notes"], turn["held"]) == (2, f"{held}.1"), "the file too tells them apart"
        assert turn["minutes_allotted"] > 0


def test_covered_now_and_not_before_is_by_action_and_state_and_leaves_out_what_was_published(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(BOUND, about("VAP-1"), meeting=EARLIER)
    knowledge.said(BOUND, about("VAP-2"), meeting=EARLIER, status="received")
    knowledge.described(QUIET, about("VAP-1"), meeting=EARLIER)
    with opened(tmp_path, knowledge) as room:
        room.notes(room.speaks("a", BOUND), "a", ("VAP-1", "progress"), ("VAP-2", "plan"))
        room.notes(room.speaks("a", QUIET), "a", ("VAP-1.1", "progress"))
        group = room.lists_group("a")
        room.do(moves.floor(group))
        room.notes(group, "a", ("VAP-2", "practice"))
        assert [(one.state["id"], one.action["provision"]) for one in found(room).newly] == [
            (BOUND, "VAP-2"),
            (QUIET, "VAP-1"),
        ]
        assert found(room).covered_before == 1
        _, newly, _ = tables(room.board)
        at = [newly.keys.index(key) for key in ("state", "provision", "notes")]
        assert [tuple(row[place] for place in at) for row in newly.rows] == [(BOUND, "VAP-2", 1), (QUIET, "VAP-1", 1)]


def test_texts_are_owed_by_those_who_spoke_and_handed_none_in_and_by_nobody_else(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(QUIET, about("VAP-1"), status="received")
    knowledge.said(BOUND, about("VAP-1"), text_kind="note", date=DAY)
    knowledge.said(BOUND, about("VAP-1"), meeting=EARLIER)
    knowledge.said(BOUND, about("VAP-1"), voice="reported")
    knowledge.said(UNNAMED, about("VAP-1"), status="withdrawn")
    with opened(tmp_path, knowledge) as room:
        for state in (BOUND, QUIET, UNNAMED):
            room.speaks("a", state)
        room.lists("a", SIGNED)
        room.do(moves.floor(room.lists_group("b")))
        room.do(moves.floor(room.lists_name("b")))
        assert [one.contributor for one in found(room).owed] == [BOUND, UNNAMED, GROUP]
        shown = html(room.board, "summary")
        assert "Texts still to be handed in: 3" in shown
        assert [one.name for one in found(room).owed] == ["Invented State XAA", "Invented State XAD", "Invented group"]


def test_questions_pinned_or_not_asked_are_left_open_and_typed_names_not_identified(room: Room) -> None:
    typed = room.lists_name("a", "<u>Invented</u>")
    room.do(moves.withdraw(room.lists_name("a", "Invented and withdrawn")))
    room.marks("a-4", QuestionStatus.PINNED)
    for asked in ("a-1", "a-2", "b-1", "b-3"):
        room.marks(asked, QuestionStatus.ASKED)
    room.do(moves.floor(typed))
    made = found(room)
    assert [one.id for one in made.open] == ["a-4", "a-3", "d-1"]
    assert "Line a: Invented question a-4?" in html(room.board, "summary")
    assert [slot.id for slot in made.unidentified] == [typed]
    assert "&lt;u&gt;Invented" in html(room.board, "summary")
    room.do(moves.identify(typed, QUIET, QUIET, "state"))
    assert found(room).unidentified == ()


def test_of_a_rehearsal_that_is_said_and_of_a_part_whose_speakers_are_not_known_never_that_nobody_spoke(
    tmp_path: Path,
) -> None:
    knowledge = base()
    knowledge.speaker(BOUND, line="a")
    knowledge.add("session", id="inv-session", meeting=MEETING, day=DAY, line="b", complete="false")
    with opened(tmp_path, knowledge, lines="c") as room:
        nothing = html(room.board, "summary")
        assert "nobody had the floor" in nothing
        assert "Nobody has spoken yet." in nothing
        assert "from everybody who spoke" not in nothing
        assert REHEARSED not in nothing
        room.code = desk.open_programme(room.store, OPERATOR, MEETING, date.fromisoformat(DAY), is_rehearsal=True)
        room.do(moves.floor(room.session.slots[0].id))
        shown = html(room.board, "summary")
        assert REHEARSED in shown
        assert "(rehearsal)" in shown
        assert "who spoke is not known" in shown
        assert "does not name the speakers of this part in full" in shown
        assert "nobody had the floor" not in shown
