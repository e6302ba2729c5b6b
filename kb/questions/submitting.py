"""What handing in asks: who may contribute, what was handed in, which texts are held already, and what of its file.

The bytes of the files are elsewhere (kb/db/originals.py).
"""

from collections.abc import Mapping
from typing import Any

from kb.cache import cached
from kb.db import View
from kb.questions import Row, sql


def submit_contributors(view: View) -> list[dict[str, Any]]:
    """States, then organisations: `id`, `name`, `kind`."""
    return view.rows(sql("submit_contributors"))


@cached
def submit_meetings(view: View) -> Mapping[str, Row]:
    """By meeting its `first_day` and `last_day`, each a date, a month or a year."""
    return {row["id"]: row for row in view.rows(sql("submit_meetings"))}


def submit_handed_in(
    view: View, person: str | None = None, contributor: str | None = None, receipt: int | None = None
) -> list[dict[str, Any]]:
    """What was handed in, latest first; see submit_handed_in.sql. `view` must be one of the staff's."""
    parameters = {"person": person, "contributor": contributor, "receipt": receipt}
    return view.rows(sql("submit_handed_in"), parameters)


def submit_texts(view: View, contributor: str | None) -> list[dict[str, Any]]:
    """Delivered texts held, of one contributor or of all; see submit_texts.sql. `view` must be one of the staff's."""
    return view.rows(sql("submit_texts"), {"contributor": contributor})


def submit_same_document(view: View, sha256: str, contributor: str | None = None) -> list[dict[str, Any]]:
    """The `contribution` that this very document is, of one contributor or of any; `view` must be the staff's."""
    return view.rows(sql("submit_same_document"), {"sha256": sha256, "contributor": contributor})


def original(view: View, contribution: str) -> Row | None:
    """What is recorded of the file of a contribution; see original.sql. `view` must be one of the staff's."""
    return next(iter(view.rows(sql("original"), {"contribution": contribution})), None)


def original_sources(view: View, contribution: str) -> dict[int, list[int]]:
    """By the number of a passage, those of the paragraphs that it was made of; `view` must be one of the staff's."""
    rows = view.rows(sql("original_sources"), {"contribution": contribution})
    return {row["position"]: row["paragraphs"] for row in rows}
