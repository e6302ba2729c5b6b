"""What was noted at the session desk becomes contributions until delivered texts replace them. All INVENTED."""

import dataclasses
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kb.db import Store
from kb.db.copying import backup
from kb.db.desks import Desks
from kb.domain.model import Audience, Scope
from kb.domain.refusals import Refused
from kb.errors import ValueUnknown
from kb.questions import coverage, rows_of
from kb.questions.method import method_held
from kb.questions.overview import overview_sessions
from kb.questions.reviewing import review_judgements
from kb.questions.states import state_listings
from kb.session import moves
from kb.session.board import Touch, board
from kb.session.moves import Kind, Move
from kb.session.summary import summary
from kb.ui.states.standing import listings
from kb.workflow import desk
from kb.workflow.coding import Judgement, judge
from kb.workflow.permission import ALONE, OPERATOR
from kb.workflow.publishing import publish, undo
from kb.workflow.recording import Recorded, no_shows, record, record_no_shows
from kb.workflow.submission import HandedIn, SubmittedPassage, hand_in
from tests.knowledge import DAY, GROUP, MEETING, Knowledge, about, empty
from tests.putting import put
from tests.refusing import refused

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

CODES = [("VAP-1", "progress"), ("VAP-2", "plan")]
NOTER = dataclasses.replace(OPERATOR, person="noter")


@pytest.fixture
def knowledge() -> Knowledge:
    made = Knowledge()
    for state in ("XAA", "XAB", "XAC"):
        made.state(state)
    made.meeting()
    made.meeting("inv-2013", first="2013-04-16")
    for provision in ("VAP-1", "VAP-2"):
        made.provision(provision)
    made.said("XAC", about("VAP-1"), id="held", line="a")
    made.speaker("XAC", line="a")
    return made


@pytest.fixture
def store(knowledge: Knowledge, tmp_path: Path) -> Iterator[Store]:
    with knowledge.build(tmp_path) as opened:
        yield opened


@pytest.fixture
def new(store: Store) -> str:
    """A session from nothing, with the lines a and b."""
    return desk.open_new(store, ALONE, desk.NewSession("Invented session", MEETING, date(2012, 4, 16), ("a", "b")))


def do(store: Store, code: str, *made: Move) -> list[int]:
    """The numbers of the moves; each must be carried out."""
    numbers = [desk.make(store, NOTER, code, move, len(store.desks.entries(code))).number for move in made]
    log = desk.session(store, code).log
    assert [log[number - 1].refused for number in numbers] == [None] * len(numbers)
    return numbers


def speaks(store: Store, code: str, state: str, part: str, *notes: Move, **values: Any) -> str:
    """Put a State on the list and give it the floor; returns its code on the list."""
    given = {"contributor": state, "state": state} | {name.removesuffix("_"): value for name, value in values.items()}
    (number,) = do(store, code, moves.add(part, f"Invented State {state}", **given))
    do(store, code, moves.floor(f"m{number}"))
    return f"m{number}"


def held(store: Store, table: str, **having: str) -> list[dict[str, Any]]:
    """Records of the staff's view, all of whom have these values."""
    where = " AND ".join(f"{name} = ${name}" for name in having) or "true"
    return store.latest(Audience.STAFF).rows(f"SELECT * FROM {table} WHERE {where} ORDER BY ALL", having)


def status(store: Store, contribution: str) -> str:
    (row,) = held(store, "contribution", id=contribution)
    return str(row["status"])


def deliver(store: Store, contributor: str, lines: Sequence[str], meeting: str = MEETING, text: str = "Text.") -> str:
    """Hand in the delivered text, coded and not yet published."""
    sha256 = f"{abs(hash((contributor, tuple(lines), meeting, text))):064x}"[-64:]
    handed = HandedIn(
        contributor, meeting, tuple(lines), language="en", parts=(SubmittedPassage(text),), media="txt", sha256=sha256
    )
    id_ = hand_in(store, ALONE, handed).contribution
    judge(store, ALONE, Judgement(f"{id_}.1", (("VAP-1", "plan"),)))
    return id_


