"""By what the results of a search can be narrowed, with how many there are: links that change the shared filters."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.domain.filters import FILTERS
from kb.domain.model import InstrumentId, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.markup import Html, element, join, link
from kb.ui.parts.search_asked import Asked, found

# Values in sight at once; the others unfold.
AT_ONCE = 6
# The anchor of the facets: on a phone they stand below the results.
PLACE = "narrow"
_FIELDS = {item.key: item.field for item in FILTERS}
_TITLES = {item.key: item.label for item in FILTERS}
_TITLES |= {"language": "Language", "state": "State that speaks or is described"}


def facets(view: View, asked: Asked) -> Html:
    """Every facet that tells results apart, with counts as if nothing were chosen in it."""
    words = vocabulary(view)
    shown = [
        part for facet, counts in found(view, asked).facets.items() if (part := _facet(facet, counts, asked, words))
    ]
    if not shown:
        return Html()
    said = "Choices in different lists must all fit; within one list any of them. They are the filters of all screens."
    head = element("h2", "Narrow the results", id=PLACE)
    return element("div", head, element("p", said, class_="quiet"), *shown)


def _facet(facet: str, counts: Mapping[str, int], asked: Asked, words: Vocabulary) -> Html:
    chosen = _chosen(facet, asked)
    codes = sorted(counts, key=lambda code: (code not in chosen, -counts[code], _label(facet, code, words)))
    codes = [*(code for code in chosen if code not in counts), *codes]
    if len(codes) < 2 and not chosen:
        return Html()
    items = [element("li", _value(facet, code, counts.get(code, 0), code in chosen, asked, words)) for code in codes]
    first = max(AT_ONCE, len(chosen))
    more = len(items) - first
    rest = element("details", element("summary", f"{more} more"), element("ul", *items[first:], class_="plain"))
    return element(
        "section",
        element("h3", _TITLES[facet]),
        element("ul", *items[:first], class_="plain"),
        rest if more > 0 else "",
    )


def _value(facet: str, code: str, count: int, is_chosen: bool, asked: Asked, words: Vocabulary) -> Html:
    label = _label(facet, code, words)
    address = _toggled(facet, code, asked).query()
    if is_chosen:
        return link(join([element("strong", "✓ ", label), f" ({count}), remove"]), "search", address)
    return link(f"{label} ({count})", "search", address)


def _label(facet: str, code: str, words: Vocabulary) -> str:
    return LANGUAGES.get(code, code) if facet == "language" else words.label(facet, code)


def _chosen(facet: str, asked: Asked) -> tuple[str, ...]:
    if facet == "language":
        return asked.languages
    chosen: tuple[str, ...] = getattr(asked.scope, _FIELDS[facet])
    return chosen


def _toggled(facet: str, code: str, asked: Asked) -> Asked:
    """The same question with one value chosen, or no longer."""
    chosen = _chosen(facet, asked)
    values = tuple(one for one in chosen if one != code) if code in chosen else (*chosen, code)
    if facet == "language":
        return replace(asked, languages=values)
    if facet == "provision" and code not in chosen:
        return replace(asked, scope=_on_provision(asked.scope, code))
    changed: dict[str, Any] = {_FIELDS[facet]: values}
    return replace(asked, scope=replace(asked.scope, **changed))


def _on_provision(scope: Scope, code: str) -> Scope:
    """The scope with one more provision; a scope has those of one instrument only."""
    instrument = InstrumentId(code.split("-")[0])
    kept = scope.provisions if instrument is scope.instrument else ()
    return replace(scope, instrument=instrument, provisions=(*kept, code))
