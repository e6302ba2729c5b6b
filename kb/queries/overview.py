"""The questions of the Overview: where things stand in a scope.

Each takes the view and the scope; the columns are those that the .sql file of the same name selects.
"""

from kb.model import Scope
from kb.queries import Rows, sql
from kb.store import View


def overview_contributions(view: View, scope: Scope) -> Rows:
    """A row per published contribution, newest first: who, in which voice, where, when, and how many passages."""
    return _ask(view, scope, "overview_contributions")


def overview_states(view: View, scope: Scope) -> Rows:
    """A row per State that was heard or spoke, and per State Party that has or may have victims: how it stands."""
    return _ask(view, scope, "overview_states")


def overview_provisions(view: View, scope: Scope) -> Rows:
    """A row per provision of the matrix whose text is established: the States it binds, by why nothing is held."""
    return _ask(view, scope, "overview_provisions")


def overview_passages(view: View, scope: Scope) -> Rows:
    """A row per provision and per discussion line that passages are on: how many, whoever speaks."""
    return _ask(view, scope, "overview_passages")


def overview_lines(view: View, scope: Scope) -> Rows:
    """A row per discussion line: its title and the codes of its themes."""
    return _ask(view, scope, "overview_lines")


def overview_sessions(view: View, scope: Scope) -> Rows:
    """A row per session whose programme is held, `in_scope` or not: when it was and how many speakers are listed."""
    return _ask(view, scope, "overview_sessions")


def _ask(view: View, scope: Scope, name: str) -> Rows:
    return view.rows(sql(name), {"scope": scope.parameter()})
