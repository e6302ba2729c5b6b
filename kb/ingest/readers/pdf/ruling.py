"""Ruled lines of a page -> the tables and boxes that they make, and which letters stand in which cell."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kb.ingest.readers.pdf.sheets import Letter, Rule

_NEAR = 3.0  # points between lines that meet
_HIGH = 30.0  # a shade that is lower lies behind a line or a row, and is no box
_MOST_RULES = 3_000
T = TypeVar("T")


@dataclass
class Grid:
    """A ruled table; with a single cell, a box. cells: their row and column, by their number on the page."""

    xs: list[float]
    ys: list[float]
    places: dict[tuple[int, int], int] = field(default_factory=dict)
    cells: dict[int, tuple[int, int]] = field(default_factory=dict)

    def at(self, letter: Letter) -> int:
        """Number of the cell in which a letter stands; -1 outside."""
        x, y = letter.middle
        place = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self.places.get(place, -1)

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def grids(rules: Sequence[Rule], letters: Sequence[Letter]) -> list[Grid]:
    """The tables and boxes of a page, the letters in them marked with the number of their cell.

    What cuts through the lines of the text is no table: it is a highlight, or an ornament.
    """
    made: list[Grid] = []
    number = 0
    for group in _groups(rules[:_MOST_RULES]):
        grid = _grid(group, number)
        if grid and not _cuts(grid, letters):
            made.append(grid)
            number += len(grid.cells)
    made.sort(key=lambda grid: -grid.area)
    for grid in made:  # the smallest last: what stands in a box in a cell belongs to the box
        for letter in letters:
            if (cell := grid.at(letter)) >= 0:
                letter.cell = cell
    return made


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that meet, directly or over others."""
    level = sorted((at for at, rule in enumerate(rules) if rule.top == rule.bottom), key=lambda at: rules[at].top)
    tops = [rules[at].top for at in level]
    meetings = (
        (at, other)
        for at, rule in enumerate(rules)
        if rule.top != rule.bottom
        for other in level[bisect_right(tops, rule.top - _NEAR) : bisect_right(tops, rule.bottom + _NEAR)]
        if rules[other].left - _NEAR <= rule.left <= rules[other].right + _NEAR
    )
    return [[rules[at] for at in group] for group in _linked(range(len(rules)), meetings) if len(group) > 2]


def _linked(items: Iterable[T], links: Iterable[tuple[T, T]]) -> list[list[T]]:
    """The items in groups: those that a link joins, directly or over others, are in one."""
    parents = {item: item for item in items}

    def root(item: T) -> T:
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    for one, other in links:
        parents[root(one)] = root(other)
    groups: dict[T, list[T]] = {}
    for item in parents:
        groups.setdefault(root(item), []).append(item)
    return list(groups.values())


def _grid(group: Sequence[Rule], number: int) -> Grid | None:
    level = [rule for rule in group if rule.top == rule.bottom]
    upright = [rule for rule in group if rule.top != rule.bottom]
    if not level or not upright:
        return None
    xs = _distinct([edge for rule in level for edge in (rule.left, rule.right)], [rule.left for rule in upright])
    ys = _distinct([edge for rule in upright for edge in (rule.top, rule.bottom)], [rule.top for rule in level])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > 5_000:
        return None
    made = Grid(xs, ys)
    only_shaded = not any(rule.is_drawn for rule in group) and len(xs) == 2
    if only_shaded and ys[-1] - ys[0] < _HIGH:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = _crossed(upright, xs, ys, is_upright=True)
    floors = _crossed(level, ys, xs, is_upright=False)
    fields = [(row, column) for row in range(rows) for column in range(columns)]
    open_ = [((row, at), (row, at + 1)) for row, at in fields if at + 1 < columns and (at + 1, row) not in walls]
    for row, column in fields:
        if row + 1 < rows and ((row + 1, column) not in floors or only_shaded):
            open_.append(((row, column), (row + 1, column)))
    for places in _linked(fields, open_):
        made.places |= dict.fromkeys(places, number)
        made.cells[number] = min(row for row, _ in places), min(column for _, column in places)
        number += 1
    return made


def _distinct(edges: Iterable[float], lines: Iterable[float]) -> list[float]:
    """Places in order, those that are one within a few points taken together; of edges only the outermost."""
    edges, lines = list(edges), list(lines)
    kept: list[float] = []
    for place in sorted([*lines, min(edges), max(edges)]):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


def _crossed(
    rules: Sequence[Rule], across: Sequence[float], along: Sequence[float], *, is_upright: bool
) -> set[tuple[int, int]]:
    """Which pieces between two places `along` are drawn at which place `across`."""
    crossed = set()
    for rule in rules:
        at, start, end = (rule.left, rule.top, rule.bottom) if is_upright else (rule.top, rule.left, rule.right)
        where = min(range(len(across)), key=lambda index: abs(across[index] - at))
        for piece in range(len(along) - 1):
            middle = (along[piece] + along[piece + 1]) / 2
            if start - _NEAR <= middle <= end + _NEAR:
                crossed.add((where, piece))
    return crossed


def _cuts(grid: Grid, letters: Sequence[Letter]) -> bool:
    """Whether its lines go through words, or a line of the text goes on beside it as if it were not there."""
    before: Letter | None = None
    where = -1
    for letter in letters:
        here = grid.at(letter)
        if before and here != where and abs(letter.base - before.base) < 0.1 * letter.size:
            gap = max(letter.left - before.right, before.left - letter.right)
            if gap < (0.45 if letter.spaces else 0.2) * letter.size:
                return True
        before, where = letter, here
    return False
