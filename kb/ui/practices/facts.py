"""What stands around my State's needs: mechanisms and collaborations of others on them, and what the filters leave."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, Scope
from kb.domain.words import ASSESSMENTS
from kb.questions import Question, Rows
from kb.questions.mechanisms import collaborations, mechanisms
from kb.questions.vocabulary import table_of, vocabulary
from kb.search.practices import HELPFUL
from kb.tables import Table
from kb.ui.coordination import LINES, counts_of, listings
from kb.ui.markup import Html, address, render
from kb.ui.practices import found
from kb.ui.practices.found import offers_scope, on_needs, wanted
from kb.ui.practices.query import PracticesQuery


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
    captions = {collaborations: _("Collaborations of others"), mechanisms: _("Coordination mechanisms of others")}
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


def limits(query: PracticesQuery, useful: int) -> Html:
    """What the filters leave of the passages of others, why that may be nothing, and how to see more."""
    scope, my = query.scope, query.my
    here = _others(query, scope)
    many = here.total()
    wider = ((label, one, _others(query, one).total()) for label, one in _wider(scope, my, many))
    return render(
        "practices/limits.html",
        own=query.name if my and my in scope.states else "",
        mute="" if found.helpful(scope) else ", ".join(ASSESSMENTS[one].lower() for one in HELPFUL),
        here={said: here[said] for said in (True, False)},
        ways=[
            (label, address("practices", query.query_in(one)), more)
            for label, one, more in wider
            if more > here.total()
        ],
        useful=useful,
    )


def _wider(scope: Scope, my: str | None, many: int) -> Iterator[tuple[str, Scope]]:
    """Scopes that may hold more; where nothing is left, without each of the filters that choose among others."""
    yield _("At any meeting or none, other conventions included"), found.everything(scope)
    if many:
        return
    if set(scope.states) - {my} or scope.regions or scope.affected or scope.statuses:
        yield _("Without your filters on States"), replace(scope, states=(), regions=(), affected=(), statuses=())
    if scope.themes:
        yield _("Without the filter Theme"), replace(scope, themes=())
    if scope.voices:
        yield _("Without the filter Voice"), replace(scope, voices=())
    if scope.assessments:
        yield _("Without the filter Assessment"), replace(scope, assessments=())
    nothing_else = Scope(instrument=scope.instrument, meetings=(ANY_MEETING,), revision=scope.revision)
    if scope != replace(nothing_else, meetings=scope.meetings):
        yield _("With none of your filters, everything"), nothing_else


def _others(query: PracticesQuery, scope: Scope) -> Counter[bool]:
    """How many passages of others there are to choose from: those of third parties about a State (true) and the rest.

    What third parties describe is taken whatever the meeting, as everywhere: they make it to none.
    """
    my, assessed = query.my, found.helpful(scope)
    passages = found.said_in(query.view, found.offers_scope(scope, my), assessed) if assessed else ()
    return Counter(one.by_others for one in passages if not (my and one.is_of(my)))
