"""Questions to the room: which the rules give, in which order and words, and which they never give."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.desk import moves
from kb.desk.moves import Mark
from kb.desk.questions import HANDFUL, LineQuestions, Question, Rule, questions, wording
from kb.errors import ChangeRefused
from kb.store import Store
from kb.ui.memory import words_of
from kb.ui.work.session_questions import questions_html
from tests.knowledge import Knowledge, about, code
from tests.unit.rooms import BOUND, EARLIER, QUIET, SIGNED, UNNAMED, UNSURE, Room, base, opened


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The knowledge base in which nobody has said anything."""
    with base().build(tmp_path_factory.mktemp("plain")) as store:
        yield store


@pytest.fixture
def room(plain: Store) -> Room:
    """A room in which nobody is on a list yet."""
    return Room(plain)


def line(room: Room, code: str = "a") -> LineQuestions:
    """The questions under a line."""
    return next(one for one in questions(room.staff, room.session).lines if one.line == code)


def drawn(room: Room, rule: Rule, code: str = "a") -> list[Question]:
    """The questions under a line that a rule gives, whatever their mark."""
    return [one for one in (*line(room, code).open, *line(room, code).done) if one.rule is rule]


def test_bound_states_neither_heard_nor_listed_are_one_question(room: Room) -> None:
    group = room.lists_group("a")
    room.do(moves.floor(group))
    (asked,) = drawn(room, Rule.SILENT)
    assert asked.id == "silent:a"
    assert asked.states == (BOUND, QUIET)
    assert asked.sentence == (
        "Not yet heard under line a, Invented line a, and not on its list: Invented State XAA and Invented State XAB. "
        "Do they wish to contribute?"
    )
    assert asked.asides == ("Not known whether bound, and so not among them: Invented State XAC.",)
    room.speaks("a", BOUND)
    room.lists("a", UNSURE)
    (asked,) = drawn(room, Rule.SILENT)
    assert (asked.states, asked.asides) == ((QUIET,), ())
    listed = room.lists("a", QUIET)
    assert drawn(room, Rule.SILENT) == [], "whoever waits on the list is not asked whether it wishes to speak"
    room.do(moves.skip(listed))
    assert drawn(room, Rule.SILENT) == [], "nor whoever was passed over: that is another question"
    assert [one.id for one in drawn(room, Rule.ANNOUNCED)] == ["announced:a:skipped"]
    room.do(moves.withdraw(listed))
    assert [one.states for one in drawn(room, Rule.SILENT)] == [(QUIET,)]


def test_who_has_not_been_heard_is_not_asked_before_the_session_and_while_nobody_is_listed(room: Room) -> None:
    def held_back() -> str:
        return questions(room.staff, room.session).held_back

    def silent() -> set[str]:
        return {one.id for one in questions(room.staff, room.session).all if one.rule is Rule.SILENT}

    slot = room.lists("a", BOUND)
    assert silent() == set()
    assert held_back().endswith("as soon as the session has begun and somebody is on the list of line a.")
    shown = questions_html(questions(room.staff, room.session), words_of(room.staff))
    assert shown.count("it is asked as soon as") == 1
    room.do(moves.floor(slot))
    assert (silent(), held_back()) == ({"silent:a"}, "")
    room.do(moves.end(slot))
    room.do(moves.part("b"))
    assert silent() == set()
    assert held_back().endswith("as soon as somebody is on the list of line b.")
    gone = room.lists("b", QUIET)
    assert (silent(), held_back()) == ({"silent:b"}, "")
    room.do(moves.withdraw(gone))
    assert silent() == set()
    room.lists("b", QUIET)
    room.do(moves.close())
    assert (silent(), held_back()) == ({"silent:a", "silent:b"}, "")


