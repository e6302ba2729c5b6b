"""HTML -> passages. Nothing that the page points to is fetched, and no script is run."""

import re
from typing import Any

from lxml import etree

from kb.errors import DocumentRefused
from kb.ingest.documents.passages import Passages
from kb.ingest.official.list_numbers import formatted

_SKIPPED = frozenset({
    "head", "script", "style", "noscript", "template", "nav", "svg", "math", "form", "button", "select", "iframe",
    "object", "del", "s", "strike", "applet", "audio", "video", "canvas", "embed", "map", "noframes", "title",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "ruby", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr", "html", "body",
})  # fmt: skip
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {"lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter"}
_STYLES |= {"upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman"}
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡])[\])]?")
_NOTES = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])", re.IGNORECASE)
_POINTS = frozenset(["img", "iframe", "object", "embed", "video", "audio", "link", "frame", "applet"])


def read_html(text: str, passages: Passages) -> None:
    """The blocks of an HTML document; ordered lists keep their numbers, a row of a table is one passage."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=False)
    root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise DocumentRefused(
            "{name} is nested too deeply to be read: save it anew in a simpler form.", name=passages.name
        )
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
        self._counts: list[tuple[str, int]] = []  # of the lists that are open: form, last number
        self._rows: list[list[str] | None] = []  # of the rows that are open; only the outermost is kept

    def start(self, element: Any) -> None:
        tag = element.tag
        self.has_script |= tag == "script"
        self.points_outside |= tag in _POINTS
        if self._skipping or _is_skipped(element):
            self._skipping += 1
            return
        if tag == "br":
            self.flush()
        elif tag not in _INLINE:
            self.flush()
            self._open(element)
        self._take(element.text)

    def end(self, element: Any) -> None:
        if self._skipping:
            self._skipping -= 1
        elif element.tag not in _INLINE and element.tag != "br":
            self.flush()
            self._close(element)
        if not self._skipping:
            self._take(element.tail)

    def flush(self) -> None:
        """The words since the last block's border are a passage, or part of a cell."""
        words = "".join(self._pieces).strip()
        self._pieces.clear()
        if not words:
            return
        words = f"{self._label} {words}".strip()
        self._label = ""
        if self._rows and (row := self._rows[0]) is not None:
            if not row:
                row.append("")
            row[-1] = f"{row[-1]} {words}".strip()
        elif self._notes:
            self._passages.note(words)
        else:
            self._passages.add(words, "heading" if self._headings else "list" if self._items else "paragraph")

    def _take(self, text: str | None) -> None:
        if not text:
            return
        if not self._raw:
            self._pieces.append(re.sub(r"\s", " ", text))
            return
        first, *others = text.split("\n")
        self._pieces.append(first)
        for line in others:
            self.flush()
            self._pieces.append(line)

    def _open(self, element: Any) -> None:
        tag = element.tag
        self._headings += _is_heading(tag)
        self._notes += _holds_notes(element)
        self._raw += tag == "pre"
        if tag in {"ol", "ul"}:
            self._counts.append((_form(element), _whole(element.get("start"), 1) - 1))
        elif tag == "li":
            self._items += 1
            self._label = self._next_label(element)
        elif tag == "tr":
            cells = sum(child.tag in {"td", "th"} for child in element)
            self._rows.append([] if cells > 1 else None)
        elif tag in {"td", "th"} and self._rows and self._rows[0] is not None and len(self._rows) == 1:
            self._rows[0].append("")

    def _close(self, element: Any) -> None:
        tag = element.tag
        self._headings -= _is_heading(tag)
        self._notes -= _holds_notes(element)
        self._raw -= tag == "pre"
        if tag in {"ol", "ul"} and self._counts:
            self._counts.pop()
        elif tag == "li":
            self._items -= 1
            self._label = ""
        elif tag == "tr" and self._rows:
            row = self._rows.pop()
            if row and not self._rows:
                self._passages.row(row)

    def _next_label(self, item: Any) -> str:
        """The number an ordered list shows before its item: "2.", "(b)"."""
        if not self._counts:
            return ""
        form, last = self._counts[-1]
        number = _whole(item.get("value"), last + 1)
        self._counts[-1] = form, number
        if not form or abs(number) > 100_000:
            return ""
        shown = formatted(number, form)
        return f"{shown}." if form in {"decimal", "upperRoman", "upperLetter"} else f"({shown})"


def _is_heading(tag: str) -> bool:
    return bool(re.fullmatch(r"h[1-6]", tag))


def _holds_notes(element: Any) -> bool:
    """By class or role; "doc-endnotes" is what word processors write."""
    if element.tag not in {"section", "div", "ol", "aside", "li", "p"}:
        return False
    return any(_NOTES.search(element.get(name) or "") for name in ("class", "role", "id"))


def _form(element: Any) -> str:
    """How an ordered list counts; "" for one with bullets."""
    style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style") or "")
    if element.tag == "ul" or (style and style[1] == "none"):
        return ""
    return _STYLES.get(style[1] if style else "", _TYPES.get(element.get("type") or "", "decimal"))


def _is_skipped(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    if element.tag in _SKIPPED or element.get("hidden") is not None or "display:none" in style:
        return True
    # A reference to a note is no word of the text; the raised o of "n°" is.
    return element.tag == "sup" and bool(_NOTE_MARK.fullmatch("".join(element.itertext()).strip()))


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else default
