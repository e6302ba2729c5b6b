"""What the styles and lists of an ODT say: the names of its elements, and the numbers that stand in no text."""

import re
from collections.abc import Sequence
from typing import Any

from kb.ingest.text.numerals import formatted, whole
from kb.ingest.text.symbols import symbol_font

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_SPACES = {
    "draw": _OASIS.format("drawing"),
    "form": _OASIS.format("form"),
    "manifest": _OASIS.format("manifest"),
    "office": _OASIS.format("office"),
    "style": _OASIS.format("style"),
    "table": _OASIS.format("table"),
    "text": _OASIS.format("text"),
    "svg": _OASIS.format("svg-compatible"),
    "fo": _OASIS.format("xsl-fo-compatible"),
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def name(short: str) -> str:
    """A short name such as "text:p" as lxml writes it."""
    prefix, _, local = short.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


class Styles:
    """The styles of text and paragraphs, each followed to the one it is based on."""

    def __init__(self, roots: Sequence[Any]) -> None:
        self._styles = {
            style.get(name("style:name"), ""): style for root in roots for style in root.iter(name("style:style"))
        }
        self._fonts = {
            face.get(name("style:name"), ""): face.get(name("svg:font-family"), "")
            for root in roots
            for face in root.iter(name("style:font-face"))
        }

    def is_hidden(self, style: str | None, *, around: bool) -> bool:
        """Whether words in a style do not show; `around`: whether what they stand in does not."""
        display = self._said(style, "text:display")
        return around if display is None else display == "none"

    def is_raised(self, style: str | None) -> bool:
        """Whether words in a style stand above the line."""
        position = self._said(style, "style:text-position") or ""
        return position.startswith("super") or bool(re.match(r"[1-9]", position))

    def symbol_font(self, style: str | None, around: str | None) -> str | None:
        """The symbol font of words in a style; None for a font of letters."""
        face = self._said(style, "style:font-name")
        family = self._fonts.get(face, face) if face is not None else self._said(style, "fo:font-family")
        return around if family is None else symbol_font(family.strip("'"))

    def list_style(self, style: str | None) -> str | None:
        """The list style that a paragraph style names."""
        for one in self._chain(style):
            if list_name := one.get(name("style:list-style-name")):
                return str(list_name)
        return None

    def _said(self, style: str | None, attribute: str) -> str | None:
        for one in self._chain(style):
            for properties in one.iterchildren(name("style:text-properties")):
                if (value := properties.get(name(attribute))) is not None:
                    return str(value)
        return None

    def _chain(self, style: str | None) -> list[Any]:
        chain: list[Any] = []
        while style is not None and (one := self._styles.get(style)) is not None and one not in chain:
            chain.append(one)
            style = one.get(name("style:parent-style-name"))
        return chain


class Numbering:
    """Counts the items of all lists, and numbered headings, in document order."""

    def __init__(self, roots: list[Any]) -> None:
        self._styles: dict[str, dict[int, Any]] = {}
        outline: dict[int, Any] = {}
        for root in roots:
            for style in root.iter(name("text:list-style")):
                self._styles[style.get(name("style:name"), "")] = _levels(style)
            for style in root.iter(name("text:outline-style")):
                outline = _levels(style)
        self._outline = _Count(outline)
        self._last: dict[str, _Count] = {}
        self._by_id: dict[str, _Count] = {}

    def opened(self, element: Any, above: "Items | None", otherwise: str | None = None) -> "Items":
        """A list that begins. above: the list whose item it stands in; it shares that list's numbers.

        otherwise  its style, if it names none itself
        """
        style = element.get(name("text:style-name")) or (otherwise if above is None else None)
        if above is not None:
            count = above.numbers
            if style is not None and style in self._styles:
                count.levels = count.levels | {
                    level: numbered for level, numbered in self._styles[style].items() if level > above.level
                }
            count.restart(above.level + 1)
            return Items(count, above.level + 1)
        key = style or ""
        continued = element.get(name("text:continue-list"))
        goes_on = element.get(name("text:continue-numbering")) == "true" or continued
        before = self._by_id.get(continued) or self._last.get(key)
        count = before if goes_on and before is not None else _Count(self._styles.get(key, {}))
        self._last[key] = count
        if identifier := element.get(name("xml:id")):
            self._by_id[identifier] = count
        return Items(count, 1)

    def heading(self, paragraph: Any) -> str:
        """The number of a heading outside of lists; "" where headings are not numbered."""
        level = whole(paragraph.get(name("text:outline-level")), 0)
        if not level or paragraph.get(name("text:is-list-header")) == "true":
            return ""
        self._outline.count(level, None)
        return self._outline.label(level)


class Items:
    """A list that is being read."""

    def __init__(self, numbers: "_Count", level: int) -> None:
        self.numbers = numbers
        self.level = level
        self._is_shown = True

    def count(self, item: Any) -> None:
        self.numbers.count(self.level, item.get(name("text:start-value")))
        self._is_shown = False

    def label(self) -> str:
        """The number of the item, once: its second paragraph has none."""
        if self._is_shown:
            return ""
        self._is_shown = True
        return self.numbers.label(self.level)


class _Count:
    def __init__(self, levels: dict[int, Any]) -> None:
        self.levels = levels
        self._numbers: dict[int, int] = {}

    def restart(self, level: int) -> None:
        self._numbers = {one: number for one, number in self._numbers.items() if one < level}

    def count(self, level: int, start: str | None) -> None:
        first = self._start(level)
        self._numbers[level] = whole(start, self._numbers[level] + 1 if level in self._numbers else first)
        self.restart(level + 1)

    def label(self, level: int) -> str:
        """The number with as many levels as the style shows ("2.1."); "" for bullets."""
        style = self.levels.get(level)
        if style is None or not style.get(name("style:num-format")):
            return ""
        display = min(whole(style.get(name("text:display-levels")), 1), level)
        levels = [one for one in range(level - display + 1, level + 1) if self._form(one)]
        numbers = [formatted(self._numbers.get(one, self._start(one)), self._form(one)) for one in levels]
        if not all(numbers):  # a form that is not known
            return ""
        return f"{style.get(name('style:num-prefix'), '')}{'.'.join(numbers)}{style.get(name('style:num-suffix'), '')}"

    def _start(self, level: int) -> int:
        style = self.levels.get(level)
        return 1 if style is None else whole(style.get(name("text:start-value")), 1)

    def _form(self, level: int) -> str:
        """How a level counts; "" where it shows no number."""
        style = self.levels.get(level)
        form = "1" if style is None else style.get(name("style:num-format"), "")
        is_spread = style is not None and form in {"a", "A"} and style.get(name("style:num-letter-sync")) != "true"
        return {"a": "lower-alpha", "A": "upper-alpha"}[form] if is_spread else form


def _levels(style: Any) -> dict[int, Any]:
    return {whole(level.get(name("text:level")), 0): level for level in style if isinstance(level.tag, str)}
