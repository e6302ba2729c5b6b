"""A page's letters -> its blocks in the order of reading; numbers and bullets with what they number."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kb.ingest.readers.pdf.blocks import Block, blocks, in_order
from kb.ingest.readers.pdf.columns import rivers, tables
from kb.ingest.readers.pdf.ruling import Grid, grids
from kb.ingest.readers.pdf.segments import Segment, segments
from kb.ingest.readers.pdf.sheets import Letter, Rule, Sheet, turned
from kb.ingest.readers.pdf.writing import is_right_to_left

# What stands alone before a paragraph of a list.
_LABEL = re.compile(r"[-–—•*·‣▪◦●○■□➢✓☑☒☐\uf000-\uf0ff]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\)?")
_LEVELS = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")  # 2.1, of which only what stands beside it says whether it is one
_SHORTEST_LINE = 40  # signs; a cell of a table is mostly shorter
_BLANK = " _.…"  # what is printed for an answer to be written on
_MOST_IN_A_CELL = 4  # lines; where a single row has more, its cells are columns
_FEWEST_NUMBERED = 6  # lines of a page that are numbered in its margin


def _with_capitals(pieces: Sequence[Segment]) -> list[Segment]:
    """A large first letter that stands over several lines put before the first of them."""
    gone: set[int] = set()
    for piece in pieces:
        if len(piece.text) > 2 or not piece.text[:1].isupper():
            continue
        beside = [
            other
            for other in pieces
            if other.size * 1.7 < piece.size
            and -2 < other.left - piece.right < 2 * other.size
            and other.base > piece.top
            and other.base < piece.base + 0.5 * other.size
            and other.cell == piece.cell
        ]
        if len(beside) > 1:
            first = min(beside, key=lambda other: other.base)
            first.text = piece.text + first.text
            first.first = min(piece.first, first.first)
            for other in beside:
                other.left = piece.left
            gone.add(id(piece))
    return [piece for piece in pieces if id(piece) not in gone]


def _with_labels(pieces: Sequence[Segment]) -> list[Segment]:
    """Numbers and bullets put before the pieces that they number, and what is filled in behind what it answers."""
    rows: dict[int, list[Segment]] = {}
    for piece in sorted(pieces, key=lambda piece: piece.left):
        rows.setdefault(round(piece.base / 4), []).append(piece)
    gone: set[int] = set()
    for piece in sorted(pieces, key=lambda piece: (piece.left, piece.base)):
        if id(piece) in gone:
            continue
        while True:
            row = round(piece.base / 4)
            right = [
                other
                for at in (row - 2, row - 1, row, row + 1, row + 2)
                for other in rows.get(at, ())
                if other is not piece and id(other) not in gone and other.left > piece.left and _are_level(piece, other)
            ]
            following = min(right, key=lambda other: other.left, default=None)
            if following is None or not _belongs(piece, following):
                break
            gone.add(id(following))
            _append(piece, following)
    return [piece for piece in pieces if id(piece) not in gone]


def _are_level(one: Segment, two: Segment) -> bool:
    if one.is_field or two.is_field:
        return min(one.bottom, two.bottom) - max(one.top, two.top) > 0.4 * min(one.size, two.size)
    return one.cell == two.cell and abs(one.base - two.base) < 0.3 * one.size


def _belongs(piece: Segment, following: Segment) -> bool:
    gap = following.left - piece.right
    size = max(piece.size, following.size)
    if _LABEL.fullmatch(piece.text):
        return gap < 5 * size
    if following.is_field:
        return True
    if _LEVELS.fullmatch(piece.text) and following.text[:1].isupper():
        return gap < 3 * size
    if piece.text.isdecimal() and len(piece.text) < 4 and len(following.text) > _SHORTEST_LINE:
        return gap < 5 * size  # a paragraph's bare number in the margin
    is_tick = piece.text.endswith(("☒", "☐"))
    return (is_tick and gap < (2 if piece.text in "☒☐" else 6) * size) or (
        piece.text.endswith(":") and "☐" in following.text
    )


def _append(piece: Segment, following: Segment) -> None:
    """Puts what stands at the right of a piece to it: behind it, or before it where both are read from the right."""
    is_blank = following.is_field and piece.text.endswith(("___", "...", "…"))
    text = piece.text.rstrip(_BLANK) if is_blank else piece.text
    is_before = is_right_to_left(text) and is_right_to_left(following.text)
    piece.text = " ".join((following.text, text) if is_before else (text, following.text)).strip()
    piece.right = max(piece.right, following.right)
    piece.first, piece.last = min(piece.first, following.first), max(piece.last, following.last)
    piece.is_unsure = piece.is_unsure or following.is_unsure
    piece.is_field = False
    if len(following.text) > len(piece.text) // 2 and not following.is_field:
        piece.base, piece.size, piece.is_bold = following.base, following.size, following.is_bold


@dataclass
class Layout:
    """Lines of one turn on a page, from above, and the ruled tables among them."""

    sheet: Sheet
    turn: int
    pieces: list[Segment]
    grids: list[Grid] = field(default_factory=list)

    @property
    def from_right(self) -> bool:
        """Whether the columns begin at the right."""
        return sum(is_right_to_left(piece.text) for piece in self.pieces) * 2 > len(self.pieces)


def layout(sheet: Sheet, turn: int, letters: Sequence[Letter]) -> Layout:
    """The lines of the letters of one turn."""
    rules = [
        Rule(*turned((one.left, one.top, one.right, one.bottom), turn, sheet.width, sheet.height), one.is_drawn)
        for one in sheet.rules
    ]
    tables_ruled = grids(rules, letters)
    pieces = _without_watermark(sheet, segments(letters))
    _mark_overlaps(pieces)
    pieces = rivers(_with_capitals(pieces))
    numbers = _line_numbers(pieces)
    if numbers:
        sheet.left_out["line numbers"] = len(numbers)
    pieces = [piece for piece in pieces if id(piece) not in numbers]
    pieces = _with_labels(_with_labels(pieces))  # what is filled in first, then what stands before it
    pieces.sort(key=lambda piece: (round(piece.base), piece.left))
    return Layout(sheet, turn, pieces, tables_ruled)


def _without_watermark(sheet: Sheet, pieces: list[Segment]) -> list[Segment]:
    """Without the few large letters that lie across several lines of the text."""
    if not pieces:
        return pieces
    usual = statistics.median(piece.size for piece in pieces)
    made = []
    for piece in pieces:
        across = piece.size > 2.2 * usual and sum(
            other.size < 0.5 * piece.size
            and other.base > piece.top
            and other.top < piece.base
            and min(other.right, piece.right) - max(other.left, piece.left) > 0.5 * piece.size
            for other in pieces
        )
        if across and across > 1:
            sheet.left_out["watermark"] = 1
        else:
            made.append(piece)
    return made


def _line_numbers(pieces: Sequence[Segment]) -> set[int]:
    """The numbers that count the lines in a margin: in a row, below each other, left or right of all text."""
    numbers = [piece for piece in pieces if piece.text.isdecimal() and piece.cell < 0]
    rest = [piece for piece in pieces if not piece.text.isdecimal()]
    if len(numbers) < _FEWEST_NUMBERED or not rest:
        return set()
    left, right = min(piece.left for piece in rest), max(piece.right for piece in rest)
    numbers = [piece for piece in numbers if piece.right < left or piece.left > right]
    numbers.sort(key=lambda piece: piece.base)
    steps = {int(two.text) - int(one.text) for one, two in pairwise(numbers)}
    rows = len({round(piece.base / 4) for piece in rest})
    # Numbers of paragraphs stand in the margin too, and far fewer.
    is_count = len(numbers) >= _FEWEST_NUMBERED and any(
        steps == {step} and len(numbers) * step > 0.6 * rows for step in (1, 5)
    )
    return {id(piece) for piece in numbers} if is_count else set()


def arranged(page: Layout, pieces: Sequence[Segment]) -> list[Block]:
    """Those of the page's lines that belong to the text, as blocks in the order of reading."""
    made: list[Block] = []
    taken: set[int] = set()
    for grid in page.grids:
        inside = [piece for piece in pieces if piece.cell in grid.cells]
        taken.update(id(piece) for piece in inside)
        if inside:
            made += _of_grid(grid, inside, page.from_right)
    return _ordered([piece for piece in pieces if id(piece) not in taken], page.from_right, made)


