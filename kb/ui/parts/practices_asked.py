"""What the screen Practices is asked for, and what it says of a need and of the filters."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kb.cache import cached
from kb.domain import filters
from kb.domain.model import ANY_MEETING, Cell, Scope, TextStatus
from kb.domain.passage_words import ALIGNED
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS, CELLS, VOICES, cell_name
from kb.export.brief import Need, Needs, Reason
from kb.queries import Row, scope_day
from kb.queries.practices import practices_read
from kb.queries.vocabulary import vocabulary
from kb.search.practices import HELPFUL, Match, Pool, StateTraits
from kb.search.practices_words import nearness, why
from kb.store import View
from kb.ui.markup import Html, element, join, link
from kb.ui.parts import practices_found as found
from kb.ui.parts.practices_found import Wanted
from kb.ui.passages import text_held


class Asked(NamedTuple):
    """What the screen is asked for: whose needs, which passages are in the brief, and which card takes the focus."""

    view: View
    scope: Scope
    my: str | None
    brief: tuple[str, ...]
    at: str | None = None

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.view)

    @property
    def query(self) -> dict[str, Any]:
        """The address of the screen without what is asked for on it."""
        return self.query_in(self.scope)

    def query_in(self, scope: Scope) -> dict[str, Any]:
        """The same in another scope."""
        own = {"my": self.my, "brief": self.brief}
        return {**filters.query(scope), **{key: value for key, value in own.items() if value}}

    def without_brief(self, need: str | None) -> dict[str, Any]:
        """The address of what is shown, without the brief."""
        query = {**self.query, **({"need": need} if need is not None else {})}
        query.pop("brief", None)
        return query

    @property
    def mine(self) -> tuple[str, StateTraits] | None:
        """My State's name, and what it is compared by."""
        standing = found.standings(self.view, found.offers_scope(Scope(), None)).get(self.my or "")
        return (self.words.label("state", self.my), standing) if self.my and standing else None


@cached
def read_passages(view: View, passages: tuple[str, ...]) -> Sequence[Row]:
    """The passages with all that is shown of them, in the order of their ids."""
    return practices_read(view, passages)


def wanted_need(asked: Asked, key: str) -> Wanted | None:
    """The need with this key: a provision, or a challenge of my State."""
    mine = found.wanted(asked.view, asked.scope, asked.my) if asked.my else ()
    one = next((need for need in mine if need.key == key), None)
    if one is None and key in asked.words.labels["provision"]:
        return found.at_provision(asked.view, key)
    return one


def need_name(asked: Asked, one: Wanted) -> str:
    """What a need is called."""
    words = asked.words
    if one.challenge is None:
        return words.label("provision", one.key)
    on = [words.short["provision"].get(code, code) for code in sorted(one.need.provisions)]
    on += [] if on else [words.label("theme", code) for code in one.themes]
    return f"A challenge on {', '.join(on) or 'no action and no theme'}"


def why_needed(asked: Asked, one: Wanted) -> Html:
    """Why it is a need: a passage of the State, or the state of its record, each leading to what stands behind it."""
    if one.challenge is not None:
        contribution, _, position = one.key.rpartition(".")
        to = {"contribution": contribution, "passage": position}
        said = f" assessed as challenge, {VOICES[one.challenge.voice].name}"
        if one.challenge.contributor != asked.my:
            said += f"; {ALIGNED}"
        return join([link("A passage of it", "contributions", to), said])
    if one.gap is None:
        return Html("You chose it; it is not among the gaps.")
    query = filters.query(found.needs_scope(asked.scope, asked.my or ""))
    to_cell = link(
        f"{CELLS[Cell(one.gap['cell'])].mark} {cell_name(one.gap)}",
        "coverage",
        {**query, "cell": f"{asked.my}.{one.key}"},
    )
    unknown = "; not known whether the State has victims" if one.gap["bound"] == "unknown" else ""
    unverified = "; text unverified" if one.gap["text_status"] == TextStatus.UNVERIFIED else ""
    return join([to_cell, unknown, unverified])


