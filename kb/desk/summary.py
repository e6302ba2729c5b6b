"""What a session came to: who spoke on what, what is new, which texts are still to come, what was left open."""

from dataclasses import dataclass
from datetime import datetime

from kb.desk.questions import Question
from kb.desk.state import Note, Session, Slot
from kb.store import View


@dataclass(frozen=True)
class Turn:
    """A speaker who had the floor: when first (in the session's zone), milliseconds used, and what was noted."""

    slot: Slot
    begun: datetime | None
    used_ms: int
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class PartSummary:
    """A part: who spoke, in order of the list, and who was on it and did not."""

    code: str
    title: str
    line: str | None
    turns: tuple[Turn, ...]
    not_heard: tuple[Slot, ...]


@dataclass(frozen=True)
class NewlyCovered:
    """An action that a State addressed now and of which nothing of it was published before."""

    provision: str
    action: str
    state: str
    name: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Owed:
    """A contributor that spoke and of which no text for this meeting is held. `slots`: where it spoke."""

    contributor: str
    name: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Summary:
    """What a session came to. `timing` says, for a replay, that its times are not those of the session."""

    timing: str
    parts: tuple[PartSummary, ...]
    newly: tuple[NewlyCovered, ...]
    owed: tuple[Owed, ...]
    open: tuple[Question, ...]
    unidentified: tuple[Slot, ...]


def summary(view: View, session: Session) -> Summary:
    """The summary of a session as it stands; it need not have ended."""
    raise NotImplementedError
