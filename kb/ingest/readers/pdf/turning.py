"""Letters by the direction in which their lines run, and lines from above to below turned to run from left to right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kb.ingest.readers.pdf.sheets import Letter, Sheet
from kb.ingest.readers.pdf.writing import is_unspaced


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
