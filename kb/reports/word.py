"""A document as a Word file: real headings, tables with header rows, alternative texts, languages, links, end notes."""

from collections.abc import Callable, Sequence
from io import BytesIO

from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
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

from kb.domain.catalogue import gettext as _
from kb.reports.document import Block, Checklist, Cover, Document, Drawing, Grid, Heading, Items, Note, Paragraph, Quote
from kb.reports.pictures import bare_png
from kb.reports.widths import layout
from kb.reports.word_pieces import (
    HUE,
    INK,
    LOOKS,
    QUIET,
    SMALL,
    clean,
    empty_document,
    field,
    link,
    mark,
    room,
    ruled,
    written_in,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The height of a picture.
TALLEST = Cm(19)
THIN_LINE = "BFC4CC"
# Of a list to be ticked on paper: the columns, and the boxes.
CHECKLIST_WIDTHS = Mm(25), Mm(13), Mm(117), Mm(25)
BOX, TICKED, BOX_SIZE = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}", Pt(24)
_ENDNOTES = PackURI("/word/endnotes.xml"), f"{MEDIA_TYPE.removesuffix('.document')}.endnotes+xml"
# What the format asks for: what stands above the notes, and above those that go on from another page.
_SEPARATORS = (
    '<w:endnote w:type="separator" w:id="-1"><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    "<w:r><w:t>{title}</w:t></w:r></w:p></w:endnote>"
    '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>'
)


def word_file(made: Document, done: Callable[[float], object] | None = None) -> bytes:
    """The DOCX; `done` hears how much of it is made, from 0 to 1."""
    document = empty_document(made.title, LOOKS[made.size])
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


class _Notes:
    """The end notes of a document, in a part of their own."""

    def __init__(self, document: Doc, made: Document) -> None:
        self._made = made
        self._known: set[Note] = set()
        notes = parse_xml(f"<w:endnotes {nsdecls('w', 'r')}>{_SEPARATORS.format(title=_('Notes'))}</w:endnotes>")
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
            field(paragraph, f"NOTEREF _note{number} \\h", number)
            return
        self._known.add(note)
        begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        begin.set(qn("w:id"), number)
        begin.set(qn("w:name"), f"_note{number}")
        end.set(qn("w:id"), number)
        paragraph._p.append(begin)
        mark(paragraph, "endnoteReference").set(qn("w:id"), number)
        paragraph._p.append(end)
        made = OxmlElement("w:endnote")
        made.set(qn("w:id"), number)
        written = Written(OxmlElement("w:p"), paragraph._parent)
        made.append(written._p)
        self._part.element.append(made)
        written.paragraph_format.space_after = Pt(3)
        mark(written, "endnoteRef")
        written.add_run(clean(f" {note.text} ")).font.size = SMALL
        if self._made.base:
            link(written, f"{self._made.base}{note.path}", self._part).font.size = SMALL


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
    ruled(line(cover.finding, 15, bold=True, color=HUE, before=30))
    for text in (cover.scope, *cover.foreword) if cover.scope else cover.foreword:
        document.add_paragraph(clean(text))
    line(cover.edition, 9, color=QUIET, before=30)
    if cover.address:
        link(_labelled(document, _("These figures, as they are today"), ""), cover.address, document.part)


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
    elif isinstance(block, Grid):
        _table(document, block)
    else:
        _checklist(document, block)


def _paragraph(document: Doc, block: Paragraph, style: str | None = None) -> None:
    written = _labelled(document, block.lead, f"{block.text} " if block.text and block.address else block.text, style)
    if block.address.startswith("http"):
        link(written, block.address, document.part)
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
    written = document.add_paragraph(style="Quote" if quote.is_quoted else "Body Text")
    written_in(written, quote.text, quote.language)
    if notes and quote.note:
        notes.add(written, quote.note)
    speaker = written.insert_paragraph_before() if not quote.text_first else document.add_paragraph()
    speaker.add_run(clean(quote.speaker)).bold = True
    marks = speaker.add_run(clean("".join(f" · {mark}" for mark in quote.marks)))
    marks.font.size, marks.font.color.rgb = SMALL, QUIET
    first = written if quote.text_first else speaker
    first.paragraph_format.keep_with_next = True
    first.paragraph_format.space_after = Pt(1)


def _draw(document: Doc, drawing: Drawing) -> None:
    _caption(document, drawing.title)
    picture = document.add_picture(BytesIO(bare_png(drawing.spec)), width=room(document))
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
    size, widths = layout(grid.heads, grid.body, room(document))
    table = _ruled_table(document, grid.caption, widths)
    _row(table.rows[0], grid.heads, grid, size, bold=True)
    for values in grid.body:
        _row(_whole_row(table, widths), values, grid, size)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="{THIN_LINE}"/>' for side in ("top", "bottom", "insideH")
    )
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(
        parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")
    )
    # Two tables would run into one.
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _checklist(document: Doc, block: Checklist) -> None:
    table = _ruled_table(document, block.caption, CHECKLIST_WIDTHS)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.paragraphs[0].add_run(clean(head)).bold = True
    for speaker in block.rows:
        ticks, number, name, minutes = _whole_row(table, CHECKLIST_WIDTHS).cells
        ticks.paragraphs[0].add_run(TICKED if speaker.ticked else BOX).font.size = BOX_SIZE
        number.paragraphs[0].add_run(str(speaker.number))
        name.paragraphs[0].add_run(clean(speaker.name)).bold = True
        minutes.paragraphs[0].add_run(speaker.minutes)
        for cell, lines in ((ticks, [speaker.status] if speaker.status else []), (name, speaker.lines)):
            for line in lines:
                cell.add_paragraph(clean(line)).paragraph_format.space_after = Pt(2)
    document.add_paragraph()


def _ruled_table(document: Doc, caption: str, widths: Sequence[Length]) -> WordTable:
    """A table of one row with its caption before it: a header to a screen reader, and repeated on every page."""
    _caption(document, caption)
    table: WordTable = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = width
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.extend((OxmlElement("w:cantSplit"), OxmlElement("w:tblHeader")))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), clean(caption))
    table._tbl.tblPr.append(described)
    return table


def _whole_row(table: WordTable, widths: Sequence[Length]) -> _Row:
    """A new row, which no page cuts in two."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
    return row


def _caption(document: Doc, text: str) -> None:
    caption = document.add_paragraph(clean(text), style="Caption")
    caption.paragraph_format.keep_with_next = True


def _row(row: _Row, values: Sequence[str], grid: Grid, size: Length, *, bold: bool = False) -> None:
    for cell, value, is_number in zip(row.cells, values, grid.are_numbers, strict=True):
        written = cell.paragraphs[0]
        run = written.add_run(clean(value))
        run.font.size, run.bold = size, bold
        written.paragraph_format.space_after = written.paragraph_format.space_before = Pt(2)
        if is_number:
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
