"""DOCX -> passages. Only the text parts of the file are looked at, and put into a new package for the library."""

import posixpath
import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from lxml import etree

from kb.errors import DocumentRefused
from kb.ingest.documents.archive import Archive
from kb.ingest.documents.passages import Passages, tidy
from kb.ingest.official import word as official
from kb.ingest.official.word_numbering import Numbering

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KEPT = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
_LEFT_OUT = {
    "vbaProject": "The file holds macros; they were not read.",
    "comments": "The file holds comments; they were not read.",
    "header": "Page headers and footers were left out.",
    "footer": "Page headers and footers were left out.",
    "image": "The file holds pictures; they were not read.",
    "package": "The file holds other files; they were not read.",
    "oleObject": "The file holds other files; they were not read.",
    "aFChunk": "The file holds other files; they were not read.",
}
_TRACKED = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(archive: Archive, passages: Passages) -> None:
    """Paragraphs, rows of tables and notes, with the numbers that Word makes by itself.

    Raises DocumentRefused for a damaged file and for one with open tracked changes, whose wording is not settled.
    """
    parts = _text_parts(archive, passages)
    body = parts["document"].find(qn("w:body"))
    if body is None:
        raise archive.damaged()
    if next(body.iter(*_TRACKED), None) is not None:
        raise DocumentRefused(
            "{name} holds tracked changes: accept or reject them all in a word processor and save it first.",
            name=archive.name,
        )
    document = docx.Document(BytesIO(_package(parts)))
    reader = _Reader(document, passages)
    reader.blocks(document.element.body)
    for kind in ("footnotes", "endnotes"):
        for note in parts.get(kind, ()):
            # Separators between text and notes are notes by form.
            if note.get(qn("w:type")) in {None, "normal"}:
                passages.note(" ".join(reader.text(paragraph) for paragraph in note.iter(qn("w:p"))))


def _text_parts(archive: Archive, passages: Passages) -> dict[str, Any]:
    """The parts with text by kind; the others are only noted as left out."""
    main = next((target for kind, target in _relations(archive, "", passages) if kind == "officeDocument"), "")
    tree = archive.tree(main)
    if tree is None or tree.tag != qn("w:document"):
        raise archive.damaged()
    parts = {"document": tree}
    for kind, target in _relations(archive, main, passages):
        if kind in _KEPT and (part := archive.tree(target)) is not None:
            parts[kind] = part
        elif kind in _LEFT_OUT:
            passages.warn(_LEFT_OUT[kind])
    return parts


def _relations(archive: Archive, part: str, passages: Passages) -> list[tuple[str, str]]:
    """What a part points to inside the file: kind and name. What it points to outside is never followed."""
    folder, name = posixpath.split(part)
    tree = archive.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    found = []
    for relation in () if tree is None else tree.iter(f"{_RELATIONS}Relationship"):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        if relation.get("TargetMode") == "External":
            if kind != "hyperlink":
                passages.warn("The file points to templates, pictures or other files elsewhere; they were not fetched.")
            continue
        target = relation.get("Target") or ""
        found.append((kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")))
    return found


def _package(parts: dict[str, Any]) -> bytes:
    """A new DOCX with nothing but document, styles and numbering: what else was in the file cannot do anything."""
    names = [name for name in ("document", "styles", "numbering") if name in parts]
    kinds = {name: f"{_TYPES}.{name}+xml" for name in names} | {"document": f"{_TYPES}.document.main+xml"}
    overrides = "".join(
        f"<Override PartName='/word/{name}.xml' ContentType={quoteattr(kinds[name])}/>" for name in names
    )
    made = BytesIO()
    with ZipFile(made, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            f"{overrides}</Types>",
        )
        package.writestr("_rels/.rels", _rels({"officeDocument": "word/document.xml"}))
        package.writestr("word/_rels/document.xml.rels", _rels({name: f"{name}.xml" for name in names[1:]}))
        for name in names:
            package.writestr(f"word/{name}.xml", etree.tostring(parts[name]))
    return made.getvalue()


def _rels(targets: dict[str, str]) -> str:
    relations = "".join(
        f"<Relationship Id='r{kind}' Type='{_OFFICE}/{kind}' Target='{target}'/>" for kind, target in targets.items()
    )
    return f"<Relationships xmlns='{_RELATIONS.strip('{}')}'>{relations}</Relationships>"


class _Reader:
    def __init__(self, document: Any, passages: Passages) -> None:
        self._passages = passages
        self._numbering = Numbering(document)
        self._styles = official.Styles(document)

    def blocks(self, element: Any) -> None:
        """The paragraphs and tables inside an element, in order; content controls are looked into."""
        for child in element:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tr"):
                self._row(child)
            elif child.tag != _FALLBACK:
                self.blocks(child)

    def text(self, paragraph: Any) -> str:
        """The words of a paragraph after its number, line breaks as spaces."""
        words = tidy(official.paragraph_text(paragraph))
        label = self._numbering.label(paragraph, self._styles.chain(paragraph)) if words else ""
        return f"{label} {words}".strip()

    def _paragraph(self, paragraph: Any) -> None:
        if self._is_contents(paragraph):
            self._passages.warn("The table of contents was left out.")
            return
        is_listed = self._is_listed(paragraph)
        kind = "heading" if self._styles.is_heading(paragraph) else "list" if is_listed else "paragraph"
        self._passages.add(self.text(paragraph), kind)
        for box in paragraph.iter(qn("w:txbxContent")):
            if next(box.iterancestors(_FALLBACK), None) is None and next(box.iterancestors(qn("w:p"))) is paragraph:
                self.blocks(box)

    def _row(self, row: Any) -> None:
        cells = row.findall(qn("w:tc"))
        if len(cells) == 1 and not row.findall(qn("w:sdt")):
            self.blocks(cells[0])  # a frame around text
            return
        cells = list(row.iterchildren(qn("w:tc"), qn("w:sdt")))
        self._passages.row([" ".join(filter(None, map(self.text, cell.iter(qn("w:p"))))) for cell in cells])

    def _is_listed(self, paragraph: Any) -> bool:
        chain = self._styles.chain(paragraph)
        return any(holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None for holder in (paragraph, *chain))

    def _is_contents(self, paragraph: Any) -> bool:
        return self._styles.is_contents(paragraph) and bool(re.search(r"\d\s*$", official.paragraph_text(paragraph)))
