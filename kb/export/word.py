"""A document as a Word file: real headings, tables with header rows, alternative texts, languages, links, end notes."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Row
from docx.text.paragraph import Paragraph as Written
from docx.text.run import Run

from kb.charts import palette
from kb.domain.catalogue import gettext as _
from kb.domain.words import WORK
from kb.export.document import Block, Cover, Document, Drawing, Grid, Heading, Items, Note, Paragraph, Quote
from kb.export.pictures import bare_png
from kb.export.widths import FONT, layout

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "en-GB"
# Languages written from right to left, and those for which Word keeps the language of a run in another attribute.
RIGHT_TO_LEFT = frozenset({"ar"})
EAST_ASIAN = frozenset({"zh"})
A4 = Mm(210), Mm(297)
MARGIN = Cm(2.2)
# The height of a picture.
TALLEST = Cm(19)
# What is set in the font of the widths, and how large; the template's own font differs from machine to machine.
SIZES = {
    "Normal": 10.5, "Title": 28, "Heading 1": 17, "Heading 2": 12.5, "Heading 3": 11, "Caption": 9.5, "Quote": 10.5,
    "Header": 9, "Footer": 9,
}  # fmt: skip
SMALL = Pt(9)
INK, HUE, QUIET = (
    RGBColor(0x11, 0x11, 0x11),
    RGBColor.from_string(palette.SAID["own"][0][1:]),
    RGBColor(0x55, 0x55, 0x55),
)
THIN_LINE = "BFC4CC"
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
# What the order of the format puts after the direction of a paragraph.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_ENDNOTES = PackURI("/word/endnotes.xml"), f"{MEDIA_TYPE.removesuffix('.document')}.endnotes+xml"
# What the format asks for: what stands above the notes, and above those that go on from another page.
_SEPARATORS = (
    '<w:endnote w:type="separator" w:id="-1"><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    "<w:r><w:t>{title}</w:t></w:r></w:p></w:endnote>"
    '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>'
)


def word_file(made: Document, done: Callable[[float], object] | None = None) -> bytes:
    """The DOCX; `done` hears how much of it is made, from 0 to 1."""
    document = empty_document(made.title)
    notes = _Notes(document, made) if made.notes else None
    if made.warning:
        document.sections[0].header.paragraphs[0].add_run(clean(made.warning))
    if made.cover:
        _cover(document, made.cover, made)
    else:
        document.add_paragraph(clean(made.title), style="Title")
        if made.warning:
            document.add_paragraph().add_run(clean(made.warning)).bold = True
    for at, block in enumerate(made.blocks, start=1):
        _add(document, block, notes)
        if done:
            done(at / len(made.blocks))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def empty_document(title: str) -> Doc:
    """A document with its properties, its language and its styles, on A4 pages that are numbered."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.subject, properties.author = clean(title), WORK, WORK
    properties.language, properties.comments, properties.keywords = LANGUAGE, "", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    for name, size in SIZES.items():
        _set_style(document.styles[name], size)
    _set_language(document.styles["Normal"].element.get_or_add_rPr(), LANGUAGE)
    lines = document.styles["Title"].element.pPr
    lines.remove(lines.find(qn("w:pBdr")))
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{clean(title)[:90]}. Page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    return document


def clean(text: str) -> str:
    """The text without the characters that no XML file may hold."""
    return text.translate(_NOT_XML)


