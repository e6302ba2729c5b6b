"""What runs along the edges of all pages: page headers, page footers and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kb.ingest.readers.pdf.layout import Layout
from kb.ingest.readers.pdf.segments import Segment
from kb.ingest.text.page_signs import is_page_number

_DEEPEST = 4
# Lines that a provision may begin with are no header merely because only their number differs.
_MAY_BEGIN_PROVISION = re.compile(r"^\W*(?:action|article)\b|^\(?(?:\d+|[a-z]{1,4})[.)]", re.IGNORECASE)


def page_headers(pages: Sequence[Layout]) -> set[int]:
    """The ids of the pieces that are page numbers, or repeated at the top or bottom of pages.

    A line repeats when it stands at the same place among the first or last four lines of at least two pages and
    of a third of all pages, alike or with a number that rises with the pages. The header ends before the first
    line that does not repeat, and at a distance from the text: a line of the text that happens to stand at the
    edge of several pages is not taken for a part of it, unless it does so on three pages and two of three.
    """
    made: set[int] = set()
    for from_above in (1, -1):
        edges = [[piece for piece in page.pieces if id(piece) not in made][::from_above] for page in pages]
        pitches = [_pitch(page.pieces) for page in pages]
        on_pages = [
            {key for piece in edge[:_DEEPEST] for key in _keys(piece, number)} for number, edge in enumerate(edges)
        ]
        counts = Counter(key for keys in on_pages for key in keys)
        for number, (edge, pitch) in enumerate(zip(edges, pitches, strict=True)):
            often = [max(counts[key] for key in _keys(piece, number)) for piece in edge[:_DEEPEST]]
            made.update(id(piece) for piece in edge[: _depth(edge, pitch, often, len(pages))])
    return made | _numbered_rows(pages)


def _depth(edge: Sequence[Segment], pitch: float, often: Sequence[int], pages: int) -> int:
    """How many lines of a page, from its edge, are page headers. often: on how many pages each of them stands.

    Beyond the first distance the text may have begun: there the evidence must be strong, and a distance must
    follow; without any distance it must be strong.
    """
    gaps = [abs(two.base - one.base) > 1.25 * pitch for one, two in pairwise(edge)]
    is_number = [is_page_number(piece.text) for piece in edge[:_DEEPEST]]
    weak, strong = (
        [
            count >= least and count * 3 >= pages * thirds and not _goes_on(piece.text)
            for piece, count in zip(edge, often, strict=False)
        ]
        for least, thirds in ((2, 1), (3, 2))
    )
    depth = 0
    while depth < len(often) and (is_number[depth] or (strong if any(gaps[:depth]) else weak)[depth]):
        depth += 1
    while 0 < depth < len(edge) and not gaps[depth - 1]:
        if is_number[depth - 1] or (strong[depth - 1] and not any(gaps[: depth - 1])):
            break
        depth -= 1
    return depth


def _goes_on(text: str) -> bool:
    """Whether a line is the rest of a sentence, or may begin a provision: such a line is no header."""
    return text[:1].islower() or bool(_MAY_BEGIN_PROVISION.match(text))


def _pitch(pieces: Sequence[Segment]) -> float:
    """The distance between the lines of a paragraph."""
    pitches = sorted(two.base - one.base for one, two in pairwise(pieces) if two.base - one.base > 1)
    return pitches[len(pitches) // 4] if pitches else 0.0


def _keys(piece: Segment, page: int) -> list[tuple[object, ...]]:
    """What lines at pages' edges share if they are one: their place, and the text or all of it but a number that
    rises with the pages.
    """
    numbers = [int(number) for number in re.findall(r"\d+", piece.text)]
    height, shape = round(piece.top), re.sub(r"\d+", "#", piece.text)
    rising = [(at, number - page, *numbers[:at], *numbers[at + 1 :]) for at, number in enumerate(numbers)]
    return [(height, piece.text), *((height, shape, *one) for one in rising)]


def _numbered_rows(pages: Sequence[Layout]) -> set[int]:
    """Rows at an edge of the pages that hold their number, whatever else they say: the chapter, for instance."""
    rows: dict[tuple[int, int, int], list[list[Segment]]] = {}
    for page in pages:
        for at in (0, -1) if page.pieces else ():
            row = [piece for piece in page.pieces if abs(piece.base - page.pieces[at].base) < 2]
            for piece in row:
                if piece.text.isdecimal() and len(piece.text) < 5:
                    rows.setdefault((int(piece.text) - page.sheet.number, round(piece.base / 4), at), []).append(row)
    often = [alike for alike in rows.values() if len(alike) >= 3 and len(alike) * 3 >= len(pages)]
    return {id(piece) for alike in often for row in alike for piece in row}
