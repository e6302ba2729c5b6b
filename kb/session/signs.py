"""What the room and the texts handed in show of a line or an action: by State, and beside the States."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kb.questions import Row
from kb.session.known import Known
from kb.session.state import Note, Session, Slot, Standing


class Touch(StrEnum):
    """What a State does with a line or an action in this session; exactly one holds."""

    NOW = "now"
    ANNOUNCED = "announced"
    NOT = "not"


class Why(StrEnum):
    """What a Touch rests on."""

    FLOOR = "floor"
    NOTE = "note"
    WAITING = "waiting"
    SKIPPED = "skipped"
    TEXT = "text"


@dataclass(frozen=True)
class SideTables:
    """An organisation or expert, or a speaker who is not identified (`contributor` None), that spoke or is noted."""

    name: str
    contributor: str | None
    touch: Touch


@dataclass
class Signs:
    """What a State's mark rests on, while it is gathered: reasons, numbers of notes, ids of contributions."""

    why: set[Why] = field(default_factory=set)
    notes: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def touch(self) -> Touch:
        """What it comes to."""
        if self.why & {Why.FLOOR, Why.NOTE}:
            return Touch.NOW
        return Touch.ANNOUNCED if self.why else Touch.NOT


Found = Mapping[str, Signs]


def on_line(base: Known, session: Session, line: str) -> tuple[Found, tuple[SideTables, ...]]:
    """What stands under a line: by State, and beside the States."""
    found: dict[str, Signs] = defaultdict(Signs)
    beside: dict[str, SideTables] = {}
    noted = {note.slot for note in session.notes if note.line == line}
    for slot in _of_the_floor(session):
        why = _of_slot(slot) if session.line_of(slot) == line else None
        state = base.state_of(slot)
        if state:
            if why:
                found[state].why.add(why)
        elif why or slot.id in noted:
            _put(beside, slot, Touch.NOW if why is Why.FLOOR or slot.id in noted else Touch.ANNOUNCED)
    _notes(found, base, session, (note for note in session.notes if note.line == line))
    _texts(found, (row for row in base.texts if row["line"] and line in row["line"].split()))
    return found, tuple(beside.values())


def on_action(base: Known, session: Session, action: str) -> tuple[Found, tuple[SideTables, ...]]:
    """What is coded to an action, or to a part of it: by State, and beside the States."""
    found: dict[str, Signs] = defaultdict(Signs)
    beside: dict[str, SideTables] = {}
    notes = [
        note for note in session.notes if any(action in base.wholes.get(provision, ()) for provision, _ in note.codes)
    ]
    for note in notes:
        slot = session.slot(note.slot)
        if not base.state_of(slot) and not slot.as_chair:
            _put(beside, slot, Touch.NOW)
    _notes(found, base, session, notes)
    _texts(found, (row for row in base.texts if action in row["provisions"]))
    return found, tuple(beside.values())


def noted_under(base: Known, session: Session, action: str) -> tuple[str, ...]:
    """Under which lines notes on an action were taken, in order, of anybody but the chair."""
    noted = {
        note.line
        for note in session.notes
        if any(action in base.wholes.get(provision, ()) for provision, _ in note.codes)
        and not session.slot(note.slot).as_chair
    }
    return tuple(sorted(noted))


def told_on_line(base: Known, session: Session, line: str, by_state: Found) -> frozenset[str]:
    """The provisions that States addressed under a line, and those these are a part of.

    They are what notes taken under it are coded to, and texts handed in for it by those who spoke under it (`by_state`
    is what stands under the line). Empty where none of these is coded: which actions are open is then not known.
    """
    found: set[str] = set()
    for note in session.notes:
        if note.line == line and base.state_of(session.slot(note.slot)):
            for provision, _ in note.codes:
                found |= {provision, *base.wholes.get(provision, ())}
    for row in base.texts:
        signs = by_state.get(row["state"] or "")
        if signs and signs.touch is Touch.NOW and line in (row["line"] or "").split():
            found.update(row["provisions"])
    return frozenset(found)


def _of_the_floor(session: Session) -> Iterator[Slot]:
    """The speakers without the chair, whose turn is on no side of the board."""
    return (slot for slot in session.slots if not slot.as_chair)


def _of_slot(slot: Slot) -> Why | None:
    """What a place on the list comes to."""
    if slot.has_spoken:
        return Why.FLOOR
    return {Standing.WAITING: Why.WAITING, Standing.SKIPPED: Why.SKIPPED}.get(slot.standing)


def _put(beside: dict[str, SideTables], slot: Slot, touch: Touch) -> None:
    """List whoever is no State once; who spoke did not only announce it."""
    key = slot.contributor or slot.id
    if key not in beside or touch is Touch.NOW:
        beside[key] = SideTables(slot.speaker, slot.contributor, touch)


def _notes(found: dict[str, Signs], base: Known, session: Session, notes: Iterable[Note]) -> None:
    for note in notes:
        state = base.state_of(session.slot(note.slot))
        if state:
            found[state].why.add(Why.NOTE)
            found[state].notes.append(note.number)


def _texts(found: dict[str, Signs], texts: Iterable[Row]) -> None:
    for row in texts:
        if row["state"]:
            found[row["state"]].why.add(Why.TEXT)
            found[row["state"]].texts.append(row["contribution"])
