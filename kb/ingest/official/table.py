"""Placement table: for each line of a document which action or article it begins, or what it belongs to."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from kb.domain.catalogue import N_
from kb.domain.words import listed
from kb.errors import PlacementFault
from kb.ingest.official.labels import Label, Wanted, label_of, number_of, wants_more
from kb.ingest.text.wrapping import reads_like_title
from kb.tables.cells import as_csv, unguarded

COLUMNS = ("line", "page", "text", "place", "unclear", "why")
# A table of the longest text that can be read has 5,000 lines; each may be divided.
MOST_ROWS, LONGEST_FILE = 20_000, 20_000_000
_SHOWN = 10


class Place(StrEnum):
    """Where a line belongs that begins no action or article.

    ABOVE    a paragraph of its own in what stands above it
    JOINED   goes on in the paragraph above it
    CHAPTER  a chapter's heading: what stands above ends here
    OUTSIDE  the document's own text, as an introduction: what stands above ends here, too
    SKIP     header, footer or note of a page, entry of a list of contents: what stands above goes on after it
    """

    ABOVE = "above"
    JOINED = "joined"
    CHAPTER = "chapter"
    OUTSIDE = "outside"
    SKIP = "skip"


PLACES = frozenset(place.value for place in Place)


@dataclass(frozen=True)
class Line:
    """A row of the table: a line (paragraph) of the document, or a piece of one that was divided.

    line   from 1, in the order of reading; pieces of one line have the same
    page   from 1; None in a document without pages
    place  id of the action or article that it begins, as VAP-27 or CCM-5.2.g; or a Place
    why    why a person must look at it; "" where nothing is unclear
    """

    line: int
    page: int | None
    text: str
    place: str
    why: str = ""

    @property
    def begins(self) -> bool:
        """Whether it begins an action or article."""
        return self.place not in PLACES

    @property
    def where(self) -> str:
        """Where a person finds it: "line 12", "page 3, line 12"."""
        return f"line {self.line}" if self.page is None else f"page {self.page}, line {self.line}"


def unclear(table: Iterable[Line]) -> list[Line]:
    """The lines that a person must look at."""
    return [line for line in table if line.why]


def placed(table: Sequence[Line], at: int, place: str) -> tuple[Line, ...]:
    """The table with row `at` (from 0) placed by hand, which settles it."""
    return (*table[:at], replace(table[at], place=place, why=""), *table[at + 1 :])


def divided(table: Sequence[Line], at: int, words: str) -> tuple[Line, ...]:
    """The table with row `at` (from 0) divided before these words of it. Raises PlacementFault where it lacks them."""
    before, middle, after = table[at].text.partition(words.strip())
    if not words.strip() or not middle or not before.strip():
        raise PlacementFault(N_("The line does not have these words after its first."))
    first = replace(table[at], text=before.strip())
    rest = Line(first.line, first.page, f"{middle}{after}".strip(), Place.ABOVE, "a piece of a line divided by hand")
    return (*table[:at], first, rest, *table[at + 1 :])


def as_file(table: Iterable[Line]) -> str:
    """The table as CSV: `unclear` says yes or no."""
    rows = ((row.line, row.page, row.text, row.place, "yes" if row.why else "no", row.why) for row in table)
    return as_csv([COLUMNS, *rows])


def from_file(content: bytes) -> tuple[Line, ...]:
    """The table that a CSV file holds. Raises PlacementFault, which names the first row that cannot be read."""
    if len(content) > LONGEST_FILE:
        raise PlacementFault(N_("The placement table is larger than {most} bytes."), most=LONGEST_FILE)
    try:
        text = content.decode("utf-8-sig")
        # A spreadsheet in many languages writes semicolons.
        delimiter = ";" if text.startswith(";".join(COLUMNS)) else ","
        header, *lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except (UnicodeDecodeError, csv.Error) as error:
        raise PlacementFault(N_("The placement table is no CSV file in UTF-8.")) from error
    except ValueError:
        header, lines = [], []
    if tuple(header) != COLUMNS or len(lines) > MOST_ROWS:
        raise PlacementFault(N_("The placement table must have the columns {columns}."), columns=", ".join(COLUMNS))
    return tuple(_row(cells, number) for number, cells in enumerate(lines, start=2) if any(cells))


def _row(cells: Sequence[str], number: int) -> Line:
    try:
        line, page, text, place, is_open, why = map(unguarded, cells)
        row = Line(int(line), int(page) if page else None, text, place.strip())
        if is_open.casefold() not in {"yes", "no", ""} or not 0 < row.line < 10**6:
            raise ValueError(is_open)
    except ValueError as error:
        raise PlacementFault(N_("Row {number} of the placement table cannot be read."), number=number) from error
    return replace(row, why=(why or "marked as unclear in the file") if is_open.casefold() == "yes" else "")


def refuse_foreign(table: Sequence[Line], document: Sequence[Line]) -> None:
    """Raise PlacementFault unless the table has the document's words: each once, in their order, and no other."""
    given = _words(table)
    for number, words in _words(document).items():
        if given.get(number) != words:
            raise PlacementFault(N_("Line {number} of the table is not that of the document."), number=number)
    numbers = [row.line for row in table]
    if numbers != sorted(numbers) or set(numbers) != {row.line for row in document}:
        raise PlacementFault(N_("The lines of the table are not those of the document, in their order."))


