"""All revisions in memory, once: the records with the revisions in which they hold, and what questions share of them.

A revision costs what it changed: the records that it brought and ended are taken over, and what is shared is made anew
of the contributions that it touched (kb/db/sql/touched_contributions.sql, by_contribution.sql). Whoever reads an
earlier revision reads on in it: rows are ended and never overwritten.
"""

import re
import threading
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import duckdb

from kb.db.description import data_tables, describe
from kb.db.schema import REVISION_COLUMNS, Table

SQL = Path(__file__).parent / "sql"
SHARED = SQL / "snapshot"
# Until which revision a record holds that is in force.
OPEN = 2**31 - 1
BY_CONTRIBUTION = (SQL / "by_contribution.sql").read_text(encoding="utf-8")
DERIVED = tuple(re.findall(r"^CREATE TABLE (\w+)", BY_CONTRIBUTION, re.MULTILINE))
_TOUCHED = (SQL / "touched_contributions.sql").read_text(encoding="utf-8").rstrip(";\n")
# What by_contribution.sql is made of, first that by which the rest is limited; and of the touched contributions, how.
_READ = {
    "contribution": "id IN (FROM touched)",
    **dict.fromkeys(("passage", "alignment"), "contribution IN (FROM touched)"),
    **dict.fromkeys(("coding", "passage_theme", "nothing_to_tag", "reply"), "passage IN (SELECT id FROM passage)"),
    **dict.fromkeys(("answer", "contributor_name", "state", "outside_state", "organisation"), "true"),
    **dict.fromkeys(("meeting", "instrument", "provision"), "true"),
}

# No two in a process have one name, whichever knowledge base they are of.
_numbers = count(1)


