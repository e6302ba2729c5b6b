"""One contribution in several languages: its text in the others, and what a text may be the translation of."""

from collections.abc import Sequence

from kb.db import View
from kb.questions import Rows, grouped, sql


def translations(view: View, contributions: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """The paragraphs of contributions in other languages than their own, by contribution and language."""
    groups = grouped(_rows(view, contributions), "contribution")
    return {
        one: {code: [row["text"] for row in some] for code, some in grouped(rows, "language").items()}
        for one, rows in groups.items()
    }


def translated_files(view: View, contribution: str) -> dict[str, str]:
    """By the language of each translation of a contribution the id under which its file was handed in."""
    return {row["language"]: row["handed_in"] for row in _rows(view, [contribution])}


def _rows(view: View, contributions: Sequence[str]) -> Rows:
    return view.rows(sql("translations"), {"contributions": list(contributions)})


def translatable(view: View, contribution: str) -> Rows:
    """What a contribution may be the translation of; `view` must be one of the staff's."""
    return view.rows(sql("translatable"), {"contribution": contribution})
