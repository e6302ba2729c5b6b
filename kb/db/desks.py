"""The moves made at session desks: an append-only log beside the revisions, and each desk's own clock."""

import json
import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from kb.db.side_tables import SideTables
from kb.domain.catalogue import N_
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, ValueUnknown

# Signs of what one move says.
LONGEST = 1_000_000
# Where Linux tells one start of the machine from another.
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
# Counts on while the machine sleeps, where the system has such a clock.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


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

    `content` is whatever the file holds, None where that is no JSON: kb/session/shapes.py says what can be read of it.
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


@cache
def boot() -> str:
    """What tells this start of the machine from others; of this process, where the system does not say."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return secrets.token_hex(16)


def boot_ms() -> int:
    """The machine's monotonic clock, in milliseconds; no change of the time of day moves it."""
    return time.clock_gettime_ns(_CLOCK) // 1_000_000


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _content(written: str) -> Any:
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None


class Desks(SideTables):
    """The session desks in a knowledge base, kept in memory as they are in the file. Safe to share between threads."""

    cannot = N_("no session can be run")

    def __init__(self, root: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
        super().__init__(root, path, read_only=read_only)
        self._records: dict[str, DeskRecord] | None = None
        self._entries: dict[str, tuple[Entry, ...]] = {}

    def all(self) -> list[DeskRecord]:
        """Every desk, the one opened last first."""
        return sorted(self._known().values(), key=lambda record: record.opened_at, reverse=True)

    def record(self, desk: str) -> DeskRecord:
        """A desk as it was opened. Raises ValueUnknown."""
        found = self._known().get(desk)
        if found is None:
            raise ValueUnknown("There is no session {desk!r} at the desk.", desk=desk)
        return found

    def open(self, code: str, record: DeskRecord, taken: Collection[str] = ()) -> DeskRecord:
        """Open a desk under this code, and a number where it is taken; returns its record. Raises ReadOnly."""
        with self._lock:
            known = self._known()
            number = 1
            while (free := code if number == 1 else f"{code}-{number}") in {*known, *taken}:
                number += 1
            opened = replace(record, id=free)
            self._write(
                "INSERT INTO kb.desk VALUES ($id, $title, $meeting, $day, $zone, $is_rehearsal, $opened_at,"
                " $opened_by)",
                vars(opened),
            )
            known[free] = opened
            return opened

    def entries(self, desk: str) -> tuple[Entry, ...]:
        """The moves of a desk, in order. Raises ValueUnknown."""
        with self._lock:
            if desk not in self._entries:
                self.record(desk)
                rows = self._rows(
                    "SELECT * EXCLUDE (desk) FROM kb.desk_move WHERE desk = $desk ORDER BY number", {"desk": desk}
                )
                self._entries[desk] = tuple(Entry(**row | {"content": _content(row["content"])}) for row in rows)
            return self._entries[desk]

    def append(self, desk: str, person: str, kind: str, content: Mapping[str, Any], seen: int) -> Entry:
        """Add a move at the end, kept in the file when this returns.

        Raises ValueUnknown, ReadOnly, or ChangeRefused for one that is too long.
        """
        written = json.dumps(content, ensure_ascii=False)
        if len(written) > LONGEST:
            raise ChangeRefused(Refused.MOVE_TOO_LONG)
        with self._lock:
            held = self.entries(desk)
            entry = Entry(
                number=held[-1].number + 1 if held else 1,
                kind=kind,
                content=content,
                seen=seen,
                person=person,
                made_at=_utc_now(),
                clock_ms=self.clock_ms(desk),
                boot=boot(),
                boot_ms=boot_ms(),
            )
            self._write(
                "INSERT INTO kb.desk_move VALUES ($desk, $number, $kind, $content, $seen, $person, $made_at, $clock_ms,"
                " $boot, $boot_ms)",
                vars(entry) | {"desk": desk, "content": written},
            )
            self._entries[desk] = (*held, entry)
            return entry

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

        It goes by the machine's monotonic clock; only over a restart of the machine, where that begins anew, by the
        time of day, and never backwards.
        """
        held = self.entries(desk)
        if not held:
            return 0
        last = held[-1]
        if last.boot == boot():
            return last.clock_ms + max(0, boot_ms() - last.boot_ms)
        return last.clock_ms + max(0, round((_utc_now() - last.made_at).total_seconds() * 1000))

    def forget(self) -> None:
        """Read the log anew when it is next asked for."""
        with self._lock:
            self._records = None
            self._entries.clear()

    def _known(self) -> dict[str, DeskRecord]:
        with self._lock:
            if self._records is None:
                self._records = {row["id"]: DeskRecord(**row) for row in self._rows("SELECT * FROM kb.desk", {})}
            return self._records
