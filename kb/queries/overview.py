"""The questions of the Overview: where things stand in a scope.

Each takes the view and the scope; the columns are those that the .sql file of the same name selects.
"""

from kb.domain.model import Scope
from kb.queries import Rows, rows_in
from kb.store import View


def overview_contributions(view: View, scope: Scope) -> Rows:
    """A row per published contribution, newest first: who, in which voice, where, when, and how many passages."""
    return rows_in(view, "overview_contributions", scope)


def overview_states(view: View, scope: Scope) -> Rows:
    """A row per State that was heard or spoke, and per State Party that has or may have victims: how it stands."""
    return rows_in(view, "overview_states", scope)


def overview_provisions(view: View, scope: Scope) -> Rows:
    """A row per provision of the matrix whose text is established: the States it binds, by why nothing is held."""
    return rows_in(view, "overview_provisions", scope)


def overview_passages(view: View, scope: Scope) -> Rows:
    """A row per provision and per discussion line that passages are on: how many, whoever speaks."""
    return rows_in(view, "overview_passages", scope)


def overview_lines(view: View, scope: Scope) -> Rows:
    """A row per discussion line: its title and the codes of its themes."""
    return rows_in(view, "overview_lines", scope)


def overview_sessions(view: View, scope: Scope) -> Rows:
    """A row per session whose programme is held, `in_scope` or not: when it was and how many speakers are listed."""
    return rows_in(view, "overview_sessions", scope)
