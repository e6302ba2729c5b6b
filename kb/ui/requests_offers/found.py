"""What Requests and offers reckons: requests and challenges, offers and practices, and which of them match."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from kb.cache import cached
from kb.db import View
from kb.domain.model import Assessment, Scope, Voice
from kb.domain.vocabulary import Vocabulary
from kb.questions.passages import passages
from kb.questions.states import state_profile
from kb.questions.submitting import submit_contributors
from kb.search.practices import Candidate, Match, Pool
from kb.ui.practices.found import everything, said_in

ASKED = (Assessment.REQUEST, Assessment.CHALLENGE)
GIVEN = (Assessment.OFFER, Assessment.PRACTICE)
KINDS = (*ASKED, *GIVEN)
# The names of the sides in the address.
REQUESTS, OFFERS = "requests", "offers"
# Whose passages are matched. What a third party says a State needs or does is nobody's request or offer.
SPEAKING = (Voice.OWN, Voice.REPORTED, Voice.BACKGROUND)


class Sides(NamedTuple):
    """The passages of either side, newest first: assessed as request or challenge, or as offer or practice, or both."""

    asked: tuple[Candidate, ...]
    given: tuple[Candidate, ...]

    def of(self, side: str) -> tuple[Candidate, ...]:
        """One side by its name in the address."""
        return self.given if side == OFFERS else self.asked


class Count(NamedTuple):
    """How many passages are assessed as what, on one provision or theme or of one State."""

    kinds: Counter[str]
    asked: int
    given: int


def assessed_as(scope: Scope, kinds: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Those of the kinds that the filter on assessments leaves."""
    return tuple(one for one in kinds if not scope.assessments or one in scope.assessments)


def voices(scope: Scope) -> tuple[Voice, ...]:
    """The voices matched that the filter leaves."""
    return tuple(one for one in SPEAKING if not scope.voices or one in scope.voices)


def on_provision(scope: Scope, provision: str, words: Vocabulary) -> Scope:
    """The same contributions, narrowed to a provision of whichever instrument.

    The default meetings are those within the life of the scope's instrument: for the other one its days are named.
    """
    narrowed = replace(scope, provisions=(provision,), instrument=words.groups["provision"][provision])
    if scope.meetings or narrowed.instrument == scope.instrument:
        return narrowed
    since, until = words.life_days(scope.instrument)
    return replace(
        narrowed,
        since=max(filter(None, (scope.since, since)), default=None),
        until=min(filter(None, (scope.until, until)), default=None),
    )


@cached
def sides(view: View, scope: Scope) -> Sides:
    """The passages in the scope on either side; where it chooses States, what these say themselves."""
    # The kinds are chosen here: the scope's own filter is about passages as a whole.
    plain = replace(scope, assessments=())
    asked, given = (
        tuple(one for one in said_in(view, plain, kinds, scope.limits_states) if one.voice in SPEAKING) if kinds else ()
        for kinds in (assessed_as(scope, ASKED), assessed_as(scope, GIVEN))
    )
    return Sides(asked, given)


def by_others(scope: Scope) -> Scope:
    """The scope of what third parties say that is assessed as one of the kinds, whatever the meeting and the day."""
    kinds = tuple(one.value for one in assessed_as(scope, KINDS))
    return replace(everything(scope), voices=(Voice.MONITORING.value,), assessments=kinds)


@cached
def left_out(view: View, scope: Scope) -> int:
    """How many passages of third parties are assessed as one of the kinds, and not matched."""
    if not assessed_as(scope, KINDS):
        return 0
    listed = passages(view, by_others(scope), limit=1)
    return listed.count("own") + listed.count("others")


@cached
def waiting(view: View, scope: Scope) -> int:
    """How many contributions of the States that the scope names are received, and not coded or not published yet."""
    profiles = (state_profile(view, scope, state) for state in scope.states)
    return sum(profile["waiting"] for profile in profiles if profile)


@cached
def _pool(view: View, scope: Scope, side: str) -> Pool:
    """One side of everybody's, whatever States the scope chooses: they choose the other side."""
    everybody = replace(scope, states=(), regions=(), affected=(), statuses=())
    return Pool(sides(view, everybody).of(side), {}, {})


def answers(view: View, scope: Scope, one: Candidate, side: str) -> list[Match]:
    """What of the other side matches a passage of this side, nearest first: never its own contributor or State."""
    held, wanted = (GIVEN, ASKED) if side == OFFERS else (ASKED, GIVEN)
    other = REQUESTS if side == OFFERS else OFFERS
    need = one.looking_for(frozenset(assessed_as(scope, held)), frozenset(assessed_as(scope, wanted)))
    return _pool(view, scope, other).answering(one, need)


@cached
def by_provision(view: View, scope: Scope) -> Mapping[str, Count]:
    """By provision, those of which a passage is on a part included."""
    return _counted(view, scope, lambda one: one.whole.items(), scope.provisions)


@cached
def by_theme(view: View, scope: Scope) -> Mapping[str, Count]:
    """By theme, whatever the provision."""
    return _counted(view, scope, lambda one: ((theme, one.assessments) for theme in one.themes), scope.themes)


@cached
def names(view: View) -> Mapping[str, str]:
    """The names of all who can contribute, by their codes."""
    return {row["id"]: row["name"] for row in submit_contributors(view)}


@cached
def by_state(view: View, scope: Scope) -> Mapping[str, Count]:
    """By State that speaks; what is said for several counts for each of them."""
    return _counted(view, scope, lambda one: ((state, one.assessments) for state in one.states))


@cached
def by_organisation(view: View, scope: Scope) -> Mapping[str, Count]:
    """By organisation or group that speaks for no State."""
    return _counted(view, scope, lambda one: () if one.states else ((one.contributor, one.assessments),))


def most(counts: Mapping[str, Count], order: Iterable[str]) -> list[tuple[str, Count]]:
    """Those asked for most first, then those offered most, then in the order given."""
    places = {code: place for place, code in enumerate(order)}
    return sorted(counts.items(), key=lambda one: (-one[1].asked, -one[1].given, places[one[0]]))


def _counted(
    view: View,
    scope: Scope,
    places: Callable[[Candidate], Iterable[tuple[str, frozenset[str]]]],
    chosen: tuple[str, ...] = (),
) -> Mapping[str, Count]:
    """What `places` gives of each passage, the keys it belongs under and its assessments there, counted by key.

    Only under the keys `chosen`, if there are any.
    """
    held = sides(view, scope)
    found: dict[str, Count] = {}
    for one in {said.passage: said for side in held for said in side}.values():
        for key, assessed in places(one):
            asks, gives = (assessed & set(assessed_as(scope, kinds)) for kinds in (ASKED, GIVEN))
            before = found.get(key, Count(Counter(), 0, 0))
            if (asks or gives) and (not chosen or key in chosen):
                found[key] = Count(
                    before.kinds + Counter(asks | gives), before.asked + bool(asks), before.given + bool(gives)
                )
    return found
