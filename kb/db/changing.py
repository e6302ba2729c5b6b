"""A revision being made: rows are added or superseded, never overwritten."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import duckdb

from kb.db.description import broken_rule_sql, data_tables, describe, unresolved_reference_sql
from kb.db.originals import LARGEST, Original, original_id
from kb.db.rows import Rows, create_from, dictionaries
from kb.db.schema import Table
from kb.db.storage import Parameters, Side
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused

# Signs of one value: a passage of this length fills a hundred pages.
LONGEST = 200_000
IN_FORCE = "(SELECT * FROM kb.{} WHERE until_revision IS NULL)"
# What the data files said of a table when they were last loaded.
_LOADED = "SELECT key AS record_key, digest FROM kb.loaded_record WHERE table_name = $table"


class Change:
    """One revision, open until its transaction ends; see Store.change. `number` is the revision's number."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, number: int, side: Side) -> None:
        self._cursor = cursor
        self.number = number
        # The side tables, inside this change.
        self.side = side
        # The tables with records that it brought or superseded; with digests of loaded records; changed in every
        # revision.
        self.changed: set[str] = set()
        self.loaded: set[str] = set()
        self.overwritten: set[str] = set()
        # Of these, those in which a record may be in force no longer, and none in its place.
        self._lost: set[str] = set()

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """The rows that `sql` gives on the records in force, with what this revision has changed so far."""
        return dictionaries(self._cursor.execute(sql, dict(parameters or {})))

    def record(self, table: str, **key: str) -> dict[str, Any] | None:
        """The record in force with this key, without its revision columns; None if there is none."""
        records = self.records(table, **key)
        return records[0] if records else None

    def records(self, table: str, **having: str) -> list[dict[str, Any]]:
        """The records in force that have these values, without their revision columns, in the order of their keys."""
        described = describe()[table]
        where = " AND ".join(f'"{name}" = ${name}' for name in having) or "true"
        order = ", ".join(f'"{name}"' for name in described.key)
        return self.rows(f'SELECT {_columns(described)} FROM "{table}" WHERE {where} ORDER BY {order}', having)

    def save(self, table: str, records: Sequence[Mapping[str, Any]]) -> int:
        """Put these records in force, given as Python values; what a record does not name is empty. See `put`."""
        described = describe()[table]
        rows = {name: [_written(record.get(name)) for record in records] for name in described.column_names}
        return self.put(described, rows)

    def remove(self, table: str, **having: str) -> int:
        """Supersede the records in force that have these values by nothing; returns how many."""
        where = " AND ".join(f'"{name}" = ${name}' for name in having)
        rows = self._cursor.execute(
            f"UPDATE kb.{table} SET until_revision = {self.number} WHERE until_revision IS NULL AND {where}", having
        ).fetchone()
        # A record that this very revision brought was never in force.
        self._cursor.execute(f"DELETE FROM kb.{table} WHERE since_revision = until_revision")
        self.changed.add(table)
        self._lost.add(table)
        return int(rows[0]) if rows else 0

    def overwrite(self, table: str, assignments_where: str, parameters: Parameters) -> None:
        """UPDATE a table in every revision: only for texts that must be nowhere any more."""
        self._cursor.execute(f"UPDATE kb.{table} SET {assignments_where}", dict(parameters))
        self.overwritten.add(table)

    def keep_original(self, contribution: str, sha256: str, original: Original) -> None:
        """Keep the file of a contribution, beside the revisions. Raises ChangeRefused for one that is too large."""
        if len(original.content) > LARGEST:
            raise ChangeRefused(Refused.FILE_TOO_LARGE, megabytes=LARGEST // 1024 // 1024)
        self.side.write(
            "INSERT INTO kb.original VALUES ($id, $contribution, $content, $reading) ON CONFLICT DO NOTHING",
            {"id": original_id(contribution, sha256), "contribution": contribution} | original._asdict(),
        )

    def undo(self, revision: int) -> int:
        """Put back in force what `revision` superseded and supersede what it brought; returns the number of records.

        Raises ChangeRefused when a record of it was changed since.
        """
        undone = 0
        for table in data_tables():
            self._refuse_changed_since(table, revision)
            brought = self._cursor.execute(
                f"UPDATE kb.{table.name} SET until_revision = {self.number} WHERE since_revision = {revision}"
            ).fetchone()
            restored = self._cursor.execute(
                f"INSERT INTO kb.{table.name} ({_columns(table)}, since_revision)"
                f" SELECT {_columns(table)}, {self.number} FROM kb.{table.name} WHERE until_revision = {revision}"
            ).fetchone()
            records = sum(int(row[0]) for row in (brought, restored) if row)
            if records:
                self.changed.add(table.name)
                self._lost.add(table.name)
            undone += records
        if undone:
            self._cursor.execute(f"INSERT INTO kb.undone VALUES ({self.number}, {revision})")
        return undone

    def _refuse_changed_since(self, table: Table, revision: int) -> None:
        """A record was changed since if what the revision brought was ended, or something newer stands in its place."""
        row = self._cursor.execute(
            f"SELECT {_key(table)} FROM kb.{table.name}"
            f" WHERE since_revision = {revision} AND until_revision IS NOT NULL"
            f" UNION ALL SELECT {_key(table)} FROM kb.{table.name} WHERE since_revision > {revision}"
            f" AND {_key(table)} IN (SELECT {_key(table)} FROM kb.{table.name} WHERE until_revision = {revision})"
            " LIMIT 1"
        ).fetchone()
        if row:
            record = f"{table.name.replace('_', ' ')} {' '.join(json.loads(row[0]))}"
            raise ChangeRefused(Refused.CHANGED_SINCE, number=revision, record=record)

    def put(self, table: Table, rows: Rows) -> int:
        """Put these records in force, superseding what is in force under their keys; returns how many differ.

        `rows` has the table's columns as text.
        """
        self._stage(table, rows)
        self._cursor.execute(
            f"CREATE OR REPLACE TEMP TABLE touched AS SELECT {_key(table)} AS record_key FROM"
            f" (SELECT * FROM incoming_rows EXCEPT SELECT {_columns(table)} FROM {IN_FORCE.format(table.name)})"
        )
        (touched,) = self._found("SELECT count(*) FROM touched")
        return self._write(table, touched)

    def merge(self, table: Table, rows: Rows) -> int:
        """Bring in what changed in the data files since they were last loaded, keeping what was changed here meanwhile.

        `rows` is the whole table as text; returns the number of records changed. Raises ChangeRefused when the same
        record was changed on both sides, and differently.
        """
        self.loaded.add(table.name)
        if not rows[table.key[0]] and not self.rows(f"{_LOADED} LIMIT 1", {"table": table.name}):
            return 0
        self._stage(table, rows)
        self._cursor.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE touched AS
            WITH
            files AS (SELECT {_key(table)} AS record_key, {_digest(table)} AS digest FROM incoming_rows),
            held AS (SELECT {_key(table)} AS record_key, {_digest(table)} AS digest FROM {IN_FORCE.format(table.name)}),
            loaded AS ({_LOADED})
            SELECT record_key, held.digest IS DISTINCT FROM loaded.digest AS changed_here, files.digest IS NULL AS gone
            FROM files FULL JOIN held USING (record_key) FULL JOIN loaded USING (record_key)
            WHERE files.digest IS DISTINCT FROM loaded.digest AND files.digest IS DISTINCT FROM held.digest
            """,
            {"table": table.name},
        )
        clash, touched, lost = self._found(
            "SELECT min(record_key) FILTER (WHERE changed_here), count(*), bool_or(gone) FROM touched"
        )
        if clash:
            raise ChangeRefused(Refused.BUILD_CLASH, record=f"{table.name} {' '.join(json.loads(clash))}")
        self._cursor.execute("DELETE FROM kb.loaded_record WHERE table_name = $table", {"table": table.name})
        self._cursor.execute(
            f"INSERT INTO kb.loaded_record SELECT $table, {_key(table)}, {_digest(table)} FROM incoming_rows",
            {"table": table.name},
        )
        if lost:
            self._lost.add(table.name)
        return self._write(table, touched)

    def refuse_contradictions(self) -> None:
        """Raise ChangeRefused if a record has two versions in force, names one that does not exist or breaks a rule.

        Only what reads a table that this revision changed is looked at: nothing else can have come to contradict. What
        names a record, by its key, is looked at only if it was changed itself or the record may be gone.
        """
        for table in data_tables():
            parts = list(_contradictions(table, self.changed, self.changed & self._lost))
            if not parts:
                continue
            sql = " UNION ALL ".join(part for part, _ in parts)
            reasons = [reason for _, reason in parts if reason is not None]
            contradiction = self._cursor.execute(f"{sql} LIMIT 1", reasons).fetchone()
            if contradiction:
                raise ChangeRefused(Refused.CONTRADICTION, found=contradiction[0])

    def _stage(self, table: Table, rows: Rows) -> None:
        values = ", ".join(f'CAST("{column.name}" AS {column.type}) AS "{column.name}"' for column in table.columns)
        create_from(self._cursor, "CREATE OR REPLACE TEMP TABLE incoming_rows", values, rows)

    def _found(self, sql: str) -> tuple[Any, ...]:
        """The one row that `sql` gives."""
        return self._cursor.execute(sql).fetchone() or ()

    def _write(self, table: Table, touched: int) -> int:
        """Put the incoming rows in force instead of what was under those keys that are `touched`; returns how many."""
        if touched:
            self._cursor.execute(
                f"UPDATE kb.{table.name} SET until_revision = {self.number}"
                f" WHERE until_revision IS NULL AND {_key(table)} IN (SELECT record_key FROM touched)"
            )
            self._cursor.execute(
                f"INSERT INTO kb.{table.name} ({_columns(table)}, since_revision)"
                f" SELECT {_columns(table)}, {self.number} FROM incoming_rows"
                f" WHERE {_key(table)} IN (SELECT record_key FROM touched)"
            )
            self.changed.add(table.name)
        return touched


def show_in_force(cursor: duckdb.DuckDBPyConnection) -> None:
    """Let the tables' own names stand for what is in force, as questions, references and rules read them.

    The views are made at the first change of a database, not in its transaction, and serve all that follow.
    """
    if not cursor.execute("SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'in_force'").fetchall():
        cursor.begin()
        cursor.execute("CREATE SCHEMA memory.in_force")
        for table in data_tables():
            cursor.execute(f'CREATE VIEW memory.in_force."{table.name}" AS {IN_FORCE.format(table.name)}')
        cursor.commit()
    cursor.execute("USE memory.in_force")


def _contradictions(table: Table, changed: Set[str], bereft: Set[str]) -> Iterator[tuple[str, str | None]]:
    """What in `table` can contradict itself after a change of the tables `changed`; those `bereft` may lack a record.

    A row is SQL that gives sentences, and the parameter that it takes or None.
    """
    record = f"concat_ws(' ', '{table.name}', {_texts(table.key)})"
    if table.name in changed:
        twice = f"{record} || ' would have two versions in force'"
        yield f'SELECT {twice} FROM "{table.name}" GROUP BY ALL HAVING count(*) > 1', None
    for reference in table.references:
        if table.name in changed or bereft & {target for target, _ in reference.targets}:
            lost = f"'{table.name}.{reference.column} would name ' || value || ', which does not exist'"
            yield f"SELECT {lost} FROM ({unresolved_reference_sql(table, reference)})", None
    for rule in table.rules:
        if changed & {table.name, *rule.reads}:
            broken = f"{record} || concat(': {rule.column} ', CAST(\"{rule.column}\" AS VARCHAR), ' ', ?)"
            yield f"SELECT {broken} FROM ({broken_rule_sql(table, rule)})", rule.reason


def _written(value: object) -> str | None:
    """A Python value as text, as DuckDB reads it. Raises ChangeRefused for a longer one than is kept anywhere."""
    if isinstance(value, str) and len(value) > LONGEST:
        raise ChangeRefused(Refused.TEXT_TOO_LONG, most=LONGEST)
    if isinstance(value, bool):
        return "true" if value else "false"
    # Nobody sees a null character, and PostgreSQL keeps none.
    return None if value is None else str(value).replace("\0", "")


def _columns(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.column_names)


def _key(table: Table) -> str:
    return f"CAST(to_json([{_texts(table.key)}]) AS VARCHAR)"


def _digest(table: Table) -> str:
    return f"md5(CAST(to_json([{_texts(table.column_names)}]) AS VARCHAR))"


def _texts(names: Iterable[str]) -> str:
    return ", ".join(f'CAST("{name}" AS VARCHAR)' for name in names)
