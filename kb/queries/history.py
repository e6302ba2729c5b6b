"""Questions about where changed records belong: of whom, and on which provisions."""

from kb.queries import Rows, sql
from kb.store import View


def history_places(view: View) -> Rows:
    """A row per passage, or contribution without any, with the `states` it is of or about and its `provisions`."""
    return view.rows(sql("history_places"))
