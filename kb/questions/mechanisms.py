"""Questions about what passages tell of besides the coverage: coordination mechanisms and collaborations."""

from kb.domain.catalogue import gettext as _
from kb.questions import Question
from kb.questions.columns import (
    CONTRIBUTION,
    CONTRIBUTOR,
    CONTRIBUTOR_NAME,
    CONVENTION,
    DATE,
    IN_SCOPE,
    PASSAGE,
    PLACE_IN_TEXT,
    SOURCE,
    SOURCE_URL,
    STATE,
    VOICE,
    truth,
)
from kb.tables import Column

_STATE_NAME = Column("state_name", _("State"), meaning=_("The State's name."))
_TOLD_BY = (
    PASSAGE,
    PLACE_IN_TEXT,
    CONTRIBUTION,
    CONTRIBUTOR,
    CONTRIBUTOR_NAME,
    VOICE,
    truth("own", _("Told of by the State"), _("Whether the State says so, itself or as reported; else others do.")),
    DATE,
    CONVENTION,
    SOURCE,
    SOURCE_URL,
    IN_SCOPE,
)

mechanisms = Question(
    "mechanisms",
    (
        Column("id", _("Mechanism (id)"), meaning=_("Id of the mechanism.")),
        STATE,
        _STATE_NAME,
        Column("name", _("Mechanism"), meaning=_("Name of the body.")),
        Column("kind", _("Kind"), meaning=_("Kind of body.")),
        Column("legal_basis", _("Legal basis"), meaning=_("Law or decision it rests on."), may_be_empty=True),
        Column(
            "crpd_link",
            _("Link to the disability or another convention"),
            meaning=_("How it is linked to the disability convention or another one."),
            may_be_empty=True,
        ),
        Column("victims_take_part", _("Victims take part"), meaning=_("yes, no, or not said.")),
        *_TOLD_BY,
    ),
)
"""A row per coordination mechanism (line c) of the scope's States, those that the State itself tells of first."""

collaborations = Question(
    "collaborations",
    (
        Column("id", _("Collaboration (id)"), meaning=_("Id of the collaboration.")),
        STATE,
        _STATE_NAME,
        Column("partners", _("With whom"), meaning=_("Who works together with the State.")),
        Column("area", _("Area"), meaning=_("services, data, information, policy or advocacy.")),
        Column(
            "outcome",
            _("Benefit or challenge"),
            meaning=_("What the passage tells of: benefit, challenge, or not said."),
        ),
        *_TOLD_BY,
    ),
)
"""A row per collaboration (line b) of the scope's States, those that the State itself tells of first."""
