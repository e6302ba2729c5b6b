"""The file that was handed in, one page at a time, beside its passages; on a phone it is folded below them."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

import streamlit as st

from kb.cache import MEGABYTE, bounded
from kb.domain.catalogue import gettext as _
from kb.domain.words import LANGUAGES
from kb.errors import DocumentRefused
from kb.ingest.reading import reading_of, render_page
from kb.ingest.text.passages import Paragraph
from kb.questions.translations import translated_files
from kb.ui import linked
from kb.ui.frame import Here
from kb.ui.markup import Html, render
from kb.ui.submit.drafting import Draft
from kb.workflow.originals import original_content, original_seen

# Of a text without pages, shown at a time.
PARAGRAPHS = 40
# Pixels of a page's picture.
WIDTH = 900
# One at a time: the other place for a document is left to those who hand in.
PICTURES = bounded(entries=512, size=64 * MEGABYTE, at_once=1)
READINGS = bounded(entries=64, size=32 * MEGABYTE)

Box = tuple[float, float, float, float]
# The address of a passage by its number, or a place on the same screen.
To = Callable[[int], str]


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
        # Below the line before, in the same column.
        if rows and box[1] >= rows[-1][1] and box[0] < rows[-1][2] and rows[-1][0] < box[2]:
            before = rows.pop()
            box = (min(before[0], box[0]), before[1], max(before[2], box[2]), box[3])
        rows.append(box)
    return [
        {"left": f"{x:.2%}", "top": f"{y:.2%}", "width": f"{right - x:.2%}", "height": f"{bottom - y:.2%}"}
        for x, y, right, bottom in rows
    ]


def of_contribution(place: Here, contribution: str) -> Beside | None:
    """The file of a contribution, as whoever looks may see it beside the latest passages; None for nothing."""
    seen = original_seen(place.store, place.actor, contribution) if place.view.is_latest else None
    if seen is None:
        return None
    return Beside(
        seen.sha256,
        seen.language,
        seen.reading,
        seen.sources,
        lambda: original_content(place.store, place.actor, contribution),
        (seen.name, seen.media_type) if seen.is_own else None,
    )


def chosen(place: Here, contribution: str) -> Beside | None:
    """The file of a contribution, or that of a translation of it where whoever looks chooses one."""
    own = of_contribution(place, contribution)
    files = {own.language: own} if own else {}
    for language, id_ in translated_files(place.view, contribution).items():
        if translated := of_contribution(place, id_):
            # Its paragraphs are no passages.
            files[language] = replace(translated, sources={})
    if len(files) < 2:
        return next(iter(files.values()), None)
    language = st.radio(
        _("The file in"),
        list(files),
        format_func=lambda code: LANGUAGES.get(code, code),
        horizontal=True,
        key=f"original-language-{contribution}",
    )
    return files[language]


def of_draft(place: Here, code: str, draft: Draft) -> Beside | None:
    """The file of the person's draft; None where there is none, as with drafts of an earlier version."""
    kept = place.store.originals.of_draft(place.actor.person, code)
    if kept is None:
        return None
    sources = {number: part.sources for number, part in enumerate(draft.passages, start=1)}
    return Beside(draft.sha256, draft.language, kept.reading, sources, lambda: kept.content)


class Opening(NamedTuple):
    """Where a file is open: where passage `asked` is; and the way to the passages that stand on its pages.

    Where there is a `check`, it is called with a page that is not `checked` yet, once somebody confirms it. Where no
    passage is asked for, the file is open at the first such page, else where the passage `first` is.
    """

    asked: int | None
    to: To
    checked: tuple[int, ...] = ()
    check: Callable[[int], None] | None = None
    first: int | None = None


@contextmanager
def beside(file: Beside | None, at: Opening) -> Iterator[None]:
    """Write the passages inside; the file, if there is one, stands beside them."""
    if file is None:
        yield
        return
    passages, original = st.columns(2)
    with original:
        shelf(file, at)
    with passages:
        yield


def shelf(file: Beside | None, at: Opening) -> None:
    """The file, if there is one, to be folded away."""
    if file is None:
        return
    with st.expander(_("As it was handed in"), expanded=not _is_phone(), key="original", on_change="rerun") as opened:
        if opened.open:
            _page(file, at)


@st.fragment
def _page(file: Beside, at: Opening) -> None:
    page, unchecked = 1, [one for one in file.unsure if at.check and one not in at.checked]
    if file.pages > 1:
        label = _("Page (of {pages})") if file.has_pictures else _("Part (of {pages})")
        begins = unchecked[0] if unchecked and at.asked is None else file.page_of_passage(at.asked or at.first)
        key = f"original-page-{file.sha256[:12]}-{at.asked}-{begins}"
        page = st.number_input(label.format(pages=file.pages), 1, file.pages, begins, key=key)
    if at.check and page in unchecked:
        st.warning(_("Here the order of the words is not certain. Compare this page with its passages."))
        if st.button(_("Page {page} is right").format(page=page), key=f"original-right-{page}"):
            at.check(page)
    is_large = file.has_pictures and st.toggle(_("Larger"), key="original-larger")
    try:
        shown = leaf(file, page, at.asked, at.to, is_large=is_large)
    except DocumentRefused as error:
        st.warning(str(error))
    else:
        linked.show(shown, "original")
    if file.leaves_as:
        name, media_type = file.leaves_as
        st.download_button(
            _("Download the file"),
            lambda: file.content() or b"",
            name,
            media_type,
            key="original-file",
            on_click="ignore",
        )


def _is_phone() -> bool:
    """Whether the browser says that it is a phone's; decides nothing but what is folded."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
