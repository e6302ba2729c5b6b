"""The figures of the Coordinators' report as tables for files: those of the questions that it is made of."""

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.domain.model import Cell, Scope
from kb.export.report_asked import asked_of
from kb.queries import Question, Row, Rows, rates, records
from kb.queries.columns import truth
from kb.queries.contributions import contributions
from kb.queries.looks import assessments, gaps, matrix
from kb.queries.mechanisms import collaborations, mechanisms
from kb.queries.report import report_delegations
from kb.queries.vocabulary import labelled_table, table_of
from kb.store import View
from kb.tables import Table

_SPEAKS = truth("speaks", _("Speaks to what was asked"), _("Whether it speaks to what the scope asks for."))
# Cells of which nothing is told: the annex leaves them out, as their reason is that of many others.
UNTOLD = frozenset({Cell.NOT_ADDRESSED, Cell.TEXT_MISSING, Cell.NO_CONTRIBUTION})


@cached
def tables(view: View, scope: Scope) -> tuple[Table, ...]:
    """A table per question, each under the question's own columns; the contributions are all that were made."""
    asked = asked_of(view, scope)
    questions: tuple[tuple[Question, str, Rows], ...] = (
        (rates, "States bound that reported, per provision", records(asked.rates)),
        (assessments, "Passages by provision and assessment", assessments.rows(view, scope)),
        (gaps, "States without a report, and why", asked.gaps),
        (collaborations, "Collaborations", collaborations.rows(view, scope)),
        (mechanisms, "Coordination mechanisms", mechanisms.rows(view, scope)),
        (report_delegations, "Make-up of delegations", report_delegations.rows(view, scope)),
        (matrix, "State by provision: what is held", told(matrix.rows(view, scope))),
    )
    speaking = {row["contribution"] for row in contributions.rows(view, scope, about=None)}
    made = contributions.rows(view, asked.whole, about=None)
    rows = ({**row, _SPEAKS.key: row["contribution"] in speaking} for row in made)
    caption = f"Contributions made {asked.made_where}"
    return (
        *(table_of(question, title, found, asked.words) for question, title, found in questions),
        labelled_table(caption, (*contributions.columns, _SPEAKS), rows, asked.words),
    )


def told(cells: Rows) -> list[Row]:
    """The cells in which a State reported or is known to have spoken."""
    return [row for row in cells if row["cell"] not in UNTOLD]
