"""HTML -> passages. Nothing that the page points to is fetched, and no script is run."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from kb.ingest.readers.plain import lines_of
from kb.ingest.text.numerals import formatted
from kb.ingest.text.passages import Passages, too_deep
from kb.ingest.text.symbols import RAISED, as_characters, symbol_font

_SKIPPED = frozenset({
    "head", "script", "style", "noscript", "template", "nav", "svg", "math", "button", "iframe", "object", "del", "s",
    "strike", "applet", "audio", "video", "canvas", "embed", "map", "noframes", "title", "rt", "rp", "datalist",
    "meter", "progress",
})  # fmt: skip
_SAID = {
    "nav": "The page's menus were left out.",
    "del": "Words that are struck out were left out.",
    "s": "Words that are struck out were left out.",
    "strike": "Words that are struck out were left out.",
}
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "img",
    "input", "kbd", "label", "mark", "nobr", "output", "picture", "q", "ruby", "samp", "select", "small", "source",
    "span", "strong", "sub", "sup", "textarea", "time", "tt", "u", "var", "wbr", "html", "body",
})  # fmt: skip
_MARKS = {"q": ("“", "”"), "textarea": (" ", " ")}  # that show around an element's words
_HIDDEN = re.compile(r"display:none|visibility:(?:hidden|collapse)|mso-hide:all|font-size:0(?:px|pt|em)?(?:;|!|$)")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡])[\])]?")
_POWER = re.compile(r"\b(?:[kcdhm]?m(?=[23]$)|10(?=\d{1,2}$))")
_NOTES = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])", re.IGNORECASE)
_BOXES = frozenset({"checkbox", "radio"})
_TEXTS = frozenset({"", "text", "number", "email", "tel", "url", "date", "month", "week", "time", "datetime-local"})
_POINTS = frozenset(["img", "iframe", "object", "embed", "video", "audio", "link", "frame", "applet"])


def read_html(text: str, passages: Passages) -> None:
    """The blocks of an HTML document; ordered lists keep their numbers, a row of a table is one passage."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=False)
    root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise too_deep(passages.name)
    if root is None:
        return
    page = _Around(passages)
    reader = _Reader(passages)
    reader.read(root, page)
    reader.flush(page)
    if next(root.iter("script"), None) is not None:
        passages.warn("The page holds scripts; they were not run.")
    if next(root.iter(*_POINTS), None) is not None:
        passages.warn("The page shows pictures or other files; they were not fetched.")


@dataclass(frozen=True)
class _Around:
    """What an element stands in.

    target  where its words go: the page, or the innermost cell that is open
    font    the symbol font; None for a font of letters
    items   the innermost list that is open
    row     the cells of the row so far; None outside of rows, and in one that only is a frame around text
    spans   how many rows a cell of the table still reaches down, by column
    """

    target: Passages
    font: str | None = None
    items: "_List | None" = None
    row: list[Passages] | None = None
    spans: dict[int, int] = field(default_factory=dict)
    is_heading: bool = False
    is_item: bool = False
    is_note: bool = False
    is_raw: bool = False


