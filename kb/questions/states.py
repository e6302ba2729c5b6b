"""Questions about States: a directory, and all that is held and known of one of them."""

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Question, Row, columns, rows_in
from kb.tables import Column

state_directory = Question(
    "state_directory",
    (
        columns.STATE,
        columns.NAME,
        columns.STATUS,
        columns.AFFECTED,
        columns.REGION,
        columns.LISTED,
        columns.count(
            "contributions", _("Contributions"), columns.CONTRIBUTIONS, _("Its own published ones in the scope.")
        ),
        columns.count(
            "second_hand", _("Of those second-hand"), columns.CONTRIBUTIONS, _("Those that somebody else reports.")
        ),
        columns.count(
            "elsewhere", _("Contributions elsewhere"), columns.CONTRIBUTIONS, _("Its own outside the scope.")
        ),
        columns.count(
            "others", _("By others"), columns.PASSAGES, _("Passages by others about it; never what it said.")
        ),
    ),
)
"""A row per State of the scope, by name: its status, and what is held of it beside the coverage."""


def state_profile(view: View, scope: Scope, state: str) -> Row | None:
    """The State's names, treaty dates, status on the scope's day and sources; None for a code that is not known."""
    rows = rows_in(view, "state_profile", scope, state=state)
    return rows[0] if rows else None


state_contributions = Question(
    "state_contributions",
    (
        columns.CONTRIBUTION,
        columns.CONTRIBUTOR_IN_SOURCE,
        columns.VOICE,
        columns.ALIGNED,
        *columns.MADE_AT,
        columns.CONVENTION,
        columns.DATE,
        *columns.DAYS,
        Column("line", _("Lines"), meaning=_("Letters of the discussion lines that count for it."), may_be_empty=True),
        columns.truth("line_is_inferred", _("Line inferred"), _("Whether the line is inferred by us.")),
        columns.KIND,
        columns.TEXT_KIND,
        columns.LANGUAGE,
        columns.count("passages", _("Passages"), columns.PASSAGES, _("Its passages that say something.")),
        columns.IN_SCOPE,
        columns.SOURCE,
        columns.SOURCE_URL,
        columns.SOURCE_CUT,
        columns.NOTE,
    ),
)
"""A row per published contribution of the State itself, newest first, also those outside the scope (`in_scope`)."""

state_listings = Question(
    "state_listings",
    (
        columns.STATE,
        *columns.MADE_AT,
        columns.DATE,
        *columns.DAYS,
        Column("line", _("Line"), meaning=_("Letter of the discussion line."), may_be_empty=True),
        Column("place", _("Part of the programme"), meaning=_("Title of that part."), may_be_empty=True),
        Column("role", _("As what"), meaning=_("What the source shows the State as."), may_be_empty=True),
        Column("evidence", _("Words of the source"), meaning=_("What the source says of it."), may_be_empty=True),
        Column("text_found", _("Text of it"), meaning=_("primary, report, link_only or none: see the dictionary.")),
        columns.truth("spoke", _("Spoke"), _("Whether it is shown to have spoken for itself.")),
        columns.truth(
            "as_coordinator", _("Spoke as Coordinator"), _("It spoke as Coordinator or chair, which is not counted.")
        ),
        Column(
            "held",
            _("Contributions (ids)"),
            meaning=_("Ids of the published contributions of the State itself at that meeting."),
            may_be_empty=True,
        ),
        columns.IN_SCOPE,
        Column("source_title", _("Source"), meaning=_("Title of the source."), may_be_empty=True),
        columns.SOURCE_URL,
        columns.NOTE,
    ),
)
"""A row per place where a programme or report shows the State (None: every State) as speaking or present."""