class _Notes:
    """The end notes of a document, in a part of their own."""

    def __init__(self, document: Doc, made: Document) -> None:
        self._made = made
        self._known: set[Note] = set()
        notes = parse_xml(f"<w:endnotes {nsdecls('w')}>{_SEPARATORS.format(title=_('Notes'))}</w:endnotes>")
        self._part = XmlPart(*_ENDNOTES, notes, document.part.package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.ENDNOTES)
        numbers = f"<w:endnotePr {nsdecls('w')}><w:numFmt w:val='decimal'/>{{0}}</w:endnotePr>"
        settings = document.settings.element.find(qn("w:compat"))
        settings.addprevious(parse_xml(numbers.format("<w:endnote w:id='-1'/><w:endnote w:id='0'/>")))
        document.sections[0]._sectPr.find(qn("w:pgSz")).addprevious(parse_xml(numbers.format("")))

    def add(self, paragraph: Written, note: Note) -> None:
        """Put the number of the note at the end of the paragraph: its own, or the one it has got before."""
        number = str(self._made.notes.index(note) + 1)
        if note in self._known:
            _field(paragraph, f"NOTEREF _note{number} \\h", number)
            return
        self._known.add(note)
        begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        begin.set(qn("w:id"), number)
        begin.set(qn("w:name"), f"_note{number}")
        end.set(qn("w:id"), number)
        paragraph._p.append(begin)
        _mark(paragraph, "endnoteReference").set(qn("w:id"), number)
        paragraph._p.append(end)
        made = OxmlElement("w:endnote")
        made.set(qn("w:id"), number)
        written = Written(OxmlElement("w:p"), paragraph._parent)
        made.append(written._p)
        self._part.element.append(made)
        written.paragraph_format.space_after = Pt(3)
        _mark(written, "endnoteRef")
        written.add_run(clean(f" {note.text} ")).font.size = SMALL
        if self._made.base:
            _link(written, f"{self._made.base}{note.path}", self._part).font.size = SMALL


def _cover(document: Doc, cover: Cover, made: Document) -> None:
    def line(text: str, size: float, *, bold: bool = False, color: RGBColor = INK, before: float = 0) -> Written:
        written = document.add_paragraph()
        run = written.add_run(clean(text))
        run.bold, run.font.size, run.font.color.rgb = bold, Pt(size), color
        written.paragraph_format.space_before = Pt(before)
        return written

    if made.warning:
        line(made.warning, 14, bold=True)
    line(cover.subject, 11, color=QUIET, before=70)
    document.add_paragraph(clean(made.title), style="Title")
    line(cover.meeting, 14, bold=True)
    if cover.day:
        line(cover.day, 12)
    for label, names in (("Coordinators", cover.coordinators), ("To", cover.addressees)):
        if names:
            _labelled(document, label, names)
    _ruled(line(cover.finding, 15, bold=True, color=HUE, before=30))
    for text in cover.foreword:
        document.add_paragraph(clean(text))
    line(cover.edition, 9, color=QUIET, before=30)
    if cover.address:
        _link(_labelled(document, "These figures, as they are today", ""), cover.address, document.part)


def _add(document: Doc, block: Block, notes: _Notes | None) -> None:
    if isinstance(block, Heading):
        heading = document.add_heading(clean(block.text), block.level)
        heading.paragraph_format.page_break_before = block.on_new_page
    elif isinstance(block, Paragraph):
        _paragraph(document, block)
    elif isinstance(block, Items):
        for item in block.items:
            _paragraph(document, item, "List Bullet")
    elif isinstance(block, Drawing):
        _draw(document, block)
    elif isinstance(block, Quote):
        _quote(document, block, notes)
    else:
        _table(document, block)


def _paragraph(document: Doc, block: Paragraph, style: str | None = None) -> None:
    written = _labelled(document, block.lead, block.text, style)
    if block.address.startswith("http"):
        _link(written, block.address, document.part)
    else:
        written.add_run(clean(block.address))


def _labelled(document: Doc, label: str, text: str, style: str | None = None) -> Written:
    """A paragraph with a label, if there is one, in bold before it."""
    written = document.add_paragraph(style=style)
    if label:
        written.add_run(clean(f"{label}: ")).bold = True
    if text:
        written.add_run(clean(text))
    return written


def _quote(document: Doc, quote: Quote, notes: _Notes | None) -> None:
    if quote.speaker:
        speaker = document.add_paragraph()
        speaker.add_run(clean(quote.speaker)).bold = True
        marks = speaker.add_run(clean("".join(f" · {mark}" for mark in quote.marks)))
        marks.font.size, marks.font.color.rgb = SMALL, QUIET
        speaker.paragraph_format.keep_with_next = True
        speaker.paragraph_format.space_after = Pt(1)
    written = document.add_paragraph(style="Quote" if quote.is_quoted else "Body Text")
    written_in(written, quote.text, quote.language)
    if notes and quote.note:
        notes.add(written, quote.note)


