"""Tables without rules, and columns that stand close: told by the white between them."""

import statistics
from collections.abc import Sequence
from itertools import pairwise

from kb.ingest.readers.pdf.blocks import Block
from kb.ingest.readers.pdf.segments import Segment, cut_at, runs
from kb.ingest.text.wrapping import columns as width_of

_GUTTER = 0.6  # of the size
_FEWEST = 22  # letters of a line of running text in a column
_FEWEST_LINES = 4  # that a white stripe runs down
_APART = 3.0  # times the size: rows that are further from each other are no rows of one table

Row = list[Segment]
Gap = tuple[float, float]


def tables(pieces: Sequence[Segment]) -> tuple[list[Block], list[Segment]]:
    """The tables among pieces that stand in no ruled cell, and the pieces that are in none."""
    rows = _rows(pieces)
    made: list[Block] = []
    rest: list[Segment] = []
    at = 0
    while at < len(rows):
        end, gutters = _region(rows, at)
        table = _table(rows[at:end], gutters) if gutters else None
        if table:
            made.append(table)
        else:
            end = end if gutters else at + 1
            rest += [piece for row in rows[at:end] for piece in row]
        at = end
    return made, rest


def _rows(pieces: Sequence[Segment]) -> list[Row]:
    """Pieces by the height at which they stand, from above; each row from left to right."""
    from_above = sorted(pieces, key=lambda piece: piece.base)
    rows = runs(from_above, lambda row, piece: abs(row[0].base - piece.base) < 0.3 * piece.size)
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _region(rows: Sequence[Row], at: int) -> tuple[int, list[Gap]]:
    """The rows from `at` on that share all gaps of the first; where they end, and those gaps."""
    gutters = [(one.right, two.left) for one, two in pairwise(rows[at])]
    end = at + 1
    while gutters and end < len(rows):
        row = rows[end]
        size = row[0].size
        if row[0].base - rows[end - 1][0].base > _APART * size:
            break
        kept = [gap for gutter in gutters if (gap := _free(gutter, row))[1] - gap[0] > _GUTTER * size]
        if len(kept) < len(gutters):
            break
        gutters = kept
        end += 1
    while end > at + 1 and len(rows[end - 1]) == 1 and rows[end - 1][0].left < gutters[0][0]:
        # What stands below the first column alone may be text below the table.
        if rows[end - 1][0].base - rows[end - 2][0].base < 1.3 * rows[end - 1][0].size:
            break
        end -= 1
    return end, gutters if sum(len(row) > 1 for row in rows[at:end]) > 1 else []


def _free(gutter: Gap, row: Row) -> Gap:
    """What of a gap stays white in a row."""
    start, end = gutter
    for piece in row:
        if piece.left < end and piece.right > start:
            if piece.left - start >= end - piece.right:
                end = piece.left
            else:
                start = piece.right
    return start, end


def _table(rows: Sequence[Row], gutters: Sequence[Gap]) -> Block | None:
    """The table that the rows are; None for columns of running text, and text beside a box."""
    edges = [(start + end) / 2 for start, end in gutters]

    def by_column(rows: Sequence[Row]) -> list[list[Segment]]:
        columns: list[list[Segment]] = [[] for _ in range(len(edges) + 1)]
        for row in rows:
            for piece in row:
                columns[sum(edge < piece.left for edge in edges)].append(piece)
        return columns

    columns = by_column(rows)
    if sum(_is_running(column) for column in columns) > 1:
        return None
    joined: set[int] = set()
    for column in columns:
        limit = max(piece.right for piece in column)
        for one, two in pairwise(column):
            if _goes_on(one, two, limit):
                joined.update(range(_row_of(rows, one) + 1, _row_of(rows, two) + 1))
    groups = runs(enumerate(rows), lambda _, row: row[0] in joined)
    if len(groups) < 2:
        return None
    made = [by_column([row for _, row in group]) for group in groups]
    unsure = any(cells[0][0].text[:1].islower() for cells in made[1:] if cells[0])
    return Block([piece for row in rows for piece in row], rows=made, is_unsure=unsure)


def _row_of(rows: Sequence[Row], piece: Segment) -> int:
    return next(index for index, row in enumerate(rows) if piece in row)


def _is_running(column: Sequence[Segment]) -> bool:
    """Whether a column is text: several full lines of many letters."""
    if len(column) < 3:
        return False
    width = max(piece.right for piece in column) - min(piece.left for piece in column)
    full = sum(piece.width > 0.75 * width for piece in column)
    long = statistics.median(width_of(piece.text) for piece in column) >= _FEWEST
    goes_on = sum(_goes_on(one, two, column[0].left + width) for one, two in pairwise(column))
    return full * 2 > len(column) and (long or (len(column) > 4 and goes_on * 10 > len(column) * 6))


def _goes_on(one: Segment, two: Segment, limit: float) -> bool:
    """Whether the lower of two pieces of a column is the rest of a cell that was broken for want of room."""
    word = two.text.split(" ", 1)[0]
    letter = two.width / max(1, len(two.text))
    return (
        two.base - one.base < 1.45 * two.size
        and limit - one.right < letter * (len(word) + 1)
        and (0 <= two.first - one.last <= 4 or two.text[:1].islower())
    )


def rivers(pieces: Sequence[Segment]) -> list[Segment]:
    """Pieces cut where a white stripe runs down four lines and more with words that begin at one place right of it.

    Those are columns that stand close to each other, drawn line by line over the whole page. Where only the stripe
    says so, and the gaps in most lines do not, what is cut is marked as unsure.
    """
    starts: dict[int, list[tuple[float, float, Segment, bool]]] = {}  # height, place, piece, whether inside it
    for piece in pieces:
        starts.setdefault(round(piece.left), []).append((piece.base, piece.left, piece, False))
        for one, two in pairwise(piece.letters):
            if two.left - one.right > _GUTTER * piece.size:
                starts.setdefault(round(two.left), []).append((piece.base, two.left, piece, True))
    cuts: dict[int, tuple[Segment, dict[float, bool]]] = {}
    for place, begun in starts.items():
        lines = sorted([*begun, *starts.get(place + 1, ())], key=lambda line: line[:2])
        for run in runs(lines, lambda run, line: line[0] - run[-1][0] < 2 * line[2].size):  # down the page
            inside = [line for line in run if line[3]]
            if len(run) >= _FEWEST_LINES and inside and len({line[0] for line in run}) >= _FEWEST_LINES:
                for _, left, piece, _ in inside:
                    lefts = cuts.setdefault(id(piece), (piece, {}))[1]
                    lefts[left] = lefts.get(left, True) and len(inside) * 2 > len(run)
    made = [piece for piece in pieces if id(piece) not in cuts]
    for piece, lefts in cuts.values():
        made += cut_at(piece, sorted(lefts), is_unsure=any(lefts.values()))
    return made
