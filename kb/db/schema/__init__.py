"""The numbered schema files, and what they declare, as plain objects."""

from dataclasses import dataclass
from pathlib import Path

REVISION_COLUMNS = ("since_revision", "until_revision")


@dataclass(frozen=True)
class SchemaFile:
    """One numbered .sql file."""

    number: int
    name: str
    sql: str


@dataclass(frozen=True)
class Column:
    """A column: its SQL type, whether it must be filled, its meaning, and its checks as SQL expressions."""

    name: str
    type: str
    required: bool
    comment: str
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """Which records a column names: any of `targets`, as (table, column); `list` when it holds several ids."""

    column: str
    targets: tuple[tuple[str, str], ...]
    list: bool


@dataclass(frozen=True)
class Rule:
    """What a record must not be: `broken` is SQL on the record, called `this`, and on the tables it `reads`."""

    column: str
    reason: str
    broken: str
    reads: frozenset[str]


@dataclass(frozen=True)
class Table:
    """A table without its revision columns; `key` identifies a record, `versioned` says it keeps revisions.

    `spanning` are those of its columns' checks that look at several columns.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    rules: tuple[Rule, ...]
    spanning: frozenset[str]
    versioned: bool

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def order(self) -> tuple[str, ...]:
        """Columns that put its records in the order of the data files."""
        return self.key if "position" in self.key or "position" not in self.column_names else ("position",)


def schema_files() -> tuple[SchemaFile, ...]:
    """The schema files in order of their numbers."""
    folder = Path(__file__).parent
    return tuple(
        SchemaFile(int(path.name.split("_", 1)[0]), path.name, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("[0-9]*.sql"))
    )
