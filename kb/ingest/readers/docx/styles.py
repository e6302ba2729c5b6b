"""What the styles and lists of a DOCX say: the names of its elements, and the numbers that Word keeps in no text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.ingest.text.numerals import formatted, whole
from kb.ingest.text.symbols import symbol_font

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 9


def w(name: str) -> str:
    """The name of an element or attribute as lxml writes it."""
    return _W + name


def transitional(tree: Any) -> Any:
    """The tree with the usual names where it has those of ISO's strict form ("Strict Open XML Document")."""
    if _STRICT.strip("{}") not in tree.nsmap.values():
        return tree
    for element in tree.iter("*"):
        element.tag = element.tag.replace(_STRICT, _W)
        for name, value in element.attrib.items():
            if name.startswith(_STRICT):
                element.set(name.replace(_STRICT, _W), value)
    return tree


def value(element: Any, child: str) -> str:
    """The `w:val` of a child, which may stand deeper ("pPr/pStyle"); "" where there is none."""
    child_element = element.find("/".join(map(w, child.split("/"))))
    return "" if child_element is None else str(child_element.get(w("val"), ""))


def toggle(element: Any, path: str) -> bool | None:
    """Whether a property inside an element ("rPr/vanish") is switched on: without a value it is. None: not named."""
    found = element.find("/".join(map(w, path.split("/"))))
    return None if found is None else str(found.get(w("val"), "1")).lower() not in _OFF


class Styles:
    """The styles of a document (styles.xml), followed from a style to the style it is based on."""

    def __init__(self, root: Any) -> None:
        styles = [] if root is None else list(root.iter(w("style")))
        self._by_id = {style.get(w("styleId")): style for style in styles}
        self._default = next(
            (
                style.get(w("styleId"))
                for style in styles
                if style.get(w("type")) == "paragraph" and (style.get(w("default")) or "0").lower() not in _OFF
            ),
            None,
        )

    def chain(self, paragraph: Any) -> list[Any]:
        """The paragraph's style and those it is based on, nearest first."""
        return self._chain(value(paragraph, "pPr/pStyle") or self._default)

    def linked_list(self, style: str) -> str:
        """The list (`w:numId`) of a list style; "" where it has none."""
        style_element = self._by_id.get(style)
        return "" if style_element is None else value(style_element, "pPr/numPr/numId")

    def _chain(self, identifier: str | None) -> list[Any]:
        chain: list[Any] = []
        style = self._by_id.get(identifier)
        while style is not None and style not in chain:
            chain.append(style)
            style = self._by_id.get(value(style, "basedOn") or None)
        return chain

    def _of_run(self, run: Any) -> list[Any]:
        """The style of a run and those it is based on."""
        return self._chain(value(run, "rPr/rStyle") or None)

    def is_hidden(self, run: Any, chain: Iterable[Any]) -> bool:
        """Whether a run does not show. What it says itself counts; else its two styles, which undo each other.

        chain  of the paragraph it stands in. A toggle property, ECMA-376 part 1, 17.7.3.
        """
        own = toggle(run, "rPr/vanish")
        return self.hides(self._of_run(run)) != self.hides(chain) if own is None else own

    def hides(self, chain: Iterable[Any]) -> bool:
        """Whether a style hides what stands in it."""
        return next((is_hidden for style in chain if (is_hidden := toggle(style, "rPr/vanish")) is not None), False)

    def is_raised(self, run: Any) -> bool:
        """Whether a run stands above the line, by itself or by its style."""
        holders = (run, *self._of_run(run))
        return next(filter(None, (value(one, "rPr/vertAlign") for one in holders)), "") == "superscript"

    def symbol_fonts(self, run: Any, chain: Iterable[Any]) -> tuple[str | None, str | None]:
        """The symbol fonts of a run for ASCII and for other characters; None for fonts of letters."""
        for holder in (run, *self._of_run(run), *chain):
            fonts = holder.find(f"{w('rPr')}/{w('rFonts')}")
            if fonts is not None and (fonts.get(w("ascii")) or fonts.get(w("hAnsi"))):
                return symbol_font(fonts.get(w("ascii"))), symbol_font(fonts.get(w("hAnsi")))
        return None, None

    def is_heading(self, paragraph: Any, chain: Iterable[Any]) -> bool:
        """By style name, or by an outline level in the paragraph or its styles (9 means body text)."""
        for holder in (paragraph, *chain):
            if level := value(holder, "pPr/outlineLvl"):
                return level != "9"
        return any(re.match(r"(heading|title|subtitle)\b", _name(style)) for style in chain)

    def is_contents(self, chain: Iterable[Any]) -> bool:
        """Whether a paragraph stands in a table of contents."""
        return any(re.match(r"(toc|table of (contents|figures))\b", _name(style)) for style in chain)


def is_drop_cap(paragraph: Any, chain: Iterable[Any]) -> bool:
    """Whether the paragraph is a large first letter, which belongs to the next paragraph."""
    frames = (holder.find(f"{w('pPr')}/{w('framePr')}") for holder in (paragraph, *chain))
    frame = next((frame for frame in frames if frame is not None), None)
    return frame is not None and frame.get(w("dropCap")) in {"drop", "margin"}