def test_who_has_not_been_heard_is_asked_once_and_stays_when_marked(room: Room) -> None:
    room.speaks("a", BOUND)
    room.lists("b", UNNAMED)
    assert [one.line for one in questions(room.staff, room.session).all if one.rule is Rule.SILENT] == ["a"]
    room.marks("silent:a", Mark.PINNED)
    room.do(moves.floor(room.lists("b", BOUND)))
    (pinned,) = drawn(room, Rule.SILENT)
    assert pinned.arises
    assert pinned.states == (QUIET,)
    assert drawn(room, Rule.SILENT, "b")[0].states == (QUIET,)
    room.marks("silent:a", Mark.OPEN)
    assert drawn(room, Rule.SILENT) == []


def test_a_question_of_two_lines_stands_once_names_both_and_has_one_mark(room: Room) -> None:
    def both() -> list[tuple[str, Mark, tuple[str, ...]]]:
        found = questions(room.staff, room.session).all
        return [(one.line, one.mark, one.lines) for one in found if "VAP-2" in one.id]

    room.do(moves.part("a"))
    assert both() == [("a", Mark.OPEN, ("a", "b"))]
    (asked,) = [one for one in drawn(room, Rule.UNTOUCHED) if one.lines == ("a", "b")]
    assert asked.asides[0] == "It stands for lines a and b, and is asked once."
    assert [one.asides[0] for one in drawn(room, Rule.UNTOUCHED) if one is not asked] != [asked.asides[0]]
    also = "1 question that is about this line too stands under line a."
    assert questions_html(questions(room.staff, room.session), words_of(room.staff)).count(also) == 1
    assert (line(room).elsewhere, line(room, "b").elsewhere) == ({}, {"a": 1})
    room.marks(asked.id, Mark.ASKED)
    assert both() == [("a", Mark.ASKED, ("a", "b"))]
    room.do(moves.part("b"))
    assert both() == [("b", Mark.ASKED, ("a", "b"))], "under the line that the session is at, with the same mark"
    room.notes(room.speaks("b", BOUND), "b", ("VAP-2", "progress"))
    (kept,) = [one for one in questions(room.staff, room.session).all if one.id == asked.id]
    assert (kept.line, kept.mark, kept.arises) == ("b", Mark.ASKED, False)


