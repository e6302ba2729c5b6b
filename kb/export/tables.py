"""A table of a screen as a file: CSV, XLSX, JSON, Parquet, each with exactly its rows.

The table stands once, as values; what the screen shows of it and every file are made from these.
"""

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

import pyarrow as pa

from kb.citations import WORK
from kb.errors import NothingToExport
from kb.importers import cells
from kb.vocabulary import day_words

Value = str | int | float | date | None

NAME_CHARACTERS = 60
# What a spreadsheet can hold: signs in a cell, and days.
XLSX_CELL, XLSX_FIRST_YEAR = 32_767, 1900
XLSX_CUT = " … (cut: a spreadsheet cell holds no more)"
XLSX_WIDEST = 60


class Kind(StrEnum):
    """What the values of a column are; the words of a Frictionless table schema."""

    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TEXT = "string"


_PYTHON = ((Kind.INTEGER, (int,)), (Kind.NUMBER, (int, float)), (Kind.DATE, (date,)))
_ARROW = {Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64(), Kind.DATE: pa.date32(), Kind.TEXT: pa.string()}


class Origin(NamedTuple):
    """Where a table or picture comes from: the scope as a sentence, the revision and the day (UTC) it was made on, the
    address that shows the same again, and who may see it, empty for everybody.
    """

    scope: str
    revision: int
    made_on: date
    address: str
    audience: str = ""

    @property
    def source(self) -> str:
        """The source line, to be quoted with every figure."""
        return f"{WORK}, revision {self.revision} of {day_words(self.made_on)}."

    def told(self, title: str) -> dict[str, str | int]:
        """What stands beside the rows in every file that has room for it."""
        said: dict[str, str | int] = {
            "title": title,
            "scope": self.scope,
            "revision": self.revision,
            "revision_made_on": self.made_on.isoformat(),
            "source": self.source,
            "address": self.address,
        }
        return said | ({"audience": self.audience} if self.audience else {})


@dataclass(frozen=True)
class Table:
    """A caption, the names of the columns, no two alike, and rows of values; None is an empty cell."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @classmethod
    def of(cls, caption: str, columns: Iterable[str], rows: Iterable[Iterable[Value]]) -> Self:
        """The table; of columns with one name the later ones get a number behind it."""
        names: list[str] = []
        for column in columns:
            name, number = column, 1
            while name in names:
                number += 1
                name = f"{column} ({number})"
            names.append(name)
        return cls(caption, tuple(names), tuple(tuple(row) for row in rows))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What each column holds: text, unless all its values are of one other kind."""
        return tuple(_kind([row[place] for row in self.rows]) for place in range(len(self.columns)))

    def typed_rows(self) -> list[tuple[Value, ...]]:
        """The rows with every value of its column's kind."""
        kinds = self.kinds
        return [tuple(_as(kind, value) for kind, value in zip(kinds, row, strict=True)) for row in self.rows]


def _kind(values: Sequence[Value]) -> Kind:
    held = [value for value in values if value is not None]
    return next((kind for kind, types in _PYTHON if held and all(isinstance(one, types) for one in held)), Kind.TEXT)


def _as(kind: Kind, value: Value) -> Value:
    return str(value) if kind is Kind.TEXT and value is not None else value


def as_csv(table: Table, _origin: Origin) -> bytes:
    """With a header and LF line ends, marked as UTF-8 for spreadsheets; no cell of it is a formula to one."""
    return cells.as_csv((table.columns, *table.rows)).encode("utf-8-sig")


def as_json(table: Table, origin: Origin) -> bytes:
    """One object: what origin.told says, `columns` (name, type), and `rows`, an object each."""
    columns = [{"name": name, "type": kind.value} for name, kind in zip(table.columns, table.kinds, strict=True)]
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.typed_rows()]
    whole = {**origin.told(table.caption), "columns": columns, "rows": rows}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1, default=str)}\n".encode()


def as_parquet(table: Table, origin: Origin) -> bytes:
    """Columns of their kinds; what origin.told says stands in the file's metadata."""
    from pyarrow import parquet

    told = {key: str(value) for key, value in origin.told(table.caption).items()}
    fields = [pa.field(name, _ARROW[kind]) for name, kind in zip(table.columns, table.kinds, strict=True)]
    by_column = list(zip(*table.typed_rows(), strict=True)) or [()] * len(fields)
    arrays = [pa.array(values, field.type) for values, field in zip(by_column, fields, strict=True)]
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=told)), file)
    return file.getvalue()


def as_xlsx(table: Table, origin: Origin) -> bytes:
    """Two sheets: the rows below a header that stays in sight and filters, then what origin.told says.

    A note on the first cell says the scope and the source as well.
    Numbers are numbers and days are days; text is never a formula or a link, whatever it begins with.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        made = datetime.combine(origin.made_on, datetime.min.time())
        book.set_properties({"title": table.caption, "comments": origin.source, "created": made})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        sheet = book.add_worksheet("Table")
        for place, name in enumerate(table.columns):
            sheet.write_string(0, place, _fitting(name), bold)
            sheet.set_column(place, place, _width(name, [row[place] for row in table.rows]))
        for number, row in enumerate(table.rows, 1):
            for place, value in enumerate(row):
                _write_cell(sheet, number, place, value, plain, day)
        sheet.write_comment(
            0, 0, _fitting(f"{origin.scope} {origin.source}"), {"author": WORK, "x_scale": 3, "y_scale": 2}
        )
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
        sheet.repeat_rows(0)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 20)
        about.set_column(1, 1, 100)
        for number, (key, said) in enumerate(origin.told(table.caption).items()):
            about.write_string(number, 0, key.replace("_", " ").capitalize(), bold)
            _write_cell(about, number, 1, said, plain, day)
    return file.getvalue()


def _write_cell(sheet: Any, row: int, column: int, value: Value, plain: Any, day: Any) -> None:
    """Named by kind and not left to the library's guess, which takes `=` for a formula and an address for a link."""
    if value is None:
        sheet.write_blank(row, column, None, plain)
    elif isinstance(value, date) and value.year >= XLSX_FIRST_YEAR:
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, plain)
    else:
        sheet.write_string(row, column, _fitting(str(value)), plain)


def _fitting(text: str) -> str:
    return text if len(text) <= XLSX_CELL else text[: XLSX_CELL - len(XLSX_CUT)] + XLSX_CUT


def _width(name: str, values: Sequence[Value]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(max(longest, max(map(len, name.split()), default=0)) + 4, XLSX_WIDEST)


class Format(NamedTuple):
    """A form in which a table leaves: its name for a reader, the file's ending and type, and what makes it."""

    name: str
    ending: str
    mime: str
    make: Callable[[Table, Origin], bytes]


FORMATS = (
    Format("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    Format("CSV", "csv", "text/csv", as_csv),
    Format("JSON", "json", "application/json", as_json),
    Format("Parquet", "parquet", "application/vnd.apache.parquet", as_parquet),
)


def file_of(table: Table, origin: Origin, form: Format) -> bytes:
    """The table as a file. Raises NothingToExport for one without rows."""
    if not table.rows:
        raise NothingToExport(f"“{table.caption}” has no rows in what you filtered, so there is no file of it.")
    return form.make(table, origin)


def file_name(what: str, scope: Iterable[str], revision: int, ending: str) -> str:
    """A name of plain letters that says what it is of, in which scope, as of which revision."""
    parts = [_plain_letters(what), *map(_plain_letters, scope)]
    return f"{'-'.join(part for part in parts if part)}-revision-{revision}.{ending}"


def _plain_letters(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:NAME_CHARACTERS].strip("-")
