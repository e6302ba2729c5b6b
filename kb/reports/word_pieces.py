"""The pieces of a Word file: an empty document with its styles, texts in their language, links, marks and fields."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import docx
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Written
from docx.text.run import Run

from kb.charts import palette
from kb.domain.words import WORK
from kb.reports.document import Size
from kb.reports.widths import FONT

LANGUAGE = "en-GB"
# Languages written from right to left, and those for which Word keeps the language of a run in another attribute.
RIGHT_TO_LEFT = frozenset({"ar"})
EAST_ASIAN = frozenset({"zh"})
A4 = Mm(210), Mm(297)
SMALL = Pt(9)
INK, QUIET = RGBColor(0x11, 0x11, 0x11), RGBColor(0x55, 0x55, 0x55)
HUE = RGBColor.from_string(palette.SAID["own"][0][1:])


class Look(NamedTuple):
    """How large each style is, in points, the colours of text and headings, the margin, and the room after a paragraph.

    All is set in the font of the widths; the template's own differs from machine to machine.
    """

    sizes: Mapping[str, float]
    ink: RGBColor
    hue: RGBColor
    margin: Length
    after: Length | None = None


_SIZES = {
    "Normal": 10.5, "Title": 28, "Heading 1": 17, "Heading 2": 12.5, "Heading 3": 11, "Caption": 9.5, "Quote": 10.5,
    "Header": 9, "Footer": 9,
}  # fmt: skip
_LARGE = {
    "Normal": 14, "Title": 24, "Heading 1": 20, "Heading 2": 16, "List Bullet": 14, "Caption": 14, "Header": 14,
    "Footer": 14,
}  # fmt: skip
_SMALL = _SIZES | {"Normal": 10, "Title": 16, "Heading 1": 12, "Heading 2": 10.5, "Quote": 10, "List Bullet": 10}
LOOKS: Mapping[Size, Look] = {
    Size.SMALL: Look(_SMALL, INK, HUE, Cm(2), Pt(4)),
    Size.USUAL: Look(_SIZES, INK, HUE, Cm(2.2)),
    Size.LARGE: Look(_LARGE, RGBColor(0, 0, 0), RGBColor(0, 0, 0), Mm(15), Pt(4)),
}
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
# What the order of the format puts after the direction of a paragraph.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def empty_document(title: str, look: Look) -> Doc:
    """A document with its properties, its language and its styles, on A4 pages that are numbered."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.subject, properties.author = clean(title), WORK, WORK
    properties.language, properties.comments, properties.keywords = LANGUAGE, "", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    for name in look.sizes:
        _set_style(document.styles[name], look)
    _set_language(document.styles["Normal"].element.get_or_add_rPr(), LANGUAGE)
    lines = document.styles["Title"].element.pPr
    lines.remove(lines.find(qn("w:pBdr")))
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = look.margin
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{clean(title)[:90]}. Page ")
    field(footer, "PAGE")
    footer.add_run(" of ")
    field(footer, "NUMPAGES")
    return document


def room(document: Doc) -> Length:
    """The width between the margins."""
    page = document.sections[0]
    return Length((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0))


def clean(text: str) -> str:
    """The text without the characters that no XML file may hold."""
    return text.translate(_NOT_XML)


def written_in(paragraph: Written, text: str, language: str) -> None:
    """Add a text in its language; one written from right to left makes the whole paragraph run so."""
    run = paragraph.add_run(clean(text))
    _set_language(run._r.get_or_add_rPr(), language)
    if language in RIGHT_TO_LEFT:
        run.font.rtl = True
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def _set_style(style: Any, look: Look) -> None:
    """Set a style in our font and colours; a font of the template's theme would go before the one named."""
    style.font.name, style.font.size = FONT, Pt(look.sizes[style.name])
    style.font.color.rgb = look.hue if style.name.startswith(("Title", "Heading")) else look.ink
    if look.after is not None:
        style.paragraph_format.space_after = look.after
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        style.element.rPr.rFonts.attrib.pop(qn(f"w:{script}Theme"), None)


def _set_language(properties: Any, language: str) -> None:
    """Say in which language a run or style is, in the attribute that Word reads for its kind of script."""
    kind = "w:bidi" if language in RIGHT_TO_LEFT else "w:eastAsia" if language in EAST_ASIAN else "w:val"
    for known in properties.findall(qn("w:lang")):
        properties.remove(known)
    mark = OxmlElement("w:lang")
    mark.set(qn(kind), language)
    properties.append(mark)


def link(paragraph: Written, address: str, part: Any) -> Run:
    """A link at the end of the paragraph, which stands in this part of the file; returns its text."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(address)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    return run


def mark(paragraph: Written, name: str) -> Any:
    """A raised number that Word itself puts in; returns its element."""
    run = paragraph.add_run()
    run.font.superscript = True
    mark = OxmlElement(f"w:{name}")
    run._r.append(mark)
    return mark


def ruled(paragraph: Written) -> None:
    """A line on its left, in our hue."""
    line = f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{HUE}"/>'
    lines = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(lines, "w:shd", "w:tabs", "w:bidi", *_AFTER_BIDI)


def field(paragraph: Written, name: str, result: str = "") -> None:
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
