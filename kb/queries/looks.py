"""The questions behind the looks of the Coverage screen."""

from kb.queries import Question
from kb.queries.columns import (
    AFFECTED,
    ASSESSMENT,
    CELLS,
    CONTRIBUTIONS,
    ELSEWHERE,
    LINE,
    LISTED,
    MEETING,
    MONITORING,
    NAME,
    ONLY_AS_COORDINATOR,
    PASSAGES,
    PROVISION,
    PROVISIONS,
    RATE,
    REGION,
    STATE,
    STATUS,
    THEME,
    count,
    truth,
)
from kb.tables import Column

_IN_ALL = count("in_all", "Passages in all", PASSAGES, "The distinct passages of the whole answer.")

matrix = Question("matrix", CELLS)
"""A row per State and provision that the matrix shows, by name: the coverage."""

gaps = Question("gaps", CELLS)
"""A row per State and provision that binds it, or may, without a report: the coverage, with the reason as its cell."""

assessments = Question(
    "assessments",
    (
        PROVISION,
        ASSESSMENT,
        count("passages", "Passages", PASSAGES, "The distinct passages of States that say so."),
        count("on_provision", "Passages on the provision", PASSAGES, "The distinct passages on it in all."),
        count("as_assessment", "Passages so assessed", PASSAGES, "The distinct passages so assessed in all."),
        _IN_ALL,
    ),
)
"""A row per provision and assessment: passages of States."""

theme_by_state = Question(
    "theme_by_state",
    (
        STATE,
        NAME,
        THEME,
        Column("theme_group", "Group of themes", meaning="The group that the theme is in."),
        count("passages", "Passages", PASSAGES, "The State's own passages on the theme."),
        count("of_state", "Passages of the State", PASSAGES, "The distinct passages of the State in all."),
        count("on_theme", "Passages on the theme", PASSAGES, "The distinct passages on the theme in all."),
        _IN_ALL,
    ),
)
"""A row per State and theme: the State's own passages."""

line_by_state = Question(
    "line_by_state",
    (
        STATE,
        NAME,
        LINE,
        count("contributions", "Contributions", CONTRIBUTIONS, "The State's own published contributions with a text."),
        count("inferred", "Line inferred", CONTRIBUTIONS, "Those of them whose line is inferred by us."),
        count("of_state", "Contributions of the State", CONTRIBUTIONS, "The distinct contributions of the State."),
        count("on_line", "Contributions under the line", CONTRIBUTIONS, "The distinct contributions under the line."),
        count("in_all", "Contributions in all", CONTRIBUTIONS, "The distinct contributions of the whole answer."),
    ),
)
"""A row per State and discussion line: the State's own contributions."""

state_standing = Question(
    "state_standing",
    (
        STATE,
        NAME,
        REGION,
        STATUS,
        AFFECTED,
        LISTED,
        Column("standing", "Standing", meaning="The state of its record on all provisions together.", codes="cell"),
        ONLY_AS_COORDINATOR,
        count("bound", "Provisions addressed to it", PROVISIONS, "Those that bind it and whose text is known."),
        count("bound_unknown", "Provisions not known to bind it", PROVISIONS, "Those for States with victims."),
        count("may_bind", "Provisions that may bind it", PROVISIONS, "Both together."),
        count("reported", "Provisions reported on", PROVISIONS, "Those on which it reported."),
        count("reported_bound", "Of those addressed to it", PROVISIONS, "Those that bind it, on which it reported."),
        count("reported_may_bind", "Of those that may be", PROVISIONS, "Those that may bind it, on which it reported."),
        MONITORING,
        ELSEWHERE,
        truth("known", "Anything held", "Whether anything is held or known of it in the scope or beside it."),
    ),
)
"""A row per State: how it stands on the provisions of the matrix."""

meeting_coverage = Question(
    "meeting_coverage",
    (MEETING, Column("first_day", "From", meaning="Its first day, month or year, as far as sources say."), *RATE),
)
"""A row per meeting of the CCM: how many of the States bound reported there."""
