"""HTML -> lines, one for each block."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from kb.ingest.official.lines import Line, clean
from kb.ingest.official.list_numbers import formatted
from kb.ingest.official.running import mark_running

_SKIPPED = frozenset({"head", "script", "style", "noscript", "template", "nav", "footer", "svg", "math"})
_SKIPPED |= {"form", "button", "select", "iframe", "object", "del", "s", "strike"}
_INLINE = frozenset({"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em"})
_INLINE |= {"font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "samp", "small", "span", "strong", "sub"}
_INLINE |= {"sup", "time", "tt", "u", "var", "wbr"}
_HEADING = re.compile(r"h[1-6]")
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡])[\])]?")
_BREAK = "\n"


def html_lines(text: str) -> list[Line]:
    """Blocks of an HTML document, ordered lists' numbers in `label`; menus and page footers are left out."""
    soup = BeautifulSoup(text, "lxml")
    blocks = (block for block in _blocks(soup.body or soup, Line(text="", number=0, unit="paragraph")) if block.text)
    return mark_running([replace(block, number=number) for number, block in enumerate(blocks, start=1)])


def _blocks(element: Tag, kind: Line) -> Iterator[Line]:
    """The blocks inside an element, in order. `kind` carries what the elements around it say."""
    pieces: list[str] = []
    pending = kind

    def finished() -> Iterator[Line]:
        nonlocal pending
        for part in "".join(pieces).split(_BREAK):
            if words := clean(part):
                yield replace(pending, text=words)
                pending = replace(pending, label="")
        pieces.clear()

    for child in element.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):
                pieces.append(re.sub(r"\s", " ", child))
        elif isinstance(child, Tag) and not _is_skipped(child):
            if child.name == "br":
                pieces.append(_BREAK)
            elif child.name in _INLINE and not _holds_block(child):
                pieces.append(_inline_text(child))
            else:
                yield from finished()
                inner = _kind(child, replace(pending if child.name != "li" else kind))
                for index, block in enumerate(_blocks(child, inner)):
                    yield block
                    if index == 0 and inner.label and inner.label == pending.label:
                        pending = replace(pending, label="")
    yield from finished()


def _kind(element: Tag, around: Line) -> Line:
    if _HEADING.fullmatch(element.name):
        return replace(around, is_heading=True)
    if element.name == "li":
        around = replace(around, label=_list_label(element))
    if element.name == "tr":
        around = replace(around, is_cell=len(element.find_all(["td", "th"], recursive=False)) > 1)
    if element.name == "header":
        return replace(around, is_furniture=True)
    links = [link.get_text() for link in element.find_all("a", href=re.compile("^#"))]
    if links and clean("".join(links)) == clean(element.get_text()):
        # Nothing but links into the same page: it lists what stands elsewhere.
        return replace(around, is_contents=True)
    return around


def _is_skipped(element: Tag) -> bool:
    style = str(element.get("style", "")).replace(" ", "").lower()
    if element.name in _SKIPPED or element.has_attr("hidden") or "display:none" in style:
        return True
    # A reference to a note is no word of the text; the raised o of "n°" is.
    return element.name == "sup" and bool(_NOTE_MARK.fullmatch(element.get_text(strip=True)))


def _holds_block(element: Tag) -> bool:
    return any(isinstance(child, Tag) and child.name not in _INLINE | {"br"} for child in element.descendants)


def _inline_text(element: Tag) -> str:
    def text(node: PageElement) -> str:
        if isinstance(node, NavigableString):
            return "" if isinstance(node, PreformattedString) else re.sub(r"\s", " ", node)
        if not isinstance(node, Tag) or _is_skipped(node):
            return ""
        return _BREAK if node.name == "br" else "".join(map(text, node.children))

    return text(element)


def _list_label(item: Tag) -> str:
    """The number an ordered list shows before its item: "2.", "(b)"."""
    parent = item.parent
    if parent is None or parent.name != "ol":
        return ""
    number = _whole(parent.get("start"), 1) - 1
    for sibling in parent.find_all("li", recursive=False):
        number = _whole(sibling.get("value"), number + 1)
        if sibling is item:
            break
    style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", str(parent.get("style", "")))
    form = _STYLES.get(style[1] if style else "", _TYPES.get(str(parent.get("type", "")), "decimal"))
    shown = formatted(number, form)
    return f"{shown}." if form in {"decimal", "upperRoman", "upperLetter"} else f"({shown})"


def _whole(value: object, default: int) -> int:
    text = str(value) if value is not None else ""
    return int(text) if re.fullmatch(r"-?\d+", text) else default
