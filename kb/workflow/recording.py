"""After a session: what was noted at the desk becomes contributions for coding, and who spoke is kept.

The programme stays as its source gives it; of those named for it, it can be kept that somebody did not speak. A
rehearsal is never recorded.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.db import Change, Store, View
from kb.domain.model import assessment_or_fact
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import sql
from kb.session import moves
from kb.session.replay import replay
from kb.session.state import Note, Session, Slot, SlotStatus
from kb.workflow.permission import Actor, Operation, permitted, revise
from kb.workflow.publishing import texts_published
from kb.workflow.submission import SubmittedPassage, contribution_row, contributor_of, save_passages

CAVEAT = (
    "Taken down in the room by somebody else while it was said. This is not the delivered text, which replaces it once"
    " it is published."
)
# What a speaker on the list may do, as a contribution has it; a reply is a statement.
KINDS = ("opening", "statement", "presentation", "closing")
# Contributor, line, language.
Group = tuple[str, str, str]


@dataclass
class Recorded:
    """What recording did. `revision` is None where nothing was to be recorded.

    `contributions` were made of `notes` (numbers of their moves); `spoke` are the speakers newly kept as having spoken.
    `unknown` are names of speakers of whom nobody said who they are: nothing of theirs is recorded. `delivered` are
    texts published already, of the same speakers under the same line, which may hold what was noted. `of_chair` are
    speakers who spoke as the chair: what was noted of them is no contribution of their State, and stays at the desk.
    """

    revision: int | None = None
    contributions: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    spoke: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    delivered: tuple[str, ...] = ()
    of_chair: tuple[str, ...] = ()


class _NothingNew(Exception):
    """Leaves the revision unmade."""


def record(store: Store, actor: Actor, desk: str) -> Recorded:
    """Make the notes of identified speakers contributions, and keep who spoke, as one revision.

    What was recorded before, by whomever, is left out, so that it can be asked for again at any time. Raises
    NotPermitted, ValueUnknown or ChangeRefused.
    """
    # A desk nobody knows is none of the business of whoever may not run sessions.
    permitted(actor, Operation.FACILITATE)
    if store.desks.record(desk).is_rehearsal:
        raise ChangeRefused(Refused.REHEARSAL)
    done = Recorded()
    to_log: dict[int, set[int]] = defaultdict(set)
    try:
        with revise(store, actor, Operation.FACILITATE, "Notes and speakers of a session were recorded") as change:
            # Read only now that nobody else can record: two may click at once.
            session = replay(store.desks.record(desk), store.desks.entries(desk))
            for group, notes in _groups(change, session, done, to_log).items():
                _contribute(change, session, group, notes, done)
            _keep_speakers(change, session, done)
            if not (done.notes or done.spoke):
                raise _NothingNew
            done.revision = change.number
            if done.notes:
                to_log[change.number].update(done.notes)
    except _NothingNew:
        pass
    # The knowledge base is asked what it holds, not the log: where this is not reached, the next time makes up for it.
    for revision, numbers in sorted(to_log.items()):
        move = moves.recorded(revision, sorted(numbers))
        store.desks.append(desk, actor.person, move.kind, move.content, len(store.desks.entries(desk)))
    return done


def _groups(
    change: Change, session: Session, done: Recorded, to_log: Mapping[int, set[int]]
) -> Mapping[Group, Sequence[Note]]:
    """The notes to be recorded, by contributor, line and language, in the order in which they were taken.

    Of those recorded already the numbers are added `to_log`, by their revision.
    """
    pattern = f".*-note-{re.escape(session.record.id)}-[0-9]+"
    recorded = {
        (row["contributor"], row["line"], row["text"]): row["revision"]
        for row in change.rows(sql("desk_notes_recorded"), {"pattern": pattern})
    }
    groups: dict[Group, list[Note]] = defaultdict(list)
    for note in session.notes:
        slot = session.slot(note.slot)
        if note.passage or note.recorded:
            continue
        if slot.as_chair:
            done.of_chair = _once(*done.of_chair, slot.speaker)
        elif slot.identity is None:
            done.unknown = _once(*done.unknown, slot.speaker)
        elif (at := recorded.get((slot.identity, note.line, note.said))) is not None:
            to_log[at].add(note.number)
        else:
            groups[slot.identity, note.line, note.language].append(note)
    return groups


def _once(*names: str) -> tuple[str, ...]:
    """Each name once, in the order in which they came."""
    return tuple(dict.fromkeys(names))


def _contribute(change: Change, session: Session, group: Group, notes: Sequence[Note], done: Recorded) -> None:
    """Make the notes of a group a contribution, and what those who noted them took them to be about judgements."""
    record, kind = session.record, session.slot(notes[0].slot).kind
    contributor, line, language = group
    id_ = f"{record.meeting}-{contributor}-note-{record.id}-{notes[0].number}"
    row = contribution_row(
        contributor_of(change, contributor),
        change.record("meeting", id=record.meeting) or {},
        id=id_,
        date=record.day,
        line=line or None,
        kind=kind if kind in KINDS else "statement",
        voice="reported",  # somebody else wrote down what was said
        text_kind="note",
        language=language,
        source_title=f"Note taken in the room: {record.title}, {record.day.day} {record.day:%B %Y}",
        note=CAVEAT,
    )
    change.save("contribution", [row])
    done.delivered = _once(*done.delivered, *texts_published(change, id_))
    parts = [
        SubmittedPassage(note.said, tuple((one, assessment_or_fact(code)) for one, code in dict.fromkeys(note.codes)))
        for note in notes
    ]
    coders = [note.person for note in notes]
    save_passages(change, id_, parts, coders, {"basis": "hand", "note": "Noted in the room"})
    done.contributions += (id_,)
    done.notes += tuple(note.number for note in notes)


def _keep_speakers(change: Change, session: Session, done: Recorded) -> None:
    """Keep whoever had the floor, in the order in which they first had it; the programme stays as it is.

    Whoever was said to be somebody else, or not to have spoken, is kept anew.
    """
    spoke = [slot for slot in session.slots if slot.has_spoken]
    done.unknown = _once(*done.unknown, *(slot.speaker for slot in spoke if not slot.identity))
    kept = {row["slot"]: row for row in change.records("desk_speaker", desk=session.record.id)}
    turns = {code: row["turn"] for code, row in kept.items() if row["turn"]}
    for slot in sorted((slot for slot in spoke if slot.identity), key=lambda slot: (slot.begun_at, slot.id)):
        turns.setdefault(slot.id, max(turns.values(), default=0) + 1)
        row = _speaker_row(change, session, slot, turns[slot.id])
        if row != kept.get(slot.id):
            change.save("desk_speaker", [row])
            done.spoke += (slot.speaker,)


def _speaker_row(change: Change, session: Session, slot: Slot, turn: int | None) -> dict[str, Any]:
    """A record of the table desk_speaker; one without a turn did not speak."""
    record, part = session.record, session.part(slot.part)
    # The programme may have changed since the session was opened.
    programme = part.session if part.session and change.record("session", id=part.session) else None
    return {
        "desk": record.id,
        "slot": slot.id,
        "meeting": record.meeting,
        "day": record.day,
        "title": part.title if part.session else f"{record.title}, {part.title}",
        "line": part.line,
        "session": programme,
        "listed": slot.listed if programme else None,
        "contributor": slot.identity,
        "state": slot.state,
        "speaker_kind": slot.speaker_kind,
        "kind": slot.kind if slot.kind in KINDS else "statement",
        "as_chair": slot.as_chair,
        "spoke": turn is not None,
        "turn": turn,
    }


@dataclass(frozen=True)
class NoShows:
    """Who is now kept as not having spoken (names as listed), as which revision."""

    revision: int
    names: tuple[str, ...]


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
        slots_found = [slot for slot in no_shows(change, session) if slot.id in slots]
        if not slots_found:
            raise ChangeRefused(Refused.NO_SHOWS_LEFT)
        change.save("desk_speaker", [_speaker_row(change, session, slot, None) for slot in slots_found])
        return NoShows(change.number, tuple(slot.speaker for slot in slots_found))


def no_shows(view: View | Change, session: Session) -> Iterator[Slot]:
    """The speakers of the programme who withdrew or were passed over, and of whom nothing shows that they spoke.

    Without those of whom it is kept already; nobody in a rehearsal.
    """
    if session.record.is_rehearsal:
        return
    at = {"meeting": session.record.meeting, "day": session.record.day}
    programme, kept = view.rows(sql("desk_programme"), at), view.rows(sql("desk_speakers"), at)
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
