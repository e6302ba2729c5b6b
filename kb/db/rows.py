"""Rows on their way into DuckDB, as text by column, so that DuckDB itself judges every value; and out of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from kb.db.connection import memory
from kb.db.schema import Column, Table

Rows = Mapping[str, Sequence[str | None]]  # columns of equal length
LINE = "file_line"


def create_from(cursor: duckdb.DuckDBPyConnection, create: str, values: str, rows: Rows) -> None:
    """Execute `create` (CREATE ... TABLE ...) AS the SQL expressions `values` over `rows`."""
    columns = ", ".join(f'unnest(?::VARCHAR[]) AS "{name}"' for name in rows)
    cursor.execute(f"{create} AS SELECT {values} FROM (SELECT {columns})", [list(column) for column in rows.values()])


def dictionaries(cursor: Any) -> list[dict[str, Any]]:
    """What a cursor of DuckDB or psycopg has found, as dictionaries of Python values."""
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Staging:
    """Tables in memory, seen under their names, to look at rows before they are loaded."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows that `sql` gives, as dictionaries."""
        return dictionaries(self._connection.execute(sql))


def written(column: Column) -> str:
    """SQL for the column's value as a file writes it; under the column's own name stands the value typed."""
    return f'"{column.name}"' if column.type == "VARCHAR" else f'"{column.name} as written"'


@contextmanager
def staging(tables: Iterable[tuple[Table, Rows]]) -> Iterator[Staging]:
    """These tables in memory; `rows` have a LINE each. A value not written as its column's type asks is empty."""
    with memory() as connection:
        for table, rows in tables:
            values = [f"CAST({LINE} AS INTEGER) AS {LINE}"]
            for column in table.columns:
                if column.type != "VARCHAR":
                    values.append(f'"{column.name}" AS {written(column)}')
                values.append(f'{_typed(column)} AS "{column.name}"')
            create_from(connection, f'CREATE TABLE "{table.name}"', ", ".join(values), rows)
        yield Staging(connection)


def _typed(column: Column) -> str:
    text = f'"{column.name}"'
    if column.type == "VARCHAR":
        return text
    # One way to write each value, so that an export gives it back as it was; the length keeps "infinity" out.
    typed = f"try_cast({text} AS {column.type})"
    is_written_so = f"CAST({typed} AS VARCHAR) = {text}"
    if column.type == "DATE":
        is_written_so += f" AND length({text}) = {len('2012-04-16')}"
    return f"CASE WHEN {is_written_so} THEN {typed} END"
