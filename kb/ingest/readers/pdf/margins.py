"""Which lines of a block begin a paragraph, by the margins of all pages, and which blocks are notes."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kb.ingest.readers.pdf.blocks import Block
from kb.ingest.readers.pdf.layout import Layout
from kb.ingest.readers.pdf.segments import Segment
from kb.ingest.readers.pdf.writing import is_right_to_left
from kb.ingest.readers.plain import is_caseless
from kb.ingest.text.passages import BULLET, ITEM
from kb.ingest.text.wrapping import ENDS_CLAUSE, ENDS_SENTENCE, HALF_WORD, TAIL, first_word, goes_on_in_lower_case


class Judge:
    """Says which lines of a block begin a paragraph, by the margins of all pages."""

    def __init__(self, laid: Sequence[tuple[Layout, list[Block], list[Segment]]], size: float) -> None:
        self.size = size
        every = [piece for _, _, pieces in laid for piece in pieces]
        self._caseless = is_caseless("".join(piece.text for piece in every[:400]))
        self.is_bold = sum(piece.is_bold for piece in every) * 2 > len(every)
        self._pieces = every
        self._columns: dict[tuple[int, int, bool], tuple[float, bool]] = {}
        self._beside = {id(page): pieces for page, _, pieces in laid}
        texts = [(page, block) for page, blocks, _ in laid for block in text_blocks(blocks)]
        pitches = sorted((two.base - one.base) / two.size for _, block in texts for one, two in pairwise(block.lines))
        self._usual = pitches[len(pitches) // 4] if pitches else 1.2
        self._slack = 0.1
        inside = sum(
            room > 3 * one.size and bool(ENDS_SENTENCE.search(one.text[-TAIL:]))
            for page, block in texts
            for one, room in zip(block.lines, self._rooms(page, block), strict=False)
        )
        if sum(_stand_apart(list(text_blocks(blocks))) for _, blocks, _ in laid) > inside:
            self._slack = 3.0  # paragraphs stand apart: those that end near the margin need no second sign
        broken = [
            two.text
            for page, block in texts
            for one, two, full in zip(block.lines, block.lines[1:], self.fullness(page, block), strict=False)
            if full and not self._is_apart(one, two)
        ]
        self._is_wrapped = self._caseless or not broken or goes_on_in_lower_case(broken)

    def fullness(self, page: Layout, block: Block) -> list[bool]:
        """For each line but the last whether the first word of the next would not have fitted any more."""
        made = []
        for (one, two), room in zip(pairwise(block.lines), self._rooms(page, block), strict=True):
            goes_on = two.text[:1].islower() and not one.text.endswith((":", ";")) and not ITEM.match(two.text)
            # Where paragraphs stand apart, a line that ends no sentence goes on also if a long word would have fitted.
            goes_on = goes_on or (self._slack > 1 and not _ends(one.text) and not ITEM.match(two.text))
            made.append(room < self._word(two) + (8.0 if goes_on else self._slack) * one.size)
        return made

    def _rooms(self, page: Layout, block: Block) -> list[float]:
        """For each line but the last what is left of it up to its margin, in points."""
        made = []
        for index, below in enumerate(block.lines[1:]):
            room, is_sure = self._room(page, block, index)
            made.append(room if is_sure or below.text[:1].islower() else float("inf"))
        return made

    def is_full(self, page: Layout, block: Block) -> bool:
        """Whether the block's last line reaches its margin, within a long word."""
        room, is_sure = self._room(page, block, len(block.lines) - 1)
        return is_sure and room < 3 * block.lines[-1].size

    def _word(self, piece: Segment) -> float:
        return piece.width / max(1, len(piece.text)) * (len(first_word(piece.text)) + 1)

    def _room(self, page: Layout, block: Block, index: int) -> tuple[float, bool]:
        """What is left of a line up to its margin: of its column, or of the lines beside what stands there.

        And whether it is one: two lines of a text reach it, three of narrow lines as in an address.
        """
        one = block.lines[index]
        from_right = is_right_to_left(one.text)
        _, end = _reach(one, from_right)
        start, _ = _reach(block, from_right)
        beside = [
            other_start
            for other in (self._beside[id(page)] if one.cell < 0 else ())
            if other is not one and other.top < one.bottom and other.bottom > one.top
            if (other_start := _reach(other, from_right)[0]) >= end
        ]
        if one.cell < 0 and not beside:
            limit, is_sure = self._of_column(start, one.size, from_right)
        else:
            ends = [_reach(other, from_right)[1] for other in block.lines]
            near = ends[max(0, index - 3) : index + 4]
            limit, is_sure = self._reached(
                [other for other in ends if not beside or other <= min(beside)] or near, one.size, start
            )
        return limit - end, is_sure

    def _of_column(self, start: float, size: float, from_right: bool) -> tuple[float, bool]:
        """The margin of all lines of all pages that begin at about one place."""
        key = round(start / 5), round(size), from_right
        if key not in self._columns:
            reaches = [_reach(other, from_right) for other in self._pieces if other.cell < 0]
            self._columns[key] = self._reached([to for at, to in reaches if abs(at - start) < 3 * size], size, start)
        return self._columns[key]

    def _reached(self, ends: Sequence[float], size: float, start: float) -> tuple[float, bool]:
        limit = max(ends)
        reaching = sum(limit - end < 2.5 * size for end in ends)
        is_wide = limit - start > 14 * size
        return limit, self._caseless or reaching > (1 if is_wide else 2)

    def _is_apart(self, one: Segment, two: Segment) -> bool:
        return (
            two.base - one.base > max(1.25 * self._usual, self._usual + 0.25) * two.size
            or abs(one.size - two.size) > 0.5
        )

    def begins(self, page: Layout, block: Block) -> list[bool]:
        """For each line whether it begins a paragraph: it is set off, indented, numbered, or the one above is short."""
        made = [True]
        full = self.fullness(page, block)
        for index, (one, two) in enumerate(pairwise(block.lines), start=1):
            ends = _ends(one.text)
            after = block.lines[index + 1] if index + 1 < len(block.lines) else None
            begun, begins = (_reach(line, is_right_to_left(two.text))[0] for line in (one, two))
            back = 0.0 if after is None else (two.left - after.left)
            indented = ends and begins - begun > 0.7 * two.size and (after is None or back > 0.7 * two.size)
            item = bool(BULLET.match(two.text)) or bool(ITEM.match(two.text) and (ends or not full[index - 1]))
            half = bool(HALF_WORD.search(one.text[-TAIL:])) and two.text[:1].islower()
            bold = one.is_bold != two.is_bold and not (full[index - 1] and two.text[:1].islower())
            apart = self._is_apart(one, two) or bold or not self._is_wrapped or not full[index - 1]
            made.append(not half and (apart or indented or item))
        return made

    def is_note(self, page: Layout, block: Block, others: Sequence[Block]) -> bool:
        """Small lines at the foot of a column, or such that begin with a raised mark."""
        small = all(line.size < 0.85 * self.size for line in block.lines)
        marked = block.size < 0.97 * self.size and bool(re.match(r"[⁰¹²³⁴-⁹\u204e*†]", block.lines[0].text))
        if not (small or marked):
            return False
        below = [
            other
            for other in others
            if other is not block
            and other.top > block.top
            and min(other.right, block.right) > max(other.left, block.left)
        ]
        if any(other.size >= 0.85 * self.size and other.size > block.size + 0.3 for other in below):
            return False
        return any(other.size > block.size + 0.3 and other.bottom <= block.top + 1 for other in others)


def _reach(line: Segment | Block, from_right: bool) -> tuple[float, float]:
    """Where a line begins and ends, in points that grow in the direction in which it is read."""
    return (-line.right, -line.left) if from_right else (line.left, line.right)


def _stand_apart(blocks: Sequence[Block]) -> int:
    """How many blocks of a page stand below one of the same letters in the same column."""
    return sum(
        abs(one.left - two.left) < two.size and abs(one.size - two.size) < 0.5 and two.top > one.bottom
        for one, two in pairwise(blocks)
    )


def _ends(text: str) -> bool:
    """Whether a sentence or a clause ends with a text."""
    return bool(ENDS_CLAUSE.search(text[-TAIL:]) or ENDS_SENTENCE.search(text[-TAIL:]))


def text_blocks(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        if block.inner:
            yield from text_blocks(block.inner)
        elif not block.rows:
            yield block
