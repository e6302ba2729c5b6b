"""The table model: columns with a key, a label, a type and a meaning; rows of typed values. Files of it: files.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

Value = str | int | float | bool | date | None
"""What stands in one cell; None is an empty one."""


class Type(StrEnum):
    """What the values of a column are; the words of a Frictionless table schema."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TEXT = "string"


@dataclass(frozen=True)
class Column:
    """A column of a question's answer, of every file of it and of the API.

    `key` names it in SQL, files and API, `label` on screens and in spreadsheets. `unit` is what its numbers count.
    Only where it `may_be_empty` a row has no value. `codes`: the kind of the vocabulary that its codes are of; then a
    column of readable labels stands beside it.
    """

    key: str
    label: str
    type: Type = Type.TEXT
    meaning: str = ""
    unit: str = ""
    codes: str = ""
    may_be_empty: bool = False

    @property
    def readable(self) -> "Column":
        """The column of labels beside a column of codes."""
        meaning = f"`{self.key}` in words."
        return Column(f"{self.key}_label", self.label, meaning=meaning, may_be_empty=self.may_be_empty)


_PYTHON: tuple[tuple[Type, type | tuple[type, ...]], ...] = (
    (Type.BOOLEAN, bool),
    (Type.INTEGER, int),
    (Type.NUMBER, (int, float)),
    (Type.DATE, date),
)


@dataclass(frozen=True)
class Table:
    """A caption, columns with different keys, and rows of values in their order."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    @classmethod
    def declared(cls, caption: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> Self:
        """The table of a question's rows under its declared columns; codes in a list stand apart by spaces."""
        keys = [column.key for column in columns]
        return cls(caption, tuple(columns), tuple(tuple(_single(row[key]) for key in keys) for row in rows))

    @classmethod
    def of(cls, caption: str, labels: Iterable[str], rows: Iterable[Iterable[Value]]) -> Self:
        """The table under these labels, which are its keys too; of two alike the later one gets a number behind it.

        A column is text, unless all its values are of one other type.
        """
        keys: list[str] = []
        for label in labels:
            key, number = label, 1
            while key in keys:
                number += 1
                key = f"{label} ({number})"
            keys.append(key)
        body = tuple(tuple(row) for row in rows)
        types = [_type([row[place] for row in body]) for place in range(len(keys))]
        typed = (tuple(_as(type_, value) for type_, value in zip(types, row, strict=True)) for row in body)
        columns = tuple(Column(key, key, type_) for key, type_ in zip(keys, types, strict=True))
        return cls(caption, columns, tuple(typed))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the columns, in order."""
        return tuple(column.label for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns, in order."""
        return tuple(column.key for column in self.columns)


def _single(value: Any) -> Value:
    """A value as one cell holds it."""
    return (" ".join(value) or None) if isinstance(value, list) else value


def _type(values: Sequence[Value]) -> Type:
    present = [value for value in values if value is not None]
    return next(
        (type_ for type_, python in _PYTHON if present and all(isinstance(one, python) for one in present)), Type.TEXT
    )


def _as(type_: Type, value: Value) -> Value:
    return str(value) if type_ is Type.TEXT and value is not None else value
