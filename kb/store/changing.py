"""A revision being made: rows are added or superseded, never overwritten."""

import json
from collections.abc import Iterable

import duckdb
import pyarrow as pa

from kb.errors import ChangeRefused
from kb.schema import Table
from kb.store.description import data_tables, unresolved_reference_sql

IN_FORCE = "(SELECT * FROM kb.{} WHERE until_revision IS NULL)"


class Change:
    """One revision, open until its transaction ends; see Store.change. `number` is the revision's number."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, number: int) -> None:
        self._cursor = cursor
        self.number = number

    def put(self, table: Table, rows: pa.Table) -> int:
        """Put these records in force, superseding what is in force under their keys; returns how many differ.

        `rows` has the table's columns as text.
        """
        self._stage(table, rows)
        self._cursor.execute(
            f"CREATE OR REPLACE TEMP TABLE touched AS SELECT {_key(table)} AS record_key FROM"
            f" (SELECT * FROM incoming_rows EXCEPT SELECT {_columns(table)} FROM {IN_FORCE.format(table.name)})"
        )
        return self._write(table)

    def merge(self, table: Table, rows: pa.Table) -> int:
        """Bring in what changed in the data files since they were last loaded, keeping what was changed here meanwhile.

        `rows` is the whole table as text; returns the number of records changed. Raises ChangeRefused when the same
        record was changed on both sides, and differently.
        """
        self._stage(table, rows)
        self._cursor.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE touched AS
            WITH
            files AS (SELECT {_key(table)} AS record_key, {_digest(table)} AS digest FROM incoming_rows),
            held AS (SELECT {_key(table)} AS record_key, {_digest(table)} AS digest FROM {IN_FORCE.format(table.name)}),
            loaded AS (SELECT key AS record_key, digest FROM kb.loaded_record WHERE table_name = $table)
            SELECT record_key, held.digest IS DISTINCT FROM loaded.digest AS changed_here
            FROM files FULL JOIN held USING (record_key) FULL JOIN loaded USING (record_key)
            WHERE files.digest IS DISTINCT FROM loaded.digest AND files.digest IS DISTINCT FROM held.digest
            """,
            {"table": table.name},
        )
        clash = self._cursor.execute("SELECT min(record_key) FROM touched WHERE changed_here").fetchone()
        if clash and clash[0]:
            record = f"{table.name} {' '.join(json.loads(clash[0]))}"
            raise ChangeRefused(
                f"The data files and the knowledge base both changed {record} since the last build. Export the "
                "knowledge base, settle the difference in the files, then build. Nothing was changed."
            )
        self._cursor.execute("DELETE FROM kb.loaded_record WHERE table_name = $table", {"table": table.name})
        self._cursor.execute(
            f"INSERT INTO kb.loaded_record SELECT $table, {_key(table)}, {_digest(table)} FROM incoming_rows",
            {"table": table.name},
        )
        return self._write(table)

    def refuse_contradictions(self) -> None:
        """Raise ChangeRefused when a record has two versions in force or names a record that does not exist."""
        for table in data_tables():
            source = IN_FORCE.format(table.name)
            double = self._cursor.execute(
                f"SELECT {_key(table)} FROM {source} GROUP BY ALL HAVING count(*) > 1 LIMIT 1"
            ).fetchone()
            if double:
                raise ChangeRefused(f"{table.name} {double[0]} would have two versions in force. Nothing was changed.")
            for reference in table.references:
                sql = unresolved_reference_sql(reference, source, IN_FORCE)
                stray = self._cursor.execute(f"SELECT value FROM ({sql}) LIMIT 1").fetchone()
                if stray:
                    raise ChangeRefused(
                        f"{table.name}.{reference.column} would name {stray[0]}, which does not exist. "
                        "Nothing was changed."
                    )

    def _stage(self, table: Table, rows: pa.Table) -> None:
        values = ", ".join(f'CAST("{column.name}" AS {column.type}) AS "{column.name}"' for column in table.columns)
        self._cursor.register("incoming", rows)
        self._cursor.execute(f"CREATE OR REPLACE TEMP TABLE incoming_rows AS SELECT {values} FROM incoming")
        self._cursor.unregister("incoming")

    def _write(self, table: Table) -> int:
        """Put the incoming rows whose keys are `touched` in force instead of what was; returns how many keys."""
        self._cursor.execute(
            f"UPDATE kb.{table.name} SET until_revision = {self.number}"
            f" WHERE until_revision IS NULL AND {_key(table)} IN (SELECT record_key FROM touched)"
        )
        self._cursor.execute(
            f"INSERT INTO kb.{table.name} SELECT *, {self.number}, NULL FROM incoming_rows"
            f" WHERE {_key(table)} IN (SELECT record_key FROM touched)"
        )
        row = self._cursor.execute("SELECT count(*) FROM touched").fetchone()
        return int(row[0]) if row else 0


def _columns(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.column_names)


def _key(table: Table) -> str:
    return f"CAST(to_json([{_texts(table.key)}]) AS VARCHAR)"


def _digest(table: Table) -> str:
    return f"md5(CAST(to_json([{_texts(table.column_names)}]) AS VARCHAR))"


def _texts(names: Iterable[str]) -> str:
    return ", ".join(f'CAST("{name}" AS VARCHAR)' for name in names)
