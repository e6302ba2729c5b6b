"""A State's needs, and for each the passages of others that may be of use."""

from collections.abc import Iterable, Mapping, Sequence

from kb.cache import cached
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Cell
from kb.domain.words import CELLS, counted
from kb.questions import Row
from kb.questions.columns import PASSAGES, STATE, count, truth
from kb.questions.vocabulary import labelled_table
from kb.search.practices import Match, Near, order
from kb.search.practices_words import why
from kb.tables import Column, Table
from kb.ui.elements import paging
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, address, join, render
from kb.ui.passages import NEAR, passage_table
from kb.ui.practices import facts, found
from kb.ui.practices.found import Answer, Wanted
from kb.ui.practices.query import (
    PracticesQuery,
    behind_need,
    need_name,
    read_passages,
    wanted_need,
    way,
    why_needed,
)

# Passages of others that stand over the list of needs.
FIRST = 3
_NEED = (
    Column("need", _("Need (id)"), meaning=_("Id of the action, or of the passage that reports a challenge.")),
    Column("need_label", _("Need"), meaning=_("`need` in words.")),
)
_WHY = Column("why", _("Why it is here"), meaning=_("Why the passage may be of use for the need."))
NEEDS = (
    STATE,
    *_NEED,
    Column("reason", _("Why it is one"), meaning=_("Whose challenge it is, or how the State's record stands.")),
    truth("challenge", _("A challenge"), _("Whether it is a challenge that the State reports; else a gap.")),
    Column("cell", _("State of the record"), meaning=_("Of a gap: why it is one."), codes="cell", may_be_empty=True),
    Column("provisions", _("On (ids)"), meaning=_("The actions it is on."), codes="provision", may_be_empty=True),
    Column("themes", _("Themes"), meaning=_("Codes of its themes."), codes="theme", may_be_empty=True),
    count("passages", _("Passages of others"), PASSAGES, _("All that may be of use for it.")),
    count("on_provision", _("On the same"), PASSAGES, _("Those of them on the same action or article.")),
    count("on_matched", _("On one we match with it"), PASSAGES, _("Those on an action that we match with it.")),
    count("on_theme", _("On its theme"), PASSAGES, _("Those on its theme only.")),
    count("by_others", _("By third parties"), PASSAGES, _("Those by third parties about a State, counted apart.")),
)
COLUMNS = ("need_label", "passages", "on_provision", "by_others", "reason")


def needs(query: PracticesQuery) -> Page:
    """All needs of my State, each leading to the passages of others for it; the nearest passages stand first.

    Without a brief it is cached; with one it differs from reader to reader, and keeping them all would cost more.
    """
    return _needs(query) if query.brief or query.at else _needs_cached(query)


@cached
def _needs_cached(query: PracticesQuery) -> Page:
    return _needs(query)


def _needs(query: PracticesQuery) -> Page:
    """The nearest passages, the needs as a list, and what stands around them; only why, where there is no need."""
    wanted = found.wanted(query.view, query.scope, query.my or "")
    if not wanted:
        return Page(_("{name}: no gap and no challenge").format(name=query.name), (_no_need(query),))
    answers, useful, by_others = found.answers(query.view, query.scope, query.my or "")
    first = _first(wanted, answers)
    nearest = render(
        "practices/nearest.html", found=_cards(query, first, None), words=query.words, query=_shared(query)
    )
    rows = (_row(query, one, answers[one.key]) for one in wanted)
    table = labelled_table(_("Needs of {name}").format(name=query.name), NEEDS, rows, query.words)
    opens = tuple(address("practices", {**query.query, "need": one.key}) for one in wanted)
    passages = _passages(query, first, _("Passages of others, the nearest"))
    return Page(
        _finding(query, wanted, useful - by_others),
        (
            join([nearest, facts.limits(query, useful)]),
            Listing(table, COLUMNS, opens, wide=("need_label",)),
            facts.facts(query.view, query.scope, query.my or ""),
        ),
        (table, passages, *facts.tables(query.view, query.scope, query.my or "")),
    )


def folded(query: PracticesQuery) -> Html:
    """The needs of my State as a table, and each in it with its first passages, for a page without a script."""
    shown = needs(query)
    if not shown.lists:
        return shown.html
    wanted = found.wanted(query.view, query.scope, query.my or "")
    answers = found.answers(query.view, query.scope, query.my or "").by_need
    parts = [
        {
            "key": one.key,
            "name": need_name(query, one),
            "number": answers[one.key].many,
            "why": why_needed(query, one),
            "found": _cards(query, [(one, match) for match in answers[one.key].first], one.key),
        }
        for one in wanted[: shown.lists[0].most]
    ]
    every = render("practices/folded.html", needs=parts, words=query.words, query=_shared(query))
    return join([shown.parts[0], shown.lists[0].html, every, shown.parts[-1]])


