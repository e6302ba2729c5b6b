"""PDF -> lines, with what the page's geometry says about paragraphs, headings and footnotes."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from kb.errors import OfficialTextUnreadable
from kb.ingest.official.furniture import PageLine, mark_pages, notes_at_foot
from kb.ingest.official.lines import Line, clean
from kb.ingest.official.running import mark_inner
from kb.ingest.official.wrapping import first_word, goes_on_in_lower_case

_RAISED = 0.8  # of the line's size: marks of notes
_INDENT = 5.0  # points to the side that are meant


@dataclass(frozen=True)
class _Row:
    """One line on the page; lengths in points, `top` and `bottom` from the page's upper edge."""

    line: Line
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_bold: bool


def pdf_lines(data: bytes, name: str) -> list[Line]:
    """The lines of a PDF with a text layer, in reading order.

    Raises OfficialTextUnreadable for a damaged or protected file, a scan, a font whose letters are not named,
    and text in columns.
    """
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            pages = []
            for page in document.pages:
                pages.append(_rows(page, name))
                page.close()
    except (PdfminerException, MalformedPDFException) as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise OfficialTextUnreadable(
                "{name} is protected by a password: give a copy of the PDF that opens without one.", name=name
            ) from error
        raise OfficialTextUnreadable("{name} is a damaged PDF: fetch or make the file again.", name=name) from error
    if sum(len(row.line.text) for rows in pages for row in rows) < 20:
        raise OfficialTextUnreadable(
            "{name} is a scan without text: run it through text recognition, or give another format.", name=name
        )
    text = "".join(row.line.text for rows in pages for row in rows)
    if text.count("(cid:") * 20 > len(text.split()):
        raise OfficialTextUnreadable(
            "The letters of {name} cannot be read: give the text in another format.", name=name
        )
    return _judged(pages)


def _rows(page: Any, name: str) -> list[_Row]:
    found = page.extract_text_lines(x_tolerance_ratio=0.15)
    raised = {(char["x0"], char["top"]) for line in found for char in _raised_marks(line["chars"])}
    if raised:
        kept = page.filter(lambda part: part["object_type"] != "char" or (part["x0"], part["top"]) not in raised)
        found = kept.extract_text_lines(x_tolerance_ratio=0.15)
    covered = sum(image["width"] * image["height"] for image in page.images)
    if not found and covered * 2 > page.width * page.height:
        raise OfficialTextUnreadable(
            "Page {page} of {name} is a picture without text: run the file through text recognition, "
            "or give the text in another format.",
            page=page.page_number,
            name=name,
        )
    if _in_columns(found, page):
        raise OfficialTextUnreadable(
            "Page {page} of {name} is set in columns, whose lines would be mixed: give the text in "
            "one column or in another format.",
            page=page.page_number,
            name=name,
        )
    rows = []
    for number, line in enumerate(found, start=1):
        letters = [char for char in line["chars"] if char["text"].strip()]
        words = clean(line["text"])
        if letters and words:
            fonts = Counter(char["fontname"] for char in letters)
            rows.append(
                _Row(
                    line=Line(text=words, number=number, page=page.page_number),
                    left=line["x0"],
                    right=line["x1"],
                    top=line["top"],
                    bottom=line["bottom"],
                    size=statistics.mode(round(char["size"], 1) for char in letters),
                    is_bold=all("bold" in font.lower() or "black" in font.lower() for font in fonts),
                )
            )
    return rows


def _raised_marks(chars: Sequence[Any]) -> list[Any]:
    """Small raised digits and asterisks: marks of notes, no words of the text."""
    letters = [char for char in chars if char["text"].strip()]
    if not letters:
        return []
    usual = statistics.mode(round(char["size"], 1) for char in letters)
    floor = statistics.median(char["bottom"] for char in letters)
    return [
        char
        for char in letters
        if char["text"] in "0123456789*" and char["size"] < _RAISED * usual and char["bottom"] < floor - 0.5
    ]


