"""Questions about contributions: which there are, and all that must be shown of one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Question, Row, rows_in, sql
from kb.questions.columns import PART, PASSAGES, SOURCED, TRANSLATIONS, count

LIMIT = 100

contributions = Question(
    "contribution_list",
    (
        PART,
        *SOURCED,
        TRANSLATIONS,
        count("passages", _("Passages"), PASSAGES, _("Its passages on what the scope asks for.")),
        count("held", _("Passages in all"), PASSAGES, _("All its passages.")),
    ),
)
"""A row per published contribution in the scope; or, with `about`, per contribution by others about that State."""


class Contributions(NamedTuple):
    """Contributions of one page of the list; `truncated` when more follow; how many each part has on all pages."""

    rows: list[Row]
    truncated: bool
    parts: Counter[str]

    def count(self, part: str) -> int:
        """How many contributions a part has, on whatever page; see contribution_list.sql for the parts."""
        return self.parts[part]

    @property
    def total(self) -> int:
        """How many contributions there are in all, on whatever page."""
        return self.parts.total()


def contribution_list(
    view: View, scope: Scope, about: str | None = None, *, limit: int = LIMIT, offset: int = 0
) -> Contributions:
    """The rows of `contributions` on one page."""
    rows = contributions.table(view, scope, about=about)
    page = rows.slice(offset, limit).to_pylist()
    return Contributions(page, rows.num_rows > offset + limit, Counter(rows["part"].to_pylist()))


def contribution_totals(view: View) -> Mapping[str, int]:
    """How much is published in all: `contributions`, of which `at_ccm` and `outside` meetings, and `passages`."""
    return view.rows(sql("contribution_totals"))[0]


def contribution_about(view: View, scope: Scope, about: str) -> Mapping[str, int]:
    """How many contributions by others about a State there are: `on_ccm`, of which `at_meeting`, and `on_other`."""
    return rows_in(view, "contribution_about", scope, about=about)[0]


@cached
def contribution_read(view: View, scope: Scope, contribution: str) -> Row | None:
    """One published contribution without its passages; None when there is none with this id."""
    return contributions_read(view, scope, [contribution]).get(contribution)


def contributions_read(view: View, scope: Scope, contributions: Sequence[str]) -> dict[str, Row]:
    """Those of several contributions that are published, by their ids."""
    rows = rows_in(view, "contribution_read", scope, contributions=list(contributions))
    return {row["contribution"]: row for row in rows}
