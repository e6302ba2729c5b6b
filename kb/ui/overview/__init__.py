"""The Overview: its finding, four figures, who is not heard yet, who spoke when."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from kb import charts
from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import OWN_VOICES, Scope, TextStatus, Voice
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted, day_words
from kb.questions import Row, Rows, looks, rates, scope_day
from kb.questions import overview as ask
from kb.questions.findings import WITHOUT_REPORT, is_affected, second_hand, why_without
from kb.questions.findings import reported as reported_cells
from kb.questions.vocabulary import table_of, vocabulary
from kb.tables import Table
from kb.ui.elements.chart import Drawn, Picture
from kb.ui.markup import Query, address, link, macro

# The action on coordination, which the third line of discussion is about.
COORDINATION = "VAP-23"
MOST_DOTS = 14


class Figure(NamedTuple):
    """A figure: what it counts, the number, of how many if that is known, what it means, and what is behind it.

    `beside` is what must stand with the number.
    """

    label: str
    number: int
    of: int | None
    meaning: str
    behind: str
    beside: str = ""

    @property
    def words(self) -> str:
        if self.of is None:
            return str(self.number)
        return _("{n} of {all}").format(n=self.number, all=self.of)

    @property
    def dots(self) -> str:
        """A dot for each that could be counted, those that are not empty; none where there are many."""
        return "●" * self.number + "○" * (self.of - self.number) if self.of and self.of <= MOST_DOTS else ""


class Overview(NamedTuple):
    """What the Overview says of a scope: the title, the figures, and the States that have not reported, by reason.

    `day` is the day on which it counts which States are affected.
    """

    finding: str
    figures: tuple[Figure, ...]
    day: date
    not_heard: Mapping[str, Sequence[Row]]
    tables: tuple[Table, ...]

    @property
    def silent(self) -> list[Row]:
        """The same States in one row, whatever the reason."""
        return [row for rows in self.not_heard.values() for row in rows]


@cached
def overview(view: View, scope: Scope) -> Overview:
    """The figures of a scope. Affected States: States Parties with cluster munition victims on the day that counts."""
    words, query = vocabulary(view), filters.query(scope)
    unit = words.unit(scope.instrument)
    contributions = ask.overview_contributions.rows(view, scope)
    every = ask.overview_states.rows(view, scope)
    states = [row for row in every if is_affected(row)]
    known = [row for row in rates.rows(view, scope) if row["shown"] and row["text_status"] != TextStatus.MISSING]
    unknown = sum(bool(row["shown"]) for row in rates.rows(view, scope)) - len(known)
    reported = [row for row in states if row["provisions"]]
    passages = {**query, "list": "passages"}
    of_states = [row for row in contributions if row["state"] and row["voice"] in OWN_VOICES]
    heard = {row["state"] for row in states if row["heard"]}
    retold = heard - {row["state"] for row in of_states if row["voice"] == Voice.OWN and row["passages"]}
    figures = (
        Figure(
            _("Affected, with a statement"),
            len(heard),
            len(states),
            _("States Parties with victims that have a statement here, in own words or as others report."),
            address("contributions", {**passages, "affected": "yes", "status": "party"}),
            _("{number} only second-hand").format(number=len(retold)) if retold else "",
        ),
        Figure(
            _("Reported on an {unit}").format(unit=unit),
            len(reported),
            len(states),
            _("Those with a passage that is tagged with an action or article shown here."),
            address("coverage", {**query, "look": "regions"}),
        ),
        Figure(
            _("Actions, by any State"),
            sum(any_reported(row) for row in known),
            len(known),
            _("Actions or articles on which any State reported, of those whose text is known."),
            address("coverage", {**query, "look": "rates"}),
            _("{number} more: text not known").format(number=unknown) if unknown else "",
        ),
        Figure(
            _("Statements by States"),
            len(of_states),
            None,
            _("Published contributions of States, in own words or as others report them."),
            address("contributions", query),
        ),
    )
    silent = {
        why_without(cell, unit): [row for row in states if not row["provisions"] and row["cell"] == cell]
        for cell in WITHOUT_REPORT
    }
    tables = (
        table_of(ask.overview_states, _("How States stand"), every, words),
        table_of(rates, _("States that reported, by action"), known, words),
        table_of(ask.overview_contributions, _("Contributions, newest first"), contributions, words),
    )
    cells = looks.matrix(view, scope)
    how = second_hand(reported_cells(cells[is_affected(cells)]))
    finding = _finding(len(reported), len(states), known, unit, how)
    return Overview(finding, figures, scope_day(view, scope), silent, tables)


def not_heard_text(found: Overview, span: str) -> str:
    """The same as text, to be copied."""
    groups = (f"{said}: {', '.join(row['name'] for row in rows)}" for said, rows in found.not_heard.items() if rows)
    return "\n".join([_("Affected States that have not reported ({span})").format(span=span), *groups])


@cached
def who_spoke_when(view: View, scope: Scope) -> Drawn:
    """Affected States first, each with a row, then the others that spoke; each State that the scope names has one."""
    words, query = vocabulary(view), filters.query(scope)
    rows = ask.who_spoke.rows(view, scope)
    body = (
        [
            link(row["name"], "states", {**query, "state": row["state"]}),
            row["meeting_label"],
            row["date"],
            row["words"],
            row["contributions"],
        ]
        for row in _spoken(rows, words)
    )
    table = table_of(ask.who_spoke, _("Who spoke when"), rows, words)
    heads = _("State"), _("Meeting"), _("Day"), _("Known"), _("Contributions")
    html = macro("_tables.html", "wide_table")(table.caption, heads, list(body))
    return Drawn(partial(_picture, view, scope), html, table, partial(_to_spoken, query))


@cached
def _picture(view: View, scope: Scope) -> Picture | None:
    """A row for each State, also for one that never spoke; None where nothing has a day."""
    words = vocabulary(view)
    spoken = _spoken(ask.who_spoke.rows(view, scope), words)
    drawn = [row for row in spoken if row["day"]]
    if not drawn:
        return None
    affected = [row for row in ask.overview_states.rows(view, scope) if is_affected(row)]
    names = {row["state"]: row["name"] for row in [*affected, *spoken]}
    names |= {state: words.label("state", state) for state in scope.states}
    df = pd.DataFrame(drawn)
    spec = charts.spec(charts.who_spoke_when(df, list(names), list(names.values())))
    return Picture(spec, charts.describe_who_spoke_when(df, list(names)), _("Who spoke when"))


def _spoken(rows: Rows, words: Vocabulary) -> list[dict[str, Any]]:
    """The rows of who spoke, with their words."""
    return [
        {
            **row,
            "meeting_label": words.short["meeting"].get(row["meeting"] or "", _("To no meeting")),
            "date": day_words(row["day"]) if row["day"] else _("no date"),
            "words": charts.SPOKEN[row["kind"]],
        }
        for row in rows
    ]


def _to_spoken(query: Query, mark: Mapping[str, Any]) -> str:
    """To the State's contributions at the meeting; to its page where its text is not held."""
    if mark["kind"] == "text_not_held":
        return address("states", {**query, "state": mark["state"]})
    meeting = {"meeting": mark["meeting"]} if mark.get("meeting") else {}
    return address("contributions", {**query, "state": mark["state"], **meeting})


def _finding(reported: int, states: int, known: Sequence[Row], unit: str, how: str) -> str:
    text = _("{n} of {states} reported on an {unit}{how}").format(
        n=reported, states=counted(states, "affected State"), unit=unit, how=how
    )
    if not states:
        return _("No affected State is in what you filtered")
    silent = next((row for row in known if row["provision"] == COORDINATION), None)
    if silent and not any_reported(silent):
        return _("{finding}; nobody yet on coordination").format(finding=text)
    return text


def any_reported(row: Row) -> bool:
    """Whether any State reported on the action or article of a rate, bound or not."""
    return any(row[key] for key in ("reported", "unbound_reporting", "unknown_reporting"))
