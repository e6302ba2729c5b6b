"""Questions about States: a directory, and all that is held and known of one of them."""

from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.queries import Question, Row, Rows, columns, rows_in
from kb.store import View

state_directory = Question(
    "state_directory",
    (
        columns.STATE,
        columns.NAME,
        columns.STATUS,
        columns.AFFECTED,
        columns.REGION,
        columns.LISTED,
        columns.count(
            "contributions", _("Contributions"), columns.CONTRIBUTIONS, _("Its own published ones in the scope.")
        ),
        columns.count(
            "second_hand", _("Of those second-hand"), columns.CONTRIBUTIONS, _("Those that somebody else reports.")
        ),
        columns.count(
            "elsewhere", _("Contributions elsewhere"), columns.CONTRIBUTIONS, _("Its own outside the scope.")
        ),
        columns.count(
            "others", _("By others"), columns.PASSAGES, _("Passages by others about it; never what it said.")
        ),
    ),
)
"""A row per State of the scope, by name: its status, and what is held of it beside the coverage."""


def state_profile(view: View, scope: Scope, state: str) -> Row | None:
    """The State's names, treaty dates, status on the scope's day and sources; None for a code that is not known."""
    rows = rows_in(view, "state_profile", scope, state=state)
    return rows[0] if rows else None


def state_contributions(view: View, scope: Scope, state: str) -> Rows:
    """A row per published contribution of the State itself, newest first, also those outside the scope (`in_scope`)."""
    return rows_in(view, "state_contributions", scope, state=state)


def state_listings(view: View, scope: Scope, state: str | None = None) -> Rows:
    """A row per place where a programme or report shows the State (None: every State) as speaking or present."""
    return rows_in(view, "state_listings", scope, state=state)
