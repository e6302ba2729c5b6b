"""What moves, played in their order, come to. Pure: the same moves always come to the same session.

Two facilitators may move at the same time. Every move is kept; it is settled here, by what had been done when it came:
the first that gives the floor holds, and the second, whose author could not have seen that, is said not to have been
carried out. What does not contradict (adding, placing, noting) is carried out in the order in which it came.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from kb.desk.moves import Kind, Mark
from kb.desk.places import position
from kb.desk.state import Note, Outcome, Part, Session, Slot, Standing, seated
from kb.desk.words import PLACED_LAST, SAID, STANDS
from kb.store.desks import DeskRecord, Entry

# What cannot be undone: there would be no session, or the knowledge base holds what came of it.
FOR_GOOD = frozenset({Kind.PROGRAMME, Kind.RECORDED})
# The moves that decide who has the floor.
_FLOOR = frozenset({Kind.FLOOR, Kind.END, Kind.CLOSE})


@lru_cache(maxsize=64)
def play(record: DeskRecord, entries: tuple[Entry, ...]) -> Session:
    """The session that these moves come to."""
    undone: frozenset[int] = frozenset()
    refusals: dict[int, str] = {}
    for at, entry in enumerate(entries):
        if entry.kind == Kind.UNDO:
            wanted = _undone_with(entries[:at], undone, refusals, int(entry.content["number"]))
            if isinstance(wanted, str):
                refusals[entry.number] = wanted
            else:
                undone = wanted
    return _played(record, entries, undone, refusals).session().with_undone(undone)


def _undone_with(
    before: Sequence[Entry], undone: frozenset[int], refusals: Mapping[int, str], number: int
) -> frozenset[int] | str:
    """The moves undone once this one is too (or is put back, if it undid another), or why that cannot be."""
    numbered = {entry.number: entry for entry in before}
    target = numbered.get(number)
    if target is None or target.kind in FOR_GOOD or number in refusals:
        return "there is nothing to undo"
    takes_back = True
    while target.kind == Kind.UNDO:  # undoing an undoing puts back, and undoing that takes back again
        target, takes_back = numbered[int(target.content["number"])], not takes_back
    if (target.number in undone) == takes_back:
        return "it was undone already" if takes_back else "it was put back already"
    wanted = undone | {target.number} if takes_back else undone - {target.number}
    changed = undone ^ wanted
    if _carried_out(before, undone) - changed != _carried_out(before, wanted) - changed:
        return "what was done later rests on it: undo that first"
    return wanted


def _carried_out(entries: Sequence[Entry], undone: frozenset[int]) -> frozenset[int]:
    log = _played(None, entries, undone, {}).log
    return frozenset(outcome.number for outcome in log if outcome.refused is None)


def _played(
    record: DeskRecord | None, entries: Sequence[Entry], undone: frozenset[int], refusals: Mapping[int, str]
) -> "_Table":
    table = _Table(record)
    for entry in entries:
        table.take(entry, entry.number in undone, refusals.get(entry.number))
    return table


class _Refused(Exception):
    """A move that cannot be carried out; the message completes "not carried out: ..."."""


class _Table:
    """The session while moves are played."""

    def __init__(self, record: DeskRecord | None) -> None:
        self.record = record
        self.number = 0
        self.parts: dict[str, Part] = {}
        self.order: dict[str, list[str]] = {}
        self.slots: dict[str, Slot] = {}
        self.notes: list[Note] = []
        self.marks: dict[str, tuple[Mark, str]] = {}
        self.log: list[Outcome] = []
        self.current: str | None = None
        self.current_part: str | None = None
        self.begun = self.closed = False
        self.last_floor: Entry | None = None
        self.last_placed: dict[str, Entry] = {}
        self.also: str | None = None

    def session(self) -> Session:
        assert self.record is not None
        parts = tuple(
            replace(part, slots=tuple(self.slots[code] for code in self.order[part.code]))
            for part in self.parts.values()
        )
        return Session(
            self.record,
            self.number,
            parts,
            self.current_part,
            self.current,
            tuple(self.notes),
            self.marks,
            tuple(self.log),
            self.begun,
            self.closed,
        )

    def take(self, entry: Entry, is_undone: bool, refused: str | None) -> None:
        """Play one move; one that is undone only leaves its words in the log."""
        self.number = entry.number
        kind = Kind(entry.kind)
        said, self.also = self._words(kind, entry.content), None
        if not is_undone and refused is None:
            try:
                _DO[kind](self, entry, entry.content)
            except _Refused as reason:
                refused = str(reason)
        self.log.append(Outcome(entry.number, kind, entry.person, entry.made_at, said, refused, self.also))

    def _words(self, kind: Kind, content: Mapping[str, Any]) -> str:
        slot = self.slots.get(content.get("slot", ""))
        who = content.get("speaker") or (slot.speaker if slot else "a speaker")
        part = self.parts.get(content.get("part", ""))
        named = {
            "who": who,
            "part": part.title if part else "a part",
            "minutes": content.get("minutes"),
            "mark": content.get("mark"),
            "words": content.get("words"),
            "number": content.get("number"),
            "before": self.slots[content["before"]].speaker if content.get("before") in self.slots else "",
        }
        return (PLACED_LAST if kind is Kind.PLACE and not named["before"] else SAID[kind]).format(**named)

    def _slot(self, code: str, *standing: Standing) -> Slot:
        slot = self.slots.get(code)
        if slot is None:
            raise _Refused("this speaker is no longer on the list")
        if standing and slot.standing not in standing:
            raise _Refused(f"{slot.speaker} {STANDS[slot.standing]}")
        return slot

    def _refuse_unseen(self, entry: Entry) -> None:
        """Whoever made it must have seen who has the floor."""
        last = self.last_floor
        if last and last.number > entry.seen:
            raise _Refused(f"a moment before, {last.person} {self.log[last.number - 1].said}")

    def programme(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        for given in content["parts"]:
            slots, values = given["slots"], {key: value for key, value in given.items() if key != "slots"}
            part = Part(**values | {"coordinators": tuple(given["coordinators"])})
            self.parts[part.code] = part
            self.order[part.code] = []
            for at, slot in enumerate(slots):
                self._add(Slot(f"{part.code}.{at + 1}", part.code, minutes=part.minutes, **slot), at)

    def _add(self, slot: Slot, at: int) -> None:
        self.slots[slot.id] = seated(slot, self.parts[slot.part].coordinators)
        self.order[slot.part].insert(at, slot.id)

    def part(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        if content["part"] not in self.parts:
            raise _Refused("there is no such part")
        if self.current and self.slots[self.current].part != content["part"]:
            raise _Refused(f"{self.slots[self.current].speaker} still has the floor in another part")
        self.current_part, self.begun = content["part"], True

    def add(self, entry: Entry, content: Mapping[str, Any]) -> None:
        part = self.parts.get(content["part"])
        if part is None:
            raise _Refused("there is no such part")
        values = dict(content) | {"minutes": content["minutes"] or part.minutes}
        at = position(self.order[part.code], self.slots, content["kind"])
        self._add(Slot(f"m{entry.number}", **values), at)

    def place(self, entry: Entry, content: Mapping[str, Any]) -> None:
        slot, before = self._slot(content["slot"]), content["before"]
        order = self.order[slot.part]
        if before is not None and (before not in order or before == slot.id):
            raise _Refused("the other speaker is not in this part")
        order.remove(slot.id)
        order.insert(order.index(before) if before is not None else len(order), slot.id)
        earlier = self.last_placed.get(slot.id)
        if earlier and earlier.number > entry.seen:
            self.also = f"a moment before, {earlier.person} had moved it too; it stands where it was moved last"
        self.last_placed[slot.id] = entry

    def minutes(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        slot = self._slot(content["slot"])
        self.slots[slot.id] = replace(slot, minutes=content["minutes"])

    def identify(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        slot = self._slot(content["slot"])
        found = {key: content[key] for key in ("contributor", "state", "speaker_kind")}
        self.slots[slot.id] = seated(replace(slot, **found), self.parts[slot.part].coordinators)

    def floor(self, entry: Entry, content: Mapping[str, Any]) -> None:
        slot = self._slot(content["slot"], Standing.WAITING, Standing.SKIPPED, Standing.SPOKE, Standing.SPEAKING)
        if slot.standing is Standing.SPEAKING:
            raise _Refused(f"{slot.speaker} has the floor already")
        self._refuse_unseen(entry)
        self._end_turn(entry)
        self.slots[slot.id] = replace(
            slot, standing=Standing.SPEAKING, since_ms=entry.clock_ms, begun_at=slot.begun_at or entry.made_at
        )
        self.current, self.current_part, self.last_floor = slot.id, slot.part, entry
        self.begun, self.closed = True, False

    def end(self, entry: Entry, content: Mapping[str, Any]) -> None:
        self._slot(content["slot"], Standing.SPEAKING)
        self._end_turn(entry)
        self.last_floor = entry

    def _end_turn(self, entry: Entry) -> None:
        if self.current:
            slot = self.slots[self.current]
            self.slots[slot.id] = replace(
                slot, standing=Standing.SPOKE, used_ms=slot.used_at(entry.clock_ms), since_ms=None
            )
        self.current = None

    def _stand(self, slot: Slot, standing: Standing) -> None:
        self.slots[slot.id] = replace(slot, standing=standing)

    def skip(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        self._stand(self._slot(content["slot"], Standing.WAITING), Standing.SKIPPED)

    def withdraw(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        self._stand(self._slot(content["slot"], Standing.WAITING, Standing.SKIPPED), Standing.WITHDRAWN)

    def wait(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        self._stand(self._slot(content["slot"], Standing.SKIPPED, Standing.WITHDRAWN), Standing.WAITING)

    def note(self, entry: Entry, content: Mapping[str, Any]) -> None:
        slot = self._slot(content["slot"])
        codes = tuple((provision, assessment) for provision, assessment in content["codes"])
        self.notes.append(
            Note(
                entry.number,
                slot.id,
                content["line"],
                content["said"],
                codes,
                content["passage"],
                entry.person,
                entry.made_at,
            )
        )

    def mark(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        self.marks[content["question"]] = (Mark(content["mark"]), content["words"])

    def nothing(self, _entry: Entry, _content: Mapping[str, Any]) -> None:
        """Settled beforehand: see `play`."""

    def close(self, entry: Entry, _content: Mapping[str, Any]) -> None:
        if self.closed:
            raise _Refused("the session had been ended already")
        self._refuse_unseen(entry)
        self._end_turn(entry)
        self.closed, self.last_floor = True, entry

    def reopen(self, _entry: Entry, _content: Mapping[str, Any]) -> None:
        if not self.closed:
            raise _Refused("the session goes on already")
        self.closed = False

    def recorded(self, _entry: Entry, content: Mapping[str, Any]) -> None:
        done = set(content["notes"])
        self.notes = [replace(note, recorded=note.recorded or note.number in done) for note in self.notes]


_DO: Mapping[Kind, Callable[[_Table, Entry, Mapping[str, Any]], None]] = {
    Kind.PROGRAMME: _Table.programme,
    Kind.PART: _Table.part,
    Kind.ADD: _Table.add,
    Kind.PLACE: _Table.place,
    Kind.MINUTES: _Table.minutes,
    Kind.IDENTIFY: _Table.identify,
    Kind.FLOOR: _Table.floor,
    Kind.END: _Table.end,
    Kind.SKIP: _Table.skip,
    Kind.WITHDRAW: _Table.withdraw,
    Kind.WAIT: _Table.wait,
    Kind.NOTE: _Table.note,
    Kind.MARK: _Table.mark,
    Kind.UNDO: _Table.nothing,
    Kind.CLOSE: _Table.close,
    Kind.REOPEN: _Table.reopen,
    Kind.RECORDED: _Table.recorded,
}
