"""How wide the columns of a printed table are, and how large its type: no word of a cell is cut in two."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from docx.shared import Length, Mm, Pt

# The font of every file, which every office program has, or one of the same widths.
FONT = "Arial"
# The sizes of type from which a table takes the largest in which all its words fit.
SIZES = (Pt(9.5), Pt(8.5), Pt(8), Pt(7.5))
# How much of the width the longest words may take, so that something is left for columns that say much.
FILLED = 0.75
# The room that the edges of a cell take on both sides.
EDGES = Mm(4.2)
# A longer piece of writing without a space, such as an address, may be broken.
LONGEST = 24
# How wide a letter is, as a part of the size; of bold type, how much wider.
_SLIM, _BROAD = frozenset("iljtfrI.,:;'’|()[]/!- "), frozenset("mwMW@%—")
SLIM, PLAIN, CAPITAL, BROAD, FULL = 0.34, 0.56, 0.73, 0.95, 1.0
BOLD = 1.1


class Layout(NamedTuple):
    """The size of the type, and the width of each column."""

    size: Length
    widths: list[Length]


def layout(heads: Sequence[str], body: Sequence[Sequence[str]], whole: Length) -> Layout:
    """How a table fills a width: each column has room for its longest word; the rest goes to those that say most."""
    columns = [[row[at] for row in body] for at in range(len(heads))]
    for size in SIZES:
        least = [_least(head, column, size) for head, column in zip(heads, columns, strict=True)]
        if sum(least) <= whole * FILLED:
            break
    wanted = [
        max(sum(_width(one) for one in column) * size / max(len(column), 1) + EDGES - needed, 0)
        for needed, column in zip(least, columns, strict=True)
    ]
    # Where the words do not fit even in the smallest type, all columns give way alike.
    shares, base = (wanted, least) if sum(least) <= whole and any(wanted) else (least, [0.0] * len(least))
    spare = whole - sum(base)
    return Layout(size, [Length(round(own + spare * one / sum(shares))) for own, one in zip(base, shares, strict=True)])


def _least(head: str, column: Sequence[str], size: Length) -> float:
    """The room that a column needs for its longest word, its head in bold among them."""
    words = max((_width(word) for one in column for word in _words(one)), default=0)
    of_head = max((_width(word) * BOLD for word in _words(head)), default=0)
    return max(words, of_head) * size + EDGES


def _words(text: str) -> list[str]:
    """What is not to be broken; a long piece gives way after its hyphens, stops and strokes, or else anywhere."""
    words: list[str] = []
    for word in text.split():
        words += [word] if len(word) <= LONGEST else re.split(r"(?<=[-./?&=_])", word)
    return [piece[:LONGEST] for piece in words]


def _width(text: str) -> float:
    """The width of a text, as a multiple of the size of its type."""
    return sum(_letter(sign) for sign in text)


def _letter(sign: str) -> float:
    if sign in _SLIM:
        return SLIM
    if sign in _BROAD:
        return BROAD
    if unicodedata.east_asian_width(sign) in "WF":
        return FULL
    return CAPITAL if sign.isupper() else PLAIN
