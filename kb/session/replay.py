"""What moves, played in their order, come to. Pure: the same moves always come to the same session.

Two facilitators may move at the same time. Every move is kept; it is settled here, by what had been done when it came:
the first that gives the floor holds, and the second, whose author could not have seen that, is said not to have been
carried out. What does not contradict (adding, placing, noting) is carried out in the order in which it came.

A move that cannot be read, or names what there is not, is refused in the log like any other: no log fails to open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from kb.db.desks import DeskRecord, Entry
from kb.session import words
from kb.session.moves import LISTED, PART, Kind, QuestionStatus, Step, position_listed, step
from kb.session.state import Note, Outcome, Reason, Refusal, Session, SessionPart, Slot, SlotStatus, seated
from kb.session.undoing import Numbers, undoing

# What comes after all statements of a part; a right of reply is in the log under either name.
_LAST_KINDS = frozenset({"closing", "right of reply", "reply"})


@lru_cache(maxsize=64)
def replay(record: DeskRecord, entries: tuple[Entry, ...]) -> Session:
    """The session that these moves come to."""
    steps = [step(entry) for entry in entries]
    all_undone, refusals = undoing(steps, _carried_out)
    table, log = _Table(), []
    for one in steps:
        about = table.about(one)
        undone, refused = one.entry.number in all_undone, refusals.get(one.entry.number)
        refusal = Refusal(refused) if refused else None if undone else table.play(one)
        overtook = None if undone or refusal else table.overtook
        log.append(replace(about, refused=refusal, overtook=overtook, undone=undone))
    return table.session(record, entries[-1].number if entries else 0, tuple(log))


def _carried_out(steps: Sequence[Step], undone: Numbers) -> Numbers:
    table = _Table()
    return frozenset(one.entry.number for one in steps if one.entry.number not in undone and table.play(one) is None)


class _Refused(Exception):
    """A move that cannot be carried out."""

    def __init__(self, reason: Reason, **about: Any) -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason, **about)


class _Table:
    """The session while moves are played."""

    def __init__(self) -> None:
        self.parts: dict[str, SessionPart] = {}
        self.order: dict[str, list[str]] = {}
        self.slots: dict[str, Slot] = {}
        self.notes: list[Note] = []
        self.marks: dict[str, tuple[QuestionStatus, str]] = {}
        self.current: str | None = None
        self.current_part: str | None = None
        self.begun = self.closed = False
        self.last_floor: Entry | None = None
        self.last_placed: dict[str, Entry] = {}
        self.overtook: int | None = None

    def session(self, record: DeskRecord, number: int, log: tuple[Outcome, ...]) -> Session:
        parts = tuple(
            replace(part, slots=tuple(self.slots[code] for code in self.order[part.code]))
            for part in self.parts.values()
        )
        return Session(
            record,
            number,
            parts,
            self.current_part,
            self.current,
            tuple(self.notes),
            self.marks,
            log,
            self.begun,
            self.closed,
        )

    def play(self, step: Step) -> Refusal | None:
        """Play one move; returns why it is not carried out, and then nothing is changed."""
        self.overtook = None
        if step.kind is None:
            return Refusal(Reason.UNREADABLE)
        try:
            _DO[step.kind](self, step.entry, step.content)
        except _Refused as error:
            return error.refusal
        return None

    def about(self, step: Step) -> Outcome:
        """A move as it stands before it is played, and what it does in words."""
        entry, kind, content = step
        slot, part, before = (content.get(name) or "" for name in ("slot", "part", "before"))
        about = {
            **content,
            "speaker": content.get("speaker") or (self.slots[slot].speaker if slot in self.slots else ""),
            "part": self.parts[part].title if part in self.parts else "",
            "before": self.slots[before].speaker if before in self.slots else "",
        }
        target = content["number"] if kind is Kind.UNDO else None
        return Outcome(entry.number, kind, entry.person, entry.made_at, words.does(kind, about), target)

    def _slot(self, code: str, *standing: SlotStatus) -> Slot:
        slot = self.slots.get(code)
        if slot is None:
            raise _Refused(Reason.NOT_LISTED)
        if standing and slot.standing not in standing:
            raise _Refused(Reason.STANDING, speaker=slot.speaker, standing=slot.standing)
        return slot

    def _refuse_unseen(self, entry: Entry) -> None:
        """Whoever made it must have seen who has the floor."""
        last = self.last_floor
        if last and last.number > entry.seen:
            raise _Refused(Reason.OVERTAKEN, by=last.number)

    def programme(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        if self.parts or len({given["code"] for given in content["parts"]}) < len(content["parts"]):
            raise _Refused(Reason.UNREADABLE)
        for given in content["parts"]:
            values = {name: given[name] for name in PART}
            part = SessionPart(**values | {"coordinators": tuple(given["coordinators"])})
            self.parts[part.code] = part
            self.order[part.code] = []
            for at, listed in enumerate(given["slots"]):
                code, values = f"{part.code}.{at + 1}", {name: listed[name] for name in LISTED}
                place = position_listed(listed)
                self._add(Slot(code, part.code, minutes=part.minutes, listed=place, **values), at)

    def _add(self, slot: Slot, at: int) -> None:
        self.slots[slot.id] = seated(slot, self.parts[slot.part].coordinators)
        self.order[slot.part].insert(at, slot.id)

    def part(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        if content["part"] not in self.parts:
            raise _Refused(Reason.NO_PART)
        if self.current and self.slots[self.current].part != content["part"]:
            raise _Refused(Reason.SPEAKS_ELSEWHERE, speaker=self.slots[self.current].speaker)
        self.current_part, self.begun = content["part"], True

    def add(self, entry: Entry, content: Mapping[str, Any]) -> None:
        part = self.parts.get(content["part"])
        if part is None:
            raise _Refused(Reason.NO_PART)
        values = dict(content) | {"minutes": content["minutes"] or part.minutes}
        at = _position(self.order[part.code], self.slots, content["kind"])
        self._add(Slot(f"m{entry.number}", **values), at)

    def place(self, entry: Entry, content: Mapping[str, Any]) -> None:
        slot, before = self._slot(content["slot"]), content["before"]
        order = self.order[slot.part]
        if before is not None and (before not in order or before == slot.id):
            raise _Refused(Reason.OTHER_PART)
        order.remove(slot.id)
        order.insert(order.index(before) if before is not None else len(order), slot.id)
        earlier = self.last_placed.get(slot.id)
        if earlier and earlier.number > entry.seen:
            self.overtook = earlier.number
        self.last_placed[slot.id] = entry

    def minutes(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        slot = self._slot(content["slot"])
        self.slots[slot.id] = replace(slot, minutes=content["minutes"])

    def identify(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        slot = self._slot(content["slot"])
        identity = {key: content[key] for key in ("contributor", "state", "speaker_kind")}
        self.slots[slot.id] = seated(replace(slot, **identity), self.parts[slot.part].coordinators)

    def floor(self, entry: Entry, content: Mapping[str, Any]) -> None:
        slot = self._slot(
            content["slot"], SlotStatus.WAITING, SlotStatus.SKIPPED, SlotStatus.SPOKE, SlotStatus.SPEAKING
        )
        if slot.standing is SlotStatus.SPEAKING:
            raise _Refused(Reason.HAS_FLOOR, speaker=slot.speaker)
        self._refuse_unseen(entry)
        self._end_turn(entry)
        self.slots[slot.id] = replace(
            slot, standing=SlotStatus.SPEAKING, since_ms=entry.clock_ms, begun_at=slot.begun_at or entry.made_at
        )
        self.current, self.current_part, self.last_floor = slot.id, slot.part, entry
        self.begun, self.closed = True, False

    def end(self, entry: Entry, content: Mapping[str, Any]) -> None:
        self._slot(content["slot"], SlotStatus.SPEAKING)
        self._end_turn(entry)
        self.last_floor = entry

    def _end_turn(self, entry: Entry) -> None:
        if self.current:
            slot = self.slots[self.current]
            self.slots[slot.id] = replace(
                slot, standing=SlotStatus.SPOKE, used_ms=slot.used_at(entry.clock_ms), since_ms=None
            )
        self.current = None

    def _stand(self, slot: Slot, standing: SlotStatus) -> None:
        self.slots[slot.id] = replace(slot, standing=standing)

    def skip(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        self._stand(self._slot(content["slot"], SlotStatus.WAITING), SlotStatus.SKIPPED)

    def withdraw(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        self._stand(self._slot(content["slot"], SlotStatus.WAITING, SlotStatus.SKIPPED), SlotStatus.WITHDRAWN)

    def wait(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        self._stand(self._slot(content["slot"], SlotStatus.SKIPPED, SlotStatus.WITHDRAWN), SlotStatus.WAITING)

    def note(self, entry: Entry, content: Mapping[str, Any]) -> None:
        self._slot(content["slot"])
        codes = tuple((provision, assessment) for provision, assessment in content["codes"])
        self.notes.append(
            Note(number=entry.number, person=entry.person, at=entry.made_at, **{**content, "codes": codes})
        )

    def mark(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        self.marks[content["question"]] = (QuestionStatus(content["mark"]), content["words"])

    def undo(self, _entry: Entry, _content: Mapping[str, Any]) -> None:
        """Settled beforehand: see kb/session/undoing.py."""

    def close(self, entry: Entry, _content: Mapping[str, Any]) -> None:
        if self.closed:
            raise _Refused(Reason.ENDED)
        self._refuse_unseen(entry)
        self._end_turn(entry)
        self.closed, self.last_floor = True, entry

    def reopen(self, _entry: Entry, _content: Mapping[str, Any]) -> None:
        if not self.closed:
            raise _Refused(Reason.GOES_ON)
        self.closed = False

    def recorded(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        done = set(content["notes"])
        self.notes = [replace(note, recorded=note.recorded or note.number in done) for note in self.notes]


def _position(order: Sequence[str], slots: Mapping[str, Slot], kind: str) -> int:
    """The position on a list (codes in order) of a new speaker of this kind.

    A closing or a right of reply comes last; anybody else before the closing and the replies that still wait, unless
    somebody else who waits was put after these.
    """
    at = len(order)
    if kind in _LAST_KINDS:
        return at
    for at_, code in reversed(list(enumerate(order))):
        if slots[code].standing is SlotStatus.WAITING:
            if slots[code].kind not in _LAST_KINDS:
                break
            at = at_
    return at


# A method for each kind of move, under its name.
_DO: Mapping[Kind, Callable[[_Table, Entry, Mapping[str, Any]], None]] = {kind: getattr(_Table, kind) for kind in Kind}
