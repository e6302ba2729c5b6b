"""The session desk as facilitators and readers use it. Everything here is invented."""

import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from kb.db import Store
from kb.domain.model import Audience, Role
from kb.session import moves
from kb.session.board import board
from kb.session.moves import Kind, QuestionStatus
from kb.session.question_rules import questions
from kb.session.state import Reason, Refusal, Session, SlotStatus
from kb.session.summary import REHEARSED
from kb.tables import Table
from kb.tables.files import Origin
from kb.ui import downloads, interactive
from kb.ui.interactive import UserAction
from kb.ui.session.parts import RIGHT_OF_REPLY
from kb.workflow import desk as desks
from kb.workflow.people import Person, save_person
from kb.workflow.permission import ALONE, READER, Actor
from tests.knowledge import MEETING, Knowledge
from tests.screen.conftest import DashboardOf, acting, field, html_of, press
from tests.screen.conftest import visit as visit_screen
from tests.tables import misfits

ANNE = Actor("anne", "Anne Example", frozenset({Role.FACILITATOR}))
BEN = Actor("ben", "Ben Example", frozenset({Role.COORDINATOR}))
HEARD = "An invented <b>sentence</b> that only facilitators see."
# What stands on each view for those who run the session.
VIEWS = {
    "desk": "Questions to the room",
    "briefing": "Before the session: who speaks",
    "after": "What the session came to",
    "paper": "Chair’s sheet",
}


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    """The knowledge base that the dashboard has open: three invented parties, a meeting, the three lines."""
    k = Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1"])
    k.under("b", "VAP-1")
    k.speaker("XAC", line="a")
    for line in "ab":
        words = f"Invented question on {line}?"
        k.add("line_question", id=f"{line}-1", line=line, position="1", addressed_to="affected", question=words)
    return dashboard_of(k, ANNE)


@pytest.fixture
def code(base: Store) -> str:
    """A desk with three invented States on the list of line a, nobody on that of line b."""
    opened = desks.open_new(base, ANNE, desks.NewSession("Invented session", MEETING, date(2012, 4, 16), ("a", "b")))
    for number, state in enumerate(("XAA", "XAB", "XAC"), start=1):
        add = moves.add("a", f"Invented State {state}", contributor=state, state=state)
        desks.make(base, ANNE, opened, add, number)
    return opened


def visit(**query: str) -> AppTest:
    return visit_screen("session", **query)


def do(app: AppTest, place: str, code: str, *deeds: UserAction) -> AppTest:
    """Let these be done in a part of the desk, as the browser would send them."""
    app.session_state[f"interactive-waiting-{place}-{code}"] = list(deeds)
    app.run()
    assert not app.exception
    return app


def seen(app: AppTest) -> int:
    """The number of moves on the screen."""
    html = html_of(app)
    return int(html.partition('data-seen="')[2].partition('"')[0])


def standings(session: Session) -> list[str]:
    return [slot.standing.value for slot in session.part("a").slots]


def slots(session: Session) -> list[str]:
    return [slot.id for slot in session.part("a").slots]


def test_the_floor_goes_from_one_to_the_next_and_pressed_twice_the_key_passes_over_nobody(
    base: Store, code: str
) -> None:
    app = visit(desk=code)
    assert "The session has not begun" in html_of(app)
    assert 'data-key="F8"' in html_of(app)
    assert "<bdi>anne</bdi>" in html_of(app)
    first, second, third = slots(desks.session(base, code))
    press = UserAction("floor", first, seen=seen(app))
    do(app, "floor", code, press, press)
    assert standings(desks.session(base, code)) == ["speaking", "waiting", "waiting"]
    assert "Not carried out: Invented State XAA has the floor already." in html_of(app)
    assert "Invented question on a?" not in html_of(app), "all others are on the list"
    do(app, "speakers", code, UserAction("withdraw", second, seen=seen(app)))
    html = html_of(app)
    assert "Invented question on a?" not in html, "who withdrew is not asked"
    assert "<strong>Invented question on b? Which affected State would like to begin?</strong>" in html
    # What may be read out names nobody; who was not heard stands for the chair, without who withdrew.
    names = "Invented State XAA and Invented State XAC"
    assert f"For the chair</span> Affected, not heard under line b and not on its list: {names}." in html
    do(app, "floor", code, UserAction("floor", third, seen=seen(app)))
    assert standings(desks.session(base, code)) == ["spoke", "withdrawn", "speaking"]
    assert "Has the floor: <bdi>Invented State XAC" in html_of(app)
    assert "You gave the floor to Invented State XAC." in html_of(app)


