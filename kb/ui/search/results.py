"""The screen Search: the ways to look at what came of a question, the results, and by what they can be narrowed."""

from collections.abc import Sequence
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from streamlit.components.v2.types import ComponentRenderer

from kb.cache import cached
from kb.db import View
from kb.domain import filters, words
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES
from kb.questions.columns import NOTE, PASSAGES, PROVISION, SOURCED, TEXT_STATUS, count
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.search import SearchHit, Sort
from kb.search.words import HOW_TO_SEARCH, PLACES_FOUND, PLACES_FOUND_IN_PROVISION, SEARCHED, SORTS
from kb.tables import Column, Table
from kb.ui.elements import paging
from kb.ui.markup import Html, choices
from kb.ui.passages import passage_table
from kb.ui.search.facets import facets
from kb.ui.search.nothing import begun, nothing
from kb.ui.search.query import SearchQuery, file_title, found
from kb.ui.served import asset, component
from kb.ui.templates import render


def form(query: SearchQuery) -> Html:
    """A plain field to search with, for a page without a script; it keeps the filters and choices."""
    kept = parse_qsl(urlsplit(query.to(q=None)).query)
    return render("search/form.html", question=query.question, kept=kept)


@cached
def ways(view: View, query: SearchQuery) -> Html:
    """The choices of kind, of order, and whether typing errors are forgiven."""
    came = found(view, query)
    kinds = (
        (f"{said.title} ({came.kinds[kind]})", query.to(kind=None if kind == "passage" else kind), kind == query.kind)
        for kind, said in SEARCHED.items()
    )
    sorts = [
        (said, query.to(sort=None if sort is Sort.RELEVANCE else sort.value), sort is query.order)
        for sort, said in zip(Sort, SORTS, strict=True)
        # Without a question nothing fits better than anything else.
        if query.is_question or sort is not Sort.RELEVANCE
    ]
    forgiving = _("Typing errors forgiven") if query.fuzzy else _("Forgive typing errors")
    sorts.append((forgiving, query.to(fuzzy=None if query.fuzzy else "yes"), query.fuzzy))
    return render(
        "search/ways.html",
        kinds=choices(kinds, _("What is searched for")),
        sorts=choices(sorts, _("Order of the results, and typing errors"), "choice section"),
    )


@cached
def results(view: View, asked: SearchQuery) -> Html:
    """The results of one page beside the facets, in one piece, so that both change at once."""
    came = found(view, asked)
    pages = paging.pages(asked.at, came.total, "search", asked.query())
    again = paging.pages(asked.at, came.total, "search", asked.query(), _("Pages, again"))
    query = filters.query(asked.scope)
    return render(
        "search/results.html",
        nothing=nothing(came, came.why, asked) if came.why else None,
        begun=[] if came.why else list(begun(came, asked)),
        pages=pages,
        again=again if len(came.hits) > 5 else "",
        hits=[(hit, found_in(hit)) for hit in came.hits],
        facets=facets(view, asked),
        how=HOW_TO_SEARCH,
        vocabulary=vocabulary(view),
        query=query,
        # Searched is everything; what the codes of a passage lead to is not to leave out where they were found.
        coded_query={"meeting": [ANY_MEETING], **query},
        said=words,
    )


@cached
def table(view: View, query: SearchQuery) -> Table:
    """The results of one page for files."""
    return hits_table(found(view, query).hits, query.kind, vocabulary(view), file_title(view, query))


@cache
def _component() -> ComponentRenderer:
    return component("search_box", asset("search.js"), asset("search.css"))


def box(question: str, said: Html) -> None:
    """The field with the question of the address; `said` is spoken and shown below it."""
    _component()(key="search-box", data={"question": question, "html": said})


FOUND_IN = Column(
    "found_in", _("Found in"), meaning=_("Where words of the question stand, and which."), may_be_empty=True
)
SNIPPET = Column(
    "snippet",
    _("Where it fits most"),
    meaning=_("What was searched of it, or the part of it with most that fits."),
    may_be_empty=True,
)
CONTRIBUTIONS = (FOUND_IN, SNIPPET, *SOURCED, count("passages", _("Passages"), PASSAGES, _("All its passages.")))
PROVISIONS = (
    FOUND_IN,
    SNIPPET,
    PROVISION,
    Column("instrument", _("Instrument (code)"), meaning=_("VAP or CCM."), codes="instrument"),
    Column("number", _("Number"), meaning=_("Its number in the instrument.")),
    Column("chapter", _("Chapter"), meaning=_("The chapter it stands in.")),
    TEXT_STATUS,
    NOTE,
)


def hits_table(hits: Sequence[SearchHit], kind: str, words: Vocabulary, title: str) -> Table:
    """The results shown, of one kind: `passage`, `contribution` or `provision`."""
    rows = [
        {**hit.row, "found_in": found_in(hit), "snippet": "".join(piece.text for piece in hit.pieces) or None}
        for hit in hits
    ]
    if kind == "passage":
        return passage_table(rows, words, title, FOUND_IN)
    return labelled_table(title, CONTRIBUTIONS if kind == "contribution" else PROVISIONS, rows, words)


def found_in(hit: SearchHit) -> str | None:
    """Where words of the question stand, and which, names and titles whole: cut, they might lack the very word that
    fits. None where nothing was asked for by words.
    """
    named = PLACES_FOUND_IN_PROVISION if hit.kind == "provision" else PLACES_FOUND
    places = [
        f"{named[why.place].format(language=LANGUAGES.get(why.language or '', why.language))}"
        f" {', '.join(f'“{word}”' for word in why.words)}"
        for why in hit.why
    ]
    return "; ".join(dict.fromkeys(places)) or None
