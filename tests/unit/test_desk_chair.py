"""A Coordinator who opens, presents or closes speaks for the chair, and not for its State. All INVENTED."""

from pathlib import Path

from kb.domain.model import Scope
from kb.questions import coverage
from kb.session import moves
from kb.session.board import Touch
from kb.session.cards import Who, cards, in_two_lines
from kb.session.question_rules import questions
from kb.session.state import Slot, seated
from kb.session.summary import summary
from kb.ui.session.reading import html
from kb.workflow.permission import OPERATOR
from kb.workflow.recording import record
from tests.unit.rooms import BOUND, QUIET, Room, base, opened

NAME = f"Invented State {BOUND}"
LISTED = f"{NAME} (Coordinator on invented things)"


def opens(room: Room, line: str = "a", state: str = BOUND, kind: str = "opening", name: str = LISTED) -> str:
    """Let a State have the floor to open; returns its slot."""
    slot = f"m{room.do(moves.add(line, name, contributor=state, state=state, kind=kind))}"
    room.do(moves.floor(slot))
    return slot


def test_who_speaks_as_the_chair_is_not_heard_as_a_state(room: Room) -> None:
    slot = opens(room)
    room.notes(slot, "a", ("VAP-1", "progress"))
    line = room.board.line("a")
    assert line.marks[BOUND].touch is Touch.NOT
    assert (line.bound_heard[0], line.actions_addressed[0], line.others) == (0, 0, ())
    assert "VAP-1" in [action.id for action in line.untouched]
    assert line.chair == (LISTED,)
    assert f"so counted nowhere here: {LISTED}." in html(room.board, "board")
    own = room.speaks("a", BOUND)
    room.notes(own, "a", ("VAP-1", "progress"))
    line = room.board.line("a")
    assert line.marks[BOUND].touch is Touch.NOW, "its own statement is its own"
    assert (line.bound_heard[0], line.actions_addressed[0]) == (1, 1)


def test_the_chair_is_asked_for_nothing_and_its_state_still_is(room: Room) -> None:
    room.do(moves.skip(f"m{room.do(moves.add('a', LISTED, contributor=BOUND, state=BOUND, kind='closing'))}"))
    room.speaks("a", QUIET)
    found = questions(room.board).all
    assert any(BOUND in one.silent for one in found), "passed over as the chair, it is still silent for itself"
    assert not any("Coordinator" in said for one in found for said in (one.sentence, *one.for_chair))


def test_the_card_of_the_chair_charges_its_state_with_nothing(room: Room) -> None:
    slot = opens(room)
    own = room.lists("a", BOUND)
    state, chair = cards(room.board)
    assert (chair.name, chair.who, chair.slots, chair.gaps) == (LISTED, Who.CHAIR, (slot,), ())
    assert in_two_lines(chair)[0] == "Speaks as Coordinator, for the chair and not for the State."
    assert (state.name, state.who, state.slots) == (NAME, Who.STATE, (own,))
    assert state.gaps


def test_what_the_chair_said_is_left_at_the_desk_and_no_text_is_waited_for(tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        room.notes(opens(room), "a", ("VAP-1", "progress"), said="Invented opening.")
        made = summary(room.board)
        assert (made.owed, made.newly) == ((), ())
        assert [turn.name for turn in made.parts[0].turns] == [LISTED]
        assert "recorded for no State: " + LISTED in html(room.board, "summary")
        done = record(room.store, OPERATOR, room.code)
        assert (done.contributions, done.notes, done.of_chair) == ((), (), (LISTED,))
        assert not room.session.notes[0].recorded
        assert not known_speakers(room), "nor is its State kept as having spoken"
        room.notes(room.speaks("a", QUIET), "a")
        done = record(room.store, OPERATOR, room.code)
        assert (len(done.contributions), known_speakers(room)) == (1, {QUIET})
        assert [owed.contributor for owed in summary(room.board).owed] == [QUIET]


def known_speakers(room: Room) -> set[str]:
    return {row["state"] for row in room.public.rows("SELECT state FROM known_speech WHERE NOT of_the_chair")}


SPEAKERS: list[tuple[str, str, str | None, tuple[str, ...], bool]] = [
    ("opening", NAME, None, (BOUND,), True),
    ("presentation", NAME, None, (QUIET, BOUND), True),
    ("closing", LISTED, None, (), True),
    ("opening", NAME, "speaks as coordinator", (), True),
    ("opening", NAME, "as Co-Chair", (), True),
    ("closing", NAME, "President of the meeting", (QUIET,), True),
    ("opening", NAME, None, (), False),
    ("opening", NAME, "coordinated by nobody", (QUIET,), False),
    ("statement", LISTED, "President of the meeting", (BOUND,), False),
]


def test_a_state_speaks_as_the_chair_if_it_is_named_so_and_does_what_the_chair_does(tmp_path: Path) -> None:
    """At the desk, and in the coverage, where the one who speaks as the chair is not counted for its State."""
    knowledge = base()
    for number, (kind, speaker, detail, coordinators, as_chair) in enumerate(SPEAKERS):
        at_the_desk = Slot("s", "a", speaker, BOUND, BOUND, "state", kind, 5, detail)
        assert seated(at_the_desk, coordinators).as_chair is as_chair
        knowledge.meeting(f"inv-{number}", f"2012-05-{number + 1:02}")
        knowledge.speaker(BOUND, f"inv-{number}", None, "state", kind, " ".join(coordinators) or None, detail)
        knowledge.rows["speaking_slot"][-1]["speaker"] = speaker
    plain = Slot("s", "a", NAME, BOUND, BOUND, "state", "opening", 5)
    assert seated(plain, (BOUND,)).speaker == f"{NAME} (Coordinator)", "the list does not name the role"
    assert seated(plain, (QUIET,)) == plain
    with knowledge.build(tmp_path) as store:
        for number, (*_, as_chair) in enumerate(SPEAKERS):
            scope = Scope(meetings=(f"inv-{number}",), states=(BOUND,), provisions=("VAP-1",))
            assert [row["only_as_coordinator"] for row in coverage.rows(store.latest(), scope)] == [as_chair], number
