"""After a session: what was noted at the desk becomes contributions for coding, and who spoke is kept.

Recording only adds. Whoever stands in the programme held and did not speak is taken out of it by kb/work/silent.py.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.desk import moves
from kb.desk.replay import replay
from kb.desk.state import Note, Part, Session, Slot
from kb.queries import sql
from kb.store import Change, Store
from kb.work.coding import coding_rows
from kb.work.handing_in import contributor_of
from kb.work.permission import Actor, Operation, permitted, revise
from kb.work.publishing import texts_published

SOURCE = "Session desk"
CAVEAT = (
    "Taken down in the room by somebody else while it was said. This is not the delivered text, which replaces it once"
    " it is published."
)
REPLAY_CAVEAT = "Taken down while a session of the past was replayed, to try the session desk: nobody said it."
# What a speaker on the list may do, as a contribution has it; a reply is a statement.
KINDS = ("opening", "statement", "presentation", "closing")
# The code of whoever was put on the list at the desk; those of the programme have the code of their part.
_ADDED = re.compile("m[0-9]+")
Group = tuple[str, str]


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
    store.desks.record(desk)
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
        for (contributor, line), notes in self._groups(change, session).items():
            self._contribute(change, session, contributor, line, notes)
        # Whoever is put on the list of a replay did not speak in the session of the past.
        for part in session.parts if not session.record.is_replay else ():
            self._keep_speakers(change, session, part)
        if not (self.notes or self.spoke):
            raise _NothingNew
        self.revision = change.number
        if self.notes:
            self.to_log[change.number].update(self.notes)

    def _groups(self, change: Change, session: Session) -> Mapping[Group, Sequence[Note]]:
        """The notes to be recorded, by contributor and line, in the order in which they were taken."""
        pattern = f".*-note-{re.escape(session.record.id)}-[0-9]+"
        held = {
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
            elif slot.contributor is None:
                self.unknown[slot.speaker] = None
            elif (at := held.get((slot.contributor, note.line, note.said))) is not None:
                self.to_log[at].add(note.number)
            else:
                groups[slot.contributor, note.line].append(note)
        return groups

    def _contribute(self, change: Change, session: Session, contributor: str, line: str, notes: Sequence[Note]) -> None:
        record = session.record
        who = contributor_of(change, contributor)
        id_ = f"{record.meeting}-{contributor}-note-{record.id}-{notes[0].number}"
        change.save("contribution", [_contribution(change, session, who, line, id_, session.slot(notes[0].slot).kind)])
        self.delivered.update(dict.fromkeys(texts_published(change, id_)))
        for position, note in enumerate(notes, start=1):
            _save_passage(change, note, id_, position)
        self.contributions.append(id_)
        self.notes += [note.number for note in notes]

    def _keep_speakers(self, change: Change, session: Session, part: Part) -> None:
        """Whoever spoke without standing in the programme held comes at its end; what was no part becomes one.

        Whoever had been left out of it and then had the floor after all stands in it again.
        """
        added = [slot for slot in part.slots if slot.has_spoken and _ADDED.fullmatch(slot.id)]
        self.unknown.update(dict.fromkeys(slot.speaker for slot in added if slot.contributor is None))
        spoke = sorted((slot for slot in added if slot.contributor), key=lambda slot: (slot.begun_at, slot.id))
        code = part.session or f"desk-{session.record.id}-{part.code}"
        rows = change.records("speaking_slot", session=code)
        held = {row["detail"] for row in rows}
        # The places of those who were left out stay theirs.
        taken = {row["position"] for row in rows}
        last = max(taken | {slot.listed for slot in part.slots if slot.listed}, default=0)
        new = [slot for slot in spoke if _detail(session, slot) not in held]
        again = [slot for slot in part.slots if slot.has_spoken and slot.listed and slot.listed not in taken]
        if not new and not again:
            return
        if part.session is None:
            change.save("session", [_session(session, part, code)])
        places = [(slot, slot.listed or 0, slot.detail) for slot in again]
        places += [(slot, place, _detail(session, slot)) for place, slot in enumerate(new, start=last + 1)]
        change.save("speaking_slot", [_speaking_slot(slot, code, place, detail) for slot, place, detail in places])
        self.spoke += [slot.speaker for slot, _, _ in places]


def _contribution(
    change: Change, session: Session, who: Mapping[str, Any], line: str, id_: str, kind: str
) -> dict[str, Any]:
    record = session.record
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
        "line": line or None,
        "kind": kind if kind in KINDS else "statement",
        "convention": meeting["convention"],
        # Somebody else wrote down what was said.
        "voice": "reported",
        "text_kind": "note",
        "language": "en",
        "source_title": f"Note taken {'at a replay of' if record.is_replay else 'in the room'}: {when}",
        "source_truncated": False,
        "note": REPLAY_CAVEAT if record.is_replay else CAVEAT,
        "status": "received",
    }


def _save_passage(change: Change, note: Note, contribution: str, position: int) -> None:
    """The passage, and what whoever noted it took it to be about, as a judgement: a Coordinator decides."""
    id_ = f"{contribution}.{position}"
    change.save("passage", [{"id": id_, "contribution": contribution, "position": position, "text": note.said}])
    codes = tuple(dict.fromkeys(note.codes))
    if codes:
        key = {"passage": id_, "coder": note.person}
        change.save("judgement", [key | {"basis": "hand", "blind": True, "note": "Noted in the room"}])
        change.save("judged_coding", [key | row for row in coding_rows(codes)])


def _detail(session: Session, slot: Slot) -> str:
    """Where it is known from, and which entry on the desk's list it is."""
    return f"from the session desk, {session.record.id} {slot.id}; not in the programme"


def _speaking_slot(slot: Slot, code: str, position: int, detail: str | None) -> dict[str, Any]:
    return {
        "session": code,
        "position": position,
        "speaker": slot.speaker,
        "contributor": slot.contributor,
        "state": slot.state,
        "speaker_kind": slot.speaker_kind,
        "kind": slot.kind if slot.kind in KINDS else "statement",
        "detail": detail,
        "statement_text_found": "none",
    }


def _session(session: Session, part: Part, code: str) -> dict[str, Any]:
    record = session.record
    return {
        "id": code,
        "meeting": record.meeting,
        "day": record.day,
        "title": f"{record.title}, {part.title}",
        "line": part.line,
        "coordinators": " ".join(part.coordinators) or None,
        # Whoever was not put on the list is not known to have spoken.
        "complete": False,
        "source_title": SOURCE,
        "note": "Recorded at the session desk while the session was held; it names who was given the floor there.",
    }
