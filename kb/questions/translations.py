"""One contribution in several languages: its text in the others, and what a text may be the translation of."""

from itertools import groupby

from kb.db import View
from kb.questions import Rows, sql


def translations(view: View, contribution: str) -> dict[str, list[str]]:
    """The paragraphs of a contribution in other languages than its own, by language."""
    rows = view.rows(sql("translations"), {"contribution": contribution})
    return {code: [row["text"] for row in some] for code, some in groupby(rows, lambda row: str(row["language"]))}


def translated_files(view: View, contribution: str) -> dict[str, str]:
    """By the language of each translation of a contribution the id under which its file was handed in."""
    return {row["language"]: row["handed_in"] for row in view.rows(sql("translations"), {"contribution": contribution})}


def translatable(view: View, contribution: str) -> Rows:
    """What a contribution may be the translation of; `view` must be one of the staff's."""
    return view.rows(sql("translatable"), {"contribution": contribution})
