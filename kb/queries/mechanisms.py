"""Questions about what passages tell of besides the coverage: coordination mechanisms and collaborations."""

from kb.domain.model import Scope
from kb.queries import Rows, rows_in
from kb.store import View


def mechanisms(view: View, scope: Scope) -> Rows:
    """A row per coordination mechanism (line c) of the scope's States, those that the State itself tells of first."""
    return rows_in(view, "mechanisms", scope)


def collaborations(view: View, scope: Scope) -> Rows:
    """A row per collaboration (line b) of the scope's States, those that the State itself tells of first."""
    return rows_in(view, "collaborations", scope)
