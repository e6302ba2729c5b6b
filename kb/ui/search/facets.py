"""By what the results of a search can be narrowed, with how many there are: links that change the shared filters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.filters import FILTERS
from kb.domain.model import Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES
from kb.questions.vocabulary import vocabulary
from kb.ui.search.query import SearchQuery, found

# Values in sight at once, and the facets that are open: the others unfold.
AT_ONCE = 4
OPEN = ("state", "provision", "theme")
_FIELDS = {item.key: item.field for item in FILTERS}
_TITLES = {item.key: item.label for item in FILTERS}
_TITLES |= {"language": _("Language"), "state": _("State")}


class Value(NamedTuple):
    """A value of a facet: its label, how many results have it, whether it is chosen, and the way to change that."""

    label: str
    number: int
    is_chosen: bool
    href: str


class Facet(NamedTuple):
    """A facet: what it is called, its values in sight, those that unfold, and whether it is open at once."""

    title: str
    first: Sequence[Value]
    rest: Sequence[Value]
    is_open: bool


def facets(view: View, query: SearchQuery) -> list[Facet]:
    """Every facet that tells results apart, with counts as if nothing were chosen in it."""
    words = vocabulary(view)
    made = (_facet(facet, counts, query, words) for facet, counts in found(view, query).facets.items())
    return [one for one in made if one]


def _facet(facet: str, counts: Mapping[str, int], query: SearchQuery, words: Vocabulary) -> Facet | None:
    chosen = _chosen(facet, query)
    codes = sorted(counts, key=lambda code: (code not in chosen, -counts[code], _label(facet, code, words)))
    codes = [*(code for code in chosen if code not in counts), *codes]
    if len(codes) < 2 and not chosen:
        return None
    values = [
        Value(
            _label(facet, code, words),
            counts.get(code, 0),
            code in chosen,
            _toggled(facet, code, query).to(),
        )
        for code in codes
    ]
    first = max(AT_ONCE, len(chosen))
    return Facet(_TITLES[facet], values[:first], values[first:], bool(chosen) or facet in OPEN)


def _label(facet: str, code: str, words: Vocabulary) -> str:
    return LANGUAGES.get(code, code) if facet == "language" else words.label(facet, code)


def _chosen(facet: str, query: SearchQuery) -> tuple[str, ...]:
    if facet == "language":
        return query.languages
    chosen: tuple[str, ...] = getattr(query.scope, _FIELDS[facet])
    return chosen


def _toggled(facet: str, code: str, query: SearchQuery) -> SearchQuery:
    """The same question with one value chosen, or no longer."""
    chosen = _chosen(facet, query)
    values = tuple(one for one in chosen if one != code) if code in chosen else (*chosen, code)
    if facet == "language":
        return replace(query, languages=values)
    if facet == "provision" and code not in chosen:
        return replace(query, scope=_on_provision(query.scope, code))
    changed: dict[str, Any] = {_FIELDS[facet]: values}
    return replace(query, scope=replace(query.scope, **changed))


def _on_provision(scope: Scope, code: str) -> Scope:
    """The scope with one more provision; a scope has those of one instrument only."""
    instrument = code.split("-")[0]
    kept = scope.provisions if instrument == scope.instrument else ()
    return replace(scope, instrument=instrument, provisions=(*kept, code))
