"""Questions about the text of an instrument, provision by provision, and about what was said on one of them."""

from kb.domain.model import Scope
from kb.queries import Rows, cut, rows_in, sql
from kb.queries.passages import LIMIT, Passages
from kb.store import View


def provision_text(view: View) -> Rows:
    """A row per provision of every instrument, in reading order, with its text and how well it is established."""
    return view.rows(sql("provision_text"))


def provision_counterparts(view: View, provision: str) -> Rows:
    """A row per editorial match with the other instruments and the disability convention."""
    return view.rows(sql("provision_counterparts"), {"provision": provision})


def provision_related(view: View, provision: str) -> Rows:
    """A row per provision named as related, by this one or by the other: `provision`, `basis`."""
    return view.rows(sql("provision_related"), {"provision": provision})


def provision_reports(view: View, scope: Scope, provision: str) -> Rows:
    """A row per State, passage of its own and assessment on the provision, in the scope.

    `scope.instrument` does not limit here; the scope's provisions do not either.
    """
    return rows_in(view, "provision_reports", scope, provision=provision)


def provision_standing(view: View, scope: Scope, provision: str) -> Rows:
    """A row per way in which States stand on a provision: `bound`, `cell`, `states` (codes).

    `scope.instrument` must be the provision's.
    """
    return rows_in(view, "provision_standing", scope, provision=provision)


def provision_described(view: View, scope: Scope, provision: str, limit: int = LIMIT) -> Passages:
    """The passages by others about States on the provision, by the State described, newest first."""
    rows = rows_in(view, "provision_described", scope, provision=provision, limit=limit + 1)
    return Passages(*cut(rows, limit))


def deadlines(view: View, scope: Scope) -> Rows:
    """A row per provision of the scope with a deadline after entry into force, and State that it binds or may bind."""
    return rows_in(view, "deadlines", scope)
