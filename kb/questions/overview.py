"""The questions of the Overview: where things stand in a scope.

Each takes the view and the scope.
"""

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.questions import Question, Rows, columns, rows_in
from kb.tables import Column, Type

overview_contributions = Question(
    "overview_contributions",
    (
        Column("contribution", _("Contribution (id)"), meaning=_("Permanent id of the contribution.")),
        Column("contributor_label", _("Contributor"), meaning=_("Who delivered or submitted it.")),
        Column("voice", _("Voice"), meaning=_("Whose words they are."), codes="voice"),
        Column("state", _("State (code)"), meaning=_("ISO 3166 code; empty where no State speaks."), may_be_empty=True),
        Column("line", _("Line"), meaning=_("The lines that the source names."), may_be_empty=True),
        Column("line_inferred", _("Line, inferred"), meaning=_("The line that we infer."), may_be_empty=True),
        Column("convention", _("Convention"), meaning=_("The convention it speaks to.")),
        Column("meeting_label", _("Meeting"), meaning=_("Short name of the meeting."), may_be_empty=True),
        Column("date", _("Date"), meaning=_("Its day, month or year, as far as the source says."), may_be_empty=True),
        Column("published_on", _("Published here"), Type.DATE, _("The day on which it was published here.")),
        columns.count("passages", _("Passages"), columns.PASSAGES, _("Its passages in the scope.")),
    ),
)
"""A row per published contribution, newest first: who, in which voice, where, when, and how many passages."""

overview_states = Question(
    "overview_states",
    (
        columns.STATE,
        columns.NAME,
        columns.STATUS,
        columns.AFFECTED,
        columns.truth("heard", _("Heard"), _("Whether a passage of its own is published in the scope.")),
        columns.truth("aligned", _("In a collective statement"), _("Whether one names it, in the scope.")),
        columns.count("provisions", _("Actions or articles"), columns.PROVISIONS, _("Those on which it reported.")),
        Column("cell", _("State of the record"), meaning=_("How it stands on all of them together."), codes="cell"),
        columns.ONLY_AS_COORDINATOR,
    ),
)
"""A row per State that was heard or spoke, and per State Party that has or may have victims: how it stands."""

who_spoke = Question(
    "who_spoke",
    (
        columns.STATE,
        columns.NAME,
        columns.STATUS,
        columns.AFFECTED,
        Column(
            "meeting",
            _("Meeting (code)"),
            meaning=_("Code of the meeting, if made to one."),
            codes="meeting",
            may_be_empty=True,
        ),
        Column(
            "day",
            _("Day"),
            Type.DATE,
            _("The first day it can have been on; empty where none is known."),
            may_be_empty=True,
        ),
        Column(
            "kind", _("How it is known"), meaning=_("own, second_hand, or text_not_held: it spoke and no text is held.")
        ),
        columns.count(
            "contributions", _("Contributions"), columns.CONTRIBUTIONS, _("The State's own published ones there.")
        ),
    ),
)
"""A row per State and meeting at which it contributed or is known to have spoken."""

reminders = Question(
    "reminders",
    (
        columns.STATE,
        columns.NAME,
        Column("sent_on", _("Reminded on"), Type.DATE, _("The day on which a letter was sent to it.")),
        Column("sent_by", _("Reminded by"), meaning=_("Who says so.")),
    ),
)
"""A row per State and letter that a Coordinator says to have sent, the last one last; only for the staff."""


def overview_passages(view: View, scope: Scope) -> Rows:
    """A row per provision and per discussion line that passages are on: how many, whoever speaks."""
    return rows_in(view, "overview_passages", scope)


def overview_lines(view: View, scope: Scope) -> Rows:
    """A row per discussion line: its title and the codes of its themes."""
    return rows_in(view, "overview_lines", scope)


def overview_sessions(view: View, scope: Scope) -> Rows:
    """A row per session whose programme is held, `in_scope` or not: when it was and how many speakers are listed."""
    return rows_in(view, "overview_sessions", scope)
