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


def nothing(came: SearchResults, why: Nothing, asked: SearchQuery) -> Html:
    """A sentence that says why, and links to what there is without it."""
    kind = SEARCHED[asked.kind]
    if why.unchosen:
        fit = ngettext("{results} fits the question", "{results} fit the question", why.unchosen)
        said = f"{fit.format(results=kind.counted(why.unchosen))}{_(', and what was chosen leaves none of them.')}"
    elif why.unknown:
        named = listed([_quoted(word) for word in why.unknown], _("or"))
        said = f"{_('Nothing published has {words}.').format(words=named)}{_in_languages(why.languages)}"
    else:
        said = _("No {kind} fits all of the question together.").format(kind=kind.one)
    return render("search/nothing.html", said=said, ways=list(_ways(came, why, asked)))


def _in_languages(codes: Sequence[str]) -> str:
    """In which languages there is anything to be found: nothing is translated."""
    if not codes:
        return ""
    names = listed([LANGUAGES.get(code, code) for code in codes], _("and"))
    return f" {_('The texts published are in {languages}.').format(languages=names)}"


def _ways(came: SearchResults, why: Nothing, asked: SearchQuery) -> Iterator[Way]:
    kind = SEARCHED[asked.kind]

    def way(label: str, count: int, to: str) -> Way:
        return f"{label}: {kind.counted(count)}", to

    for facet, count in why.without.items():
        if count:
            yield way(_("Without {filter}").format(filter=_named(facet)), count, _without(facet, asked).to())
    if why.unchosen:
        all_of_it = replace(asked, scope=Scope(revision=asked.scope.revision), languages=(), page=None)
        yield way(_("In everything here"), why.unchosen, all_of_it.to())
    known, count = why.known
    if why.unknown and count:
        yield way(_("Only {words}").format(words=_quoted(known)), count, asked.to(q=known))
    yield from begun(came, asked)
    if why.forgiving:
        yield way(_("With typing errors forgiven"), why.forgiving, asked.to(fuzzy="yes"))
    for other, number in came.kinds.items():
        if number:
            instead = _("Instead: {results}").format(results=SEARCHED[other].counted(number))
            yield instead, asked.to(kind=other)


def begun(came: SearchResults, asked: SearchQuery) -> Iterator[Way]:
    """The ways to what words find that begin as those which nothing has."""
    for question, count in came.begun.items():
        said = _("Any word that begins so, {words}: {results}")
        results = SEARCHED[asked.kind].counted(count)
        yield said.format(words=_quoted(question), results=results), asked.to(q=question)


def _quoted(said: str) -> str:
    return said if said.startswith("“") else f"“{shown(said)}”"


def _named(facet: str) -> str:
    named = {"period": _("the period"), "language": _("the choice of language"), "state": _("the choice of States")}
    if facet in named:
        return named[facet]
    label = next(item.label for item in FILTERS if item.key == facet)
    return _("the choice of {filter}").format(filter=f"{label[0].lower()}{label[1:]}")


def _without(facet: str, asked: SearchQuery) -> SearchQuery:
    """The same question without the choices in one facet."""
    empty: dict[str, Any] = {}
    if facet == "language":
        return replace(asked, languages=())
    keys = {"period": ("from", "to"), "state": ("state", "region", "affected", "status")}.get(facet, (facet,))
    for item in FILTERS:
        if item.key in keys:
            empty[item.field] = getattr(Scope(), item.field)
    return replace(asked, scope=replace(asked.scope, **empty))
