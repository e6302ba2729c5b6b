"""One search: what fits, how often by each facet, why it fits, and when nothing does, why not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from tantivy import Occur, Order, Query

from kb.db import View
from kb.domain.model import Scope
from kb.questions import Row
from kb.questions.searching import search_contributions, search_passages, search_texts
from kb.search.asking import FACETS, KINDS, OF_PROVISIONS, Asking, Choices, required_words
from kb.search.index import Index, index_of
from kb.search.languages import is_han
from kb.search.marking import Marker, MatchReason, Piece
from kb.search.parsing import read
from kb.search.reading import All, Leaf, Node, Reading, Word
from kb.search.synonyms import termed, whole_figures

PAGE = 20
MOST_CODES = 1000
# A question of more words than this is one as people speak; of it, so many texts should have all words.
SHORT = 3
ENOUGH = 3
# Fewer letters begin words of every kind.
SHORTEST_BEGINNING = 4


class Sort(StrEnum):
    """In which order results stand."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    STATE = "state"


@dataclass(frozen=True)
class SearchHit:
    """A passage, contribution or provision that was found.

    `row` has what must be shown beside it (search_passages.sql, search_contributions.sql, search_texts.sql); `pieces`
    are its text, or the part with most that fits; `why` says where words of the question stand.
    """

    kind: str
    id: str
    row: Row
    pieces: tuple[Piece, ...]
    why: tuple[MatchReason, ...]


class Needed(NamedTuple):
    """How many of how many words the texts shown have at least, and how many texts have all of them: too few."""

    least: int
    words: int
    with_all: int


@dataclass(frozen=True)
class Nothing:
    """Why nothing was found. `unknown`: words that nothing published has; `known`: the rest of the question, with how
    much there is of it. `without`: how much there is without the choice in one facet (or `period`); `unchosen`: without
    any choice; `forgiving`: with typing errors forgiven. `languages`: of all that was said and is published, most
    frequent first.
    """

    unknown: tuple[str, ...]
    known: tuple[str, int]
    without: Mapping[str, int]
    unchosen: int
    forgiving: int
    languages: tuple[str, ...]


@dataclass(frozen=True)
class SearchResults:
    """What a search found: `total` of the kind asked for, of which `hits` are one page; `kinds`: totals of every kind.

    `facets` counts results by facet and code, each facet as if nothing were chosen in it. `reading` is the question as
    it was read, with what had to be mended. `needed` is set when too few texts have all of the words, `why` when
    nothing was found. `begun`: where no text has all words, questions in which a word that nothing published has is cut
    to its longest beginning that finds something, with how much each finds; the beginning alone where it finds nothing
    with the rest.
    """

    total: int
    hits: tuple[SearchHit, ...]
    kinds: Mapping[str, int]
    facets: Mapping[str, Mapping[str, int]]
    reading: Reading
    needed: Needed | None = None
    why: Nothing | None = None
    begun: Mapping[str, int] = field(default_factory=dict)


def search(
    view: View,
    question: str,
    scope: Scope | None = None,
    *,
    kind: str = "passage",
    languages: Sequence[str] = (),
    sort: Sort = Sort.RELEVANCE,
    fuzzy: bool = False,
    offset: int = 0,
    limit: int = PAGE,
) -> SearchResults:
    """What fits a question, as a person would type it, among the passages, contributions or provisions in the scope.

    Never an error, whatever is typed. `kind`: passage, contribution or provision. A scope without meetings sets no
    limit here: everything held is searched, material made to no meeting and on other conventions included. A State
    chooses what it says, is aligned with or is described in. The scope's filters on States, meetings and the like do
    not apply to provisions. Without a question: everything in the scope, newest first.
    """
    results = _Search(view, question, scope or Scope(), kind, tuple(languages), fuzzy=fuzzy)
    return results.page(sort, offset, limit)


