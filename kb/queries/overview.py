"""The questions of the Overview: where things stand in a scope.

Each takes the view and the scope.
"""

from kb.domain.model import Scope
from kb.queries import Question, Rows, columns, rows_in
from kb.store import View
from kb.tables import Column, Type

overview_contributions = Question(
    "overview_contributions",
    (
        Column("contribution", "Contribution (id)", meaning="Permanent id of the contribution."),
        Column("contributor_label", "Contributor", meaning="Who delivered or submitted it."),
        Column("voice", "Voice", meaning="Whose words they are.", codes="voice"),
        Column("state", "State (code)", meaning="ISO 3166 code; empty where no State speaks.", may_be_empty=True),
        Column("line", "Line", meaning="The lines that the source names.", may_be_empty=True),
        Column("line_inferred", "Line, inferred", meaning="The line that we infer.", may_be_empty=True),
        Column("convention", "Convention", meaning="The convention it speaks to."),
        Column("meeting_label", "Meeting", meaning="Short name of the meeting.", may_be_empty=True),
        Column("date", "Date", meaning="Its day, month or year, as far as the source says.", may_be_empty=True),
        Column("published_on", "Published", Type.DATE, "The day on which it was published here."),
        columns.count("passages", "Passages", columns.PASSAGES, "Its passages in the scope."),
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
        columns.truth("heard", "Heard", "Whether a passage of its own is published in the scope."),
        columns.truth("aligned", "In a collective statement", "Whether one names it, in the scope."),
        columns.count("provisions", "Actions or articles", columns.PROVISIONS, "Those on which it reported."),
        Column("cell", "State of the record", meaning="How it stands on all of them together.", codes="cell"),
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
            "Meeting (code)",
            meaning="Code of the meeting, if made to one.",
            codes="meeting",
            may_be_empty=True,
        ),
        Column(
            "day", "Day", Type.DATE, "The first day it can have been on; empty where none is known.", may_be_empty=True
        ),
        Column("kind", "How it is known", meaning="own, second_hand, or text_not_held: it spoke and no text is held."),
        columns.count("contributions", "Contributions", columns.CONTRIBUTIONS, "The State's own published ones there."),
    ),
)
"""A row per State and meeting at which it contributed or is known to have spoken."""


def overview_provisions(view: View, scope: Scope) -> Rows:
    """A row per provision of the matrix whose text is established: the States it binds, by why nothing is held."""
    return rows_in(view, "overview_provisions", scope)


def overview_passages(view: View, scope: Scope) -> Rows:
    """A row per provision and per discussion line that passages are on: how many, whoever speaks."""
    return rows_in(view, "overview_passages", scope)


def overview_lines(view: View, scope: Scope) -> Rows:
    """A row per discussion line: its title and the codes of its themes."""
    return rows_in(view, "overview_lines", scope)


def overview_sessions(view: View, scope: Scope) -> Rows:
    """A row per session whose programme is held, `in_scope` or not: when it was and how many speakers are listed."""
    return rows_in(view, "overview_sessions", scope)
