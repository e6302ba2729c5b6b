"""The numbers that Word shows before paragraphs and does not keep in their text."""

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from kb.ingest.official.list_numbers import formatted


class Numbering:
    """Counts numbered paragraphs in document order, as Word does, and gives each its label."""

    def __init__(self, document: WordDocument) -> None:
        self._lists: dict[str, dict[int, Any]] = {}  # abstract list -> level -> definition
        self._numbers: dict[str, tuple[str, dict[int, int]]] = {}  # list -> abstract list, restarts by level
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        # A document without any list has no numbering part.
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        root: Any = getattr(part, "element", None)
        if root is None:
            return
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"))): level for level in abstract.iter(qn("w:lvl"))}
            self._lists[abstract.get(qn("w:abstractNumId"))] = levels
        for num in root.iter(qn("w:num")):
            starts = {
                int(override.get(qn("w:ilvl"))): int(start.get(qn("w:val")))
                for override in num.iter(qn("w:lvlOverride"))
                if (start := override.find(qn("w:startOverride"))) is not None
            }
            self._numbers[num.get(qn("w:numId"))] = (num.find(qn("w:abstractNumId")).get(qn("w:val")), starts)

    def label(self, paragraph: Any, styles: list[Any]) -> str:
        """The label of the next numbered paragraph ("2.", "(a)"); "" where it has none or a bullet.

        styles  the paragraph's style and those it is based on, nearest first
        """
        num_id, level = _place(paragraph, styles)
        if num_id not in self._numbers:
            return ""
        abstract, starts = self._numbers[num_id]
        levels = self._lists.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if level in starts and (num_id, level) not in self._restarted:
            self._restarted.add((num_id, level))
            counts[level] = starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else _start(levels[level])
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if _value(levels[level], "w:numFmt", "decimal") in {"bullet", "none"}:
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            definition = levels.get(at, levels[level])
            return formatted(counts.get(at, _start(definition)), _value(definition, "w:numFmt", "decimal"))

        return re.sub(r"%([1-9])", shown, _value(levels[level], "w:lvlText", "%1.")).strip()


def _place(paragraph: Any, styles: list[Any]) -> tuple[str, int]:
    """List and level of a paragraph: its own, else those of the nearest style with a list; list "0" is none."""
    num_id, level = "", None
    for holder in (paragraph, *styles):
        properties = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is None:
            continue
        if level is None and (found := _value(properties, "w:ilvl", "")):
            level = int(found)
        num_id = num_id or _value(properties, "w:numId", "")
    return num_id, level or 0


def _start(definition: Any) -> int:
    return int(_value(definition, "w:start", "1"))


def _value(element: Any, child: str, default: str) -> str:
    found = element.find(qn(child))
    return default if found is None else str(found.get(qn("w:val")))
