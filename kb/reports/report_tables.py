"""The figures of the Coordinators' report as typed tables: for its pages, for its annexes, and for files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Cell, Scope
from kb.domain.vocabulary import Vocabulary
from kb.questions import Question, Rows, rates, records
from kb.questions.columns import truth
from kb.questions.contributions import contributions
from kb.questions.looks import assessments, gaps, matrix
from kb.questions.mechanisms import collaborations, mechanisms
from kb.questions.report import report_delegations
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.reports.document import Grid
from kb.tables import Table

_SPEAKS = truth("speaks", _("In the filters"), _("Whether it speaks to what the scope asks for."))
# Cells of which nothing is known: their reason is that of many others, and tables leave them out.
UNTOLD = frozenset({Cell.NOT_ADDRESSED, Cell.TEXT_MISSING, Cell.NO_CONTRIBUTION})


class Annex(NamedTuple):
    """An annex: its title, and its tables by name, with the keys of the columns that are printed."""

    title: str
    tables: Mapping[str, tuple[str, ...]]


_TOLD = ("contributor_label", "date", "convention", "source_title")
ANNEXES = {
    "cells": Annex(
        _("State by action"), {"matrix": ("name", "provision_label", "cell_label", "passages", "second_hand")}
    ),
    "gaps": Annex(_("Not heard, action by action"), {"gaps": ("provision_label", "name", "cell_label")}),
    "contributions": Annex(
        _("Contributions"), {"contributions": ("contributor_label", "voice_label", "meeting_label", "date", "held")}
    ),
    "bodies": Annex(
        _("Bodies and collaborations"),
        {
            "mechanisms": ("state_name", "name", "kind", "victims_take_part", *_TOLD),
            "collaborations": ("state_name", "partners", "area", "outcome", *_TOLD),
        },
    ),
    "delegations": Annex(
        _("Who was on delegations (Action 31)"),
        {"delegations": ("meeting_label", "contributor_label", "survivors", "experts", "disability_organisations")},
    ),
}
# What stands over a column on paper, where it is shorter than what is declared.
LABELS = {
    "provision_label": _("Action or article"),
    "cell_label": _("What is known"),
    "voice_label": _("Voice"),
    "reported": _("Reported"),
    "bound": _("Of States"),
    "unbound_reporting": _("Other States"),
    "held": _("Passages"),
}


@dataclass(frozen=True)
class ReportQuery:
    """What a report is on; the answers that several of its parts need are found once."""

    view: View
    scope: Scope

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.view)

    @property
    def unit(self) -> str:
        """What the instrument's provisions are called: action, article."""
        return self.words.unit(self.scope.instrument)

    @cached_property
    def whole(self) -> Scope:
        """The same scope with all that was said in it, whatever the provision, theme, assessment and line."""
        return replace(self.scope, provisions=(), themes=(), assessments=(), lines=())

    @cached_property
    def rates(self) -> Rows:
        """A row for each provision that is shown."""
        return [row for row in rates.rows(self.view, self.scope) if row["shown"]]

    @cached_property
    def matrix(self) -> pd.DataFrame:
        """A row for each State and provision that is shown."""
        return matrix(self.view, self.scope)

    @cached_property
    def contributions(self) -> Rows:
        """All contributions made in the whole scope, with whether they speak to what is filtered."""
        speaking = {row["contribution"] for row in contributions.rows(self.view, self.scope, about=None)}
        made = contributions.rows(self.view, self.whole, about=None)
        return [{**row, _SPEAKS.key: row["contribution"] in speaking} for row in made]

    def table(self, question: Question, caption: str, rows: Rows) -> Table:
        """The rows as a table, with labels beside codes."""
        return table_of(question, caption, rows, self.words)


@cached
def tables(view: View, scope: Scope) -> dict[str, Table]:
    """A table per question, by name, under the question's own columns; the contributions are all that were made."""
    query = ReportQuery(view, scope)
    made = labelled_table(
        _("Contributions, whatever they speak to"), (*contributions.columns, _SPEAKS), query.contributions, query.words
    )
    # The cells in which a State reported or is known to have spoken.
    told = [row for row in records(query.matrix) if row["cell"] not in UNTOLD]
    return {
        "rates": query.table(rates, _("States that reported, by action"), query.rates),
        "assessments": query.table(assessments, _("Passages by action and assessment"), assessments.rows(view, scope)),
        "gaps": query.table(gaps, _("Who has not reported, and why"), gaps.rows(view, scope)),
        "collaborations": query.table(collaborations, _("Collaborations"), collaborations.rows(view, scope)),
        "mechanisms": query.table(mechanisms, _("Coordination bodies"), mechanisms.rows(view, scope)),
        "delegations": query.table(
            report_delegations, _("Make-up of delegations"), report_delegations.rows(view, scope)
        ),
        "matrix": query.table(matrix, _("State by action: what is known"), told),
        "contributions": made,
    }


def grid(table: Table, *keys: str) -> Grid:
    """The table as it is printed, with these columns."""
    return Grid(table, keys, LABELS)
