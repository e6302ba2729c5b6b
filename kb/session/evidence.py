"""What shows that a line or an action is addressed: places on the list, notes, and texts handed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum

from kb.domain.catalogue import N_
from kb.session.context import SessionContext
from kb.session.state import Session, Slot, SlotStatus


class Touch(StrEnum):
    """What a State does with a line or an action in this session; exactly one holds."""

    NOW = "now"
    ANNOUNCED = "announced"
    NOT = "not"


class EvidenceKind(Enum):
    """What a Touch rests on, in words."""

    FLOOR = N_("had the floor")
    NOTE = N_("noted")
    WAITING = N_("on the list")
    SKIPPED = N_("passed over")
    TEXT = N_("text handed in")

    @property
    def touch(self) -> Touch:
        """What it comes to by itself."""
        return Touch.NOW if self in (EvidenceKind.FLOOR, EvidenceKind.NOTE) else Touch.ANNOUNCED


@dataclass(frozen=True)
class Evidence:
    """One thing that shows who addresses which lines, and which provisions (also those that these are a part of).

    `state` is the State that speaks for itself, None where somebody else does; `slot` who speaks, None of a text.
    `note` is the number of the note, `text` the id of the contribution, that it is.
    """

    why: EvidenceKind
    lines: frozenset[str]
    provisions: frozenset[str]
    state: str | None
    slot: Slot | None = None
    note: int | None = None
    text: str | None = None


def evidence(context: SessionContext, session: Session) -> tuple[Evidence, ...]:
    """All that there is in a session, without the chair, whose turn is on no side of the board."""
    return (*_of_the_list(context, session), *_of_notes(context, session), *_of_texts(context))


def _of_the_list(context: SessionContext, session: Session) -> Iterator[Evidence]:
    whys = {SlotStatus.WAITING: EvidenceKind.WAITING, SlotStatus.SKIPPED: EvidenceKind.SKIPPED}
    for slot in session.slots:
        why = EvidenceKind.FLOOR if slot.has_spoken else whys.get(slot.standing)
        line = session.line_of(slot)
        if why and line and not slot.as_chair:
            yield Evidence(why, frozenset({line}), frozenset(), context.state_of(slot), slot)


def _of_notes(context: SessionContext, session: Session) -> Iterator[Evidence]:
    for note in session.notes:
        slot = session.slot(note.slot)
        if not slot.as_chair:
            coded = (context.with_wholes(provision) for provision, _assessment in note.codes)
            provisions = frozenset().union(*coded)
            yield Evidence(
                EvidenceKind.NOTE, frozenset({note.line}), provisions, context.state_of(slot), slot, note=note.number
            )


def _of_texts(context: SessionContext) -> Iterator[Evidence]:
    for row in context.texts:
        if row["state"]:
            lines, provisions = frozenset((row["line"] or "").split()), frozenset(row["provisions"])
            yield Evidence(EvidenceKind.TEXT, lines, provisions, row["state"], text=row["contribution"])
