"""A place in memory to look at rows before they are loaded."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa


class Scratch:
    """Tables in memory, seen under their names."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows that `sql` gives, as dictionaries."""
        self._connection.execute(sql)
        names = [column[0] for column in self._connection.description or ()]
        return [dict(zip(names, row, strict=True)) for row in self._connection.fetchall()]


@contextmanager
def scratch(tables: Mapping[str, pa.Table]) -> Iterator[Scratch]:
    """These tables in memory, for as long as the block runs."""
    with duckdb.connect(":memory:") as connection:
        for name, table in tables.items():
            connection.register("incoming", table)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')
            connection.unregister("incoming")
        yield Scratch(connection)