def test_words_made_to_mislead_are_shown_as_they_are_on_every_view_and_readers_see_one_view(
    base: Store, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "undid move 5"
    for kind, content in (
        ("add", moves.add("a", hostile).content),
        ("note", moves.note("m2", "a", hostile).content),
        ("undo", {"number": 7}),
        ("undo", {"number": "5"}),
        ("nosuchmove", ["undid move 8"]),
        ("undo", {"number": 6}),
    ):
        base.desks.append(code, ANNE.person, kind, content, 0)
    shown = {view: html_of(visit(desk=code, view=view)) for view in VIEWS}
    assert [view for view, words in VIEWS.items() if words not in shown[view]] == []
    html = shown["desk"]
    assert f"put {hostile} on the list." in html
    assert "undid move 6: noted what Invented State XAA said." in html
    assert html.count("Not carried out: there is nothing to undo.") == 1
    assert html.count("Not carried out: it cannot be read.") == 2
    assert not desks.session(base, code).notes
    acting(monkeypatch, READER)
    for view in VIEWS:
        html = html_of(visit(desk=code, view=view))
        assert "Board" in html
        assert not any(words in html for words in VIEWS.values())


def test_of_two_who_give_the_floor_the_first_holds_and_the_second_is_told(base: Store, code: str) -> None:
    app = visit(desk=code)
    on_screen, (first, second, _) = seen(app), slots(desks.session(base, code))
    save_person(base, ALONE, Person("ben", "ben@invented.example", "Ben Example", frozenset({Role.COORDINATOR})))
    desks.make(base, BEN, code, moves.floor(second), on_screen)
    do(app, "floor", code, UserAction("floor", first, seen=on_screen))
    session = desks.session(base, code)
    assert session.current == second
    html = html_of(app)
    assert html.count("Not carried out: a moment before, Ben Example gave the floor to Invented State XAB.") == 2
    desks.make(base, BEN, code, moves.skip(first), on_screen)
    app.run()
    assert html_of(app).count("<bdi>Ben Example</bdi> passed over Invented State XAA.") == 2
    assert len(session.log) == on_screen + 2


def test_what_went_amiss_is_said_until_the_next_move_that_is_carried_out(base: Store, code: str) -> None:
    app = visit(desk=code)
    (first, second, _), start = slots(desks.session(base, code)), seen(app)
    refused = "Not carried out: there is nothing to undo."
    said = '<p class="note" data-say="">'
    do(app, "log", code, UserAction("undo", "1", seen=start))
    assert f"{said}{refused}" in html_of(app)
    app.run()
    assert f"{said}{refused}" in html_of(app), "nothing was done"
    desks.make(base, ANNE, code, moves.undo(1), start + 1)
    app.run()
    assert f"{said}{refused}" in html_of(app), "what was done in another window was refused too"
    desks.make(base, ANNE, code, moves.floor(first), start + 2)
    app.run()
    assert said not in html_of(app)
    do(app, "speakers", code, UserAction("minutes", second, seen=seen(app), fields={"minutes": ("0",)}))
    assert f"{said}A speaker has between 1 and 240 minutes" in html_of(app)
    do(app, "floor", code, UserAction("floor", second, seen=seen(app)))
    assert said not in html_of(app)
    assert "You gave the floor to Invented State XAB." in html_of(app)


def test_the_list_is_ordered_extended_and_identified(base: Store, code: str) -> None:
    app = visit(desk=code)
    first, second, third = slots(desks.session(base, code))
    do(app, "speakers", code, UserAction("place", third, first, seen(app)))
    assert slots(desks.session(base, code)) == [third, first, second]
    fields = {"name": ("invented state xab",), "minutes": ("7",), "kind": (RIGHT_OF_REPLY,), "who": ("ngo",)}
    do(app, "speakers", code, UserAction("add", "a", seen=seen(app), fields=fields))
    last = desks.session(base, code).part("a").slots[-1]
    assert (last.contributor, last.minutes, last.kind, last.speaks_as) == ("XAB", 7, RIGHT_OF_REPLY, "XAB")
    assert "right of reply" in html_of(app)
    before = desks.session(base, code).number
    do(app, "speakers", code, UserAction("add", "b", seen=seen(app), fields={"name": ("Invented",)}))
    said = "Invented may be Invented State XAA, Invented State XAB or Invented State XAC: choose one."
    assert said in html_of(app)
    assert desks.session(base, code).number == before
    do(app, "speakers", code, UserAction("add", "b", seen=seen(app), fields={"name": ("Xaa",), "who": ("ngo",)}))
    assert "You put Invented State XAA on the list." in html_of(app)
    assert desks.session(base, code).part("b").slots[0].speaks_as == "XAA"
    do(app, "log", code, UserAction("undo", str(before + 1), seen=seen(app)))
    do(
        app,
        "speakers",
        code,
        UserAction("add", "b", seen=seen(app), fields={"name": ("Invented guests",), "who": ("ngo",)}),
    )
    guest = desks.session(base, code).part("b").slots[0]
    assert (guest.contributor, guest.speaker) == (None, "Invented guests")
    assert '<span class="tag short">not identified</span>' in html_of(app)
    assert html_of(app).count("Not identified: the name was typed") == 1
    do(app, "speakers", code, UserAction("identify", guest.id, seen=seen(app), fields={"name": ("Nobody known",)}))
    assert "knows no State or organisation of this name" in html_of(app)
    do(
        app,
        "speakers",
        code,
        UserAction("identify", guest.id, seen=seen(app), fields={"name": ("Invented State XAC",)}),
    )
    assert desks.session(base, code).slot(guest.id).contributor == "XAC"
    do(app, "speakers", code, UserAction("minutes", guest.id, seen=seen(app), fields={"minutes": ("0",)}))
    assert "between 1 and 240 minutes" in html_of(app)
    assert desks.session(base, code).slot(guest.id).minutes == 5


def test_who_was_passed_over_can_be_put_back_and_undone(base: Store, code: str) -> None:
    app = visit(desk=code)
    first, second, _ = slots(desks.session(base, code))
    for slot, done, standing in ((first, "skip", SlotStatus.SKIPPED), (second, "withdraw", SlotStatus.WITHDRAWN)):
        do(app, "speakers", code, UserAction(done, slot, seen=seen(app)))
        assert desks.session(base, code).slot(slot).standing is standing
        do(app, "speakers", code, UserAction("wait", slot, seen=seen(app)))
        assert desks.session(base, code).slot(slot).standing is SlotStatus.WAITING
        do(app, "log", code, UserAction("undo", str(desks.session(base, code).number), seen=seen(app)))
        assert desks.session(base, code).slot(slot).standing is standing
        assert "Undone." in html_of(app)
    do(app, "log", code, UserAction("undo", "1", seen=seen(app)))
    assert "Not carried out: there is nothing to undo." in html_of(app)


def test_a_note_is_kept_with_its_codes_and_one_not_taken_is_not_lost(base: Store, code: str) -> None:
    app = visit(desk=code)
    assert '<option value="VAP-1">' in html_of(app)
    first = slots(desks.session(base, code))[0]
    assert '<option value="en" selected="">English' in html_of(app)
    fields = {"slot": (first,), "line": ("a",), "said": (HEARD,), "provision": ("VAP-1", ""), "assessment": ("", "")}
    fields["language"] = ("fr",)
    do(app, "note", code, UserAction("note", seen=seen(app), fields=fields))
    assert not desks.session(base, code).notes
    assert "both or neither" in html_of(app)
    assert "An invented &lt;b&gt;sentence&lt;/b&gt; that only facilitators see.</textarea>" in html_of(app)
    fields |= {"assessment": ("plan", "")}
    do(app, "note", code, UserAction("note", seen=seen(app), fields=fields))
    (note,) = desks.session(base, code).notes
    assert (note.slot, note.line, note.said, note.codes) == (first, "a", HEARD, (("VAP-1", "plan"),))
    assert note.language == "fr"
    html = html_of(app)
    assert "facilitators see.</textarea>" not in html
    assert 'lang="fr">An invented &lt;b&gt;sentence' in html
    assert '<option value="fr" selected="">French' in html, "the next is offered the same"
    assert '<option value="en" selected=""' not in html
    assert "A note is no statement of the State" in html
    do(app, "notes", code, UserAction("undo", str(note.number), seen=seen(app)))
    assert not desks.session(base, code).notes


def test_whoever_works_alone_stands_before_no_note_and_readers_see_no_note_no_person_and_no_button(
    base: Store, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = slots(desks.session(base, code))[0]
    acting(monkeypatch, ALONE)
    desks.make(base, ALONE, code, moves.note(first, "a", HEARD), len(desks.session(base, code).log))
    html = html_of(visit(desk=code)).replace(f"<strong>{ALONE.name}</strong>", "", 1)
    assert ALONE.name not in html, "it stands in the sidebar, once"
    assert html.count("<bdi>anne</bdi>") == 4
    assert html.count("You work alone") == 1
    guest = moves.add("b", "Person Invented", speaker_kind="expert")
    desks.make(base, ANNE, code, guest, desks.session(base, code).number)
    acting(monkeypatch, READER)
    app = visit(desk=code)
    html = html_of(app)
    assert "Invented State XAA" in html
    assert "An individual expert" in html
    for hidden in ("only facilitators see", "Anne", "anne", "Person Invented", "data-do", "data-drag", "data-key"):
        assert hidden not in html
    before = desks.session(base, code).number
    do(app, "floor", code, UserAction("floor", first, seen=before))
    assert desks.session(base, code).number == before
    assert "You may not run a session" in html_of(app)


def test_after_the_session_it_is_ended_leaves_as_files_and_the_notes_become_contributions(
    base: Store, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Origin] = []
    offered: list[Table] = []
    monkeypatch.setattr(downloads, "offer", lambda *shown: offered.extend(shown) or made.append(downloads.origin()))
    app = visit(desk=code, view="after")
    html = html_of(app)
    assert "nothing to record" in html
    assert "Rehearsal" not in html
    assert "delete" not in html
    do(app, "after", code, UserAction("delete"))
    assert [record.id for record in base.desks.all()] == [code]
    assert "Only a rehearsal can be deleted." in html_of(app)
    first = slots(desks.session(base, code))[0]
    do(app, "floor", code, UserAction("floor", first, seen=seen(app)))
    tables = {table.caption: table for table in offered[-3:]}
    assert list(tables) == ["Who spoke", "Covered for the first time", "Texts still to be handed in"]
    assert [misfits(table) for table in tables.values()] == [set(), set(), set()]
    spoke, newly, missing = tables.values()
    (turn,) = (dict(zip(spoke.keys, row, strict=True)) for row in spoke.rows)
    assert (turn["part"], turn["contributor"], turn["contributor_label"]) == ("a", "XAA", "Invented State XAA")
    assert (turn["speaking"], turn["minutes_used"], turn["notes"], turn["noted"]) == (True, 0, 0, None)
    assert newly.rows == ()
    assert missing.rows == (("XAA", "Invented State XAA", "a"),)
    assert made[-1].scope.startswith("Invented session, 16 April 2012, ")
    assert f"desk={code}" in made[-1].address
    desks.make(base, ANNE, code, moves.note(first, "a", HEARD), seen(app))
    app.run()
    assert "Record 1 note as contributions, and who spoke" in html_of(app)
    do(app, "after", code, UserAction("close", seen=seen(app) + 1))
    assert desks.session(base, code).closed
    assert "Let the session go on" in html_of(app)
    do(app, "after", code, UserAction("record"))
    assert "1 note in 1 contribution, which wait to be tagged." in html_of(app)
    assert desks.session(base, code).notes[0].recorded
    held = base.latest(Audience.STAFF).rows("SELECT status, text_kind FROM contribution")
    assert held == [{"status": "received", "text_kind": "note"}]
    do(app, "after", code, UserAction("record"))
    assert "Nothing new was to be recorded." in html_of(app)
    assert len(base.latest(Audience.STAFF).rows("SELECT id FROM contribution")) == 1
    before = len(offered)
    visit(desk=code)
    acting(monkeypatch, READER)
    visit(desk=code, view="after")
    assert len(offered) == before, "readers are offered nothing of what was noted"


def test_of_the_programme_a_button_of_its_own_says_who_did_not_speak(base: Store) -> None:
    code = desks.open_programme(base, ANNE, MEETING, date(2012, 4, 16))
    (slot,) = desks.session(base, code).slots
    app = visit(desk=code, view="after")
    assert "Did not speak" not in html_of(app)
    desks.make(base, ANNE, code, moves.part(slot.part), 1)
    desks.make(base, ANNE, code, moves.skip(slot.id), 2)
    app.run()
    button = "Did not speak: Invented speaker XAC</button>"
    assert f'data-do="no-shows" data-of="{slot.id}"' in html_of(app)
    assert button in html_of(app)

    def known() -> int:
        return len(base.latest().rows("FROM known_speech WHERE NOT of_the_chair"))

    do(app, "after", code, UserAction("record"))
    assert known() == 1
    assert "Nothing new was to be recorded." in html_of(app)
    do(app, "after", code, UserAction("no-shows", slot.id))
    assert known() == 0
    assert "Kept as not having spoken, as revision 2: Invented speaker XAC." in html_of(app)
    assert button not in html_of(app)
    assert len(base.latest().rows("FROM speaking_slot")) == 1


def test_a_rehearsal_is_marked_everywhere_is_not_recorded_and_can_be_deleted(base: Store) -> None:
    app = visit()
    press(app, "Rehearse it")
    (record,) = base.desks.all()
    code = record.id
    assert record.is_rehearsal
    for view in VIEWS:
        assert REHEARSED in html_of(visit(desk=code, view=view))
    app = visit(desk=code, view="after")
    (slot,) = desks.session(base, code).slots
    do(app, "floor", code, UserAction("floor", slot.id, seen=seen(app)))
    desks.make(base, ANNE, code, moves.note(slot.id, "a", HEARD), seen(app))
    app.run()
    assert "Record" not in html_of(app).partition("What the session came to")[0]
    do(app, "after", code, UserAction("record"))
    assert "This is a rehearsal: nothing of it is recorded. Nothing was changed." in html_of(app)
    assert "<strong>Rehearsal: </strong>" in html_of(visit())
    do(app, "after", code, UserAction("delete"))
    assert base.desks.all() == []
    assert "desk" not in app.query_params
    assert "Open a programme" in [one.value for one in app.header]
    assert (base.revision(), base.latest(Audience.STAFF).rows("FROM contribution")) == (1, [])
    assert "There is no session with this address" in visit(desk=code).info[0].value


def test_what_is_sent_again_counts_once_also_when_the_server_was_started_anew(
    base: Store, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit(desk=code)
    first = slots(desks.session(base, code))[0]
    skip = UserAction("skip", first, seen=seen(app), id="invented-1")
    do(app, "floor", code, skip)
    do(app, "speakers", code, UserAction("wait", first, seen=seen(app), id="invented-2"))
    do(visit(desk=code), "floor", code, skip)
    assert standings(desks.session(base, code))[0] == "waiting", "it was put back since"
    do(visit(desk=code), "floor", code, UserAction("skip", first, seen=seen(visit(desk=code)), id="invented-3"))
    assert standings(desks.session(base, code))[0] == "skipped"
    given = {"slot": (slots(desks.session(base, code))[0],), "line": ("a",), "said": (HEARD,)}
    note = UserAction("note", "", "", seen(app), given, "invented-4")
    add = UserAction("add", "a", "", seen(app), {"name": ("Invented newcomer",)}, "invented-5")
    for _ in range(2):
        monkeypatch.setattr(interactive, "_taken", {})
        app = visit(desk=code)
        do(app, "note", code, note)
        do(app, "add", code, add)
    session = desks.session(base, code)
    assert [one.said for one in session.notes] == [HEARD]
    assert [slot.speaker for slot in session.slots].count("Invented newcomer") == 1
    do(app, "note", code, UserAction("note", "", "", seen(app), given, "invented-6"))
    assert len(desks.session(base, code).notes) == 2, "said again, after the first was on the screen"


def test_a_session_is_started_from_nothing_and_by_no_reader(base: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, READER)
    app = visit(desk="none-such")
    assert app.info[0].value == "There is no session with this address at the desk."
    assert not app.button
    assert not base.desks.all()
    acting(monkeypatch, ANNE)
    app = visit()
    assert "No session has been opened at the desk yet." in html_of(app)
    press(app, "Start the session")
    assert "needs a title" in app.error[0].value
    field(app, "Title").set_value("Invented from nothing")
    field(app, "Meeting").set_value(MEETING)
    (line,) = [one for one in app.checkbox if one.label.startswith("Line c")]
    line.uncheck()
    press(app, "Start the session")
    assert not app.exception
    assert [one.value for one in app.error] == []
    (record,) = base.desks.all()
    assert (record.title, record.meeting) == ("Invented from nothing", MEETING)
    assert desks.session(base, record.id).lines == ("a", "b")
    assert app.title[0].value == "Invented from nothing: nobody is on the list yet"


def test_what_a_page_of_ours_would_not_send_is_no_move_and_questions_are_marked(base: Store, code: str) -> None:
    app = visit(desk=code)
    before = desks.session(base, code).number
    do(
        app,
        "floor",
        code,
        UserAction("programme"),
        UserAction(Kind.RECORDED.value),
        UserAction("floor", "no-such-slot", seen=10**6),
    )
    session = desks.session(base, code)
    assert session.number == before + 1
    assert session.log[-1].refused == Refusal(Reason.NOT_LISTED)
    assert json.dumps(dict(session.marks)) == "{}"
    question = next(one for one in questions(board(base.latest(Audience.STAFF), desks.session(base, code))).all)
    do(app, "questions", code, UserAction("mark", question.id, QuestionStatus.PINNED.value, seen(app)))
    session = desks.session(base, code)
    assert session.marks == {question.id: (QuestionStatus.PINNED, question.sentence)}
    do(app, "questions", code, UserAction("mark", question.id, "answered", seen(app)))
    do(app, "questions", code, UserAction("mark", "no-such-question", QuestionStatus.ASKED.value, seen(app)))
    assert desks.session(base, code).marks == session.marks


def test_what_comes_from_something_that_is_gone_from_the_screen_is_let_go() -> None:
    def script() -> None:
        import streamlit as st

        from kb.ui import interactive

        interactive._receive("gone")
        st.write("still here" if interactive.take("gone") is None else "something was done")

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert app.markdown[0].value == "still here"
