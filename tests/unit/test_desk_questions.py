"""Questions to the room: which of the chair's are put, what may be read out, and what is for the chair alone."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.db import Store, View
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.session import moves
from kb.session.board import board
from kb.session.moves import QuestionStatus
from kb.session.question import Question, Rule
from kb.session.question_rules import questions, wording
from kb.session.question_words import LONGEST, theme
from kb.session.state import Session, SlotStatus
from kb.ui.projector import room as projector
from kb.ui.session.reading import html
from kb.workflow import desk
from kb.workflow.permission import OPERATOR
from tests.knowledge import Knowledge, about
from tests.refusing import refused
from tests.unit.rooms import ASKED, BOUND, EARLIER, QUIET, SIGNED, UNNAMED, UNSURE, Room, base, opened

STATES = (BOUND, QUIET, UNSURE, UNNAMED, SIGNED)
NAMES = {state: f"Invented State {state}" for state in STATES}


def told() -> Knowledge:
    """Difficulties and practices of several States, told before the session."""
    knowledge = base()
    knowledge.said(BOUND, about("VAP-1", assessment="challenge"), meeting=EARLIER)
    knowledge.said(QUIET, about("VAP-1", assessment="practice"), meeting=EARLIER, voice="reported")
    knowledge.said(UNNAMED, about("VAP-1.1", assessment="progress"), meeting=EARLIER)
    knowledge.said(SIGNED, about("VAP-1", assessment="practice"), meeting=EARLIER, status="received")
    knowledge.described(UNSURE, about("VAP-1", assessment="practice"), meeting=EARLIER)
    knowledge.said(QUIET, about("VAP-2", assessment="challenge"), meeting=EARLIER)
    knowledge.said(BOUND, about("VAP-2", assessment="practice"), meeting=EARLIER)
    return knowledge


@pytest.fixture(scope="module")
def with_told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The knowledge base with what was told before."""
    with told().build(tmp_path_factory.mktemp("told")) as store:
        yield store


@pytest.fixture
def telling(with_told: Store) -> Room:
    """The same, over what was told before."""
    return Room(with_told)


def one(room: Room, id_: str) -> Question:
    """The question with this id, whatever its mark."""
    (found,) = [each for each in questions(room.board).all if each.id == id_]
    return found


def ids(room: Room) -> list[list[str]]:
    """The open questions, line by line."""
    return [[each.id for each in line.open] for line in questions(room.board).lines]


def check(view: View, session: Session, names: dict[str, str]) -> list[Question]:
    """That nothing which must not be said is said; gives the questions."""
    found = questions(board(view, session))
    every = list(found.all)
    assert len({each.id for each in every}) == len(every), "each of the chair's questions at most once"
    spoke = {(session.line_of(slot), slot.speaks_as) for slot in session.slots if slot.has_spoken and not slot.as_chair}
    spoke |= {(note.line, session.slot(note.slot).speaks_as) for note in session.notes}
    out = {
        slot.speaks_as
        for slot in session.slots
        if slot.standing in (SlotStatus.WITHDRAWN, SlotStatus.SKIPPED) and not slot.as_chair
    }
    for each in every:
        assert each.sentence.endswith("?")
        for sentence in re.split(r"(?<=[.?!]) ", each.sentence):
            assert len(sentence.split()) <= LONGEST < 25, sentence
        named = {state for state, name in names.items() if re.search(rf"\b{re.escape(name)}\b", each.sentence)}
        assert named == ({each.named} if each.named else set())
        assert all((each.line, state) in spoke for state in named), "only who was heard under the line is named"
        assert not named & out, "who withdrew, or was passed over, is not asked"
        assert not {state for state in out if state and names[state] in " ".join(each.for_chair)}
        assert not set(each.silent) & {state for line, state in spoke if line == each.line}
        assert (each.rule is Rule.PAIR) == (each.named is not None)
    return every


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["lists", "speaks", "skip", "withdraw", "note"]),
        st.sampled_from("ab"),
        st.sampled_from(STATES),
        st.sampled_from([("VAP-1", "challenge"), ("VAP-1", "practice"), ("VAP-2", "practice"), None]),
    ),
    max_size=7,
)


