"""Mechanisms and collaborations of other States on the provisions and themes of my State's needs."""

from kb.cache import cached
from kb.domain import filters
from kb.domain.model import Scope
from kb.domain.words import counted
from kb.queries import Question, Rows
from kb.queries.mechanisms import collaborations, mechanisms
from kb.queries.vocabulary import table_of, vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.coordination.bodies import LINES, counts_of, listings
from kb.ui.markup import Html, element, join, link
from kb.ui.parts.practices_found import offers_scope, on_needs, wanted


@cached
def facts(view: View, scope: Scope, my: str) -> Html:
    """Both tables, each under a heading; nothing without a need.

    Of the filters only those that choose States count, as on a State's page.
    """
    if not wanted(view, scope, my):
        return Html()
    name, states = vocabulary(view).label("state", my), _states(scope, my)
    together, bodies = (_of_others(question, view, scope, my) for question in (collaborations, mechanisms))
    return join(
        [
            *_told("collaboration", "collaboration", together, name, view),
            *_told("coordination", "mechanism", bodies, name, view),
            element(
                "p",
                "In these tables only those of your filters count that choose States. ",
                link("All mechanisms and collaborations", "mechanisms", filters.query(states)),
                ".",
            ),
        ]
    )


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


def _told(line: str, noun: str, rows: Rows, name: str, view: View) -> list[Html]:
    title = f"{LINES[line].title}: {counted(len(rows), noun)} of others on the same provisions or themes"
    if rows:
        lists = [one.html for one in listings(LINES[line], rows, view)]
        return [element("h2", title), counts_of(LINES[line], rows), *lists]
    said = f"No {noun} of another State that a passage tells of is on a provision or theme of a need of {name}."
    return [
        element("h2", title),
        element("p", said, " There may be some all the same: only what passages say is entered."),
    ]