def test_a_pair_of_two_lines_stands_once(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(BOUND, about("VAP-2", assessment="challenge"), meeting=EARLIER)
    knowledge.said(QUIET, about("VAP-2", assessment="practice"), meeting=EARLIER)
    with opened(tmp_path, knowledge) as room:
        assert [one.id for one in drawn(room, Rule.PAIR)] == ["pair:VAP-2:XAA:XAB"]
        assert drawn(room, Rule.PAIR, "b") == []
        room.do(moves.part("b"))
        assert drawn(room, Rule.PAIR) == []
        assert [one.id for one in drawn(room, Rule.PAIR, "b")] == ["pair:VAP-2:XAA:XAB"]


def test_actions_nobody_touched_are_asked_for_and_no_others(room: Room) -> None:
    assert [one.id for one in drawn(room, Rule.UNTOUCHED)] == ["untouched:VAP-1", "untouched:VAP-2"]
    room.notes(room.speaks("a", BOUND), "a", ("VAP-2", "challenge"))
    (asked,) = drawn(room, Rule.UNTOUCHED)
    assert asked.id == "untouched:VAP-1"
    assert asked.asides == ("Nothing on it is held from earlier meetings of the Convention.",)
    assert drawn(room, Rule.UNTOUCHED, "b") == []


def test_who_announced_is_asked_for_once_the_part_is_reached_and_not_when_it_has_spoken(room: Room) -> None:
    room.lists("a", BOUND)
    skipped = room.lists("a", QUIET)
    room.do(moves.skip(skipped))
    room.do(moves.withdraw(room.lists("a", SIGNED)))
    room.do(moves.skip(room.lists_name("a", "Typed")))
    room.lists_name("a", "Typed too")
    assert drawn(room, Rule.ANNOUNCED) == []
    room.do(moves.part("a"))
    assert [one.id for one in drawn(room, Rule.ANNOUNCED)] == ["announced:a:skipped"], "who waits will be heard"
    room.do(moves.part("b"))
    assert not any("Typed" in one.sentence for one in questions(room.staff, room.session).all)
    assert {one.id: one.states for one in drawn(room, Rule.ANNOUNCED)} == {
        "announced:a:waiting": (BOUND,),
        "announced:a:skipped": (QUIET,),
    }
    assert drawn(room, Rule.ANNOUNCED, "b") == []
    room.do(moves.floor(skipped))
    room.lists("a", QUIET)
    assert drawn(room, Rule.ANNOUNCED) == [], "the session is at the part again"
    room.do(moves.end(skipped))
    room.do(moves.part("b"))
    assert [one.states for one in drawn(room, Rule.ANNOUNCED)] == [(BOUND,)], "the other has spoken"


def test_a_text_of_somebody_on_no_list_is_asked_for_and_shown_only_to_those_who_may_see_it(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(BOUND, about("VAP-1"), line="a", status="received", source_title="Invented paper")
    knowledge.said(QUIET, about("VAP-1"), line="a")
    with opened(tmp_path, knowledge) as room:
        room.lists("b", QUIET)
        (asked,) = drawn(room, Rule.ANNOUNCED)
        assert asked.id == "announced:a:text"
        assert asked.states == (BOUND,)
        assert asked.asides == ("Invented State XAA: “Invented paper”, not published.",)
        shown = questions_html(questions(room.public, room.session), words_of(room.public))
        assert "Invented paper" not in shown
        assert not any(one.rule is Rule.ANNOUNCED for one in questions(room.public, room.session).all)


def told(knowledge: Knowledge) -> None:
    """A challenge, and what may and may not answer it."""
    knowledge.said(BOUND, about("VAP-1", assessment="challenge"), meeting=EARLIER)
    knowledge.said(QUIET, about("VAP-1", assessment="practice"), meeting=EARLIER, voice="reported")
    knowledge.said(QUIET, about("VAP-1", assessment="progress"), meeting=EARLIER)
    knowledge.said(UNNAMED, about("VAP-1.1", assessment="progress"), meeting=EARLIER)
    knowledge.described(UNSURE, about("VAP-1", assessment="practice"), meeting=EARLIER)
    knowledge.said(SIGNED, about("VAP-1", assessment="practice"), meeting=EARLIER, status="received")


def test_a_challenge_meets_practices_and_progress_of_others_in_their_own_voice_only(tmp_path: Path) -> None:
    knowledge = base()
    told(knowledge)
    with opened(tmp_path, knowledge) as room:
        first, second = drawn(room, Rule.PAIR)
        assert first.id == "pair:VAP-1:XAA:XAB"
        assert first.sentence == (
            "Invented State XAA reported a challenge on Part 1; Invented State XAB, as others report (second-hand), "
            "spoke of a practice on it. Can anybody in the room say more?"
        )
        assert {row["passage"] for row in first.passages} == {"contribution-01.1", "contribution-02.1"}
        assert second.id == "pair:VAP-1:XAA:XAD"
        assert "Invented State XAD reported progress on it" in second.sentence
        room.lists("b", UNNAMED)
        first, second = drawn(room, Rule.PAIR)
        assert first.id == "pair:VAP-1:XAA:XAD"
        assert first.sentence.endswith("Could Invented State XAD say how it went about it?")
        assert drawn(room, Rule.PAIR, "b") == []


def test_a_challenge_noted_today_meets_what_was_reported_before(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(UNNAMED, about("VAP-2", assessment="practice"), meeting=EARLIER)
    with opened(tmp_path, knowledge) as room:
        room.notes(room.speaks("a", QUIET), "a", ("VAP-2", "challenge"), said="<i>Invented</i> words")
        (asked,) = drawn(room, Rule.PAIR)
        assert asked.sentence == (
            "Invented State XAB, as noted today, spoke of a challenge on Part 2; "
            "Invented State XAD reported a practice on it. "
            "Would Invented State XAB say where it stands now?"
        )
        assert [one.note.said for one in asked.notes] == ["<i>Invented</i> words"]
        shown = questions_html(questions(room.staff, room.session), words_of(room.staff))
        assert "&lt;i&gt;Invented&lt;/i&gt; words" in shown
        assert "<i>" not in shown


def test_a_note_that_is_a_passage_held_is_shown_as_what_that_is_and_not_as_a_note(tmp_path: Path) -> None:
    knowledge = base()
    held = knowledge.said(QUIET, about("VAP-2"), voice="reported")
    knowledge.said(UNNAMED, about("VAP-2", assessment="practice"), meeting=EARLIER, voice="own")
    with opened(tmp_path, knowledge) as room:
        slot = room.speaks("a", QUIET)
        room.do(moves.note(slot, "a", "Invented.", [("VAP-2", "challenge")], f"{held}.1"))
        (asked,) = drawn(room, Rule.PAIR)
        assert asked.notes == ()
        assert [row["contribution"] for row in asked.passages] == [held, "contribution-02"]
        assert asked.sentence.startswith(
            "Invented State XAB, as others report (second-hand), at this meeting, spoke of a challenge on Part 2;"
        )
        assert "noted today" not in asked.sentence


def test_the_same_action_comes_before_the_same_theme_and_a_theme_asks_for_a_practice(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(BOUND, about(None, assessment="challenge", themes=["inv-care"]), meeting=EARLIER)
    knowledge.said(QUIET, about("VAP-1", assessment="challenge"), meeting=EARLIER)
    knowledge.said(
        UNNAMED,
        about("VAP-1", assessment="progress"),
        about(None, assessment="practice", themes=["inv-care"]),
        meeting=EARLIER,
    )
    knowledge.said(UNSURE, about(None, assessment="progress", themes=["inv-care"]), meeting=EARLIER)
    with opened(tmp_path, knowledge) as room:
        room.lists("a", BOUND)
        assert [one.id for one in drawn(room, Rule.PAIR)] == ["pair:VAP-1:XAB:XAD", "pair:inv-care:XAA:XAD"]
        assert "the theme inv-care" in drawn(room, Rule.PAIR)[1].sentence


def test_at_most_a_handful_of_pairs_and_how_many_more_each_challenge_once_first(tmp_path: Path) -> None:
    knowledge = base()
    for number in range(10, 14):
        knowledge.state(code(number))
        knowledge.said(code(number), about("VAP-1", assessment="practice"), meeting=EARLIER)
    knowledge.said(BOUND, about("VAP-1", assessment="challenge"), meeting=EARLIER)
    knowledge.said(QUIET, about("VAP-1", assessment="challenge"), meeting=EARLIER)
    with opened(tmp_path, knowledge) as room:
        pairs = drawn(room, Rule.PAIR)
        assert len(pairs) == HANDFUL
        assert line(room).more_pairs == 3
        assert {one.states[0] for one in pairs[:2]} == {BOUND, QUIET}
        room.marks(pairs[0].id, Mark.ASKED)
        assert len(drawn(room, Rule.PAIR)) == HANDFUL + 1
        assert line(room).more_pairs == 2
        shown = questions_html(questions(room.staff, room.session), words_of(room.staff))
        assert "2 more pairs of States" in shown


def test_pinned_comes_first_and_asked_and_dropped_are_put_away_and_come_back(room: Room) -> None:
    room.speaks("a", UNNAMED)
    room.marks("untouched:VAP-2", Mark.PINNED)
    room.marks("silent:a", Mark.ASKED)
    room.marks("untouched:VAP-1", Mark.DROPPED)
    assert [one.id for one in line(room).open] == ["untouched:VAP-2"]
    assert {one.id: one.mark for one in line(room).done} == {
        "silent:a": Mark.ASKED,
        "untouched:VAP-1": Mark.DROPPED,
    }
    room.marks("silent:a", Mark.OPEN)
    assert [one.id for one in line(room).open] == ["untouched:VAP-2", "silent:a"]


def test_those_that_matter_stand_first_and_the_rest_is_folded_away_with_its_count(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.provision("VAP-4")
    knowledge.under("a", "VAP-4")
    knowledge.said(BOUND, about("VAP-1", assessment="challenge"), meeting=EARLIER)
    for answers in (QUIET, UNNAMED):
        knowledge.said(answers, about("VAP-1", assessment="practice"), meeting=EARLIER)
    with opened(tmp_path, knowledge, lines="a") as room:
        room.marks("untouched:VAP-4", Mark.PINNED)
        shown, _, folded = questions_html(questions(room.staff, room.session), words_of(room.staff)).partition(
            "<summary>2 more questions under line a"
        )
        ids = [one.id for one in line(room).open]
        assert ids == [
            "untouched:VAP-4",
            "pair:VAP-1:XAA:XAB",
            "pair:VAP-1:XAA:XAD",
            "untouched:VAP-1",
            "untouched:VAP-2",
        ]
        where = [one for one in ids if f'data-of="{one}" data-value="asked"' in shown]
        assert where == ["untouched:VAP-4", "pair:VAP-1:XAA:XAB", "untouched:VAP-1"]
        assert [one for one in ids if f'data-of="{one}" data-value="asked"' in folded] == [ids[2], ids[4]]


def test_what_was_marked_stays_when_the_rule_gives_it_no_more(room: Room) -> None:
    room.marks("untouched:VAP-1", Mark.PINNED)
    room.notes(room.speaks("a", BOUND), "a", ("VAP-1", "progress"))
    kept = next(one for one in line(room).open if one.id == "untouched:VAP-1")
    assert (kept.arises, kept.sentence) == (False, "Invented words")
    assert "untouched:VAP-1" not in {one.id for one in line(room, "b").open}


def test_its_words_are_found_by_its_id_and_an_id_that_is_none_is_refused(room: Room) -> None:
    room.speaks("a", UNNAMED)
    (asked,) = drawn(room, Rule.SILENT)
    assert wording(room.staff, room.session, asked.id) == asked.sentence
    for stranger in ("silent:z", "", "pair:VAP-1:XAA:XAB"):
        with pytest.raises(ChangeRefused):
            wording(room.staff, room.session, stranger)


def test_what_passages_say_is_never_put_into_a_question(tmp_path: Path) -> None:
    knowledge = base()
    told(knowledge)
    with opened(tmp_path, knowledge) as room:
        asked = questions(room.staff, room.session).all
        assert any(one.passages for one in asked)
        for one in asked:
            said = [row["text"] for row in one.passages]
            assert not [text for text in said if text in " ".join((one.sentence, *one.asides))]


def test_buttons_say_what_they_do_and_to_which_question(room: Room) -> None:
    room.speaks("a", UNNAMED)
    room.marks("silent:a", Mark.PINNED)
    shown = questions_html(questions(room.staff, room.session), words_of(room.staff))
    (unpin,) = re.findall(r'<button[^>]*data-of="silent:a" data-value="open"[^>]*>', shown)
    assert 'data-do="mark"' in unpin
    assert 'aria-label="Unpin: Not yet heard under line a' in unpin
    quiet = questions_html(questions(room.staff, room.session), words_of(room.staff), acting=False)
    assert "<button" not in quiet
    assert "Not yet heard under line a" in quiet


def test_how_many_passages_a_question_rests_on_and_how_many_of_them_stand_below_is_said(tmp_path: Path) -> None:
    knowledge = base()
    for _ in range(3):
        knowledge.said(QUIET, about("VAP-1"), meeting=EARLIER)
    knowledge.said(SIGNED, about("VAP-1"), meeting=EARLIER)
    knowledge.said(BOUND, about("VAP-2"), meeting=EARLIER)
    knowledge.said(BOUND, about("VAP-2"), meeting=EARLIER, status="received")
    with opened(tmp_path, knowledge) as room:
        first, second = drawn(room, Rule.UNTOUCHED)
        assert (len(first.passages), first.held, len(second.passages), second.held) == (3, 4, 1, 1)
        assert first.asides[-1].endswith("by any State, on the board or not: 4 passages of 2 States.")
        room.speaks("a", UNNAMED)
        html = questions_html(questions(room.staff, room.session), words_of(room.staff))
        assert "<summary>Behind it: the latest 3 of these 4 passages</summary>" in html
        assert "<summary>Behind it: 1 passage</summary>" in html
        assert "<summary>Behind it: the latest passage of each of them, where one is held: 2</summary>" in html
