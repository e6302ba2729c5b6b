"""What handing in asks: who may contribute, what was handed in, and which texts are held already."""

from typing import Any

from kb.db import View
from kb.questions import sql


def submit_contributors(view: View) -> list[dict[str, Any]]:
    """States, then organisations: `id`, `name`, `kind`."""
    return view.rows(sql("submit_contributors"))


def submit_meeting(view: View, meeting: str) -> dict[str, Any] | None:
    """`first_day` and `last_day` of a meeting, each a date, a month or a year; None if there is no such meeting."""
    return next(iter(view.rows(sql("submit_meeting"), {"meeting": meeting})), None)


def submit_handed_in(
    view: View, person: str | None = None, contributor: str | None = None, receipt: int | None = None
) -> list[dict[str, Any]]:
    """What was handed in, latest first; see submit_handed_in.sql. `view` must be one of the staff's."""
    asked = {"person": person, "contributor": contributor, "receipt": receipt}
    return view.rows(sql("submit_handed_in"), asked)


def submit_texts(view: View, contributor: str | None) -> list[dict[str, Any]]:
    """Delivered texts held, of one contributor or of all; see submit_texts.sql. `view` must be one of the staff's."""
    return view.rows(sql("submit_texts"), {"contributor": contributor})


def submit_same_document(view: View, sha256: str, contributor: str | None = None) -> list[dict[str, Any]]:
    """The `contribution` that this very document is, of one contributor or of any; `view` must be the staff's."""
    return view.rows(sql("submit_same_document"), {"sha256": sha256, "contributor": contributor})