def test_notes_are_in_the_language_that_is_said(store: Store, new: str) -> None:
    first = speaks(store, new, "XAA", "a")
    french, spanish = moves.note(first, "a", "Inventé.", language="fr"), moves.note(first, "a", "Dos.", language="es")
    do(store, new, french, spanish, moves.note(first, "a", "Encore inventé.", language="fr"))
    with refused(Refused.NO_LANGUAGE):
        moves.note(first, "a", "Invented.", language="none")
    # As earlier versions kept it, and as nothing of ours would.
    said = {name: value for name, value in moves.note(first, "a", "Before.").content.items() if name != "language"}
    for content in (said, said | {"said": "Hostile.", "language": ["fr"]}):
        store.desks.append(new, NOTER.person, Kind.NOTE.value, content, len(store.desks.entries(new)))
    assert len(record(store, NOTER, new).contributions) == 3
    texts = {
        row["language"]: [one["text"] for one in held(store, "passage", contribution=row["id"])]
        for row in held(store, "contribution", text_kind="note")
    }
    assert texts == {"fr": ["Inventé.", "Encore inventé."], "es": ["Dos."], "en": ["Before.", "Hostile."]}


def test_notes_become_contributions_by_speaker_and_line(store: Store, new: str) -> None:
    first = speaks(store, new, "XAA", "a", kind="reply")
    (one, _, two, other) = do(
        store,
        new,
        moves.note(
            first, "a", "Invented sentence one.", [("VAP-1", "progress"), ("VAP-2", "plan"), ("VAP-1", "progress")]
        ),
        moves.note(first, "a", "Held, and no note.", [("VAP-1", "plan")], passage="held.1"),
        moves.note(first, "a", "Invented sentence two."),
        moves.note(first, "b", "Invented sentence on b."),
    )
    done = record(store, NOTER, new)
    contribution, on_b = f"{MEETING}-XAA-note-{new}-{one}", f"{MEETING}-XAA-note-{new}-{other}"
    assert done == Recorded(2, (contribution, on_b), (one, two, other), ("Invented State XAA",))
    (made,) = held(store, "contribution", id=contribution)
    expected = {
        "contributor_name": "Invented State XAA",
        "contributor_type": "state",
        "state": "XAA",
        "about_state": "XAA",
        "meeting": MEETING,
        "date": DAY,
        "line": "a",
        "kind": "statement",
        "convention": "CCM",
        "voice": "reported",
        "text_kind": "note",
        "language": "en",
        "source_title": "Note taken in the room: Invented session, 16 April 2012",
        "source_url": None,
        "status": "received",
    }
    assert {name: made[name] for name in expected} == expected
    assert "not the delivered text" in made["note"]
    passages = held(store, "passage", contribution=contribution)
    assert [(row["id"], row["position"], row["text"]) for row in passages] == [
        (f"{contribution}.1", 1, "Invented sentence one."),
        (f"{contribution}.2", 2, "Invented sentence two."),
    ]
    (judged,) = review_judgements(store.latest(Audience.STAFF), contribution=contribution)
    assert (judged["passage"], judged["coder"], judged["basis"]) == (f"{contribution}.1", "noter", "hand")
    assert (judged["blind"], judged["note"]) == (True, "Noted in the room")
    assert [tuple(coding.values()) for coding in judged["codings"]] == CODES
    assert not [row for row in held(store, "coding") if row["passage"].startswith(contribution)]
    # Nobody but the staff sees it before a Coordinator publishes it; the State is not said to be silent meanwhile.
    assert not store.latest().rows("SELECT * FROM published_passage WHERE contribution = $id", {"id": contribution})
    notes = desk.session(store, new).notes
    assert [note.recorded for note in notes] == [True, False, True, True]


