"""A revision being made: rows are added or superseded, never overwritten."""

import json
from collections.abc import Iterable

import duckdb

from kb.errors import ChangeRefused
from kb.schema import Table
from kb.store.description import broken_rule_sql, data_tables, unresolved_reference_sql
from kb.store.rows import Rows, create_from

IN_FORCE = "(SELECT * FROM kb.{} WHERE until_revision IS NULL)"


class Change:
    """One revision, open until its transaction ends; see Store.change. `number` is the revision's number."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, number: int) -> None:
        self._cursor = cursor
        self.number = number

    def put(self, table: Table, rows: Rows) -> int:
        """Put these records in force, superseding what is in force under their keys; returns how many differ.

        `rows` has the table's columns as text.
        """
        self._stage(table, rows)
        self._cursor.execute(
            f"CREATE OR REPLACE TEMP TABLE touched AS SELECT {_key(table)} AS record_key FROM"
            f" (SELECT * FROM incoming_rows EXCEPT SELECT {_columns(table)} FROM {IN_FORCE.format(table.name)})"
        )
        return self._write(table)

    def merge(self, table: Table, rows: Rows) -> int:
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
        """Raise ChangeRefused if a record has two versions in force, names one that does not exist or breaks a rule."""
        for table in data_tables():
            # Under their own names, as references and rules read them.
            self._cursor.execute(f'CREATE OR REPLACE TEMP VIEW "{table.name}" AS {IN_FORCE.format(table.name)}')
        for table in data_tables():
            found = self._cursor.execute(f"{_contradictions(table)} LIMIT 1", _reasons(table)).fetchone()
            if found:
                raise ChangeRefused(f"{found[0]}. Nothing was changed.")

    def _stage(self, table: Table, rows: Rows) -> None:
        values = ", ".join(f'CAST("{column.name}" AS {column.type}) AS "{column.name}"' for column in table.columns)
        create_from(self._cursor, "CREATE OR REPLACE TEMP TABLE incoming_rows", values, rows)

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


def _contradictions(table: Table) -> str:
    """SQL for what contradicts itself in a table, as sentences; its parameters are the `_reasons`."""
    record = f"concat_ws(' ', '{table.name}', {_texts(table.key)})"
    parts = [
        f"SELECT {record} || ' would have two versions in force' FROM \"{table.name}\" GROUP BY ALL HAVING count(*) > 1"
    ]
    parts += [
        f"SELECT '{table.name}.{reference.column} would name ' || value || ', which does not exist'"
        f" FROM ({unresolved_reference_sql(table, reference)})"
        for reference in table.references
    ]
    parts += [
        f"SELECT {record} || concat(': {rule.column} ', CAST(\"{rule.column}\" AS VARCHAR), ' ', ?)"
        f" FROM ({broken_rule_sql(table, rule)})"
        for rule in table.rules
    ]
    return " UNION ALL ".join(parts)


def _reasons(table: Table) -> list[str]:
    return [rule.reason for rule in table.rules]


def _columns(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.column_names)


def _key(table: Table) -> str:
    return f"CAST(to_json([{_texts(table.key)}]) AS VARCHAR)"


def _digest(table: Table) -> str:
    return f"md5(CAST(to_json([{_texts(table.column_names)}]) AS VARCHAR))"


def _texts(names: Iterable[str]) -> str:
    return ", ".join(f'CAST("{name}" AS VARCHAR)' for name in names)
