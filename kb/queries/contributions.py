"""Questions about contributions: which there are, and all that must be shown of one."""

from collections.abc import Mapping
from typing import NamedTuple

from kb.domain.model import Scope
from kb.queries import Row, cut, rows_in, sql
from kb.store import View

LIMIT = 100


class Contributions(NamedTuple):
    """Contributions of one page of the list; `truncated` when more follow."""

    rows: list[Row]
    truncated: bool

    def count(self, part: str) -> int:
        """How many contributions a part has, on whatever page; see contribution_list.sql for the parts."""
        return int(self.rows[0][f"{part}_count"]) if self.rows else 0

    @property
    def total(self) -> int:
        """How many contributions there are in all, on whatever page."""
        return self.count("own") + self.count("others")


def contribution_list(
    view: View, scope: Scope, about: str | None = None, *, limit: int = LIMIT, offset: int = 0
) -> Contributions:
    """A row per published contribution in the scope; or, with `about`, per contribution by others about that State."""
    rows = rows_in(view, "contribution_list", scope, about=about, limit=limit + 1, offset=offset)
    return Contributions(*cut(rows, limit))


def contribution_totals(view: View) -> Mapping[str, int]:
    """How much is published in all: `contributions`, of which `at_ccm` and `outside` meetings, and `passages`."""
    return view.rows(sql("contribution_totals"))[0]


def contribution_about(view: View, scope: Scope, about: str) -> Mapping[str, int]:
    """How many contributions by others about a State there are: `on_ccm`, of which `at_meeting`, and `on_other`."""
    return rows_in(view, "contribution_about", scope, about=about)[0]


def contribution_read(view: View, scope: Scope, contribution: str) -> Row | None:
    """One published contribution without its passages; None when there is none with this id."""
    rows = rows_in(view, "contribution_read", scope, contribution=contribution)
    return rows[0] if rows else None