class _Search:
    def __init__(
        self, view: View, question: str, scope: Scope, kind: str, languages: Sequence[str], *, fuzzy: bool
    ) -> None:
        self.view, self.kind, self.fuzzy = view, kind, fuzzy
        self.index: Index = index_of(view)
        self.asking = Asking(self.index, fuzzy=fuzzy)
        self.reading = self._read(question)
        self.choices = Choices(view, self.index, scope, languages)
        self.nothing_chosen = Choices(view, self.index, Scope(), ())
        self.query, self.needed = self._widened(self.asking)

    def _read(self, question: str) -> Reading:
        """The question; a last word that nothing has is one still being typed, if any word begins so."""
        reading = termed(read(whole_figures(question), self.index.named))
        last = reading.last
        if last is None or not question.endswith(last.text) or self._count(self.asking.strict(last)):
            return reading
        begun = reading.with_last_begun()
        return begun if begun.leaves and self._count(self.asking.strict(begun.leaves[-1])) else reading

    def _widened(self, asking: Asking) -> tuple[Query, Needed | None]:
        """The question as a query; when no text of the kind has all its words, or hardly one has all of a longer
        question, for as many of them as enough texts have.
        """
        tree = self.reading.tree
        strict = asking.strict(tree)
        words = len(required_words(tree))
        if words < 2:
            return strict, None
        with_all = self._held(strict)
        enough = ENOUGH if words > SHORT else 1
        if with_all >= enough:
            return strict, None
        least = _largest(words - 1, lambda count: self._held(asking.loose(tree, count)) >= enough)
        return (asking.loose(tree, least), Needed(least, words, with_all)) if least else (strict, None)

    def _held(self, query: Query) -> int:
        """How many texts of the kind fit, whatever is chosen."""
        return self._count(self.nothing_chosen.query(query, self.kind))

    def page(self, sort: Sort, offset: int, limit: int) -> SearchResults:
        """One page of the results, with everything that is said about all of them."""
        chosen = self.choices.query(self.query, self.kind)
        kinds = self._kinds()
        total = kinds[self.kind]
        hits = self._hits(chosen, sort, offset, limit) if offset < total and limit else ()
        # What is asked for that nothing published has; wanted where no text has all words, though results are shown.
        has_all = total and not (self.needed and not self.needed.with_all)
        unknown = [] if has_all else [one for one in self.reading.leaves if not self._count(self.asking.strict(one))]
        why = None if total else self._why(unknown)
        begun = dict(self._begun(unknown))
        return SearchResults(total, hits, kinds, self._facets(chosen), self.reading, self.needed, why, begun)

    def _kinds(self) -> Mapping[str, int]:
        counts = self._by_code(self.choices.query(self.query, None), ["kind"])["kind"]
        if not OF_PROVISIONS.issuperset(self.choices.made):
            counts["provision"] = self._count(self.choices.query(self.query, "provision"))
        return {kind: counts.get(kind, 0) for kind in KINDS}

    def _count(self, query: Query) -> int:
        return int(self.index.searcher.search(query, limit=1, count=True).count or 0)  # type: ignore[attr-defined]

    def _hits(self, query: Query, sort: Sort, offset: int, limit: int) -> tuple[SearchHit, ...]:
        order = {Sort.NEWEST: "number", Sort.STATE: "by_place"}.get(sort)
        if order is None and self.reading.leaves:
            query = self.asking.ranked(query, self.reading)
        elif order is None and self.reading.tree is None:
            order = "number"
        searcher = self.index.searcher
        if order is None:
            numbers = self._best(query, offset + limit)[offset:]
        else:
            results = searcher.search(query, limit, False, order, offset, Order.Asc)
            numbers = self._numbers(results.hits)
        documents = [self.index.documents[number] for number in numbers]
        ask = {"passage": search_passages, "contribution": search_contributions, "provision": search_texts}[self.kind]
        rows = {row[self.kind]: row for row in ask(self.view, [document.id for document in documents])}
        marker = Marker(self.reading, self.index.names, self.index.themes, fuzzy=self.fuzzy)
        return tuple(SearchHit(self.kind, one.id, rows[one.id], *marker.marked(one)) for one in documents)

    def _best(self, query: Query, most: int) -> Sequence[int]:
        """The numbers of what fits best; of what fits equally well the newest come first."""
        searcher, taken = self.index.searcher, most + 1
        while len(hits := searcher.search(query, taken).hits) == taken and hits[-1][0] == hits[most - 1][0]:
            taken *= 16
        best = sorted(zip(hits, self._numbers(hits), strict=True), key=lambda one: (-one[0][0], one[1]))
        return [number for _, number in best[:most]]

    def _numbers(self, hits: Sequence[Any]) -> list[int]:
        """By what index.documents has what was found."""
        numbers = self.index.searcher.fast_field_values("number", [address for _, address in hits])
        return [int(number or 0) for number in numbers]

    def _facets(self, chosen: Query) -> Mapping[str, Mapping[str, int]]:
        made = self.choices.made
        free = [facet for facet in FACETS if facet not in made]
        counts = self._by_code(chosen, free)
        for facet in FACETS:
            if facet in made:
                rest = self.choices.query(self.query, self.kind, leave_out=facet)
                counts |= self._by_code(rest, [facet])
        for facet, other in (("provision", "assessment"), ("assessment", "provision")):
            if other in made:
                counts[facet] = self._paired(facet, counts[facet])
        return {facet: counts[facet] for facet in FACETS}

    def _by_code(self, query: Query, facets: Sequence[str]) -> dict[str, dict[str, int]]:
        if not facets:
            return {}
        aggregations = {facet: {"terms": {"field": facet, "size": MOST_CODES}} for facet in facets}
        buckets: dict[str, Any] = self.index.searcher.aggregate(query, aggregations)
        return {
            facet: {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets[facet]["buckets"]} for facet in facets
        }

    def _paired(self, facet: str, counts: Mapping[str, int]) -> dict[str, int]:
        """The counts of provisions with the assessments chosen made on them, and the other way round."""
        rest = self.choices.query(self.query, self.kind, leave_out=facet)
        codes = self.choices.codes
        paired = {}
        for code in counts:
            pair = (
                self.choices.coded([code], codes["assessment"])
                if facet == "provision"
                else self.choices.coded(codes["provision"], [code])
            )
            paired[code] = self._count(Query.boolean_query([(Occur.Must, rest), (Occur.Must, pair)]))
        return {code: count for code, count in paired.items() if count}

    def _why(self, unknown: Sequence[Leaf]) -> Nothing:
        known = All(tuple(leaf for leaf in self.reading.leaves if leaf not in unknown))
        of_known = self._fits(known) if known.parts else 0
        without = {
            name: self._count(self.choices.query(self.query, self.kind, leave_out=name)) for name in self.choices.made
        }
        forgiving = 0
        if not self.fuzzy:
            query, _ = self._widened(Asking(self.index, fuzzy=True))
            forgiving = self._count(self.choices.query(query, self.kind))
        unchosen = self._count(self.nothing_chosen.query(self.query, self.kind))
        texts = tuple(dict.fromkeys(str(leaf) for leaf in unknown))
        return Nothing(texts, (str(known), of_known), without, unchosen, forgiving, self.index.spoken)

    def _begun(self, unknown: Sequence[Leaf]) -> Iterator[tuple[str, int]]:
        """Questions with an unknown word cut to its beginning, and how much of the kind and the choices fits each."""
        for word in unknown:
            if not isinstance(word, Word) or word.prefix or not word.text.isalpha() or is_han(word.text):
                continue
            # Of less than half of a word many other words are made.
            shortest = max(SHORTEST_BEGINNING, (len(word.text) + 1) // 2)
            for length in range(len(word.text) - 1, shortest - 1, -1):
                alone = Word(word.text[:length], prefix=True)
                if count := self._fits(alone):
                    whole = self.reading.with_begun(word, alone.text)
                    of_whole = self._fits(whole) if whole else 0
                    yield (str(whole), of_whole) if of_whole else (str(alone), count)
                    break

    def _fits(self, tree: Node) -> int:
        """How much of the kind and the choices fits."""
        return self._count(self.choices.query(self.asking.strict(tree), self.kind))


def _largest(top: int, fits: Callable[[int], bool]) -> int:
    """The largest number from 1 to `top` that fits, where all smaller ones do too; 0 if none does.

    Tried from the top in growing steps, as it is mostly near there.
    """
    failed, tried, step = top + 1, top, 1
    while tried > 0 and not fits(tried):
        failed, tried, step = tried, tried - step, step * 2
    low = max(tried, 0)
    while low + 1 < failed:
        middle = (low + failed) // 2
        low, failed = (middle, failed) if fits(middle) else (low, middle)
    return low
