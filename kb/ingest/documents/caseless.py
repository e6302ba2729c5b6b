"""PDF in Arabic, Chinese and other writing without upper and lower case -> lines in the order in which one reads."""

import re
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber

from kb.ingest.official.furniture import PageLine, mark_pages, notes_at_foot
from kb.ingest.official.lines import Line, clean

_RIGHT = frozenset({"R", "AL"})
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_SIGN = r"0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f"
# A number or a Latin word, or several with nothing from right to left between them.
_LEFT_TO_RIGHT = re.compile(
    rf"[{_SIGN}](?:[^\u0590-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]*[{_SIGN}%])?"
)
_SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")


@dataclass(frozen=True)
class _Row:
    line: Line
    left: float
    right: float
    top: float
    size: float


def caseless_lines(data: bytes) -> list[Line]:
    """The lines of a PDF, right-to-left ones turned into the order of reading, paragraphs told by the margins."""
    with pdfplumber.open(BytesIO(data)) as document:
        pages = []
        for page in document.pages:
            pages.append(_rows(page))
            page.close()
    rows = [row for page in pages for row in page]
    if not rows:
        return []
    body = statistics.mode(row.size for row in rows for _ in row.line.text)
    pitches = sorted(
        below.top - above.top for page in pages for above, below in pairwise(page) if below.top > above.top
    )
    usual = pitches[len(pitches) // 4] if pitches else 0.0
    sheets = [
        [
            PageLine(row.line, round(row.top), index == 0 or row.top - page[index - 1].top > 1.25 * usual)
            for index, row in enumerate(page)
        ]
        for page in pages
    ]
    marked = iter(mark_pages(sheets))
    settled = [_with_notes([replace(row, line=next(marked)) for row in page], body) for page in pages]
    return _judged([row for page in settled for row in page], usual, body)


def _rows(page: Any) -> list[_Row]:
    for char in page.chars:
        if len(char["text"]) > 1 and unicodedata.bidirectional(char["text"][0]) in _RIGHT:
            char["text"] = char["text"][::-1]  # a sign for two letters; the line is turned round below
    rows = []
    for number, found in enumerate(page.extract_text_lines(x_tolerance_ratio=0.25), start=1):
        letters = [char for char in found["chars"] if char["text"].strip()]
        words = clean(in_reading_order(found["text"]))
        if letters and words:
            size = statistics.mode(round(char["size"], 1) for char in letters)
            line = Line(text=words, number=number, page=page.page_number)
            rows.append(_Row(line, found["x0"], found["x1"], found["top"], size))
    return rows


def in_reading_order(text: str) -> str:
    """A line as it stands on the page, from left to right -> the order in which it is read.

    Only lines with right-to-left letters are turned; numbers and Latin words in them keep their order. Letters that
    stand in the form they have in the middle of a word become the letters they are.
    """
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    right, left = sum(kind in _RIGHT for kind in kinds), kinds.count("L")
    if not right:
        return text
    if left > 2 * right:  # a Latin line with some Arabic words: those only
        turned = re.sub(
            r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+(?:\s+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+)*",
            lambda match: match[0][::-1],
            text,
        )
    else:
        turned = text[::-1].translate(_MIRRORED)
        turned = _LEFT_TO_RIGHT.sub(lambda match: match[0].translate(_MIRRORED)[::-1], turned)
    return _SHAPED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), turned)


def _with_notes(page: Sequence[_Row], body: float) -> list[_Row]:
    """The page with the run of small lines at its foot marked as no part of the text."""
    notes = notes_at_foot([(row.size, row.line.is_furniture) for row in page], body)
    return [
        replace(row, line=replace(row.line, is_furniture=True)) if index in notes else row
        for index, row in enumerate(page)
    ]


def _judged(rows: Sequence[_Row], usual: float, body: float) -> list[Line]:
    """A line goes on where the one above reaches the margin at which its writing ends."""
    text = [row for row in rows if not row.line.is_furniture]
    if not text:
        return [row.line for row in rows]
    leftmost, rightmost = min(row.left for row in text), max(row.right for row in text)
    slack = (rightmost - leftmost) * 0.1
    begins: dict[int, bool] = {}
    above: _Row | None = None
    for row in text:
        is_turned = bool(above and any(unicodedata.bidirectional(sign) in _RIGHT for sign in above.line.text))
        is_full = above is not None and (
            above.left - leftmost < slack if is_turned else rightmost - above.right < slack
        )
        is_apart = above is not None and (
            (above.line.page == row.line.page and row.top - above.top > 1.25 * usual)
            or abs(above.size - row.size) > 0.5
        )
        begins[id(row)] = not is_full or is_apart
        above = row
    return [
        replace(
            row.line, begins=begins.get(id(row), True), is_heading=row.size > 1.1 * body and not row.line.is_furniture
        )
        for row in rows
    ]
