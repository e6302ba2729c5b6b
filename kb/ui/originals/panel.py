"""The panel with the file beside its passages. On a phone it is folded below them; nothing of a folded one is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.words import LANGUAGES
from kb.errors import DocumentRefused
from kb.questions.translations import translated_files
from kb.ui import linked
from kb.ui.frame import Here
from kb.ui.originals.leaf import Beside, leaf
from kb.ui.submit.drafting import Draft
from kb.workflow.originals import original_content, original_seen

# The address of a passage by its number, or a place on the same screen.
To = Callable[[int], str]


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
