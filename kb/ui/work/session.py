"""The session desk on the screen: the session as it is drawn, and what all its parts need."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from kb.cache import cached
from kb.desk.moves import Kind
from kb.desk.state import Outcome, Part, Session, Standing
from kb.desk.summary import REHEARSED
from kb.desk.undoing import FOR_GOOD
from kb.domain.model import Audience
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import day_words
from kb.store import View
from kb.store.desks import DeskRecord
from kb.ui import acting
from kb.ui.acting import Deed
from kb.ui.frame import Here
from kb.ui.markup import Html, choices, element, join, link
from kb.ui.projector.names import short, speaker
from kb.work.people import people
from kb.work.permission import ALONE, OPERATOR

VIEWS = {"desk": "Desk", "briefing": "Before the session", "after": "After the session", "paper": "On paper"}
# What a speaker is on the list for; a plain statement goes without saying.
RIGHT_OF_REPLY = "right of reply"
KINDS: Mapping[str, str] = {
    "opening": "opening",
    "presentation": "panel",
    "closing": "closing",
    RIGHT_OF_REPLY: RIGHT_OF_REPLY,
}
# What a typed name stands for; the name of a person is kept from readers and from the projector.
TYPED: Mapping[str, str] = {
    "ngo": "an organisation",
    "group": "a group of States",
    "un": "a UN body",
    "expert": "a person, not named in the room",
    "state": "a State",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.WAITING: "waiting",
    Standing.SPEAKING: "has the floor",
    Standing.SPOKE: "has spoken",
    Standing.SKIPPED: "skipped",
    Standing.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True)
class Desk:
    """A session as it is drawn.

    `runs`: whoever looks at it runs it. `said`: what became of their last move, `amiss` if not what they wanted.
    `keys`: single keys do something. `left`: a note of theirs that was not taken, to be mended.
    """

    place: Here
    session: Session
    runs: bool
    said: str = ""
    amiss: bool = False
    keys: bool = True
    left: Deed | None = None

    @property
    def code(self) -> str:
        """The desk's code."""
        return self.session.record.id

    @property
    def latest(self) -> View:
        """What is known now, as far as whoever looks may see it: a session is never about an older revision."""
        return self.place.store.latest(self.place.audience)

    @property
    def seen(self) -> str:
        """The number of the last move that is drawn, for data-seen."""
        return str(self.session.number)

    def show(self, html: Html, name: str, *, has_clock: bool = False) -> None:
        """Show a part of the desk in which something can be done; it is taken in the next run.

        One that `has_clock` shows the time that runs on; it stays the same while it is nobody's turn.
        """
        clock_ms = self.place.store.desks.clock_ms(self.code) if has_clock and self.session.current else None
        acting.show(html, place_of(name, self.code), clock_ms=clock_ms, whose=self.place.actor.person)

    def person(self, code: str) -> str:
        """The name of somebody who made a move."""
        return name_of(self.place, code)

    def by(self, code: str) -> str:
        """The name that stands before a move or note; none for whoever works alone, without sign-in."""
        return "" if code == ALONE.person else self.person(code)

    def time(self, moment: datetime) -> str:
        """A moment in UTC as the time of day in the session's zone."""
        return f"{moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.session.record.zone)):%H:%M:%S}"


def place_of(name: str, desk: str) -> str:
    """The key of a part of the desk on the screen."""
    return f"{name}-{desk}"


def part_name(session: Session, part: Part) -> str:
    """The name of a part in short."""
    return short(session, part)


def button(label: object, do: str, of: object = "", value: str | None = None, **attributes: str | None) -> Html:
    """A button that does something."""
    return element("button", label, type="button", data_do=do, data_of=str(of), data_value=value, **attributes)


def can_be_undone(outcome: Outcome) -> bool:
    """Whether undoing is offered; whether something rests on the move is settled when it is undone."""
    return not (outcome.kind in FOR_GOOD or outcome.kind is Kind.UNDO or outcome.refused or outcome.undone)


@lru_cache(maxsize=8)
def for_readers(session: Session) -> Session:
    """The session without what only those who run it may see: names of persons, what was noted, who did what."""
    parts = tuple(
        replace(part, slots=tuple(replace(slot, speaker=speaker(slot), detail=None) for slot in part.slots))
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


def held_when(record: DeskRecord, words: Vocabulary) -> str:
    """On which day and at which meeting a session is held."""
    return f"{day_words(record.day)}, {words.label('meeting', record.meeting)}"


def what(record: DeskRecord, words: Vocabulary) -> str:
    """What session it is, for files of it."""
    rehearsal = "Rehearsal: " if record.is_rehearsal else ""
    return f"{rehearsal}{record.title}, {held_when(record, words)}. Kept at the desk, and beside the revisions."


def head(desk: Desk, view: str) -> Html:
    """What session it is, and its views."""
    record = desk.session.record
    said = f", {held_when(record, desk.place.words)}. Times in {record.zone}."
    links = [
        link(label, "session", {"desk": desk.code, "view": key}, aria_current="page" if key == view else None)
        for key, label in VIEWS.items()
        if desk.runs or key == "desk"
    ]
    projector = element("a", "Projector (new window)", href=f"/projector/{desk.code}", target="_blank", rel="noopener")
    return join(
        [
            element("p", element("strong", element("bdi", record.title)), said),
            element("p", element("strong", REHEARSED), class_="note") if record.is_rehearsal else "",
            choices([*links, projector, link("All sessions", "session")], "Views of this session"),
        ]
    )
