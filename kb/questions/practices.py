"""Questions of the screens Good practice and Requests and offers: what can be matched, and by what."""

from collections.abc import Iterable

from kb.db import View
from kb.domain.model import Assessment, Scope
from kb.questions import Rows, rows_in, sql


def practices_passages(view: View, scope: Scope, assessments: Iterable[Assessment]) -> Rows:
    """A row per published passage assessed as one of these (`passage`, `own`), newest first; its .sql says which."""
    return rows_in(view, "practices_passages", scope, assessments=[one.value for one in assessments])


def practices_said(view: View) -> Rows:
    """A row per published passage, with what it is matched and ranked by."""
    return view.rows(sql("practices_said"))


def practices_read(view: View, passages: Iterable[str]) -> Rows:
    """The published passages with these ids, in the order of `passages`, each with all that is shown and cited of it.

    What is not published, or not for the audience, is not among them.
    """
    order = {one: place for place, one in enumerate(passages)}
    rows = view.rows(sql("practices_read"), {"passages": list(order)}) if order else []
    return sorted(rows, key=lambda row: order[row["passage"]])


def practices_related(view: View) -> Rows:
    """A row per two provisions that our matching sets beside each other: `provision`, `other`; in both directions."""
    return view.rows(sql("practices_related"))


def practices_states(view: View, scope: Scope) -> Rows:
    """A row per State: `affected`, `regional_group` and `status` on the scope's day."""
    return rows_in(view, "practices_states", scope)


def practices_themes(view: View) -> Rows:
    """A row per provision and theme that most passages on it bear, with how many of how many."""
    return view.rows(sql("practices_themes"))
