"""The interface of the places where a knowledge base is kept; nothing above this package knows which it is.

DuckDB runs every question and every change. A storage gives it a connection that has the tables as `kb`: the attached
file itself (file.py), or a copy in memory of what a PostgreSQL server holds (postgres/).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import duckdb

from kb.db.places import Place

if TYPE_CHECKING:
    import pyarrow as pa  # takes time to load: only for who copies tables

    from kb.db.changing import Change

T = TypeVar("T")
Parameters = Mapping[str, Any]


# A table, or in a table of files one file, at a time: a thousand files do not fit into memory.
Read = Callable[[str, str], Iterator["pa.Table"]]


class Instant(NamedTuple):
    """Now, by the clock of the storage. `boot` says of which start of it `boot_ms`, in milliseconds, counts."""

    utc: datetime
    boot: str
    boot_ms: int


class Side(Protocol):
    """Statements on the side tables: plain SQL with parameters as $name, the same for every storage."""

    def rows(self, sql: str, parameters: Parameters) -> list[dict[str, Any]]:
        """The rows that `sql` gives, as dictionaries."""

    def write(self, sql: str, parameters: Parameters) -> int:
        """Execute `sql`; how many rows were written."""

    def lock(self, name: str) -> None:
        """Wait until nobody else, in any process, has this lock; it is let go when the work ends."""

    def now(self) -> Instant:
        """Now, exactly."""


class Writing(Protocol):
    """A change of the revisions, open until it is committed."""

    def side(self, cursor: duckdb.DuckDBPyConnection) -> Side:
        """The side tables, inside the change that `cursor` makes."""

    def commit(self, cursor: duckdb.DuckDBPyConnection, change: "Change") -> None:
        """Keep what `cursor` has changed. Raises ChangeRefused or DatabaseUnavailable, and nothing is kept."""


class Storage(Protocol):
    """An open place. Safe to share between threads."""

    @property
    def place(self) -> Place:
        """Where it is; `str` names it without a password."""

    read_only: bool
    # Whether other processes change it too.
    is_shared: bool
    # Has the tables as `kb`; another one after `renew`.
    root: duckdb.DuckDBPyConnection

    def explained(self) -> AbstractContextManager[None]:
        """Turns what the engines say into named errors."""

    def writing(self) -> AbstractContextManager[Writing]:
        """Nobody else changes a revision meanwhile, and `root` has all that others changed before."""

    def side(self, work: Callable[[Side], T]) -> T:
        """Do some work on the side tables; tried once more where the connection is lost."""

    def now(self) -> Instant:
        """Now, as near as is known without asking."""

    def reading(self) -> AbstractContextManager["Read"]:
        """Gives the rows of a table that fulfil a condition, of all tables as they are at one moment."""

    def erase(self, guard: AbstractContextManager[None]) -> None:
        """Leave nothing of what was overwritten; with `guard` nobody uses `root`. Raises KnowledgeBaseError."""

    def renew(self) -> None:
        """Read anew what is kept."""

    def watch(self, changed: Callable[[int], None], moved: Callable[[], None], renewed: Callable[[], None]) -> None:
        """From now on say what other processes do: a revision was made, a desk was moved, all was replaced."""

    def unreachable_since(self) -> datetime | None:
        """Since when, in UTC, it cannot be reached; None while it can."""

    def close(self) -> None:
        """Let go of it."""

    def discard(self) -> None:
        """Let go of it and remove it: for one that was just made and was not filled."""
