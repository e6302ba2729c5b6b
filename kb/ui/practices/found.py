"""What Good practice reckons: a State's needs in a scope, and the passages of others ranked for each of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from kb.cache import cached
from kb.db import View
from kb.domain.model import ANY_MEETING, OWN_VOICES, Assessment, Scope
from kb.questions import Row, Rows, grouped
from kb.questions import practices as ask
from kb.questions.looks import gaps
from kb.search.practices import HELPFUL, Candidate, Match, Near, Need, Pool, Related, StateTraits, candidate

# How many passages stand under a need, until all are asked for.
FEW = 2


class Wanted(NamedTuple):
    """A need of a State. `key` is a provision (a gap, or one that the address names) or a passage (a challenge).

    `gap` is its row of the gaps list, if it is one; `themes` are those of the need, in their order.
    """

    key: str
    gap: Row | None
    challenge: Candidate | None
    need: Need
    themes: tuple[str, ...]


class Answer(NamedTuple):
    """What of others there is for a need: how many passages, how near, third parties apart, and the first of them."""

    many: int
    near: Counter[Near]
    by_others: int
    first: tuple[Match, ...]


class Answers(NamedTuple):
    """The answers by the keys of the needs; how many passages are of use for any of them, third parties' among them."""

    by_need: Mapping[str, Answer]
    useful: int
    by_others: int


def needs_scope(scope: Scope, my: str) -> Scope:
    """The scope in which my State's own record is read: States, assessments and voices choose among others only."""
    return replace(scope, states=(my,), regions=(), affected=(), statuses=(), assessments=(), voices=())


def offers_scope(scope: Scope, my: str | None) -> Scope:
    """The scope from which passages of others come: a provision chooses among needs, and my State is no other."""
    others = tuple(state for state in scope.states if state != my)
    return replace(scope, states=others, provisions=(), assessments=())


def helpful(scope: Scope) -> tuple[Assessment, ...]:
    """The assessments of use that the scope asks for."""
    return tuple(one for one in HELPFUL if not scope.assessments or one in scope.assessments)


def everything(scope: Scope) -> Scope:
    """The same with everything held, whatever the meeting, the day, the line and the convention."""
    return replace(scope, meetings=(ANY_MEETING,), since=None, until=None, lines=())


@cached
def related(view: View) -> Related:
    """Our matching of provisions."""
    by_provision = grouped(ask.practices_related(view), "provision")
    return {provision: frozenset(row["other"] for row in rows) for provision, rows in by_provision.items()}


@cached
def themes(view: View) -> Mapping[str, Rows]:
    """By provision, the themes that most passages on it bear."""
    return grouped(ask.practices_themes(view), "provision")


@cached
def standings(view: View, scope: Scope) -> Mapping[str, StateTraits]:
    """What States are compared by, by State."""
    rows = ask.practices_states(view, scope)
    return {row["state"]: StateTraits(row["affected"], row["regional_group"], row["status"]) for row in rows}


@cached
def all_said(view: View) -> Mapping[str, Candidate]:
    """Every published passage by its id. Kept once: what is cached of scopes and States only points at them."""
    return {row["passage"]: candidate(row) for row in ask.practices_said(view)}


@cached
def said_in(
    view: View, scope: Scope, assessments: tuple[Assessment, ...], only_own: bool = False
) -> tuple[Candidate, ...]:
    """The passages assessed as one of these, newest first; with `only_own` those that States in the scope say."""
    known, rows = all_said(view), ask.practices_passages(view, scope, assessments)
    return tuple(known[row["passage"]] for row in rows if row["own"] or not only_own)


@cached
def pool(view: View, scope: Scope, assessments: tuple[Assessment, ...]) -> Pool:
    """The passages to choose from."""
    unlimited = replace(scope, states=(), regions=(), affected=(), statuses=())
    return Pool(said_in(view, scope, assessments), related(view), standings(view, unlimited))


@cached
def wanted(view: View, scope: Scope, my: str) -> tuple[Wanted, ...]:
    """My State's needs: its reported challenges, newest first, then its gaps in the order of the instrument."""
    asked = needs_scope(scope, my)
    hard = [
        one for one in said_in(view, asked, (Assessment.CHALLENGE,)) if my in one.states and one.voice in OWN_VOICES
    ]
    return (
        *(_challenge(one) for one in hard),
        *(at_provision(view, row["provision"], row) for row in gaps.rows(view, asked)),
    )


def at_provision(view: View, provision: str, gap: Row | None = None) -> Wanted:
    """The need of whoever looks for what others do about a provision."""
    about = tuple(row["theme"] for row in themes(view).get(provision, ()))
    return Wanted(provision, gap, None, Need(frozenset({provision}), frozenset(about)), about)


def _challenge(one: Candidate) -> Wanted:
    on = frozenset(code for code, assessed in one.coded.items() if Assessment.CHALLENGE in assessed)
    return Wanted(one.passage, None, one, Need(on, one.themes), tuple(sorted(one.themes)))


@cached
def answers(view: View, scope: Scope, my: str) -> Answers:
    """What of others there is for each need of my State."""
    found: dict[str, Answer] = {}
    useful: dict[str, bool] = {}
    for one in wanted(view, scope, my):
        matches = ranked(view, scope, one, my)
        near = Counter(match.near for match in matches if not match.candidate.by_others)
        found[one.key] = Answer(len(matches), near, len(matches) - near.total(), tuple(matches[:FEW]))
        useful |= {match.candidate.passage: match.candidate.by_others for match in matches}
    return Answers(found, len(useful), sum(useful.values()))


def ranked(view: View, scope: Scope, one: Wanted, my: str | None) -> list[Match]:
    """The passages of others for a need, assessed as the scope asks for, the best first; without `my` of all States."""
    assessed = helpful(scope)
    choice = pool(view, offers_scope(scope, my), assessed)
    return choice.ranked(replace(one.need, wanted=frozenset(assessed)), my)


@cached
def counts(view: View, scope: Scope) -> Mapping[str, tuple[int, int]]:
    """By State that has any: how many passages of its own are assessed as challenge, and how many gaps it has."""
    everyone = replace(scope, states=(), regions=(), affected=(), statuses=(), assessments=(), voices=())
    challenges = said_in(view, everyone, (Assessment.CHALLENGE,))
    hard = Counter(state for one in challenges if one.voice in OWN_VOICES for state in one.states)
    missing = Counter(row["state"] for row in gaps.rows(view, everyone))
    return {state: (hard[state], missing[state]) for state in hard.keys() | missing.keys()}


def on_needs(view: View, scope: Scope, my: str, passages: Iterable[str]) -> frozenset[str]:
    """Those of the passages that are on a provision or theme of a need, whatever their assessment and meeting."""
    anywhere = replace(everything(offers_scope(scope, my)), themes=(), voices=())
    every, among = tuple(Assessment), frozenset(passages)
    choice = Pool((one for one in said_in(view, anywhere, every) if one.passage in among), related(view), {})
    return frozenset(
        match.candidate.passage
        for one in wanted(view, scope, my)
        for match in choice.ranked(replace(one.need, wanted=frozenset(every)), my)
    )


def ids(found: Iterable[Match]) -> tuple[str, ...]:
    """The ids of the passages found."""
    return tuple(one.candidate.passage for one in found)
