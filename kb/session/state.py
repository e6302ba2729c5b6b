"""What a session has come to: its parts and speakers, what was noted, and what became of every move."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, StrEnum

from kb.db.chair import chair
from kb.db.desks import DeskRecord
from kb.domain.catalogue import N_
from kb.domain.catalogue import gettext as _
from kb.session.moves import Kind, QuestionStatus


class SlotStatus(StrEnum):
    """How a speaker stands on the list."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    SPOKE = "spoke"
    SKIPPED = "skipped"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Slot:
    """A speaker on the list of a part.

    `contributor` is None for a name that was typed and stands for nobody in the knowledge base; `state` is the State
    that speaks (speaker_kind state) or that is named with the speaker. `used_ms` counts the turns that have ended;
    `since_ms` is when the present one began, on the desk's clock. `begun_at` (UTC) is when the first one began.
    `listed` is its position in the programme held; None for whoever was put on the list at the desk.
    `as_chair`: the State's turn is that of the chair, and counts for no State (`seated` decides it); `speaker` then
    names the role.
    """

    id: str
    part: str
    speaker: str
    contributor: str | None
    state: str | None
    speaker_kind: str
    kind: str
    minutes: int
    detail: str | None = None
    standing: SlotStatus = SlotStatus.WAITING
    used_ms: int = 0
    since_ms: int | None = None
    begun_at: datetime | None = None
    listed: int | None = None
    as_chair: bool = False

    @property
    def speaks_as(self) -> str | None:
        """The State that speaks; None where an organisation or an expert does."""
        return self.state if self.speaker_kind == "state" else None

    @property
    def identity(self) -> str | None:
        """The State or organisation that speaks; None where nobody said who it is."""
        return self.contributor or self.speaks_as

    @property
    def public_name(self) -> str:
        """The name for everybody; of an individual expert only that it is one."""
        return _("An individual expert") if self.speaker_kind == "expert" else self.speaker

    @property
    def has_spoken(self) -> bool:
        """Whether the speaker has, or had, the floor."""
        return self.standing in (SlotStatus.SPEAKING, SlotStatus.SPOKE)

    def used_at(self, clock_ms: int) -> int:
        """The time used, in milliseconds, when the desk's clock shows this."""
        return self.used_ms + (max(0, clock_ms - self.since_ms) if self.since_ms is not None else 0)


def seated(slot: Slot, coordinators: tuple[str, ...]) -> Slot:
    """The speaker as it speaks in a part with these Coordinators: for itself, or as the chair, which is then named."""
    role = chair(slot.speaks_as, slot.kind, slot.speaker, slot.detail, coordinators) if slot.speaks_as else None
    if role is None or not role.speaks:
        return replace(slot, as_chair=False)
    return replace(slot, speaker=slot.speaker if role.is_named else f"{slot.speaker} (Coordinator)", as_chair=True)


@dataclass(frozen=True)
class SessionPart:
    """A part of the session; `line` is its discussion line, `session` its record in the knowledge base if it has one.

    `complete` is False where the programme's list of speakers is not known in full; `note` says so.
    """

    code: str
    title: str
    line: str | None
    session: str | None
    description: str | None
    coordinators: tuple[str, ...]
    complete: bool
    note: str | None
    source_title: str | None
    source_url: str | None
    minutes: int
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class Note:
    """What was taken down while a speaker spoke. `number` is its move's; `passage`: it is this passage as held."""

    number: int
    slot: str
    line: str
    said: str
    codes: tuple[tuple[str, str], ...]
    passage: str | None
    person: str
    at: datetime
    language: str
    recorded: bool = False


class Reason(Enum):
    """Why a move was not carried out, in words."""

    UNREADABLE = N_("it cannot be read")
    NOT_LISTED = N_("this speaker is no longer on the list")
    STANDING = "{speaker} {standing}"
    HAS_FLOOR = N_("{speaker} has the floor already")
    NO_PART = N_("there is no such part")
    OTHER_PART = N_("the other speaker is not in this part")
    SPEAKS_ELSEWHERE = N_("{speaker} still has the floor in another part")
    OVERTAKEN = N_("somebody else was quicker")
    ENDED = N_("the session had been ended already")
    GOES_ON = N_("the session goes on already")
    NOTHING_TO_UNDO = N_("there is nothing to undo")
    UNDONE_ALREADY = N_("it was undone already")
    PUT_BACK_ALREADY = N_("it was put back already")
    RESTED_ON = N_("what was done later rests on it: undo that first")


@dataclass(frozen=True)
class Refusal:
    """Why a move was not carried out: of which speaker, who stands how; overtaken `by` the move with this number."""

    reason: Reason
    speaker: str = ""
    standing: SlotStatus | None = None
    by: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a move.

    `kind` is None where it cannot be read. `does` says what it was about when it was made, after the name of whoever
    made it; `target` is the number of the move that an undo names. `overtook`: the number of somebody else's move in
    the same moment, which whoever made it could not have seen.
    """

    number: int
    kind: Kind | None
    person: str
    at: datetime
    does: str
    target: int | None = None
    refused: Refusal | None = None
    overtook: int | None = None
    undone: bool = False


@dataclass(frozen=True, eq=False)
class Session:
    """A session after its first `number` moves; one object for the same moves, so that answers can be kept by it."""

    record: DeskRecord
    number: int
    parts: tuple[SessionPart, ...]
    current_part: str | None
    current: str | None
    notes: tuple[Note, ...]
    marks: Mapping[str, tuple[QuestionStatus, str]]
    log: tuple[Outcome, ...]
    begun: bool
    closed: bool

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All speakers, part by part, in the order of the list."""
        return tuple(slot for part in self.parts for slot in part.slots)

    def slot(self, code: str) -> Slot:
        """A speaker by its code."""
        return next(slot for slot in self.slots if slot.id == code)

    def part(self, code: str) -> SessionPart:
        """A part by its code."""
        return next(part for part in self.parts if part.code == code)

    def short_title(self, part: SessionPart) -> str:
        """The title of a part without that of the session: Part a."""
        name = part.title.removeprefix(self.record.title).lstrip(", ") or part.title
        return name[:1].upper() + name[1:]

    def outcome(self, number: int | None) -> Outcome | None:
        """What became of the move with this number; None if there is none such."""
        at = bisect_left(self.log, number or 0, key=lambda outcome: outcome.number)
        return self.log[at] if at < len(self.log) and self.log[at].number == number else None

    @property
    def speaking(self) -> Slot | None:
        """Who has the floor."""
        return self.slot(self.current) if self.current else None

    @property
    def here(self) -> SessionPart | None:
        """The part that the session is at; the first one before it has begun."""
        if self.current_part:
            return self.part(self.current_part)
        return self.parts[0] if self.parts else None

    @property
    def waiting(self) -> tuple[Slot, ...]:
        """Who waits, in order: in the part that the session is at, then in those after it."""
        at = self.parts.index(self.here) if self.here else 0
        ahead = (slot for part in self.parts[at:] for slot in part.slots)
        return tuple(slot for slot in ahead if slot.standing is SlotStatus.WAITING)

    @property
    def lines(self) -> tuple[str, ...]:
        """The discussion lines of its parts, in order, each once."""
        return tuple(dict.fromkeys(part.line for part in self.parts if part.line))

    def line_of(self, slot: Slot) -> str | None:
        """The discussion line under which a speaker speaks."""
        return self.part(slot.part).line
