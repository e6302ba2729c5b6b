"""What came of a question: the results, by what they can be narrowed, or why there is nothing, and the ways on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from kb.cache import cached
from kb.db import View
from kb.domain import filters, words
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.filters import FILTERS, shown
from kb.domain.model import ANY_MEETING, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES, listed
from kb.questions.columns import NOTE, PASSAGES, PROVISION, SOURCED, TEXT_STATUS, count
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.search import Nothing, SearchHit, SearchResults, Sort
from kb.search.words import HOW_TO_SEARCH, PLACES_FOUND, PLACES_FOUND_IN_PROVISION, SEARCHED, SORTS
from kb.tables import Column, Table
from kb.ui.elements import paging
from kb.ui.markup import Html, choices, render
from kb.ui.passages import passage_table
from kb.ui.search.query import SearchQuery, file_title, found
from kb.ui.served import component

# Values in sight at once, and the facets that are open: the others unfold.
AT_ONCE = 4
OPEN = ("state", "provision", "theme")
_TITLES = {item.key: item.label for item in FILTERS}
_TITLES |= {"language": _("Language"), "state": _("State")}
Way = tuple[str, str]
"""A way on: its label and its address."""
FOUND_IN = Column(
    "found_in", _("Found in"), meaning=_("Where words of the question stand, and which."), may_be_empty=True
)
SNIPPET = Column(
    "snippet",
    _("Where it fits most"),
    meaning=_("What was searched of it, or the part of it with most that fits."),
    may_be_empty=True,
)
CONTRIBUTIONS = (FOUND_IN, SNIPPET, *SOURCED, count("passages", _("Passages"), PASSAGES, _("All its passages.")))
PROVISIONS = (
    FOUND_IN,
    SNIPPET,
    PROVISION,
    Column("instrument", _("Instrument (code)"), meaning=_("VAP or CCM."), codes="instrument"),
    Column("number", _("Number"), meaning=_("Its number in the instrument.")),
    Column("chapter", _("Chapter"), meaning=_("The chapter it stands in.")),
    TEXT_STATUS,
    NOTE,
)


def facets(view: View, query: SearchQuery) -> list[Mapping[str, Any]]:
    """Every facet that tells results apart, with counts as if nothing were chosen in it."""
    words = vocabulary(view)
    made = (_facet(facet, counts, query, words) for facet, counts in found(view, query).facets.items())
    return [one for one in made if one]


def _facet(facet: str, counts: Mapping[str, int], query: SearchQuery, words: Vocabulary) -> Mapping[str, Any] | None:
    """What it is called, its values in sight, those that unfold, and whether it is open at once.

    A value has its label, how many results have it, whether it is chosen, and the way to change that.
    """
    chosen = query.chosen(facet)
    codes = sorted(counts, key=lambda code: (code not in chosen, -counts[code], words.label(facet, code)))
    codes = [*(code for code in chosen if code not in counts), *codes]
    if len(codes) < 2 and not chosen:
        return None
    values = [
        {
            "label": words.label(facet, code),
            "number": counts.get(code, 0),
            "is_chosen": code in chosen,
            "href": _toggled(facet, code, query).to(),
        }
        for code in codes
    ]
    first = max(AT_ONCE, len(chosen))
    is_open = bool(chosen) or facet in OPEN
    return {"title": _TITLES[facet], "first": values[:first], "rest": values[first:], "is_open": is_open}


def _toggled(facet: str, code: str, query: SearchQuery) -> SearchQuery:
    """The same question with one value chosen, or no longer; a scope has provisions of one instrument only."""
    chosen = query.chosen(facet)
    if facet == "provision" and code not in chosen:
        instrument = code.split("-")[0]
        kept = chosen if instrument == query.scope.instrument else ()
        return query.choosing(instrument=instrument, provision=(*kept, code))
    return query.choosing(**{facet: tuple(one for one in chosen if one != code) if code in chosen else (*chosen, code)})


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

    def way(label: str, many: int, to: str) -> Way:
        return f"{label}: {kind.counted(many)}", to

    for facet, many in why.without.items():
        if many:
            yield way(_("Without {filter}").format(filter=_named(facet)), many, _without(facet, query).to())
    if why.unchosen:
        all_of_it = replace(query, scope=Scope(revision=query.scope.revision), languages=(), page=None)
        yield way(_("In everything here"), why.unchosen, all_of_it.to())
    known, many = why.known
    if why.unknown and many:
        yield way(_("Only {words}").format(words=_quoted(known)), many, query.to(q=known))
    yield from begun(came, query)
    if why.forgiving:
        yield way(_("With typing errors forgiven"), why.forgiving, query.to(fuzzy="yes"))
    for other, number in came.kinds.items():
        if number:
            instead = _("Instead: {results}").format(results=SEARCHED[other].counted(number))
            yield instead, query.to(kind=other)


def begun(came: SearchResults, query: SearchQuery) -> Iterator[Way]:
    """The ways to what words find that begin as those which nothing has."""
    for question, many in came.begun.items():
        text = _("Any word that begins so, {words}: {results}")
        results = SEARCHED[query.kind].counted(many)
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
    keys = {"period": ("from", "to"), "state": ("state", "region", "affected", "status")}.get(facet, (facet,))
    nothing = SearchQuery("", Scope())
    return query.choosing(**{key: nothing.chosen(key) for key in keys})


def form(query: SearchQuery) -> Html:
    """A plain field to search with, for a page without a script; it keeps the filters and choices."""
    kept = parse_qsl(urlsplit(query.to(q=None)).query)
    return render("search/form.html", question=query.question, kept=kept)


@cached
def ways(view: View, query: SearchQuery) -> Html:
    """The choices of kind, of order, and whether typing errors are forgiven."""
    came = found(view, query)
    kinds = (
        (f"{said.title} ({came.kinds[kind]})", query.to(kind=None if kind == "passage" else kind), kind == query.kind)
        for kind, said in SEARCHED.items()
    )
    sorts = [
        (said, query.to(sort=None if sort is Sort.RELEVANCE else sort.value), sort is query.order)
        for sort, said in zip(Sort, SORTS, strict=True)
        # Without a question nothing fits better than anything else.
        if query.is_question or sort is not Sort.RELEVANCE
    ]
    forgiving = _("Typing errors forgiven") if query.fuzzy else _("Forgive typing errors")
    sorts.append((forgiving, query.to(fuzzy=None if query.fuzzy else "yes"), query.fuzzy))
    return render(
        "search/ways.html",
        kinds=choices(kinds, _("What is searched for")),
        sorts=choices(sorts, _("Order of the results, and typing errors"), "choice section"),
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
def table(view: View, query: SearchQuery) -> Table:
    """The results of one page for files."""
    return hits_table(found(view, query).hits, query.kind, vocabulary(view), file_title(view, query))


def box(question: str, said: Html) -> None:
    """The field with the question of the address; `said` is spoken and shown below it."""
    data = {"question": question, "html": said}
    component("search_box", "search.js", "search.css")(key="search-box", data=data)


def hits_table(hits: Sequence[SearchHit], kind: str, words: Vocabulary, title: str) -> Table:
    """The results shown, of one kind: `passage`, `contribution` or `provision`."""
    rows = [
        {**hit.row, "found_in": found_in(hit), "snippet": "".join(piece.text for piece in hit.pieces) or None}
        for hit in hits
    ]
    if kind == "passage":
        return passage_table(rows, words, title, FOUND_IN)
    return labelled_table(title, CONTRIBUTIONS if kind == "contribution" else PROVISIONS, rows, words)


def found_in(hit: SearchHit) -> str | None:
    """Where words of the question stand, and which, names and titles whole: cut, they might lack the very word that
    fits. None where nothing was asked for by words.
    """
    named = PLACES_FOUND_IN_PROVISION if hit.kind == "provision" else PLACES_FOUND
    places = [
        f"{named[why.place].format(language=LANGUAGES.get(why.language or '', why.language))}"
        f" {', '.join(f'“{word}”' for word in why.words)}"
        for why in hit.why
    ]
    return "; ".join(dict.fromkeys(places)) or None
