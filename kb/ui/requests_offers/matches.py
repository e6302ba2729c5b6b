"""The passages of one side of Requests and offers as a list, and one of them with what matches it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS, counted
from kb.questions import Row
from kb.questions.columns import PASSAGES, count
from kb.questions.practices import practices_read
from kb.questions.vocabulary import vocabulary
from kb.search.practices import Candidate, Match, Near
from kb.search.practices_words import nearness
from kb.tables import Column
from kb.ui.elements import paging
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, address, choices, element, join, link, render
from kb.ui.passages import NEAR, passage, passage_table
from kb.ui.requests_offers import found

SIDES = {
    found.REQUESTS: (_("Requests and challenges"), (_("request or challenge"), _("requests or challenges"))),
    found.OFFERS: (_("Offers and practices"), (_("offer or practice"), _("offers or practices"))),
}
MATCHES = Column("matches", _("Matched by us with passage (id)"), meaning=_("Id of the passage that it matches."))
WHY = Column("why", _("Why it matches"), meaning=_("What the two passages share."))
MATCHING = count("matching", _("Matches"), PASSAGES, _("Passages of the other side that we match with it."))
SIZE = 50
COLUMNS = ("contributor_label", "matching", "text", "text_kind_label", "date", "codings_label", "voice_label")
LABELS = {"codings_label": _("Tagged"), "text_kind_label": _("Whose wording")}


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

    @property
    def other(self) -> str:
        """The name of the other side."""
        return found.REQUESTS if self.side == found.OFFERS else found.OFFERS

    @property
    def speaker(self) -> str:
        """The name of the contributor alone whose passages are shown."""
        unknown = _("“{code}”, which is not known here").format(code=filters.shown(self.by or ""))
        return found.names(self.view).get(self.by or "", unknown)


def choice(place: Place) -> Html:
    """Links to the two sides, the one shown marked; and of one contributor alone the way back to all."""
    sides = (place._replace(side=side) for side in SIDES)
    ways = (
        (f"{SIDES[one.side][0]} ({len(one.held)})", address("exchange", one.query), one.side == place.side)
        for one in sides
    )
    shown = choices(ways, _("Which side is shown"))
    if place.by is None:
        return shown
    return join([element("p", link(_("Those of all"), "exchange", filters.query(place.scope))), shown])


def finding(place: Place) -> str:
    """How much one contributor says on either side: the title where its passages alone are shown."""
    asked, given = (place._replace(side=side) for side in SIDES)
    return f"{place.speaker}: {_of(asked, len(asked.held))}, {_of(given, len(given.held))}"


@cached
def one_side(place: Place, page: str | None) -> tuple[Listing, Html]:
    """A page of the passages of a side, newest first, each leading to what matches it; and the way to other pages."""
    at = paging.asked_for(page, SIZE)
    some = place.held[at.offset : at.offset + SIZE]
    rows = _read(place.view, some)
    numbers = {one.passage: len(found.answers(place.view, place.scope, one, place.side)) for one in some}
    table = passage_table(
        ({**rows[one.passage], "matching": numbers[one.passage]} for one in some),
        place.words,
        SIDES[place.side][0],
        MATCHING,
    )
    opens = tuple(address("exchange", {**place.query, "match": one.passage}) for one in some)
    ways = paging.pages(at, len(place.held), "exchange", place.query)
    if not place.held:
        ways = render("exchange/no_side.html", kind=SIDES[place.side][1][0])
    return Listing(table, COLUMNS, opens, LABELS, wide=("text",), narrow=("contributor_label",)), ways


@cached
def one_passage(place: Place, asked: str, page: str | None) -> Page:
    """One passage of a side with all that matches it."""
    title, other = SIDES[place.side][0], SIDES[place.other][1][0]
    one = next((said for said in place.held if said.passage == asked), None)
    if one is None:
        said = _("“{passage}” is none of the {title} in what you filtered.")
        back = link(_("Back to the list"), "exchange", place.query)
        gone = said.format(passage=filters.shown(asked), title=title.lower())
        return Page(_("Nothing to match"), (element("p", gone, class_="note"), element("p", back)))
    matches = found.answers(place.view, place.scope, one, place.side)
    on_page = paging.asked_for(page)
    some = matches[on_page.offset : on_page.offset + paging.SIZE]
    rows = _read(place.view, [one, *(match.candidate for match in some)])
    shown = render(
        "exchange/match.html",
        back=address("exchange", place.query),
        asked=passage(rows[asked], place.words, filters.query(place.scope)),
        how_near=_how_near(matches, other),
        pages=paging.pages(on_page, len(matches), "exchange", {**place.query, "match": asked}),
        matches=[
            (
                f"{row['contributor_label']}, {row['date'] or _('no date')}: {nearness(match, place.words)}",
                passage(row, place.words, filters.query(place.scope)),
            )
            for match in some
            for row in [rows[match.candidate.passage]]
        ],
    )
    kinds = found.GIVEN if place.side == found.OFFERS else found.ASKED
    kind = " and ".join(ASSESSMENTS[kind].lower() for kind in kinds if kind in one.assessments)
    number = _of(place._replace(side=place.other), len(matches))
    finding = _("{number} match this {kind}").format(number=number, kind=kind)
    found_rows = (
        {
            **rows[match.candidate.passage],
            "matches": asked,
            "near": match.near.name.lower(),
            "why": nearness(match, place.words),
        }
        for match in some
    )
    tables = (
        passage_table([rows[asked]], place.words, title),
        passage_table(
            found_rows, place.words, _("What matches it: {side}").format(side=SIDES[place.other][0]), MATCHES, NEAR, WHY
        ),
    )
    return Page(f"{rows[asked]['contributor_label']}: {finding}", (shown,), tables)


def _of(place: Place, number: int) -> str:
    return counted(number, *SIDES[place.side][1])


def _read(view: View, some: Sequence[Candidate]) -> dict[str, Row]:
    ids = dict.fromkeys(one.passage for one in some)
    return {row["passage"]: row for row in practices_read(view, ids)}


def _how_near(matches: Sequence[Match], other: str) -> str:
    if not matches:
        return _("No {kind} of others is on the same action, article or theme in what you filtered.").format(kind=other)
    near = sum(one.near is not Near.THEME for one in matches)
    parts = [_("{number} on the same action or article, a part or the whole of it").format(number=near)] if near else []
    parts += [_("{number} on the same theme only").format(number=len(matches) - near)] if len(matches) > near else []
    return f"{'; '.join(parts)}."
