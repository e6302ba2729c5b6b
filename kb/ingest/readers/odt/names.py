"""The names of OpenDocument's elements and attributes, and what its styles say."""

import re
from collections.abc import Sequence
from typing import Any

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
