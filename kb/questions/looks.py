"""The questions behind the looks of the Coverage screen."""

from kb.domain.catalogue import gettext as _
from kb.questions import Question
from kb.questions.columns import (
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
from kb.tables import Column, Type

_IN_ALL = count("in_all", _("Passages in all"), PASSAGES, _("The distinct passages of the whole answer."))

matrix = Question("matrix", CELLS)
"""A row per State and provision that the matrix shows, by name: the coverage."""

GAPS = (
    *CELLS,
    Column(
        "nearest",
        _("Nearest passages (ids)"),
        meaning=_(
            "Where the State is silent: ids of its passages that come nearest, apart by spaces; not that they say it."
        ),
        may_be_empty=True,
    ),
    Column(
        "looked",
        _("Somebody looked"),
        Type.BOOLEAN,
        _("Whether somebody looked at all these passages and found none of them on it."),
        may_be_empty=True,
    ),
)
"""The columns of gaps with how sure they are."""

gaps = Question("gaps", CELLS)
"""A row per State and provision that binds it, or may, without a report: the coverage, with the reason as its cell."""

assessments = Question(
    "assessments",
    (
        PROVISION,
        ASSESSMENT,
        count("passages", _("Passages"), PASSAGES, _("The distinct passages of States that say so.")),
        count("on_provision", _("Passages on the provision"), PASSAGES, _("The distinct passages on it in all.")),
        count("as_assessment", _("Passages so assessed"), PASSAGES, _("The distinct passages so assessed in all.")),
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
        Column("theme_group", _("Group of themes"), meaning=_("The group that the theme is in.")),
        count("passages", _("Passages"), PASSAGES, _("The State's own passages on the theme.")),
        count("of_state", _("Passages of the State"), PASSAGES, _("The distinct passages of the State in all.")),
        count("on_theme", _("Passages on the theme"), PASSAGES, _("The distinct passages on the theme in all.")),
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
        count(
            "contributions",
            _("Contributions"),
            CONTRIBUTIONS,
            _("The State's own published contributions with a text."),
        ),
        count("inferred", _("Line inferred"), CONTRIBUTIONS, _("Those of them whose line is inferred by us.")),
        count(
            "of_state", _("Contributions of the State"), CONTRIBUTIONS, _("The distinct contributions of the State.")
        ),
        count(
            "on_line", _("Contributions under the line"), CONTRIBUTIONS, _("The distinct contributions under the line.")
        ),
        count("in_all", _("Contributions in all"), CONTRIBUTIONS, _("The distinct contributions of the whole answer.")),
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
        Column(
            "standing", _("Standing"), meaning=_("The state of its record on all provisions together."), codes="cell"
        ),
        ONLY_AS_COORDINATOR,
        count("bound", _("Actions addressed to it"), PROVISIONS, _("Those that bind it and whose text is known.")),
        count("bound_unknown", _("Provisions not known to bind it"), PROVISIONS, _("Those for States with victims.")),
        count("may_bind", _("Provisions that may bind it"), PROVISIONS, _("Both together.")),
        count("reported", _("Actions reported on"), PROVISIONS, _("Those on which it reported.")),
        count(
            "reported_bound", _("Of those addressed to it"), PROVISIONS, _("Those that bind it, on which it reported.")
        ),
        count(
            "reported_may_bind",
            _("Of those that may be"),
            PROVISIONS,
            _("Those that may bind it, on which it reported."),
        ),
        MONITORING,
        ELSEWHERE,
        truth("known", _("Anything held"), _("Whether anything is held or known of it in the scope or beside it.")),
    ),
)
"""A row per State: how it stands on the provisions of the matrix."""

meeting_coverage = Question(
    "meeting_coverage",
    (MEETING, Column("first_day", _("From"), meaning=_("Its first day, month or year, as far as sources say.")), *RATE),
)
"""A row per meeting of the CCM: how many of the States bound reported there."""
