"""No text is a formula in a file that a spreadsheet opens, whichever part of the project writes it."""

import csv
import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from kb.reports import data_files
from kb.tables import Table, cells
from kb.tables.cells import guarded, unguarded
from kb.tables.files import Origin, as_csv, as_xlsx

ORIGIN = Origin("An invented scope.", 7, date(2026, 11, 25), "http://localhost/invented")
SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE = (
    "",
    " ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\t",
    "\r",
    "\n",
    "\r\n ",
    "\u202e",
    "\u2066",
    "\0",
    " \u200b\n",
)
FORMULAS = tuple(f"{before}{sign}1+cmd|' /C calc'!A0" for before in BEFORE for sign in SIGNS)
FORMULAS += ("\tplain", "\rplain", "\nplain", "'=1", "''\uff1d1", "'\n=1")
PLAIN = ("", "plain", "a=b", "3 - 4", "'quoted'", "\u2019", "\u2013 a dash", "e-mail@invented.example", "(=)", "* item")


def _by_table(texts: tuple[str, ...]) -> str:
    return as_csv(Table.of("Invented", ["text"], [(text,) for text in texts]), ORIGIN).decode("utf-8-sig")


def _by_headings(texts: tuple[str, ...]) -> str:
    return as_csv(Table.of("Invented", texts, [[1] * len(texts)]), ORIGIN).decode("utf-8-sig")


def _by_data_files(texts: tuple[str, ...]) -> str:
    return data_files.as_csv(["text"], [{"text": text} for text in texts])


def _by_rows(texts: tuple[str, ...]) -> str:
    return cells.as_csv([["text"], *([text] for text in texts)])


def _cells(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


@pytest.mark.parametrize("write", [_by_table, _by_headings, _by_data_files, _by_rows])
def test_no_cell_of_a_csv_file_is_a_formula(
    write: Callable[[tuple[str, ...]], str],
) -> None:
    cells = _cells(write(FORMULAS))
    assert set(FORMULAS) <= {unguarded(cell) for cell in cells}
    assert not set(FORMULAS) & set(cells)
    assert [cell for cell in cells if cell.lstrip("'") != cell] == [guarded(text) for text in FORMULAS]
    texts = tuple(text for text in PLAIN if text)
    assert set(texts) <= set(_cells(write(texts)))


def test_text_in_a_workbook_is_text() -> None:
    texts = [text for text in FORMULAS if "\0" not in text]
    file = as_xlsx(Table.of(texts[0], ["text", *texts], [[text] + [1] * len(texts) for text in texts]), ORIGIN)
    sheet = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(max_col=1) for cell in row} == {"s"}
    assert {cell.data_type for cell in sheet[1]} == {"s"}
    about = openpyxl.load_workbook(io.BytesIO(file))["About"]
    assert {cell.data_type for cell in about["B"]} <= {"s", "n"}


def test_every_text_comes_back() -> None:
    for text in (*FORMULAS, *PLAIN):
        assert unguarded(guarded(text)) == text
        assert guarded(text) == (f"'{text}" if text in FORMULAS else text)
