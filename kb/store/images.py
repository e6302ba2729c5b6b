"""The knowledge base as of a revision, as an audience may see it, copied into memory.

A revision never changes, so its tables are copied once, into a schema of their own, together with what many questions
share (kb/sql/image). What the audience may not see is left out here, below every question: no screen, count, search,
export or remembered answer can hold it.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from kb.schema import Table
from kb.store.description import data_tables, unresolved_reference_sql

IMAGE = Path(__file__).parent.parent / "sql" / "image"
KEPT = 8

# Who works on the material, and how: for those who work on it.
STAFF_TABLES = frozenset(
    {"submission", "restriction", "judgement", "judged_coding", "judged_theme", "person", "person_role"}
)
# What may be withheld, and what is withheld with it because it names it.
WITHHELD = frozenset({"contribution", "passage", "reply"})


class ImageKey(NamedTuple):
    """What an image holds: a revision; all of it (`whole`), or what is published less the `hidden` contributions."""

    revision: int
    whole: bool
    hidden: tuple[str, ...]

    @property
    def schema(self) -> str:
        """Name of the schema in memory: r12_ and what tells images of the same revision apart."""
        told = hashlib.sha256(repr((self.whole, self.hidden)).encode()).hexdigest()[:12]
        return f"r{self.revision}_{told}"


class Images:
    """The images in memory. One that is in use is never dropped; one that was dropped is made again when asked for."""

    def __init__(self, root: duckdb.DuckDBPyConnection) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._users: OrderedDict[ImageKey, int] = OrderedDict()

    @contextmanager
    def pinned(self, key: ImageKey) -> Iterator[str]:
        """The schema of an image, which stays while it is used."""
        with self._lock:
            if key not in self._users:
                _make(self._root, key)
                self._users[key] = 0
            self._users[key] += 1
            self._users.move_to_end(key)
            self._drop_surplus()
        try:
            yield key.schema
        finally:
            with self._lock:
                self._users[key] -= 1

    def _drop_surplus(self) -> None:
        idle = [key for key, users in self._users.items() if not users]
        for key in idle[: max(0, len(self._users) - KEPT)]:
            self._root.execute(f"DROP SCHEMA memory.{key.schema} CASCADE")
            del self._users[key]


def _make(root: duckdb.DuckDBPyConnection, key: ImageKey) -> None:
    """Copy the tables as of the key's revision into its schema, less what is withheld, and derive what is shared."""
    with root.cursor() as cursor:
        cursor.begin()
        cursor.execute(f"CREATE SCHEMA memory.{key.schema}")
        cursor.execute(f"USE memory.{key.schema}")
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
        for path in sorted(IMAGE.glob("*.sql")):
            cursor.execute(path.read_text(encoding="utf-8"))
        cursor.commit()


def _withhold(cursor: duckdb.DuckDBPyConnection, hidden: tuple[str, ...]) -> None:
    """Take out the hidden contributions, every text that is not published, and what names any of them."""
    cursor.execute("DELETE FROM contribution WHERE list_contains(?::VARCHAR[], id)", [list(hidden)])
    cursor.execute(
        "DELETE FROM passage WHERE contribution NOT IN (FROM contribution SELECT id WHERE status = 'published')"
    )
    cursor.execute(_DELEGATIONS_NOT_PUBLIC)
    cursor.execute(_NAMES_OF_HIDDEN, [list(hidden)])
    cursor.execute("UPDATE reply SET person = ''")
    cursor.execute("UPDATE answer SET person = ''")
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
