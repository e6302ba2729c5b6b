"""The screen Search: the ways to look at what came of a question, the results, and by what they can be narrowed."""

from kb.cache import cached
from kb.domain import filters
from kb.queries.vocabulary import vocabulary
from kb.search import Sort
from kb.search.words import HOW_TO_SEARCH, SEARCHED, SORTS
from kb.store import View
from kb.tables import Table
from kb.ui.elements import paging
from kb.ui.markup import Html, choices, element, join, link, wide_table
from kb.ui.parts import search_facets
from kb.ui.parts.search_asked import Asked, file_title, found, heading
from kb.ui.parts.search_files import hits_table
from kb.ui.parts.search_hits import hit
from kb.ui.parts.search_nothing import begun, nothing


def how() -> Html:
    """What can be typed, folded away."""
    shown = wide_table("What you type, and what it finds", ("You type", "It finds"), HOW_TO_SEARCH)
    return element("details", element("summary", "How to search"), shown)


@cached
def ways(view: View, asked: Asked) -> Html:
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
        "Typing errors are forgiven" if asked.fuzzy else "Forgive typing errors",
        "search",
        asked.query(fuzzy=None if asked.fuzzy else "yes"),
        aria_current="true" if asked.fuzzy else None,
    )
    beside = choices([*sorts, forgiving], "Order of the results, and typing errors")
    return join([choices(kinds, "What is searched for"), beside])


@cached
def results(view: View, asked: Asked) -> Html:
    """The results of one page beside the facets, in one piece, so that both change at once."""
    facets = search_facets.facets(view, asked)
    to_facets = element("p", element("a", "Narrow the results", href=f"#{search_facets.PLACE}"), class_="to-facets")
    hits = element("div", element("h2", heading(view, asked)), to_facets if facets else "", _hits(view, asked))
    return element("div", hits, facets, class_="search-results")


def _hits(view: View, asked: Asked) -> Html:
    """The results of one page, or why there are none and the ways on."""
    came = found(view, asked)
    words = vocabulary(view)
    if came.why:
        return nothing(came, came.why, asked)
    query = filters.query(asked.scope)
    ways = [*begun(came, asked)]
    return join(
        [
            element("p", "Look also for: ", join(ways, " · ")) if ways else "",
            paging.pages(asked.at, came.total, "search", asked.query()),
            *(hit(one, words, query) for one in came.hits),
            paging.pages(asked.at, came.total, "search", asked.query(), "Pages, again") if len(came.hits) > 5 else "",
        ]
    )


@cached
def table(view: View, asked: Asked) -> Table:
    """The results of one page for files."""
    return hits_table(found(view, asked).hits, asked.kind, vocabulary(view), file_title(view, asked))
