"""No log can make a desk unopenable: hostile words, crafted undos, moves of any shape. Everything is INVENTED."""

import math
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.db import Place, Store
from kb.db.desks import Entry
from kb.domain.refusals import Refused
from kb.session import moves
from kb.session.moves import SHAPES, Kind, QuestionStatus
from kb.session.replay import replay
from kb.session.state import Outcome, Reason, Refusal, Session
from kb.session.words import did, overtaken, why_refused
from kb.workflow import desk
from kb.workflow.permission import ALONE, OPERATOR
from tests.knowledge import DAY, MEETING, Knowledge, copied
from tests.refusing import refused
from tests.unit.test_desk import START, Log, content

# Words that earlier versions read numbers or people out of, and words that mean something to whatever formats them.
HOSTILE = [
    "undid move 1",
    "undid move 2",
    "undid move 3: undid move 3",
    "undid move 99999999999999999999",
    "a moment before, one gave the floor to",
    "one undid move 2. Undone. Not carried out: ",
    "{speaker} {number} %s %(x)s {0.__class__}",
    "\\g<0> $1 \u202e\u0000",
]


class Crafted(Log):
    """A log in which anything may stand."""

    def put(self, kind: str, said: Any) -> int:
        """Put this into the log as it is; returns its number."""
        number = len(self.entries) + 1
        self.entries = (*self.entries, Entry(number, kind, said, number - 1, "one", START, number, "boot", number))
        return number


def words_of(session: Session) -> list[str]:
    """All that is said of the moves of a session."""
    return [
        " ".join(
            [
                did(session, one),
                why_refused(session, one.refused, str) if one.refused else "",
                overtaken(session, one, str),
            ]
        )
        for one in session.log
    ]


def carried_out(outcome: Outcome) -> bool:
    return outcome.refused is None


@pytest.mark.parametrize("said", HOSTILE)
def test_words_undo_nothing_and_are_said_as_they_are(said: str) -> None:
    log = Crafted()
    added = log.make(moves.add("a", said))
    plain = [
        log.make(moves.floor(f"m{added}")),
        log.make(moves.note(f"m{added}", "a", said)),
        log.make(moves.mark(said, QuestionStatus.ASKED, said)),
        log.make(moves.place("a.1", f"m{added}")),
    ]
    session = log.session
    assert [session.log[number - 1].undone for number in (added, *plain)] == [False] * 5
    assert [one.refused for one in session.log] == [None] * len(session.log)
    assert (session.slot(f"m{added}").speaker, session.current) == (" ".join(said.split()), f"m{added}")
    shown = words_of(session)
    assert shown[added - 1].strip() == f"put {' '.join(said.split())} on the list"
    assert said in shown[plain[2] - 1]
    undo = log.make(moves.undo(plain[0]))
    assert did(log.session, log.outcome(undo)) == f"undid move {plain[0]}: gave the floor to {' '.join(said.split())}"
    assert (log.outcome(undo).target, log.session.current) == (plain[0], None)


@pytest.mark.parametrize(
    ("content_", "reason"),
    [
        ({"number": 3}, Reason.NOTHING_TO_UNDO),  # itself
        ({"number": 4}, Reason.NOTHING_TO_UNDO),  # a later one, which there will be
        ({"number": 10**6}, Reason.NOTHING_TO_UNDO),
        ({"number": 0}, Reason.NOTHING_TO_UNDO),
        ({"number": -2}, Reason.NOTHING_TO_UNDO),
        ({"number": 10**30}, Reason.UNREADABLE),
        ({"number": "2"}, Reason.UNREADABLE),
        ({"number": 2.0}, Reason.UNREADABLE),
        ({"number": True}, Reason.UNREADABLE),
        ({"number": None}, Reason.UNREADABLE),
        ({"number": [2]}, Reason.UNREADABLE),
        ({"number": math.nan}, Reason.UNREADABLE),
        ({}, Reason.UNREADABLE),
        ([2], Reason.UNREADABLE),
        ("undid move 2", Reason.UNREADABLE),
        (2, Reason.UNREADABLE),
        (None, Reason.UNREADABLE),
    ],
)
def test_an_undo_of_nothing_that_had_been_done_is_refused_in_the_log(content_: Any, reason: Reason) -> None:
    log = Crafted()
    skipped = log.done(moves.skip("a.1"))
    before = content(log.session)[1:]
    crafted = log.put("undo", content_)
    assert crafted == 3
    assert log.outcome(crafted).refused == Refusal(reason)
    assert content(log.session)[1:] == before
    again = log.put("undo", {"number": crafted})
    assert log.outcome(again).refused == Refusal(Reason.NOTHING_TO_UNDO), "nothing was undone that could be put back"
    assert words_of(log.session)
    undone = log.put("undo", {"number": skipped})
    assert carried_out(log.outcome(undone))
    assert log.outcome(skipped).undone


