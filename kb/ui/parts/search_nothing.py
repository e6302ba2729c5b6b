"""Why a search found nothing, or nothing with all words, and the ways on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kb.domain.filters import FILTERS, shown
from kb.domain.model import Scope
from kb.domain.words import LANGUAGES, listed
from kb.search import Found, Nothing
from kb.search.words import SEARCHED
from kb.ui.markup import Html, element, link
from kb.ui.parts.search_asked import Asked


def nothing(came: Found, why: Nothing, asked: Asked) -> Html:
    """A sentence that says why, and links to what there is without it."""
    kind = SEARCHED[asked.kind]
    if why.unchosen:
        fit = f"{kind.counted(why.unchosen)} {'fits' if why.unchosen == 1 else 'fit'} the question"
        said = f"{fit}, and what was chosen leaves none of them."
    elif why.unknown:
        named = " or ".join(_quoted(word) for word in why.unknown)
        said = f"Nothing published has {named}.{_in_languages(why.languages)}"
    else:
        said = f"No {kind.one} held fits all of the question together."
    ways = [element("li", way) for way in _ways(came, why, asked)]
    rest = element("ul", *ways) if ways else element("p", link("Show everything held", "search"), ".")
    return element("div", element("p", said, " Look again:" if ways else ""), rest, class_="note")


def _in_languages(codes: Sequence[str]) -> str:
    """In which languages there is anything to be found: nothing is translated."""
    return f" The texts published are in {listed([LANGUAGES.get(code, code) for code in codes])}." if codes else ""


def _ways(came: Found, why: Nothing, asked: Asked) -> Iterator[Html]:
    kind = SEARCHED[asked.kind]
    for facet, count in why.without.items():
        if count:
            yield link(f"Without {_named(facet)}: {kind.counted(count)}", "search", _without(facet, asked).query())
    if why.unchosen:
        all_of_it = replace(asked, scope=Scope(revision=asked.scope.revision), languages=(), page=None)
        yield link(f"In everything held: {kind.counted(why.unchosen)}", "search", all_of_it.query())
    known, count = why.known
    if why.unknown and count:
        yield link(f"Only {_quoted(known)}: {kind.counted(count)}", "search", asked.query(q=known))
    yield from begun(came, asked)
    if why.forgiving:
        yield link(f"With typing errors forgiven: {kind.counted(why.forgiving)}", "search", asked.query(fuzzy="yes"))
    for other, number in came.kinds.items():
        if number:
            yield link(f"Instead: {SEARCHED[other].counted(number)}", "search", asked.query(kind=other))


def begun(came: Found, asked: Asked) -> Iterator[Html]:
    """Links to what words find that begin as those which nothing has."""
    for question, count in came.begun.items():
        said = f"Any word that begins so, {_quoted(question)}: {SEARCHED[asked.kind].counted(count)}"
        yield link(said, "search", asked.query(q=question))


def _quoted(said: str) -> str:
    return said if said.startswith("“") else f"“{shown(said)}”"


def _named(facet: str) -> str:
    if facet == "period":
        return "the period"
    if facet == "language":
        return "the choice of language"
    if facet == "state":
        return "the choice of States"
    label = next(item.label for item in FILTERS if item.key == facet)
    return f"the choice of {label[0].lower()}{label[1:]}"


def _without(facet: str, asked: Asked) -> Asked:
    """The same question without the choices in one facet."""
    empty: dict[str, Any] = {}
    if facet == "language":
        return replace(asked, languages=())
    keys = {"period": ("from", "to"), "state": ("state", "region", "affected", "status")}.get(facet, (facet,))
    for item in FILTERS:
        if item.key in keys:
            empty[item.field] = getattr(Scope(), item.field)
    return replace(asked, scope=replace(asked.scope, **empty))
