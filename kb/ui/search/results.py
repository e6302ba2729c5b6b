"""The screen Search: the ways to look at what came of a question, the results, and by what they can be narrowed."""

from urllib.parse import parse_qsl, urlsplit

from kb.cache import cached
from kb.db import View
from kb.domain import filters, words
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING
from kb.questions.vocabulary import vocabulary
from kb.search import Sort
from kb.search.words import HOW_TO_SEARCH, SEARCHED, SORTS
from kb.tables import Table
from kb.ui.elements import paging
from kb.ui.markup import Html, address, choices, link
from kb.ui.search.facets import facets
from kb.ui.search.files import found_in, hits_table
from kb.ui.search.nothing import begun, nothing
from kb.ui.search.query import SearchQuery, file_title, found
from kb.ui.templates import render


def form(asked: SearchQuery) -> Html:
    """A plain field to search with, for a page without a script; it keeps the filters and choices."""
    kept = parse_qsl(urlsplit(address("search", asked.query(q=None))).query)
    return render("search/form.html", question=asked.question, kept=kept)


@cached
def ways(view: View, asked: SearchQuery) -> Html:
    """The choices of kind, of order, and whether typing errors are forgiven."""
    came = found(view, asked)
    kinds = (
        link(
            f"{said.title} ({came.kinds[kind]})",
            "search",
            asked.query(kind=None if kind == "passage" else kind),
            aria_current="page" if kind == asked.kind else None,
        )
        for kind, said in SEARCHED.items()
    )
    sorts = [
        link(
            said,
            "search",
            asked.query(sort=None if sort is Sort.RELEVANCE else sort.value),
            aria_current="true" if sort is asked.order else None,
        )
        for sort, said in zip(Sort, SORTS, strict=True)
        # Without a question nothing fits better than anything else.
        if asked.is_question or sort is not Sort.RELEVANCE
    ]
    forgiving = link(
        _("Typing errors forgiven") if asked.fuzzy else _("Forgive typing errors"),
        "search",
        asked.query(fuzzy=None if asked.fuzzy else "yes"),
        aria_current="true" if asked.fuzzy else None,
    )
    return render(
        "search/ways.html",
        kinds=choices(kinds, _("What is searched for")),
        sorts=choices([*sorts, forgiving], _("Order of the results, and typing errors"), "choice section"),
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
def table(view: View, asked: SearchQuery) -> Table:
    """The results of one page for files."""
    return hits_table(found(view, asked).hits, asked.kind, vocabulary(view), file_title(view, asked))
