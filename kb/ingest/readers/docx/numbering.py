"""The numbers that Word shows before paragraphs and does not keep in their text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.ingest.readers.docx.styles import Styles, toggle, value, w
from kb.ingest.text.numerals import formatted, whole

_DEEPEST = 9


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
