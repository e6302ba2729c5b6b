"""Questions that only the HTTP API asks."""

from collections.abc import Iterable

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Question, Rows, rows_in, sql
from kb.questions.columns import CONTRIBUTIONS, PASSAGES, count
from kb.tables import Column

meetings = Question(
    "meetings",
    (
        Column("meeting", _("Meeting (code)"), meaning=_("Code of the meeting.")),
        Column("convention", _("Convention"), meaning=_("CCM for the Convention on Cluster Munitions.")),
        Column("name", _("Meeting"), meaning=_("Its name.")),
        Column("short_name", _("Short name"), meaning=_("Its name where there is little room.")),
        Column("place", _("Place"), meaning=_("Where it was held."), may_be_empty=True),
        Column("first_day", _("From"), meaning=_("A day, a month or a year, as far as the sources say.")),
        Column("last_day", _("To"), meaning=_("Likewise.")),
        Column("dates_basis", _("Source of the days"), meaning=_("Where the days come from.")),
        Column("source_url", _("Source"), meaning=_("Address of the source."), may_be_empty=True),
        Column("note", _("Caveat"), meaning=_("A caveat that must stand beside it."), may_be_empty=True),
        count("contributions", _("Contributions"), CONTRIBUTIONS, _("Published contributions to it in the scope.")),
        count("passages", _("Passages"), PASSAGES, _("The passages of these that have substance.")),
    ),
)
"""A row per meeting of the scope, oldest first, with how much is published of it."""


def api_sources(view: View, contributions: Iterable[str]) -> Rows:
    """A row per contribution named, with its source and the States aligned with it."""
    return view.rows(sql("api_sources"), {"contributions": list(contributions)})


def api_unpublished(view: View, scope: Scope) -> Rows:
    """A row per passage in the scope that is not published; none in a view of the public's."""
    return rows_in(view, "api_unpublished", scope)
