"""DOCX -> lines, one for each paragraph, tables and content controls included."""

import re
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from kb.errors import OfficialTextUnreadable
from kb.ingest.official.lines import Line, clean
from kb.ingest.official.running import mark_running
from kb.ingest.official.word_numbering import Numbering

_TRACKED = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
# A document drawn twice (new form and fallback) is read once; a deleted or hidden word is not read.
_SKIPPED = frozenset(
    {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:del"), qn("w:instrText")}
)
_BREAKS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}
_LINE_BREAKS = frozenset({qn("w:br"), qn("w:cr")})


def word_lines(data: bytes, name: str) -> list[Line]:
    """Paragraphs of a DOCX file with the numbers that Word makes by itself in `label`.

    Raises OfficialTextUnreadable for a damaged file and for one with open tracked changes, whose wording is
    not settled.
    """
    try:
        document = Document(BytesIO(data))
        body = document.element.body
    except (BadZipFile, KeyError, ValueError, SyntaxError, OSError, AttributeError) as error:
        raise OfficialTextUnreadable(
            "{name} is a damaged DOCX file: open it in a word processor, save it again and try the new copy.", name=name
        ) from error
    if next(body.iter(*_TRACKED), None) is not None:
        raise OfficialTextUnreadable(
            "{name} holds tracked changes: accept or reject them all in a word processor and save it first.", name=name
        )
    styles = Styles(document)
    numbering = Numbering(document)
    lines: list[Line] = []
    number = 0
    for paragraph in body.iter(qn("w:p")):
        if any(parent.tag in _SKIPPED for parent in paragraph.iterancestors()):
            continue
        number += 1
        text = paragraph_text(paragraph)
        label = numbering.label(paragraph, styles.chain(paragraph)) if text.strip() else ""
        for index, part in enumerate(filter(None, map(clean, text.split("\n")))):
            lines.append(
                Line(
                    text=part,
                    number=number,
                    unit="paragraph",
                    label=label if index == 0 else "",
                    is_heading=styles.is_heading(paragraph),
                    is_cell=_is_cell(paragraph),
                    is_contents=styles.is_contents(paragraph) or bool(re.search(r"\t[^\S\t]*\d{1,3}\s*$", text)),
                )
            )
    return mark_running(lines)


def _is_cell(paragraph: Any) -> bool:
    """Whether a paragraph stands in a table's row of several cells."""
    row = next(paragraph.iterancestors(qn("w:tr")), None)
    return row is not None and len(row.findall(qn("w:tc"))) > 1


def paragraph_text(paragraph: Any) -> str:
    """The visible characters of the paragraph in order, without those of the paragraphs in its text boxes."""
    pieces: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or tag == qn("w:p") or tag == qn("w:pPr") or _is_hidden(child):
                continue
            if tag == qn("w:t"):
                pieces.append(child.text or "")
            elif tag in _LINE_BREAKS:
                pieces.append("\n")
            else:
                pieces.append(_BREAKS.get(tag, ""))
                walk(child)

    walk(paragraph)
    return "".join(pieces)


def _is_hidden(element: Any) -> bool:
    return element.tag == qn("w:r") and element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None


class Styles:
    """What the paragraph styles say, followed from style to the style it is based on."""

    def __init__(self, document: WordDocument) -> None:
        root: Any = document.styles.element
        self._by_id = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}

    def chain(self, paragraph: Any) -> list[Any]:
        """The paragraph's style and those it is based on, nearest first."""
        found: list[Any] = []
        pointer = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        while pointer is not None:
            style = self._by_id.get(pointer.get(qn("w:val")))
            if style is None or style in found:
                break
            found.append(style)
            pointer = style.find(qn("w:basedOn"))
        return found

    def is_heading(self, paragraph: Any) -> bool:
        """By style name, or by an outline level in the paragraph or its styles (9 means body text)."""
        chain = self.chain(paragraph)
        for holder in (paragraph, *chain):
            level = holder.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if level is not None:
                return bool(level.get(qn("w:val")) != "9")
        return any(re.match(r"(heading|title|subtitle)\b", self._name(style)) for style in chain)

    def is_contents(self, paragraph: Any) -> bool:
        return any(
            re.match(r"(toc|table of (contents|figures))\b", self._name(style)) for style in self.chain(paragraph)
        )

    @staticmethod
    def _name(style: Any) -> str:
        name = style.find(qn("w:name"))
        return "" if name is None else str(name.get(qn("w:val"))).lower()
