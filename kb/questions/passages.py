"""Questions about passages: what stands behind a figure."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Row, cut, grouped, rows_in
from kb.questions.columns import PASSAGE, PLACE_IN_TEXT, SOURCED, truth
from kb.tables import Column

LIMIT = 200
PARTS = ("own", "others", "elsewhere")

RELATION = Column(
    "relation",
    _("How it is the State's"),
    meaning=_("Of one State: said, aligned (in a collective statement), or described by others."),
    may_be_empty=True,
)
PASSAGE_COLUMNS = (
    PASSAGE,
    PLACE_IN_TEXT,
    *SOURCED,
    Column("text", _("Text"), meaning=_("The text held; see text_kind for whose words these are.")),
    truth("substance", _("Says something"), _("false: the source only names the State, which counts as nothing said.")),
    Column(
        "codings",
        _("Codings"),
        meaning=_("What it is coded to by us: id of the provision, a colon, the assessment or fact."),
        may_be_empty=True,
    ),
    Column("codings_label", _("Coded by us"), meaning=_("`codings` in words, or why there is none.")),
    Column("assessments", _("Assessments"), meaning=_("All its assessments."), codes="assessment", may_be_empty=True),
    Column("themes", _("Themes"), meaning=_("Codes of its themes."), codes="theme", may_be_empty=True),
    truth(
        "nothing_to_tag",
        _("Nothing to tag"),
        _("Whether it was judged to have nothing to tag: greetings, thanks, procedure."),
    ),
    Column(
        "replies",
        _("Replies to the coding"),
        meaning=_("What States and organisations reply to the coding, and the Coordinators' answers."),
        may_be_empty=True,
    ),
)
"""What stands beside a passage in every file; the keys of the API."""


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
    of = None if contribution is None else [contribution]
    rows = _rows(view, scope, state=state, provision=provision, contributions=of, part=part, limit=limit, offset=offset)
    return Passages(*cut(rows, limit))


def by_part(
    view: View, scope: Scope, *, state: str | None = None, provision: str | None = None, limit: int = LIMIT
) -> dict[str, Passages]:
    """The same, of each part the newest up to the limit."""
    parts = grouped(_rows(view, scope, state=state, provision=provision, by_part=True, limit=limit), "part")
    return {part: Passages(*cut(parts.get(part, ()), limit)) for part in PARTS}


def by_contribution(view: View, scope: Scope, contributions: Sequence[str], *, limit: int) -> dict[str, Passages]:
    """The passages of each of several contributions, in their order."""
    rows = _rows(view, scope, contributions=list(contributions), limit=limit * len(contributions))
    groups = grouped(rows, "contribution")
    return {one: Passages(*cut(groups.get(one, ()), limit)) for one in contributions}


def _rows(view: View, scope: Scope, *, limit: int, **values: Any) -> list[dict[str, Any]]:
    """One row more than the limit, if there are more."""
    nothing = dict.fromkeys(("state", "provision", "contributions", "part", "by_part"))
    return rows_in(view, "passages", scope, **{**nothing, "offset": 0, **values}, limit=limit + 1)
