"""The chair's sheet as a Word file: A4, large type, black on white, with real headings and table headers."""

from collections.abc import Sequence
from io import BytesIO

from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell, _Row

from kb.export.chair_sheet_content import COLUMNS, Row, Section, Sheet
from kb.export.word_pieces import clean, empty_document

SIZES = {"Normal": 14, "Title": 24, "Heading 1": 20, "Heading 2": 16, "List Bullet": 14, "Footer": 14, "Caption": 14}
MARGIN = Mm(15)
WIDTHS = Mm(25), Mm(13), Mm(117), Mm(25)
FONT = "Arial"
BLACK = RGBColor(0, 0, 0)
BOX, TICKED = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}"


def word_file(sheet: Sheet) -> bytes:
    """The DOCX."""
    document = empty_document(sheet.title)
    _set_out(document)
    document.add_paragraph(clean(sheet.title), style="Title")
    if sheet.unpublished:
        document.add_paragraph().add_run(clean(sheet.unpublished)).bold = True
        header = document.sections[0].header.paragraphs[0]
        header.add_run(clean(sheet.unpublished)).font.size = Pt(SIZES["Normal"])
    for said in (*sheet.said, sheet.made):
        document.add_paragraph(clean(said))
    for number, section in enumerate(sheet.sections):
        # Each part is on paper of its own.
        document.add_heading(clean(section.heading), 1).paragraph_format.page_break_before = number > 0
        _add(document, section)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_out(document: Doc) -> None:
    """Large black type, and little room lost at the edges."""
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb, style.font.name = Pt(size), BLACK, FONT
        fonts = style.element.rPr.rFonts
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            # A font of the template's theme would go before the one named.
            fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        style.paragraph_format.space_after = Pt(4)
    page = document.sections[0]
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN


def _add(document: Doc, section: Section) -> None:
    for said in section.said:
        document.add_paragraph(clean(said))
    if section.rows:
        _speakers(document, section)
    for group in section.groups:
        document.add_heading(clean(group.heading), 2)
        for item in group.items:
            document.add_paragraph(clean(item), style="List Bullet")
        if group.after:
            document.add_paragraph(clean(group.after))


def _speakers(document: Doc, section: Section) -> None:
    caption = f"Speakers of {section.heading}, in order"
    said = document.add_paragraph(style="Caption")
    said.add_run(clean(caption))
    said.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    # What a screen reader takes for the header, and a printer puts on every page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in section.rows:
        _speaker(table.add_row(), row)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Length(width)
    for made in table.rows:
        made._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, width in zip(made.cells, WIDTHS, strict=True):
            cell.width = Length(width)
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), clean(caption))
    table._tbl.tblPr.append(described)
    document.add_paragraph()


def _speaker(made: _Row, row: Row) -> None:
    ticks, number, speaker, minutes = made.cells
    box = ticks.paragraphs[0].add_run(TICKED if row.ticked else BOX)
    box.font.size = Pt(SIZES["Title"])
    _lines(ticks, (row.status,))
    number.paragraphs[0].add_run(str(row.number))
    speaker.paragraphs[0].add_run(clean(row.name)).bold = True
    _lines(speaker, (*row.card, *row.notes))
    minutes.paragraphs[0].add_run(row.minutes)


def _lines(cell: _Cell, lines: Sequence[str]) -> None:
    for line in filter(None, lines):
        cell.add_paragraph(clean(line)).paragraph_format.space_after = Pt(2)
