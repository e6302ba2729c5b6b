"""After a session: what was noted at the desk becomes contributions for coding, and who spoke is kept.

The programme stays as its source gives it. Who of it did not speak is kept by kb/workflow/no_shows.py. A rehearsal is
never recorded.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.db import Change, Store
from kb.domain.model import assessment_or_fact
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import sql
from kb.session import moves
from kb.session.replay import replay
from kb.session.state import Note, Session, Slot
from kb.workflow.coding import coding_rows
from kb.workflow.permission import Actor, Operation, permitted, revise
from kb.workflow.publishing import texts_published
from kb.workflow.submission import contributor_of

CAVEAT = (
    "Taken down in the room by somebody else while it was said. This is not the delivered text, which replaces it once"
    " it is published."
)
# What a speaker on the list may do, as a contribution has it; a reply is a statement.
KINDS = ("opening", "statement", "presentation", "closing")
# Contributor, line, language.
Group = tuple[str, str, str]


@dataclass(frozen=True)
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
    made = _Recording()
    try:
        with revise(store, actor, Operation.FACILITATE, "Notes and speakers of a session were recorded") as change:
            # Read only now that nobody else can record: two may click at once.
            made.take(change, replay(store.desks.record(desk), store.desks.entries(desk)))
    except _NothingNew:
        pass
    # The knowledge base is asked what it holds, not the log: where this is not reached, the next time makes up for it.
    for revision, notes in sorted(made.to_log.items()):
        done = moves.recorded(revision, sorted(notes))
        seen = len(store.desks.entries(desk))
        store.desks.append(desk, actor.person, done.kind, done.content, seen)
    return made.result()


class _Recording:
    """One run of `record`."""

    def __init__(self) -> None:
        self.revision: int | None = None
        self.contributions: list[str] = []
        self.notes: list[int] = []
        self.spoke: list[str] = []
        self.unknown: dict[str, None] = {}
        self.delivered: dict[str, None] = {}
        self.of_chair: dict[str, None] = {}
        self.to_log: dict[int, set[int]] = defaultdict(set)

    def result(self) -> Recorded:
        return Recorded(
            self.revision,
            tuple(self.contributions),
            tuple(self.notes),
            tuple(self.spoke),
            tuple(self.unknown),
            tuple(self.delivered),
            tuple(self.of_chair),
        )

    def take(self, change: Change, session: Session) -> None:
        """Record what is new. Raises _NothingNew where nothing is."""
        for (contributor, line, _), notes in self._groups(change, session).items():
            self._contribute(change, session, contributor, line, notes)
        self._keep_speakers(change, session)
        if not (self.notes or self.spoke):
            raise _NothingNew
        self.revision = change.number
        if self.notes:
            self.to_log[change.number].update(self.notes)

    def _groups(self, change: Change, session: Session) -> Mapping[Group, Sequence[Note]]:
        """The notes to be recorded, by contributor, line and language, in the order in which they were taken."""
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
                self.of_chair[slot.speaker] = None
            elif slot.identity is None:
                self.unknown[slot.speaker] = None
            elif (at := recorded.get((slot.identity, note.line, note.said))) is not None:
                self.to_log[at].add(note.number)
            else:
                groups[slot.identity, note.line, note.language].append(note)
        return groups

    def _contribute(self, change: Change, session: Session, contributor: str, line: str, notes: Sequence[Note]) -> None:
        record = session.record
        who = contributor_of(change, contributor)
        id_ = f"{record.meeting}-{contributor}-note-{record.id}-{notes[0].number}"
        change.save("contribution", [_contribution(change, session, who, notes[0], id_)])
        self.delivered.update(dict.fromkeys(texts_published(change, id_)))
        for position, note in enumerate(notes, start=1):
            _save_passage(change, note, id_, position)
        self.contributions.append(id_)
        self.notes += [note.number for note in notes]

    def _keep_speakers(self, change: Change, session: Session) -> None:
        """Keep whoever had the floor, in the order in which they first had it; the programme stays as it is.

        Whoever was said to be somebody else, or not to have spoken, is kept anew.
        """
        spoke = [slot for slot in session.slots if slot.has_spoken]
        self.unknown.update(dict.fromkeys(slot.speaker for slot in spoke if not slot.identity))
        kept = {row["slot"]: row for row in change.records("desk_speaker", desk=session.record.id)}
        turns = {code: row["turn"] for code, row in kept.items() if row["turn"]}
        for slot in sorted((slot for slot in spoke if slot.identity), key=lambda slot: (slot.begun_at, slot.id)):
            turns.setdefault(slot.id, max(turns.values(), default=0) + 1)
            row = speaker_row(change, session, slot, turns[slot.id])
            if row != kept.get(slot.id):
                change.save("desk_speaker", [row])
                self.spoke.append(slot.speaker)


def speaker_row(change: Change, session: Session, slot: Slot, turn: int | None) -> dict[str, Any]:
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


def _contribution(change: Change, session: Session, who: Mapping[str, Any], first: Note, id_: str) -> dict[str, Any]:
    record, kind = session.record, session.slot(first.slot).kind
    meeting = change.record("meeting", id=record.meeting) or {}
    when = f"{record.title}, {record.day.day} {record.day:%B %Y}"
    return {
        "id": id_,
        "contributor_name": who["name"],
        "contributor_type": who["type"],
        "state": who["state"],
        "about_state": who["state"],
        "meeting": record.meeting,
        "meeting_label": meeting["name"],
        "date": record.day,
        "line": first.line or None,
        "kind": kind if kind in KINDS else "statement",
        "convention": meeting["convention"],
        # Somebody else wrote down what was said.
        "voice": "reported",
        "text_kind": "note",
        "language": first.language,
        "source_title": f"Note taken in the room: {when}",
        "source_truncated": False,
        "note": CAVEAT,
        "status": "received",
    }


def _save_passage(change: Change, note: Note, contribution: str, position: int) -> None:
    """The passage, and what whoever noted it took it to be about, as a judgement: a Coordinator decides."""
    id_ = f"{contribution}.{position}"
    values = {"contribution": contribution, "position": position, "text": note.said, "substance": True}
    change.save("passage", [{"id": id_} | values])
    codes = tuple((provision, assessment_or_fact(code)) for provision, code in dict.fromkeys(note.codes))
    if codes:
        key = {"passage": id_, "coder": note.person}
        change.save("judgement", [key | {"basis": "hand", "blind": True, "note": "Noted in the room"}])
        change.save("judged_coding", [key | row for row in coding_rows(codes)])
