"""What Good practice is asked for, what a need is called, and my brief: passages kept in the address alone."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kb.cache import cached
from kb.db import Store, View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import ANY_MEETING, Audience, Scope, TextStatus
from kb.domain.passage_words import ALIGNED
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import VOICES, cell_name
from kb.questions import Row, scope_day
from kb.questions.practices import practices_read
from kb.questions.vocabulary import vocabulary
from kb.reports.brief import Need, Needs, Reason, brief_document
from kb.reports.word import MEDIA_TYPE, word_file
from kb.search.practices import HELPFUL, Match, Pool, StateTraits
from kb.search.practices_words import nearness, why
from kb.ui import downloads
from kb.ui.frame import Here
from kb.ui.markup import Html, Query, address, passage_address, render
from kb.ui.practices import found
from kb.ui.practices.found import Wanted

MOST = 60
# The place after a change of the brief: what bears the id `asked` takes the focus, see assets/linked.js.
HERE = "brief"


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

    @property
    def mine(self) -> tuple[str, StateTraits] | None:
        """My State's name, and what it is compared by."""
        standing = found.standings(self.view, found.offers_scope(Scope(), None)).get(self.my or "")
        return (self.name, standing) if self.my and standing else None


@cached
def read_passages(view: View, passages: tuple[str, ...]) -> Mapping[str, Row]:
    """The passages with all that is shown of them, by their ids and in the order of these."""
    return {row["passage"]: row for row in practices_read(view, passages)}


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
        return passage_address(one.key)
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
    rows = read_passages(query.view, query.brief or ())
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


class Brief(NamedTuple):
    """The passages of an address that are held, in its order, and a sentence for each thing that was left out."""

    passages: tuple[str, ...]
    dropped: tuple[str, ...]


@cached
def brief_of(view: View, asked: tuple[str, ...]) -> Brief:
    """The brief that an address asks for. What is unknown, withheld or too much is left out and said."""
    named = tuple(dict.fromkeys(asked))
    held = [row["passage"] for row in practices_read(view, named)]
    known = set(held)
    gone = _("Passage “{passage}” of the brief in the address is not known, or not public, and was left out.")
    dropped = [gone.format(passage=filters.shown(one)) for one in named if one not in known]
    if len(held) > MOST:
        full = _("A brief has at most {most} passages: the last {more} were left out. Export it and begin another.")
        dropped.append(full.format(most=MOST, more=len(held) - MOST))
    return Brief(tuple(held[:MOST]), tuple(dropped))


def way(row: Row, place: str, passages: Sequence[str], query: Query) -> Mapping[str, object]:
    """The way of a passage into the brief, or out of it; none where the brief is full.

    `place` is where the focus goes on afterwards.
    """
    passage, is_in = row["passage"], row["passage"] in passages
    changed = [one for one in passages if one != passage] if is_in else [*passages, passage]
    to = address("practices", {**query, "brief": changed, "at": place}) if len(changed) <= MOST else None
    name = _("passage {number} of {name}").format(number=row["position"], name=row["contributor_label"])
    return {"is_in": is_in, "name": name, "to": to}


def brief_shown(asked: PracticesQuery, brief: Brief, need: str | None) -> Html:
    """The brief with what was left out of it."""
    rows, query = (
        practices_read(asked.view, brief.passages),
        {**asked._replace(brief=None).query, **({"need": need} if need is not None else {})},
    )
    return render(
        "practices/brief.html",
        dropped=brief.dropped,
        items=[(row, way(row, HERE, brief.passages, query)) for row in rows],
        is_focused=asked.at == HERE,
        away=address("practices", {**query, "at": HERE}),
        most=MOST,
        words=asked.words,
    )


def offer_brief(place: Here, query: PracticesQuery, brief: Brief) -> None:
    """The button that gives the brief as a Word document; nothing for an empty brief."""
    if not brief.passages:
        return
    seen_by = not_for_everybody(place.store, place.view, brief) if place.audience is not Audience.PUBLIC else ""
    base = downloads.base()

    def made() -> bytes:
        """The Word document; what it answers is reckoned only when somebody asks for it."""
        answered = needs_answered(query)
        return word_file(brief_document(query.view, query.brief or (), query.my, base, seen_by, answered))

    downloads.button(_("Download my brief (Word)"), made, "my-brief.docx", MEDIA_TYPE, "brief-file")


def not_for_everybody(store: Store, view: View, brief: Brief) -> str:
    """That not everybody may see all passages of a brief, which its document must say; empty where everybody may."""
    public = practices_read(store.snapshot(view.revision, Audience.PUBLIC), brief.passages)
    hidden = len(brief.passages) - len(public)
    said = ngettext(
        "Not for everybody: {n} passage of it is not public.",
        "Not for everybody: {n} passages of it are not public.",
        hidden,
    )
    return said.format(n=hidden) if hidden else ""