def test_recorded_by_several_at_once_or_again_nothing_is_made_twice_and_later_notes_come_on_top(
    store: Store, new: str
) -> None:
    slot = speaks(store, new, "XAA", "a")
    do(store, new, moves.note(slot, "a", "Invented sentence one."))
    done: list[Recorded] = []
    threads = [threading.Thread(target=lambda: done.append(record(store, NOTER, new))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(one.notes) for one in done) == [0, 0, 0, 1]
    (first,) = (row["id"] for row in held(store, "contribution", text_kind="note"))
    before = len(store.desks.entries(new))
    assert record(store, NOTER, new) == Recorded()
    assert (store.revision(), len(store.desks.entries(new))) == (2, before)
    (number,) = do(store, new, moves.note(slot, "a", "Invented sentence two."))
    again = record(store, NOTER, new)
    assert (again.revision, again.notes, again.spoke) == (3, (number,), ())
    assert first not in again.contributions
    (text,) = (row["text"] for row in held(store, "passage", contribution=again.contributions[0]))
    assert text == "Invented sentence two."


def test_an_end_between_the_revision_and_the_log_makes_no_doubles(
    store: Store, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = speaks(store, new, "XAA", "a")
    (one,) = do(store, new, moves.note(slot, "a", "Invented sentence one."))

    def ends(self: Desks, desk: str, person: str, kind: str, *rest: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Desks, "append", ends)
        with pytest.raises(KeyboardInterrupt):
            record(store, NOTER, new)
    assert store.revision() == 2
    assert not desk.session(store, new).notes[0].recorded
    (two,) = do(store, new, moves.note(slot, "a", "Invented sentence two."))
    assert record(store, NOTER, new).notes == (two,)
    assert all(note.recorded for note in desk.session(store, new).notes)
    texts = [row["text"] for row in held(store, "passage") if "-note-" in row["contribution"]]
    assert sorted(texts) == ["Invented sentence one.", "Invented sentence two."]
    said = [entry.content for entry in store.desks.entries(new) if entry.kind == Kind.RECORDED]
    assert said == [{"revision": 2, "notes": [one]}, {"revision": 3, "notes": [two]}]


def test_what_was_undone_or_said_by_nobody_known_is_left_and_named_and_an_organisation_is_what_it_is(
    store: Store, new: str
) -> None:
    slot = speaks(store, new, "XAA", "a")
    (wrong,) = do(store, new, moves.note(slot, "a", "Invented and wrong."))
    do(store, new, moves.undo(wrong))
    unknown = speaks(store, new, "XAB", "a", contributor=None, state_=None)
    do(store, new, moves.note(unknown, "a", "Invented sentence of somebody."))
    done = record(store, NOTER, new)
    assert (done.contributions, done.notes, done.unknown) == ((), (), ("Invented State XAB",))
    assert done.spoke == ("Invented State XAA",)
    do(store, new, moves.identify(unknown, "XAB", "XAB", "state"))
    done = record(store, NOTER, new)
    assert (len(done.notes), done.spoke, done.unknown) == (1, ("Invented State XAB",), ())
    # Who was said to be somebody else is kept anew.
    do(store, new, moves.identify(slot, "XAC", "XAC", "state"))
    assert record(store, NOTER, new).revision == 4
    assert [(row[1], row[4]) for row in spoke(store, new)] == [("XAC", 1), ("XAB", 2)]
    assert known(store) == {"XAB", "XAC"}
    assert len(store.snapshot(3).rows("FROM desk_speaker WHERE state = 'XAA'")) == 1, "as of then it stood otherwise"
    group = speaks(store, new, GROUP, "a", state_="XAA", speaker_kind="group")
    do(store, new, moves.note(group, "a", "Invented sentence."))
    done = record(store, NOTER, new)
    (row,) = held(store, "contribution", id=done.contributions[0])
    assert (row["contributor_type"], row["state"], row["about_state"]) == ("group", None, None)


def test_who_spoke_is_known_to_have_spoken_and_not_who_waited_or_withdrew(store: Store, new: str) -> None:
    def cell(state: str) -> str:
        frame = coverage(store.latest(), Scope(meetings=(MEETING,)))
        return str(frame[(frame["state"] == state) & (frame["provision"] == "VAP-1")]["cell"].iloc[0])

    assert [cell("XAA"), cell("XAB")] == ["no_contribution", "no_contribution"]
    speaks(store, new, "XAA", "b")
    waits = moves.add("b", "Invented State XAB", contributor="XAB", state="XAB")
    (_, number) = do(store, new, waits, waits)
    do(store, new, moves.withdraw(f"m{number}"))
    done = record(store, NOTER, new)
    assert (done.spoke, done.notes) == (("Invented State XAA",), ())
    assert [cell("XAA"), cell("XAB")] == ["text_not_held", "no_contribution"]
    (kept,) = held(store, "desk_speaker")
    expected = {"desk": new, "meeting": MEETING, "line": "b", "session": None, "listed": None, "turn": 1}
    assert {name: kept[name] for name in expected} == expected
    assert (kept["contributor"], kept["state"], kept["kind"], kept["spoke"]) == ("XAA", "XAA", "statement", True)
    assert record(store, NOTER, new) == Recorded()


def programme(store: Store) -> list[list[dict[str, Any]]]:
    """All that the programmes say."""
    return [held(store, table) for table in ("session", "speaking_slot")]


def spoke(store: Store, code: str) -> list[tuple[Any, ...]]:
    """What is kept of a desk's speakers, in their turns."""
    rows = sorted(held(store, "desk_speaker", desk=code), key=lambda row: row["turn"] or 99)
    return [(row["slot"], row["contributor"], row["listed"], row["spoke"], row["turn"]) for row in rows]


def test_who_spoke_is_kept_in_their_turns_and_the_programme_stays_as_its_source_gives_it(store: Store) -> None:
    code = desk.open_programme(store, ALONE, MEETING, date(2012, 4, 16))
    (part,) = desk.session(store, code).parts
    listed = part.slots[0].id
    before = programme(store)
    first = speaks(store, code, "XAB", part.code)
    do(store, code, moves.floor(listed))
    assert record(store, NOTER, code).spoke == ("Invented State XAB", "Invented speaker XAC")
    reply = speaks(store, code, "XAC", part.code, kind="reply")
    do(store, code, moves.floor(first))
    assert record(store, NOTER, code).spoke == ("Invented State XAC",), "each once, however often they speak"
    assert spoke(store, code) == [
        (first, "XAB", None, True, 1),
        (listed, "XAC", 1, True, 2),
        (reply, "XAC", None, True, 3),
    ]
    assert {row["kind"] for row in held(store, "desk_speaker")} == {"statement"}
    assert programme(store) == before
    view = store.latest()
    assert [row["speakers"] for row in rows_of(view, "desk_sessions", meeting=None, day=None)] == [1]
    assert [row["speakers"] for row in overview_sessions(view, Scope())] == [1]
    assert method_held(view)["in_programme"] == 1
    listed = state_listings.rows(view, Scope(), state=None)
    where = {row["state"]: (row["place"], row["source_title"]) for row in listed}
    assert where == {"XAB": (part.title, "Session desk"), "XAC": (part.title, "Session desk")} | {"XAC": where["XAC"]}
    assert "Session desk" in listings("Invented State XAB", state_listings.rows(view, Scope(), state="XAB"))
    assert len(state_listings.rows(view, Scope(), state="XAC")) == 2, "in the programme, and its right of reply"
    assert record(store, NOTER, code) == Recorded()


def known(store: Store) -> set[str]:
    return {row["state"] for row in store.latest().rows("SELECT state FROM known_speech")}


def missed(store: Store, code: str) -> list[str]:
    """Of whom it could be kept that they did not speak."""
    return [slot.id for slot in no_shows(store.latest(Audience.STAFF), desk.session(store, code))]


@pytest.mark.parametrize("left", [moves.withdraw, moves.skip])
def test_who_withdrew_or_was_passed_over_is_kept_as_silent_when_asked_for_and_never_by_recording(
    store: Store, left: Any
) -> None:
    code = desk.open_programme(store, ALONE, MEETING, date(2012, 4, 16))
    (part,) = desk.session(store, code).parts
    slot = part.slots[0].id
    before = programme(store)
    assert missed(store, code) == []
    (number,) = do(store, code, left(slot))
    added = speaks(store, code, "XAB", part.code)
    assert record(store, NOTER, code).spoke == ("Invented State XAB",)
    assert known(store) == {"XAB", "XAC"}
    assert missed(store, code) == [slot]
    done = record_no_shows(store, NOTER, code, [slot, added])
    assert (done.names, store.revision()) == (("Invented speaker XAC",), done.revision)
    assert known(store) == {"XAB"}
    (listing,) = state_listings.rows(store.latest(), Scope(), state="XAC")
    assert (listing["spoke"], listing["role"]) == (False, "statement"), "still in the programme"
    assert missed(store, code) == []
    assert record(store, NOTER, code) == Recorded()
    do(store, code, moves.undo(number), moves.floor(slot))
    assert record(store, NOTER, code).spoke == ("Invented speaker XAC",)
    assert known(store) == {"XAB", "XAC"}
    assert programme(store) == before


def test_only_those_named_are_kept_as_silent_and_nobody_who_had_the_floor_meanwhile(store: Store) -> None:
    code = desk.open_programme(store, ALONE, MEETING, date(2012, 4, 16))
    slot = desk.session(store, code).slots[0].id
    do(store, code, moves.skip(slot))
    with refused(Refused.NO_SHOWS_LEFT):
        record_no_shows(store, NOTER, code, ["another"])
    do(store, code, moves.floor(slot))
    with refused(Refused.NO_SHOWS_LEFT):
        record_no_shows(store, NOTER, code, [slot])
    record(store, NOTER, code)
    other = desk.open_programme(store, ALONE, MEETING, date(2012, 4, 16))
    do(store, other, moves.skip(slot))
    assert missed(store, other) == [], "another desk keeps that it spoke"
    assert (known(store), store.revision()) == ({"XAC"}, 2)


@pytest.mark.parametrize(
    ("values", "note"),
    [({"statement_text_found": "report"}, False), ({"contributions": "held"}, False), ({}, True)],
)
def test_who_withdrew_stays_where_something_shows_that_they_spoke(
    knowledge: Knowledge, tmp_path: Path, values: dict[str, str], note: bool
) -> None:
    knowledge.rows["speaking_slot"][0].update(values)
    with put(knowledge, tmp_path) as store:
        code = desk.open_programme(store, ALONE, MEETING, date(2012, 4, 16))
        slot = desk.session(store, code).slots[0].id
        if note:
            do(store, code, moves.note(slot, "a", "Invented sentence."))
        do(store, code, moves.withdraw(slot))
        record(store, NOTER, code)
        assert missed(store, code) == []
        with refused(Refused.NO_SHOWS_LEFT):
            record_no_shows(store, NOTER, code, [slot])
        assert known(store) == {"XAC"}


def noted(store: Store, code: str, state: str, *lines: str) -> list[str]:
    """Contributions made of a note of this State under each line."""
    slot = speaks(store, code, state, "a")
    do(store, code, *(moves.note(slot, line, f"Invented sentence {state} {line}.") for line in lines))
    return list(record(store, NOTER, code).contributions)


def test_the_delivered_text_replaces_the_notes_once_it_is_published(store: Store, new: str) -> None:
    on_a, on_b = noted(store, new, "XAA", "a", "b")
    (other,) = noted(store, new, "XAB", "a")
    judge(store, ALONE, Judgement(f"{on_a}.1", (("VAP-2", "plan"),)))
    publish(store, ALONE, on_a)
    text = deliver(store, "XAA", ("a",))
    assert status(store, on_a) == "published", "it stands until the text is published"
    revision = publish(store, ALONE, text)
    assert [status(store, one) for one in (text, on_a)] == ["published", "withdrawn"]
    assert [status(store, one) for one in (on_b, other, "held")] == ["received", "received", "published"]
    assert store.revisions()[0]["reason"] == (
        "A delivered text was published, and the notes taken in the room that it replaces were withdrawn"
    )
    undo(store, ALONE, revision, "Invented")
    assert [status(store, one) for one in (text, on_a)] == ["coded", "published"]


def test_only_notes_of_the_same_speech_are_replaced(store: Store, new: str) -> None:
    (note,) = noted(store, new, "XAA", "a")
    for contributor, line, meeting in (("XAA", "b", MEETING), ("XAB", "a", MEETING), ("XAA", "a", "inv-2013")):
        publish(store, ALONE, deliver(store, contributor, (line,), meeting))
        assert status(store, note) == "received"
        assert "replaces" not in store.revisions()[0]["reason"]
    publish(store, ALONE, deliver(store, "XAA", ()))
    assert status(store, note) == "withdrawn"
    (note,) = noted(store, new, "XAA", "b")
    publish(store, ALONE, deliver(store, "XAA", ("b", "c")))
    assert status(store, note) == "withdrawn"
    assert "replaces" in store.revisions()[0]["reason"]


def test_a_published_note_replaces_nothing(store: Store, new: str) -> None:
    (first,) = noted(store, new, "XAA", "a")
    slot = speaks(store, new, "XAA", "a")
    do(store, new, moves.note(slot, "a", "Invented sentence more."))
    (second,) = record(store, NOTER, new).contributions
    judge(store, ALONE, Judgement(f"{first}.1", (("VAP-2", "plan"),)))
    publish(store, ALONE, first)
    assert [status(store, one) for one in (first, second)] == ["published", "received"]


def test_what_was_noted_after_a_text_was_published_stands_beside_it(store: Store, new: str) -> None:
    text = deliver(store, "XAA", ("a",))
    publish(store, ALONE, text)
    slot = speaks(store, new, "XAA", "a")
    do(store, new, moves.note(slot, "a", "Invented late sentence."), moves.note(slot, "b", "Invented, on b."))
    done = record(store, NOTER, new)
    assert (len(done.notes), done.delivered) == (2, (text,))
    publish(store, ALONE, text)
    assert [status(store, one) for one in done.contributions] == ["received", "received"]
    assert store.revisions()[0]["reason"] == "A contribution was published"


def test_notes_of_another_run_are_not_addressed_now(knowledge: Knowledge, tmp_path: Path) -> None:
    knowledge.under("a", "VAP-1", "VAP-2")
    with put(knowledge, tmp_path) as store:
        new = desk.NewSession("Invented session", MEETING, date(2012, 4, 16), ("a",))
        first = desk.open_new(store, ALONE, new)
        slot = speaks(store, first, "XAA", "a")
        do(store, first, moves.note(slot, "a", "Invented sentence.", [("VAP-1", "progress")]))
        (made,) = record(store, NOTER, first).contributions
        judge(store, ALONE, Judgement(f"{made}.1", (("VAP-1", "progress"),)))
        publish(store, ALONE, made)
        second = desk.open_new(store, ALONE, new)

        def touch(code: str, audience: Audience) -> tuple[Touch, Touch]:
            (line,) = board(store.latest(audience), desk.session(store, code)).lines
            return line.marks["XAA"].touch, line.actions[0].marks["XAA"].touch

        for audience in (Audience.STAFF, Audience.PUBLIC):
            assert touch(first, audience) == (Touch.NOW, Touch.NOW)
            assert touch(second, audience) == (Touch.NOT, Touch.NOT)
        assert not summary(board(store.latest(Audience.STAFF), desk.session(store, second))).newly
        slot = speaks(store, second, "XAA", "a")
        do(store, second, moves.note(slot, "a", "Invented sentence.", [("VAP-2", "progress")]))
        assert touch(second, Audience.STAFF) == (Touch.NOW, Touch.NOT)


def test_only_a_rehearsal_is_deleted_and_what_was_recorded_under_its_code_is_of_no_other_session(
    store: Store, new: str
) -> None:
    with refused(Refused.NO_REHEARSAL):
        desk.delete(store, ALONE, new)
    assert store.desks.record(new).id == new
    slot = speaks(store, new, "XAA", "a")
    do(store, new, moves.note(slot, "a", "Invented sentence."))
    record(store, NOTER, new)
    store.desks.delete(new)  # as in a knowledge base built from the data files of this one
    again = desk.open_new(store, ALONE, desk.NewSession("Invented session", MEETING, date(2012, 4, 16), ("a",)))
    assert again != new
    slot = speaks(store, again, "XAB", "a")
    do(store, again, moves.note(slot, "a", "Invented sentence of another."))
    assert len(record(store, NOTER, again).notes) == 1
    assert known(store) == {"XAA", "XAB", "XAC"}


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables of a closed knowledge base."""
    with duckdb.connect(str(path), read_only=True) as file:
        names = [name for (name,) in file.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: file.execute(f'FROM "{name}" ORDER BY ALL').fetchall() for name in names}


@pytest.mark.parametrize("from_nothing", [False, True])
@pytest.mark.file
def test_a_rehearsal_leaves_nothing_behind(knowledge: Knowledge, tmp_path: Path, from_nothing: bool) -> None:
    path = tmp_path / "other.duckdb"
    with empty(path) as store:
        knowledge.put(store)
    before = everything(path)
    with Store.open(path) as store:
        day = date(2012, 4, 16)
        if from_nothing:
            new = desk.NewSession("Invented session", MEETING, day, ("a",), is_rehearsal=True)
            code = desk.open_new(store, ALONE, new)
            with refused(Refused.REHEARSAL_NEEDS_MEETING):
                desk.open_new(store, ALONE, dataclasses.replace(new, meeting="A new meeting"))
        else:
            code = desk.open_programme(store, ALONE, MEETING, day, is_rehearsal=True)
        part = desk.session(store, code).parts[0].code
        slot = speaks(store, code, "XAB", part)
        do(store, code, moves.note(slot, "a", "Invented sentence.", [("VAP-1", "plan")]))
        for listed in desk.session(store, code).waiting:
            do(store, code, moves.withdraw(listed.id))
        assert missed(store, code) == []
        with refused(Refused.REHEARSAL):
            record(store, NOTER, code)
        with refused(Refused.NO_SHOWS_LEFT):
            record_no_shows(store, NOTER, code, [one.id for one in desk.session(store, code).slots])
        backup(store, tmp_path / "backup.duckdb")
    assert everything(tmp_path / "backup.duckdb") == before, "not even a backup holds anything of it"
    with Store.open(path) as store:
        assert desk.session(store, code).notes, "it goes on after a restart"
        desk.delete(store, ALONE, code)
        with pytest.raises(ValueUnknown):
            desk.session(store, code)
        assert desk.open_programme(store, ALONE, MEETING, day, is_rehearsal=True) != code
        desk.delete(store, ALONE, store.desks.all()[0].id)
    assert everything(path) == before
