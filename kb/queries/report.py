"""What only the Coordinators' report asks."""

from kb.domain.model import Scope
from kb.queries import Rows, rows_in
from kb.store import View


def report_delegations(view: View, scope: Scope) -> Rows:
    """A row per delegation in the scope whose make-up is held: numbers of survivors, experts, disability bodies."""
    return rows_in(view, "report_delegations", scope)
