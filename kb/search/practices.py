"""Which passages of others are of use for a need, in which order and why. Pure: it asks no questions and shows nothing.

The rule, in the order in which it decides: nearness (the same provision or a part of it, a provision that we match
with it, only the same theme); likeness of the State (both have victims, the same regional group, the same status);
first-hand before background before second-hand; newer before older. Whatever else holds, what States say of themselves
comes first, then what others say of their own work, and last what a third party says about a State, which did not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from kb.domain.model import Affected, Assessment, Voice
from kb.questions import Row

# What a passage must be assessed as to be of use for others.
HELPFUL = (Assessment.PRACTICE, Assessment.PROGRESS, Assessment.OFFER)
# In which order who speaks counts; whoever is not named here is nobody's own voice.
HANDS = (Voice.OWN, Voice.BACKGROUND, Voice.REPORTED)

Related = Mapping[str, frozenset[str]]


class Whose(IntEnum):
    """Whose practice a passage tells of, in the order in which it counts."""

    STATE = 0
    ITSELF = 1
    DESCRIBED = 2


class Near(IntEnum):
    """How near a passage is to a need; the first that applies."""

    PROVISION = 0
    WHOLE = 1
    MATCHED = 2
    THEME = 3


class Alike(IntEnum):
    """What two States have in common, in the order in which it counts."""

    AFFECTED = 0
    REGION = 1
    STATUS = 2


@dataclass(frozen=True)
class StateTraits:
    """What States are compared by, on the scope's day."""

    affected: str
    region: str
    status: str

    def alike(self, other: "StateTraits") -> frozenset[Alike]:
        """What both have in common. To be outside the regional groups, or not to be affected, is no likeness."""
        same = {
            Alike.AFFECTED: self.affected == other.affected == Affected.YES,
            Alike.REGION: self.region == other.region != "none",
            Alike.STATUS: self.status == other.status,
        }
        return frozenset(one for one, holds in same.items() if holds)


@dataclass(frozen=True)
class Need:
    """What is looked for: provisions and themes, and the assessments that are of use.

    With `wholes`, provisions that those are a part of, a passage on the whole itself is of use for the part too.
    """

    provisions: frozenset[str]
    themes: frozenset[str]
    wanted: frozenset[str] = frozenset(HELPFUL)
    wholes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A passage as far as it is matched. `states`: whose own words it is; `about`: the State a third party describes.

    `coded` are the provisions it is coded to, `whole` these and those they are a part of, each with its assessments.
    """

    passage: str
    contributor: str
    voice: Voice
    states: tuple[str, ...]
    about: str | None
    coded: Mapping[str, frozenset[str]]
    whole: Mapping[str, frozenset[str]]
    assessments: frozenset[str]
    themes: frozenset[str]
    day: date | None

    @property
    def by_others(self) -> bool:
        """Whether a third party describes a State, so that it is nobody's own."""
        return self.voice is Voice.MONITORING

    @property
    def whose(self) -> Whose:
        """Whether a State speaks for itself, somebody who is no State does, or a third party describes a State."""
        if self.by_others:
            return Whose.DESCRIBED
        return Whose.STATE if self.states else Whose.ITSELF

    @property
    def of(self) -> tuple[str, ...]:
        """The States that it is of, or about: those to be compared."""
        return self.states or ((self.about,) if self.about else ())

    def is_of(self, state: str) -> bool:
        """Whether the State says it, is aligned with it, or is described in it by somebody who is no State.

        What one State says about another is the first one's: its offer may be meant for the other.
        """
        return state in self.of

    def shares_voice(self, other: "Candidate") -> bool:
        """Whether both are of one contributor, or of or about one State: then neither is of use for the other."""
        return self.contributor == other.contributor or any(other.is_of(state) for state in self.of)

    def looking_for(self, codes: frozenset[str], wanted: frozenset[str]) -> Need:
        """What answers this passage where it is assessed as one of `held`: passages assessed as one of `wanted`."""
        return Need(
            frozenset(code for code, assessed in self.coded.items() if assessed & codes),
            self.themes,
            wanted,
            frozenset(code for code, assessed in self.whole.items() if assessed & codes),
        )


class Match(NamedTuple):
    """A passage that is of use for a need, and why: how near, on which provisions or themes, and alike in what."""

    candidate: Candidate
    near: Near
    shared: tuple[str, ...]
    alike: frozenset[Alike]


