"""What the screen Search asks: of what, and how much was found, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb.cache import cached
from kb.domain import filters
from kb.domain.filters import FILTERS
from kb.domain.model import ANY_MEETING, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES, day_words
from kb.queries import scope_day
from kb.queries.vocabulary import vocabulary
from kb.search import Found, Sort, search
from kb.search.words import SEARCHED
from kb.store import View
from kb.ui.elements import paging
from kb.ui.markup import Html, Query, text

SIZE = 20
_ORDERS = {Sort.RELEVANCE: "best first", Sort.NEWEST: "latest first", Sort.STATE: "by State"}


@dataclass(frozen=True)
class Asked:
    """What the address asks of the search: the question, of what kind results are, and how they stand."""

    question: str
    scope: Scope
    kind: str = "passage"
    languages: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    fuzzy: bool = False
    page: str | None = None

    @classmethod
    def of(cls, scope: Scope, own: Mapping[str, Sequence[str]]) -> "Asked":
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

    def query(self, **changes: object) -> Query:
        """The address that asks this, of the first page, with these keys changed (None leaves a key out)."""
        own = {
            "q": self.question,
            "kind": None if self.kind == "passage" else self.kind,
            "language": list(self.languages),
            "sort": None if self.sort is Sort.RELEVANCE else self.sort.value,
            "fuzzy": "yes" if self.fuzzy else None,
        }
        asked = {**filters.query(self.scope), **own, **changes}
        return {key: value for key, value in asked.items() if value not in (None, "", [], ())}


@cached
def found(view: View, asked: Asked) -> Found:
    """What the search finds, with the results of the page asked for."""
    return search(
        view,
        asked.question,
        asked.scope,
        kind=asked.kind,
        languages=asked.languages,
        sort=asked.sort,
        fuzzy=asked.fuzzy,
        offset=asked.at.offset,
        limit=SIZE,
    )


def status(view: View, asked: Asked) -> Html:
    """How much was found and how the question was read, in a line that is spoken by screen readers while typing."""
    came = found(view, asked)
    what = SEARCHED[asked.kind].counted(came.total)
    if not asked.is_question:
        return text(f"{what}. Type to search them.")
    reading = came.reading
    is_other = bool(reading.mended) or reading.completed
    said = [f"{what} for “{filters.shown(reading.said if is_other and reading.said else asked.question.strip())}”."]
    if reading.tree is None:
        said = [f"Nothing can be searched for in “{filters.shown(asked.question.strip())}”; here is everything held."]
    said += reading.mended
    if came.needed:
        least, words, with_all = came.needed
        kind = SEARCHED[asked.kind]
        few = f"Only {kind.counted(with_all)}" if with_all else f"No {kind.one}"
        have = "have" if with_all > 1 else "has"
        every = "both" if words == 2 else f"all {words}"
        said.append(f"{few} {have} {every} words; here is what has at least {least} of them.")
    return text(" ".join(said))


def heading(view: View, asked: Asked) -> str:
    """What to take from the results."""
    total = found(view, asked).total
    what = SEARCHED[asked.kind].counted(total)
    if not total:
        return f"No {SEARCHED[asked.kind].one} found"
    return f"{what}, {_ORDERS[asked.order]}"


def file_title(view: View, asked: Asked) -> str:
    """What a file of the results shown is called: which of all results it holds."""
    came = found(view, asked)
    what = SEARCHED[asked.kind]
    if came.total <= len(came.hits):
        held = what.counted(came.total)
    else:
        first = asked.at.offset + 1
        held = f"{what.many} {first} to {asked.at.offset + len(came.hits)} of {came.total}"
    return f"Search results: {held}, {_ORDERS[asked.order]}"


def searched(view: View, asked: Asked) -> str:
    """What is searched, as a sentence: everything held, unless something narrows it, which the instrument does not."""
    words = vocabulary(view)
    limits = list(_limits(asked, words))
    if limits:
        said = f"everything held that fits {'; '.join(limits)}."
    else:
        said = "everything held, material made to no meeting and on other conventions included."
    if asked.scope.statuses:
        said += f" Status of States on {day_words(scope_day(view, asked.scope))}."
    if limits and asked.kind == "provision":
        said += " To provisions only the filter on actions and articles applies: nobody says them at a meeting."
    # It stands among the filters with a value always.
    unused = next(item.label for item in FILTERS if item.key == "instrument")
    return f"{said} The filter {unused} does not limit a search. Revision {view.revision}."


def _limits(asked: Asked, words: Vocabulary) -> Iterator[str]:
    for item in FILTERS:
        value = getattr(asked.scope, item.field)
        if item.key in ("instrument", "rev") or not value or value == (ANY_MEETING,):
            continue
        if isinstance(value, date):
            yield f"{item.label}: {day_words(value)}"
        else:
            yield f"{item.label}: {' or '.join(words.label(item.key, code) for code in value)}"
    if asked.languages:
        yield f"Language: {' or '.join(LANGUAGES.get(code, code) for code in asked.languages)}"
