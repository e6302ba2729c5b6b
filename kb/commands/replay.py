"""The command replay: the real programme of a day is played into a session of a scratch knowledge base."""

import argparse
import math
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kb.cancellation import CommandEnded, cancellable_sleep
from kb.commands.context import built, dashboard, opened, say
from kb.db import DATA_FOLDER, DEFAULT_DATABASE, Store, database_place, exists, identity
from kb.domain.model import FACT
from kb.domain.refusals import Refused
from kb.domain.words import counted, day_words
from kb.errors import ChangeRefused
from kb.questions import rows_of
from kb.session import moves
from kb.session.moves import Move
from kb.session.programme import DEFAULT_MINUTES
from kb.session.state import Session, SessionPart, Slot
from kb.session.words import did, why_refused
from kb.workflow.desk import make, open_programme, session
from kb.workflow.permission import OPERATOR

REPLAY = replace(OPERATOR, person="replay", name="Replay")
# The dashboard runs few commands at once, and replays take long: these leave room for others.
AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)
Key = tuple[str, int]


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add this command to the parser's."""
    command = commands.add_parser(
        "replay", parents=[common], help="play the programme of a day into a session of a scratch knowledge base"
    )
    command.add_argument("day", type=date.fromisoformat, metavar="DAY", help="such as 2012-04-16")
    command.add_argument("--speed", type=_speed, default=1.0, metavar="N", help="so many times as fast (default: 1)")
    command.set_defaults(run=_replay)


def _speed(given: str) -> float:
    speed = float(given)
    if not 0 < speed < math.inf:
        raise argparse.ArgumentTypeError(f"{given} is not a number above 0")
    return speed


def _replay(arguments: argparse.Namespace) -> None:
    with _scratch(arguments.database) as store:
        programmes = rows_of(store.latest(), "desk_sessions", meeting=None, day=arguments.day)
        if not programmes:
            known = sorted(
                {row["day"].isoformat() for row in rows_of(store.latest(), "desk_sessions", meeting=None, day=None)}
            )
            raise ChangeRefused(Refused.NO_PROGRAMME_OF, day=arguments.day, known=", ".join(known) or "no day")
        with _place():
            for meeting in dict.fromkeys(row["meeting"] for row in programmes):
                _play(store, meeting, arguments.day, arguments.speed)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise ChangeRefused(Refused.TOO_MANY_REPLAYS, most=AT_ONCE)
    try:
        yield
    finally:
        _places.release()


@contextmanager
def _scratch(database: str | None) -> Iterator[Store]:
    """A knowledge base in which nobody has worked. Raises ChangeRefused for any other."""
    place = database_place(database)
    if identity(place) == identity(DEFAULT_DATABASE):
        raise ChangeRefused(Refused.NO_SCRATCH)
    if exists(place):
        opening: AbstractContextManager[Any] = opened(database, must_exist=True)
    else:
        opening = built(database, DATA_FOLDER)
    with opening as found:
        store = found if isinstance(found, Store) else found[0]
        if any(revision["data_fingerprint"] is None for revision in store.revisions()):
            raise ChangeRefused(Refused.WORKED_IN, path=place)
        yield store


@dataclass(frozen=True)
class _Replay:
    """A session being replayed: `turn` is how many seconds a speaker has, `held` the passage of each that is held."""

    store: Store
    desk: str
    turn: float
    held: Mapping[Key, Mapping[str, Any]]

    def now(self) -> Session:
        """The session as it stands, with what others did meanwhile."""
        return session(self.store, self.desk)

    def move(self, move: Move) -> None:
        """Make a move and say what became of it. Raises CommandEnded once somebody has ended the session."""
        before = self.now()
        if before.closed:
            raise CommandEnded("Somebody ended the session, and so the replay ends too.")
        number = make(self.store, REPLAY, self.desk, move, before.number).number
        after = self.now()
        if outcome := after.outcome(number):
            refused = outcome.refused and f"; not carried out: {why_refused(after, outcome.refused, str)}"
            say(f"{outcome.at:%H:%M:%S} UTC  {did(after, outcome)}{refused or ''}")

    def play(self, part: SessionPart) -> None:
        """Play a part from its beginning to its end."""
        self.move(moves.part(part.code))
        if not part.slots:
            why = "nobody is on its list" if part.complete else "who spoke in it is not known"
            say(f"              {why}; waiting as long as a speaker has")
            cancellable_sleep(self.turn)
            return
        for position, slot in enumerate(part.slots, start=1):
            self.move(moves.floor(slot.id))
            cancellable_sleep(self.turn / 2)
            if recorded := self.held.get((part.code, position)):
                self.note(slot, part, recorded)
            cancellable_sleep(self.turn / 2)
        if speaking := self.now().speaking:
            self.move(moves.end(speaking.id))

    def note(self, slot: Slot, part: SessionPart, kept: Mapping[str, Any]) -> None:
        """Note the passage that is held, as what it is."""
        codes = [(coding["provision"], coding["assessment"] or FACT) for coding in kept["codings"] or ()]
        if part.line:
            self.move(moves.note(slot.id, part.line, kept["text"], codes, kept["passage"], kept["language"]))


def _play(store: Store, meeting: str, day: date, speed: float) -> None:
    recorded = {
        (row["session"], row["position"]): row
        for row in rows_of(store.latest(), "desk_passages_held", meeting=meeting, day=day)
    }
    desk = open_programme(store, REPLAY, meeting, day, is_rehearsal=True)
    replay = _Replay(store, desk, DEFAULT_MINUTES * 60 / speed, recorded)
    programme = replay.now()
    _introduce(programme, replay)
    for part in programme.parts:
        replay.play(part)
    replay.move(moves.close())


def _introduce(programme: Session, replay: _Replay) -> None:
    running = dashboard()
    address = running.address if running else ""
    speakers = counted(len(programme.slots), "speaker")
    say(f"{programme.record.title}, {day_words(programme.record.day)}, is replayed as session {replay.desk}.")
    say(f"Session:   {address}/session?desk={replay.desk}")
    say(f"Projector: {address}/projector/{replay.desk}")
    if running is None:
        say(
            "No dashboard runs on this knowledge base, so nobody can watch."
            f" To watch, stop this, start one with KB_DATABASE={replay.store.place} make run, and replay again."
        )
    say(
        f"This is a rehearsal, of which nothing is recorded. The order of the {speakers} is the"
        " programme's. The times are not those of the session:"
        f" they are evenly spaced, {DEFAULT_MINUTES} minutes each, here {replay.turn:g} s."
        " Notes are passages that the knowledge base holds; nothing is invented."
    )
