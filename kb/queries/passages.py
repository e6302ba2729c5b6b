"""Questions about passages: what stands behind a figure."""

from typing import NamedTuple

from kb.domain.model import Scope
from kb.queries import Row, cut, rows_in
from kb.store import View

LIMIT = 200


class Passages(NamedTuple):
    """Passages with their contribution's particulars; `truncated` when there are more than the limit."""

    rows: list[Row]
    truncated: bool

    def count(self, part: str) -> int:
        """How many passages a part has, those beyond the limit included; `others_here`: others in the scope."""
        return int(self.rows[0][f"{part}_count"]) if self.rows else 0


def passages(
    view: View,
    scope: Scope,
    *,
    state: str | None = None,
    provision: str | None = None,
    contribution: str | None = None,
    part: str | None = None,
    limit: int = LIMIT,
    offset: int = 0,
) -> Passages:
    """The passages behind a figure, part by part, newest first; see passages.sql for which and with which columns."""
    rows = rows_in(
        view,
        "passages",
        scope,
        state=state,
        provision=provision,
        contribution=contribution,
        part=part,
        limit=limit + 1,
        offset=offset,
    )
    return Passages(*cut(rows, limit))
