"""One page of a file: its picture, or what was read in a file without pages, with the places of passages marked."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from kb.cache import MEGABYTE, bounded
from kb.domain.catalogue import gettext as _
from kb.ingest.reading import reading_of, render_page
from kb.ingest.text.passages import Paragraph
from kb.ui.markup import Html
from kb.ui.templates import render

# Of a text without pages, shown at a time.
PARAGRAPHS = 40
# Pixels of a page's picture.
WIDTH = 900
# One at a time: the other place for a document is left to those who hand in.
PICTURES = bounded(entries=512, size=64 * MEGABYTE, at_once=1)
READINGS = bounded(entries=64, size=32 * MEGABYTE)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Beside:
    """A file as it is shown: what was read in it, of which of its paragraphs each passage was made, and its bytes.

    `language` is that of the text, empty where it is not known; `leaves_as` name and media type of the file itself, for
    whoever may have it.
    """

    sha256: str
    language: str
    reading: str
    sources: Mapping[int, Sequence[int]]
    content: Callable[[], bytes | None]
    leaves_as: tuple[str, str] | None = None

    @cached_property
    def paragraphs(self) -> Sequence[Paragraph]:
        """What was read in it, in order."""
        return self._read[0]

    @cached_property
    def has_pictures(self) -> bool:
        """Whether it has pages that can be drawn."""
        return self._read[1] > 0

    @cached_property
    def pages(self) -> int:
        """How many pages it has; a text without pages is cut into as many as are needed."""
        return self._read[1] or max(1, -(-len(self.paragraphs) // PARAGRAPHS))

    @cached_property
    def unsure(self) -> tuple[int, ...]:
        """The pages on which the order of the words is not certain."""
        numbers = enumerate(self.paragraphs, start=1)
        return tuple(sorted({self.page_of(number) for number, one in numbers if one.is_unsure}))

    def is_unsure(self, passage: int) -> bool:
        """Whether the order of the words is not certain in what a passage was made of."""
        numbers = self.sources.get(passage, ())
        return any(self.paragraphs[one - 1].is_unsure for one in numbers if one <= len(self.paragraphs))

    def page_of(self, paragraph: int) -> int:
        """The page of a paragraph, both from 1."""
        if not self.has_pictures:
            return (paragraph - 1) // PARAGRAPHS + 1
        where = self.paragraphs[paragraph - 1].place
        return where.page if where else 1

    def page_of_passage(self, passage: int | None) -> int:
        """The page on which a passage begins; the first for one that was not made of the file."""
        known = [number for number in self.sources.get(passage or 0, ()) if number <= len(self.paragraphs)]
        return self.page_of(known[0]) if known else 1

    @cached_property
    def _read(self) -> tuple[Sequence[Paragraph], int]:
        read = READINGS.get((self.sha256, hash(self.reading)), lambda: reading_of(self.reading))
        return read.paragraphs, read.pages


def leaf(
    file: Beside,
    page: int,
    asked: int | None,
    to: Callable[[int], str],
    *,
    is_large: bool = False,
    called: str = _("Passage {number}"),
) -> Html:
    """A page of the file; the place of each passage leads `to` it, that of the passage `asked` stands out.

    `called` is what a passage is called.

    Raises DocumentRefused where the page cannot be drawn.
    """
    passages = {number: passage for passage, numbers in file.sources.items() for number in numbers}
    marks: list[dict[str, Any]] = []
    for number, paragraph in enumerate(file.paragraphs, start=1):
        if file.page_of(number) == page:
            passage = passages.get(number)
            href = to(passage) if passage is not None else ""
            named = {"passage": passage, "name": called.format(number=passage), "href": href}
            is_asked = passage is not None and passage == asked
            mark = {"number": number, "paragraph": paragraph, "boxes": _boxes(paragraph), "is_asked": is_asked}
            marks.append(mark | named)
    first = {mark["passage"]: mark["number"] for mark in reversed(marks)}
    values = {"marks": marks, "first": first, "page": page, "of": file.pages, "language": file.language}
    if not file.has_pictures:
        parts = groupby(marks, lambda mark: mark["paragraph"].kind)
        return render("originals/text.html", parts=[(kind, list(some)) for kind, some in parts], **values)
    picture = PICTURES.get((file.sha256, page, WIDTH), lambda: render_page(file.content() or b"", page, WIDTH))
    return render("originals/picture.html", picture=b64encode(picture).decode(), is_large=is_large, **values)


def _boxes(paragraph: Paragraph) -> list[dict[str, str]]:
    """Where a paragraph stands on the page, in per cent; lines below each other are one box."""
    rows: list[Box] = []
    for box in paragraph.place.boxes if paragraph.place else ():
        if rows and _goes_on(rows[-1], box):
            before = rows.pop()
            box = (min(before[0], box[0]), before[1], max(before[2], box[2]), box[3])
        rows.append(box)
    return [
        {"left": f"{x:.2%}", "top": f"{y:.2%}", "width": f"{right - x:.2%}", "height": f"{bottom - y:.2%}"}
        for x, y, right, bottom in rows
    ]


def _goes_on(before: Box, box: Box) -> bool:
    """Whether a line stands below another, in the same column."""
    return box[1] >= before[1] and box[0] < before[2] and before[0] < box[2]
