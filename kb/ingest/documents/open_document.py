"""ODT -> passages."""

from typing import Any

from kb.errors import DocumentRefused
from kb.ingest.documents.archive import Archive, protected
from kb.ingest.documents.open_names import name
from kb.ingest.documents.open_numbering import Numbering
from kb.ingest.documents.passages import Passages

_P, _H, _LIST = name("text:p"), name("text:h"), name("text:list")
_LEFT_OUT = {
    name("office:annotation"): "The file holds comments; they were not read.",
    name("text:table-of-content"): "The table of contents was left out.",
    name("draw:image"): "The file holds pictures; they were not read.",
    name("draw:object"): "The file holds other files; they were not read.",
    name("draw:object-ole"): "The file holds other files; they were not read.",
    name("office:scripts"): "The file holds macros; they were not read.",
    name("text:alphabetical-index"): "The index was left out.",
}
_NO_TEXT = frozenset(map(name, ("office:annotation-end", "text:note-citation", "text:sequence-decls", "office:forms")))
_SPACES = {name("text:tab"): "\t", name("text:line-break"): " "}


def read_odt(archive: Archive, passages: Passages) -> None:
    """Paragraphs, rows of tables and notes, with the numbers that the word processor makes by itself.

    Raises DocumentRefused for a damaged or protected file and for one with open tracked changes.
    """
    manifest = archive.tree("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(name("manifest:encryption-data")), None) is not None:
        raise protected(archive.name)
    content = archive.tree("content.xml")
    body = None if content is None else content.find(f"{name('office:body')}/{name('office:text')}")
    if content is None or body is None:
        raise archive.damaged()
    if next(body.iter(name("text:changed-region")), None) is not None:
        raise DocumentRefused(
            "{name} holds tracked changes: accept or reject them all in a word processor and save it first.",
            name=archive.name,
        )
    if any(part.startswith(("Basic/", "Scripts/")) for part in archive.names):
        passages.warn("The file holds macros; they were not read.")
    styles = archive.tree("styles.xml")
    roots = [content] if styles is None else [content, styles]
    if any(next(root.iter(name("style:header"), name("style:footer")), None) is not None for root in roots):
        passages.warn("Page headers and footers were left out.")
    _Reader(passages, Numbering(roots), _hidden(roots)).blocks(body, None)


def _hidden(roots: list[Any]) -> set[str]:
    """The styles whose words are not shown."""
    return {
        style.get(name("style:name"), "")
        for root in roots
        for style in root.iter(name("style:style"))
        if any(one.get(name("text:display")) == "none" for one in style.iter(name("style:text-properties")))
    }


class _Reader:
    def __init__(self, passages: Passages, numbering: Numbering, hidden: set[str]) -> None:
        self._passages = passages
        self._numbering = numbering
        self._hidden = hidden

    def blocks(self, element: Any, items: Any) -> None:
        """What stands inside an element, in order. items: the list it stands in; None outside of lists."""
        for child in element:
            tag = child.tag
            if tag in _LEFT_OUT:
                self._passages.warn(_LEFT_OUT[tag])
            elif tag in {_P, _H}:
                self._paragraph(child, items)
            elif tag == _LIST:
                self._list(child, items)
            elif tag == name("table:table-row"):
                self._row(child)
            elif child.get(name("text:display")) != "none" and tag not in _NO_TEXT:
                self.blocks(child, items)

    def _list(self, element: Any, above: Any) -> None:
        opened = self._numbering.opened(element, above)
        for item in element:
            if item.tag == name("text:list-item"):
                opened.count(item)
            self.blocks(item, opened)

    def _paragraph(self, paragraph: Any, items: Any) -> None:
        boxes: list[Any] = []
        text = self._text(paragraph, boxes)
        label = ""
        if text.strip():
            label = items.label() if items else self._numbering.heading(paragraph)
        kind = "heading" if paragraph.tag == _H else "list" if items else "paragraph"
        self._passages.add(f"{label} {text}".strip(), kind)
        for box in boxes:
            self.blocks(box, None)

    def _row(self, row: Any) -> None:
        cells = list(row.iterchildren(name("table:table-cell"), name("table:covered-table-cell")))
        if len(cells) == 1:
            self.blocks(cells[0], None)  # a frame around text
        else:
            self._passages.row([self._cell(cell) for cell in cells])

    def _cell(self, cell: Any) -> str:
        """All words of a cell, its lists' numbers included."""
        inside = Passages(self._passages.name)
        _Reader(inside, self._numbering, self._hidden).blocks(cell, None)
        for sentence in inside.warnings:
            self._passages.warn(sentence)
        text, notes = inside.taken()
        for note in notes:
            self._passages.note(note.text)
        return " ".join(paragraph.text for paragraph in text)

    def _text(self, element: Any, boxes: list[Any]) -> str:
        """The words of a paragraph; text boxes are kept for later, notes go to their place."""
        if element.get(name("text:style-name")) in self._hidden:
            return ""
        pieces = [element.text or ""]
        for child in element:
            tag = child.tag
            if tag == name("text:s"):
                pieces.append(" ")
            elif tag in _SPACES:
                pieces.append(_SPACES[tag])
            elif tag == name("text:note"):
                inside = child.find(name("text:note-body"))
                paragraphs = () if inside is None else inside.iter(_P, _H)
                self._passages.note(" ".join(self._text(paragraph, []) for paragraph in paragraphs))
            elif tag in _LEFT_OUT:
                self._passages.warn(_LEFT_OUT[tag])
            elif tag == name("draw:text-box"):
                boxes.append(child)
            elif isinstance(tag, str) and tag not in _NO_TEXT and tag not in {name("svg:title"), name("svg:desc")}:
                pieces.append(self._text(child, boxes))
            pieces.append(child.tail or "")
        return "".join(pieces)
