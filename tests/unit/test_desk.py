"""The core of the session desk: every move and its refusals, undoing, two at once, clocks. Everybody is INVENTED."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.db import Store, file
from kb.db.desks import DeskRecord, Entry
from kb.domain.refusals import Refused
from kb.errors import ReadOnly, ValueUnknown
from kb.session import moves
from kb.session.moves import Kind, Move, QuestionStatus
from kb.session.programme import parts_made
from kb.session.replay import replay
from kb.session.state import Outcome, Reason, Refusal, Session, Slot, SlotStatus
from kb.workflow import desk
from kb.workflow.permission import ALONE, OPERATOR
from tests.knowledge import DAY, MEETING, Knowledge
from tests.refusing import refused

RECORD = DeskRecord("d", "Invented", MEETING, date(2012, 4, 16), "Europe/Zurich", False, datetime(2012, 4, 16), "one")
START = datetime(2012, 4, 16, 8, 0)
MINUTE = 60_000


def programme() -> Move:
    """Two parts, with two speakers on the list of the first and one on that of the second."""
    parts = parts_made([("a", "Invented"), ("b", "Invented")], 5)
    for part, count in zip(parts, (2, 1), strict=True):
        part["slots"] = [
            {
                "speaker": f"Invented {part['code']}{number}",
                "contributor": f"XA{'AB'[number - 1]}",
                "state": f"XA{'AB'[number - 1]}",
                "speaker_kind": "state",
                "kind": "statement",
                "detail": None,
            }
            for number in range(1, count + 1)
        ]
    return moves.programme(parts)


class Log:
    """A log of moves, a minute apart on the desk's clock, and what it comes to."""

    def __init__(self) -> None:
        self.entries: tuple[Entry, ...] = ()
        self.make(programme())

    def make(self, move: Move, *, person: str = "one", seen: int | None = None) -> int:
        """Make a move, having seen all before or only so many; returns its number."""
        number = len(self.entries) + 1
        at = number * MINUTE
        made_at = START + timedelta(milliseconds=at)
        known = number - 1 if seen is None else seen
        entry = Entry(number, move.kind, dict(move.content), known, person, made_at, at, "boot", at)
        self.entries = (*self.entries, entry)
        return number

    @property
    def session(self) -> Session:
        return replay(RECORD, self.entries)

    def slot(self, code: str) -> Slot:
        return self.session.slot(code)

    def outcome(self, number: int = 0) -> Outcome:
        """What became of a move, by default of the last."""
        return self.session.log[number - 1]

    def done(self, *made: Move) -> int:
        """Make moves that are all carried out; returns the number of the last."""
        for move in made:
            number = self.make(move)
            assert self.outcome(number).refused is None
        return number

    def refused(self, move: Move, **how: Any) -> Refusal:
        """Make a move that is not carried out and changes nothing; returns why."""
        before = content(self.session)
        number = self.make(move, **how)
        after = content(self.session)
        assert after[1:] == before[1:]
        assert after[0] == number
        why = self.outcome(number).refused
        assert why
        return why


def content(session: Session) -> tuple[Any, ...]:
    """All that a session is, but its log."""
    return (
        session.number,
        session.parts,
        session.current_part,
        session.current,
        session.notes,
        dict(session.marks),
        session.begun,
        session.closed,
    )


@pytest.fixture
def log() -> Log:
    return Log()


