"""The knowledge base as of a revision, as an audience may see it, copied into memory.

A revision never changes, so its tables are copied once, into a schema of their own, together with what many questions
share (kb/db/sql/snapshot). What the audience may not see is left out here, below every question: no screen, count,
search, export or remembered answer can hold it.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NamedTuple

import duckdb

from kb.db.description import data_tables, unresolved_reference_sql
from kb.db.schema import Table
from kb.db.storage import Storage

DERIVED = Path(__file__).parent / "sql" / "snapshot"
# Of older revisions.
KEPT = 8
BYTES = 1024 * 1024 * 1024

# Who works on the material, and how: for those who work on it.
STAFF_TABLES = frozenset(
    {
        "submission",
        "restriction",
        "judgement",
        "double_coding",
        "reminder",
        "reminder_template",
        "judged_coding",
        "judged_theme",
        "passage_source",
        "shown_original",
        "person",
        "person_role",
    }
)
# What may be withheld, and what is withheld with it because it names it.
WITHHELD = frozenset({"contribution", "passage", "reply"})


class SnapshotKey(NamedTuple):
    """What a snapshot holds: a revision; all of it (`whole`), or what is published less the `hidden` contributions."""

    revision: int
    whole: bool
    hidden: tuple[str, ...]


# No two snapshots in a process have one name, whichever knowledge base they are of.
_numbers = count(1)


class Snapshots:
    """The snapshots in memory, each built once, when it is first asked for.

    It is built outside the lock: whoever asks for another is answered meanwhile. Those of the latest revision stay; of
    the others, which are built one at a time, no more than KEPT and BYTES together, and those in use. One that was
    dropped is built again.
    """

    def __init__(self, storage: Storage) -> None:
        # As it is now: whoever reads a snapshot reads on in it when the storage has another.
        self.root = storage.root
        self._explained = storage.explained
        self._lock = threading.Lock()
        self._older = threading.Lock()
        self._latest = 0
        self._outdated = False
        self._ready: OrderedDict[SnapshotKey, _Snapshot] = OrderedDict()
        self._building: dict[SnapshotKey, threading.Event] = {}

    def __len__(self) -> int:
        return len(self._ready)

    @contextmanager
    def pinned(self, key: SnapshotKey) -> Iterator[str]:
        """The schema of a snapshot, which stays while it is used."""
        snapshot = self._use(key)
        try:
            yield snapshot.schema
        finally:
            with self._lock:
                snapshot.users -= 1
                surplus = self._take_surplus()
            self._drop(surplus)

    def of_latest(self) -> list[SnapshotKey]:
        """What is ready of the latest revision."""
        with self._lock:
            return [key for key in self._ready if key.revision == self._latest]

    def drop_all(self) -> None:
        """Drop everything, for texts were taken out of every revision; what is in use, when it is no longer."""
        with self._lock:
            self._outdated = True
            surplus = self._take_surplus()
        self._drop(surplus)

    def _use(self, key: SnapshotKey) -> "_Snapshot":
        while True:
            with self._lock:
                self._latest = max(self._latest, key.revision)
                if key in self._ready:
                    self._ready.move_to_end(key)
                    self._ready[key].users += 1
                    return self._ready[key]
                building = self._building.get(key)
                if building is None:
                    done = self._building[key] = threading.Event()
                    snapshot = _Snapshot(f"r{key.revision}_{next(_numbers)}", users=1)
                    is_latest = key.revision == self._latest
                    break
            building.wait()
        try:
            with nullcontext() if is_latest else self._older, self._explained():
                _build(self.root, key, snapshot.schema)
            with self._lock:
                self._ready[key] = snapshot
                surplus = self._take_surplus(weighed=True)
            self._drop(surplus)
            return snapshot
        finally:
            with self._lock:
                del self._building[key]
            done.set()

    def _take_surplus(self, *, weighed: bool = False) -> list[str]:
        """The schemas of those that are to be dropped, the least recently used first; nobody finds them any more."""
        surplus = set(self._ready) if self._outdated else set()
        for of_latest in (False, True):
            keys = [key for key in self._ready if (key.revision == self._latest) is of_latest]
            surplus |= set(keys[: max(0, len(keys) - KEPT)])
        if weighed and self._weight() > BYTES:
            # All the older ones: what a single one takes is not known.
            surplus |= {key for key in self._ready if key.revision < self._latest}
        return [self._ready.pop(key).schema for key in surplus if not self._ready[key].users]

    def _weight(self) -> int:
        with self.root.cursor() as cursor:
            row = cursor.execute(
                "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'"
            ).fetchone()
        return int(row[0]) if row else 0

    def _drop(self, schemas: Iterable[str]) -> None:
        for schema in schemas:
            with self.root.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA memory.{schema} CASCADE")


@dataclass
class _Snapshot:
    schema: str
    users: int


def _build(root: duckdb.DuckDBPyConnection, key: SnapshotKey, schema: str) -> None:
    """Copy the tables as of the key's revision into a schema, less what is withheld, and derive what is shared."""
    with root.cursor() as cursor:
        cursor.begin()
        cursor.execute(f"CREATE SCHEMA memory.{schema}")
        cursor.execute(f"USE memory.{schema}")
        for table in data_tables():
            columns = ", ".join(f'"{name}"' for name in table.column_names)
            kept = "true" if key.whole or table.name not in STAFF_TABLES else "false"
            cursor.execute(
                f"CREATE TABLE {table.name} AS SELECT {columns} FROM kb.{table.name}"
                f" WHERE {kept} AND since_revision <= {key.revision}"
                f" AND (until_revision IS NULL OR until_revision > {key.revision})"
            )
        if not key.whole:
            _withhold(cursor, key.hidden)
        for path in sorted(DERIVED.glob("*.sql")):
            cursor.execute(path.read_text(encoding="utf-8"))
        cursor.commit()


