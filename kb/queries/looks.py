"""The questions behind the looks of the Coverage screen. Each takes the view and the scope; the columns are those the
.sql file of the same name selects.
"""

from typing import TYPE_CHECKING

from kb.model import Scope
from kb.queries import sql
from kb.store import View

if TYPE_CHECKING:
    import pandas as pd


def matrix(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State and provision that the matrix shows: what a cell tells of the coverage, and of the State."""
    return _ask(view, scope, "matrix")


def gaps(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State and provision that binds it, or may, without a report: the coverage, and the State's name."""
    return _ask(view, scope, "gaps")


def assessments(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per provision and assessment: passages of States."""
    return _ask(view, scope, "assessments")


def theme_by_state(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State and theme: the State's own passages."""
    return _ask(view, scope, "theme_by_state")


def line_by_state(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State and discussion line: the State's own contributions."""
    return _ask(view, scope, "line_by_state")


def state_standing(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State: how it stands on the provisions of the matrix."""
    return _ask(view, scope, "state_standing")


def meeting_coverage(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per meeting of the CCM: how many of the States bound reported there."""
    return _ask(view, scope, "meeting_coverage")


def _ask(view: View, scope: Scope, name: str) -> "pd.DataFrame":
    return view.frame(sql(name), {"scope": scope.parameter()})