@pytest.mark.slow
@given(ACTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_no_state_that_is_silent_withdrew_or_was_passed_over_is_named_to_the_room(
    with_told: Store, acts: list[tuple[str, str, str, tuple[str, str] | None]]
) -> None:
    room = Room(with_told)
    for what, line, state, told_now in acts:
        slot = room.speaks(line, state) if what in ("speaks", "note") else room.lists(line, state)
        if what == "skip":
            room.do(moves.skip(slot))
        elif what == "withdraw":
            room.do(moves.withdraw(slot))
        elif what == "note":
            room.notes(slot, line, *([told_now] if told_now else []))
    check(room.staff, room.session, NAMES)
    shown = projector.shown(board(room.public, room.session), None)
    for each in questions(room.board).all:
        assert all(said not in shown for said in each.for_chair)


def test_on_the_real_programme_it_holds_before_each_turn_and_after_the_last(store: Store) -> None:
    view = store.latest(Audience.STAFF)
    names = {row["id"]: row["name"] for row in view.rows("SELECT id, name FROM state")}
    code = desk.open_programme(store, OPERATOR, "ccm-im-2012", date(2012, 4, 16))
    asked = {row["id"] for row in view.rows("SELECT id FROM line_question")}
    assert {each.id for each in check(view, desk.session(store, code), names)} == asked
    for number in range(28):
        slot = next(iter(desk.session(store, code).waiting))
        move = (moves.withdraw, moves.skip, moves.floor, moves.floor)[number % 4](slot.id)
        desk.make(store, OPERATOR, code, move, 10**6)
        if number % 7 == 0:
            check(view, desk.session(store, code), names)
    desk.make(store, OPERATOR, code, moves.close(), 10**6)
    assert {each.line for each in check(view, desk.session(store, code), names)} == {"a", "b", "c"}


def test_each_line_has_the_chairs_own_questions_in_order_and_what_goes_with_every_line_stands_once(room: Room) -> None:
    assert ids(room) == [["a-1", "a-2", "a-3", "a-4", "d-1"], ["b-1", "b-3"]]
    addressed = {each.id: each.addressed_to for each in questions(room.board).all}
    assert addressed == {id_: to for id_, to in ASKED.items() if id_[0] != "c"}


def test_the_room_is_asked_who_begins_and_then_whether_any_other_would_like_to_speak(room: Room) -> None:
    def put() -> dict[str, Rule]:
        return {each.id: each.rule for each in questions(room.board).all}

    assert set(put().values()) == {Rule.BEGIN}
    assert one(room, "a-1").sentence == "Invented question a-1? Which affected State would like to begin?"
    assert one(room, "b-1").sentence == "Tell us of one invented case. Which delegation would like to begin?"
    room.speaks("a", UNNAMED)
    begun = {id_ for id_, rule in put().items() if rule is Rule.OTHERS}
    assert begun == {"a-3", "a-4", "d-1"}, "no affected State has been heard, and nobody under line b"
    assert "any other State able to assist" in one(room, "a-3").sentence
    room.speaks("a", UNSURE)
    assert put()["a-1"] is Rule.BEGIN, "whether it is affected is not known"
    room.speaks("a", BOUND)
    asked = "Invented question a-1? Would any other affected State like to share its experience?"
    assert one(room, "a-1").sentence == asked
    room.do(moves.floor(room.lists_group("b")))
    assert one(room, "b-1").rule is Rule.OTHERS, "an organisation is a delegation too"


def test_who_has_not_been_heard_stands_for_the_chair_once_a_line(room: Room) -> None:
    def silent() -> dict[str, tuple[str, ...]]:
        return {each.id: each.silent for each in questions(room.board).all if each.silent}

    assert silent() == {"a-1": (BOUND, QUIET), "b-1": (BOUND, QUIET)}
    assert all(NAMES[QUIET] in " ".join(one(room, id_).for_chair) for id_ in silent())
    assert "1 more State Party it is not known" in " ".join(one(room, "a-1").for_chair)
    room.speaks("a", BOUND)
    room.marks("a-1", QuestionStatus.ASKED)
    assert silent() == {"a-2": (QUIET,), "b-1": (BOUND, QUIET)}, "with the first that is still to be asked"
    listed = room.lists("a", QUIET)
    assert "a-2" not in silent(), "it is on the list"
    room.do(moves.withdraw(listed))
    assert "a-2" not in silent(), "it withdrew"


def test_affected_states_are_asked_no_more_once_all_were_heard_and_what_was_marked_stays(room: Room) -> None:
    room.marks("a-1", QuestionStatus.PINNED)
    room.speaks("a", BOUND)
    room.speaks("a", QUIET)
    assert ids(room)[0] == ["a-1", "a-3", "a-4", "d-1"]
    assert not one(room, "a-1").arises
    assert "Everybody whom it is for has been heard." in shown(room)


def test_a_list_that_is_not_known_in_full_is_said_to_be_so(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.add("session", id="inv-session", meeting="inv-2012", day="2012-04-16", line="a", complete="false")
    with opened(tmp_path, knowledge) as room:
        assert "may have spoken" not in " ".join(one(room, "a-1").for_chair)
        room.code = desk.open_programme(room.store, OPERATOR, "inv-2012", date(2012, 4, 16))
        assert "not known in full, so they may have spoken" in " ".join(one(room, "a-1").for_chair)


def test_a_pair_names_the_state_with_the_practice_and_keeps_the_others_difficulty_for_the_chair(telling: Room) -> None:
    before = one(telling, "a-4")
    assert (before.rule, before.named) == (Rule.BEGIN, None)
    assert "could be asked to share it" in " ".join(before.for_chair)
    words = shown(telling)
    assert "<summary>Behind it: 2 passages</summary>" in words
    assert "<summary>Behind it: the line</summary>" in words
    telling.speaks("a", QUIET)
    asked = one(telling, "a-4")
    assert (asked.rule, asked.named) == (Rule.PAIR, QUIET)
    invited = "Could Invented State XAB share with the room what it has done on Part 1?"
    assert asked.sentence == f"Invented question a-4? {invited}"
    assert "second-hand" in " ".join(asked.for_chair)
    assert f"{NAMES[BOUND]} reported a challenge." in " ".join(asked.for_chair)
    assert set(asked.passages) == {"contribution-01.1", "contribution-02.1"}
    assert one(telling, "b-3").rule is Rule.BEGIN, "it was not heard under line b"
    found = questions(telling.board)
    said = " ".join(text for each in found.all for text in (each.sentence, *each.for_chair))
    assert found.passages
    assert not [row["text"] for row in found.passages.values() if row["text"] in said], "what they say is put in none"
    telling.speaks("b", QUIET)
    assert [each.id for each in questions(telling.board).all if each.named] == ["a-4"], "an action of two lines: one"


def test_who_withdrew_is_in_no_pair_on_either_side(telling: Room) -> None:
    telling.speaks("a", QUIET)
    telling.do(moves.withdraw(telling.lists("b", QUIET)))
    asked = one(telling, "a-4")
    assert asked.named is None
    assert NAMES[QUIET] not in " ".join((asked.sentence, *asked.for_chair))
    telling.speaks("a", UNNAMED)
    assert one(telling, "a-4").named == UNNAMED
    telling.do(moves.skip(telling.lists("b", BOUND)))
    asked = one(telling, "a-4")
    assert asked.named is None
    assert NAMES[BOUND] not in " ".join((asked.sentence, *asked.for_chair))


def test_what_is_noted_today_is_told_for_the_chair_and_stands_behind_the_question(room: Room) -> None:
    room.notes(room.speaks("a", QUIET), "a", ("VAP-2", "challenge"), said="<i>Invented</i> words")
    room.notes(room.speaks("a", UNNAMED), "a", ("VAP-2", "practice"))
    assert f"{NAMES[QUIET]} (noted today)" in " ".join(one(room, "a-2").for_chair)
    assert one(room, "a-4").named == UNNAMED
    assert [noted.note.said for noted in one(room, "a-2").notes] == ["<i>Invented</i> words"]
    assert "&lt;i&gt;Invented&lt;/i&gt; words" in shown(room)
    assert "<i>" not in shown(room)


@pytest.mark.slow
def test_what_was_handed_in_or_is_held_already_is_named_as_that_for_the_chair_who_may_see_it(tmp_path: Path) -> None:
    knowledge = base()
    held = knowledge.said(QUIET, about("VAP-2"), voice="reported")
    knowledge.said(BOUND, about("VAP-1"), line="a", status="received")
    with opened(tmp_path, knowledge) as room:
        said = f"a text was handed in by {NAMES[BOUND]}."
        assert said in " ".join(one(room, "a-1").for_chair)
        assert said not in html(board(room.public, room.session), "questions")
        room.do(moves.note(room.speaks("a", QUIET), "a", "Invented.", [("VAP-2", "challenge")], f"{held}.1"))
        asked = one(room, "a-2")
        assert (asked.notes, asked.passages) == ((), (f"{held}.1",))
        assert f"{NAMES[QUIET]} (second-hand)" in " ".join(asked.for_chair)
        assert "noted today" not in " ".join(asked.for_chair)


@pytest.mark.parametrize(
    ("label", "topic"),
    [
        ("Data collection", "data collection"),
        ("Government and NGOs: services on the ground", "services on the ground"),
        ("CRPD mechanisms", "CRPD mechanisms"),
    ],
)
def test_a_theme_is_named_as_one_says_it(label: str, topic: str) -> None:
    assert theme(label) == topic


def shown(room: Room) -> str:
    """The questions as they stand on the desk."""
    return html(room.board, "questions")


def test_pinned_comes_first_and_asked_and_dropped_are_put_away_and_come_back(room: Room) -> None:
    marked = {"a-4": QuestionStatus.PINNED, "a-1": QuestionStatus.ASKED, "a-3": QuestionStatus.DROPPED}
    for id_, mark in marked.items():
        room.marks(id_, mark)
    assert ids(room)[0] == ["a-4", "a-2", "d-1"]
    done = questions(room.board).lines[0].done
    assert {each.id: each.mark for each in done} == {"a-1": QuestionStatus.ASKED, "a-3": QuestionStatus.DROPPED}
    room.speaks("a", BOUND)
    assert ids(room)[0] == ["a-4", "a-2", "d-1"], "a mark stays however the question is put now"
    room.marks("a-1", QuestionStatus.OPEN)
    assert ids(room)[0] == ["a-4", "a-1", "a-2", "d-1"]


def test_its_words_are_found_by_its_id_and_marks_of_rules_that_are_no_more_are_nothing(room: Room) -> None:
    assert wording(room.board, "a-1") == one(room, "a-1").sentence
    assert "<summary>2 questions under line b" in shown(room)
    assert "questions under line a" not in shown(room), "the line that the session is at is unfolded"
    room.marks("silent:a", QuestionStatus.PINNED)
    assert "Invented words" not in shown(room)
    for stranger in ("silent:a", "c-2", ""):
        with refused(Refused.QUESTION_GONE):
            wording(room.board, stranger)
    room.marks("a-1", QuestionStatus.PINNED)
    (unpin,) = re.findall(r'<button[^>]*data-of="a-1" data-value="open"[^>]*>', shown(room))
    assert 'data-do="mark"' in unpin
    assert 'aria-label="Unpin: Invented question a-1?' in unpin
    room.do(moves.part("b"))
    assert "<summary>5 questions under line a" in shown(room)
    assert "questions under line b" not in shown(room)


@pytest.mark.slow
def test_without_a_question_of_the_chair_it_is_said_that_none_is_left(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.rows["line_question"] = []
    with opened(tmp_path, knowledge) as room:
        assert ids(room) == [[], []]
        assert "No question is left under this line." in shown(room)