def candidate(row: Row) -> Candidate:
    """The passage of a row of practices_said.sql."""
    coded: dict[str, set[str]] = defaultdict(set)
    for one in row["codings"]:
        coded[one["provision"]].update(filter(None, [one["assessment"]]))
    return Candidate(
        row["passage"],
        row["contributor"],
        Voice(row["voice"]),
        tuple(row["states"]),
        row["about_state"],
        {provision: frozenset(assessed) for provision, assessed in coded.items()},
        {one["provision"]: frozenset(one["assessments"]) for one in row["wholes"]},
        frozenset(row["assessments"]),
        frozenset(row["themes"]),
        row["last_date"],
    )


class Pool:
    """Passages to choose from, by the provisions and themes they are on; `related` is our matching of provisions."""

    def __init__(self, passages: Iterable[Candidate], related: Related, standings: Mapping[str, StateTraits]) -> None:
        self.passages = tuple(passages)
        self._related = related
        self._standings = standings
        self._on_provision: dict[str, list[Candidate]] = defaultdict(list)
        self._on_theme: dict[str, list[Candidate]] = defaultdict(list)
        for one in self.passages:
            for provision in one.whole:
                self._on_provision[provision].append(one)
            for theme in one.themes:
                self._on_theme[theme].append(one)

    def ranked(self, need: Need, my: str | None = None) -> list[Match]:
        """The passages that are of use for the need, the best first; none that is of the State `my`, or about it."""
        candidates = (one for one in self._near(need) if not (my and one.is_of(my)))
        return self._sorted(candidates, need, my)

    def answering(self, request: Candidate, need: Need) -> list[Match]:
        """The passages of others that answer a passage, the best first; no States are compared."""
        return self._sorted((one for one in self._near(need) if not one.shares_voice(request)), need, None)

    def _near(self, need: Need) -> Iterable[Candidate]:
        """The passages on a provision or theme of the need, or on a provision matched with one, each once."""
        on = need.provisions | need.wholes | self._matched(need)
        candidates = [one for key in on for one in self._on_provision.get(key, ())]
        candidates += [one for key in need.themes for one in self._on_theme.get(key, ())]
        return {one.passage: one for one in candidates}.values()

    def _matched(self, need: Need) -> frozenset[str]:
        return frozenset[str]().union(*(self._related.get(one, ()) for one in need.provisions)) - need.provisions

    def _sorted(self, candidates: Iterable[Candidate], need: Need, my: str | None) -> list[Match]:
        mine, matched = self._standings.get(my) if my else None, self._matched(need)
        alike: dict[tuple[str, ...], frozenset[Alike]] = {}
        matches = []
        for one in candidates:
            if near := _near(one, need, matched):
                if one.of not in alike:
                    alike[one.of] = self._alike(one.of, mine)
                matches.append(Match(one, *near, alike[one.of]))
        return sorted(matches, key=order)

    def _alike(self, states: Iterable[str], mine: StateTraits | None) -> frozenset[Alike]:
        """What the State most like mine has in common with it."""
        others = [self._standings[state] for state in states if state in self._standings] if mine else []
        return min((mine.alike(other) for other in others), key=_likeness, default=frozenset()) if mine else frozenset()


def _near(one: Candidate, need: Need, matched: frozenset[str]) -> tuple[Near, tuple[str, ...]] | None:
    """How near a passage is to the need, and on which provisions or themes; None where it is of no use."""
    if shared := _assessed(one.whole, need.provisions, need.wanted):
        return Near.PROVISION, shared
    if shared := _assessed(one.coded, need.wholes, need.wanted):
        return Near.WHOLE, shared
    if shared := _assessed(one.whole, matched, need.wanted):
        return Near.MATCHED, shared
    if one.assessments & need.wanted and (shared := tuple(sorted(one.themes & need.themes))):
        return Near.THEME, shared
    return None


def _assessed(on: Mapping[str, frozenset[str]], provisions: frozenset[str], wanted: frozenset[str]) -> tuple[str, ...]:
    """Those of the provisions on which a passage, by its codings, is assessed as what is wanted."""
    return tuple(sorted(code for code in provisions & on.keys() if on[code] & wanted))


@cache
def _likeness(alike: frozenset[Alike]) -> tuple[bool, ...]:
    return tuple(one not in alike for one in Alike)


def order(match: Match) -> tuple[object, ...]:
    """What matches are sorted by, the best first."""
    one = match.candidate
    hand = HANDS.index(one.voice) if one.voice in HANDS else len(HANDS)
    day = -one.day.toordinal() if one.day else 1
    return (one.whose, match.near, _likeness(match.alike), hand, day, one.passage)
