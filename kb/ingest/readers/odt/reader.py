"""ODT -> passages."""

from typing import Any

from kb.ingest.readers.archive import Archive, protected
from kb.ingest.readers.odt.styles import Items, Numbering, Styles, name
from kb.ingest.text.passages import Passages, tracked_changes
from kb.ingest.text.symbols import RAISED, as_characters

_BOXES = frozenset({name("form:checkbox"), name("form:radio")})
_LISTS = frozenset({name("form:listbox"), name("form:combobox")})
_FIELD = "vnd.oasis.opendocument.field."
_P, _H, _LIST = name("text:p"), name("text:h"), name("text:list")
_INDEXES = {
    name(f"text:{kind}"): "The index was left out."
    for kind in ("alphabetical-index", "illustration-index", "table-index", "object-index", "user-index")
}
_LEFT_OUT = _INDEXES | {
    name("text:table-of-content"): "The table of contents was left out.",
    name("draw:object"): "The file holds other files; they were not read.",
    name("draw:object-ole"): "The file holds other files; they were not read.",
    name("office:scripts"): "The file holds macros; they were not read.",
}
_COUNTED = {
    name("office:annotation"): "comments",
    name("draw:image"): "pictures",
    name("text:placeholder"): "prompts",
}
_NO_TEXT = frozenset(map(name, (
    "office:annotation-end", "text:note-citation", "text:sequence-decls", "office:forms", "svg:title", "svg:desc",
    "text:ruby-text", "text:hidden-text", "text:tracked-changes", "field:param", "text:label",
)))  # fmt: skip
_SPACES = {name("text:s"): " ", name("text:tab"): "\t", name("text:line-break"): "\n"}
_MARKS = frozenset({name("field:fieldmark"), name("field:fieldmark-start")})


def controls(body: Any) -> dict[str, str]:
    """By the id of each control in the document's forms what it shows: a box, a choice, or text; not on buttons."""
    by_id = {}
    for forms in body.iter(name("office:forms")):
        for control in forms.iter("*"):
            identifier = control.get(name("xml:id")) or control.get(name("form:id"))
            if identifier:
                by_id[identifier] = _shown(control)
    return by_id


def _shown(control: Any) -> str:
    text = control.get(name("form:current-value")) or control.get(name("form:value")) or ""
    label = control.get(name("form:label")) or ""
    if control.tag in _BOXES:
        state = control.get(name("form:current-state")) or control.get(name("form:state"))
        selected = control.get(name("form:current-selected")) or control.get(name("form:selected"))
        return f"{'☒' if state == 'checked' or selected == 'true' else '☐'} {label}".strip()
    if control.tag in _LISTS:
        options = [*control.iter(name("form:option")), *control.iter(name("form:item"))]
        chosen = [one for one in options if one.get(name("form:current-selected")) == "true"]
        chosen = chosen or [one for one in options if one.get(name("form:selected")) == "true"]
        return ", ".join(one.get(name("form:label")) or "" for one in chosen) or text
    if control.tag == name("form:fixed-text"):
        return str(label)
    if control.tag in {name("form:text"), name("form:textarea"), name("form:formatted-text"), name("form:number")}:
        return text or " ".join("".join(paragraph.itertext()) for paragraph in control.iter(name("text:p")))
    return ""


