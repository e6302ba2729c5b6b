"""The moves made at session desks: an append-only log beside the revisions, and each desk's own clock."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from kb.db.side_tables import SideTables
from kb.db.storage import Instant, Side, Storage
from kb.domain.catalogue import N_
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, ValueUnknown

# Signs of what one move says.
LONGEST = 1_000_000


@dataclass(frozen=True)
class DeskRecord:
    """A session desk as it was opened; see the table desk."""

    id: str
    title: str
    meeting: str
    day: date
    zone: str
    is_rehearsal: bool
    opened_at: datetime
    opened_by: str


@dataclass(frozen=True, eq=False)
class Entry:
    """A move in the log, one object for as long as the knowledge base is open; see the table desk_move.

    `content` is whatever the file holds, None where that is no JSON: kb/session/moves.py says what can be read of it.
    `made_at` in UTC, `clock_ms` on the desk's own clock.
    """

    number: int
    kind: str
    content: Any
    seen: int
    person: str
    made_at: datetime
    clock_ms: int
    boot: str
    boot_ms: int


def _content(written: str) -> Any:
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None


class Desks(SideTables):
    """The session desks in a knowledge base, kept in memory as they are in the file. Safe to share between threads."""

    cannot = N_("no session can be run")

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage)
        self._records: dict[str, DeskRecord] | None = None
        self._entries: dict[str, tuple[Entry, ...]] = {}

    def all(self) -> list[DeskRecord]:
        """Every desk, the one opened last first."""
        return sorted(self._known().values(), key=lambda record: record.opened_at, reverse=True)

    def record(self, desk: str) -> DeskRecord:
        """A desk as it was opened. Raises ValueUnknown."""
        recorded = self._known().get(desk)
        if recorded is None:
            raise ValueUnknown("There is no session {desk!r} at the desk.", desk=desk)
        return recorded

    def open(self, code: str, record: DeskRecord, taken: Collection[str] = ()) -> DeskRecord:
        """Open a desk under this code, and a number where it is taken; returns its record. Raises ReadOnly."""

        def work(side: Side) -> DeskRecord:
            side.lock("desks")
            known = self._records = self._read(side)
            number = 1
            while (free := code if number == 1 else f"{code}-{number}") in {*known, *taken}:
                number += 1
            opened = replace(record, id=free)
            _insert(side, "desk", vars(opened))
            return opened

        with self._lock:
            opened = self._change(work)
            self._known()[opened.id] = opened
            return opened

    def entries(self, desk: str) -> tuple[Entry, ...]:
        """The moves of a desk, in order. Raises ValueUnknown."""
        with self._lock:
            if desk not in self._entries:
                self.record(desk)
                self._entries[desk] = self._storage.side(lambda side: self._later(side, desk, ()))
            return self._entries[desk]

    def _later(self, side: Side, desk: str, known: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The moves that are known, and those made since."""
        rows = side.rows(
            f"SELECT {_COLUMNS} FROM kb.desk_move WHERE desk = $desk AND number > $last ORDER BY number",
            {"desk": desk, "last": known[-1].number if known else 0},
        )
        return known + tuple(Entry(**row | {"content": _content(row["content"])}) for row in rows)

    def append(self, desk: str, person: str, kind: str, content: Mapping[str, Any], seen: int) -> Entry:
        """Add a move at the end, kept in the file when this returns.

        Raises ValueUnknown, ReadOnly, or ChangeRefused for one that is too long.
        """
        written = json.dumps(content, ensure_ascii=False)
        if len(written) > LONGEST:
            raise ChangeRefused(Refused.MOVE_TOO_LONG)

        def work(side: Side) -> tuple[Entry, ...]:
            side.lock(desk)
            known = self._later(side, desk, self.entries(desk)) if self._storage.is_shared else self.entries(desk)
            now = side.now()
            entry = Entry(
                number=known[-1].number + 1 if known else 1,
                kind=kind,
                content=content,
                seen=seen,
                person=person,
                made_at=now.utc,
                clock_ms=_clock_ms(known, now),
                boot=now.boot,
                boot_ms=now.boot_ms,
            )
            _insert(side, "desk_move", {"desk": desk} | vars(entry) | {"content": written})
            return (*known, entry)

        with self._lock:
            self.entries(desk)
            self._entries[desk] = self._change(work)
            return self._entries[desk][-1]

    def delete(self, desk: str) -> None:
        """Delete a desk and its moves for good. Raises ValueUnknown or ReadOnly."""
        with self._lock:
            self.record(desk)
            # One after the other: a desk that still has moves when the machine stops in between can be deleted again.
            for table, column in (("desk_move", "desk"), ("desk", "id")):
                self._write(f"DELETE FROM kb.{table} WHERE {column} = $desk", {"desk": desk})
            self._known().pop(desk)
            self._entries.pop(desk, None)

    def clock_ms(self, desk: str) -> int:
        """What the desk's own clock shows now, in milliseconds. Raises ValueUnknown.

        It goes by the monotonic clock of the machine, or by the clock of the server that others share; over a restart
        of the machine, where its clock begins anew, by the time of day; and never backwards.
        """
        return _clock_ms(self.entries(desk), self._storage.now())

    def forget(self) -> None:
        """Read the log anew when it is next asked for."""
        super().forget()
        with self._lock:
            self._records = None
            self._entries.clear()

    def refresh(self) -> None:
        """Bring in what other processes did."""
        with self._lock:
            records = None if self._records is None else dict(self._records)
            entries = dict(self._entries)

        def work(side: Side) -> None:
            if records is not None:
                known = self._read(side)
                for desk, before in entries.items():
                    entries[desk] = self._later(side, desk, before) if desk in known else ()
                with self._lock:
                    now = self._records
                    if now is None:  # forgotten meanwhile: all is read anew when it is next asked for
                        return
                    # This process may have opened and deleted others since they were read.
                    known |= {desk: now[desk] for desk in now.keys() - records.keys()}
                    known = {desk: known[desk] for desk in known.keys() - (records.keys() - now.keys())}
                    self._records = known
                    for desk, later in entries.items():
                        if desk not in known:
                            self._entries.pop(desk, None)
                        elif len(later) > len(self._entries.get(desk, ())):
                            self._entries[desk] = later

        self._storage.side(work)

    def _known(self) -> dict[str, DeskRecord]:
        with self._lock:
            if self._records is None:
                self._records = self._storage.side(self._read)
            return self._records

    def _read(self, side: Side) -> dict[str, DeskRecord]:
        return {row["id"]: DeskRecord(**row) for row in side.rows("SELECT * FROM kb.desk", {})}


def _insert(side: Side, table: str, row: Mapping[str, Any]) -> None:
    """Write a row, whose keys are columns of the table."""
    side.write(f"INSERT INTO kb.{table} ({', '.join(row)}) VALUES ({', '.join(f'${name}' for name in row)})", row)


_COLUMNS = "number, kind, content, seen, person, made_at, clock_ms, boot, boot_ms"


def _clock_ms(recorded: tuple[Entry, ...], now: Instant) -> int:
    if not recorded:
        return 0
    last = recorded[-1]
    if last.boot == now.boot:
        return last.clock_ms + max(0, now.boot_ms - last.boot_ms)
    return last.clock_ms + max(0, round((now.utc - last.made_at).total_seconds() * 1000))
