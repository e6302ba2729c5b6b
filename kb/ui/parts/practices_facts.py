"""Mechanisms and collaborations of other States on the provisions and themes of my State's needs."""

from collections.abc import Callable

from kb.cache import cached
from kb.domain import filters
from kb.domain.model import Scope
from kb.domain.words import counted
from kb.queries import Rows
from kb.queries.mechanisms import collaborations, mechanisms
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.markup import Html, element, join, link
from kb.ui.parts.mechanisms import collaboration_words, mechanism_words
from kb.ui.parts.practices_found import offers_scope, on_needs, wanted


@cached
def facts(view: View, scope: Scope, my: str) -> Html:
    """Both tables, each under a heading; nothing without a need.

    Of the filters only those that choose States count, as on Mechanisms.
    """
    if not wanted(view, scope, my):
        return Html()
    others = offers_scope(scope, my)
    states = Scope(states=others.states, regions=others.regions, affected=others.affected, statuses=others.statuses)
    name = vocabulary(view).label("state", my)

    def of_others(rows: Rows) -> Rows:
        near = on_needs(view, scope, my, (row["passage"] for row in rows))
        return [row for row in rows if row["passage"] in near and row["state"] != my]

    together, bodies = of_others(collaborations.rows(view, states)), of_others(mechanisms.rows(view, states))
    return join(
        [
            *_told("Working together with others (line b)", "collaboration", together, name, collaboration_words),
            *_told("Coordination mechanisms (line c)", "mechanism", bodies, name, mechanism_words),
            element(
                "p",
                "In these tables only those of your filters count that choose States. ",
                link("All mechanisms and collaborations", "mechanisms", filters.query(states)),
                ".",
            ),
        ]
    )


def _told(title: str, noun: str, rows: Rows, name: str, words: Callable[[Rows], list[Html]]) -> list[Html]:
    heading = element("h2", f"{title}: {counted(len(rows), noun)} of others on the same provisions or themes")
    if rows:
        return [heading, *words(rows)]
    said = f"No {noun} of another State that a passage tells of is on a provision or theme of a need of {name}."
    return [heading, element("p", said, " There may be some all the same: only what passages say is entered.")]