class Held:
    """The copy of a knowledge base; `schema` has it. What is derived holds from revision `first` to `last`."""

    def __init__(self, root: duckdb.DuckDBPyConnection) -> None:
        self.root = root
        self.schema = f"memory.held_{next(_numbers)}"
        self.first = self.last = 0
        self._lock = threading.Lock()

    def bring_up(self, revision: int) -> None:
        """Take over what has changed, up to this revision or a later one. Readers wait for nothing."""
        with self._lock:
            if revision > self.last:
                with self.root.cursor() as cursor:
                    cursor.begin()
                    first, last = self._take_over(cursor)
                    cursor.commit()
                    self.first, self.last = first, last
                    # Not in one transaction: DuckDB keeps no table that was filled and dropped in it.
                    cursor.execute(f"DROP SCHEMA {self.schema}_new CASCADE")

    def drop(self) -> None:
        """Drop it: texts were taken out of every revision."""
        with self._lock, self.root.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE")
            self.first = self.last = 0

    def _take_over(self, cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
        """Returns from which revision to which it then holds."""
        row = cursor.execute("SELECT max(number) FROM kb.revision").fetchone()
        assert row is not None
        before, last = self.last, int(row[0])
        if not before:
            cursor.execute(f"CREATE SCHEMA {self.schema}")
        for table in changed_tables(cursor, before, last) if before else data_tables():
            _take_over_records(cursor, table, self.schema, before)
        new = f"{self.schema}_new"
        if self.derive(cursor, new, last, before):
            for name in DERIVED:
                into, holds = f"{self.schema}.{name}", f"{last} AS since_revision, {OPEN} AS until_revision"
                rows = f"SELECT *, {holds} FROM {new}.{name}"
                if not before:
                    cursor.execute(f"CREATE TABLE {into} AS {rows}")
                    continue
                touched = f"{key_of(name)} IN (FROM {new}.touched)"
                cursor.execute(f"UPDATE {into} SET until_revision = {last} WHERE until_revision = {OPEN} AND {touched}")
                cursor.execute(f"INSERT INTO {into} {rows}")
        # Of a revision in between nothing was derived.
        return (self.first if last == before + 1 else last), last

    def derive(self, cursor: duckdb.DuckDBPyConnection, schema: str, revision: int, other: int) -> bool:
        """What is shared as of a revision, in a new schema: of the contributions `touched` since or before another one.

        Of all, if that is 0. Returns whether there is any.
        """
        cursor.execute(f"CREATE SCHEMA {schema}")
        if other:
            cursor.execute(f"USE {self.schema}")
            cursor.execute(f"CREATE TABLE {schema}.touched AS {touched_sql(*sorted((revision, other)))}")
            if cursor.fetchall() == [(0,)] and other < revision:
                return False
        cursor.execute(f"USE {schema}")
        tables = describe()
        for name, condition in _READ.items():
            records = self.records(tables[name], revision)
            cursor.execute(f"CREATE VIEW {name} AS {records} AND {condition if other else 'true'}")
        cursor.execute((SHARED / "00_records.sql").read_text(encoding="utf-8"))
        cursor.execute(BY_CONTRIBUTION)
        return True

    def touched(self, after: int, until: int) -> list[str]:
        """The contributions that the revisions after one and up to another touched."""
        with self.root.cursor() as cursor:
            cursor.execute(f"USE {self.schema}")
            return [contribution for (contribution,) in cursor.execute(touched_sql(after, until)).fetchall()]

    def records(self, table: Table, revision: int) -> str:
        """SQL for the records of a table as of a revision; conditions may follow."""
        return f"SELECT {columns_of(table)} FROM {self.schema}.{table.name} WHERE {_holds_at(revision)}"

    def derived(self, name: str, revision: int, own: str | None) -> str:
        """SQL for the rows of a derived table as of a revision from `first` to `last`.

        Those of an earlier one are in the schema `own`, where `derive` has made what is different from `revision`.
        """
        rows = (
            f"SELECT * EXCLUDE (since_revision, until_revision) FROM {self.schema}.{name} WHERE {_holds_at(revision)}"
        )
        return f"{rows} AND {key_of(name)} NOT IN (FROM {own}.touched) UNION ALL FROM {own}.{name}" if own else rows


def touched_sql(after: int, until: int) -> str:
    """SQL for the contributions that the revisions after one and up to another touched, put to `Held.schema`."""
    began, ended = _within(after, until)
    return _TOUCHED.replace("NEW", f"({began} OR {ended})")


def in_order() -> Sequence[Table]:
    """The tables that keep revisions, first those by which others are limited, each behind what it names itself."""
    first = ("reply", "passage", "contribution")
    return sorted(data_tables(), key=lambda table: table.name in first and first.index(table.name) + 1, reverse=True)


def columns_of(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.column_names)


def key_of(derived: str) -> str:
    """The column that says of which contribution a row is."""
    return "id" if derived == "dated_contribution" else "contribution"


def _holds_at(revision: int) -> str:
    return f"since_revision <= {revision} AND until_revision > {revision}"


def changed_tables(cursor: duckdb.DuckDBPyConnection, after: int, until: int) -> Sequence[Table]:
    """The tables of which the revisions after one and up to another brought or ended records."""
    names = {name for (name,) in cursor.execute(changed_sql(after, until)).fetchall()}
    return [table for table in data_tables() if table.name in names]


def changed_sql(after: int, until: int) -> str:
    """SQL, of DuckDB and of PostgreSQL, for the names of these tables; each condition by its own index."""
    began, ended = _within(after, until)
    there = 'EXISTS (SELECT 1 FROM kb."{0}" WHERE {1})'
    return " UNION ALL ".join(
        f"SELECT '{table.name}' WHERE {there.format(table.name, began)} OR {there.format(table.name, ended)}"
        for table in data_tables()
    )


def _within(after: int, until: int) -> tuple[str, str]:
    """The conditions that a record began, and that it ended, in the revisions after one and up to another."""
    began, ended = (f"{column} > {after} AND {column} <= {until}" for column in REVISION_COLUMNS)
    return began, ended


def _take_over_records(cursor: duckdb.DuckDBPyConnection, table: Table, schema: str, after: int) -> None:
    into = f"{schema}.{table.name}"
    rows = (
        f"SELECT {columns_of(table)}, since_revision, coalesce(until_revision, {OPEN}) AS until_revision"
        f" FROM kb.{table.name} WHERE since_revision > {after}"
    )
    if not after:
        cursor.execute(f"CREATE TABLE {into} AS {rows}")
        return
    same = " AND ".join(f'o."{name}" = k."{name}"' for name in (*table.key, "since_revision"))
    cursor.execute(
        f"UPDATE {into} AS o SET until_revision = k.until_revision FROM kb.{table.name} AS k"
        f" WHERE o.until_revision = {OPEN} AND k.until_revision > {after} AND {same}"
    )
    cursor.execute(f"INSERT INTO {into} {rows}")
