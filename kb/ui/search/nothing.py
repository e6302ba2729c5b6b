"""Why a search found nothing, or nothing with all words, and the ways on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.filters import FILTERS, shown
from kb.domain.model import Scope
from kb.domain.words import LANGUAGES, listed
from kb.search import Nothing, SearchResults
from kb.search.words import SEARCHED
from kb.ui.markup import Html
from kb.ui.search.query import SearchQuery
from kb.ui.templates import render

Way = tuple[str, str]
"""A way on: its label and its address."""


def nothing(came: SearchResults, why: Nothing, query: SearchQuery) -> Html:
    """A sentence that says why, and links to what there is without it."""
    kind = SEARCHED[query.kind]
    if why.unchosen:
        fit = ngettext("{results} fits the question", "{results} fit the question", why.unchosen)
        text = f"{fit.format(results=kind.counted(why.unchosen))}{_(', and what was chosen leaves none of them.')}"
    elif why.unknown:
        named = listed([_quoted(word) for word in why.unknown], _("or"))
        text = f"{_('Nothing published has {words}.').format(words=named)}{_in_languages(why.languages)}"
    else:
        text = _("No {kind} fits all of the question together.").format(kind=kind.one)
    return render("search/nothing.html", said=text, ways=list(_ways(came, why, query)))


def _in_languages(codes: Sequence[str]) -> str:
    """In which languages there is anything to be found: nothing is translated."""
    if not codes:
        return ""
    names = listed([LANGUAGES.get(code, code) for code in codes], _("and"))
    return f" {_('The texts published are in {languages}.').format(languages=names)}"


def _ways(came: SearchResults, why: Nothing, query: SearchQuery) -> Iterator[Way]:
    kind = SEARCHED[query.kind]

    def way(label: str, count: int, to: str) -> Way:
        return f"{label}: {kind.counted(count)}", to

    for facet, count in why.without.items():
        if count:
            yield way(_("Without {filter}").format(filter=_named(facet)), count, _without(facet, query).to())
    if why.unchosen:
        all_of_it = replace(query, scope=Scope(revision=query.scope.revision), languages=(), page=None)
        yield way(_("In everything here"), why.unchosen, all_of_it.to())
    known, count = why.known
    if why.unknown and count:
        yield way(_("Only {words}").format(words=_quoted(known)), count, query.to(q=known))
    yield from begun(came, query)
    if why.forgiving:
        yield way(_("With typing errors forgiven"), why.forgiving, query.to(fuzzy="yes"))
    for other, number in came.kinds.items():
        if number:
            instead = _("Instead: {results}").format(results=SEARCHED[other].counted(number))
            yield instead, query.to(kind=other)


def begun(came: SearchResults, query: SearchQuery) -> Iterator[Way]:
    """The ways to what words find that begin as those which nothing has."""
    for question, count in came.begun.items():
        text = _("Any word that begins so, {words}: {results}")
        results = SEARCHED[query.kind].counted(count)
        yield text.format(words=_quoted(question), results=results), query.to(q=question)


def _quoted(text: str) -> str:
    return text if text.startswith("“") else f"“{shown(text)}”"


def _named(facet: str) -> str:
    named = {"period": _("the period"), "language": _("the choice of language"), "state": _("the choice of States")}
    if facet in named:
        return named[facet]
    label = next(item.label for item in FILTERS if item.key == facet)
    return _("the choice of {filter}").format(filter=f"{label[0].lower()}{label[1:]}")


def _without(facet: str, query: SearchQuery) -> SearchQuery:
    """The same question without the choices in one facet."""
    empty: dict[str, Any] = {}
    if facet == "language":
        return replace(query, languages=())
    keys = {"period": ("from", "to"), "state": ("state", "region", "affected", "status")}.get(facet, (facet,))
    for item in FILTERS:
        if item.key in keys:
            empty[item.field] = getattr(Scope(), item.field)
    return replace(query, scope=replace(query.scope, **empty))
