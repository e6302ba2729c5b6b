"""My brief: passages that a reader collects. They are kept in the address alone, as the values of the key `brief`."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from kb.cache import cached
from kb.domain import filters
from kb.domain.model import Audience
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted
from kb.export.brief import brief_document
from kb.export.word import MEDIA_TYPE
from kb.queries import Row
from kb.queries.practices import practices_read
from kb.store import Store, View
from kb.ui import downloads
from kb.ui.frame import Here
from kb.ui.markup import Html, Query, element, join, link
from kb.ui.parts.practices_asked import Asked, needs_answered
from kb.ui.passages import voice

MOST = 60
# The place after a change of the brief: what bears the id `asked` takes the focus, see assets/linked.js.
HERE = "brief"


class Brief(NamedTuple):
    """The passages of an address that are held, in its order, and a sentence for each thing that was left out."""

    passages: tuple[str, ...]
    dropped: tuple[str, ...]


@cached
def brief_of(view: View, asked: tuple[str, ...]) -> Brief:
    """The brief that an address asks for. What is unknown, withheld or too much is left out and said."""
    named = tuple(dict.fromkeys(asked))
    held = [row["passage"] for row in practices_read(view, named)]
    known = set(held)
    dropped = [
        f"Passage “{filters.shown(one)}” of the brief in the address is not held as of revision {view.revision}, or "
        "not for everybody to see, and was left out. It may have been withdrawn or corrected."
        for one in named
        if one not in known
    ]
    if len(held) > MOST:
        dropped.append(
            f"A brief holds at most {MOST} passages, because it is kept in the address: the last {len(held) - MOST} "
            "were left out. Export this one and begin another."
        )
    return Brief(tuple(held[:MOST]), tuple(dropped))


def add_or_remove(row: Row, place: str, passages: Sequence[str], query: Query) -> Html:
    """The link that puts a passage into the brief or takes it out; `place` is where the focus goes on afterwards."""
    name = f"passage {row['position']} of {row['contributor_label']}"
    passage = row["passage"]
    if passage in passages:
        rest = [one for one in passages if one != passage]
        out = link("Take it out", "practices", {**query, "brief": rest, "at": place}, aria_label=f"Take out {name}")
        return join([element("strong", "In my brief."), " ", out])
    if len(passages) >= MOST:
        return element("span", f"My brief is full: it holds at most {MOST} passages.", class_="quiet")
    more = {**query, "brief": [*passages, passage], "at": place}
    return link("Add to my brief", "practices", more, aria_label=f"Add to my brief: {name}")


def shown(view: View, brief: Brief, at: str | None, words: Vocabulary, query: Query) -> Html:
    """The brief with what was left out of it; `query` is the address without it."""
    rows = practices_read(view, brief.passages)
    said = [element("p", one, class_="note") for one in brief.dropped]
    if not rows:
        # Short, for what a reader comes for stands below it.
        empty = "My brief is empty. “Add to my brief” below takes a passage along, in a Word document with citations."
        return join([*said, element("p", empty, class_="quiet", id="asked" if at == HERE else None)])
    items = (_item(row, brief.passages, words, query) for row in rows)
    away = link("Empty my brief", "practices", {**query, "at": HERE})
    kept = f"Kept in the address of this page only, {MOST} at most: keep or send the link. "
    return join(
        [
            _heading(f"My brief: {counted(len(rows), 'passage')}", at),
            *said,
            element("details", element("summary", "Show the list"), element("ol", *items), open=_opened(at)),
            element("p", kept, away, class_="quiet"),
        ]
    )


def download(place: Here, brief: Brief, my: str | None) -> None:
    """The button that gives the brief as a Word document; nothing for an empty brief."""
    if not brief.passages:
        return
    seen_by = not_for_everybody(place.store, place.view, brief) if place.audience is not Audience.PUBLIC else ""
    asked = Asked(place.view, place.scope, my, brief.passages)
    st.download_button(
        "Download my brief as a Word document",
        partial(_document, asked, downloads.base(), seen_by),
        "my-brief.docx",
        MEDIA_TYPE,
        key="brief-file",
        on_click="ignore",
        icon=":material/download:",
    )


def _document(asked: Asked, base: str, seen_by: str) -> bytes:
    """The Word document; what it answers is reckoned only when somebody asks for it."""
    return brief_document(asked.view, asked.brief, asked.my, base, seen_by, needs_answered(asked))


def not_for_everybody(store: Store, view: View, brief: Brief) -> str:
    """That not everybody may see all passages of a brief, which its document must say; empty where everybody may."""
    public = practices_read(store.at(view.revision, Audience.PUBLIC), brief.passages)
    hidden = len(brief.passages) - len(public)
    verb = "is" if hidden == 1 else "are"
    return f"Not for everybody: {counted(hidden, 'passage')} of it {verb} not public." if hidden else ""


def _heading(title: str, at: str | None) -> Html:
    return element("h2", title, id="asked" if at == HERE else None)


def _opened(at: str | None) -> str | None:
    """The list stays open for who takes passages out of it."""
    return "" if at == HERE else None


def _item(row: Row, passages: Sequence[str], words: Vocabulary, query: Query) -> Html:
    about = row["about_state"]
    of = f", about {words.label('state', about)}" if about and about != row["state"] else ""
    rest = [one for one in passages if one != row["passage"]]
    name = f"passage {row['position']} of {row['contributor_label']}"
    to = {"contribution": row["contribution"], "passage": row["position"]}
    return element(
        "li",
        link(f"{row['contributor_label']}, {row['meeting_label']}, {row['date'] or 'no date'}", "contributions", to),
        f"{of}: passage {row['position']} ",
        voice(row["voice"], brief=True),
        " ",
        link("Take it out", "practices", {**query, "brief": rest, "at": HERE}, aria_label=f"Take out {name}"),
    )
