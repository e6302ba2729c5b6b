"""The copy in memory of what PostgreSQL holds, which DuckDB asks and changes; each is brought up to date by rows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb
import pyarrow as pa

from kb.db.changing import Change
from kb.db.connection import attach, memory
from kb.db.description import data_tables, describe
from kb.db.file import lock_in, tables_of
from kb.db.held import OPEN, changed_sql
from kb.db.migrations import apply_schema
from kb.db.postgres import tables
from kb.db.postgres.connections import Connection
from kb.db.schema import Table

# One number each for the locks of PostgreSQL: of a change of the revisions, and of a side table.
CHANGE_LOCK, SIDE_LOCK = 2_008_0530, 2_012_0416
CHANGED = "kb_changed"
_IN_MEMORY = Path("memory")


def empty(up_to: int | None = None, file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with the tables of this version as `kb`, in memory or a new file; or of the version `up_to`."""
    root = memory()
    if file is None:
        root.execute("ATTACH ':memory:' AS kb")
    else:
        attach(root, file, read_only=False)
    apply_schema(root, _IN_MEMORY, read_only=False, is_copy=True, up_to=up_to)
    return root


def load(connection: Connection) -> duckdb.DuckDBPyConnection:
    """A copy of what PostgreSQL holds at this moment, without the side tables."""
    root = memory()
    root.execute("ATTACH ':memory:' AS kb")
    with root.cursor() as cursor:
        cursor.execute("USE kb")
        for made in _made():
            cursor.execute(made)
    for table in mirrored():
        tables.fill(root, table, tables.read(connection, table))
    lock_in(root)
    return root


def side_tables() -> list[str]:
    """The tables that are read and written at once, in PostgreSQL alone."""
    return [name for name in describe() if name not in {*mirrored(), "schema_version", "reference", "rule"}]


@cache
def _made() -> list[str]:
    """What makes the tables as they are in the end, quicker than by all the schema files."""
    with empty() as root:
        return [sql for (sql,) in root.execute(_IN_ORDER.replace("table_name", "sql")).fetchall()]


def mirrored() -> list[str]:
    """The tables that are copied."""
    return ["revision", "loaded_record", "undone", *(table.name for table in data_tables())]


def latest(root: duckdb.DuckDBPyConnection) -> int:
    """The latest revision in the copy."""
    with root.cursor() as cursor:
        row = cursor.execute("SELECT coalesce(max(number), 0) FROM kb.revision").fetchone()
    return int(row[0]) if row else 0


def pull(connection: Connection, root: duckdb.DuckDBPyConnection) -> int:
    """Bring the copy up to date, in one transaction; returns the latest revision."""
    known = latest(root)
    revisions = tables.read(connection, "revision", f"number > {known}")
    if not revisions.num_rows:
        return known
    with root.cursor() as cursor:
        cursor.begin()
        tables.fill(cursor, "revision", revisions)
        tables.fill(cursor, "undone", tables.read(connection, "undone", f"revision > {known}"))
        if revisions["data_fingerprint"].null_count < revisions.num_rows:
            cursor.execute("DELETE FROM kb.loaded_record")
            tables.fill(cursor, "loaded_record", tables.read(connection, "loaded_record"))
        touched = {name for (name,) in connection.execute(changed_sql(known, OPEN).encode()).fetchall()}
        for table in (table for table in data_tables() if table.name in touched):
            ended = f"since_revision <= {known} AND until_revision > {known}"
            names = (*table.key, "since_revision", "until_revision")
            _end(cursor, table, tables.read(connection, table.name, ended, names))
            tables.fill(cursor, table.name, tables.read(connection, table.name, f"since_revision > {known}"))
        cursor.commit()
    return latest(root)


def _end(cursor: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table) -> None:
    """Say of these records until when they held."""
    if rows.num_rows:
        types = {column.name: column.type for column in table.columns} | {"since_revision": "INTEGER"}
        same = " AND ".join(
            f'o."{name}" = CAST(i."{name}" AS {types[name]})' for name in (*table.key, "since_revision")
        )
        cursor.register("incoming", rows)
        cursor.execute(
            f'UPDATE kb."{table.name}" AS o SET until_revision = CAST(i.until_revision AS INTEGER)'
            f" FROM incoming AS i WHERE {same}"
        )
        cursor.unregister("incoming")


