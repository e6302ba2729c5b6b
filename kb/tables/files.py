"""A table of a screen as a file: CSV, XLSX, JSON, Parquet, each with exactly its rows.

The table stands once, as values; what the screen shows of it and every file are made from these.
"""

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import pyarrow as pa

from kb.domain.catalogue import gettext as _
from kb.domain.words import WORK, day_words
from kb.errors import NothingToExport
from kb.tables import Column, Table, Type, Value, cells

NAME_CHARACTERS = 60
# What a spreadsheet can hold: signs in a cell, and days.
XLSX_CELL, XLSX_FIRST_YEAR = 32_767, 1900
XLSX_CUT = " … (cut: a spreadsheet cell holds no more)"
XLSX_WIDEST = 60


_ARROW = {
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TEXT: pa.string(),
}


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
        return _("{work}, revision {revision} of {day}.").format(
            work=WORK, revision=self.revision, day=day_words(self.made_on)
        )

    def told(self, title: str) -> dict[str, str | int]:
        """What stands beside the rows in every file that has room for it."""
        texts: dict[str, str | int] = {
            "title": title,
            "scope": self.scope,
            "revision": self.revision,
            "revision_made_on": self.made_on.isoformat(),
            "source": self.source,
            "address": self.address,
        }
        return texts | ({"audience": self.audience} if self.audience else {})


def as_csv(table: Table, _origin: Origin) -> bytes:
    """With a header of keys and LF line ends, marked as UTF-8 for spreadsheets; no cell of it is a formula to one."""
    return cells.as_csv((table.keys, *table.rows)).encode("utf-8-sig")


def as_json(table: Table, origin: Origin) -> bytes:
    """One object: what origin.told says, `columns` (key, label, type, unit, meaning), and `rows`, an object each."""
    columns = [
        {name: str(value) for name, value in vars(column).items() if value} | {"type": column.type.value}
        for column in table.columns
    ]
    rows = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    whole = {**origin.told(table.caption), "columns": columns, "rows": rows}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1, default=str)}\n".encode()


def as_parquet(table: Table, origin: Origin) -> bytes:
    """Columns of their types; what origin.told says stands in the file's metadata, labels and meanings with each."""
    from pyarrow import parquet

    metadata = {key: str(value) for key, value in origin.told(table.caption).items()}
    fields = [
        pa.field(one.key, _ARROW[one.type], metadata={"label": one.label, "unit": one.unit, "meaning": one.meaning})
        for one in table.columns
    ]
    by_column = list(zip(*table.rows, strict=True)) or [()] * len(fields)
    arrays = [pa.array(values, field.type) for values, field in zip(by_column, fields, strict=True)]
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=metadata)), file)
    return file.getvalue()


def as_xlsx(table: Table, origin: Origin) -> bytes:
    """Three sheets: the rows below labels that stay in sight and filter, what the columns are, what origin.told says.

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
        for place, name in enumerate(table.labels):
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
        described = book.add_worksheet("Columns")
        described.set_column(0, 2, 24)
        described.set_column(3, 3, 100)
        for number, texts in enumerate([("Label", "Key", "Type", "Meaning"), *map(_described, table.columns)]):
            for place, text in enumerate(texts):
                described.write_string(number, place, text, plain if number else bold)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 20)
        about.set_column(1, 1, 100)
        for number, (key, said) in enumerate(origin.told(table.caption).items()):
            about.write_string(number, 0, key.replace("_", " ").capitalize(), bold)
            _write_cell(about, number, 1, said, plain, day)
    return file.getvalue()


def _described(column: Column) -> tuple[str, ...]:
    meaning = f"{column.meaning} Unit: {column.unit}." if column.unit else column.meaning
    return column.label, column.key, column.type.value, meaning


def _write_cell(sheet: Any, row: int, column: int, value: Value, plain: Any, day: Any) -> None:
    """Named by kind and not left to the library's guess, which takes `=` for a formula and an address for a link."""
    if value is None:
        sheet.write_blank(row, column, None, plain)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, plain)
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
    """A form in which a table or picture leaves: its name for a reader, the file's ending and type, what makes it."""

    name: str
    ending: str
    mime: str
    make: Callable[..., bytes]


FORMATS = (
    Format("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    Format("CSV", "csv", "text/csv", as_csv),
    Format("JSON", "json", "application/json", as_json),
    Format("Parquet", "parquet", "application/vnd.apache.parquet", as_parquet),
)


def file_of(table: Table, origin: Origin, form: Format) -> bytes:
    """The table as a file. Raises NothingToExport for one without rows."""
    if not table.rows:
        raise NothingToExport(
            "“{caption}” has no rows in what you filtered, so there is no file of it.", caption=table.caption
        )
    return form.make(table, origin)


def file_name(what: str, scope: Iterable[str], revision: int, ending: str) -> str:
    """A name of plain letters that says what it is of, in which scope, as of which revision."""
    parts = [_plain_letters(what), *map(_plain_letters, scope)]
    return f"{'-'.join(part for part in parts if part)}-revision-{revision}.{ending}"


def _plain_letters(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:NAME_CHARACTERS].strip("-")
