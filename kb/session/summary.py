"""What a session came to: who spoke on what, what is new, which texts are still to come, what was left open."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.questions import Row
from kb.questions.desk import passages_by_id
from kb.session.board import BoardView
from kb.session.context import SessionContext
from kb.session.question import Question
from kb.session.question_rules import questions
from kb.session.state import Note, Session, SessionPart, Slot, SlotStatus

REHEARSED = _("This is a rehearsal. Its times and notes are not those of the session, and nothing of it is recorded.")


@dataclass(frozen=True)
class Turn:
    """A speaker who had the floor, or of whom something is noted: when first (in the session's zone), and the notes.

    `used_ms` are the milliseconds of the turns that have ended. `name`: a State's in the knowledge base, or as listed.
    """

    slot: Slot
    name: str
    begun: datetime | None
    used_ms: int
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class PartSummary:
    """A part: who spoke, in the order in which they did, and the names of those on the list who did not."""

    code: str
    title: str
    line: str | None
    turns: tuple[Turn, ...]
    not_heard: tuple[str, ...]
    withdrawn: tuple[str, ...]
    complete: bool


@dataclass(frozen=True)
class NewlyCovered:
    """An action that a State addressed now, and on which nothing of it was published from earlier meetings."""

    provision: str
    instrument: str
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
    """What a session came to. `rehearsed` says of a rehearsal that it is one.

    `owed` is complete only for a view that shows what is not published; `covered_before` counts the actions and States
    noted now of which something was published before; `unidentified` are the speakers whose name was typed; `held` are
    the passages (rows of published_passage by id) that notes are, as in a replay.
    """

    title: str
    rehearsed: str
    zone: str
    parts: tuple[PartSummary, ...]
    newly: tuple[NewlyCovered, ...]
    covered_before: int
    owed: tuple[Owed, ...]
    open: tuple[Question, ...]
    unidentified: tuple[Slot, ...]
    held: Mapping[str, Row]
    of_chair: tuple[Slot, ...] = ()


@cached
def summary(board: BoardView) -> Summary:
    """The summary of a session as it stands; it need not have ended."""
    session, base = board.session, board.context
    noted = _noted(base, session)
    newly = [one for one, is_new in noted if is_new]
    return Summary(
        session.record.title,
        REHEARSED if session.record.is_rehearsal else "",
        session.record.zone,
        tuple(_part(base, session, part) for part in session.parts),
        tuple(newly),
        len(noted) - len(newly),
        tuple(_owed(base, session)),
        tuple(one for line in questions(board).lines for one in line.open),
        tuple(slot for slot in session.slots if not slot.contributor and slot.standing is not SlotStatus.WITHDRAWN),
        passages_by_id(board.view, {note.passage for note in session.notes if note.passage}),
        of_chair(session),
    )


def of_chair(session: Session) -> tuple[Slot, ...]:
    """The speakers noted who spoke as the chair: what is noted of them stays at the desk."""
    noted = {note.slot for note in session.notes}
    return tuple(slot for slot in session.slots if slot.as_chair and slot.id in noted)


def _part(base: SessionContext, session: Session, part: SessionPart) -> PartSummary:
    zone = ZoneInfo(session.record.zone)
    notes: dict[str, list[Note]] = defaultdict(list)
    for note in session.notes:
        notes[note.slot].append(note)
    heard = [slot for slot in part.slots if slot.has_spoken or notes[slot.id]]
    turns = (
        Turn(slot, base.name_of(slot), _at(slot.begun_at, zone), slot.used_ms, tuple(notes[slot.id]))
        for slot in sorted(heard, key=lambda slot: slot.begun_at or datetime.max)
    )
    left = [slot for slot in part.slots if slot not in heard]
    return PartSummary(
        part.code,
        part.title,
        part.line,
        tuple(turns),
        tuple(base.name_of(slot) for slot in left if slot.standing is not SlotStatus.WITHDRAWN),
        tuple(base.name_of(slot) for slot in left if slot.standing is SlotStatus.WITHDRAWN),
        part.complete,
    )


def _at(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.replace(tzinfo=UTC).astimezone(zone) if moment else None


def _noted(base: SessionContext, session: Session) -> list[tuple[NewlyCovered, bool]]:
    """The actions that notes of States are coded to, and whether nothing of the State on it was published before."""
    by_subject: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in session.notes:
        state = base.state_of(session.slot(note.slot))
        for action in _actions(base, note) if state else ():
            by_subject[state or "", action].append(note)
    return [
        (_newly(base, state, row, notes), not base.before(state, row["provision"]).passages)
        for state in base.states
        for row in base.provisions.values()
        if (notes := by_subject.get((state, row["provision"])))
    ]


def _newly(base: SessionContext, state: str, row: Row, notes: Sequence[Note]) -> NewlyCovered:
    action = f"{row['name']} ({row['short_title']})" if row["short_title"] else row["name"]
    name = base.states[state]["name"]
    return NewlyCovered(row["provision"], row["instrument"], action, state, name, tuple(notes))


def _actions(base: SessionContext, note: Note) -> Iterator[str]:
    """The actions under the session's lines that a note is coded to, or to a part of; else what it is coded to."""
    coded = dict.fromkeys(provision for provision, _assessment in note.codes)
    yield from dict.fromkeys(whole for provision in coded for whole in base.wholes.get(provision, (provision,)))


def _owed(base: SessionContext, session: Session) -> Iterator[Owed]:
    contributors = {row["contributor"] for row in base.texts}
    noted = {note.slot for note in session.notes}
    spoke: dict[str, list[Slot]] = defaultdict(list)
    for slot in session.slots:
        if slot.contributor and not slot.as_chair and (slot.has_spoken or slot.id in noted):
            spoke[slot.contributor].append(slot)
    for contributor, slots in spoke.items():
        if contributor not in contributors:
            yield Owed(contributor, base.name_of(slots[0]), tuple(slots))
