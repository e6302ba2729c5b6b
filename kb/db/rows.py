"""Rows on their way into DuckDB: text by column, so that DuckDB itself judges and converts every value."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

Rows = Mapping[str, Sequence[str | None]]  # columns of equal length


def create_from(cursor: duckdb.DuckDBPyConnection, create: str, values: str, rows: Rows) -> None:
    """Execute `create` (CREATE ... TABLE ...) AS the SQL expressions `values` over `rows`."""
    columns = ", ".join(f'unnest(?::VARCHAR[]) AS "{name}"' for name in rows)
    cursor.execute(f"{create} AS SELECT {values} FROM (SELECT {columns})", [list(column) for column in rows.values()])


def dictionaries(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What a cursor has found, as dictionaries of Python values."""
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