def needs_answered(asked: Asked) -> Needs | None:
    """My State's needs that the brief answers, with why each passage is there; None where no State is chosen.

    The needs are those of the screen; the passages count wherever they were made, for the reader chose them.
    """
    if not asked.my:
        return None
    anywhere = Scope(instrument=asked.scope.instrument, meetings=(ANY_MEETING,), revision=asked.scope.revision)
    rows = {row["passage"]: row for row in read_passages(asked.view, asked.brief)}
    chosen = (one for one in found.said_in(asked.view, anywhere, HELPFUL) if one.passage in rows)
    pool = Pool(chosen, found.related(asked.view), found.standings(asked.view, anywhere))
    needs = []
    for one in found.wanted(asked.view, asked.scope, asked.my):
        matches = pool.ranked(one.need, asked.my)
        reasons = {match.candidate.passage: _reason(match, rows[match.candidate.passage], asked) for match in matches}
        if reasons:
            needs.append(Need(need_name(asked, one), reasons))
    scope = found.needs_scope(asked.scope, asked.my)
    return Needs(filters.sentence(scope, asked.words, scope_day(asked.view, scope)), needs)


def _reason(match: Match, row: Row, asked: Asked) -> Reason:
    words = asked.words
    return Reason(match.near.value, nearness(match, words), why(match, row, asked.mine, words))


def need_words(asked: Asked, one: Wanted) -> Iterator[Html]:
    """What the need is: the passage that tells of it, or the state of the record, and its themes."""
    yield element("p", why_needed(asked, one), ".")
    if one.gap is not None:
        yield element("p", CELLS[Cell(one.gap["cell"])].meaning, class_="quiet")
    if one.challenge is not None:
        yield join(text_held(row["text"], row) for row in read_passages(asked.view, (one.key,)))
    if one.themes:
        names = ", ".join(asked.words.label("theme", code) for code in one.themes)
        read = "Themes of the passage" if one.challenge else "Themes of most passages on it"
        yield element("p", f"{read}: {names}.", class_="quiet")


def limit_words(asked: Asked, useful: int) -> Html:
    """What the filters leave of the passages of others, why that may be nothing, and how to see more."""
    scope, my = asked.scope, asked.my
    said: list[object] = []
    if my and my in scope.states:
        said.append(f"{asked.words.label('state', my)} in the filter State is your own and leaves nobody out. ")
    if not found.helpful(scope):
        kinds = ", ".join(ASSESSMENTS[one].lower() for one in HELPFUL)
        said.append(f"Your filter Assessment leaves none of {kinds}. ")
    here = _others(asked, scope)
    ways = [
        (label, wider, more)
        for label, wider in _wider(scope, my, here.total())
        if (more := _others(asked, wider)).total() > here.total()
    ]
    if ways:
        apart = f", and {here[True]} by third parties about a State, at any meeting or none" if here[True] else ""
        said.append(f"Passages of others to choose from in what you filtered: {here[False] or 'none'}{apart}. ")
        said += [
            join([link(label, "practices", asked.query_in(wider)), f": {more.total()} in all. "])
            for label, wider, more in ways
        ]
    return element("p", *said, class_=None if useful else "note") if said else Html()


def _wider(scope: Scope, my: str | None, many: int) -> Iterator[tuple[str, Scope]]:
    """Scopes that may hold more; where nothing is left, without each of the filters that choose among others."""
    yield "At any meeting or none, other conventions included", found.everything(scope)
    if many:
        return
    if set(scope.states) - {my} or scope.regions or scope.affected or scope.statuses:
        yield "Without your filters on States", replace(scope, states=(), regions=(), affected=(), statuses=())
    if scope.themes:
        yield "Without the filter Theme", replace(scope, themes=())
    if scope.voices:
        yield "Without the filter Voice", replace(scope, voices=())
    if scope.assessments:
        yield "Without the filter Assessment", replace(scope, assessments=())
    nothing_else = Scope(instrument=scope.instrument, meetings=(ANY_MEETING,), revision=scope.revision)
    if scope != replace(nothing_else, meetings=scope.meetings):
        yield "With none of your filters, everything held", nothing_else


def _others(asked: Asked, scope: Scope) -> Counter[bool]:
    """How many passages of others there are to choose from: those of third parties about a State (true) and the rest.

    What third parties describe is taken whatever the meeting, as everywhere: they make it to none.
    """
    my, assessed = asked.my, found.helpful(scope)
    passages = found.said_in(asked.view, found.offers_scope(scope, my), assessed) if assessed else ()
    return Counter(one.by_others for one in passages if not (my and one.is_of(my)))
