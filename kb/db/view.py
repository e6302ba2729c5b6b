"""The knowledge base as of one revision, as one audience may see it.

Questions say `FROM passage` and need not know of revisions, nor of what is withheld: see kb/db/snapshots.py.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb

from kb.cancellation import refuse_cancelled
from kb.db.held import changed_tables
from kb.db.rows import dictionaries
from kb.db.schema import Table
from kb.db.snapshots import STAFF_TABLES, SnapshotKey, Snapshots
from kb.db.storage import Parameters

if TYPE_CHECKING:
    import pandas as pd  # takes longer to load than a build: only for those who ask for a frame
    import pyarrow as pa


# What a change of these tables says of no other contribution than that which touched_contributions.sql names.
OF_CONTRIBUTIONS = frozenset(
    {"contribution", "alignment", "passage", "coding", "passage_theme", "nothing_to_tag", "reply", "answer"}
)


class View:
    """Questions to the knowledge base as of `revision`. Values only as bound parameters."""

    # Answers that name a view hold none of its data: see kb/cache.py.
    is_shared = True

    def __init__(self, snapshots: Snapshots, key: SnapshotKey, *, is_latest: bool) -> None:
        self._snapshots = snapshots
        self._key = key
        self.revision = key.revision
        self.is_latest = is_latest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and other._snapshots is self._snapshots and other._key == self._key

    def __hash__(self) -> int:
        return hash((id(self._snapshots), self._key))

    def frame(self, sql: str, parameters: Parameters | None = None) -> "pd.DataFrame":
        """The rows that `sql` gives, as a DataFrame."""
        with self._asked(sql, parameters) as answered:
            return answered.df()

    def table(self, sql: str, parameters: Parameters | None = None) -> "pa.Table":
        """The rows that `sql` gives, column by column: nothing is made of a row before it is taken from there."""
        with self._asked(sql, parameters) as answered:
            return answered.to_arrow_table()

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """The rows that `sql` gives, as dictionaries of Python values."""
        with self._asked(sql, parameters) as answered:
            return dictionaries(answered)

    @contextmanager
    def _asked(self, sql: str, parameters: Parameters | None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own that has executed `sql` on this view."""
        refuse_cancelled()
        with self._snapshots.pinned(self._key) as schema, self._snapshots.root.cursor() as cursor:
            cursor.execute(f"USE memory.{schema}")
            yield cursor.execute(sql, dict(parameters or {}))

    def records(self, table: Table) -> list[dict[str, Any]]:
        """All records of a table, in the order of the data files."""
        columns = ", ".join(f'"{name}"' for name in table.column_names)
        order = ", ".join(f'"{name}"' for name in dict.fromkeys((*table.order, *table.key)))
        return self.rows(f"SELECT {columns} FROM {table.name} ORDER BY {order}")

    def changed_tables(self, earlier: "View") -> frozenset[str]:
        """The names of the tables of which a revision after that of an earlier view brought or ended records."""
        with self._snapshots.root.cursor() as cursor:
            return frozenset(table.name for table in changed_tables(cursor, earlier.revision, self.revision))

    @property
    def kin(self) -> Hashable:
        """The same for views of other revisions in which the same contributions are withheld."""
        return id(self._snapshots), self._key.whole, self._key.hidden

    def touched_since(self, earlier: "View") -> list[str] | None:
        """The contributions of which an earlier view may say something else; None where it may of anything."""
        if earlier.kin != self.kin or not earlier.revision < self.revision:
            return None
        if self.changed_tables(earlier) - OF_CONTRIBUTIONS - STAFF_TABLES:
            return None
        with self._snapshots.pinned(self._key):
            return self._snapshots.held.touched(earlier.revision, self.revision)

    def differences(self, earlier: "View", sql: str) -> list[dict[str, Any]]:
        """The rows that `sql` gives, in which {later} and {earlier} stand for the schemas of this view and another."""
        with self._snapshots.pinned(self._key) as later, earlier._snapshots.pinned(earlier._key) as before:
            return fetch(self._snapshots.root, sql.format(later=f"memory.{later}", earlier=f"memory.{before}"))


def fetch(root: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
    """The rows that `sql` gives on a cursor of its own, as dictionaries of Python values."""
    refuse_cancelled()
    with root.cursor() as cursor:
        cursor.execute("USE memory")
        return dictionaries(cursor.execute(sql, dict(parameters or {})))
