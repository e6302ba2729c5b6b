"""A knowledge base in a file of DuckDB, which one process alone has open."""

import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from kb.db.connection import attach, explained, memory, remove
from kb.db.description import describe
from kb.db.migrations import apply_schema
from kb.db.rows import dictionaries
from kb.db.storage import Instant, Read
from kb.errors import DatabaseMissing, PlaceUnusable

if TYPE_CHECKING:
    import pyarrow as pa

    from kb.db.changing import Change

T = TypeVar("T")

# Where Linux tells one start of the machine from another.
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
# Counts on while the machine sleeps, where the system has such a clock.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
# What the schema files themselves fill.
_OF_THE_SCHEMA = ("schema_version", "reference", "rule")


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


def _now() -> Instant:
    return Instant(_utc_now(), boot(), boot_ms())


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


class FileStorage:
    """See kb.db.storage.Storage."""

    is_shared = False

    def __init__(self, path: Path, *, read_only: bool, must_exist: bool, is_copy: bool) -> None:
        """Open the file at `path`, brought to this version's schema unless `read_only`; see Store.open."""
        self.place, self.read_only = path, read_only
        self._side_lock = threading.RLock()
        if (read_only or must_exist) and not os.path.exists(path):
            raise DatabaseMissing("There is no knowledge base at {path}. Make it with: python -m kb build", path=path)
        is_new = not os.path.exists(path)
        self.root = memory()
        try:
            attach(self.root, path, read_only)
            apply_schema(self.root, path, read_only, is_copy=is_copy)
        except BaseException as error:
            self.root.close()
            if is_new and isinstance(error, PlaceUnusable):
                # Half a file is no knowledge base: once there is room, the next try starts anew.
                remove(path)
            raise
        lock_in(self.root)

    def explained(self) -> AbstractContextManager[None]:
        return explained(self.place)

    @contextmanager
    def writing(self) -> Iterator["_FileChange"]:
        """A change; this process alone has the file."""
        with self.explained():
            yield _FileChange()

    def side(self, work: Callable[["_FileSide"], T]) -> T:
        with self._side_lock, self.explained(), self.root.cursor() as cursor:
            return work(_FileSide(cursor))

    def now(self) -> Instant:
        return _now()

    @contextmanager
    def reading(self) -> Iterator[Read]:
        with self.root.cursor() as cursor:
            cursor.begin()

            def read(table: str, condition: str) -> Iterator["pa.Table"]:
                chosen, keys = f'SELECT * FROM kb."{table}" WHERE {condition}', file_key(table)
                with self.explained():
                    rows: list[tuple[Any, ...]] = [()]
                    if keys:
                        rows = cursor.execute(f'SELECT "{keys}" FROM kb."{table}"').fetchall()
                for key in rows:
                    with self.explained():
                        yield cursor.execute(chosen + f' AND "{keys}" = ?' if key else chosen, key).to_arrow_table()

            yield read
            cursor.rollback()

    def erase(self, guard: AbstractContextManager[None]) -> None:
        """Write the file anew, with what it holds and nothing of what was overwritten."""
        part = Path(f"{self.place}.rewriting")
        with guard:
            try:
                remove(part)
                mode = os.stat(self.place).st_mode & 0o777
                with self.reading() as read:
                    write_file(read, part)
                os.chmod(part, mode)
                with self.explained():
                    self.root.execute("DETACH kb")
                try:
                    os.replace(part, self.place)
                    Path(f"{self.place}.wal").unlink(missing_ok=True)
                finally:
                    root = memory()
                    attach(root, self.place, self.read_only)
                    lock_in(root)
                    self.root = root
            except OSError as error:
                raise PlaceUnusable(
                    "The file {path} cannot be written anew: {reason}.", path=self.place, reason=error.strerror
                ) from error
            finally:
                with suppress(OSError):
                    remove(part)

    def renew(self) -> None:
        """The file is read at every question."""

    def watch(self, *_heard: Callable[..., None]) -> None:
        """No other process changes it."""

    def unreachable_since(self) -> None:
        """A file is there."""

    def close(self) -> None:
        self.root.close()

    def discard(self) -> None:
        self.close()
        remove(self.place)


class _FileSide:
    """See kb.db.storage.Side."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def rows(self, sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return dictionaries(self._cursor.execute(sql, dict(parameters)))

    def write(self, sql: str, parameters: Mapping[str, Any]) -> int:
        row = self._cursor.execute(sql, dict(parameters)).fetchone()
        return int(row[0]) if row else 0

    def lock(self, name: str) -> None:
        """FileStorage.side lets one in at a time."""

    def now(self) -> Instant:
        return _now()


class _FileChange:
    """See kb.db.storage.Writing."""

    def side(self, cursor: duckdb.DuckDBPyConnection) -> _FileSide:
        return _FileSide(cursor)

    def commit(self, cursor: duckdb.DuckDBPyConnection, _change: "Change") -> None:
        cursor.commit()


def lock_in(root: duckdb.DuckDBPyConnection) -> None:
    """No question reaches another file from now on."""
    root.execute("SET enable_external_access = false")
    root.execute("SET lock_configuration = true")


def write_file(read: Read, target: Path, conditions: Mapping[str, str] | None = None) -> int:
    """Write all tables to the new file `target`, or their rows that fulfil `conditions`; returns the latest revision.

    Raises PlaceUnusable or DatabaseUnavailable; half a file may be left.
    """
    # A connection of its own: a storage's may reach no other file.
    with memory() as copy:
        attach(copy, target, read_only=False)
        apply_schema(copy, target, read_only=False)
        # In no transaction: what is not committed stays in memory, and half a copy is removed.
        for table in tables_of(copy):
            for rows in read(table, (conditions or {}).get(table, "true")):
                with explained(target):
                    copy.register("incoming", rows)
                    copy.execute(f'INSERT INTO kb."{table}" BY NAME SELECT * FROM incoming')
                    copy.unregister("incoming")
        with explained(target):
            copy.execute("CHECKPOINT kb")
            row = copy.execute("SELECT coalesce(max(number), 0) FROM kb.revision").fetchone()
            copy.execute("DETACH kb")
    return int(row[0]) if row else 0


def file_key(table: str) -> str | None:
    """The key of a table of files, which are copied one at a time; None for a table of rows."""
    described = describe()[table]
    return described.key[0] if any(column.type == "BLOB" for column in described.columns) else None


def tables_of(root: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables of the attached `kb` that hold its contents, in the order in which they can be filled."""
    names = root.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb' ORDER BY table_oid")
    return [name for (name,) in names.fetchall() if name not in _OF_THE_SCHEMA]
