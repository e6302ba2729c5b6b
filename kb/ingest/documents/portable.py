"""PDF -> passages."""

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from kb.errors import DocumentRefused
from kb.ingest.documents.caseless import caseless_lines
from kb.ingest.documents.passages import Passages
from kb.ingest.documents.plain import TextJoiner, is_caseless
from kb.ingest.official.lines import Line
from kb.ingest.official.page_forms import PAGE_NUMBER, is_symbol
from kb.ingest.official.paragraphs import paragraphs
from kb.ingest.official.pdf import pdf_lines
from kb.ingest.official.wrapping import Joiner

MAX_PAGES = 200


def read_pdf(data: bytes, passages: Passages) -> None:
    """Paragraphs and notes of a PDF with a text layer; what runs along the pages' edges is left out.

    Raises DocumentRefused for too many pages, OfficialTextUnreadable for a scan, columns, a damaged or protected file.
    """
    _look_around(data, passages)
    lines = pdf_lines(data, passages.name)
    text = "".join(line.text for line in lines)
    if is_caseless(text):
        lines = caseless_lines(data)
    notes = _notes(lines)
    if any(line.is_furniture and index not in notes for index, line in enumerate(lines)):
        passages.warn("Page headers, page footers and page numbers were left out.")
    joiner = TextJoiner([line.text for line in lines])
    for paragraph in paragraphs(lines, joiner, lambda _: True):
        passages.add(paragraph.text, "heading" if paragraph.is_heading else "paragraph")
    for note in _whole_notes([lines[index] for index in sorted(notes)], joiner):
        passages.note(note)


def _look_around(data: bytes, passages: Passages) -> None:
    """Counts the pages before any is read, and notes what is left out."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(list(islice(PDFPage.create_pages(document.doc), MAX_PAGES + 1))) > MAX_PAGES:
                raise DocumentRefused(
                    "{name} has more than {max_pages} pages: hand in its parts one by one.",
                    name=passages.name,
                    max_pages=MAX_PAGES,
                )
            names = _entries(resolve1(document.doc.catalog.get("Names")))
            action = document.doc.catalog.get("OpenAction")
    except (PdfminerException, MalformedPDFException):
        return  # the reader says what is the matter
    if "JavaScript" in names or "S" in _entries(resolve1(action)):
        passages.warn("The file holds scripts; they were not run.")
    if "EmbeddedFiles" in names:
        passages.warn("The file holds other files; they were not read.")


def _entries(value: Any) -> Any:
    return value if isinstance(value, dict) else {}


def _notes(lines: Sequence[Line]) -> set[int]:
    """Places of the notes at the pages' feet among what the reader sets apart.

    What it sets apart otherwise is a page number, a symbol, or stands on several pages.
    """
    shapes = Counter(re.sub(r"\d+", "#", line.text) for line in lines if line.is_furniture)
    return {
        index
        for index, line in enumerate(lines)
        if line.is_furniture
        and shapes[re.sub(r"\d+", "#", line.text)] == 1
        and not PAGE_NUMBER.match(line.text)
        and not is_symbol(line.text)
    }


def _whole_notes(lines: Sequence[Line], joiner: Joiner) -> list[str]:
    """The notes; a line that does not begin with a number or mark, or with a capital after a stop, goes on."""
    made: list[str] = []
    page = None
    for line in lines:
        begins = re.match(r"(?:\d{1,3}|[*†‡])\s", line.text) or (made and re.search(r"[.!?]$", made[-1]))
        if made and page == line.page and not begins:
            made[-1] = joiner.join(made[-1], line.text)
        else:
            made.append(line.text)
        page = line.page
    return made
