"""What passages name on a line of discussion: coordination bodies (line c) or collaborations (line b)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Question, Row, Rows, grouped
from kb.questions.mechanisms import collaborations, mechanisms
from kb.questions.vocabulary import table_of, vocabulary
from kb.tables import Table
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, address
from kb.ui.overview import COORDINATION
from kb.ui.templates import render


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
LABELS = {
    "contributor_label": _("Named by"),
    "crpd_link": _("CRPD link"),
    "date": _("Said on"),
    "in_scope": _("In your filters"),
    "state_name": _("State"),
}


def listings(line: Line, rows: Rows, view: View) -> Sequence[Listing]:
    """What passages name: first what the State itself says or is reported to have said; apart what others say."""
    own, others = ([row for row in rows if bool(row["own"]) is said] for said in (True, False))
    return [
        Listing(
            table_of(line.question, title, found, vocabulary(view)),
            line.columns,
            tuple(
                address("contributions", {"contribution": row["contribution"], "passage": row["position"]})
                for row in found
            ),
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
        table_of(mechanisms, "Coordination mechanisms", mechanisms.rows(view, scope), words),
        table_of(collaborations, "Collaborations", collaborations.rows(view, scope), words),
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
