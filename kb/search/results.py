"""What a search gives: results, how often by each facet, why each fits, and when nothing does, why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from kb.questions import Row
from kb.search.marking import MatchReason, Piece
from kb.search.reading import Reading


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
