"""Who has announced to speak under a line of a session, or handed in a text for it, and has not spoken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.desk.board import LineOnBoard, Touch, Why
from kb.desk.known import Known
from kb.desk.state import Session, Slot, Standing
from kb.queries import Row


@dataclass(frozen=True)
class Unheard:
    """Those announced in the same way who have not spoken: names, the States among them, and texts handed in."""

    why: Why
    names: tuple[str, ...]
    states: tuple[str, ...]
    texts: tuple[Row, ...] = ()


def unheard(base: Known, session: Session, line: LineOnBoard) -> Iterator[Unheard]:
    """Who waits on the list of a part that is over; who was passed over in such a part or the one that the session is
    at; who handed in a text and is on no list. Whoever has spoken under the line is not among them, nor is a name
    that was typed and stands for nobody known.
    """
    for why, standing in ((Why.WAITING, Standing.WAITING), (Why.SKIPPED, Standing.SKIPPED)):
        reached = _reached(session, line.id, also_here=standing is Standing.SKIPPED)
        slots = [slot for slot in reached if slot.standing is standing and not _spoke(base, line, slot)]
        if slots:
            names = tuple(dict.fromkeys(map(base.name_of, slots)))
            yield Unheard(why, names, tuple(dict.fromkeys(filter(None, map(base.state_of, slots)))))
    texts = _texts(base, session, line)
    if texts:
        names = tuple(dict.fromkeys(row["contributor_label"] for row in texts))
        states = tuple(dict.fromkeys(row["state"] for row in texts if row["state"]))
        yield Unheard(Why.TEXT, names, states, tuple(texts))


def _reached(session: Session, line: str, *, also_here: bool) -> Iterator[Slot]:
    """The speakers known, without the chair, of the line's parts that are over; or also of that the session is at."""
    parts = session.parts
    at = parts.index(session.here) if session.here and session.begun else -1
    reached = parts if session.closed else parts[: at + also_here if at >= 0 else 0]
    slots = (slot for part in reached if part.line == line for slot in part.slots)
    return (slot for slot in slots if slot.contributor and not slot.as_chair)


def _spoke(base: Known, line: LineOnBoard, slot: Slot) -> bool:
    state = base.state_of(slot)
    if state:
        return line.marks[state].touch is Touch.NOW
    return any(one.contributor == slot.contributor and one.touch is Touch.NOW for one in line.others if one.contributor)


def _texts(base: Known, session: Session, line: LineOnBoard) -> Sequence[Row]:
    """The texts handed in under the line by those who are on no list."""
    slots = [slot for slot in session.slots if not slot.as_chair]
    listed = {slot.contributor for slot in slots} | {slot.speaks_as for slot in slots}
    return [
        row
        for row in base.texts
        if row["line"] and line.id in row["line"].split() and not row["is_note"] and row["contributor"] not in listed
    ]
