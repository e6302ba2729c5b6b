"""Cells of CSV files that a spreadsheet would take for a formula: written as text, and read back as they were."""

import csv
import re
from collections.abc import Iterable
from types import SimpleNamespace

# What a formula begins with, also in the full-width signs that a spreadsheet in Chinese or Japanese takes for them;
# spaces and invisible signs before it are passed over.
_SIGN = r"[\s\x00-\x20\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]"
_FORMULA = re.compile(f"'*(?:{_SIGN})")
_GUARDED = re.compile(f"'+(?:{_SIGN})")


def guarded(text: str) -> str:
    """The text as a cell: with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that a cell stands for; the inverse of `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV with LF line ends, every text `guarded`; None is an empty cell, a truth true or false.

    A text with any line break is in quotation marks: after a bare one a spreadsheet would begin a row.
    """
    lines: list[str] = []
    # The writer quotes what its own line end is made of; the row's own end is then made LF.
    file = SimpleNamespace(write=lambda line: lines.append(f"{line[:-2]}\n"))
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "".join(lines)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return guarded(value) if isinstance(value, str) else value