class _Reader:
    """Puts the words of the elements together. The parser lets no page be deeper than Python can go."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._pieces: list[str] = []
        self._label = ""

    def read(self, element: Any, around: _Around) -> None:
        """The words of an element and of what stands in it; a block's are passages of their own."""
        shown = self._shown(element)
        if shown is not None:
            self._pieces.append(shown)
            return
        is_block = element.tag not in _INLINE
        if is_block:
            self.flush(around)
        inside = self._inside(element, around)
        start = len(self._pieces)
        before, after = _MARKS.get(element.tag, ("", ""))
        self._pieces.append(before)
        self._take(element.text, inside)
        for child in element:
            self.read(child, inside)
            self._take(child.tail, inside)
        self._pieces.append(after)
        if is_block:
            self.flush(inside)
            self._close(element, inside)
        elif "mso-list:ignore" in _style(element) and "".join(self._pieces[start:]).strip() in {"o", "·", "§"}:
            self._pieces[start:] = ["• "]  # a bullet that Word wrote as a word

    def flush(self, around: _Around) -> None:
        """The words since the last block's border are passages: lines that were only broken for want of room joined."""
        words = "".join(self._pieces)
        self._pieces.clear()
        if not words.strip():
            return
        kind = "heading" if around.is_heading else "list" if around.is_item else "paragraph"
        for line in lines_of(words, by_hand=not around.is_raw) if "\n" in words else [words]:
            if around.is_note:
                self._passages.note(f"{self._label} {line}".strip())
            else:
                around.target.add(line, kind, label=self._label)
            self._label = ""

    def _shown(self, element: Any) -> str | None:
        """What shows in place of an element's own words; None where those show."""
        tag = element.tag
        if tag in _SKIPPED or element.get("hidden") is not None or _HIDDEN.search(_style(element)):
            if tag in _SAID:
                self._passages.warn(_SAID[tag])
            if tag == "math":
                self._passages.leave_out("formulas")
                return "[…]"
            if tag == "svg" and next(element.iter("text"), None) is not None:
                self._passages.leave_out("charts")
            return ""
        if tag == "br":
            return "\n"
        if tag == "input":
            return f" {_input_value(element)} "
        if tag == "select":
            words, is_prompt = _selected(element)
            self._passages.leave_out("prompts", int(is_prompt))
            return f" {words} "
        if tag == "dialog":
            return None if element.get("open") is not None else ""
        if tag != "sup":
            return None
        # A reference to a note is no word of the text; the raised o of "n°" is, and that of a power.
        mark = "".join(element.itertext()).strip()
        if element.find(".//a") is None and _POWER.search("".join(piece[-9:] for piece in self._pieces[-3:]) + mark):
            return mark.translate(RAISED)
        return "" if _NOTE_MARK.fullmatch(mark) else None

    def _take(self, text: str | None, around: _Around) -> None:
        if text:
            text = text if around.is_raw else re.sub(r"\s", " ", text)
            self._pieces.append(as_characters(text, around.font))

    def _inside(self, element: Any, around: _Around) -> _Around:
        """What the words and elements in an element stand in."""
        tag = element.tag
        changes: dict[str, Any] = {}
        if font := _symbol_font(element):
            changes["font"] = font
        if re.fullmatch(r"h[1-6]", tag):
            changes["is_heading"] = True
        elif tag in {"pre", "textarea"}:
            changes["is_raw"] = True
        elif tag in {"ol", "ul", "menu", "dir"}:
            changes["items"] = _List(element)
        elif tag == "li":
            changes["is_item"] = True
            self._label = around.items.next_label(element) if around.items else ""
        elif tag == "table":
            changes["spans"] = {}
        elif tag == "tr":
            cells = sum(child.tag in {"td", "th"} for child in element)
            changes["row"] = [] if cells > 1 or any(around.spans.values()) else None
        elif tag in {"td", "th"} and (row := around.row) is not None:
            _reach_down(row, around)
            if (rows := _whole(element.get("rowspan"), 1)) > 1:
                around.spans[len(row)] = rows - 1
            changes["target"] = around.target.inner()
            row.append(changes["target"])
        if _holds_notes(element):
            changes["is_note"] = True
        return replace(around, **changes) if changes else around

    def _close(self, element: Any, inside: _Around) -> None:
        if element.tag == "li":
            self._label = ""
        elif element.tag == "tr" and (row := inside.row) is not None:
            _reach_down(row, inside)
            while any(left > 0 and column > len(row) for column, left in inside.spans.items()):
                row.append(inside.target.inner())  # a cell that the source leaves out before one that reaches down
                _reach_down(row, inside)
            inside.target.cells(row)


def _reach_down(row: list[Passages], around: _Around) -> None:
    """An empty cell in the row wherever one of a row above reaches down, so that the others keep their columns."""
    while around.spans.get(len(row), 0) > 0:
        around.spans[len(row)] -= 1
        row.append(around.target.inner())


class _List:
    """A list that is open: how it counts, and its last number."""

    def __init__(self, element: Any) -> None:
        self._form = "" if element.tag != "ol" else _form(element, element.get("type") or "decimal")
        self._step = -1 if element.get("reversed") is not None else 1
        first = 1 if self._step == 1 else sum(child.tag == "li" for child in element)
        self._last = _whole(element.get("start"), first) - self._step

    def next_label(self, item: Any) -> str:
        """The number that an ordered list shows before its item: "2.", "b."."""
        self._last = _whole(item.get("value"), self._last + self._step)
        form = _form(item, item.get("type") or self._form) if self._form else ""
        label = formatted(self._last, form) if form else ""
        return f"{label}{'、' if 'chinese' in form or 'cjk' in form else '.'}" if label else ""


def _holds_notes(element: Any) -> bool:
    """By class or role; "doc-endnotes" is what word processors write."""
    if element.tag not in {"section", "div", "ol", "aside", "li", "p"}:
        return False
    return any(_NOTES.search(element.get(name) or "") for name in ("class", "role", "id"))


def _style(element: Any) -> str:
    return (element.get("style") or "").replace(" ", "").lower()


def _symbol_font(element: Any) -> str | None:
    face = re.search(r"font-family:([^;,]+)", _style(element))
    return symbol_font(face[1] if face else element.get("face"))


def _form(element: Any, otherwise: str) -> str:
    """How an ordered list counts; "" for one that shows no numbers."""
    style = re.search(r"list-style(?:-type)?:([\w-]+)", _style(element))
    form = style[1] if style else otherwise
    return "" if form in {"none", "disc", "circle", "square"} else form


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else default


def _input_value(element: Any) -> str:
    """What an input shows: a box, or what is written in it; nothing of buttons and of what is hidden."""
    kind = (element.get("type") or "").strip().lower()
    if kind in _BOXES:
        return "☐" if element.get("checked") is None else "☒"
    return str(element.get("value") or "") if kind in _TEXTS else ""


def _selected(element: Any) -> tuple[str, bool]:
    """What a list to choose from shows, and whether that only asks to choose."""
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    is_closed = element.get("multiple") is None and (element.get("size") or "1") == "1"
    chosen = chosen[-1:] or options[:1] if is_closed else chosen
    if len(chosen) == 1 and chosen[0].get("value") == "":
        return "", True
    return ", ".join(" ".join("".join(option.itertext()).split()) for option in chosen), False
