"""Coordination (line c) and collaboration (line b): who said it, of whom only others do, who is silent."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import OWN_VOICES, Affected, Cell, PartyStatus, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import ONLY_AS_COORDINATOR, counted
from kb.questions import Row, Rows, coverage, rates
from kb.questions import overview as ask
from kb.questions.looks import line_by_state, theme_by_state
from kb.questions.passages import passages
from kb.questions.vocabulary import table_of, vocabulary
from kb.search.practices import Candidate
from kb.ui.coordination.bodies import LINES, Line, counts_of, listings
from kb.ui.elements.listing import Page
from kb.ui.markup import Html, address, choices
from kb.ui.overview.reading import states_under
from kb.ui.passages import passage_list
from kb.ui.practices.found import all_said
from kb.ui.requests_offers.found import on_provision
from kb.ui.templates import render

__all__ = ["LINES", "choice", "how_counted", "line_view"]

PASSAGES_SHOWN = 5


class LineStatus(StrEnum):
    """How an affected State stands on a line; the first that applies."""

    SAID = "said"
    ELSEWHERE = "elsewhere"
    OTHERS = "others"
    SILENT = "silent"


STANDINGS = {
    LineStatus.SAID: _("spoke on it"),
    LineStatus.ELSEWHERE: _("spoke on it at another time"),
    LineStatus.OTHERS: _("only others write about it"),
    LineStatus.SILENT: _("no word on it"),
}
WHY_SILENT = {
    Cell.NO_CONTRIBUTION: _("not heard yet"),
    Cell.TEXT_NOT_HELD: _("spoke, text not found"),
    Cell.PENDING: _("received, not tagged yet"),
}
SPOKE_ON_OTHERS = _("spoke, but not on this")


@cached
def line_view(view: View, scope: Scope, name: str) -> Page:
    """A line in the meetings, period and States of a scope; other filters would take away what was said on it."""
    line, words = LINES[name], vocabulary(view)
    whole = replace(scope, provisions=(), themes=(), lines=(), assessments=())
    themes = {row["line"]: row["themes"] for row in ask.overview_lines(view, whole)}.get(line.letter, [])
    rows = line.question.rows(view, whole)
    states = ask.overview_states.rows(view, whole)
    affected = [row for row in states if row["status"] == PartyStatus.PARTY and row["affected"] == Affected.YES]
    under = states_under(line.letter, line_by_state.rows(view, whole))
    narrow = _narrow(whole, line, words)
    every, rated = (question.rows(view, narrow) if narrow else [] for question in (coverage, rates))
    on_action = {row["state"]: row for row in every if row["provision"] == line.action}
    reported = {row["state"] for row in on_action.values() if row["cell"] == Cell.REPORTED}
    on_themes = replace(whole, themes=tuple(themes))
    themed = {row["state"] for row in theme_by_state.rows(view, on_themes)} if themes else set()
    named = {row["state"] for row in rows if row["own"] and row["in_scope"]}
    said = reported | themed | under.keys() | named
    by_state, by_others = _whenever(view, line, themes, rows)
    groups: dict[LineStatus, list[Row]] = {one: [] for one in LineStatus}
    for row in affected:
        groups[_standing(row["state"], said, by_state, by_others)].append(_reasoned(row, on_action))
    spoke = sorted(said - {row["state"] for row in affected}, key=lambda code: words.label("state", code))
    own = passages(view, on_themes, part="own", limit=PASSAGES_SHOWN if themes else 0)
    query = filters.query(whole)
    to_passages = {**query, "theme": themes, "list": "passages"}
    standing = render(
        "coordination/standing.html",
        groups=groups,
        titles=STANDINGS,
        affected=len(affected),
        others=[(words.label("state", code), _passages_of(code, to_passages)) for code in spoke],
        under=[(label, _passages_of(code, {**query, "line": line.letter})) for code, label in under.items()],
        line=line,
        rate=next((row for row in rated if row["provision"] == line.action), None),
        to_action=address("actions", {**query, "read": line.action}),
        to_state=lambda code: address("states", {**query, "state": code}),
        to_passages=lambda code: _passages_of(code, to_passages),
    )
    shown = render(
        "coordination/said.html",
        many=own.count("own"),
        shown=len(own.rows),
        passages=passage_list(own.rows, words, query),
        to_all=address("contributions", to_passages),
    )
    number = counted(len(affected), "affected State") if affected else counted(len(spoke), "State")
    finding = f"{len(groups[LineStatus.SAID])} of {number} {line.spoke}" if affected else f"{number} {line.spoke}"
    table = table_of(line.question, line.title, rows, words)
    return Page(finding, (standing, counts_of(line, rows), *listings(line, rows, view), shown), (table,))


def how_counted() -> Html:
    """What counts as a word on a line."""
    return render("coordination/how.html")


def choice(chosen: str, query: Mapping[str, object]) -> Html:
    """Links to both lines, the one shown marked."""
    first = next(iter(LINES))
    ways = (
        (
            f"{line.title} ({_('line')} {line.letter})",
            address("mechanisms", {**query, **({"show": name} if name != first else {})}),
            name == chosen,
        )
        for name, line in LINES.items()
    )
    return choices(ways, _("Lines"))


def _standing(state: str, said: Iterable[str], by_state: Iterable[str], by_others: Iterable[str]) -> LineStatus:
    for one, states in ((LineStatus.SAID, said), (LineStatus.ELSEWHERE, by_state), (LineStatus.OTHERS, by_others)):
        if state in states:
            return one
    return LineStatus.SILENT


def _reasoned(row: Row, on_action: Mapping[str, Row]) -> Row:
    """An affected State with why no word of its own is here: by its cell on the line's action, if the line has one."""
    cell = on_action[row["state"]]["cell"] if row["state"] in on_action else row["cell"]
    why = WHY_SILENT.get(cell, SPOKE_ON_OTHERS)
    return {**row, "why": f"{why}; {ONLY_AS_COORDINATOR}" if row["only_as_coordinator"] else why}


def _narrow(scope: Scope, line: Line, words: Vocabulary) -> Scope | None:
    """The scope of the line's action alone, as its own page has it; None for a line without one."""
    if line.action is None or line.action not in words.labels["provision"]:
        return None
    return on_provision(scope, line.action, words)


def _whenever(view: View, line: Line, themes: Iterable[str], rows: Rows) -> tuple[set[str], set[str]]:
    """The States that say anything on the line at any time, and those about which others do."""
    on_line = frozenset(themes)

    def is_on(one: Candidate) -> bool:
        return bool(one.themes & on_line) or line.action in one.whole

    texts = [one for one in all_said(view).values() if is_on(one)]
    by_state = {state for one in texts if one.voice in OWN_VOICES for state in one.states}
    by_others = {one.about for one in texts if one.about and one.about not in one.states}
    return (
        by_state | {row["state"] for row in rows if row["own"]},
        by_others | {row["state"] for row in rows if not row["own"]},
    )


def _passages_of(state: str, query: Mapping[str, object]) -> str:
    return address("contributions", {**query, "state": state})
