"""What is recorded of the files that were handed in; the bytes are elsewhere (kb/db/originals.py)."""

from kb.db import View
from kb.questions import Row, sql


def original(view: View, contribution: str) -> Row | None:
    """What is recorded of the file of a contribution; see original.sql. `view` must be one of the staff's."""
    return next(iter(view.rows(sql("original"), {"contribution": contribution})), None)


def original_sources(view: View, contribution: str) -> dict[int, list[int]]:
    """By the number of a passage, those of the paragraphs that it was made of; `view` must be one of the staff's."""
    rows = view.rows(sql("original_sources"), {"contribution": contribution})
    return {row["position"]: row["paragraphs"] for row in rows}
