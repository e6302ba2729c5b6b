"""Why a list is empty: which filter leaves nothing, and what is there without it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from kb.domain import filters
from kb.domain.filters import FILTERS, Filter
from kb.domain.model import ANY_MEETING, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted
from kb.ui.markup import Html, element, figure_link, link

# These choose no contributions: one is said elsewhere, the other is always set.
NO_LIMIT = ("instrument", "rev")


def nothing(
    said: str, scope: Scope, words: Vocabulary, count: Callable[[Scope], int], unit: str, **own: object
) -> Html:
    """A sentence, and for every filter what is there without it, with a link; `own` are the screen's own keys."""
    ways = [
        element(
            "li",
            figure_link(f"{lead}: {counted(found, unit)}", "contributions", {**filters.query(wider), **own}),
        )
        for lead, wider in _wider(scope, words)
        if (found := count(wider))
    ]
    if ways:
        return element("div", element("p", said, " Look again:"), element("ul", *ways), class_="note")
    rest = link("Show all contributions to meetings of the Convention", "contributions")
    return element("p", said, " No single filter is the cause. ", rest, ".", class_="note")


def _wider(scope: Scope, words: Vocabulary) -> Iterator[tuple[str, Scope]]:
    """The scope without one of its filters each, and with everything held instead of the meetings."""
    for item in FILTERS:
        default: Any = getattr(Scope(), item.field)
        if item.key not in NO_LIMIT and getattr(scope, item.field) != default:
            yield f"Without “{_named(item, scope, words)}”", replace(scope, **{item.field: default})
    if scope.meetings != (ANY_MEETING,):
        yield "At any meeting or none, other conventions included", replace(scope, meetings=(ANY_MEETING,))
    if sum(getattr(scope, item.field) != getattr(Scope(), item.field) for item in FILTERS) > 1:
        kept = Scope(
            states=scope.states, instrument=scope.instrument, provisions=scope.provisions, meetings=(ANY_MEETING,)
        )
        yield "With no other filter than State and provision, everything held", kept


def _named(item: Filter, scope: Scope, words: Vocabulary) -> str:
    value = getattr(scope, item.field)
    codes = [words.label(item.key, code) for code in value] if isinstance(value, tuple) else [str(value)]
    return f"{item.label}: {', '.join(codes)}"
