"""Letters of a page -> pieces of lines: what stands side by side without a gap that divides it."""

import statistics
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from kb.ingest.readers.pdf.sheets import Letter, Typeset
from kb.ingest.readers.pdf.writing import in_reading_order, is_right_to_left
from kb.ingest.text.similarity import is_written_without_spaces as is_unspaced

_RAISED = str.maketrans("0123456789*", "⁰¹²³⁴⁵⁶⁷⁸⁹\u204e")
_WORD = 0.18  # of the size: a gap that is a space
_ARABIC_WORD = 0.215  # its letters' boxes are narrow
_OFF = 0.05  # a line's letters stand this near its base
_CLOSE = 0.4  # a gap within a line whatever the order of drawing
_NEXT = 0.6  # within a line between what was drawn one after the other
_WIDE = 1.6  # a gap that divides a line
_CELL = 40.0  # points; letters are compared with those of the same part of the page
_WIDEST = 4.0  # the same where a single space was drawn in it: a justified line of few words
T = TypeVar("T")


@dataclass(slots=True)
class Segment(Typeset):
    """A piece of a line. first, last: drawing order of its outer letters. is_unsure: pieces overlap or are uneven."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: int
    last: int
    is_bold: bool
    cell: int
    letters: list[Letter] = field(repr=False, default_factory=list)
    is_unsure: bool = False
    is_field: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left


def segments(letters: Sequence[Letter]) -> list[Segment]:
    """The pieces of lines, in no certain order. The letters run from left to right on the page, or all alike."""
    drawn = runs(_with_marks(_once(letters)), lambda run, letter: _goes_on(run[-1], letter))  # side by side on one line
    pieces = [piece for run in drawn for piece in _divided(run)]
    return [_segment(piece, unsure) for piece, unsure in _merged(pieces)]


def _once(letters: Sequence[Letter]) -> list[Letter]:
    """Each letter once: the same letter at the same place, within a fraction of its size, is bold or a shadow."""
    kept: list[Letter] = []
    seen: dict[tuple[str, float, float], list[Letter]] = {}
    for letter in letters:
        text, left, base, limit = letter.text, letter.left, letter.base, 0.12 * letter.size
        across = {(left - limit) // _CELL, (left + limit) // _CELL}
        down = {(base - limit) // _CELL, (base + limit) // _CELL}
        near = (one for x in across for y in down for one in seen.get((text, x, y), ()))
        twice = [one for one in near if abs(one.left - left) < limit and abs(one.base - base) < limit]
        # The letters of a ligature stand at one place, one after the other.
        if any(one.part != letter.part or letter.at - one.at > 3 for one in twice):
            continue
        seen.setdefault((text, left // _CELL, base // _CELL), []).append(letter)
        kept.append(letter)
    return kept


def _with_marks(letters: Sequence[Letter]) -> list[Letter]:
    """Accents and vowel signs that were drawn by themselves put on the letters that stand there."""
    kept: list[Letter] = []
    for index, letter in enumerate(letters):
        if unicodedata.category(letter.text[0]) != "Mn":
            kept.append(letter)
            continue
        middle = (letter.left + letter.right) / 2
        beside = [*kept[-2:], *letters[index + 1 : index + 3]]
        below = _under(middle, letter, beside, 0.15) or _under(middle, letter, letters, 0.15)
        if below := below or _under(middle, letter, beside, 2.0):
            below.text = unicodedata.normalize("NFC", below.text + letter.text)
    return kept


def _under(middle: float, mark: Letter, letters: Iterable[Letter], reach: float) -> Letter | None:
    """The letter above or below which a mark stands, or beside it within so much of its size."""
    below = [
        one
        for one in letters
        if one.left - reach * one.size <= middle <= one.right + reach * one.size
        and abs(one.base - mark.base) < 0.5 * one.size
        and unicodedata.category(one.text[0]) != "Mn"
    ]
    return min(below, key=lambda one: abs((one.left + one.right) / 2 - middle), default=None)


def runs(items: Iterable[T], goes_on: Callable[[list[T], T], bool]) -> list[list[T]]:
    """The items cut into runs: an item belongs to the run before it where it goes on with that."""
    made: list[list[T]] = []
    for item in items:
        if made and goes_on(made[-1], item):
            made[-1].append(item)
        else:
            made.append([item])
    return made


def _goes_on(before: Letter, letter: Letter) -> bool:
    size = max(before.size, letter.size)
    if before.cell != letter.cell or abs(before.base - letter.base) > 0.08 * size or letter.is_field or before.is_field:
        return False
    gap = max(letter.left - before.right, before.left - letter.right)
    return gap < (_WIDEST if letter.spaces == 1 else _WIDE) * size and min(before.size, letter.size) > 0.6 * size


def _divided(run: list[Letter]) -> list[list[Letter]]:
    """The run cut at gaps that are far wider than the spaces between its words."""
    run = sorted(run, key=lambda letter: letter.left)
    gaps = [max(0.0, after.left - before.right) for before, after in pairwise(run)]
    words = [gap for gap, letter in zip(gaps, run[1:], strict=True) if letter.spaces or gap > _WORD * letter.size]
    if not words:
        return [run]
    size = run[0].size
    usual = statistics.median_low(words) if len(words) > 2 else 0.3 * size
    limit = max(0.65 * size, 2.2 * usual)
    gap_before = dict(zip(map(id, run), [0.0, *gaps], strict=True))

    def is_near(piece: list[Letter], letter: Letter) -> bool:
        is_justified = letter.spaces == 1 and letter.part == piece[-1].part
        return gap_before[id(letter)] <= limit or is_justified

    return runs(run, is_near)


def _merged(pieces: list[list[Letter]]) -> list[tuple[list[Letter], bool]]:
    """Pieces of one line that stand close together as one, small raised and lowered ones with what they belong to."""
    made: list[tuple[list[Letter], bool]] = []
    pieces.sort(key=lambda piece: (-_size(piece), piece[0].base, piece[0].left))
    sizes = [_size(piece) for piece in pieces]
    rows: dict[int, list[int]] = {}  # by their height on the page
    for index, piece in enumerate(pieces):
        rows.setdefault(round(piece[0].base / 10), []).append(index)
    taken: set[int] = set()

    def fitting(whole: Sequence[Letter], size: float) -> tuple[int, bool] | None:
        """A piece near a line that belongs to it, and whether their order is uncertain."""
        row, reach = round(whole[0].base / 10), 1 + int(size / 10)
        for other in (other for at in range(row - reach, row + reach + 1) for other in rows.get(at, ())):
            if other not in taken and (fit := _fits(whole, size, pieces[other], sizes[other])) is not None:
                return other, fit
        return None

    for index, piece in enumerate(pieces):
        if index in taken:
            continue
        taken.add(index)
        whole, size, unsure = piece, sizes[index], False
        while found := fitting(whole, size):
            other, is_uneven = found
            taken.add(other)
            unsure = unsure or is_uneven
            whole = sorted([*whole, *pieces[other]], key=lambda letter: letter.left)
            size = _size(whole)
        made.append((whole, unsure))
    return made


def _size(piece: Sequence[Letter]) -> float:
    """The size of most of the letters."""
    return round(Counter(letter.size for letter in piece).most_common(1)[0][0], 1)


def _drawing(piece: Sequence[Letter]) -> tuple[int, int]:
    return min(letter.at for letter in piece), max(letter.at for letter in piece)


def _fits(whole: Sequence[Letter], big: float, other: Sequence[Letter], small: float) -> bool | None:
    """Whether a piece belongs to a line, each with its size: None for no; True where the order is not certain.

    It is not where the piece stands a little higher or lower, as the line of another column does.
    """
    if whole[0].cell != other[0].cell or whole[0].is_field != other[0].is_field:
        return None
    base = statistics.median(letter.base for letter in whole)
    shift = base - other[0].base  # upwards
    is_script = small < 0.85 * big and 0.1 * big < abs(shift) < 0.65 * big and len(other) < 12
    if not is_script and small < 0.6 * big and len(whole) < 3 < len(other):  # a large first letter of several lines
        return None
    if not is_script and abs(shift) > (0.15 if min(len(whole), len(other)) > 2 else 0.25) * big:
        return None
    left, right = other[0].left, max(letter.right for letter in other)
    before = [letter for letter in whole if letter.left <= left]
    after = [letter for letter in whole if letter.left > left]
    gap_before = left - max(letter.right for letter in before) if before else None
    gap_after = after[0].left - right if after else None
    (first, last), (start, end) = _drawing(whole), _drawing(other)
    is_next = min(abs(start - last), abs(first - end)) <= 4
    limit = (_NEXT if is_next else _CLOSE) * big
    gaps = [gap for gap in (gap_before, gap_after) if gap is not None]
    if min(gaps) < -0.35 * small:
        return None
    if is_script and gap_before is None:
        limit = 0.45 * big if len(other) < 4 else 0.0  # a mark before its note
    if min(gaps) >= limit:
        return None
    is_uneven = not is_script and abs(shift) > _OFF * big and min(len(whole), len(other)) > 2
    # Latin letters among Chinese are of another font, with another base.
    return is_uneven and not any(is_unspaced(letter.text[0]) for letter in (*whole, *other))


def _segment(letters: list[Letter], is_unsure: bool) -> Segment:
    size = _size(letters)
    base = statistics.median_low(letter.base for letter in letters if letter.size > 0.85 * size)
    text = _text(letters, size, base)
    if is_right_to_left(text):
        text = in_reading_order(text)
    drawn = [letter.at for letter in letters]
    return Segment(
        text=text,
        left=min(letter.left for letter in letters),
        right=max(letter.right for letter in letters),
        base=base,
        size=size,
        first=min(drawn),
        last=max(drawn),
        is_bold=sum(letter.is_bold for letter in letters) * 2 > len(letters),
        cell=letters[0].cell,
        letters=letters,
        is_unsure=is_unsure,
        is_field=letters[0].is_field,
    )


def _text(letters: Sequence[Letter], size: float, base: float) -> str:
    """The letters as they stand from left to right, with the spaces that are seen; raised figures as such signs."""
    gaps = sorted(after.left - before.right for before, after in pairwise(letters))
    usual = max(0.0, gaps[len(gaps) // 2]) if len(gaps) > 3 else 0.0  # letters may be set apart
    is_arabic = is_right_to_left("".join([letter.text for letter in letters]))
    text = ""
    before: Letter | None = None
    for letter in letters:
        sign = letter.text
        if letter.size < 0.85 * size and base - letter.base > 0.1 * size and (sign.isdecimal() or sign == "*"):
            sign = sign.translate(_RAISED)
        if before is not None:
            gap = letter.left - before.right
            word = _ARABIC_WORD if is_arabic else _WORD
            wide = max(word * min(size, max(letter.size, before.size)), usual + 0.12 * size)
            is_dense = is_unspaced(before.text[-1]) and is_unspaced(sign[0])
            later = letter if letter.at > before.at else before
            is_drawn = later.spaces > 0 and not is_arabic
            seen = gap > wide or (is_drawn and gap > usual - 0.08 * size)
            if seen and (not is_dense or gap > 0.8 * size):
                text += " "
        text += sign
        before = letter
    return text


def cut_at(piece: Segment, lefts: Sequence[float], *, is_unsure: bool) -> list[Segment]:
    """The piece cut before the letters that begin at these places."""
    parts = runs(piece.letters, lambda _, letter: all(abs(letter.left - left) >= 0.1 for left in lefts))
    return [_segment(part, is_unsure or piece.is_unsure) for part in parts]
