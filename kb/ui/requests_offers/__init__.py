"""Requests and offers: how much is requested and offered, on what and by whom, and the passages of either side."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from kb import charts
from kb.cache import cached
from kb.charts.requests_offers import describe_exchange, exchange, take_from_exchange
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, Assessment, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ASSESSMENTS, counted, listed
from kb.questions import Row
from kb.questions.columns import CONTRIBUTOR, CONTRIBUTOR_NAME, PASSAGES, PROVISION, THEME, count
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column
from kb.ui.blocks import Opens, Picture
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, address
from kb.ui.requests_offers import found
from kb.ui.requests_offers.found import KINDS, Count
from kb.ui.templates import render

OURS = _("The matching is ours; neither State asked or offered.")
SIDES = _("Requests or challenges on one side, offers or practices on the other.")
COUNTS = (
    count(Assessment.REQUEST.value, _("Requests"), PASSAGES, _("Passages assessed as request.")),
    count(Assessment.CHALLENGE.value, _("Challenges"), PASSAGES, _("Passages assessed as challenge.")),
    count(Assessment.OFFER.value, _("Offers"), PASSAGES, _("Passages assessed as offer.")),
    count(Assessment.PRACTICE.value, _("Practices"), PASSAGES, _("Passages assessed as practice.")),
    count("asked", _("Requests or challenges"), PASSAGES, _("Passages assessed as request or challenge, or both.")),
    count("given", _("Offers or practices"), PASSAGES, _("Passages assessed as offer or practice, or both.")),
)
SHOWN = tuple(one.value for one in KINDS)


class Overall(NamedTuple):
    """What the screen says of everybody: its title, the picture by action, and how much by action, speaker and theme.

    Without a passage on either side the title says so, and `nothing` why; there is no picture then.
    """

    finding: str
    picture: Picture | None
    by_provision: Listing
    by_speaker: Listing
    by_theme: Listing
    opens: Opens
    nothing: Html = Html()


@cached
def overall(view: View, scope: Scope) -> Overall:
    """How much is on either side in a scope, those most requested on first."""
    words, query = vocabulary(view), filters.query(scope)
    provisions, themes = found.by_provision(view, scope), found.by_theme(view, scope)
    states, others = found.by_state(view, scope), found.by_organisation(view, scope)
    names = {**found.names(view), **words.labels["state"]}
    speakers = [*found.most(states, words.labels["state"]), *found.most(others, sorted(others))]

    def to_provision(code: str) -> str:
        return address("exchange", filters.query(found.on_provision(scope, code, words)))

    finding, picture = _drawn(found.most(provisions, words.labels["provision"]), words)
    is_empty = not any(found.sides(view, scope))
    return Overall(
        _("No request or offer in what you filtered") if is_empty else finding,
        picture,
        _counted(
            _("Requests and offers by action and article"),
            (PROVISION,),
            "provision_label",
            ({"provision": code, **_numbers(one)} for code, one in found.most(provisions, words.labels["provision"])),
            lambda row: to_provision(row["provision"]),
            words,
        ),
        _counted(
            _("Requests and offers by State and organisation"),
            (CONTRIBUTOR, CONTRIBUTOR_NAME),
            "contributor_label",
            ({"contributor": code, "contributor_label": names[code], **_numbers(one)} for code, one in speakers),
            lambda row: address(
                "exchange", {**query, "state" if row["contributor"] in states else "by": row["contributor"]}
            ),
            words,
        ),
        _counted(
            _("Requests and offers by theme"),
            (THEME,),
            "theme_label",
            ({"theme": code, **_numbers(one)} for code, one in found.most(themes, words.labels["theme"])),
            lambda row: address("exchange", {**query, "theme": row["theme"]}),
            words,
        ),
        lambda mark: to_provision(mark["key"]),
        _nothing(view, scope) if is_empty else Html(),
    )


@cached
def how_matched(view: View, scope: Scope) -> Html:
    """How passages are matched, and what is left out of it."""
    return render("exchange/how.html", scope=scope, others=found.left_out(view, scope), to_others=_to_others(scope))


def _drawn(ordered: list[tuple[str, Count]], words: Vocabulary) -> tuple[str, Picture | None]:
    """The finding by action and article, and its picture; where no passage is on one, that is said."""
    if not ordered:
        return _("Requests and offers, none of them on one action or article"), None
    df = pd.DataFrame(
        {
            "key": code,
            "label": words.label("provision", code),
            **{f"{one}s": number.kinds[one] for one in KINDS},
            "asked": number.asked,
            "given": number.given,
        }
        for code, number in ordered
    )
    picture = Picture(charts.spec(exchange(df)), describe_exchange(df), _("Requests and offers"))
    return take_from_exchange(df), picture


def _counted(
    caption: str, columns: tuple[Column, ...], first: str, rows: Iterable[Row], to: Any, words: Vocabulary
) -> Listing:
    """Numbers of passages as a list whose rows lead on; `first` is the column that says of what they are."""
    numbers = list(rows)
    table = labelled_table(caption, (*columns, *COUNTS), numbers, words)
    heads = {
        "provision_label": _("Action or article"),
        "contributor_label": _("Contributor"),
        "theme_label": _("Theme"),
    }
    return Listing(table, (first, *SHOWN), tuple(map(to, numbers)), heads, wide=(first,), most=None)


def _numbers(number: Count) -> Row:
    return {**{one.value: number.kinds[one] for one in KINDS}, "asked": number.asked, "given": number.given}


def _to_others(scope: Scope) -> str:
    return address("contributions", {**filters.query(found.by_others(scope)), "list": "passages"})


def _nothing(view: View, scope: Scope) -> Html:
    """Why there is nothing, and where there is something."""
    words = vocabulary(view)
    wider = [
        (_("The same of all States"), replace(scope, states=(), regions=(), affected=(), statuses=())),
        (_("Everything, of all States"), Scope(meetings=(ANY_MEETING,))),
    ]
    if scope.states:
        chosen = listed([words.label("state", code) for code in scope.states])
        anywhere = Scope(instrument=scope.instrument, states=scope.states, meetings=(ANY_MEETING,))
        wider.insert(0, (_("{states} with no other filter").format(states=chosen), anywhere))
    ways = [
        (f"{title}: {counted(many, 'passage')}", address("exchange", filters.query(one)))
        for title, one in wider
        if one != scope and (many := len({said.passage for side in found.sides(view, one) for said in side}))
    ]
    return render(
        "exchange/nothing.html",
        is_mute=not found.voices(scope),
        kinds="" if found.assessed_as(scope, KINDS) else ", ".join(ASSESSMENTS[one].lower() for one in KINDS),
        ways=ways,
        others=found.left_out(view, scope),
        to_others=_to_others(scope),
        waiting=found.waiting(view, scope),
    )
