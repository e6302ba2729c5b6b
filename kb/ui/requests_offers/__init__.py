"""Requests and offers: how much is requested and offered, on what and by whom, and the passages of either side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

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
from kb.questions.columns import CONTRIBUTOR, CONTRIBUTOR_NAME, PASSAGES, PROVISION, THEME, count
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column
from kb.ui.elements.chart import Drawn, Picture
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, address, render
from kb.ui.requests_offers import found
from kb.ui.requests_offers.found import KINDS, Count

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


@cached
def overall(view: View, scope: Scope) -> Page:
    """How much is on either side in a scope, by action, which is drawn, by speaker and by theme; or why nothing is."""
    if not any(found.sides(view, scope)):
        return Page(_("No request or offer in what you filtered"), (_nothing(view, scope),))
    words, query = vocabulary(view), filters.query(scope)
    provisions, themes = found.by_provision(view, scope), found.by_theme(view, scope)
    states, others = found.by_state(view, scope), found.by_organisation(view, scope)
    names = {**found.names(view), **words.labels["state"]}
    speakers = [*found.most(states, words.labels["state"]), *found.most(others, sorted(others))]

    def to_provision(code: str) -> str:
        return address("exchange", filters.query(found.on_provision(scope, code, words)))

    by_provision = found.most(provisions, words.labels["provision"])
    finding, picture = _drawn(by_provision, words)
    lists = (
        _counted(_("Requests and offers by action and article"), by_provision, (PROVISION,), to_provision, words),
        _counted(
            _("Requests and offers by State and organisation"),
            speakers,
            (CONTRIBUTOR, CONTRIBUTOR_NAME),
            lambda code: address("exchange", {**query, "state" if code in states else "by": code}),
            words,
            names,
        ),
        _counted(
            _("Requests and offers by theme"),
            found.most(themes, words.labels["theme"]),
            (THEME,),
            lambda code: address("exchange", {**query, "theme": code}),
            words,
        ),
    )
    return Page(finding, lists, drawn=Drawn(picture, lists[0].html, opens=lambda mark: to_provision(mark["key"])))


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
    caption: str,
    numbers: Sequence[tuple[str, Count]],
    columns: tuple[Column, ...],
    to: Callable[[str], str],
    words: Vocabulary,
    names: Mapping[str, str] | None = None,
) -> Listing:
    """Numbers of passages by code as a list whose rows lead on; the first of the columns has the codes."""
    key, first = columns[0].key, f"{columns[0].key}_label"
    rows = [
        {
            key: code,
            first: names[code] if names else code,
            **{one.value: number.kinds[one] for one in KINDS},
            "asked": number.asked,
            "given": number.given,
        }
        for code, number in numbers
    ]
    table = labelled_table(caption, (*columns, *COUNTS), rows, words)
    opens = tuple(to(code) for code, _number in numbers)
    return Listing(table, (first, *SHOWN), opens, wide=(first,), most=None)


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
