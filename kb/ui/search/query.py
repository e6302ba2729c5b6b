"""What the screen Search asks: of what, and how much was found, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.filters import FILTERS
from kb.domain.model import ANY_MEETING, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES, day_words
from kb.questions import scope_day
from kb.questions.vocabulary import vocabulary
from kb.search import SearchResults, Sort, search
from kb.search.words import SEARCHED
from kb.ui.elements import paging
from kb.ui.markup import Html, Query, address, render

SIZE = 20
_FIELDS = {item.key: item.field for item in FILTERS}
_ORDERS = {Sort.RELEVANCE: _("best first"), Sort.NEWEST: _("latest first"), Sort.STATE: _("by State")}


@dataclass(frozen=True)
class SearchQuery:
    """What the address asks of the search: the question, of what kind results are, and how they stand."""

    question: str
    scope: Scope
    kind: str = "passage"
    languages: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    fuzzy: bool = False
    page: str | None = None

    @classmethod
    def of(cls, scope: Scope, own: Mapping[str, Sequence[str]]) -> "SearchQuery":
        """What the screen's own keys in the address ask."""
        first = {key: values[0] for key, values in own.items() if values}
        return cls(
            first.get("q", ""),
            scope,
            first.get("kind", "passage"),
            tuple(own.get("language", ())),
            Sort(first.get("sort", Sort.RELEVANCE)),
            first.get("fuzzy") == "yes",
            first.get("page"),
        )

    @property
    def is_question(self) -> bool:
        """Whether anything is asked for, or everything held is looked through."""
        return bool(self.question.strip())

    @property
    def order(self) -> Sort:
        """In which order results stand; what is not asked for by words stands newest first."""
        return Sort.NEWEST if self.sort is Sort.RELEVANCE and not self.is_question else self.sort

    @property
    def at(self) -> paging.Page:
        """The page asked for."""
        return paging.asked_for(self.page, SIZE)

    def chosen(self, facet: str) -> Any:
        """What is chosen in a facet: the value of a filter, or the languages."""
        return self.languages if facet == "language" else getattr(self.scope, _FIELDS[facet])

    def choosing(self, **facets: Any) -> "SearchQuery":
        """The same question with other choices in these facets."""
        languages = facets.pop("language", self.languages)
        changed = {_FIELDS[facet]: value for facet, value in facets.items()}
        return replace(self, languages=languages, scope=replace(self.scope, **changed))

    def query(self, **changes: object) -> Query:
        """The address that asks this, of the first page, with these keys changed (None leaves a key out)."""
        own = {
            "q": self.question,
            "kind": None if self.kind == "passage" else self.kind,
            "language": list(self.languages),
            "sort": None if self.sort is Sort.RELEVANCE else self.sort.value,
            "fuzzy": "yes" if self.fuzzy else None,
        }
        parameters = {**filters.query(self.scope), **own, **changes}
        return {key: value for key, value in parameters.items() if value not in (None, "", [], ())}

    def to(self, **changes: object) -> str:
        """The same as an address."""
        return address("search", self.query(**changes))


@cached
def found(view: View, query: SearchQuery) -> SearchResults:
    """What the search finds, with the results of the page asked for."""
    return search(
        view,
        query.question,
        query.scope,
        kind=query.kind,
        languages=query.languages,
        sort=query.sort,
        fuzzy=query.fuzzy,
        offset=query.at.offset,
        limit=SIZE,
    )


def finding(view: View, query: SearchQuery) -> str:
    """The title: how much was found, of what."""
    came, kind = found(view, query), SEARCHED[query.kind]
    what = kind.counted(came.total) if came.total else _("No {kind} found").format(kind=kind.one)
    if came.reading.tree is None:
        return _("{results} to search").format(results=what) if came.total else what
    if came.needed and came.total and not came.needed.with_all:
        least, words, _with_all = came.needed
        return _("{results} with at least {least} of {words} words").format(results=what, least=least, words=words)
    return _("{results} for “{question}”").format(results=what, question=filters.shown(_understood(came, query)))


def _understood(came: SearchResults, query: SearchQuery) -> str:
    """The question as it was read, where that is otherwise than it was typed."""
    reading = came.reading
    is_other = bool(reading.mended) or reading.completed
    return reading.said if is_other and reading.said else query.question.strip()


def status(view: View, query: SearchQuery) -> Html:
    """How much was found and how the question was read, in a line that is spoken by screen readers while typing."""
    came = found(view, query)
    values = {
        "results": SEARCHED[query.kind].counted(came.total),
        "question": filters.shown(query.question.strip()),
        "understood": filters.shown(_understood(came, query)),
        "is_read": came.reading.tree is not None,
        "mended": came.reading.mended,
    }
    return render("search/status.html", **values, needed=came.needed, kind=SEARCHED[query.kind])


def file_title(view: View, query: SearchQuery) -> str:
    """What a file of the results shown is called: which of all results it holds."""
    came = found(view, query)
    what = SEARCHED[query.kind]
    if came.total <= len(came.hits):
        held = what.counted(came.total)
    else:
        first = query.at.offset + 1
        held = _("{what} {first} to {last} of {total}").format(
            what=what.many, first=first, last=query.at.offset + len(came.hits), total=came.total
        )
    return _("Search results: {held}, {order}").format(held=held, order=_ORDERS[query.order])


def searched(view: View, query: SearchQuery) -> str:
    """What is searched, as a sentence: everything held, unless something narrows it, which the instrument does not."""
    words = vocabulary(view)
    limits = list(_limits(query, words))
    if limits:
        texts = [_("Everything here that fits {limits}.").format(limits="; ".join(limits))]
    else:
        texts = [_("Everything here, also what was made to no meeting or speaks to another convention.")]
    if query.scope.statuses:
        texts.append(_("Status of States on {day}.").format(day=day_words(scope_day(view, query.scope))))
    if limits and query.kind == "provision":
        texts.append(_("Of the filters only that on actions and articles applies to them."))
    # It stands among the filters with a value always.
    unused = next(item.label for item in FILTERS if item.key == "instrument")
    texts.append(_("The filter {instrument} does not limit a search.").format(instrument=unused))
    return " ".join([*texts, _("Revision {number}.").format(number=view.revision)])


def brief(query: SearchQuery, words: Vocabulary) -> str:
    """The same in a few words, beside which the filters stand that are set."""
    return (
        _("Everything here that fits") if any(_limits(query, words)) else _("Everything here, at any meeting or none")
    )


def _limits(query: SearchQuery, words: Vocabulary) -> Iterator[str]:
    for item in FILTERS:
        value = getattr(query.scope, item.field)
        if item.key in ("instrument", "rev") or not value or value == (ANY_MEETING,):
            continue
        if isinstance(value, date):
            yield f"{item.label}: {day_words(value)}"
        else:
            yield f"{item.label}: {' or '.join(words.label(item.key, code) for code in value)}"
    if query.languages:
        yield f"Language: {' or '.join(LANGUAGES.get(code, code) for code in query.languages)}"
