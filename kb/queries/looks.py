"""The questions behind the looks of the Coverage screen. Each takes the view and the scope; the columns are those the
.sql file of the same name selects.
"""

from typing import TYPE_CHECKING

from kb.model import Scope
from kb.queries import frame_in
from kb.store import View

if TYPE_CHECKING:
    import pandas as pd


def matrix(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State and provision that the matrix shows: what a cell tells of the coverage, and of the State."""
    return frame_in(view, "matrix", scope)


def gaps(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State and provision that binds it, or may, without a report: the coverage, and the State's name."""
    return frame_in(view, "gaps", scope)


def assessments(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per provision and assessment: passages of States."""
    return frame_in(view, "assessments", scope)


def theme_by_state(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State and theme: the State's own passages."""
    return frame_in(view, "theme_by_state", scope)


def line_by_state(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State and discussion line: the State's own contributions."""
    return frame_in(view, "line_by_state", scope)


def state_standing(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per State: how it stands on the provisions of the matrix."""
    return frame_in(view, "state_standing", scope)


def meeting_coverage(view: View, scope: Scope) -> "pd.DataFrame":
    """A row per meeting of the CCM: how many of the States bound reported there."""
    return frame_in(view, "meeting_coverage", scope)
