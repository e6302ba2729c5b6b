"""What Good practice is asked for, and what a need is called."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, Scope, TextStatus
from kb.domain.passage_words import ALIGNED
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import VOICES, cell_name
from kb.questions import Row, scope_day
from kb.questions.practices import practices_read
from kb.questions.vocabulary import vocabulary
from kb.reports.brief import Need, Needs, Reason
from kb.search.practices import HELPFUL, Match, Pool, StateTraits
from kb.search.practices_words import nearness, why
from kb.ui.markup import address
from kb.ui.practices import found
from kb.ui.practices.found import Wanted


class PracticesQuery(NamedTuple):
    """What is asked for: whose needs, which passages are in the brief, and which passage takes the focus.

    Where nothing can be collected, as on a page without a script, `brief` is None.
    """

    view: View
    scope: Scope
    my: str | None
    brief: tuple[str, ...] | None = None
    at: str | None = None

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.view)

    @property
    def name(self) -> str:
        """The name of my State."""
        return self.words.label("state", self.my or "")

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
        return (self.name, standing) if self.my and standing else None


@cached
def read_passages(view: View, passages: tuple[str, ...]) -> Sequence[Row]:
    """The passages with all that is shown of them, in the order of their ids."""
    return practices_read(view, passages)


def wanted_need(query: PracticesQuery, key: str) -> Wanted | None:
    """The need with this key: a provision, or a challenge of my State."""
    mine = found.wanted(query.view, query.scope, query.my) if query.my else ()
    one = next((need for need in mine if need.key == key), None)
    if one is None and key in query.words.labels["provision"]:
        return found.at_provision(query.view, key)
    return one


def need_name(query: PracticesQuery, one: Wanted) -> str:
    """What a need is called."""
    words = query.words
    if one.challenge is None:
        return words.label("provision", one.key)
    on = [words.short["provision"].get(code, code) for code in sorted(one.need.provisions)]
    on += [] if on else [words.label("theme", code) for code in one.themes]
    return _("A challenge on {subject}").format(subject=", ".join(on) or _("no action and no theme"))


def why_needed(query: PracticesQuery, one: Wanted) -> str:
    """Why it is a need, in a few words: the voice of a challenge, or how the record stands."""
    if one.challenge is not None:
        text = _("Assessed as challenge, {voice}").format(voice=VOICES[one.challenge.voice].name)
        return text if one.challenge.contributor == query.my else f"{text}; {ALIGNED}"
    if one.gap is None:
        return _("Chosen by you; it is not among the gaps")
    unknown = [_("not known whether the State has victims")] if one.gap["bound"] == "unknown" else []
    unverified = [_("text unverified")] if one.gap["text_status"] == TextStatus.UNVERIFIED else []
    return "; ".join([cell_name(one.gap), *unknown, *unverified])


def behind_need(asked: PracticesQuery, one: Wanted) -> str | None:
    """The address of what stands behind a need: the passage of a challenge, or the cell of a gap."""
    if one.challenge is not None:
        contribution, _dot, position = one.key.rpartition(".")
        return address("contributions", {"contribution": contribution, "passage": position})
    if one.gap is None:
        return None
    query: Mapping[str, Any] = filters.query(found.needs_scope(asked.scope, asked.my or ""))
    return address("coverage", {**query, "cell": f"{asked.my}.{one.key}"})


def needs_answered(query: PracticesQuery) -> Needs | None:
    """My State's needs that the brief answers, with why each passage is there; None where no State is chosen.

    The needs are those of the screen; the passages count wherever they were made, for the reader chose them.
    """
    if not query.my:
        return None
    anywhere = Scope(instrument=query.scope.instrument, meetings=(ANY_MEETING,), revision=query.scope.revision)
    rows = {row["passage"]: row for row in read_passages(query.view, query.brief or ())}
    chosen = (one for one in found.said_in(query.view, anywhere, HELPFUL) if one.passage in rows)
    pool = Pool(chosen, found.related(query.view), found.standings(query.view, anywhere))
    needs = []
    for one in found.wanted(query.view, query.scope, query.my):
        matches = pool.ranked(one.need, query.my)
        reasons = {match.candidate.passage: _reason(match, rows[match.candidate.passage], query) for match in matches}
        if reasons:
            needs.append(Need(need_name(query, one), reasons))
    scope = found.needs_scope(query.scope, query.my)
    return Needs(filters.sentence(scope, query.words, scope_day(query.view, scope)), needs)


def _reason(match: Match, row: Row, query: PracticesQuery) -> Reason:
    words = query.words
    return Reason(match.near.value, nearness(match, words), why(match, row, query.mine, words))
