"""Passages of one side of the screen Who can help whom, each with what matches it on the other side."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kb.cache import cached
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import OWN_VOICES, Scope
from kb.domain.passage_words import in_whose_words
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS, counted
from kb.queries import Row
from kb.queries.practices import practices_read
from kb.queries.vocabulary import vocabulary
from kb.search.practices import Candidate, Match, Near
from kb.search.practices_words import nearness
from kb.store import View
from kb.tables import Column, Table
from kb.ui.elements import paging
from kb.ui.markup import Html, choices, element, join, link
from kb.ui.parts import help_found as found
from kb.ui.passages import NEAR, codes, passage, passage_table, provenance, speaker, text_held

# Passages on one page of a side, and matches under each, until all are asked for.
SIZE, FEW = 15, 4
SIDES = {
    found.REQUESTS: ("Requests and challenges", "offer or practice"),
    found.OFFERS: ("Offers and practices", "request or challenge"),
}
MATCHES = Column("matches", _("Matched by us with passage (id)"), meaning=_("Id of the passage that it matches."))
WHY = Column("why", _("Why it matches"), meaning=_("What the two passages share."))


class Place(NamedTuple):
    """What is asked for: one side, of everybody in the scope or of the one contributor `by` (its code)."""

    view: View
    scope: Scope
    side: str
    by: str | None = None

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.view)

    @property
    def query(self) -> dict[str, Any]:
        """The address of this side."""
        return {**filters.query(self.scope), "side": self.side, **({"by": self.by} if self.by is not None else {})}

    @property
    def held(self) -> Sequence[Candidate]:
        """The passages of this side, newest first."""
        held = found.sides(self.view, self.scope).of(self.side)
        return held if self.by is None else [one for one in held if one.contributor == self.by]


class Matched(NamedTuple):
    """Passages with what matches them: as they are shown, and as tables for files."""

    html: Html
    tables: tuple[Table, ...] = ()


def choice(place: Place) -> Html:
    """Links to the two sides, the one shown marked."""
    sides = (place._replace(side=side) for side in SIDES)
    links = (
        link(
            f"{SIDES[one.side][0]} ({len(one.held)})",
            "exchange",
            one.query,
            aria_current="true" if one.side == place.side else None,
        )
        for one in sides
    )
    return choices(links, "Which side is shown")


def of_one(place: Place) -> Html:
    """Whose passages are shown, if they are of one contributor alone, and the way back to those of all."""
    if place.by is None:
        return Html()
    name = found.names(place.view).get(place.by, f"“{filters.shown(place.by)}”, which is not known here")
    return element("p", f"Only passages of {name}. ", link("Those of all", "exchange", filters.query(place.scope)))


@cached
def one_side(place: Place, page: str | None) -> Matched:
    """The passages of a side, newest first, each with the nearest of the other side."""
    view, scope, side, held = place.view, place.scope, place.side, place.held
    title, other = SIDES[side]
    if not held:
        return Matched(join([element("h2", f"{title}: none in what you filtered"), element("p", _none(side))]))
    at = paging.asked_for(page, SIZE)
    some = held[at.offset : at.offset + SIZE]
    matched = {one.passage: found.answers(view, scope, one, side) for one in some}
    answered = sum(bool(matches) for matches in matched.values())
    rows = _read(view, some, {key: matches[:FEW] for key, matches in matched.items()})
    head = f"{title}, latest first: of {len(some)} shown, {answered} with a match among passages assessed as {other}"
    shown = join(
        [
            element("h2", head if some else title),
            paging.pages(at, len(held), "exchange", place.query),
            *(_asked(place, one, matched[one.passage], rows) for one in some),
            paging.pages(at, len(held), "exchange", place.query, "Pages, again") if len(some) > FEW else "",
        ]
    )
    return Matched(shown, _tables(place, some, {key: matches[:FEW] for key, matches in matched.items()}, rows))


@cached
def one_passage(place: Place, asked: str, page: str | None) -> Matched:
    """One passage of a side with all that matches it."""
    view, scope, side = place.view, place.scope, place.side
    back = element("p", link("Back to all passages", "exchange", place.query))
    one = next((said for said in place.held if said.passage == asked), None)
    if one is None:
        title = SIDES[side][0].lower()
        said = f"“{filters.shown(asked)}” is none of the {title} in what you filtered. "
        return Matched(join([element("p", said, class_="note"), back]))
    matches = found.answers(view, scope, one, side)
    on_page = paging.asked_for(page)
    some = matches[on_page.offset : on_page.offset + paging.SIZE]
    rows = _read(view, [one], {asked: some})
    ways = paging.pages(on_page, len(matches), "exchange", {**place.query, "match": asked})
    title = f"{counted(len(matches), 'passage')} assessed as {SIDES[side][1]} match this one"
    shown = join([back, element("h2", title), ways, _asked(place, one, some, rows, all_of=len(matches)), ways])
    return Matched(shown, _tables(place, [one], {asked: some}, rows))


def _tables(
    place: Place, held: Sequence[Candidate], matched: Mapping[str, Sequence[Match]], rows: Mapping[str, Row]
) -> tuple[Table, Table]:
    """What is shown, as tables for files: the passages of the side, and what matches each and why."""
    title, other = SIDES[place.side]
    pairs = [(one.passage, match) for one in held for match in matched[one.passage]]
    found_rows = (
        {
            **rows[match.candidate.passage],
            "matches": passage,
            "near": match.near.name.lower(),
            "why": nearness(match, place.words),
        }
        for passage, match in pairs
    )
    return (
        passage_table((rows[one.passage] for one in held), place.words, title),
        passage_table(found_rows, place.words, f"What matches them: passages assessed as {other}", MATCHES, NEAR, WHY),
    )


def _read(view: View, some: Sequence[Candidate], matched: Mapping[str, Sequence[Match]]) -> dict[str, Row]:
    ids = [one.passage for one in some]
    ids += [match.candidate.passage for one in some for match in matched[one.passage]]
    return {row["passage"]: row for row in practices_read(view, dict.fromkeys(ids))}


def _asked(
    place: Place, one: Candidate, matches: Sequence[Match], rows: Mapping[str, Row], all_of: int | None = None
) -> Html:
    """A passage, and what matches it, the nearest first; each opens on request."""
    row, query = rows[one.passage], filters.query(place.scope)
    own = row["voice"] in OWN_VOICES and row["state"] is not None
    few = matches if all_of is not None else matches[:FEW]
    label = f"Show all {len(matches)}"
    name = f"passage {row['position']} of {row['contributor_label']}"
    whole = {**place.query, "match": one.passage}
    return element(
        "article",
        element("h3", _title(place, one, row)),
        element("p", speaker(row, place.words), class_="quiet"),
        text_held(row["text"], row),
        element("p", codes(row, place.words, query)),
        element("p", provenance(row, query), class_="quiet"),
        element("p", element("strong", _how_many(place, matches))),
        *(_match(place, match, rows[match.candidate.passage], opened=all_of is not None) for match in few),
        element("p", link(label, "exchange", whole, aria_label=f"{label}: what matches {name}"))
        if len(matches) > len(few)
        else "",
        class_=None if own else "other",
        aria_label=f"{name[0].upper()}{name[1:]}, {in_whose_words(row)}",
    )


def _title(place: Place, one: Candidate, row: Row) -> str:
    held = found.GIVEN if place.side == found.OFFERS else found.ASKED
    assessed = " and ".join(ASSESSMENTS[kind].lower() for kind in held if kind in one.assessments)
    return f"{row['contributor_label']}: a passage assessed as {assessed}"


def _how_many(place: Place, matches: Sequence[Match]) -> str:
    other = SIDES[place.side][1]
    if not matches:
        return f"No passage of others assessed as {other} is on the same provision or theme in what you filtered."
    near = sum(one.near is not Near.THEME for one in matches)
    parts = [f"{near} on the same provision, a part of it or the whole of it"] if near else []
    parts += [f"{len(matches) - near} on the same theme only"] if len(matches) > near else []
    return f"Matched by us with {counted(len(matches), 'passage')} assessed as {other}: {' and '.join(parts)}."


def _match(place: Place, match: Match, row: Row, *, opened: bool) -> Html:
    said = f"{row['contributor_label']}, {row['date'] or 'no date'}: {nearness(match, place.words)}"
    return element(
        "details",
        element("summary", said),
        passage(row, place.words, filters.query(place.scope)),
        open="" if opened else None,
    )


def _none(side: str) -> str:
    kinds = "request or challenge" if side == found.REQUESTS else "offer or practice"
    return (
        "No passage in what you filtered, in a contributor’s own voice, as reported, or of an organisation about "
        f"itself, is assessed as {kinds}. That does not mean that nobody asks or offers: only what is held and coded "
        "counts."
    )
