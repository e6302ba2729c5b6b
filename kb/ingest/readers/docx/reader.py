"""DOCX -> passages. Only the text parts of the file are looked at."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kb.ingest.readers.archive import Archive
from kb.ingest.readers.docx.styles import Numbering, Styles, is_drop_cap, toggle, transitional, value, w
from kb.ingest.text.passages import Passages, tracked_changes
from kb.ingest.text.symbols import FORMS, RAISED, as_characters, of_field

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
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NO_WORDS = frozenset(map(w, ("p", "pPr", "rPr", "sdtPr", "rt", "delText", "tbl")))
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-", w("br"): "\n", w("cr"): "\n"}
# Drawn things by the last part of their names: a picture, lettering, a chart, a diagram.
_DRAWN = {"pic": "pictures", "imagedata": "pictures", "textpath": "pictures", "chart": "charts", "relIds": "charts"}
_PAGE_BREAKS = frozenset({"page", "column"})


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
        for child in _chosen(element):
            if child.tag == w("p"):
                self._paragraph(child, passages)
            elif child.tag == w("tr"):
                self._row(child, passages)
            elif _is_prompt(child):
                passages.leave_out("prompts")
            else:
                self._blocks(child, passages)

    def _paragraph(self, paragraph: Any, passages: Passages) -> None:
        chain = self._styles.chain(paragraph)
        inline = _Inline(self._styles, chain, passages)
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
        for child in _chosen(row):
            if child.tag in {w("tc"), w("sdt"), w("customXml")}:
                cells.append(passages.inner())
                if _is_prompt(child):
                    passages.leave_out("prompts")
                else:
                    self.story(child, cells[-1])
        passages.cells(cells)


def _chosen(element: Any) -> Iterator[Any]:
    """The elements inside one; of what is written twice, for new and for old readers, only one."""
    for child in element.iterchildren("*"):
        if child.tag != f"{_COMPATIBILITY}AlternateContent":
            yield child
            continue
        forms = list(child.iterchildren(f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"))
        with_words = [form for form in forms if next(form.iter(w("t")), None) is not None]
        yield from _chosen((with_words or forms)[0]) if forms else ()


def _is_prompt(element: Any) -> bool:
    """Whether an element is a content control that nobody has filled: it shows what to enter."""
    return element.tag == w("sdt") and bool(toggle(element, "sdtPr/showingPlcHdr"))


@dataclass
class _Field:
    """A field that is being read: its instruction, then what it shows. is_given: shown already, by its own data."""

    instruction: str = ""
    shows: bool = False
    is_given: bool = False
    is_empty: bool = True


class _Inline:
    """Reads a paragraph. boxes: the text boxes in it, whose paragraphs stand apart.

    chain  the paragraph's style and those it is based on
    """

    def __init__(self, styles: Styles, chain: Sequence[Any], passages: Passages) -> None:
        self.boxes: list[Any] = []
        self._styles = styles
        self._chain = chain
        self._passages = passages
        self._pieces: list[str] = []
        self._fields: list[_Field] = []
        self._is_raised = False

    def text(self, paragraph: Any) -> str:
        """The visible characters in order, line breaks as such."""
        self._walk(paragraph, (None, None))
        return "".join(self._pieces)

    def _walk(self, element: Any, fonts: tuple[str | None, str | None]) -> None:
        for child in _chosen(element):
            tag = child.tag
            if tag == w("r"):
                self._run(child)
            elif tag == w("t"):
                self._letters(child.text or "", fonts)
            elif tag in _SIGNS:
                is_page = child.get(w("type")) in _PAGE_BREAKS
                self._put("\n\n" if is_page else _SIGNS[tag])
            elif tag == w("sym"):
                code = child.get(w("char")) or ""
                sign = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""
                self._put(as_characters(sign, child.get(w("font"))))
            elif tag == w("fldChar"):
                self._field(child)
            elif tag == w("instrText"):
                if self._fields:
                    self._fields[-1].instruction += child.text or ""
            elif tag == w("txbxContent"):
                self.boxes.append(child)
            elif tag in {f"{_MATH}oMath", f"{_MATH}oMathPara"}:
                self._formula(child)
            elif _is_prompt(child):
                self._passages.leave_out("prompts")
            elif tag not in _NO_WORDS:
                sort = _DRAWN.get(tag.rpartition("}")[2], "")
                if sort and not tag.startswith(w("")):
                    self._passages.leave_out(sort)
                self._walk(child, fonts)

    def _run(self, run: Any) -> None:
        if not self._styles.is_hidden(run, self._chain):
            self._is_raised = self._styles.is_raised(run)
            self._walk(run, self._styles.symbol_fonts(run, self._chain))
            self._is_raised = False
            return
        for sign in run.iter(w("fldChar")):  # a field may begin where nothing shows
            self._field(sign, is_hidden=True)

    def _letters(self, text: str, fonts: tuple[str | None, str | None]) -> None:
        if fonts != (None, None):
            text = "".join(as_characters(sign, fonts[sign > "\x7f"]) for sign in text)
        self._put(text.translate(RAISED) if self._is_raised else text)

    def _put(self, text: str) -> None:
        if all(field.shows and not field.is_given for field in self._fields):
            self._pieces.append(text)
            if self._fields and text:
                self._fields[-1].is_empty = False

    def _field(self, sign: Any, *, is_hidden: bool = False) -> None:
        kind = sign.get(w("fldCharType"))
        if kind == "begin":
            answer = None if is_hidden else _form_value(sign.find(w("ffData")))
            if answer is not None:
                self._put(answer)
            self._fields.append(_Field(is_given=answer is not None))
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if field.is_empty and not is_hidden:
                is_lost = not field.is_given and field.instruction.lstrip().startswith(FORMS)
                self._put("[…]" if is_lost else of_field(field.instruction))
                self._passages.leave_out("answers", int(is_lost))

    def _formula(self, formula: Any) -> None:
        """A formula in one line as its signs; of fractions, powers and the like the signs alone would say another."""
        if any(formula.find(f".//{_MATH}{part}") is not None for part in ("e", "num", "sub", "sup")):
            self._passages.leave_out("formulas")
            self._put("[…]")
        else:
            self._put("".join(text.text or "" for text in formula.iter(f"{_MATH}t", w("t"))))


def _form_value(data: Any) -> str | None:
    """What a form field of older Word shows: a box, or the entry that was chosen; None for a field of text."""
    if data is None:
        return None
    box, entries = data.find(w("checkBox")), data.find(w("ddList"))
    if box is not None:
        state = toggle(box, "checked")
        return "☒" if (toggle(box, "default") if state is None else state) else "☐"
    if entries is not None:
        words = [entry.get(w("val"), "") for entry in entries.findall(w("listEntry"))]
        place = value(entries, "result") or value(entries, "default") or "0"
        return words[int(place)] if place.isdecimal() and int(place) < len(words) else ""
    return None
