"""Numbers, bullets and tick boxes of a line with what they belong to, and what is filled in behind its question."""

import re
from collections.abc import Sequence

from kb.ingest.readers.pdf.segments import Segment

# What stands alone before a paragraph of a list.
LABEL = re.compile(r"[-–—•*·‣▪◦●○■□➢✓☑☒☐\uf000-\uf0ff]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\)?")
_LEVELS = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")  # 2.1, of which only what stands beside it says whether it is one
_SHORTEST_LINE = 40  # signs; a cell of a table is mostly shorter
_BLANK = " _.…"  # what is printed for an answer to be written on


def with_labels(pieces: Sequence[Segment]) -> list[Segment]:
    """Numbers and bullets put before the pieces that they number, and what is filled in behind what it answers."""
    return _appended(_appended(pieces))  # what is filled in first, then what stands before it


def with_capitals(pieces: Sequence[Segment]) -> list[Segment]:
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


def _appended(pieces: Sequence[Segment]) -> list[Segment]:
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
    if LABEL.fullmatch(piece.text):
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
    is_blank = following.is_field and piece.text.endswith(("___", "...", "…"))
    text = piece.text.rstrip(_BLANK) if is_blank else piece.text
    piece.text = f"{text} {following.text}".strip()
    piece.right = max(piece.right, following.right)
    piece.first, piece.last = min(piece.first, following.first), max(piece.last, following.last)
    piece.is_unsure = piece.is_unsure or following.is_unsure
    piece.is_field = False
    if len(following.text) > len(piece.text) // 2 and not following.is_field:
        piece.base, piece.size, piece.is_bold = following.base, following.size, following.is_bold
