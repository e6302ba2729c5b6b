"""The blocks of all pages -> paragraphs: what runs along the edges left out, broken lines and pages joined."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kb.ingest.readers.pdf.blocks import Block
from kb.ingest.readers.pdf.layout import Layout, arranged
from kb.ingest.readers.pdf.margins import Judge
from kb.ingest.readers.pdf.page_headers import page_headers
from kb.ingest.readers.pdf.segments import Segment
from kb.ingest.text.passages import BULLET, ITEM
from kb.ingest.text.wrapping import ENDS_CLAUSE, ENDS_SENTENCE, TAIL

_NOTE = re.compile(r"(?:[⁰¹²³⁴-⁹]{1,3}|\u204e|\d{1,3}(?=\s)|[*†‡])\s*")
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹\u204e", "0123456789*")
_MARKS = re.compile(r"[⁰¹²³⁴-⁹]+(?:[,\s\u2013-][⁰¹²³⁴-⁹]+)*")
_UNIT = re.compile(r"(?:^|[\s\d/(])(?:[kcmdh]?m|[кс]?м)$")


@dataclass
class FlowBlock:
    """A paragraph, or a row of a table. kind: "text", "row" or "note".

    lines  with the page on which each stands; those of a row by cells in `cells`
    """

    kind: str
    lines: list[tuple[Layout, Segment]]
    cells: list[list[Segment]] = field(default_factory=list)
    is_heading: bool = False
    is_unsure: bool = False
    is_boxed: bool = False
    ends_full: bool = False

    @property
    def first(self) -> Segment:
        return self.lines[0][1]

    @property
    def last(self) -> Segment:
        return self.lines[-1][1]


def flow(pages: Sequence[Layout]) -> tuple[list[FlowBlock], bool]:
    """The paragraphs of the pages in the order of reading; and whether page headers and the like were left out."""
    headers = page_headers(pages)
    body = [[piece for piece in page.pieces if id(piece) not in headers] for page in pages]
    size = _body_size(piece for pieces in body for piece in pieces)
    laid = [(page, arranged(page, pieces), pieces) for page, pieces in zip(pages, body, strict=True)]
    judge = Judge(laid, size)
    parts = [part for page, blocks, _ in laid for part in _parts(page, blocks, judge)]
    _head(parts, judge)
    _without_marks(parts)
    _pour(parts)
    return parts, bool(headers)


def _body_size(pieces: Iterable[Segment]) -> float:
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[round(piece.size, 1)] += len(piece.text)
    return max(sizes, key=sizes.__getitem__, default=11.0)


def _head(parts: Sequence[FlowBlock], judge: Judge) -> None:
    """Marks the headings: larger letters than the body's, or bold ones where most are not."""
    for part in parts:
        large = all(line.size > 1.1 * judge.size for _, line in part.lines)
        bold = all(line.is_bold for _, line in part.lines) and not judge.is_bold
        part.is_heading = part.kind == "text" and (large or bold)


def _parts(page: Layout, blocks: Sequence[Block], judge: Judge, *, is_boxed: bool = False) -> list[FlowBlock]:
    made: list[FlowBlock] = []
    for block in blocks:
        if block.inner:
            made += _parts(page, block.inner, judge, is_boxed=True)
        elif block.rows:
            for row in block.rows:
                lines = [(page, line) for cell in row for line in cell]
                if lines:
                    unsure = block.is_unsure or any(line.is_unsure for _, line in lines)
                    made.append(FlowBlock("row", lines, row, is_unsure=unsure))
        else:
            is_note = judge.is_note(page, block, blocks)
            begins = _note_begins(block) if is_note else judge.begins(page, block)
            for begin, line in zip(begins, block.lines, strict=True):
                if begin:
                    made.append(FlowBlock("note" if is_note else "text", [], is_boxed=is_boxed))
                made[-1].lines.append((page, line))
                made[-1].is_unsure = made[-1].is_unsure or line.is_unsure
            made[-1].ends_full = judge.is_full(page, block)
    return made


def _note_begins(block: Block) -> list[bool]:
    """A note begins with a mark: raised, or a figure after what looks like an end."""
    made = [True]
    for one, two in pairwise(block.lines):
        raised = bool(re.match(r"[⁰¹²³⁴-⁹\u204e*†‡]", two.text))
        figure = bool(_NOTE.match(two.text)) and bool(re.search(r"[.!?)]$", one.text))
        made.append(raised or figure)
    return made


def _without_marks(parts: Sequence[FlowBlock]) -> None:
    """Takes the marks of notes out of the text where there are notes with these numbers; km² stays."""
    numbers = set()
    for part in parts:
        if part.kind == "note" and (note := _NOTE.match(part.first.text)):
            numbers.add(note[0].strip().translate(_FIGURES))
            part.first.text = f"{note[0].strip().translate(_FIGURES)} {part.first.text[note.end() :]}"
    for part in parts:
        for _, line in part.lines if part.kind != "note" else ():
            line.text = line.text.replace("\u204e", "" if "*" in numbers else "*")
            line.text = _MARKS.sub(lambda match: "" if _is_mark(match, numbers) else match[0], line.text)


def _is_mark(match: re.Match[str], numbers: set[str]) -> bool:
    if match[0] in {"²", "³"} and _UNIT.search(match.string[: match.start()][-6:]):
        return False
    return all(one.translate(_FIGURES) in numbers for one in re.findall(r"[⁰¹²³⁴-⁹]+", match[0]))


def _pour(parts: list[FlowBlock]) -> None:
    """Joins paragraphs that go on in the next column or on the next page.

    Only where the order of drawing says so too; where it says otherwise both are marked as unsure.
    """
    texts = [part for part in parts if part.kind == "text"]
    gone: set[int] = set()
    above: FlowBlock | None = None
    for part in parts:
        if part.kind == "row" or part.is_heading:
            above = None
        if part.kind != "text" or part.is_boxed or part.is_heading:
            continue
        if above is not None and _goes_on(above, part):
            if _is_next(above, part, texts):
                above.lines += part.lines
                above.is_unsure = above.is_unsure or part.is_unsure
                above.ends_full = part.ends_full
                gone.add(id(part))
                continue
            above.is_unsure = part.is_unsure = True
        above = part
    parts[:] = [part for part in parts if id(part) not in gone]


def _goes_on(above: FlowBlock, part: FlowBlock) -> bool:
    tail, start = above.last.text[-TAIL:], part.first.text
    if abs(above.last.size - part.first.size) > 0.5 or above.last.is_bold != part.first.is_bold:
        return False
    if ENDS_CLAUSE.search(tail) or ENDS_SENTENCE.search(tail) or BULLET.match(start):
        return False
    if start[:1].islower():
        return not ITEM.match(start)
    is_break = above.lines[-1][0] is not part.lines[0][0] or part.first.base < above.last.base
    is_long = len(above.lines) > 1 or len(above.last.text) > 60
    return is_break and is_long and above.ends_full and not ITEM.match(start)


def _is_next(above: FlowBlock, part: FlowBlock, texts: Sequence[FlowBlock]) -> bool:
    """Whether nothing of the text was drawn between the two."""
    page, other = above.lines[-1][0], part.lines[0][0]
    first, last = part.first.first, above.last.last
    if page is other:
        return first > last and not any(
            last < one.first.first < first for one in texts if one.lines[0][0] is page and not one.is_boxed
        )
    same = [one for one in texts if not one.is_boxed and one is not above and one is not part]
    return not any(one.lines[0][0] is page and one.first.first > last for one in same) and not any(
        one.lines[0][0] is other and one.first.first < first for one in same
    )
