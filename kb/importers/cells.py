"""Cells of CSV files that a spreadsheet would take for a formula: written as text, and read back as they were."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text as a cell: with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that a cell stands for; the inverse of `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell
