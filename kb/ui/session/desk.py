"""The session desk on the screen: the session as it is drawn, and what all its parts need."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from kb.cache import cached
from kb.db import View
from kb.db.desks import DeskRecord
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CODED_AS, day_words
from kb.session import words
from kb.session.board import BoardView, board
from kb.session.moves import Kind
from kb.session.state import Outcome, Session
from kb.session.summary import REHEARSED
from kb.session.undoing import FOR_GOOD
from kb.ui import interactive
from kb.ui.frame import Here
from kb.ui.interactive import UserAction
from kb.ui.markup import Html, render
from kb.workflow.people import people
from kb.workflow.permission import ALONE, OPERATOR

# So many notes, and moves, stand at once; those before are folded away.
SHOWN = 4
VIEWS = {
    "desk": _("Desk"),
    "briefing": _("Before the session"),
    "after": _("After the session"),
    "paper": _("On paper"),
}


@dataclass
class Kept:
    """What the browser's session keeps of a desk.

    `said`: what became of the last move made from it, `amiss` if that is not what was wanted; `at` is how many moves
    had been made then. `left`: a note that was not taken, to be mended. `mine`: the numbers of the moves made from it.
    """

    said: str = ""
    amiss: bool = False
    at: int = 0
    left: UserAction | None = None
    mine: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Desk:
    """A session as it is drawn. `runs`: whoever looks at it runs it."""

    place: Here
    session: Session
    runs: bool
    kept: Kept

    @property
    def code(self) -> str:
        """The desk's code."""
        return self.session.record.id

    @property
    def latest(self) -> View:
        """What is known now, as far as whoever looks may see it: a session is never about an older revision."""
        return self.place.store.latest(self.place.audience)

    @property
    def board(self) -> BoardView:
        """The session with what the knowledge base has to say to it."""
        return board(self.latest, self.session)

    def show(self, html: Html, name: str, *, has_clock: bool = False) -> None:
        """Show a part of the desk in which something can be done; it is taken in the next run.

        One that `has_clock` shows the time that runs on; it stays the same while it is nobody's turn.
        """
        clock_ms = self.place.store.desks.clock_ms(self.code) if has_clock and self.session.current else None
        watch = interactive.Watch(self.code, self.session.number) if name == "floor" else None
        interactive.show(html, place_of(name, self.code), clock_ms=clock_ms, whose=self.place.actor.person, watch=watch)

    def render(self, name: str, **values: object) -> Html:
        """A template of the session desk, with the desk and its session in it."""
        shared = {"words": self.place.words, "coded_as": CODED_AS, "most": SHOWN}
        return render(f"session/{name}.html", desk=self, session=self.session, **shared, **values)

    def by(self, code: str) -> str:
        """The name that stands before a move or note; none for whoever works alone, without sign-in."""
        return "" if code == ALONE.person else name_of(self.place, code)

    def time(self, moment: datetime) -> str:
        """A moment in UTC as the time of day in the session's zone."""
        return f"{moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.session.record.zone)):%H:%M:%S}"

    def did(self, outcome: Outcome) -> str:
        """What somebody did, after their name."""
        return words.did(self.session, outcome)

    def refused(self, outcome: Outcome) -> str:
        """Why a move was not carried out; empty where it was."""
        return words.why_refused(self.session, outcome.refused, partial(name_of, self.place)) if outcome.refused else ""

    def overtaken(self, outcome: Outcome) -> str:
        """What somebody else had done in the same moment; empty if nobody had."""
        return words.overtaken(self.session, outcome, partial(name_of, self.place))

    @staticmethod
    def can_be_undone(outcome: Outcome) -> bool:
        """Whether undoing is offered; whether something rests on the move is settled when it is undone."""
        return not (outcome.kind in FOR_GOOD or outcome.kind is Kind.UNDO or outcome.refused or outcome.undone)

    @staticmethod
    def can_be_put_back(outcome: Outcome) -> bool:
        """Whether it is an undo that can be undone."""
        return outcome.kind is Kind.UNDO and not outcome.refused and not outcome.undone


def place_of(name: str, desk: str) -> str:
    """The key of a part of the desk on the screen."""
    return f"{name}-{desk}"


@lru_cache(maxsize=8)
def for_readers(session: Session) -> Session:
    """The session without what only those who run it may see: names of persons, what was noted, who did what."""
    parts = tuple(
        replace(part, slots=tuple(replace(slot, speaker=slot.public_name, detail=None) for slot in part.slots))
        for part in session.parts
    )
    notes = tuple(replace(note, said="", person="") for note in session.notes)
    return replace(session, parts=parts, notes=notes, log=())


@cached
def names(view: View) -> Mapping[str, str]:
    """The names of those who may make moves, by the code under which they are kept; `view` must be the staff's."""
    return {one.person: one.name for one in (ALONE, OPERATOR)} | {one.id: one.name for one in people(view)}


def name_of(place: Here, person: str) -> str:
    """The name of somebody who made a move; the code where the name is not known."""
    return names(place.store.latest(Audience.STAFF)).get(person, person)


def held_when(record: DeskRecord, vocabulary: Vocabulary) -> str:
    """On which day and at which meeting a session is held."""
    return f"{day_words(record.day)}, {vocabulary.label('meeting', record.meeting)}"


def what(record: DeskRecord, vocabulary: Vocabulary) -> str:
    """What session it is, for files of it."""
    text = _("{title}, {when}. Kept at the desk, apart from the revisions.")
    text = text.format(title=record.title, when=held_when(record, vocabulary))
    return _("Rehearsal: {session}").format(session=text) if record.is_rehearsal else text


def finding(session: Session) -> str:
    """How far a session is, with its title."""
    spoken = sum(slot.has_spoken for slot in session.slots)
    if not session.slots:
        return _("{session}: nobody is on the list yet").format(session=session.record.title)
    text = _("{session}: {spoken} of {speakers} speakers have had the floor")
    return text.format(session=session.record.title, spoken=spoken, speakers=len(session.slots))


def head(desk: Desk, view: str) -> Html:
    """What session it is, and its views."""
    views = {key: label for key, label in VIEWS.items() if desk.runs or key == "desk"}
    when = held_when(desk.session.record, desk.place.words)
    return desk.render("head", views=views, view=view, when=when, rehearsed=REHEARSED)