def _words(table: Iterable[Line]) -> dict[int, list[str]]:
    words: dict[int, list[str]] = {}
    for row in table:
        words.setdefault(row.line, []).extend(row.text.split())
    return words


def refuse_unsettled(table: Sequence[Line], instrument: str) -> None:
    """Raise PlacementFault for lines that are unclear, of no place, or that begin what has begun already."""
    if waiting := unclear(table):
        raise PlacementFault(
            N_("It is not clear where these lines belong: {lines}. Settle them first."),
            lines=shortened([f"{row.line} ({row.why})" for row in waiting]),
        )
    seen: set[str] = set()
    for row in table:
        if row.begins and not re.fullmatch(
            rf"{re.escape(instrument)}-[0-9a-z]{{1,4}}(?:\.[0-9a-z]{{1,4}}){{0,3}}", row.place
        ):
            raise PlacementFault(
                N_("Line {line} has the unknown place {place!r}."), line=row.line, place=row.place[:40]
            )
        if row.begins and row.place in seen:
            raise PlacementFault(
                N_("{place} begins twice, the second time in line {line}."), place=row.place, line=row.line
            )
        seen.add(row.place)
    if not any(row.begins for row in table):
        raise PlacementFault(N_("No line of the table begins an action or article."))


def shortened(items: Sequence[str]) -> str:
    """The first items in a row, and how many more there are."""
    more = len(items) - _SHOWN
    return listed(items) if more <= 0 else f"{', '.join(items[:_SHOWN])} and {more} more"


class Builder:
    """Places lines one by one. kinds: of the document's paragraphs. labels: the actions or articles, by their line."""

    def __init__(self, lines: Sequence[Line], kinds: Sequence[str], wanted: Wanted) -> None:
        self.lines = list(lines)
        self.kinds = kinds
        self.wanted = wanted
        self.labels: dict[int, Label] = {}
        self._begun: dict[str, int] = {}

    def put(self, at: int, place: str, why: str = "") -> None:
        """Place a line; what was unclear in it stays so."""
        self.lines[at] = replace(self.lines[at], place=place, why=self.lines[at].why or why)

    def begin(self, at: int, steps: Sequence[str], why: str = "") -> None:
        """A line that begins a provision; where it has begun before, neither is certain."""
        id_ = self.wanted.id_of(steps)
        if id_ in self._begun:
            why = f"{number_of(id_)} begins more than once"
            self.doubt(self._begun[id_], why)
        self._begun.setdefault(id_, at)
        self.put(at, id_, why)

    def doubt(self, at: int, why: str) -> None:
        """Mark a placed line as unclear."""
        self.put(at, self.lines[at].place, why)

    def is_heading(self, at: int) -> bool:
        """Whether the document marks a line as a heading, and it reads like one."""
        return self.kinds[at] == "heading" and reads_like_title(self.lines[at].text)

    def pairs(self) -> Iterator[tuple[int, int | None]]:
        """The lines that are left, each with the one after it."""
        yield from pairwise([*(at for at, line in enumerate(self.lines) if not line.place), None])

    def find_labels(self) -> None:
        """Find where actions or articles begin; the entries of a list of contents are placed aside."""
        above = ""
        for at, after in self.pairs():
            text, below = self.lines[at].text, "" if after is None else self.lines[after].text
            label = label_of(text, self.wanted.unit)
            is_reference = label and label.is_lone and (wants_more(above) or below[:1].islower())
            if label and (not is_reference or self.is_heading(at)):
                self.labels[at] = label
            above = text
        low = {at for at, label in self.labels.items() if label.is_low}
        begun = {label.steps for at, label in self.labels.items() if at not in low}
        if len(low) < 3 or any(self.labels[at].steps in begun for at in low):  # sentences that speak of actions
            self.labels = {at: label for at, label in self.labels.items() if at not in low}
        self._put_contents_aside()

    def _put_contents_aside(self) -> None:
        """Labels that begin again further down, where they end in a page's number or have only a title below."""
        last = {label.steps: at for at, label in self.labels.items()}
        open_ = [at for at, _ in self.pairs()]
        entries: list[int] = []
        for at, following in pairwise([*self.labels, len(self.lines)]):
            label, below = self.labels[at], [one for one in open_ if at < one < following]
            is_title = all(reads_like_title(self.lines[one].text, 20) for one in below)
            is_bare = (self.wanted.articles or not label.rest) and len(below) < 2 and is_title
            if last[label.steps] > at and (is_bare or re.search(r"\D\s\d{1,3}$", self.lines[at].text)):
                entries += [at, *(below if is_bare else [])]
        for at in entries:
            self.put(at, Place.SKIP)
            self.labels.pop(at, None)
