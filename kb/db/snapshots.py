"""The knowledge base as of a revision, as an audience may see it: views of all revisions in memory (kb/db/held.py).

What the audience may not see is left out here, below every question: no screen, count, search, export or remembered
answer can hold it. What many questions share stands beside the records (kb/db/sql/snapshot).
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from kb.db.held import DERIVED, SHARED, Held, in_order, key_of
from kb.db.schema import Table
from kb.db.storage import Storage

# Of older revisions.
KEPT = 8

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
    """The snapshots in memory, each made once, when it is first asked for.

    It is made outside the lock: whoever asks for another is answered meanwhile. Of those of the latest revision and of
    the others no more than KEPT each stay, and those in use. One that was dropped is made again.
    """

    def __init__(self, storage: Storage) -> None:
        # As it is now: whoever reads a snapshot reads on in it when the storage has another.
        self.root = storage.root
        self.held = Held(storage.root)
        self._explained = storage.explained
        self._lock = threading.Lock()
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
                    break
            building.wait()
        try:
            with self._explained():
                _build(self.held, key, snapshot.schema)
            with self._lock:
                self._ready[key] = snapshot
                surplus = self._take_surplus()
            self._drop(surplus)
            return snapshot
        finally:
            with self._lock:
                del self._building[key]
            done.set()

    def _take_surplus(self) -> list[str]:
        """The schemas of those that are to be dropped, the least recently used first; nobody finds them any more."""
        surplus = set(self._ready) if self._outdated else set()
        for of_latest in (False, True):
            keys = [key for key in self._ready if (key.revision == self._latest) is of_latest]
            surplus |= set(keys[: max(0, len(keys) - KEPT)])
        return [self._ready.pop(key).schema for key in surplus if not self._ready[key].users]

    def _drop(self, schemas: Iterable[str]) -> None:
        with self.root.cursor() as cursor:
            for schema in schemas:
                cursor.execute(f"DROP SCHEMA memory.{schema} CASCADE")
                cursor.execute(f"DROP SCHEMA IF EXISTS memory.{schema}_own CASCADE")
            if self._outdated and not self._ready and not self._building:
                self.held.drop()


@dataclass
class _Snapshot:
    schema: str
    users: int


def _build(held: Held, key: SnapshotKey, schema: str) -> None:
    """Show the tables as of the key's revision in a schema, less what is withheld, and derive what is shared."""
    held.bring_up(key.revision)
    first = held.first
    own = f"memory.{schema}_own" if key.revision < first else None
    with held.root.cursor() as cursor:
        cursor.begin()
        if own:
            held.derive(cursor, own, key.revision, first)
        cursor.execute(f"CREATE SCHEMA memory.{schema}")
        cursor.execute(f"USE memory.{schema}")
        hidden = ", ".join("'" + one.replace("'", "''") + "'" for one in key.hidden)

        for table in in_order():
            visible = held.records(table, key.revision)
            if not key.whole:
                visible = _shown(table, visible, hidden, held.schema)
            cursor.execute(f"CREATE VIEW {table.name} AS {visible}")
        for name in DERIVED:
            rows = held.derived(name, max(key.revision, first), own)
            conditions = []
            if hidden:
                conditions.append(f"{key_of(name)} NOT IN ({hidden})")
            if name in OF_ALL and not key.whole:
                conditions.append("status = 'published'")
            where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
            cursor.execute(f"CREATE VIEW {name} AS SELECT * FROM ({rows}){where}")
        for path in sorted(SHARED.glob("*.sql")):
            cursor.execute(path.read_text(encoding="utf-8"))
        cursor.commit()


def _shown(table: Table, records: str, hidden: str, held: str) -> str:
    """SQL for those of a table's records that are shown to an audience: not those of the `hidden` contributions, nor of
    texts that are not published, nor what names any of them.
    """
    conditions = ["false"] if table.name in STAFF_TABLES else []
    replaced = {"person": "''"} if table.name in ("reply", "answer") else {}
    if hidden and table.name == "contribution":
        conditions.append(f"id NOT IN ({hidden})")
    for reference in table.references:
        named = [target for target, _ in reference.targets]
        column = f'"{reference.column}"'
        if not WITHHELD.intersection(named):
            continue
        if reference.list and hidden:
            replaced[reference.column] = _without(column, hidden)
        elif not reference.list and (hidden or named != ["contribution"]):
            resolved = " OR ".join(f'{column} IN (SELECT "{key}" FROM {target})' for target, key in reference.targets)
            conditions.append(f"({column} IS NULL OR {resolved})")
    if table.name in _CONDITIONS:
        conditions.append(_CONDITIONS[table.name])
    if hidden and table.name == "contributor_name":
        conditions.append(_NAMES_OF_HIDDEN.format(held=held, hidden=hidden))
    names = ", ".join(f'{replaced.get(name, chr(34) + name + chr(34))} AS "{name}"' for name in table.column_names)
    where = " AND ".join(conditions) or "true"
    return f"SELECT {names} FROM ({records}) WHERE {where}"


def _without(column: str, hidden: str) -> str:
    kept = f"list_filter(string_split({column}, ' '), lambda one: NOT list_contains([{hidden}], one))"
    return f"nullif(array_to_string({kept}, ' '), '')"


_OF_PUBLISHED = "contribution IN (SELECT id FROM contribution WHERE status = 'published')"
# Of these the derived rows are of every contribution, published or not.
OF_ALL = frozenset({"counted_coding", "whole_coding"})
_CONDITIONS = {
    "passage": _OF_PUBLISHED,
    "translation": _OF_PUBLISHED,
    # What a delegation said of itself is published with what it handed in. Numbers of which neither a contribution nor
    # a source is known may have been said in confidence.
    "delegation": f"(source_url IS NOT NULL OR {_OF_PUBLISHED})",
}
# Handing in makes a name known where it was not; that tells of the contribution.
_NAMES_OF_HIDDEN = """(
    name IN (SELECT contributor_name FROM contribution) OR name NOT IN (
        SELECT n.name FROM {held}.contributor_name AS n
        JOIN {held}.contribution AS c ON c.contributor_name = n.name AND c.since_revision = n.since_revision
        WHERE c.id IN ({hidden})
    )
)"""
