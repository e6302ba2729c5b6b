"""A table as CSV, XLSX, JSON and Parquet: the same rows, typed, and harmless to whoever opens them."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from kb.errors import NothingToExport
from kb.tables import Column, Table, Type, Value
from kb.tables.cells import unguarded
from kb.tables.files import FORMATS, XLSX_CELL, Origin, as_csv, as_json, as_parquet, as_xlsx, file_name, file_of

ORIGIN = Origin("Invented scope, in a sentence.", 7, date(2026, 11, 25), "https://invented.example/coverage?rev=7")
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", '=HYPERLINK("https://invented.example")')
HARMLESS = ("https://invented.example", "mailto:nobody@invented.example", "007", "1-2", "2 of 14", "12e3", "TRUE")
LETTERS = ("مساعدة الضحايا", "受害者援助", "Côte d’Invention", "Помощь жертвам", "Ñandú", 'a,b;c\n"d"')
ROWS: list[tuple[Value, ...]] = [
    (said, number, date(2012, 4, 16), None if number % 2 else number / 4, "no date" if number else date(2012, 9, 1))
    for number, said in enumerate([*DANGEROUS, *HARMLESS, *LETTERS])
]
COLUMNS = ("State", "Passages", "Date", "Share", "First report")
SAMPLE = Table.of("Invented States and texts", COLUMNS, ROWS)


def sheet_rows(file: bytes) -> list[list[Any]]:
    """The rows of the first sheet, below the header; days as days."""
    sheet = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]
    return [
        [cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in row]
        for row in sheet.iter_rows(min_row=2)
    ]


def types(table: Table) -> list[Type]:
    return [column.type for column in table.columns]


def test_each_column_has_the_type_of_its_values() -> None:
    assert types(SAMPLE) == [Type.TEXT, Type.INTEGER, Type.DATE, Type.NUMBER, Type.TEXT]
    assert types(Table.of("Invented", ["a"], [(None,), (None,)])) == [Type.TEXT]
    assert types(Table.of("Invented", ["a"], [(1,), (None,)])) == [Type.INTEGER]
    assert types(Table.of("Invented", ["a"], [(True,), (None,)])) == [Type.BOOLEAN]
    assert Table.of("Invented", ["a"], [(1,), ("none",)]).rows == (("1",), ("none",))


def test_columns_of_one_name_are_told_apart() -> None:
    assert Table.of("Invented", ["a", "a", "b", "a"], []).keys == ("a", "a (2)", "b", "a (3)")


class TestCsv:
    def test_holds_the_rows_and_nothing_that_a_spreadsheet_runs(self) -> None:
        file = as_csv(SAMPLE, ORIGIN)
        assert file.startswith(b"\xef\xbb\xbf")
        header, *rows = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))
        assert tuple(header) == COLUMNS
        assert [[unguarded(cell) for cell in row] for row in rows] == [
            ["" if value is None else str(value) for value in row] for row in ROWS
        ]
        assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for row in rows for cell in row)


class TestXlsx:
    def test_numbers_are_numbers_days_days_and_text_never_a_formula_or_a_link(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(SAMPLE, ORIGIN))).worksheets[0]
        assert sheet_rows(as_xlsx(SAMPLE, ORIGIN)) == [list(row) for row in SAMPLE.rows]
        kinds = [[cell.data_type for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert [row[0] for row in kinds] == ["s"] * len(ROWS)
        assert {row[1] for row in kinds} == {"n"}
        assert {row[2] for row in kinds} == {"d"}
        assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)

    def test_the_header_stays_in_sight_sheets_say_what_it_is_and_a_note_scope_and_revision(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx(SAMPLE, ORIGIN)))
        sheet, about = book.worksheets[0], book["About"]
        assert [cell.value for cell in sheet[1]] == list(COLUMNS)
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:E{len(ROWS) + 1}"
        (noted,) = (cell for row in sheet.iter_rows() for cell in row if cell.comment)
        assert noted.coordinate == "A1"
        assert noted.comment.text == f"{ORIGIN.scope} {ORIGIN.source}"
        assert "revision 7" in noted.comment.text
        said = {row[0].value: row[1].value for row in about.iter_rows()}
        assert said["Title"] == SAMPLE.caption
        assert said["Scope"] == ORIGIN.scope
        assert said["Revision"] == 7
        assert said["Address"] == ORIGIN.address
        assert "revision 7 of 25 November 2026" in said["Source"]
        assert "Audience" not in said

    def test_a_sheet_says_what_each_column_means(self) -> None:
        made = Table(
            "Invented", (Column("bound", "States bound", Type.INTEGER, "Invented meaning.", "States"),), ((3,),)
        )
        described = openpyxl.load_workbook(io.BytesIO(as_xlsx(made, ORIGIN)))["Columns"]
        assert [cell.value for cell in described[2]] == [
            "States bound", "bound", "integer", "Invented meaning. Unit: States.",
        ]  # fmt: skip

    def test_what_a_spreadsheet_cannot_hold_is_said_and_not_lost_in_silence(self) -> None:
        odd = Table.of("Invented", ["a", "b"], [("x" * (XLSX_CELL + 1), date(1899, 12, 31)), ("y" * XLSX_CELL, None)])
        (long, early), (fits, _) = sheet_rows(as_xlsx(odd, ORIGIN))
        assert long.endswith("(cut: a spreadsheet cell holds no more)")
        assert len(long) == XLSX_CELL
        assert fits == "y" * XLSX_CELL
        assert early == "1899-12-31"

    def test_the_same_revision_gives_the_same_bytes(self) -> None:
        assert as_xlsx(SAMPLE, ORIGIN) == as_xlsx(SAMPLE, ORIGIN)


class TestJson:
    def test_is_one_object_with_its_origin_columns_and_rows(self) -> None:
        whole = json.loads(as_json(SAMPLE, ORIGIN._replace(audience="As invented people see it.")))
        assert whole["title"] == SAMPLE.caption
        assert whole["scope"] == ORIGIN.scope
        assert (whole["revision"], whole["revision_made_on"]) == (7, "2026-11-25")
        assert whole["audience"] == "As invented people see it."
        assert [column["type"] for column in whole["columns"]] == ["string", "integer", "date", "number", "string"]
        assert [list(row.values()) for row in whole["rows"]] == [
            [str(value) if isinstance(value, date) else value for value in row] for row in ROWS
        ]


class TestParquet:
    def test_has_typed_columns_and_its_origin_in_the_metadata(self) -> None:
        read = parquet.read_table(io.BytesIO(as_parquet(SAMPLE, ORIGIN)))
        assert [str(field.type) for field in read.schema] == ["string", "int64", "date32[day]", "double", "string"]
        expected = [[*row[:4], str(row[4])] for row in ROWS]
        assert [list(row.values()) for row in read.to_pylist()] == expected
        assert read.schema.metadata[b"scope"].decode() == ORIGIN.scope
        assert read.schema.metadata[b"revision"] == b"7"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.ending)
def test_a_file_of_nothing_is_refused_with_a_sentence(form: Any) -> None:
    with pytest.raises(NothingToExport, match="“Invented” has no rows in what you filtered"):
        file_of(Table.of("Invented", ["a"], []), ORIGIN, form)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
TYPED = st.one_of(st.none(), st.integers(-(10**15), 10**15), st.dates(date(1900, 3, 1)), TEXTS.filter(bool))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(TYPED, TEXTS.filter(bool)), min_size=1, max_size=6))
def test_every_form_gives_back_what_went_in(rows: list[tuple[Value, Value]]) -> None:
    made = Table.of("Invented", ["a", "b"], rows)
    typed = [list(row) for row in made.rows]
    assert sheet_rows(as_xlsx(made, ORIGIN)) == typed
    assert [list(row.values()) for row in parquet.read_table(io.BytesIO(as_parquet(made, ORIGIN))).to_pylist()] == typed
    assert [list(row.values()) for row in json.loads(as_json(made, ORIGIN))["rows"]] == [
        [str(value) if isinstance(value, date) else value for value in row] for row in typed
    ]
    _, *read = csv.reader(io.StringIO(as_csv(made, ORIGIN).decode("utf-8-sig"), newline=""))
    assert [[unguarded(cell) for cell in row] for row in read] == [
        ["" if value is None else str(value) for value in row] for row in rows
    ]


def test_a_file_name_says_table_scope_and_revision_in_plain_letters() -> None:
    assert file_name("States: “reported”, per État", ["ccm-im-2012", "LAO"], 3, "csv") == (
        "states-reported-per-etat-ccm-im-2012-lao-revision-3.csv"
    )
    assert file_name("../../etc/passwd\0", ["受害者"], 1, "csv") == "etc-passwd-revision-1.csv"
