"""Who is in the programme of a session and did not speak at the desk; kept only of those named for it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kb.db import Store, View
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import Row, sql
from kb.questions.desk import desk_programme, desk_speakers
from kb.session.replay import replay
from kb.session.state import Session, Slot, SlotStatus
from kb.workflow.permission import Actor, Operation, permitted, revise
from kb.workflow.recording import speaker_row


@dataclass(frozen=True)
class NoShows:
    """Who is now kept as not having spoken (names as listed), as which revision."""

    revision: int
    names: tuple[str, ...]


def no_shows(view: View, session: Session) -> tuple[Slot, ...]:
    """The speakers of the programme who withdrew or were passed over, and of whom nothing shows that they spoke.

    Without those of whom it is kept already; nobody in a rehearsal.
    """
    at = session.record.meeting, session.record.day
    return tuple(_no_shows(desk_programme(view, *at), desk_speakers(view, *at), session))


def record_no_shows(store: Store, actor: Actor, desk: str, slots: Collection[str]) -> NoShows:
    """Keep of these speakers (codes on the desk's list) that they did not speak, as one revision.

    The programme stays as it is. Of those named, whoever had the floor meanwhile is left out; recording who spoke
    afterwards says so again. Raises NotPermitted, ValueUnknown, or ChangeRefused if nobody is left.
    """
    permitted(actor, Operation.FACILITATE)
    store.desks.record(desk)
    reason = "Speakers of the programme who withdrew or were passed over are kept as not having spoken"
    with revise(store, actor, Operation.FACILITATE, reason) as change:
        session = replay(store.desks.record(desk), store.desks.entries(desk))
        at = {"meeting": session.record.meeting, "day": session.record.day}
        programme, kept = change.rows(sql("desk_programme"), at), change.rows(sql("desk_speakers"), at)
        slots_found = [slot for slot in _no_shows(programme, kept, session) if slot.id in slots]
        if not slots_found:
            raise ChangeRefused(Refused.NO_SHOWS_LEFT)
        change.save("desk_speaker", [speaker_row(change, session, slot, None) for slot in slots_found])
        return NoShows(change.number, tuple(slot.speaker for slot in slots_found))


def _no_shows(programme: Sequence[Row], kept: Sequence[Row], session: Session) -> Iterator[Slot]:
    """The same from rows of desk_programme.sql and desk_speakers.sql."""
    if session.record.is_rehearsal:
        return
    places = {(row["session"], row["position"]): row for row in programme}
    # What another desk kept of the same place stands; what this one did may have been a mistake.
    spoke = {(row["session"], row["listed"]) for row in kept if row["spoke"] and row["desk"] != session.record.id}
    done = {row["slot"] for row in kept if not row["spoke"] and row["desk"] == session.record.id}
    noted = {note.slot for note in session.notes}
    for part in session.parts:
        for slot in part.slots:
            row = places.get((part.session, slot.listed))
            if row is None or row["speaker"] != slot.speaker or not slot.identity or slot.id in noted | done:
                continue
            if slot.standing not in (SlotStatus.SKIPPED, SlotStatus.WITHDRAWN) or (part.session, slot.listed) in spoke:
                continue
            if row["statement_text_found"] == "none" and not row["contributions"]:
                yield slot
