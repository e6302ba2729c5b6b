"""Why a list is empty: which filter leaves nothing, and what is there without it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.filters import FILTERS, Filter
from kb.domain.model import ANY_MEETING, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted
from kb.ui.markup import Html, address
from kb.ui.templates import render

# These choose no contributions: one is said elsewhere, the other is always set.
NO_LIMIT = ("instrument", "rev")


def nothing(
    said: str, scope: Scope, words: Vocabulary, count: Callable[[Scope], int], unit: str, **own: object
) -> Html:
    """A sentence, and for every filter what is there without it, with a link; `own` are the screen's own keys."""
    ways = [
        (f"{lead}: {counted(number, unit)}", address("contributions", {**filters.query(wider), **own}))
        for lead, wider in _wider(scope, words)
        if (number := count(wider))
    ]
    return render("statements/nothing.html", said=said, ways=ways)


def _wider(scope: Scope, words: Vocabulary) -> Iterator[tuple[str, Scope]]:
    """The scope without one of its filters each, and with everything held instead of the meetings."""
    for item in FILTERS:
        default: Any = getattr(Scope(), item.field)
        if item.key not in NO_LIMIT and getattr(scope, item.field) != default:
            yield (
                _("Without “{filter}”").format(filter=_named(item, scope, words)),
                replace(scope, **{item.field: default}),
            )
    if scope.meetings != (ANY_MEETING,):
        yield _("At any meeting or none, other conventions included"), replace(scope, meetings=(ANY_MEETING,))
    if sum(getattr(scope, item.field) != getattr(Scope(), item.field) for item in FILTERS) > 1:
        kept = Scope(
            states=scope.states, instrument=scope.instrument, provisions=scope.provisions, meetings=(ANY_MEETING,)
        )
        yield _("With no other filter than State and action or article, all meetings or none"), kept


def _named(item: Filter, scope: Scope, words: Vocabulary) -> str:
    value = getattr(scope, item.field)
    codes = [words.label(item.key, code) for code in value] if isinstance(value, tuple) else [str(value)]
    return f"{item.label}: {', '.join(codes)}"