class Delta(NamedTuple):
    """What a change did, as rows to be written to PostgreSQL."""

    number: int
    ended: Sequence[tuple[str, Sequence[str], list[tuple[object, ...]]]]
    added: Sequence[tuple[str, pa.Table]]
    loaded: Sequence[str]
    replaced: Sequence[tuple[str, pa.Table]]


def delta(cursor: duckdb.DuckDBPyConnection, change: Change) -> Delta:
    """What the change has done to the copy so far."""
    number = change.number
    ended = []
    added = [("revision", tables.as_text(cursor, "revision", f"number = {number}"))]
    added.append(("undone", tables.as_text(cursor, "undone", f"revision = {number}")))
    described = describe()
    for name in sorted(change.changed - change.overwritten):
        key = (*described[name].key, "since_revision")
        chosen = ", ".join(f'"{one}"' for one in key)
        rows = cursor.execute(f'SELECT {chosen} FROM kb."{name}" WHERE until_revision = {number}').fetchall()
        ended.append((name, key, rows))
        added.append((name, tables.as_text(cursor, name, f"since_revision = {number}")))
    for name in sorted(change.loaded):
        # A name of a table of the schema.
        added.append(("loaded_record", tables.as_text(cursor, "loaded_record", f"table_name = '{name}'")))
    replaced = [(name, tables.as_text(cursor, name)) for name in sorted(change.overwritten)]
    return Delta(number, ended, added, sorted(change.loaded), replaced)


def push(connection: Connection, done: Delta) -> None:
    """Write what a change did to PostgreSQL, inside a transaction."""
    for name, _ in done.replaced:
        connection.execute(f'DELETE FROM {tables.SCHEMA}."{name}"'.encode())
    if done.replaced:
        connection.execute("UPDATE kb.generation SET number = number + 1")
    connection.execute("DELETE FROM kb.loaded_record WHERE table_name = ANY(%s)", (list(done.loaded),))
    for name, key, keys in done.ended:
        if keys:
            same = " AND ".join(f'"{one}" = %s' for one in key)
            sql = f'UPDATE {tables.SCHEMA}."{name}" SET until_revision = {done.number} WHERE {same}'
            connection.cursor().executemany(sql.encode(), keys)
    for name, rows in (*done.added, *done.replaced):
        tables.write(connection, name, rows)
    notify(connection)


def lock(connection: Connection) -> None:
    """Wait until nobody else changes a revision; the lock is let go with the transaction."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (CHANGE_LOCK,))


def notify(connection: Connection) -> None:
    """Wake every process that watches, once this transaction is committed."""
    connection.execute(f"NOTIFY {CHANGED}".encode())


def replace_all(connection: Connection, root: duckdb.DuckDBPyConnection, why: str) -> str | None:
    """Put all that `root` has in place of what PostgreSQL holds, inside a transaction.

    What was there is kept as another schema, whose name is returned; None if nothing was.
    """
    kept, before = None, 0
    if tables.are_there(connection):
        before = tables.generation(connection)
        kept = f"{tables.SCHEMA}_{why}_{datetime.now(UTC):%Y%m%dt%H%M%S}"
        connection.execute(f"ALTER SCHEMA {tables.SCHEMA} RENAME TO {kept}".encode())
    connection.execute(tables.declarations().encode(), prepare=False)
    connection.execute("UPDATE kb.generation SET number = %s", (before + 1,))
    with root.cursor() as cursor:
        for name in describe():
            for rows in tables.pieces_as_text(cursor, name):
                tables.write(connection, name, rows)
    notify(connection)
    return kept


def brought_up(connection: Connection, version: int) -> str | None:
    """Bring what PostgreSQL holds to this version's schema, by the schema files, inside a transaction.

    What was there is kept as another schema, whose name is returned.
    """
    with TemporaryDirectory() as folder, empty(version, Path(folder, "migrating")) as root:
        of = root.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'kb'").fetchall()
        for table in tables_of(root):
            names = [column for one, column in of if one == table]
            root.execute(f'DELETE FROM kb."{table}"')
            for rows in tables.pieces(connection, table, "true", names):
                tables.fill(root, table, rows)
        apply_schema(root, _IN_MEMORY, read_only=False, is_copy=True)
        return replace_all(connection, root, f"before_version_{version}")


_IN_ORDER = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb' ORDER BY table_oid"
