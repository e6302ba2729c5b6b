"""The knowledge base as of one revision.

A revision never changes, so its tables are copied into memory once, in a schema of their own (`r12`), together with
what many questions share (kb/sql/image). Questions then say `FROM passage` and need not know of revisions.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from kb.schema import Table
from kb.store.description import data_tables

if TYPE_CHECKING:
    import pandas as pd  # takes longer to load than a build: only for those who ask for a frame

IMAGE = Path(__file__).parent.parent / "sql" / "image"
Parameters = Mapping[str, Any]


class View:
    """Questions to the knowledge base as of `revision`. Values only as bound parameters."""

    def __init__(self, root: duckdb.DuckDBPyConnection, revision: int) -> None:
        self._root = root
        self.revision = revision

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and other._root is self._root and other.revision == self.revision

    def __hash__(self) -> int:
        return hash((id(self._root), self.revision))

    def frame(self, sql: str, parameters: Parameters | None = None) -> "pd.DataFrame":
        """The rows that `sql` gives, as a DataFrame."""
        with self._root.cursor() as cursor:
            cursor.execute(f"USE memory.r{self.revision}")
            return cursor.execute(sql, dict(parameters or {})).df()

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """The rows that `sql` gives, as dictionaries of Python values."""
        return fetch(self._root, sql, parameters, f"memory.r{self.revision}")

    def records(self, table: Table) -> list[dict[str, Any]]:
        """All records of a table, in the order of the data files."""
        columns = ", ".join(f'"{name}"' for name in table.column_names)
        order = ", ".join(f'"{name}"' for name in dict.fromkeys((*table.order, *table.key)))
        return self.rows(f"SELECT {columns} FROM {table.name} ORDER BY {order}")


def fetch(
    root: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None = None, schema: str = "memory"
) -> list[dict[str, Any]]:
    """The rows that `sql` gives on a cursor of its own, as dictionaries of Python values."""
    with root.cursor() as cursor:
        cursor.execute(f"USE {schema}")
        cursor.execute(sql, dict(parameters or {}))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def make_image(root: duckdb.DuckDBPyConnection, revision: int) -> None:
    """Copy the tables as of `revision` into the schema `r<revision>`, and derive what questions share."""
    with root.cursor() as cursor:
        cursor.begin()
        cursor.execute(f"CREATE SCHEMA memory.r{revision}")
        cursor.execute(f"USE memory.r{revision}")
        for table in data_tables():
            columns = ", ".join(f'"{name}"' for name in table.column_names)
            cursor.execute(
                f"CREATE TABLE {table.name} AS SELECT {columns} FROM kb.{table.name}"
                f" WHERE since_revision <= {revision}"
                f" AND (until_revision IS NULL OR until_revision > {revision})"
            )
        for path in sorted(IMAGE.glob("*.sql")):
            cursor.execute(path.read_text(encoding="utf-8"))
        cursor.commit()
