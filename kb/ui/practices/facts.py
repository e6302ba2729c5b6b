"""Mechanisms and collaborations of other States on the provisions and themes of my State's needs."""

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.model import Scope
from kb.questions import Question, Rows
from kb.questions.mechanisms import collaborations, mechanisms
from kb.questions.vocabulary import table_of, vocabulary
from kb.tables import Table
from kb.ui.coordination.bodies import LINES, counts_of, listings
from kb.ui.markup import Html, address
from kb.ui.practices.found import offers_scope, on_needs, wanted
from kb.ui.templates import render


@cached
def facts(view: View, scope: Scope, my: str) -> Html:
    """Both, folded; nothing without a need. Of the filters only those that choose States count."""
    if not wanted(view, scope, my):
        return Html()
    parts = []
    for line in LINES.values():
        rows = _of_others(line.question, view, scope, my)
        parts.append((line.title, len(rows), counts_of(line, rows), [one.html for one in listings(line, rows, view)]))
    to_all = address("mechanisms", filters.query(_states(scope, my)))
    return render("practices/facts.html", parts=parts, to_all=to_all)


@cached
def tables(view: View, scope: Scope, my: str) -> tuple[Table, ...]:
    """The same for files."""
    captions = {collaborations: "Collaborations of others", mechanisms: "Coordination mechanisms of others"}
    words = vocabulary(view)
    return tuple(
        table_of(question, caption, _of_others(question, view, scope, my), words)
        for question, caption in captions.items()
    )


def _states(scope: Scope, my: str) -> Scope:
    """What chooses States of the scope, and nothing else."""
    others = offers_scope(scope, my)
    return Scope(states=others.states, regions=others.regions, affected=others.affected, statuses=others.statuses)


def _of_others(question: Question, view: View, scope: Scope, my: str) -> Rows:
    """The rows that passages of others tell of, on a provision or theme of a need."""
    rows = question.rows(view, _states(scope, my))
    near = on_needs(view, scope, my, (row["passage"] for row in rows))
    return [row for row in rows if row["passage"] in near and row["state"] != my]
