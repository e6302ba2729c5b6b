"""How large names can be set so that they fit their place on the screen, reckoned without a browser.

Lengths are in rem, which on a projector is a fixed share of the screen: see assets/projector.css, which has the same
sizes as classes size-0, size-1 and so on.
"""

import math
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

SIZES = (6.0, 5.0, 4.2, 3.4, 2.8, 2.4, 2.0, 1.7, 1.4, 1.2, 1.0)
# Of the type's size: how wide a letter is in the mean, in bold and with room for words that do not break well;
# how high a line is, of a name and of a sentence.
LETTER, LINE, PROSE = 0.57, 1.15, 1.2


def largest(
    names: Sequence[str], width: float, height: float, *, between: float = 0.0, most: float = SIZES[0]
) -> float:
    """The largest type, up to `most`, in which the names fit below each other, `between` for each."""
    for rem in SIZES:
        needed = sum(lines(name, width, rem) * rem * LINE + between for name in names)
        if rem <= most and needed <= height:
            return rem
    return SIZES[-1]


def class_of(rem: float) -> str:
    """The class in the style of one of the SIZES."""
    return f"size-{SIZES.index(rem)}"


def fitting(sentences: Sequence[str], width: float, height: float, rem: float) -> int:
    """How many of the sentences, in type of this size, fit below each other."""
    heights = accumulate(lines(sentence, width, rem) * rem * PROSE for sentence in sentences)
    return sum(used <= height for used in heights)


def lines(name: str, width: float, rem: float) -> int:
    """How many lines a name takes up."""
    return max(1, math.ceil(_length(name) * LETTER * rem / width))


def _length(name: str) -> float:
    """How many mean letters wide."""
    return sum(
        1.7 if unicodedata.east_asian_width(letter) in "WF" else 1.25 if letter.isupper() else 1.0 for letter in name
    )
