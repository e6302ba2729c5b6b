"""A document as a Word file: real headings, tables with header rows, alternative texts, languages, links."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Mm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph as Written

from kb.domain.words import WORK
from kb.export.blocks import Block, Content, Drawing, Heading, Items, Paragraph, Said
from kb.export.pictures import as_png
from kb.export.widths import FONT, layout
from kb.tables import Table
from kb.tables.files import Origin

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "en-GB"
# Languages written from right to left, and those for which Word keeps the language of a run in another attribute.
RIGHT_TO_LEFT = frozenset({"ar"})
EAST_ASIAN = frozenset({"zh"})
A4 = Mm(210), Mm(297)
MARGIN = Cm(2)
# The height of a picture.
TALLEST = Cm(19)
# What is set in the font of the widths; the template's own differs from machine to machine.
SET_STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3")
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
# What the order of the format puts after the direction of a paragraph.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def word_file(content: Content, origin: Origin, base: str = "", done: Callable[[float], object] | None = None) -> bytes:
    """The DOCX. `base` is the address of the dashboard; `done` hears how much of it is made, from 0 to 1."""
    document = empty_document(content.title)
    document.add_paragraph(clean(content.title), style="Title")
    if origin.audience:
        not_for_everybody(document, origin.audience)
    if origin.address.startswith("http"):
        linked(document, "Permanent link to this, as of the same revision", origin.address)
    for at, block in enumerate(content.blocks, start=1):
        _add(document, block, origin, base)
        if done:
            done(at / len(content.blocks))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def titled_document(title: str) -> Doc:
    """A document with its properties and its language, and nothing in it."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.subject, properties.author = clean(title), WORK, WORK
    properties.language, properties.comments, properties.keywords = LANGUAGE, "", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    for name in SET_STYLES:
        _set_font(document.styles[name])
    _set_language(document.styles["Normal"].element.get_or_add_rPr(), LANGUAGE)
    return document


def empty_document(title: str) -> Doc:
    """The same on A4 pages that are numbered."""
    document = titled_document(title)
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


def not_for_everybody(document: Doc, said: str) -> None:
    """Say who may see the document: here, and at the head of every page, for pages go their own ways."""
    document.add_paragraph().add_run(clean(said)).bold = True
    document.sections[0].header.paragraphs[0].add_run(clean(said))


def labelled(document: Doc, label: str, said: str) -> Written:
    """A paragraph with a label in bold before it; returns it."""
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(clean(said))
    return paragraph


def written_in(paragraph: Written, said: str, language: str) -> None:
    """Add a text in its language; one written from right to left makes the whole paragraph run so."""
    run = paragraph.add_run(clean(said))
    _set_language(run._r.get_or_add_rPr(), language)
    if language in RIGHT_TO_LEFT:
        run.font.rtl = True
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def _set_font(style: Any) -> None:
    """Set a style in our font for Latin letters; a font of the template's theme would go before the one named."""
    style.font.name = FONT
    for script in ("ascii", "hAnsi"):
        style.element.rPr.rFonts.attrib.pop(qn(f"w:{script}Theme"), None)


def _set_language(properties: Any, language: str) -> None:
    """Say in which language a run or style is, in the attribute that Word reads for its kind of script."""
    kind = "w:bidi" if language in RIGHT_TO_LEFT else "w:eastAsia" if language in EAST_ASIAN else "w:val"
    for held in properties.findall(qn("w:lang")):
        properties.remove(held)
    mark = OxmlElement("w:lang")
    mark.set(qn(kind), language)
    properties.append(mark)


def linked(document: Doc, label: str, address: str) -> None:
    """A labelled link; text alone where the dashboard's own address is not known, so that none leads nowhere."""
    paragraph = labelled(document, label, "" if address.startswith("http") else address)
    if not address.startswith("http"):
        return
    to = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), to)
    run = paragraph.add_run(address)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def add_table(document: Doc, table: Table) -> None:
    """A table with its caption before it; its header row is one to a screen reader, and repeated on every page."""
    caption = document.add_paragraph(style="Caption")
    caption.add_run(clean(table.caption))
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    size, widths = layout(table, Length(A4[0] - 2 * MARGIN))
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    _row(made.rows[0], table.labels, widths, size, bold=True)
    properties = made.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for values in table.rows:
        row = made.add_row()
        _row(row, ["" if value is None else str(value) for value in values], widths, size)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), clean(table.caption))
    made._tbl.tblPr.append(described)
    document.add_paragraph()


def clean(said: str) -> str:
    """The text without the characters that no XML file may hold."""
    return said.translate(_NOT_XML)


def _add(document: Doc, block: Block, origin: Origin, base: str) -> None:
    if isinstance(block, Heading):
        document.add_heading(clean(block.text), block.level)
    elif isinstance(block, Paragraph) and block.lead:
        labelled(document, block.lead, block.text)
    elif isinstance(block, Paragraph):
        document.add_paragraph(clean(block.text))
    elif isinstance(block, Items):
        for item in block.items:
            document.add_paragraph(clean(item), style="List Bullet")
    elif isinstance(block, Drawing):
        _draw(document, block, origin)
    elif isinstance(block, Said):
        _say(document, block, base)
    else:
        add_table(document, block)


def _say(document: Doc, said: Said, base: str) -> None:
    whose = document.add_paragraph()
    whose.add_run(clean(said.whose)).bold = True
    if said.marks:
        whose.add_run(clean(f" ({'; '.join(said.marks)})"))
    whose.paragraph_format.keep_with_next = True
    written_in(document.add_paragraph(style="Quote" if said.is_quoted else "Body Text"), said.text, said.language)
    cited = labelled(document, "Citation", said.citation)
    for run in cited.runs:
        run.font.size = Pt(8.5)
    if base.startswith("http"):
        linked(document, "Permanent link", f"{base}{said.path}")


def _draw(document: Doc, drawing: Drawing, origin: Origin) -> None:
    # What it shows is said before it, and stays with it.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    picture = document.add_picture(BytesIO(as_png(drawing.spec, drawing.title, origin)), width=A4[0] - 2 * MARGIN)
    if picture.height > TALLEST:
        picture.width, picture.height = Length(picture.width * TALLEST // picture.height), TALLEST
    described = picture._inline.docPr
    described.set("descr", clean(drawing.alt))
    described.set("title", clean(drawing.title))


def _row(row: _Row, values: Sequence[str], widths: Sequence[Length], size: Length, *, bold: bool = False) -> None:
    for cell, value, width in zip(row.cells, values, widths, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(clean(value))
        run.font.size, run.bold = size, bold


def _field(paragraph: Written, name: str) -> None:
    """A figure that Word itself puts in, such as the number of the page."""
    run = paragraph.add_run()
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = name
            run._r.append(instruction)
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
