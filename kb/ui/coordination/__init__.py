"""Coordination (line c) and collaboration (line b): what is named, who said it, of whom others do, who is silent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import OWN_VOICES, Affected, Cell, PartyStatus, Scope
from kb.domain.words import ONLY_AS_COORDINATOR, counted
from kb.questions import Question, Row, Rows, coverage, grouped, rates
from kb.questions import overview as ask
from kb.questions.looks import line_by_state, theme_by_state
from kb.questions.mechanisms import collaborations, mechanisms
from kb.questions.passages import passages
from kb.questions.vocabulary import table_of, vocabulary
from kb.search.practices import Candidate
from kb.tables import Table
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, address, choices, passage_address, render
from kb.ui.overview import COORDINATION
from kb.ui.overview.reading import states_under
from kb.ui.passages import passage_list
from kb.ui.practices.found import all_said
from kb.ui.requests_offers.found import on_provision

LABELS = {
    "contributor_label": _("Named by"),
    "crpd_link": _("CRPD link"),
    "date": _("Said on"),
    "in_scope": _("In your filters"),
    "state_name": _("State"),
}
PASSAGES_SHOWN = 5
WHY_SILENT = {
    Cell.NO_CONTRIBUTION: _("not heard yet"),
    Cell.TEXT_NOT_HELD: _("spoke, text not found"),
    Cell.PENDING: _("received, not tagged yet"),
}
SPOKE_ON_OTHERS = _("spoke, but not on this")


@dataclass(frozen=True)
class Line:
    """A line of discussion with a screen of its own: its letter, its action if it has one, and what passages name."""

    letter: str
    title: str
    spoke: str
    action: str | None
    question: Question
    columns: tuple[str, ...]
    of_state: str
    of_others: str
    none: str


LINES = {
    "coordination": Line(
        "c",
        _("Coordination"),
        _("spoke on coordination"),
        COORDINATION,
        mechanisms,
        ("state_name", "name", "date", "in_scope", "kind", "crpd_link", "victims_take_part", "contributor_label"),
        _("Bodies named by the State, itself or as reported"),
        _("Bodies named by others"),
        _("No passage names a coordination body of these States. That does not mean that there is none."),
    ),
    "collaboration": Line(
        "b",
        _("Collaboration"),
        _("spoke on collaboration"),
        None,
        collaborations,
        ("state_name", "partners", "date", "in_scope", "area", "outcome", "contributor_label"),
        _("Collaborations named by the State, itself or as reported"),
        _("Collaborations named by others"),
        _("No passage names a collaboration of these States. That does not mean that there is none."),
    ),
}


def listings(line: Line, rows: Rows, view: View) -> Sequence[Listing]:
    """What passages name: first what the State itself says or is reported to have said; apart what others say."""
    own, others = ([row for row in rows if bool(row["own"]) is said] for said in (True, False))
    return [
        Listing(
            table_of(line.question, title, found, vocabulary(view)),
            line.columns,
            tuple(passage_address(row["passage"]) for row in found),
            LABELS,
            narrow=(line.columns[1],),
        )
        for title, found in ((line.of_state, own), (line.of_others, others))
        if found
    ]


def counts_of(line: Line, rows: Rows) -> Html:
    """How many passages name, of how many States, and how often victims take part, or what the outcome is."""
    return render(
        "coordination/counts.html",
        line=line,
        number=len(rows),
        own=sum(bool(row["own"]) for row in rows),
        outside=sum(not row["in_scope"] for row in rows),
        states=len({row["state"] for row in rows}),
        linked=sum(bool(row.get("crpd_link")) for row in rows),
        taking_part=Counter(row.get("victims_take_part") for row in rows),
        outcome=Counter(row.get("outcome") for row in rows),
    )


@cached
def tables(view: View, scope: Scope) -> tuple[Table, ...]:
    """The bodies and the collaborations of the States in the scope, for files."""
    words = vocabulary(view)
    return (
        table_of(mechanisms, _("Coordination mechanisms"), mechanisms.rows(view, scope), words),
        table_of(collaborations, _("Collaborations"), collaborations.rows(view, scope), words),
    )


@cached
def of_state(view: View, scope: Scope, name: str) -> Html:
    """The bodies and collaborations of the one State that the scope chooses."""
    every = replace(scope, states=())
    found = [(line, _by_state(view, every, key).get(scope.states[0], [])) for key, line in LINES.items()]
    parts = [
        (line.title, counts_of(line, rows), [one.html for one in listings(line, rows, view)]) for line, rows in found
    ]
    return render("coordination/state.html", of=name, parts=parts, is_empty=not any(rows for _line, rows in found))


@cached
def _by_state(view: View, scope: Scope, name: str) -> dict[str, list[Row]]:
    """What passages name of each State on a line: asked for once for all of them."""
    return grouped(LINES[name].question.rows(view, scope), "state")


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
    # Of the line's action alone, as its own page has it, if there is one.
    has_action = line.action in words.labels["provision"]
    narrow = on_provision(whole, line.action, words) if line.action and has_action else None
    every, rated = (question.rows(view, narrow) if narrow else [] for question in (coverage, rates))
    on_action = {row["state"]: row for row in every if row["provision"] == line.action}
    reported = {row["state"] for row in on_action.values() if row["cell"] == Cell.REPORTED}
    on_themes = replace(whole, themes=tuple(themes))
    themed = {row["state"] for row in theme_by_state.rows(view, on_themes)} if themes else set()
    named = {row["state"] for row in rows if row["own"] and row["in_scope"]}
    said = reported | themed | under.keys() | named
    by_state, by_others = _whenever(view, line, themes, rows)
    groups: dict[LineStatus, list[Row]] = {one: [] for one in LineStatus}
    speaking = {LineStatus.SAID: said, LineStatus.ELSEWHERE: by_state, LineStatus.OTHERS: by_others}
    for row in affected:
        status = next((one for one, states in speaking.items() if row["state"] in states), LineStatus.SILENT)
        groups[status].append(_reasoned(row, on_action))
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
    text = _("{n} of {states} {spoke}") if affected else _("{states} {spoke}")
    finding = text.format(n=len(groups[LineStatus.SAID]), states=number, spoke=line.spoke)
    table = table_of(line.question, line.title, rows, words)
    return Page(finding, (standing, counts_of(line, rows), *listings(line, rows, view), shown), (table,))


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


def _reasoned(row: Row, on_action: Mapping[str, Row]) -> Row:
    """An affected State with why no word of its own is here: by its cell on the line's action, if the line has one."""
    cell = on_action[row["state"]]["cell"] if row["state"] in on_action else row["cell"]
    why = WHY_SILENT.get(cell, SPOKE_ON_OTHERS)
    return {**row, "why": f"{why}; {ONLY_AS_COORDINATOR}" if row["only_as_coordinator"] else why}


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