def test_a_speaker_goes_from_waiting_through_the_floor_to_having_spoken(log: Log) -> None:
    assert [slot.standing for slot in log.session.slots] == [SlotStatus.WAITING] * 3
    assert (log.session.begun, log.session.speaking, [slot.id for slot in log.session.waiting]) == (
        False,
        None,
        ["a.1", "a.2", "b.1"],
    )
    begun = log.done(moves.floor("a.1"))
    assert log.session.begun
    assert log.session.speaking == log.slot("a.1")
    assert log.slot("a.1").begun_at == START + timedelta(minutes=begun)
    assert log.slot("a.1").used_at((begun + 3) * MINUTE) == 3 * MINUTE
    log.done(moves.part("a"), moves.floor("a.2"))
    assert log.slot("a.1").standing is SlotStatus.SPOKE
    assert log.slot("a.1").used_ms == 2 * MINUTE
    log.done(moves.end("a.2"))
    assert log.session.speaking is None
    assert log.slot("a.2").used_at(99 * MINUTE) == MINUTE, "nothing runs any more"
    log.done(moves.floor("a.1"), moves.end("a.1"))
    assert log.slot("a.1").used_ms == 3 * MINUTE, "both turns"
    assert log.slot("a.1").begun_at == START + timedelta(minutes=begun)
    assert [slot.id for slot in log.session.waiting] == ["b.1"]


def test_skipping_withdrawing_and_waiting_again(log: Log) -> None:
    log.done(moves.skip("a.1"), moves.withdraw("a.1"), moves.wait("a.1"), moves.skip("a.1"), moves.floor("a.1"))
    assert log.session.current == "a.1"
    log.done(moves.withdraw("a.2"), moves.wait("a.2"), moves.floor("a.2"))


def test_adding_placing_minutes_and_saying_who_somebody_is(log: Log) -> None:
    number = log.done(moves.add("a", "  Invented \n guest ", minutes=2))
    guest = f"m{number}"
    assert (log.slot(guest).speaker, log.slot(guest).minutes, log.slot(guest).contributor) == (
        "Invented guest",
        2,
        None,
    )
    log.done(moves.place(guest, "a.1"))
    assert [slot.id for slot in log.session.part("a").slots] == [guest, "a.1", "a.2"]
    log.done(moves.place(guest, None))
    assert [slot.id for slot in log.session.part("a").slots] == ["a.1", "a.2", guest]
    log.done(moves.minutes(guest, 7), moves.identify(guest, "XAC", "XAC", "state"))
    assert (log.slot(guest).minutes, log.slot(guest).contributor, log.slot(guest).speaks_as) == (7, "XAC", "XAC")
    plain = log.done(moves.add("b", "Invented other", speaker_kind="ngo", contributor="inv", state="XAA"))
    assert (log.slot(f"m{plain}").minutes, log.slot(f"m{plain}").speaks_as) == (5, None)


def test_who_is_added_comes_before_the_closing_and_replies_that_wait(log: Log) -> None:
    def order() -> list[str]:
        return [slot.id for slot in log.session.part("b").slots]

    def adds(kind: str) -> str:
        return f"m{log.done(moves.add('b', f'Invented {kind}', kind=kind))}"

    start = order()
    closing, reply = adds("closing"), adds("right of reply")
    assert order() == [*start, closing, reply]
    statement = adds("statement")
    assert order() == [*start, statement, closing, reply]
    later = adds("right of reply")
    assert order() == [*start, statement, closing, reply, later], "a right of reply is last"
    log.done(moves.floor(closing))
    after = adds("statement")
    assert order() == [*start, statement, closing, after, reply, later], "not before what has begun"
    log.done(moves.place(after, None))
    last = adds("statement")
    assert order() == [*start, statement, closing, reply, later, after, last], "nobody is passed who was put last"


def test_noting_marking_closing_and_recording(log: Log) -> None:
    number = log.done(moves.note("a.2", "b", " Said  so. ", [("VAP-1", "plan")], "p.1"))
    (note,) = log.session.notes
    assert (note.number, note.slot, note.line, note.said, note.codes, note.passage, note.recorded) == (
        number,
        "a.2",
        "b",
        "Said so.",
        (("VAP-1", "plan"),),
        "p.1",
        False,
    )
    log.done(moves.mark("q", QuestionStatus.PINNED, "Why?"), moves.mark("q", QuestionStatus.ASKED, "Why?"))
    assert log.session.marks == {"q": (QuestionStatus.ASKED, "Why?")}
    log.done(moves.floor("a.1"), moves.close())
    assert (log.session.closed, log.session.speaking, log.slot("a.1").used_ms) == (True, None, MINUTE)
    log.done(moves.recorded(7, [number]), moves.reopen())
    assert log.session.notes[0].recorded
    assert not log.session.closed
    log.done(moves.close(), moves.floor("a.2"))
    assert not log.session.closed, "whoever gives the floor goes on"