def one_need(query: PracticesQuery, key: str, page: str | None) -> Page:
    """One need with all passages of others for it. `key` is a provision, or a challenge of my State."""
    one, back = wanted_need(query, key), address("practices", query.query)
    if one is None:
        shown = render("practices/unknown.html", need=filters.shown(key), back=back, asked=query)
        return Page(_("No such need"), (shown,))
    matches = found.ranked(query.view, query.scope, one, query.my)
    on_page = paging.asked_for(page)
    pairs = [(one, match) for match in matches[on_page.offset : on_page.offset + paging.SIZE]]
    shown = render(
        "practices/need.html",
        asked=query,
        back=back,
        why=why_needed(query, one),
        behind=behind_need(query, one),
        meaning=CELLS[Cell(one.gap["cell"])].meaning if one.gap else "",
        own=read_passages(query.view, (one.key,)).values() if one.challenge else (),
        themes=", ".join(query.words.label("theme", code) for code in one.themes),
        limits=facts.limits(query, len(matches)),
        pages=paging.pages(on_page, len(matches), "practices", {**query.query, "need": key}),
        found=_cards(query, pairs, key),
        query=_shared(query),
    )
    finding = _("{need}: {passages} of others").format(
        need=need_name(query, one), passages=counted(len(matches), "passage")
    )
    return Page(finding, (shown,), (_passages(query, pairs, finding),))


def _finding(query: PracticesQuery, wanted: Sequence[Wanted], useful: int) -> str:
    gaps = sum(one.gap is not None for one in wanted)
    hard = len(wanted) - gaps
    parts = [counted(hard, "challenge")] if hard else []
    parts += [counted(gaps, "gap")] if gaps else []
    text = _("{passages} of others may help").format(passages=counted(useful, "passage"))
    return f"{query.name}: {', '.join(parts)}; {text}"


def _first(wanted: Iterable[Wanted], answers: Mapping[str, Answer]) -> list[tuple[Wanted, Match]]:
    """The nearest passages of others, one of each contributor, with the first need that it is for."""
    best = {match.candidate.passage: (one, match) for one in reversed(list(wanted)) for match in answers[one.key].first}
    own = [pair for pair in best.values() if not pair[1].candidate.by_others]
    ranked = sorted(own, key=lambda pair: order(pair[1]), reverse=True)
    nearest = {match.candidate.contributor: (one, match) for one, match in ranked}
    return sorted(nearest.values(), key=lambda pair: order(pair[1]))[:FIRST]


def _cards(asked: PracticesQuery, pairs: Iterable[tuple[Wanted, Match]], shown_alone: str | None) -> list[Row]:
    """The passages as they are shown: each with its need, why it is here, and the way into the brief, if there is one.

    `shown_alone` is the need that has the page to itself.
    """
    every = list(pairs)
    rows = read_passages(asked.view, found.ids(match for _one, match in every))
    query = {**asked.query, **({"need": shown_alone} if shown_alone else {})}
    return [_card(asked, one, match, rows[match.candidate.passage], query) for one, match in every]


def _card(asked: PracticesQuery, one: Wanted, match: Match, row: Row, query: Mapping[str, object]) -> Row:
    place = f"{one.key}/{row['passage']}"
    return {
        "need": need_name(asked, one),
        "row": row,
        "why": why(match, row, asked.mine, asked.words),
        "whose": match.candidate.whose,
        "way": way(row, place, asked.brief, query) if asked.brief is not None else None,
        "id": "asked" if place == asked.at else None,
    }


def _row(query: PracticesQuery, one: Wanted, answer: Answer) -> Row:
    return {
        "state": query.my,
        **_named(query, one),
        "reason": why_needed(query, one),
        "challenge": one.challenge is not None,
        "cell": one.gap["cell"] if one.gap else None,
        "provisions": sorted(one.need.provisions),
        "themes": list(one.themes),
        "passages": answer.many,
        "on_provision": answer.near[Near.PROVISION],
        "on_matched": answer.near[Near.MATCHED],
        "on_theme": answer.near[Near.THEME],
        "by_others": answer.by_others,
    }


def _passages(query: PracticesQuery, pairs: Sequence[tuple[Wanted, Match]], title: str) -> Table:
    """Passages of others, each with its need and why it is there."""
    read = read_passages(query.view, found.ids(match for _need, match in pairs))
    rows = (
        {
            **read[match.candidate.passage],
            **_named(query, one),
            "near": match.near.name.lower(),
            "why": why(match, read[match.candidate.passage], query.mine, query.words),
        }
        for one, match in pairs
    )
    return passage_table(rows, query.words, title, *_NEED, NEAR, _WHY)


def _named(query: PracticesQuery, one: Wanted) -> Row:
    return {"need": one.key, "need_label": need_name(query, one)}


def _shared(query: PracticesQuery) -> dict[str, list[str]]:
    return filters.query(query.scope)


def _no_need(query: PracticesQuery) -> Html:
    """Why there is nothing to look for, and what can be looked at all the same."""
    scope = found.needs_scope(query.scope, query.my or "")
    offers = found.said_in(query.view, found.offers_scope(query.scope, query.my), found.helpful(query.scope))
    on = {code for one in offers if not one.is_of(query.my or "") for code in one.whole}
    labels = query.words.labels["provision"].items()
    return render(
        "practices/none.html",
        name=query.name,
        record=address("states", filters.query(scope)),
        ways=[(label, address("practices", {**query.query, "need": code})) for code, label in labels if code in on],
    )