def _withhold(cursor: duckdb.DuckDBPyConnection, hidden: tuple[str, ...]) -> None:
    """Take out the hidden contributions, every text that is not published, and what names any of them."""
    cursor.execute("DELETE FROM contribution WHERE list_contains(?::VARCHAR[], id)", [list(hidden)])
    taken_out = cursor.fetchall()
    cursor.execute(
        "DELETE FROM passage WHERE contribution NOT IN (FROM contribution SELECT id WHERE status = 'published')"
    )
    taken_out += cursor.fetchall()
    cursor.execute(
        "DELETE FROM translation WHERE contribution NOT IN (FROM contribution SELECT id WHERE status = 'published')"
    )
    cursor.execute(_DELEGATIONS_NOT_PUBLIC)
    cursor.execute(_NAMES_OF_HIDDEN, [list(hidden)])
    cursor.execute("UPDATE reply SET person = ''")
    cursor.execute("UPDATE answer SET person = ''")
    if any(number for (number,) in taken_out):
        for table in data_tables():
            _take_out_what_names_it(cursor, table)


# What a delegation said of itself is published with what it handed in. Numbers of which neither a contribution nor a
# source is known may have been said in confidence.
_DELEGATIONS_NOT_PUBLIC = """
    DELETE FROM delegation WHERE source_url IS NULL AND (contribution IS NULL OR contribution NOT IN (
        FROM contribution SELECT id WHERE status = 'published'
    ))
"""
# Handing in makes a name known where it was not; that tells of the contribution.
_NAMES_OF_HIDDEN = """
    DELETE FROM contributor_name WHERE name NOT IN (FROM contribution SELECT contributor_name) AND name IN (
        SELECT n.name FROM kb.contributor_name AS n
        JOIN kb.contribution AS c ON c.contributor_name = n.name AND c.since_revision = n.since_revision
        WHERE list_contains(?::VARCHAR[], c.id)
    )
"""


def _take_out_what_names_it(cursor: duckdb.DuckDBPyConnection, table: Table) -> None:
    for reference in table.references:
        if not WITHHELD.intersection(target for target, _ in reference.targets):
            continue
        column = f'"{reference.column}"'
        if reference.list:
            ((target, target_column),) = reference.targets
            held = [row[0] for row in cursor.execute(f"SELECT {target_column} FROM {target}").fetchall()]
            cursor.execute(
                f"UPDATE {table.name} SET {column} = nullif(array_to_string(list_filter("
                f"string_split({column}, ' '), lambda one: list_contains(?::VARCHAR[], one)), ' '), '')"
                f" WHERE {column} IS NOT NULL",
                [held],
            )
        else:
            gone = f"SELECT value FROM ({unresolved_reference_sql(table, reference)})"
            cursor.execute(f"DELETE FROM {table.name} WHERE {column} IN ({gone})")
