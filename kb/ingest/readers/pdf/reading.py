"""PDF -> passages, and what on its pages is in none of them; and pages as pictures (PNG)."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from operator import truediv

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, PngImagePlugin  # noqa: F401 (pypdfium2 and Pillow load them when they are needed, which is too late)

from kb.errors import DocumentRefused
from kb.ingest.readers.pdf.drawings import sheet, take_fields
from kb.ingest.readers.pdf.flow import FlowBlock, flow
from kb.ingest.readers.pdf.layout import Layout, layout
from kb.ingest.readers.pdf.segments import Segment
from kb.ingest.readers.pdf.sheets import Letter, Sheet, turned
from kb.ingest.readers.pdf.writing import by_turn
from kb.ingest.text.passages import Passages, Place
from kb.ingest.text.symbols import clean
from kb.ingest.text.wrapping import Joiner, reads_like_title

MAX_PAGES = 200
_WIDEST = 2_000  # pixels
_HIGHEST = 4_000
_FEWEST_LETTERS = 20
_FEWEST_CURVES = 12  # of a drawing; fewer are ornaments
# What is left out, as the reader counts it, and how it is said.
_SAID = {
    "watermark": "Letters that lie across the text, as a watermark does, were left out",
    "outside": "Letters outside the page's edges were left out",
    "hidden": "Letters that do not show were left out",
    "letters": "More letters than can be read stand there; the rest was left out",
    "unnamed": "Letters that the file does not name stand as \ufffd",
    "line numbers": "Numbers that count the lines in the margin were left out",
    "comments": "Comments were not read",
    "words struck out": "Words are struck out; they were read as they stand",
    "stamps": "Stamps were not read",
    "signatures": "Signatures were not read",
    "drawings": "Drawings were not read",
    "files": "The file holds other files; they were not read",
    "pictures": "Pictures were not read",
    "recognised": "The words were recognised in a picture of the page: compare them with it",
    "unsure": "The order of the words is not certain: compare the marked passages with the page",
}


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The document with its form fields, closed in the end; its scripts are never run.

    Raises DocumentRefused for a damaged file, one with a password, and one with too many pages.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise DocumentRefused(
                "{name} is protected by a password: give a copy of the PDF that opens without one.", name=name
            ) from error
        raise _damaged(name) from error
    try:
        count = len(document)
        if not count:
            raise _damaged(name)
        if count > MAX_PAGES:
            raise DocumentRefused(
                "{name} has more than {max_pages} pages: hand in its parts one by one.", name=name, max_pages=MAX_PAGES
            )
        document.init_forms()
        yield document
    except pypdfium2.PdfiumError as error:
        raise _damaged(name) from error
    finally:
        document.close()


def picture(data: bytes, name: str, page: int, width: int) -> bytes:
    """A page (from 1) as PNG of this width in pixels, filled-in fields and annotations included.

    It is narrower where more than 2,000 by 4,000 pixels would come. Raises DocumentRefused where there is no such page.
    """
    with opened(data, name) as document:
        if not 1 <= page <= len(document):
            raise DocumentRefused("{name} has no page {page}.", name=name, page=page)
        page_drawn = document[page - 1]
        across, down = page_drawn.get_size()
        scale = min(max(1, min(width, _WIDEST)) / max(across, 1.0), _HIGHEST / max(down, 1.0))
        made = BytesIO()
        page_drawn.render(scale=scale).to_pil().save(made, "PNG")
        return made.getvalue()


def _damaged(name: str) -> DocumentRefused:
    return DocumentRefused("{name} is a damaged PDF: fetch or make the file again.", name=name)


def read_pdf(data: bytes, passages: Passages) -> None:
    """Paragraphs, rows of tables, fields and notes of a PDF with a text layer, each with its place on the page.

    Raises DocumentRefused for a damaged or protected file, too many pages and a scan.
    """
    sheets, parts = _read(data, passages)
    joiner = Joiner([line.text for part in parts for _, line in part.lines])
    for part in parts:
        place = _place(part)
        if part.kind == "row":
            cells = [_joined(cell, joiner) for cell in part.cells]
            if len(cells) > 1:
                passages.row(cells, place, is_unsure=part.is_unsure)
            else:
                passages.add(cells[0], "paragraph", place, is_unsure=part.is_unsure)
            continue
        text = _joined([line for _, line in part.lines], joiner)
        if part.kind == "note":
            passages.note(text, place)
        else:
            kind = "heading" if part.is_heading and reads_like_title(text) else "paragraph"
            passages.add(text, kind, place, is_unsure=part.is_unsure)
        if part.is_unsure:
            part.lines[0][0].sheet.left_out["unsure"] += 1
    _say(sheets, passages)


def _read(data: bytes, passages: Passages) -> tuple[list[Sheet], list[FlowBlock]]:
    name = passages.name
    sheets: list[Sheet] = []
    main: list[Layout] = []
    others: list[Layout] = []
    with opened(data, name) as document:
        _look_around(document, data, passages)
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            made = sheet(page, number)
            take_fields(document, page, made)
            page.close()
            _refuse_picture(made, name)
            _drop_hidden(made)
            sheets.append(made)
            turns = [layout(made, turn, letters) for turn, letters in by_turn(made)]
            main += turns[:1]
            others += turns[1:]
    _refuse_unreadable(sheets, name)
    parts, has_page_headers = flow(main)
    if has_page_headers:
        passages.warn("Page headers, page footers and page numbers were left out.")
    for part in parts:
        part.is_unsure = part.is_unsure or bool(part.lines[0][0].sheet.left_out["recognised"])
    for page in others:
        parts += flow([page])[0]
    return sheets, parts


def _look_around(document: pypdfium2.PdfDocument, data: bytes, passages: Passages) -> None:
    if (form := document.get_formtype()) == pdfium.FORMTYPE_XFA_FULL:
        raise DocumentRefused(
            "{name} is a form of the XFA kind, which only its own program shows: print it to a new PDF.",
            name=passages.name,
        )
    passages.leave_out("forms", int(form == pdfium.FORMTYPE_XFA_FOREGROUND))
    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0
    if scripts or re.search(rb"/S\s{0,9}/JavaScript", data):
        passages.warn("The file holds scripts; they were not run.")
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0 or b"/EmbeddedFiles" in data:
        passages.warn("The file holds other files; they were not read.")


def _refuse_picture(page: Sheet, name: str) -> None:
    if not page.letters and sum(page.pictures) > 0.5:
        raise DocumentRefused(
            "Page {page} of {name} is a picture without text: run the file through text recognition, "
            "or give the text in another format.",
            page=page.number,
            name=name,
        )


def _drop_hidden(page: Sheet) -> None:
    """Leaves out letters that do not show; with a picture of the page they are what was recognised in it."""
    visible = [letter for letter in page.letters if not _is_hidden(letter, page)]
    hidden = len(page.letters) - len(visible)
    if hidden and sum(page.pictures) > 0.5:
        page.left_out["recognised"] = hidden
    elif hidden:
        page.left_out["hidden"] = hidden
        page.letters = visible


def _is_hidden(letter: Letter, page: Sheet) -> bool:
    """Whether a letter is drawn without ink, in white on white, or covered by what was drawn later."""
    if letter.is_hidden:
        return True
    if letter.is_field or letter.turn != 0 or not page.surfaces:
        return letter.is_pale and not page.surfaces
    x, y = letter.middle
    at = page.order.get(letter.part, 0)
    here = [one for one in page.surfaces if one.left < x < one.right and one.top < y < one.bottom]
    if letter.part in page.order and any(one.at > at for one in here):
        return True
    return letter.is_pale and (not here or here[-1].is_white)


def _refuse_unreadable(sheets: Sequence[Sheet], name: str) -> None:
    letters = sum(len(letter.text) for page in sheets for letter in page.letters)
    unnamed = sum(page.unnamed for page in sheets)
    if unnamed * 20 > letters:
        raise DocumentRefused("The letters of {name} cannot be read: give the text in another format.", name=name)
    if letters < _FEWEST_LETTERS:
        raise DocumentRefused(
            "{name} is a scan without text: run it through text recognition, or give another format.", name=name
        )


def _joined(lines: Sequence[Segment], joiner: Joiner) -> str:
    text = ""
    for line in lines:
        text = joiner.join(text, clean(line.text)) if text else clean(line.text)
    return text


def _place(part: FlowBlock) -> Place:
    """The first page of a part, and its lines there in fractions of the page as it is shown."""
    page = part.lines[0][0]
    width, height = page.sheet.width, page.sheet.height
    size = (height, width) if page.turn % 2 else (width, height)
    boxes = []
    for one, line in part.lines:
        if one is page:
            box = turned((line.left, line.top, line.right, line.bottom), -page.turn % 4, *size)
            left, top, right, bottom = (
                round(min(1.0, max(0.0, edge)), 4) for edge in map(truediv, box, (width, height) * 2)
            )
            boxes.append((left, top, right, bottom))
    return Place(page.sheet.number, tuple(boxes))


def _say(sheets: Sequence[Sheet], passages: Passages) -> None:
    """One sentence for each sort of what is in no passage, or must be compared, with its pages."""
    for page in sheets:
        if unnamed := sum("\ufffd" in letter.text for letter in page.letters):
            page.left_out["unnamed"] = unnamed
        if page.pictures:
            page.left_out["pictures"] = len(page.pictures)
        if page.curves > _FEWEST_CURVES:
            page.left_out["drawings"] += 1
    for sort, sentence in _SAID.items():
        pages = [page.number for page in sheets if page.left_out[sort]]
        if pages:
            numbers = ", ".join(map(str, pages[:12])) + (" and others" if len(pages) > 12 else "")
            passages.warn(f"{sentence} (page {numbers}).")
