"""Whose a passage is, what it stands in and where it was made, in one line, as documents head it."""

from kb.domain.citations import occasion
from kb.queries import Row


def whose(row: Row) -> str:
    """The line on a passage, a row of practices_read.sql."""
    return ", ".join((row["contributor_label"], *occasion(row), row["date"] or "no date"))
