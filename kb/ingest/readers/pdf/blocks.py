"""Pieces of lines -> blocks (what stands together) in the order of reading, and whether that order is certain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.ingest.readers.pdf.segments import Segment

_FARTHEST = 1.75  # times the size: from a line to the next of the same block
_FARTHEST_OF_ALL = 3.2  # the same in a text whose lines stand wide apart
_WIDEST_BLOCKS = 20


@dataclass
class Block:
    """Lines that stand one below the other.

    rows       of a table: its rows of cells of lines
    inner      of a box: the blocks in it, in the order of reading
    is_unsure  the rows of a table may be divided otherwise
    """

    lines: list[Segment]
    rows: list[list[list[Segment]]] = field(default_factory=list)
    inner: list["Block"] = field(default_factory=list)
    is_unsure: bool = False

    def __post_init__(self) -> None:
        self.left = min(line.left for line in self.lines)
        self.right = max(line.right for line in self.lines)
        self.top = min(line.top for line in self.lines)
        self.bottom = max(line.bottom for line in self.lines)
        self.first = min(line.first for line in self.lines)
        self.last = max(line.last for line in self.lines)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


def blocks(pieces: Sequence[Segment]) -> list[Block]:
    """The pieces of one page, or one cell of it, as blocks; in no certain order."""
    pieces = sorted(pieces, key=lambda piece: (piece.base, piece.left))
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    farthest = _farthest(pieces)
    for index in range(len(pieces)):
        for other in _nearest(pieces, index, farthest):
            above.setdefault(index, []).append(other)
            below.setdefault(other, []).append(index)
    after: dict[int, int] = {}
    for index, uppers in above.items():
        best = _best(pieces, [(other, index) for other in uppers])
        if best and _best(pieces, [(best[0], other) for other in below[best[0]]]) == best:
            after[best[0]] = index
    made = []
    begun = set(range(len(pieces))) - set(after.values())
    for start in sorted(begun):
        chain = [start]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        made.append(Block([pieces[index] for index in chain]))
    return made


def _farthest(pieces: Sequence[Segment]) -> float:
    """How far the lines of a block may be from each other, in sizes: more where all of them stand wide apart."""
    ratios = []
    for index, piece in enumerate(pieces):
        if near := _nearest(pieces, index, _FARTHEST_OF_ALL):
            ratios.append((piece.base - pieces[near[0]].base) / piece.size)
    ratios.sort()
    usual = ratios[len(ratios) // 4] if len(ratios) > 3 else 0.0
    return min(_FARTHEST_OF_ALL, max(_FARTHEST, 1.3 * usual))


def _nearest(pieces: Sequence[Segment], index: int, farthest: float) -> list[int]:
    """The pieces right above a piece, from which it may go on."""
    piece = pieces[index]
    distances: list[tuple[float, int]] = []
    for other in range(index - 1, -1, -1):
        one = pieces[other]
        distance = piece.base - one.base
        if distance > farthest * max(piece.size, one.size):
            if distance > 3 * farthest * piece.size:
                break
            continue
        overlap = min(piece.right, one.right) - max(piece.left, one.left)
        if distance > 0.5 * piece.size and overlap > 0 and 0.8 < piece.size / one.size < 1.25:
            distances.append((distance, other))
    nearest = min((distance for distance, _ in distances), default=0.0)
    return [other for distance, other in distances if distance < nearest + 0.35 * piece.size]


def _best(pieces: Sequence[Segment], links: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The link that is evidently meant; None where two are as likely."""
    if len(links) == 1:
        return links[0]
    scored = sorted(((_score(pieces[one], pieces[two]), (one, two)) for one, two in links), reverse=True)
    return scored[0][1] if scored[0][0] >= 2 and scored[0][0] > scored[1][0] else None


def _score(above: Segment, below: Segment) -> int:
    slack = 0.5 * below.size
    return (
        3 * (0 <= below.first - above.last <= 4)
        + 2 * (abs(above.left - below.left) < slack)
        + (abs(above.right - below.right) < slack)
        + (above.is_bold == below.is_bold)
    )


def in_order(parts: Sequence[Block], *, from_right: bool = False) -> list[Block]:
    """Blocks in the order of reading: what stands above comes first, and of what stands side by side the left.

    That is: one comes before another where they share a column and it stands above; and where it stands left of it,
    and nothing that spans both lies between them (T. Breuel, High Performance Document Layout Analysis, 2003). Where
    this leaves a choice, the order of drawing decides.
    """
    count = len(parts)
    wide = sorted(parts, key=lambda block: block.left - block.right)[:_WIDEST_BLOCKS]
    before: list[set[int]] = [set() for _ in parts]
    for one in range(count):
        for two in range(count):
            if one != two and _precedes(parts[one], parts[two], wide, from_right):
                before[two].add(one)
    order: list[int] = []
    left = set(range(count))
    while left:
        free = [index for index in left if not before[index] & left]
        index = min(free, key=lambda i: parts[i].first) if free else min(left, key=lambda i: parts[i].top)
        order.append(index)
        left.remove(index)
    return [parts[index] for index in order]


def _precedes(one: Block, two: Block, wide: Iterable[Block], from_right: bool) -> bool:
    if _overlap(one.left, one.right, two.left, two.right) > 1:
        return (one.top, one.first) < (two.top, two.first)
    if (one.left > two.left) != from_right:
        return False
    top, bottom = min(one.bottom, two.bottom), max(one.top, two.top)
    return not any(
        other is not one
        and other is not two
        and other.top >= top - 1
        and other.bottom <= bottom + 1
        and _overlap(one.left, one.right, other.left, other.right) > 1
        and _overlap(two.left, two.right, other.left, other.right) > 1
        for other in wide
    )


def _overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    return min(end, other_end) - max(start, other_start)
