"""Who stands in the programme held of a session and did not speak at the desk; taken out only when named for that."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kb.desk.replay import replay
from kb.desk.state import Session, Slot, Standing
from kb.errors import ChangeRefused
from kb.queries import Row, sql
from kb.queries.desk import desk_programme
from kb.store import Store, View
from kb.work.permission import Actor, Operation, permitted, revise

_NONE_LEFT = (
    "None of these speakers can be taken out of the programme: they are out of it already, or something shows now that "
    "they spoke. Nothing was changed."
)


@dataclass(frozen=True)
class TakenOut:
    """Who was taken out of the programme held (names as listed), as which revision."""

    revision: int
    names: tuple[str, ...]


def silent(view: View, session: Session) -> tuple[Slot, ...]:
    """The speakers of the programme held who withdrew or were passed over, and of whom nothing shows that they spoke.

    Nobody in a replay: it says nothing of the session of the past.
    """
    rows = desk_programme(view, session.record.meeting, session.record.day)
    return tuple(slot for slot, _ in _silent(rows, session))


def take_out(store: Store, actor: Actor, desk: str, slots: Collection[str]) -> TakenOut:
    """Take these speakers (codes on the desk's list) out of the programme held, as one revision.

    Of those named, whoever had the floor meanwhile stays. They stand in it again once they had the floor after all and
    that is recorded. Raises NotPermitted, ValueUnknown, or ChangeRefused if nobody is left to be taken out.
    """
    permitted(actor, Operation.FACILITATE)
    store.desks.record(desk)
    reason = "Speakers who withdrew or were passed over at the session desk were taken out of the programme"
    with revise(store, actor, Operation.FACILITATE, reason) as change:
        session = replay(store.desks.record(desk), store.desks.entries(desk))
        rows = change.rows(sql("desk_programme"), {"meeting": session.record.meeting, "day": session.record.day})
        found = [(slot, row) for slot, row in _silent(rows, session) if slot.id in slots]
        if not found:
            raise ChangeRefused(_NONE_LEFT)
        for _, row in found:
            change.remove("speaking_slot", session=row["session"], position=str(row["position"]))
        return TakenOut(change.number, tuple(slot.speaker for slot, _ in found))


def _silent(rows: Sequence[Row], session: Session) -> Iterator[tuple[Slot, Row]]:
    """The same with the places that they have in the programme held (rows of desk_programme.sql)."""
    if session.record.is_replay:
        return
    held = {(row["session"], row["position"]): row for row in rows}
    noted = {note.slot for note in session.notes}
    for part in session.parts:
        for slot in part.slots:
            row = held.get((part.session, slot.listed))
            if row is None or row["speaker"] != slot.speaker or slot.id in noted:
                continue
            if slot.standing not in (Standing.SKIPPED, Standing.WITHDRAWN):
                continue
            if row["statement_text_found"] == "none" and not row["contributions"]:
                yield slot, row