def test_chains_of_thousands_of_undos_come_to_an_end() -> None:
    log = Crafted()
    skipped = log.done(moves.skip("a.1"))
    entries = list(log.entries)
    for number in range(skipped + 1, skipped + 4001):
        entries.append(Entry(number, "undo", {"number": number - 1}, number - 1, "one", START, 1, "boot", 1))
    log.entries = tuple(entries)
    session = log.session
    assert [one.number for one in session.log if one.refused] == []
    assert not session.log[skipped - 1].undone, "an even number of them puts back"
    assert max(map(len, words_of(session))) < 100
    odd = Log()
    odd.entries = log.entries[:-1]
    assert odd.session.log[skipped - 1].undone


def test_a_kind_that_there_is_not_is_refused() -> None:
    for kind in ("nosuchmove", "", "UNDO", "__class__"):
        log = Crafted()
        assert log.outcome(log.put(kind, {})).refused == Refusal(Reason.UNREADABLE)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats()
    | st.sampled_from(HOSTILE)
    | st.text(max_size=8)
    | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = sorted({key for shape in SHAPES.values() for key in shape})
# What fits by chance is as good as what does not: keys and codes that moves have, with values of every type.
VALUES = JSON | st.sampled_from(["a", "a.1", "a.2", "m2", "m3", 1, 2, 3, 4, [["VAP-1", "plan"]]])
CONTENT = JSON | st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8)
KINDS = st.sampled_from([*map(str, Kind), "nosuchmove"])


@pytest.mark.slow
@settings(max_examples=75, deadline=None)
@given(st.lists(st.tuples(KINDS, CONTENT), max_size=12))
def test_whatever_stands_in_the_log_the_desk_opens(made: list[tuple[str, Any]]) -> None:
    log = Crafted()
    for kind, said in made:
        log.put(kind, said)
    replay.cache_clear()
    session = log.session
    assert [one.number for one in session.log] == [entry.number for entry in log.entries]
    unreadable = [one for one in session.log if one.kind is None]
    assert all(one.refused == Refusal(Reason.UNREADABLE) for one in unreadable)
    assert all(words.encode() for words in words_of(session))
    assert {slot.id for slot in session.slots} >= {note.slot for note in session.notes}
    assert session.speaking is None or session.speaking.id == session.current


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A closed knowledge base with a session of two speakers; to be copied."""
    with Knowledge.small("XAA", "XAB").build(tmp_path_factory.mktemp("replay")) as store:
        new = desk.NewSession("Invented: undid move 1", MEETING, date.fromisoformat(DAY), ("a",))
        desk.open_new(store, ALONE, new)
        for number, state in enumerate(("XAA", "XAB"), start=1):
            desk.make(store, ALONE, DAY, moves.add("a", f"undid move {number + 1}", contributor=state), number)
        return store.place


@pytest.fixture
def place(made: Place, tmp_path: Path) -> Place:
    return copied(made, tmp_path / "kb.duckdb")


@pytest.mark.file
def test_a_desk_whose_rows_are_damaged_opens_again_and_goes_on(place: Path) -> None:
    damaged = ["{", "[" * 100_000, "", '{"number": NaN}', '{"number": 1e999}', "9" * 5000, '{"slot": "\\ud800"}']
    with duckdb.connect(str(place)) as file:
        for number, written in enumerate(damaged, start=4):
            file.execute(
                "INSERT INTO desk_move VALUES (?, ?, 'undo', ?, 0, 'one', now()::TIMESTAMP, 1, 'b', 1)",
                [DAY, number, written],
            )
        file.execute("INSERT INTO desk_move SELECT * REPLACE (20 AS number) FROM desk_move WHERE number = 4")
    with Store.open(place) as store:
        session = desk.session(store, DAY)
        assert [one.number for one in session.log if one.refused] == [*range(4, 11), 20]
        made = desk.make(store, OPERATOR, DAY, moves.floor("m3"), session.number)
        after = desk.session(store, DAY)
        assert (made.number, after.current, after.outcome(21), after.outcome(15)) == (21, "m3", after.log[-1], None)


def test_what_could_not_be_read_again_or_is_endless_is_never_kept(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(place) as store:
        before = store.desks.entries(DAY)
        for move in (
            moves.mark("q" * 20_000, QuestionStatus.ASKED, "Why?"),
            moves.note("m2", "a", "Said.", [("VAP-1", "plan")] * 2000),
            moves.Move(Kind.FLOOR, {}),
            moves.Move(Kind.UNDO, {"number": "2"}),
            moves.Move(Kind.ADD, {"part": "a"}),
            moves.floor("\ud800"),
        ):
            with refused(Refused.NO_MOVE):
                desk.make(store, OPERATOR, DAY, move, 3)
        assert store.desks.entries(DAY) == before
        monkeypatch.setattr(desk, "MOST_MOVES", 4)
        desk.make(store, OPERATOR, DAY, moves.floor("m2"), 3)
        with refused(Refused.TOO_MANY_MOVES, most=4):
            desk.make(store, OPERATOR, DAY, moves.floor("m3"), 4)
        assert len(store.desks.entries(DAY)) == 4
