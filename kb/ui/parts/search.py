"""The screen Search: how the question was read, the ways to look at what came of it, and the results."""

from collections.abc import Iterator

from kb import filters
from kb.search import Sort
from kb.store import View
from kb.ui.markup import Html, choices, element, join, link
from kb.ui.memory import remembered, words_of
from kb.ui.parts import paging
from kb.ui.parts.search_asked import Asked, found
from kb.ui.parts.search_hits import hit
from kb.ui.parts.search_nothing import nothing
from kb.words import SEARCHED, SORTS


@remembered
def ways(view: View, asked: Asked) -> Html:
    """The choices of kind, order and forgiveness, then how the question was read where that is not plain."""
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
            aria_current="true" if sort is asked.sort else None,
        )
        for sort, said in zip(Sort, SORTS, strict=True)
    ]
    forgiving = link(
        "Typing errors are forgiven" if asked.fuzzy else "Forgive typing errors",
        "search",
        asked.query(fuzzy=None if asked.fuzzy else "yes"),
        aria_current="true" if asked.fuzzy else None,
    )
    beside = choices([*sorts, forgiving], "Order of the results, and typing errors") if asked.question.strip() else ""
    return join([choices(kinds, "What is searched for"), beside, *_reading(view, asked)])


def _reading(view: View, asked: Asked) -> Iterator[Html]:
    came = found(view, asked)
    if came.reading.mended:
        said = f"Searched for: {came.reading.said}" if came.reading.said else "Nothing is left to search for."
        yield element("p", " ".join(came.reading.mended), " ", element("strong", said), class_="note")
    if came.needed:
        least, words = came.needed
        said = f"No {SEARCHED[asked.kind].one} has all {words} words. Here is what has at least {least} of them."
        yield element("p", said, class_="note")


@remembered
def results(view: View, asked: Asked) -> Html:
    """The results of one page, or why there are none and the ways on."""
    came = found(view, asked)
    words = words_of(view)
    if came.why:
        return nothing(came.why, asked, words)
    query = filters.query(asked.scope)
    return join(
        [
            paging.pages(asked.at, came.total, "search", asked.query()),
            *(hit(one, words, query) for one in came.hits),
            paging.pages(asked.at, came.total, "search", asked.query(), "Pages, again") if len(came.hits) > 5 else "",
        ]
    )
