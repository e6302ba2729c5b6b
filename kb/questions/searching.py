"""Questions of the search: what can be found, and what must be shown of what was."""

from collections.abc import Sequence

from kb.db import View
from kb.domain.model import Scope
from kb.questions import Rows, rows_in, sql


def search_documents(view: View, contributions: Sequence[str] | None = None) -> Rows:
    """A row per text that can be found, or per text of these contributions; see search_documents.sql."""
    return view.rows(sql("search_documents"), {"contributions": contributions})


def search_provisions(view: View) -> Rows:
    """A row per provision, in reading order: `id`, and `name` as a reader writes it, such as Action 23."""
    return view.rows(sql("search_provisions"))


def search_states(view: View, scope: Scope) -> Sequence[str]:
    """The codes of the States that the scope chooses."""
    return [row["id"] for row in rows_in(view, "search_states", scope)]


def search_passages(view: View, ids: Sequence[str]) -> Rows:
    """A row per published passage of those named, with all that must be shown beside it."""
    return view.rows(sql("search_passages"), {"ids": list(ids)})


def search_contributions(view: View, ids: Sequence[str]) -> Rows:
    """A row per published contribution of those named, with what must be shown of it in a list."""
    return view.rows(sql("search_contributions"), {"ids": list(ids)})


def search_texts(view: View, ids: Sequence[str]) -> Rows:
    """A row per provision of those named, with how well its text is established."""
    return view.rows(sql("search_texts"), {"ids": list(ids)})