def _name(style: Any) -> str:
    return value(style, "name").lower()


@dataclass
class _List:
    """A list as paragraphs name it (w:num). counts: of its abstract list, which other lists share."""

    levels: dict[int, Any]
    counts: dict[int, int]
    starts: dict[int, int]  # where this list begins anew
    started: set[int] = field(default_factory=set)


class Numbering:
    """Counts numbered paragraphs in document order, as Word does, and gives each its label."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:  # a document without any list
            return
        abstracts = {one.get(w("abstractNumId")): one for one in root.iter(w("abstractNum"))}
        nums = {num.get(w("numId")): num for num in root.iter(w("num"))}
        counts: dict[str, dict[int, int]] = {}
        for num_id, num in nums.items():
            name = value(num, "abstractNumId")
            # A list may only point to a list style, whose list has the levels.
            if (style := value(abstracts[name], "numStyleLink") if name in abstracts else "") and (
                linked := nums.get(styles.linked_list(style))
            ) is not None:
                name = value(linked, "abstractNumId")
            levels = _levels(abstracts[name]) if name in abstracts else {}
            starts = {}
            for override in num.iter(w("lvlOverride")):
                level = whole(override.get(w("ilvl")), 0)
                levels |= _levels(override)
                if override.find(w("startOverride")) is not None:
                    starts[level] = whole(value(override, "startOverride"), 1)
            self._lists[num_id] = _List(levels, counts.setdefault(name, {}), starts)

    def is_listed(self, paragraph: Any, styles: Sequence[Any]) -> bool:
        """Whether a paragraph is a point of a list, numbered or not."""
        return self._place(paragraph, styles)[0] not in {"", "0"}

    def label(self, paragraph: Any, styles: Sequence[Any]) -> str:
        """The label of the next numbered paragraph ("2.", "(a)"); "" where it has none or a bullet.

        styles  the paragraph's style and those it is based on, nearest first
        """
        num_id, level = self._place(paragraph, styles)
        list_ = self._lists.get(num_id)
        if list_ is None or level not in list_.levels:
            return ""
        _count(list_, level)
        definition = list_.levels[level]
        if _form(definition) == "bullet":
            return ""
        is_legal = toggle(definition, "isLgl")
        is_known = True

        def shown(match: re.Match[str]) -> str:
            nonlocal is_known
            at = int(match[1]) - 1
            other = list_.levels.get(at, definition)
            form = "decimal" if is_legal and _form(other) != "decimalZero" else _form(other)
            if form in {"none", "bullet"}:  # it shows nothing of its own
                return ""
            text = formatted(list_.counts.get(at, list_.starts.get(at, _start(other))), form)
            is_known = is_known and bool(text)
            return text

        label = re.sub(r"%([1-9])", shown, value(definition, "lvlText")).strip()
        return label if is_known else ""

    def _place(self, paragraph: Any, styles: Sequence[Any]) -> tuple[str, int]:
        """List and level of a paragraph: its own, else those of the nearest style with a list; list "0" is none."""
        num_id, level = "", None
        for holder in (paragraph, *styles):
            properties = holder.find(f"{w('pPr')}/{w('numPr')}")
            if properties is None:
                continue
            if level is None and (indent := value(properties, "ilvl")):
                level = whole(indent, 0)
            if not num_id and (num_id := value(properties, "numId")) and level is None and holder is not paragraph:
                level = self._level_of(num_id, holder.get(w("styleId")))
            if num_id:
                break
        return num_id, level or 0

    def _level_of(self, num_id: str, style: str | None) -> int | None:
        """The level that a list has for a style; None where it has none."""
        levels = self._lists[num_id].levels if num_id in self._lists else {}
        return next((level for level, one in levels.items() if style and value(one, "pStyle") == style), None)


def _count(list_: _List, level: int) -> None:
    counts = list_.counts
    if level in list_.starts and level not in list_.started:
        counts[level] = list_.starts[level]
    else:
        counts[level] = counts[level] + 1 if level in counts else list_.starts.get(level, _start(list_.levels[level]))
    list_.started.add(level)
    for deeper in range(level + 1, _DEEPEST):
        # Restarts after the level that it names (from 1), by default after any above it; 0: after none.
        restart = whole(value(list_.levels[deeper], "lvlRestart"), deeper) if deeper in list_.levels else deeper
        if level < restart:
            counts.pop(deeper, None)


def _levels(holder: Any) -> dict[int, Any]:
    return {whole(level.get(w("ilvl")), 0): level for level in holder.iter(w("lvl"))}


def _form(definition: Any) -> str:
    """The number form of a level; a newer one stands before the one for old readers."""
    form = next(definition.iter(w("numFmt")), None)
    if form is None:
        return "decimal"
    return str(form.get(w("format") if form.get(w("val")) == "custom" else w("val"), "decimal"))


def _start(definition: Any) -> int:
    return whole(value(definition, "start"), 0 if definition.find(w("start")) is None else 1)