def written_in(paragraph: Written, text: str, language: str) -> None:
    """Add a text in its language; one written from right to left makes the whole paragraph run so."""
    run = paragraph.add_run(clean(text))
    _set_language(run._r.get_or_add_rPr(), language)
    if language in RIGHT_TO_LEFT:
        run.font.rtl = True
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def _draw(document: Doc, drawing: Drawing) -> None:
    _caption(document, drawing.title)
    picture = document.add_picture(BytesIO(bare_png(drawing.spec)), width=A4[0] - 2 * MARGIN)
    if picture.height > TALLEST:
        picture.width, picture.height = Length(picture.width * TALLEST // picture.height), TALLEST
    described = picture._inline.docPr
    described.set("descr", clean(drawing.alt))
    described.set("title", clean(drawing.title))
    if drawing.note:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        note = document.add_paragraph().add_run(clean(drawing.note))
        note.font.size, note.font.color.rgb = SMALL, QUIET


def _table(document: Doc, grid: Grid) -> None:
    """A table with its caption before it; its header row is one to a screen reader, and repeated on every page."""
    _caption(document, grid.caption)
    table = document.add_table(rows=1, cols=len(grid.keys))
    table.autofit = False
    size, widths = layout(grid.heads, grid.body, Length(A4[0] - 2 * MARGIN))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _row(table.rows[0], grid.heads, grid, widths, size, bold=True)
    mark_header(table, grid.caption)
    for values in grid.body:
        row = table.add_row()
        _row(row, values, grid, widths, size)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="{THIN_LINE}"/>' for side in ("top", "bottom", "insideH")
    )
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
    document.add_paragraph()


def mark_header(table: WordTable, caption: str) -> None:
    """Say to a screen reader which row is the header, put on every page, and what the table is."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), clean(caption))
    table._tbl.tblPr.append(described)


def _caption(document: Doc, text: str) -> None:
    caption = document.add_paragraph(clean(text), style="Caption")
    caption.paragraph_format.keep_with_next = True


def _row(
    row: _Row, values: Sequence[str], grid: Grid, widths: Sequence[Length], size: Length, *, bold: bool = False
) -> None:
    for cell, value, width, is_number in zip(row.cells, values, widths, grid.are_numbers, strict=True):
        cell.width = width
        written = cell.paragraphs[0]
        run = written.add_run(clean(value))
        run.font.size, run.bold = size, bold
        written.paragraph_format.space_after = written.paragraph_format.space_before = Pt(2)
        if is_number:
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_style(style: Any, size: float) -> None:
    """Set a style in our font and colours; a font of the template's theme would go before the one named."""
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = HUE if style.name.startswith(("Title", "Heading")) else INK
    for script in ("ascii", "hAnsi"):
        style.element.rPr.rFonts.attrib.pop(qn(f"w:{script}Theme"), None)


def _set_language(properties: Any, language: str) -> None:
    """Say in which language a run or style is, in the attribute that Word reads for its kind of script."""
    kind = "w:bidi" if language in RIGHT_TO_LEFT else "w:eastAsia" if language in EAST_ASIAN else "w:val"
    for known in properties.findall(qn("w:lang")):
        properties.remove(known)
    mark = OxmlElement("w:lang")
    mark.set(qn(kind), language)
    properties.append(mark)


def _link(paragraph: Written, address: str, part: Any) -> Run:
    """A link at the end of the paragraph, which stands in this part of the file; returns its text."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(address)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    return run


def _mark(paragraph: Written, name: str) -> Any:
    """A raised number that Word itself puts in; returns its element."""
    run = paragraph.add_run()
    run.font.superscript = True
    mark = OxmlElement(f"w:{name}")
    run._r.append(mark)
    return mark


def _ruled(paragraph: Written) -> None:
    """A line on its left, in our hue."""
    line = f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{HUE}"/>'
    lines = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(lines, "w:shd", "w:tabs", "w:bidi", *_AFTER_BIDI)


def _field(paragraph: Written, name: str, result: str = "") -> None:
    """A figure that Word itself puts in, such as the number of the page.

    Where there is a `result`, which stands there until Word does, it is a raised number.
    """
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = name
    text = OxmlElement("w:t")
    text.text = result
    for piece in ("begin", instruction, "separate", text, "end"):
        run = paragraph.add_run()
        run.font.superscript = bool(result) or None
        if isinstance(piece, str):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), piece)
            run._r.append(mark)
        else:
            run._r.append(piece)