def _in_columns(found: Sequence[Any], page: Any) -> bool:
    """Whether a third of the page's lines, and five at least, have a wide gap in the middle of the page."""
    gaps = 0
    for line in found:
        chars = sorted((char for char in line["chars"] if char["text"].strip()), key=lambda char: char["x0"])
        gaps += any(
            after["x0"] - before["x1"] > 1.5 * after["size"]
            and 0.4 * page.width < (after["x0"] + before["x1"]) / 2 < 0.6 * page.width
            for before, after in pairwise(chars)
        )
    return gaps >= 5 and gaps * 3 >= len(found)


def _judged(pages: Sequence[Sequence[_Row]]) -> list[Line]:
    """The lines with furniture, paragraphs and headings told apart."""
    rows = [row for page in pages for row in page]
    body = statistics.mode(row.size for row in rows for _ in row.line.text)
    usual = _usual_pitch(rows)
    sheets = [
        [
            PageLine(row.line, round(row.top), index == 0 or _is_apart(page[index - 1], row, usual))
            for index, row in enumerate(page)
        ]
        for page in pages
    ]
    marked = iter(mark_pages(sheets))
    settled = [[replace(row, line=next(marked)) for row in page] for page in pages]
    settled = [_without_notes(page, body) for page in settled]
    text = [row for page in settled for row in page if not row.line.is_furniture]
    begins = dict(zip(map(id, text), _begins(text, usual), strict=True))
    mostly_bold = sum(row.is_bold for row in text) * 2 > len(text)
    judged = [
        replace(
            row.line,
            begins=begins.get(id(row), True),
            is_heading=row.size > 1.1 * body or (row.is_bold and not mostly_bold),
        )
        for page in settled
        for row in page
    ]
    return mark_inner(judged)


def _usual_pitch(rows: Sequence[_Row]) -> float:
    """Distance in points from one line of a paragraph to the next: that of the closest quarter of all lines."""
    pitches = sorted(
        below.top - above.top
        for above, below in pairwise(rows)
        if above.line.page == below.line.page and below.top > above.top
    )
    return pitches[len(pitches) // 4] if pitches else 0.0


def _is_apart(above: _Row, below: _Row, usual: float) -> bool:
    """Whether a line is set off from the one above: by distance, size or weight."""
    same_page = above.line.page == below.line.page
    return (
        (same_page and below.top - above.top > 1.25 * usual)
        or abs(above.size - below.size) > 0.5
        or above.is_bold != below.is_bold
    )


def _without_notes(page: Sequence[_Row], body: float) -> list[_Row]:
    """The page with its notes marked: the run of small lines at its foot, above a footer if there is one."""
    notes = notes_at_foot([(row.size, row.line.is_furniture) for row in page], body)
    return [
        replace(row, line=replace(row.line, is_furniture=True)) if index in notes else row
        for index, row in enumerate(page)
    ]


def _begins(rows: Sequence[_Row], usual: float) -> list[bool]:
    """For each line: does it begin a paragraph?

    It does when it is set off from the line above, when its first word would still have fitted there, or when it
    is indented as this document indents beginnings.
    """
    if not rows:
        return []
    margin = max(row.right for row in rows)
    full = [False]
    apart = [True]
    shift = [0.0]
    for above, below in pairwise(rows):
        letter = (below.right - below.left) / len(below.line.text)
        full.append(margin - above.right < letter * (len(first_word(below.line.text)) + 1))
        apart.append(_is_apart(above, below, usual))
        shift.append(below.left - above.left)
    broken = [index for index in range(len(rows)) if full[index] and not apart[index]]
    if not goes_on_in_lower_case(rows[index].line.text for index in broken):
        return [True] * len(rows)
    rests = [shift[index] for index in broken if rows[index].line.text[:1].islower()]
    # Second lines further left: first lines are indented, and only those go to the right. And the other way round.
    indents = sum(move < -_INDENT for move in rests) * 8 > len(rests)
    hangs = sum(move > _INDENT for move in rests) * 8 > len(rests)
    return [
        apart[index]
        or not full[index]
        or (indents and not hangs and shift[index] > _INDENT)
        or (hangs and not indents and shift[index] < -_INDENT)
        for index in range(len(rows))
    ]
