"""HTML -> passages. Nothing that the page points to is fetched, and no script is run."""

import re
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
    walker = _Walker(passages)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walker.start(element)
        else:
            walker.end(element)
    walker.flush()
    if walker.has_script:
        passages.warn("The page holds scripts; they were not run.")
    if walker.points_outside:
        passages.warn("The page shows pictures or other files; they were not fetched.")


class _Walker:
    """Puts the words of the elements together; one state for the whole page, so that depth costs nothing."""

    def __init__(self, passages: Passages) -> None:
        self.has_script = self.points_outside = False
        self._passages = passages
        self._pieces: list[str] = []
        self._skipping = self._headings = self._items = self._notes = self._raw = 0
        self._label = ""
        self._lists: list[_List] = []  # that are open
        self._rows: list[list[Passages] | None] = []  # that are open, by their cells; None: a frame around text
        # Of open tables, and of what stands in none: how many rows a cell still reaches down, by column.
        self._spans: list[dict[int, int]] = [{}]
        self._fonts: list[str | None] = [None]  # symbol fonts of the elements that are open
        self._marks: list[int] = []  # where the bullets begin that Word wrote as words

    def start(self, element: Any) -> None:
        tag = element.tag
        self.has_script |= tag == "script"
        self.points_outside |= tag in _POINTS
        if self._skipping or self._is_skipped(element):
            self._skipping += 1
            return
        style = _style(element)
        self._fonts.append(_symbol_font(element, style) or self._fonts[-1])
        if "mso-list:ignore" in style:
            self._marks.append(len(self._pieces))
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "q":
            self._pieces.append("“")
        elif tag == "input":
            self._pieces.append(f" {_input_value(element)} ")
        elif tag == "textarea":
            self._pieces.append(" ")
            self._raw += 1
        elif tag not in _INLINE:
            self.flush()
            self._open(element)
        self._take(element.text)

    def end(self, element: Any) -> None:
        if self._skipping:
            self._skipping -= 1
        else:
            self._fonts.pop()
            if element.tag == "q":
                self._pieces.append("”")
            elif element.tag == "textarea":
                self._raw -= 1
                self._pieces.append(" ")
            elif element.tag not in _INLINE and element.tag != "br":
                self.flush()
                self._close(element)
            if self._marks and "mso-list:ignore" in _style(element):
                at = self._marks.pop()
                if "".join(self._pieces[at:]).strip() in {"o", "·", "§"}:
                    self._pieces[at:] = ["• "]
        if not self._skipping:
            self._take(element.tail)

    def flush(self) -> None:
        """The words since the last block's border are passages: lines that were only broken for want of room joined."""
        words = "".join(self._pieces)
        self._pieces.clear()
        if not words.strip():
            return
        lines = lines_of(words, by_hand=not self._raw) if "\n" in words else [words]
        for line in lines:
            if self._notes:
                self._passages.note(f"{self._label} {line}".strip())
            else:
                kind = "heading" if self._headings else "list" if self._items else "paragraph"
                self._target.add(line, kind, label=self._label)
            self._label = ""

    @property
    def _target(self) -> Passages:
        """Where words go: the innermost cell that is open."""
        return next((row[-1] for row in reversed(self._rows) if row), self._passages)

    def _is_skipped(self, element: Any) -> bool:
        tag = element.tag
        if tag in _SKIPPED or element.get("hidden") is not None or _HIDDEN.search(_style(element)):
            if tag in _SAID:
                self._passages.warn(_SAID[tag])
            if tag == "math":
                self._passages.leave_out("formulas")
                self._pieces.append("[…]")
            elif tag == "svg" and next(element.iter("text"), None) is not None:
                self._passages.leave_out("charts")
            return True
        if tag == "select":
            words, is_prompt = _selected(element)
            self._passages.leave_out("prompts", int(is_prompt))
            self._pieces.append(f" {words} ")
            return True
        if tag == "dialog":
            return element.get("open") is None
        if tag != "sup":
            return False
        # A reference to a note is no word of the text; the raised o of "n°" is, and that of a power.
        mark = "".join(element.itertext()).strip()
        if element.find(".//a") is None and _POWER.search("".join(piece[-9:] for piece in self._pieces[-3:]) + mark):
            self._pieces.append(mark.translate(RAISED))
            return True
        return bool(_NOTE_MARK.fullmatch(mark))

    def _take(self, text: str | None) -> None:
        if text:
            text = text if self._raw else re.sub(r"\s", " ", text)
            self._pieces.append(as_characters(text, self._fonts[-1]))

    def _open(self, element: Any) -> None:
        tag = element.tag
        self._headings += _is_heading(tag)
        self._notes += _holds_notes(element)
        self._raw += tag == "pre"
        if tag in {"ol", "ul", "menu", "dir"}:
            self._lists.append(_List(element))
        elif tag == "li":
            self._items += 1
            self._label = self._lists[-1].next_label(element) if self._lists else ""
        elif tag == "tr":
            cells = sum(child.tag in {"td", "th"} for child in element)
            self._rows.append([] if cells > 1 or any(self._spans[-1].values()) else None)
        elif tag in {"td", "th"} and self._rows and (row := self._rows[-1]) is not None:
            self._reach_down(row)
            if (rows := _whole(element.get("rowspan"), 1)) > 1 and len(self._spans) > 1:
                self._spans[-1][len(row)] = rows - 1
            row.append(self._passages.inner())
        elif tag == "table":
            self._spans.append({})

    def _reach_down(self, row: list[Passages]) -> None:
        """An empty cell in the row wherever one of a row above reaches down, so that the others keep their columns."""
        spans = self._spans[-1]
        while spans.get(len(row), 0) > 0:
            spans[len(row)] -= 1
            row.append(self._passages.inner())

    def _close(self, element: Any) -> None:
        tag = element.tag
        self._headings -= _is_heading(tag)
        self._notes -= _holds_notes(element)
        self._raw -= tag == "pre"
        if tag in {"ol", "ul", "menu", "dir"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._items -= 1
            self._label = ""
        elif tag == "table":
            self._spans.pop()
        elif tag == "tr" and self._rows:
            row = self._rows.pop()
            if row is not None:
                self._reach_down(row)
                while any(left > 0 and column > len(row) for column, left in self._spans[-1].items()):
                    row.append(self._passages.inner())  # a cell that the source leaves out before one that reaches down
                    self._reach_down(row)
            if row:
                self._target.cells(row)


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


def _is_heading(tag: str) -> bool:
    return bool(re.fullmatch(r"h[1-6]", tag))


def _holds_notes(element: Any) -> bool:
    """By class or role; "doc-endnotes" is what word processors write."""
    if element.tag not in {"section", "div", "ol", "aside", "li", "p"}:
        return False
    return any(_NOTES.search(element.get(name) or "") for name in ("class", "role", "id"))


def _style(element: Any) -> str:
    return (element.get("style") or "").replace(" ", "").lower()


def _symbol_font(element: Any, style: str) -> str | None:
    face = re.search(r"font-family:([^;,]+)", style)
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