def field_mark(mark: Any) -> str:
    """What a field taken over from Word shows: a box, or the entry that was chosen; "" for one of text."""
    kind = (mark.get(name("field:type")) or "").removeprefix(_FIELD)
    values: dict[str, list[str]] = {}
    for one in mark.iter(name("field:param")):
        values.setdefault(one.get(name("field:name")) or "", []).append(one.get(name("field:value")) or "")
    if kind == "FORMCHECKBOX":
        return "☒" if values.get("Checkbox_Checked") == ["true"] else "☐"
    if kind == "FORMDROPDOWN":
        entries, place = values.get("Dropdown_ListEntry", []), (values.get("Dropdown_Selected") or ["0"])[0]
        return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""
    return ""


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
        raise tracked_changes(archive.name)
    if any(part.startswith(("Basic/", "Scripts/")) for part in archive.names):
        passages.warn("The file holds macros; they were not read.")
    styles = archive.tree("styles.xml")
    roots = [content] if styles is None else [content, styles]
    if any(next(root.iter(name("style:header"), name("style:footer")), None) is not None for root in roots):
        passages.warn("Page headers and footers were left out.")
    _Reader(Styles(roots), Numbering(roots), controls(body)).blocks(body, passages, None)


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, controls: dict[str, str]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._controls = controls

    def blocks(self, element: Any, passages: Passages, items: Items | None) -> None:
        """What stands inside an element, in order. items: the list it stands in; None outside of lists."""
        for child in element.iterchildren("*"):
            tag = child.tag
            if _leave_out(child, passages):
                continue
            if tag in {_P, _H}:
                self._paragraph(child, passages, items)
            elif tag == _LIST:
                self._list(child, passages, items)
            elif tag == name("table:table-row"):
                cells = []
                for cell in child.iterchildren(name("table:table-cell"), name("table:covered-table-cell")):
                    cells.append(passages.inner())
                    self.blocks(cell, cells[-1], None)
                passages.cells(cells)
            elif tag == name("draw:control"):
                passages.add(self._control(child))
            else:
                self.blocks(child, passages, items)

    def _list(self, element: Any, passages: Passages, above: Items | None) -> None:
        opened = self._numbering.opened(element, above, self._style_below(element))
        for item in element.iterchildren("*"):
            if item.tag == name("text:list-item"):
                opened.count(item)
            self.blocks(item, passages, opened)

    def _style_below(self, element: Any) -> str | None:
        """The list style of the first paragraph, for a list that has none of its own."""
        first = next(element.iter(_P, _H), None)
        return None if first is None else self._styles.list_style(first.get(name("text:style-name")))

    def _paragraph(self, paragraph: Any, passages: Passages, items: Items | None) -> None:
        boxes: list[Any] = []
        pieces: list[str] = []
        self._words(paragraph, pieces, boxes, passages, (False, None))
        text = "".join(pieces)
        label = ""
        if text.strip() or paragraph.tag == _H:
            label = items.label() if items else self._numbering.heading(paragraph)
        if text.strip():
            passages.add(text, "heading" if paragraph.tag == _H else "list" if items else "paragraph", label=label)
        for box in boxes:
            self.blocks(box, passages, None)

    def _words(
        self, element: Any, pieces: list[str], boxes: list[Any], passages: Passages, around: tuple[bool, str | None]
    ) -> None:
        """The words that show; text boxes are kept for later, notes go to their place.

        around  whether what it stands in is hidden, and its symbol font
        """
        style = element.get(name("text:style-name"))
        is_hidden = self._styles.is_hidden(style, around=around[0])
        font = self._styles.symbol_font(style, around[1])
        is_raised = self._styles.is_raised(style)

        def put(words: str | None) -> None:
            if words and not is_hidden:
                words = as_characters(words, font)
                pieces.append(words.translate(RAISED) if is_raised else words)

        put(element.text)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or _leave_out(child, passages):
                pass
            elif tag in _SPACES:
                put(_SPACES[tag])
            elif tag == name("text:note"):
                if not is_hidden:
                    self._note(child, passages)
            elif tag == name("draw:control"):
                put(self._control(child))
            elif tag in _MARKS:
                put(field_mark(child))
            elif tag == name("text:hidden-paragraph") and child.get(name("text:is-hidden")) == "true":
                pieces.clear()
                return
            elif _holds_paragraphs(child):
                boxes.append(child)
            else:
                self._words(child, pieces, boxes, passages, (is_hidden, font))
            put(child.tail)

    def _note(self, note: Any, passages: Passages) -> None:
        inside = passages.inner()
        for body in note.iterchildren(name("text:note-body")):
            self.blocks(body, inside, None)
        passages.note(inside.joined())

    def _control(self, element: Any) -> str:
        return self._controls.get(element.get(name("draw:control")) or "", "")


def _holds_paragraphs(element: Any) -> bool:
    """Whether an element inside a paragraph is a text box, or a shape with text of its own."""
    return str(element.tag).startswith(name("draw:")) and next(element.iter(_P, _H), None) is not None


def _leave_out(element: Any, passages: Passages) -> bool:
    """Whether an element holds no words that show; what shows in another way is noted."""
    tag = element.tag
    if tag in _LEFT_OUT:
        passages.warn(_LEFT_OUT[tag])
        return True
    is_prompt = element.get(name("loext:showing-place-holder")) == "true"
    if tag in _COUNTED or is_prompt:
        passages.leave_out("prompts" if is_prompt else _COUNTED[tag])
        return True
    is_hidden = element.get(name("text:is-hidden")) == "true" and tag != name("text:hidden-paragraph")
    return tag in _NO_TEXT or is_hidden or element.get(name("text:display")) == "none"
