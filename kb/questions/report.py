"""What only the Coordinators' report asks."""

from kb.domain.catalogue import gettext as _
from kb.questions import Question
from kb.questions.columns import (
    CONTRIBUTIONS,
    CONTRIBUTOR,
    CONTRIBUTOR_NAME,
    LINE,
    MEETING,
    NAME,
    SOURCE_URL,
    STATE,
    count,
    truth,
)
from kb.tables import Column, Type

_PERSONS = _("persons")


def _number(key: str, label: str, meaning: str, unit: str = _PERSONS) -> Column:
    return Column(key, label, Type.INTEGER, meaning, unit, may_be_empty=True)


report_delegations = Question(
    "report_delegations",
    (
        MEETING,
        CONTRIBUTOR,
        CONTRIBUTOR_NAME,
        _number("survivors", _("Survivors"), _("Survivors on the delegation; empty: not said.")),
        _number("experts", _("Experts"), _("Experts on it; empty: not said.")),
        _number(
            "disability_organisations",
            _("Disability organisations"),
            _("Organisations of persons with disabilities on it; empty: not said."),
            _("organisations"),
        ),
        SOURCE_URL,
    ),
)
"""A row per delegation in the scope whose make-up is held: numbers alone, never names."""

report_lines = Question(
    "report_lines",
    (
        LINE,
        STATE,
        NAME,
        Column(
            "kind", _("How it is known"), meaning=_("own, second_hand, or text_not_held: it spoke and no text is held.")
        ),
        count("contributions", _("Contributions"), CONTRIBUTIONS, _("The State's own published ones under the line.")),
        truth("inferred", _("Line inferred"), _("Whether we infer the line, as no source of its texts names one.")),
    ),
)
"""A row per discussion line and State that spoke under it."""
