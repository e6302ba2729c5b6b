"""The direction of lines: letters by the way their lines run, and lines from left to right -> the order of reading."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kb.ingest.readers.pdf.sheets import Letter, Sheet
from kb.ingest.text.similarity import is_written_without_spaces as is_unspaced

_RIGHT = frozenset({"R", "AL"})
_RIGHT_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">", "«": "»", "“": "”", "‘": "’"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_SHAPED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
# A point, comma, colon or stroke between two figures binds them, whatever stands before; a hyphen or bracket does not.
_FIGURE = re.compile(r"\d{1,40}(?:[.,:/\u066b\u066c]\d{1,40}){0,20}[%\u066a‰°]?")
_YEARS = re.compile(r"\b((?:19|20)\d\d)(\s?[-\u2013]\s?)((?:19|20)\d\d)\b")
_LONGEST_RUN = 400  # signs; no line is longer


def is_right_to_left(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return any(unicodedata.bidirectional(sign) in _RIGHT for sign in _RIGHT_LETTERS.findall(text))


def in_reading_order(text: str) -> str:
    """A line from left to right as it is seen -> its logical order (what UAX #9 makes of a paragraph, undone).

    A figure after Arabic letters is a number of its own; those after Latin letters go with these. A range of years is
    given from the earlier to the later: programs show it in both ways. Brackets are told by where they stand, for
    some files name the sign that is seen and some its mirror image. Letters in the form that they have in the middle
    of a word become the letters they are.
    """
    text = _seen_brackets(text)
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    right, left = sum(kind in _RIGHT for kind in kinds), kinds.count("L")
    if left > 2 * right:  # a Latin line with some Arabic words: those only
        turned = re.sub(
            r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+(?:\s+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+)*",
            lambda match: "".join(reversed(_pieces(match[0]))),
            text,
        )
    else:
        turned = "".join(_CLOSING.get(piece) or _OPENING.get(piece) or piece for piece in reversed(_pieces(text)))
        turned = _YEARS.sub(lambda m: f"{m[3]}{m[2]}{m[1]}" if m[1] > m[3] else m[0], turned)
    return _SHAPED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), turned)


def _pieces(text: str) -> list[str]:
    """What keeps its order from left to right as one piece, all other signs alone, with the marks on them."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        figure = _FIGURE.match(text, at)
        if figure:
            end = figure.end()
        elif unicodedata.bidirectional(text[at]) == "L":
            end = _run_end(text, at)
        else:
            end = at + 1
        while end < len(text) and unicodedata.category(text[end]) == "Mn":
            end += 1
        pieces.append(text[at:end])
        at = end
    return pieces


def _run_end(text: str, at: int) -> int:
    """Where Latin words, with all between them and the figures that follow, end; brackets only in pairs."""
    depth = 0
    end = at + 1
    for place in range(at + 1, min(len(text), at + _LONGEST_RUN)):
        sign = text[place]
        kind = unicodedata.bidirectional(sign)
        if kind in _RIGHT or (sign in _OPENING and depth == 0):
            break
        depth += (sign in _CLOSING) - (sign in _OPENING)
        if depth == 0 and (kind in {"L", "EN"} or sign in _OPENING):
            end = place + 1
    return end


def _seen_brackets(text: str) -> str:
    """The line with each bracket as it is seen: one that stands at the left of a word opens."""
    signs = list(text)
    for at, sign in enumerate(signs):
        if sign in "()[]{}":
            opening = _OPENING.get(sign, sign)
            before = signs[at - 1] if at else " "
            after = signs[at + 1] if at + 1 < len(signs) else " "
            if before.isspace() != after.isspace():
                signs[at] = opening if before.isspace() else _CLOSING[opening]
    return "".join(signs)


def by_turn(sheet: Sheet) -> list[tuple[int, list[Letter]]]:
    """The page's letters by the quarter turns of their lines, most letters first; those aslant are counted only.

    Chinese that is set upright, from above to below and from right to left, reads as a page turned by a quarter.
    """
    letters = [letter for letter in sheet.letters if letter.turn is not None]
    if aslant := len(sheet.letters) - len(letters):
        sheet.left_out["watermark"] = aslant
    if _is_upright(letters):
        return [(1, [_laid(letter, sheet) for letter in _together(letters)])]
    counts = Counter(letter.turn for letter in letters)
    return [(turn or 0, [letter for letter in letters if letter.turn == turn]) for turn, _ in counts.most_common()]


def _is_upright(letters: Sequence[Letter]) -> bool:
    dense = [letter for letter in letters if is_unspaced(letter.text[0])]
    down = sum(
        abs(one.left - two.left) < 0.3 * one.size and 0.5 * one.size < two.base - one.base < 2 * one.size
        for one, two in pairwise(dense)
    )
    return len(dense) * 2 > len(letters) and down * 2 > len(dense) > 4


def _together(letters: Sequence[Letter]) -> list[Letter]:
    """Figures that stand side by side in a column of Chinese as one letter."""
    made: list[Letter] = []
    for letter in letters:
        last = made[-1] if made else None
        if (
            last
            and letter.turn == last.turn == 0
            and not is_unspaced(letter.text)
            and not is_unspaced(last.text[-1])
            and abs(letter.base - last.base) < 1
            and abs(letter.left - last.right) < 0.3 * letter.size
        ):
            last.text += letter.text
            last.right = letter.right
        else:
            made.append(letter)
    return made


def _laid(letter: Letter, sheet: Sheet) -> Letter:
    if letter.turn:
        return letter
    return replace(letter, left=letter.top, right=letter.top + letter.size, base=sheet.width - letter.left, turn=1)
