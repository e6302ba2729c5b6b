"""The pre-briefing: one card for every speaker of a session, of what it said before and what is not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.desk.known import Before
from kb.desk.state import Session
from kb.queries import Row
from kb.store import View


class Who(StrEnum):
    """Whose card it is."""

    STATE = "state"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OnAction:
    """What a State reported before on an action: passages, and how many by assessment."""

    provision: str
    name: str
    before: Before
    assessments: Mapping[str, int]


@dataclass(frozen=True)
class Gap:
    """An action that binds a State, or may, without a report of it before the session; `cell`: see kb.words.CELLS."""

    provision: str
    name: str
    cell: str
    bound: str


@dataclass(frozen=True)
class Card:
    """A speaker's card. A State that stands on several lists has one; `slots` are all of them.

    `key` is the contributor, or the slot of a speaker nobody knows. `latest`, `requests`, `offers`: passages, rows of
    published_passage, newest first. `no_gaps` says why there are no gaps to tell of, if so. `contributed`: what an
    organisation contributed, a row per contribution. `before` counts all passages of the State before the session.
    """

    key: str
    name: str
    who: Who
    slots: tuple[str, ...]
    lines: tuple[str, ...]
    before: Before
    actions: tuple[OnAction, ...] = ()
    latest: tuple[Row, ...] = ()
    gaps: tuple[Gap, ...] = ()
    no_gaps: str = ""
    requests: tuple[Row, ...] = ()
    offers: tuple[Row, ...] = ()
    mechanisms: tuple[Row, ...] = ()
    contributed: tuple[Row, ...] = ()


def cards(view: View, session: Session) -> tuple[Card, ...]:
    """A card for every speaker, in the order of the list."""
    raise NotImplementedError


def in_two_lines(card: Card) -> tuple[str, str]:
    """The card in two lines of plain text: what was said before; what is missing, asked for and offered."""
    raise NotImplementedError
