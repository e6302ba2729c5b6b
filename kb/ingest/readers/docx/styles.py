"""The names of WordprocessingML's elements, and what the styles of a DOCX say."""

import re
from collections.abc import Iterable
from typing import Any

from kb.ingest.text.symbols import symbol_font

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OFF = frozenset({"0", "false", "off", "none"})


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


def value(element: Any, child: str, default: str = "") -> str:
    """The `w:val` of a child, which may stand deeper ("pPr/pStyle"); the default where there is none."""
    child_element = element.find("/".join(map(w, child.split("/"))))
    return default if child_element is None else str(child_element.get(w("val"), default))


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
