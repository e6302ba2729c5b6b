"""Questions that only the HTTP API asks."""

from collections.abc import Iterable

from kb.model import Scope
from kb.queries import Rows, rows_in, sql
from kb.store import View


def api_meetings(view: View, scope: Scope) -> Rows:
    """A row per meeting of the scope, oldest first, with how much is published of it."""
    return rows_in(view, "api_meetings", scope)


def api_sources(view: View, contributions: Iterable[str]) -> Rows:
    """A row per contribution named, with its source and the States aligned with it."""
    return view.rows(sql("api_sources"), {"contributions": list(contributions)})


def api_unpublished(view: View, scope: Scope) -> Rows:
    """A row per passage in the scope that is not published; none in a view of the public's."""
    return rows_in(view, "api_unpublished", scope)
