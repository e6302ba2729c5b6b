"""The board of a session: what stands as addressed, announced or untouched, and what must never stand there."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb.db import Store, View
from kb.domain.model import Audience
from kb.questions.passages import passages
from kb.session import moves
from kb.session.board import Group, LineOnBoard, Touch, board
from kb.session.evidence import EvidenceKind
from kb.ui.session.reading import html
from kb.workflow import desk
from kb.workflow.permission import OPERATOR
from tests.knowledge import MEETING, about
from tests.unit.rooms import BOUND, EARLIER, LATER, QUIET, SIGNED, UNNAMED, UNSURE, Room, base, opened

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow


def line(room: Room, code: str = "a", view: View | None = None) -> LineOnBoard:
    """A line of the board."""
    return board(view or room.staff, room.session).line(code)


def touches(room: Room, state: str, code: str = "a", view: View | None = None) -> tuple[Touch, set[str]]:
    """How a State stands on a line, and on which of its actions it stands as addressed or announced."""
    on = line(room, code, view)
    actions = {action.id for action in on.actions if action.marks[state].touch is not Touch.NOT}
    return on.marks[state].touch, actions


def test_bound_states_are_on_it_unknown_ones_apart_and_others_only_when_they_speak(room: Room) -> None:
    groups = {one.id: one.group for one in line(room).states}
    assert groups == {BOUND: Group.BOUND, QUIET: Group.BOUND, UNSURE: Group.UNKNOWN}
    room.speaks("a", UNNAMED)
    room.lists("a", SIGNED)
    groups = {one.id: one.group for one in line(room).states}
    assert groups[UNNAMED] is groups[SIGNED] is Group.OTHER
    assert line(room).bound_heard == (0, 2)
    assert {one.id for one in line(room, "b").states} == {BOUND, QUIET, UNSURE}
    first, *_, without_text = (
        {state: mark.bound for state, mark in action.marks.items()} for action in line(room).actions
    )
    assert first == {BOUND: "yes", QUIET: "yes", UNSURE: "unknown", UNNAMED: "no", SIGNED: "no"}
    assert set(without_text.values()) == {"not established"}


def test_a_state_is_announced_while_it_waits_and_addresses_the_line_once_it_has_the_floor(room: Room) -> None:
    assert touches(room, BOUND) == (Touch.NOT, set())
    slot = room.lists("a", BOUND)
    assert line(room).marks[BOUND].why == (EvidenceKind.WAITING,)
    assert touches(room, BOUND) == (Touch.ANNOUNCED, set())
    room.do(moves.skip(slot))
    assert line(room).marks[BOUND].why == (EvidenceKind.SKIPPED,)
    room.do(moves.withdraw(slot))
    assert touches(room, BOUND) == (Touch.NOT, set())
    room.do(moves.wait(slot))
    room.do(moves.floor(slot))
    room.do(moves.end(slot))
    assert touches(room, BOUND) == (Touch.NOW, set())
    assert touches(room, BOUND, "b") == touches(room, QUIET) == (Touch.NOT, set())
    assert line(room).bound_heard == (1, 2)


def test_a_note_counts_for_its_line_and_for_the_actions_that_it_or_a_part_is_coded_to(room: Room) -> None:
    slot = room.speaks("a", BOUND)
    number = room.notes(slot, "b", ("VAP-1.1", "plan"))
    assert touches(room, BOUND) == (Touch.NOW, {"VAP-1"})
    assert line(room, "b").marks[BOUND].notes == (number,)
    assert touches(room, BOUND, "b") == (Touch.NOW, set())
    assert touches(room, QUIET) == (Touch.NOT, set())


def test_a_text_handed_in_is_announced_to_those_who_may_see_it_and_to_nobody_else(tmp_path: Path) -> None:
    knowledge = base()
    handed_in = knowledge.said(BOUND, about("VAP-1"), status="received", line="a")
    with opened(tmp_path, knowledge) as room:
        assert touches(room, BOUND) == (Touch.ANNOUNCED, {"VAP-1"})
        assert line(room).marks[BOUND].texts == (handed_in,)
        assert touches(room, BOUND, view=room.public) == (Touch.NOT, set())
        assert line(room, view=room.public).untouched != line(room).untouched


def test_what_was_not_handed_in_for_this_meeting_or_only_suggested_is_not_announced(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(BOUND, about("VAP-1"), line="a", status="withdrawn")
    knowledge.said(BOUND, about("VAP-1"), line="a", meeting=EARLIER)
    knowledge.said(BOUND, about("VAP-1"), line="a", voice="reported")
    knowledge.said(BOUND, about("VAP-1"), line="a", text_kind="note", date="2012-04-15")
    for status in ("received", "published"):  # notes of another run of the day
        knowledge.said(BOUND, about("VAP-2"), line="a", text_kind="note", date="2012-04-16", status=status)
    knowledge.said(None, about("VAP-1"), line="a", behalf=(BOUND, UNSURE))
    knowledge.said(QUIET, about("VAP-1", basis="suggested"), about("VAP-2"), status="received")
    with opened(tmp_path, knowledge) as room:
        assert touches(room, BOUND) == touches(room, UNSURE) == (Touch.NOT, set())
        assert touches(room, QUIET) == (Touch.NOT, {"VAP-2"}), "of no line, and a suggestion announces nothing"
        assert line(room).actions_addressed == (0, 2)
        room.notes(room.speaks("a", BOUND), "a", ("VAP-1", "plan"))
        assert touches(room, BOUND) == (Touch.NOW, {"VAP-1"})


def test_actions_nobody_touched_stand_out_and_those_without_a_text_never_do(room: Room) -> None:
    assert [action.id for action in line(room).untouched] == ["VAP-1", "VAP-2"]
    assert line(room).actions_addressed == (0, 2)
    slot = room.speaks("a", BOUND)
    room.notes(slot, "a", ("VAP-2", "progress"))
    assert [action.id for action in line(room).untouched] == ["VAP-1"]
    assert line(room).actions_addressed == (1, 2)
    shown = html(room.board, "board")
    assert "For 1 more State Party it is not known" in shown
    assert "+ 1 not known" not in shown
    assert line(room, "b").untouched == ()
    assert [action.established for action in line(room).actions] == [True, True, False]


def test_organisations_and_typed_names_stand_beside_the_states_and_are_none(room: Room) -> None:
    group, typed = room.lists_group("a"), room.lists_name("a")
    room.do(moves.floor(group))
    room.notes(group, "a", ("VAP-1", "practice"))
    on = line(room)
    assert [(one.slot.speaker, one.why.touch) for one in on.others if one.slot] == [
        ("Invented group", Touch.NOW),
        ("Invented typed name", Touch.ANNOUNCED),
    ]
    assert {one.id for one in on.states} == {BOUND, QUIET, UNSURE}
    assert on.bound_heard == (0, 2)
    assert on.actions_addressed == (0, 2)
    assert [action.id for action in on.untouched] == ["VAP-2"]
    assert [one.slot.speaker for one in on.actions[0].others if one.slot] == ["Invented group"]
    room.do(moves.identify(typed, QUIET, QUIET, "state"))
    assert line(room).marks[QUIET].touch is Touch.ANNOUNCED


def test_reported_before_is_counted_beside_and_leads_to_exactly_these_passages(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(BOUND, about("VAP-1", "VAP-2"), meeting=EARLIER)
    knowledge.said(BOUND, about("VAP-1.1"), meeting=EARLIER, voice="reported")
    # And every sort that does not count as reported before.
    knowledge.said(BOUND, about("VAP-1"), meeting=EARLIER, status="received")
    for meeting in (MEETING, LATER, "inv-other", None):
        knowledge.said(BOUND, about("VAP-1"), meeting=meeting)
    knowledge.described(BOUND, about("VAP-1"), meeting=EARLIER)
    with opened(tmp_path, knowledge) as room:
        for view in (room.staff, room.public):
            on = line(room, view=view)
            before = [on.marks[BOUND].before, *(action.marks[BOUND].before for action in on.actions)]
            assert [one.passages for one in before] == [2, 2, 1, 0]
            for one in before[:3]:
                assert one.scope is not None
                assert passages(room.public, one.scope).count("own") == one.passages
                assert (one.scope.states, one.scope.meetings) == ((BOUND,), (EARLIER,))
            assert before[3].scope is None
            assert on.marks[QUIET].before.passages == 0
        assert line(room).marks[QUIET].touch is Touch.NOT


def test_without_an_earlier_meeting_nothing_was_reported_before(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.rows["meeting"] = [row for row in knowledge.rows["meeting"] if row["id"] in (MEETING, LATER)]
    knowledge.said(BOUND, about("VAP-1"), meeting=LATER)
    with opened(tmp_path, knowledge) as room:
        assert line(room).marks[BOUND].before.passages == 0


def test_it_is_shown_in_words_and_marks_with_names_as_text(tmp_path: Path) -> None:
    """What explains a mark is said once, and only where that mark stands."""
    not_known, not_checked = "it is not known whether", "Wording not checked: Our own words from general knowledge"
    knowledge = base()
    with opened(tmp_path, knowledge, lines="a") as room:
        shown = html(room.board, "board")
        assert not_known not in shown, "nothing is said to be open yet"
        assert not_checked not in shown
    knowledge.provision("VAP-4", addressed_to="all", text="unverified")
    knowledge.under("a", "VAP-4")
    (tmp_path / "other").mkdir()
    with opened(tmp_path / "other", knowledge, lines="a") as room:
        slot = room.speaks("a", BOUND)
        room.notes(slot, "a", ("VAP-1", "progress"))
        room.lists_name("a", "<b>Invented</b>")
        shown = html(room.board, "board")
        for said in ("1 of 2 ", "● addressed now", "□ Nothing noted or announced on 2 actions: "):
            assert said in shown
        assert "Its text is not established" in shown
        assert "never counted as no" in shown
        assert "&lt;b&gt;Invented" in shown
        assert "<b>" not in shown
        assert (shown.count(not_known), shown.count(not_checked)) == (1, 1)
        assert '<span class="tag">wording not checked</span>' in shown
        assert shown.count("<small>+ 1 not known</small>") == 2, "not in the row of the action that binds all"
        assert "not tagged" not in shown
        room.notes(slot, "a")
        assert "1 note under this line: not tagged" in html(room.board, "board")


def test_lines_that_the_session_is_not_at_are_folded_away(room: Room) -> None:
    assert "<summary>Line b, State by State" in html(room.board, "board")
    room.do(moves.part("b"))
    shown = html(room.board, "board")
    assert "<summary>Line a, State by State" in shown
    assert "<summary>Line b, State by State" not in shown


def test_a_line_without_actions_still_shows_who_speaks(plain: Store) -> None:
    room = Room(plain, "c")
    room.speaks("c", BOUND)
    assert touches(room, BOUND, "c") == (Touch.NOW, set())
    shown = html(room.board, "board")
    assert "No action of the Plan stands under this line" in shown
    assert "Nothing noted" not in shown


def test_what_was_noted_under_another_line_is_no_progress_of_this_one(room: Room) -> None:
    room.notes(room.speaks("a", BOUND), "a", ("VAP-2", "progress"))
    made = room.board
    assert [line.actions_addressed for line in made.lines] == [(1, 2), (0, 1)]
    assert not made.line("b").untouched, "somebody in the room has touched it"
    shown = html(made, "board")
    assert shown.count("noted under line a<") == 1
    assert "noted under line b" not in shown
    room.notes(room.lists_group("b"), "b", ("VAP-2", "plan"))
    assert room.board.line("b").actions_addressed == (0, 1), "no State"
    room.notes(room.speaks("b", QUIET), "b", ("VAP-2", "plan"))
    made = room.board
    assert [line.actions_addressed for line in made.lines] == [(1, 2), (1, 1)]
    assert "noted under line b too<" in html(made, "board")


def test_what_is_open_is_only_told_of_a_line_of_which_something_of_a_state_is_coded(room: Room) -> None:
    def stands() -> list[tuple[bool, bool]]:
        return [(line.begun, line.coded) for line in room.board.lines]

    assert stands() == [(False, False), (False, False)]
    slot = room.speaks("a", BOUND)
    room.notes(slot, "a")
    assert stands() == [(True, False), (False, False)]
    shown = html(room.board, "board")
    assert shown.count('class="figure"') == 1, "of line a how many States were heard, and nothing of line b"
    assert shown.count("it is not known which actions are open") == 2
    assert "Not touched, of those with victims" not in shown
    assert "nothing yet" not in shown
    room.notes(room.lists_group("a"), "a", ("VAP-1", "progress"))
    assert stands()[0] == (True, False), "what an organisation said tells nothing of the States"
    room.notes(slot, "b", ("VAP-2", "progress"))
    assert stands() == [(True, False), (True, True)], "each line by what was noted under it"


def test_a_text_counts_for_the_line_once_its_state_has_spoken_under_it(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(BOUND, about("VAP-1"), line="a")
    knowledge.said(QUIET, about("VAP-2"), line="b")
    with opened(tmp_path, knowledge) as room:
        assert not line(room).coded
        room.speaks("a", BOUND)
        room.speaks("a", QUIET)
        assert line(room, view=room.public).actions_addressed == (1, 2)
        assert line(room).coded
        assert not line(room, "b").coded


def test_on_the_real_programme_everybody_listed_is_announced_and_nobody_has_addressed_anything(
    store: Store, figure: Callable[[str], None]
) -> None:
    code = desk.open_programme(store, OPERATOR, "ccm-im-2012", date(2012, 4, 16))
    session, view = desk.session(store, code), store.latest(Audience.PUBLIC)
    view.rows("SELECT 1")
    begun = time.perf_counter()
    made = board(view, session)
    first = 1000 * (time.perf_counter() - begun)
    assert [on.bound_heard for on in made.lines] == [(0, 10)] * 3
    slots = session.part("im2012-va-a").slots
    assert [slot.speaks_as for slot in slots if slot.as_chair] == ["BIH", "AUT"], "they open and close it"
    listed = {slot.speaks_as for slot in slots if slot.speaks_as and not slot.as_chair}
    assert {one.id for one in made.line("a").of(Touch.ANNOUNCED)} == listed
    assert {one.id for one in made.line("c").of(Touch.ANNOUNCED)} == {"AUS"}, "its text on line c is of the day after"
    spent = []
    for state in ("PER", "PHL", "SLV", "TGO", "ZMB"):
        desk.make(store, OPERATOR, code, moves.add("im2012-va-a", state, contributor=state, state=state), 10**6)
        begun, session = time.perf_counter(), desk.session(store, code)
        board(view, session)
        spent.append(1000 * (time.perf_counter() - begun))
    figure(f"Board of the session of 16 April 2012: {first:.0f} ms at first, {max(spent):.0f} ms at most after a move")
