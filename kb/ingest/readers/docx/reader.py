"""DOCX -> passages. Only the text parts of the file are looked at."""

import posixpath
import re
from typing import Any

from kb.ingest.readers.archive import Archive
from kb.ingest.readers.docx.inline import Inline, chosen, is_prompt
from kb.ingest.readers.docx.styles import Numbering, Styles, is_drop_cap, toggle, transitional, w
from kb.ingest.text.passages import Passages, tracked_changes

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KEPT = frozenset({"styles", "numbering", "footnotes", "endnotes"})
_LEFT_OUT = {
    "vbaProject": "The file holds macros; they were not read.",
    "header": "Page headers and footers were left out.",
    "footer": "Page headers and footers were left out.",
    "package": "The file holds other files; they were not read.",
    "oleObject": "The file holds other files; they were not read.",
    "aFChunk": "The file holds other files; they were not read.",
}
_TRACKED = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")))


def read_docx(archive: Archive, passages: Passages) -> None:
    """Paragraphs, rows of tables and notes, with the numbers that Word makes by itself.

    Raises DocumentRefused for a damaged file and for one with open tracked changes, whose wording is not settled.
    """
    parts = _text_parts(archive, passages)
    body = parts["document"].find(w("body"))
    if body is None:
        raise archive.damaged()
    notes = [parts[kind] for kind in ("footnotes", "endnotes") if kind in parts]
    if any(next(part.iter(*_TRACKED), None) is not None for part in (body, *notes)):
        raise tracked_changes(archive.name)
    passages.leave_out("comments", sum(1 for _ in body.iter(w("commentReference"))))
    reader = _Reader(Styles(parts.get("styles")), parts.get("numbering"))
    reader.story(body, passages)
    for part in notes:
        for note in part:
            # Separators between text and notes are notes by form.
            if note.get(w("type")) in {None, "normal"}:
                inside = passages.inner()
                reader.story(note, inside)
                passages.note(inside.joined())


def _text_parts(archive: Archive, passages: Passages) -> dict[str, Any]:
    """The parts with text by kind; the others are only noted as left out."""
    main = next((target for kind, target in _relations(archive, "", passages) if kind == "officeDocument"), "")
    tree = archive.tree(main)
    if tree is None or transitional(tree).tag != w("document"):
        raise archive.damaged()
    parts = {"document": tree}
    for kind, target in _relations(archive, main, passages):
        if kind in _KEPT and (part := archive.tree(target)) is not None:
            parts[kind] = transitional(part)
        elif kind in _LEFT_OUT:
            passages.warn(_LEFT_OUT[kind])
    return parts


def _relations(archive: Archive, part: str, passages: Passages) -> list[tuple[str, str]]:
    """What a part points to inside the file: kind and name. What it points to outside is never followed."""
    folder, name = posixpath.split(part)
    tree = archive.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    relations = []
    for relation in () if tree is None else tree.iter(f"{_RELATIONS}Relationship"):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        if relation.get("TargetMode") == "External":
            if kind != "hyperlink":
                passages.warn("The file points to templates, pictures or other files elsewhere; they were not fetched.")
            continue
        target = relation.get("Target") or ""
        relations.append((kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")))
    return relations


class _Reader:
    def __init__(self, styles: Styles, numbering: Any) -> None:
        self._styles = styles
        self._numbering = Numbering(numbering, styles)
        self._begun = ""  # what stands before a paragraph in its own line: a large first letter, a heading run in

    def story(self, element: Any, passages: Passages) -> None:
        """The paragraphs and tables of a body, cell, text box or note, in order."""
        before, self._begun = self._begun, ""
        self._blocks(element, passages)
        passages.add(self._begun)
        self._begun = before

    def _blocks(self, element: Any, passages: Passages) -> None:
        for child in chosen(element):
            if child.tag == w("p"):
                self._paragraph(child, passages)
            elif child.tag == w("tr"):
                self._row(child, passages)
            elif is_prompt(child):
                passages.leave_out("prompts")
            else:
                self._blocks(child, passages)

    def _paragraph(self, paragraph: Any, passages: Passages) -> None:
        chain = self._styles.chain(paragraph)
        inline = Inline(self._styles, chain, passages)
        text = inline.text(paragraph)
        if self._styles.is_contents(chain) and re.search(r"\d\s*$", text):
            passages.contents(text)
            return
        # Where its end does not show, the next one goes on in its line.
        is_begun = toggle(paragraph, "pPr/rPr/vanish") or is_drop_cap(paragraph, chain)
        # A point without words has its number on the page all the same.
        shows = text.strip() or not (is_begun or self._styles.hides(chain))
        label = self._numbering.label(paragraph, chain) if shows else ""
        if is_begun:
            self._begun += f"{label} {text}" if label else text
        elif text.strip() or self._begun:
            kind = "list" if self._numbering.is_listed(paragraph, chain) else "paragraph"
            kind = "heading" if self._styles.is_heading(paragraph, chain) else kind
            passages.add(self._begun + text, kind, label=label)
            self._begun = ""
        for box in inline.boxes:
            self.story(box, passages)

    def _row(self, row: Any, passages: Passages) -> None:
        cells = []
        for child in chosen(row):
            if child.tag in {w("tc"), w("sdt"), w("customXml")}:
                cells.append(passages.inner())
                if is_prompt(child):
                    passages.leave_out("prompts")
                else:
                    self.story(child, cells[-1])
        passages.cells(cells)
