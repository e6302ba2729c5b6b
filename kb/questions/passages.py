"""Questions about passages: what stands behind a figure."""

from typing import NamedTuple

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Row, cut, rows_in
from kb.questions.columns import PASSAGE, PLACE_IN_TEXT, SOURCED, truth
from kb.tables import Column

LIMIT = 200

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