def _ordered(pieces: Sequence[Segment], from_right: bool, more: Sequence[Block] = ()) -> list[Block]:
    in_tables, rest = tables(pieces)
    if from_right:
        for block in in_tables:
            block.rows = [row[::-1] for row in block.rows]
    return in_order([*more, *in_tables, *blocks(rest)], from_right=from_right)


def _of_grid(grid: Grid, inside: Sequence[Segment], from_right: bool) -> list[Block]:
    """A ruled table, or what stands in a box, or in the cells of a table that only sets columns side by side."""
    side = -1 if from_right else 1
    cells = {number: (row, side * column) for number, (row, column) in grid.cells.items()}
    numbers = sorted(cells, key=cells.__getitem__)
    content = {number: _ordered([one for one in inside if one.cell == number], from_right) for number in numbers}
    rows: dict[int, list[int]] = {}
    for number in numbers:
        rows.setdefault(cells[number][0], []).append(number)
    several = [sum(len(content[number]) > 1 for number in row) for row in rows.values()]
    high = sum(len(block.lines) > _MOST_IN_A_CELL for blocks in content.values() for block in blocks)
    is_columns = max(several) > 1 or (len(rows) == 1 and high > 1)
    if len({column for _, column in cells.values()}) == 1 or is_columns:
        by_column = sorted(numbers, key=lambda number: cells[number][::-1])
        return [Block(list(inside), inner=[block for number in by_column for block in content[number]])]
    lines = {number: [line for block in content[number] for line in block.lines] for number in numbers}
    made = []
    for row in rows:
        # A cell that reaches down leaves an empty one in each further row, so that the others keep their columns.
        across = sorted((side * column, number) for (at, column), number in grid.places.items() if at == row)
        columns = dict.fromkeys(number for _, number in across)
        made.append([lines[number] if cells[number][0] == row else [] for number in columns])
    return [Block(list(inside), rows=[row for row in made if any(row)])]


def _mark_overlaps(pieces: Sequence[Segment]) -> None:
    """Marks pieces that lie over each other: the letters of one may be among those of the other."""
    lying = sorted(pieces, key=lambda piece: piece.base)
    for index, one in enumerate(lying):
        for two in lying[index + 1 :]:
            if two.base - one.base > 0.5 * one.size:
                break
            if min(one.right, two.right) - max(one.left, two.left) > max(one.size, two.size):
                one.is_unsure = two.is_unsure = one.is_unsure or not (one.is_field or two.is_field)
