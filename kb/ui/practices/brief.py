"""My brief: passages that a reader collects. They are kept in the address alone, as the values of the key `brief`."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from kb.cache import cached
from kb.db import Store, View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.words import counted
from kb.questions import Row
from kb.questions.practices import practices_read
from kb.reports.brief import brief_document
from kb.reports.word import MEDIA_TYPE, word_file
from kb.ui import downloads
from kb.ui.frame import Here
from kb.ui.markup import Html, Query, address
from kb.ui.practices.query import PracticesQuery, needs_answered
from kb.ui.templates import render

MOST = 60
# The place after a change of the brief: what bears the id `asked` takes the focus, see assets/linked.js.
HERE = "brief"


class Brief(NamedTuple):
    """The passages of an address that are held, in its order, and a sentence for each thing that was left out."""

    passages: tuple[str, ...]
    dropped: tuple[str, ...]


class Way(NamedTuple):
    """How a passage gets into the brief or out of it: the address, or none where the brief is full."""

    is_in: bool
    name: str
    to: str | None


@cached
def brief_of(view: View, asked: tuple[str, ...]) -> Brief:
    """The brief that an address asks for. What is unknown, withheld or too much is left out and said."""
    named = tuple(dict.fromkeys(asked))
    held = [row["passage"] for row in practices_read(view, named)]
    known = set(held)
    gone = _("Passage “{passage}” of the brief in the address is not known, or not public, and was left out.")
    dropped = [gone.format(passage=filters.shown(one)) for one in named if one not in known]
    if len(held) > MOST:
        full = _("A brief has at most {most} passages: the last {more} were left out. Export it and begin another.")
        dropped.append(full.format(most=MOST, more=len(held) - MOST))
    return Brief(tuple(held[:MOST]), tuple(dropped))


def way(row: Row, place: str, passages: Sequence[str], query: Query) -> Way:
    """The way of a passage into the brief, or out of it; `place` is where the focus goes on afterwards."""
    name = _("passage {number} of {name}").format(number=row["position"], name=row["contributor_label"])
    passage = row["passage"]
    if passage in passages:
        rest = [one for one in passages if one != passage]
        return Way(True, name, address("practices", {**query, "brief": rest, "at": place}))
    if len(passages) >= MOST:
        return Way(False, name, None)
    return Way(False, name, address("practices", {**query, "brief": [*passages, passage], "at": place}))


def shown(asked: PracticesQuery, brief: Brief, need: str | None) -> Html:
    """The brief with what was left out of it."""
    rows, query = practices_read(asked.view, brief.passages), asked.without_brief(need)
    return render(
        "practices/brief.html",
        dropped=brief.dropped,
        items=[(row, way(row, HERE, brief.passages, query)) for row in rows],
        is_focused=asked.at == HERE,
        away=address("practices", {**query, "at": HERE}),
        most=MOST,
        words=asked.words,
    )


def download(place: Here, query: PracticesQuery, brief: Brief) -> None:
    """The button that gives the brief as a Word document; nothing for an empty brief."""
    if not brief.passages:
        return
    seen_by = not_for_everybody(place.store, place.view, brief) if place.audience is not Audience.PUBLIC else ""
    st.download_button(
        _("Download my brief (Word)"),
        partial(_document, query, downloads.base(), seen_by),
        "my-brief.docx",
        MEDIA_TYPE,
        key="brief-file",
        on_click="ignore",
        icon=":material/download:",
    )


def _document(query: PracticesQuery, base: str, seen_by: str) -> bytes:
    """The Word document; what it answers is reckoned only when somebody asks for it."""
    made = brief_document(query.view, query.brief or (), query.my, base, seen_by, needs_answered(query))
    return word_file(made)


def not_for_everybody(store: Store, view: View, brief: Brief) -> str:
    """That not everybody may see all passages of a brief, which its document must say; empty where everybody may."""
    public = practices_read(store.snapshot(view.revision, Audience.PUBLIC), brief.passages)
    hidden = len(brief.passages) - len(public)
    verb = "is" if hidden == 1 else "are"
    return f"Not for everybody: {counted(hidden, 'passage')} of it {verb} not public." if hidden else ""
