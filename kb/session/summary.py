"""What a session came to: who spoke on what, what is new, which texts are still to come, what was left open."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.questions import Row
from kb.session.board import BoardView
from kb.session.context import SessionContext, passages_by_id
from kb.session.question import Question
from kb.session.question_rules import questions
from kb.session.state import Note, Session, SessionPart, Slot, SlotStatus

REHEARSED = _("This is a rehearsal. Its times and notes are not those of the session, and nothing of it is recorded.")


@dataclass(frozen=True)
class Turn:
    """A speaker who had the floor, or of whom something is noted: when first (in the session's zone), and the notes.

    `name`: a State's in the knowledge base, or as listed.
    """

    slot: Slot
    name: str
    begun: datetime | None
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class PartSummary:
    """A part: who spoke, in the order in which they did, and the names of those on the list who did not."""

    part: SessionPart
    turns: tuple[Turn, ...]
    not_heard: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True)
class NewlyCovered:
    """An action that a State addressed now, and on which nothing of it was published from earlier meetings.

    `state` is a row of desk_states.sql, `action` one of desk_provisions.sql.
    """

    state: Row
    action: Row
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Owed:
    """A contributor that spoke and of which no text for this meeting is held. `slots`: where it spoke."""

    contributor: str
    name: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Summary:
    """What a session came to.

    `owed` is complete only for a view that shows what is not published; `covered_before` counts the actions and States
    noted now of which something was published before; `unidentified` are the speakers whose name was typed; `held` are
    the passages (rows of published_passage by id) that notes are, as in a replay; `of_chair` are the speakers noted who
    spoke as the chair: what is noted of them stays at the desk.
    """

    parts: tuple[PartSummary, ...]
    newly: tuple[NewlyCovered, ...]
    covered_before: int
    owed: tuple[Owed, ...]
    open: tuple[Question, ...]
    unidentified: tuple[Slot, ...]
    held: Mapping[str, Row]
    of_chair: tuple[Slot, ...]


@cached
def summary(board: BoardView) -> Summary:
    """The summary of a session as it stands; it need not have ended."""
    session, base = board.session, board.context
    covered = list(_covered(base, session))
    newly = tuple(one for one in covered if not base.before(one.state["id"], one.action["provision"]).passages)
    noted = {note.slot for note in session.notes}
    return Summary(
        tuple(_part(base, session, part) for part in session.parts),
        newly,
        len(covered) - len(newly),
        tuple(_owed(base, session)),
        tuple(one for line in questions(board).lines for one in line.open),
        tuple(slot for slot in session.slots if not slot.contributor and slot.standing is not SlotStatus.WITHDRAWN),
        passages_by_id(board.view, {note.passage for note in session.notes if note.passage}),
        tuple(slot for slot in session.slots if slot.as_chair and slot.id in noted),
    )


def _part(base: SessionContext, session: Session, part: SessionPart) -> PartSummary:
    zone = ZoneInfo(session.record.zone)
    notes = {slot.id: tuple(note for note in session.notes if note.slot == slot.id) for slot in part.slots}
    heard = [slot for slot in part.slots if slot.has_spoken or notes[slot.id]]
    turns = (
        Turn(
            slot,
            base.name_of(slot),
            slot.begun_at.replace(tzinfo=UTC).astimezone(zone) if slot.begun_at else None,
            notes[slot.id],
        )
        for slot in sorted(heard, key=lambda slot: slot.begun_at or datetime.max)
    )
    left = [slot for slot in part.slots if slot not in heard]
    return PartSummary(
        part,
        tuple(turns),
        tuple(base.name_of(slot) for slot in left if slot.standing is not SlotStatus.WITHDRAWN),
        tuple(base.name_of(slot) for slot in left if slot.standing is SlotStatus.WITHDRAWN),
    )


def _covered(base: SessionContext, session: Session) -> Iterator[NewlyCovered]:
    """The actions that notes of States are coded to, whatever of the State on it was published before.

    They are those under the session's lines that a note is coded to, or to a part of; else what it is coded to.
    """
    notes: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in session.notes:
        if state := base.state_of(session.slot(note.slot)):
            coded = dict.fromkeys(provision for provision, _assessment in note.codes)
            for action in dict.fromkeys(whole for one in coded for whole in base.wholes.get(one, (one,))):
                notes[state, action].append(note)
    for state, row in base.states.items():
        for action, provision in base.provisions.items():
            if found := notes.get((state, action)):
                yield NewlyCovered(row, provision, tuple(found))


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