A1 = "Invented a1"
NOTHING = Refusal(Reason.NOTHING_TO_UNDO)
SPOKE = (moves.floor("a.1"), moves.end("a.1"))


def stands(standing: SlotStatus) -> Refusal:
    return Refusal(Reason.STANDING, A1, standing)


REFUSALS: dict[str, tuple[Sequence[Move], Move, Refusal]] = {
    "floor, has it": ([moves.floor("a.1")], moves.floor("a.1"), Refusal(Reason.HAS_FLOOR, A1)),
    "floor, withdrawn": ([moves.withdraw("a.1")], moves.floor("a.1"), stands(SlotStatus.WITHDRAWN)),
    "end, waits": ([], moves.end("a.1"), stands(SlotStatus.WAITING)),
    "end, spoke": (SPOKE, moves.end("a.1"), stands(SlotStatus.SPOKE)),
    "skip, speaks": ([moves.floor("a.1")], moves.skip("a.1"), stands(SlotStatus.SPEAKING)),
    "skip, skipped": ([moves.skip("a.1")], moves.skip("a.1"), stands(SlotStatus.SKIPPED)),
    "withdraw, speaks": ([moves.floor("a.1")], moves.withdraw("a.1"), stands(SlotStatus.SPEAKING)),
    "withdraw, spoke": (SPOKE, moves.withdraw("a.1"), stands(SlotStatus.SPOKE)),
    "wait, waits": ([], moves.wait("a.1"), stands(SlotStatus.WAITING)),
    "wait, speaks": ([moves.floor("a.1")], moves.wait("a.1"), stands(SlotStatus.SPEAKING)),
    "part, none such": ([], moves.part("z"), Refusal(Reason.NO_PART)),
    "part, somebody speaks": ([moves.floor("a.1")], moves.part("b"), Refusal(Reason.SPEAKS_ELSEWHERE, A1)),
    "add, none such": ([], moves.add("z", "Invented"), Refusal(Reason.NO_PART)),
    "place, other part": ([], moves.place("a.1", "b.1"), Refusal(Reason.OTHER_PART)),
    "place, before itself": ([], moves.place("a.1", "a.1"), Refusal(Reason.OTHER_PART)),
    "close, closed": ([moves.close()], moves.close(), Refusal(Reason.ENDED)),
    "reopen, open": ([], moves.reopen(), Refusal(Reason.GOES_ON)),
    "undo, nothing": ([], moves.undo(9), NOTHING),
    "undo, itself": ([], moves.undo(2), NOTHING),
    "undo, programme": ([], moves.undo(1), NOTHING),
    "undo, recorded": ([moves.note("a.1", "a", "Said."), moves.recorded(2, [2])], moves.undo(3), NOTHING),
    "undo, undone": ([moves.skip("a.1"), moves.undo(2)], moves.undo(2), Refusal(Reason.UNDONE_ALREADY)),
    "undo, put back": (
        [moves.skip("a.1"), moves.undo(2), moves.undo(3)],
        moves.undo(3),
        Refusal(Reason.PUT_BACK_ALREADY),
    ),
} | {
    f"{move.kind}, nobody": ([], move, Refusal(Reason.NOT_LISTED))
    for move in (
        moves.floor("m9"),
        moves.withdraw("x"),
        moves.place("x", None),
        moves.minutes("x", 5),
        moves.identify("x", "XAA", "XAA", "state"),
        moves.note("x", "a", "Said."),
    )
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_move_that_does_not_fit_changes_nothing_and_says_why(log: Log, case: str) -> None:
    before, move, why = REFUSALS[case]
    for each in before:
        log.done(each)
    assert log.refused(move) == why


def test_every_kind_of_move_is_tried_and_refused_where_it_can_be() -> None:
    never = {Kind.PROGRAMME, Kind.MARK, Kind.RECORDED}
    assert {move.kind for _, move, _ in REFUSALS.values()} == set(Kind) - never


@pytest.mark.parametrize(
    "made",
    [
        lambda: moves.add("a", " \n "),
        lambda: moves.add("a", "x" * 201),
        lambda: moves.add("a", "x", minutes=0),
        lambda: moves.add("a", "x", minutes=241),
        lambda: moves.minutes("a.1", 0),
        lambda: moves.minutes("a.1", -5),
        lambda: moves.note("a.1", "a", ""),
        lambda: moves.note("a.1", "a", "x" * 1001),
    ],
)
def test_what_is_empty_or_out_of_bounds_is_not_even_a_move(made: Callable[[], Move]) -> None:
    with refused(Refused.EMPTY, Refused.TOO_LONG, Refused.MINUTES):
        made()


def test_of_two_who_give_the_floor_unseen_the_first_holds_and_both_are_told(log: Log) -> None:
    seen = len(log.entries)
    first = log.make(moves.floor("a.1"), person="one", seen=seen)
    for move in (moves.floor("a.2"), moves.close()):
        late = log.make(move, person="two", seen=seen)
        assert (log.outcome(late).refused, log.outcome(late).person) == (Refusal(Reason.OVERTAKEN, by=first), "two")
    assert (log.session.current, log.outcome(first).refused) == ("a.1", None)
    again = log.make(moves.floor("a.2"), person="two")
    assert log.outcome(again).refused is None, "now that it has been seen"


def test_what_does_not_contradict_is_carried_out_and_said(log: Log) -> None:
    seen = len(log.entries)
    first = log.make(moves.place("a.2", "a.1"), person="one", seen=seen)
    number = log.make(moves.place("a.2", None), person="two", seen=seen)
    assert [slot.id for slot in log.session.part("a").slots] == ["a.1", "a.2"]
    assert (log.outcome(first).overtook, log.outcome(number).overtook) == (None, first)
    log.make(moves.floor("a.1"), person="one", seen=seen)
    for move in (moves.note("a.1", "a", "Said."), moves.add("b", "Invented"), moves.skip("b.1")):
        assert log.outcome(log.make(move, person="two", seen=seen)).refused is None


def test_a_move_undone_is_as_if_it_had_not_been_and_undoing_that_puts_it_back(log: Log) -> None:
    log.done(moves.floor("a.1"))
    before = content(log.session)[1:]
    floor = log.done(moves.floor("a.2"))
    changed = content(log.session)[1:]
    assert log.slot("a.1").used_ms == MINUTE
    undo = log.done(moves.undo(floor))
    assert content(log.session)[1:] == before
    assert [one.undone for one in log.session.log] == [False, False, True, False]
    assert log.slot("a.1").used_at(9 * MINUTE) == 7 * MINUTE, "its turn goes on, as if nothing had been"
    again = log.done(moves.undo(undo))
    assert content(log.session)[1:] == changed
    assert [one.undone for one in log.session.log] == [False] * 5
    log.done(moves.undo(again))
    assert content(log.session)[1:] == before


@pytest.mark.parametrize(
    "later",
    [
        [moves.floor("m2")],
        [moves.note("m2", "a", "Said.")],
        [moves.place("m2", "a.1")],
        [moves.skip("m2"), moves.floor("a.1")],
    ],
)
def test_what_later_moves_rest_on_is_not_undone_before_them(log: Log, later: list[Move]) -> None:
    number = log.done(moves.add("a", "Invented guest"))
    log.done(*later)
    assert log.refused(moves.undo(number)) == Refusal(Reason.RESTED_ON)
    for move in range(number + len(later), number, -1):
        log.done(moves.undo(move))
    log.done(moves.undo(number))
    assert [slot.id for slot in log.session.part("a").slots] == ["a.1", "a.2"]


# Any moves at all, also by people who had not seen the last ones.
SLOTS = st.sampled_from(["a.1", "a.2", "b.1", *(f"m{number}" for number in range(2, 12))])
NUMBERS = st.integers(0, 20)
ANY = st.one_of(
    st.builds(moves.part, st.sampled_from("abz")),
    st.builds(moves.add, st.sampled_from("abz"), st.just("Invented guest")),
    st.builds(moves.place, SLOTS, st.none() | SLOTS),
    st.builds(moves.minutes, SLOTS, st.integers(1, 240)),
    st.builds(moves.identify, SLOTS, st.just("XAC"), st.just("XAC"), st.just("state")),
    *(st.builds(made, SLOTS) for made in (moves.floor, moves.floor, moves.end, moves.skip, moves.withdraw, moves.wait)),
    st.builds(moves.note, SLOTS, st.sampled_from("ab"), st.just("Said.")),
    st.builds(moves.mark, st.just("q"), st.sampled_from(QuestionStatus), st.just("Why?")),
    st.builds(moves.undo, NUMBERS),
    st.builds(moves.undo, NUMBERS),
    st.just(moves.close()),
    st.just(moves.reopen()),
    st.builds(moves.recorded, st.just(2), st.lists(NUMBERS, max_size=3)),
)


@st.composite
def logs(draw: st.DrawFn) -> tuple[Entry, ...]:
    log = Log()
    for move in draw(st.lists(ANY, max_size=20)):
        behind = draw(st.sampled_from([0, 0, 0, 1, 3]))
        log.make(move, person=draw(st.sampled_from(["one", "two"])), seen=max(0, len(log.entries) - behind))
    return log.entries


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(logs(), st.data())
def test_whatever_is_done_comes_to_a_session_that_makes_sense(entries: tuple[Entry, ...], data: st.DataObject) -> None:
    replay.cache_clear()
    session = replay(RECORD, entries)
    assert [(one.number, one.kind) for one in session.log] == [(one.number, one.kind) for one in entries]
    assert session.number == len(entries)
    speaking = [slot.id for slot in session.slots if slot.standing is SlotStatus.SPEAKING]
    assert speaking == ([session.current] if session.current else [])
    assert len({slot.id for slot in session.slots}) == len(session.slots)
    end = entries[-1].clock_ms
    for slot in session.slots:
        assert (slot.since_ms is not None) == (slot.standing is SlotStatus.SPEAKING)
        assert 0 <= slot.used_ms <= slot.used_at(end) <= end
        assert slot.begun_at or not slot.has_spoken
    assert {note.slot for note in session.notes} <= {slot.id for slot in session.slots}
    assert not [one for one in session.log if one.undone and one.kind in (Kind.PROGRAMME, Kind.RECORDED)]
    if speaking:
        assert not session.closed
        assert session.here == session.part(session.slot(speaking[0]).part)
    # Playing a part of it first, as every reader does, changes nothing about the whole.
    cut = data.draw(st.integers(1, len(entries)))
    early = replay(RECORD, entries[:cut])
    whole = replay(RECORD, entries)
    replay.cache_clear()
    fresh = replay(RECORD, entries)
    assert content(fresh) == content(whole) == content(session)
    assert fresh.log == whole.log
    # What has been said to have been done, or not, stays so: only undoing takes it back. Why not may change with what
    # is undone: a speaker who was passed over waits again.
    for then, now in zip(early.log, fresh.log, strict=False):
        if not then.undone and not now.undone:
            assert (then.refused is None) == (now.refused is None)


def built(folder: Path) -> Store:
    knowledge = Knowledge()
    for state in ("XAA", "XAB"):
        knowledge.state(state)
    knowledge.meeting()
    knowledge.speaker("XAA", line="a")
    return knowledge.build(folder)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A knowledge base in which each test opens sessions of its own."""
    with built(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


def new(store: Store, lines: tuple[str, ...] = ("a", "b")) -> str:
    code = desk.open_new(store, ALONE, desk.NewSession("Invented session", MEETING, date.fromisoformat(DAY), lines))
    for line in lines:
        made(store, code, moves.add(line, f"Invented speaker {line}", contributor="XAA", state="XAA"))
    return code


def made(store: Store, code: str, move: Move) -> Entry:
    return desk.make(store, OPERATOR, code, move, len(store.desks.entries(code)))


@pytest.mark.slow
def test_two_facilitators_at_once_lose_nothing_and_one_holds_the_floor(store: Store) -> None:
    code = new(store)
    rounds, at_once = 6, threading.Barrier(2)
    for _ in range(rounds):
        seen = len(store.desks.entries(code))

        def gives(slot: str, seen: int = seen) -> None:
            at_once.wait()
            desk.make(store, OPERATOR, code, moves.floor(slot), seen)
            desk.make(store, OPERATOR, code, moves.note(slot, "a", "Said."), seen)

        threads = [threading.Thread(target=gives, args=(slot,)) for slot in ("m2", "m3")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        session = desk.session(store, code)
        both = [one for one in session.log[seen:] if one.kind is Kind.FLOOR]
        assert [one.refused is None for one in both].count(True) == 1
        (lost,) = [one for one in both if one.refused]
        assert lost.refused
        assert lost.refused.reason is Reason.OVERTAKEN
        assert session.speaking
        made(store, code, moves.end(session.speaking.id))
    entries = store.desks.entries(code)
    assert [entry.number for entry in entries] == list(range(1, 3 + 5 * rounds + 1))
    assert len(desk.session(store, code).notes) == 2 * rounds
    # The clock of the desk runs forwards through all of it.
    assert all(one.clock_ms <= two.clock_ms for one, two in pairwise(entries))


def test_the_session_goes_on_where_it_was_when_the_file_is_opened_again(tmp_path: Path) -> None:
    with built(tmp_path) as store:
        place = store.place
        code = new(store)
        made(store, code, moves.floor("m2"))
        made(store, code, moves.note("m2", "a", "Invented “sentence”, مثال.", [("VAP-1", "plan")]))
        made(store, code, moves.undo(2))
        before = desk.session(store, code)
    with Store.open(place) as store:
        after = desk.session(store, code)
        assert (content(after), after.log, after.record) == (content(before), before.log, before.record)
        made(store, code, moves.end("m2"))
        assert desk.session(store, code).slot("m2").standing is SlotStatus.SPOKE
    with Store.open(place, read_only=True) as store:
        assert desk.session(store, code).number == before.number + 1
        with pytest.raises(ReadOnly):
            made(store, code, moves.close())
        assert desk.session(store, code).number == before.number + 1


class Clocks:
    """The clocks that a knowledge base reads, to be set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.day, self.boot, self.since_boot = START, "first start", 1_000_000
        monkeypatch.setattr(file, "_utc_now", lambda: self.day)
        monkeypatch.setattr(file, "boot", lambda: self.boot)
        monkeypatch.setattr(file, "boot_ms", lambda: self.since_boot)

    def pass_(self, minutes: int) -> None:
        self.day += timedelta(minutes=minutes)
        self.since_boot += minutes * MINUTE


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    return Clocks(monkeypatch)


@pytest.mark.parametrize("hours", [-1, 1, -24 * 400])
def test_a_clock_set_to_another_time_does_no_harm(store: Store, clocks: Clocks, hours: int) -> None:
    code = new(store)
    made(store, code, moves.floor("m2"))
    clocks.pass_(2)
    clocks.day += timedelta(hours=hours)
    assert desk.session(store, code).slot("m2").used_at(store.desks.clock_ms(code)) == 2 * MINUTE
    made(store, code, moves.note("m2", "a", "Said."))
    clocks.pass_(1)
    made(store, code, moves.end("m2"))
    assert desk.session(store, code).slot("m2").used_ms == 3 * MINUTE
    clocks.pass_(5)
    assert store.desks.clock_ms(code) == 8 * MINUTE


def test_over_a_restart_of_the_machine_time_goes_on_and_never_back(store: Store, clocks: Clocks) -> None:
    code = new(store)
    made(store, code, moves.floor("m2"))
    clocks.pass_(4)
    clocks.boot, clocks.since_boot = "second start", 10
    assert store.desks.clock_ms(code) == 4 * MINUTE, "by the time of day, which went on"
    made(store, code, moves.note("m2", "a", "Said."))
    clocks.pass_(1)
    assert store.desks.clock_ms(code) == 5 * MINUTE
    clocks.boot, clocks.since_boot = "third start", 10
    clocks.day -= timedelta(hours=3)
    assert store.desks.clock_ms(code) == 4 * MINUTE, "where the last move left it: the time of day is behind that"
    made(store, code, moves.end("m2"))
    assert desk.session(store, code).slot("m2").used_ms == 4 * MINUTE


def test_desks_of_one_day_have_codes_of_their_own_and_know_nothing_of_each_other(tmp_path: Path) -> None:
    with built(tmp_path) as store:
        first, second, other = new(store), new(store, ("b",)), f"{DAY}-3"
        assert (first, second) == (DAY, f"{DAY}-2")
        made(store, first, moves.floor("m2"))
        assert desk.session(store, second).speaking is None
        assert [record.id for record in store.desks.all()] == [second, first]
        assert desk.known_session(store, other) is None
        for ask in (lambda: desk.session(store, other), lambda: made(store, other, moves.close())):
            with pytest.raises(ValueUnknown):
                ask()


@pytest.mark.parametrize("move", [programme(), moves.recorded(1, [2])])
def test_what_is_not_done_by_hand_is_refused(store: Store, move: Move) -> None:
    code = new(store)
    before = store.desks.entries(code)
    with refused(Refused.NOT_BY_HAND):
        made(store, code, move)
    assert store.desks.entries(code) == before


def test_a_session_is_opened_with_the_programme_held_or_from_nothing(store: Store) -> None:
    code = desk.open_programme(store, ALONE, MEETING, date.fromisoformat(DAY), minutes=3)
    (slot,) = desk.session(store, code).slots
    assert (slot.contributor, slot.state, slot.minutes, slot.standing) == (None, "XAA", 3, SlotStatus.WAITING)
    before, desks = store.revision(), len(store.desks.all())
    with refused(Refused.NO_PROGRAMME):
        desk.open_programme(store, ALONE, MEETING, date(2012, 4, 17))
    for wrong in ({"title": " "}, {"lines": ()}, {"lines": ("z",)}, {"zone": "Invented/Zone"}, {"meeting": ""}):
        values = {"title": "Invented", "meeting": MEETING, "day": date(2012, 4, 17), "lines": ("a",)} | wrong
        with refused(Refused.SESSION_INCOMPLETE, Refused.NO_LINE, Refused.NO_TIME_ZONE):
            desk.open_new(store, ALONE, desk.NewSession(**values))  # type: ignore[arg-type]
    assert (store.revision(), len(store.desks.all())) == (before, desks)
    opened = desk.open_new(store, ALONE, desk.NewSession("Invented", "A new meeting", date(2012, 4, 17), ("a",)))
    assert store.revision() == before + 1
    record = store.desks.record(opened)
    assert record.meeting == f"meeting-2012-04-17-{before + 1}"
    assert record.opened_at <= datetime.now(UTC).replace(tzinfo=None)
