"""Invented documents for the tests of official wording, written in every format that can be read.

Nothing in them is the wording of any real instrument: every text says that it is invented.
"""

import html
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

RUNNING_TITLE = "INVENTED/MSP/1/5"
FOOT = "Invented copy for tests"


@dataclass(frozen=True)
class Block:
    """A paragraph of a document; `level` 0 is text, 1 to 3 a heading."""

    text: str
    level: int = 0


def text_file(path: Path, blocks: Sequence[Block]) -> Path:
    """Plain text, one paragraph a line, an empty line between."""
    path.write_text("\n\n".join(block.text for block in blocks) + "\n", encoding="utf-8")
    return path


def wrapped_text_file(path: Path, blocks: Sequence[Block]) -> Path:
    """Plain text as old printers wrote it: lines of 72 columns, pages of 40 lines, running title and page number."""
    lines: list[str] = []
    for block in blocks:
        lines += [*textwrap.wrap(block.text, 72, break_on_hyphens=True), ""]
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    sheets = [
        "\n".join([RUNNING_TITLE, "", *page, "", f"Page {number} of {len(pages)}"])
        for number, page in enumerate(pages, start=1)
    ]
    path.write_text("\n\f".join(sheets), encoding="utf-8")
    return path


def markdown_file(path: Path, blocks: Sequence[Block]) -> Path:
    """Markdown with headings, the first words of every text emphasised and its signs escaped."""
    made = []
    for block in blocks:
        first, _, rest = block.text.replace("#", "\\#").partition(" ")
        words = f"*{first}* {rest}" if rest and first.isalpha() else block.text.replace("#", "\\#")
        made.append(f"{'#' * (block.level + 1)} {words}" if block.level else words)
    path.write_text("\n\n".join(made) + "\n", encoding="utf-8")
    return path


def html_file(path: Path, blocks: Sequence[Block]) -> Path:
    """HTML with a menu, a page footer and inline marks, which belong to no provision."""
    made = []
    for block in blocks:
        first, _, rest = html.escape(block.text).partition(" ")
        tag = f"h{block.level}" if block.level else "p"
        made.append(f"<{tag}><b>{first}</b> <span>{rest}</span></{tag}>" if rest else f"<{tag}>{first}</{tag}>")
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Action #1 Invented</title></head><body>"
        f"<nav><a href='#a'>Action #1</a></nav>{''.join(made)}<footer>Action #2 {FOOT}</footer></body></html>",
        encoding="utf-8",
    )
    return path


def docx_file(path: Path, blocks: Sequence[Block]) -> Path:
    """DOCX with heading styles, a page header and a page footer."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = RUNNING_TITLE
    document.sections[0].footer.paragraphs[0].text = FOOT
    for block in blocks:
        if block.level:
            document.add_heading(block.text, level=block.level)
        else:
            document.add_paragraph(block.text)
    document.save(str(path))
    return path


def pdf_file(path: Path, blocks: Sequence[Block]) -> Path:
    """PDF of several pages with header, footer and page numbers, justified, long words hyphenated at line ends."""

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, A4[1] - 40, RUNNING_TITLE)
        canvas.drawString(72, 40, FOOT)
        canvas.drawRightString(A4[0] - 72, 40, f"Page {canvas.getPageNumber()}")

    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13, spaceAfter=8, alignment=TA_JUSTIFY)
    body.embeddedHyphenation = 1
    head = ParagraphStyle("head", fontName="Times-Bold", fontSize=11, leading=13, spaceBefore=6, spaceAfter=8)
    story = [Paragraph(_hyphenated(html.escape(block.text)), head if block.level else body) for block in blocks]
    # Invariant: the same bytes at every run.
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return path


def _hyphenated(text: str) -> str:
    """Soft hyphens in the words where the tests want them broken."""
    for word, broken in (
        ("coordination", "coordi\u00adnation"),
        ("rehabilitation", "rehabili\u00adtation"),
        ("organisations", "organi\u00adsations"),
    ):
        text = text.replace(word, broken)
    return text


WRITERS: dict[str, Callable[[Path, Sequence[Block]], Path]] = {
    "plain.txt": text_file,
    "wrapped.txt": wrapped_text_file,
    "copy.md": markdown_file,
    "copy.html": html_file,
    "copy.docx": docx_file,
    "copy.pdf": pdf_file,
}
