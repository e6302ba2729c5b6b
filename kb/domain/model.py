"""The words of the field as types, and the scope of a question."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any


class InstrumentId(StrEnum):
    """The instruments that ship, as code names them. The knowledge base may hold more: a scope has the code of any."""

    VAP = "VAP"
    CCM = "CCM"


class Voice(StrEnum):
    """Who speaks in a contribution. Only OWN and REPORTED count as a State's own contribution."""

    OWN = "own"
    REPORTED = "reported"
    OFFICIAL = "official"
    BACKGROUND = "background"
    MONITORING = "monitoring"


class Assessment(StrEnum):
    """What a passage says about a provision."""

    PROGRESS = "progress"
    CHALLENGE = "challenge"
    PRACTICE = "practice"
    PLAN = "plan"
    REQUEST = "request"
    OFFER = "offer"


# Stands where a word is needed for a coding without an assessment: columns, forms, notes at the desk.
FACT = "fact"


def assessment_or_fact(code: str) -> str | None:
    """The assessment of a coding, given by its code or as FACT, which has none."""
    return None if code == FACT else code


class Cell(StrEnum):
    """The state of a State's record on a provision in a scope; the first that applies, in this order."""

    REPORTED = "reported"
    TEXT_MISSING = "text_missing"
    PENDING = "pending"
    NOT_ADDRESSED = "not_addressed"
    SILENT = "silent"
    TEXT_NOT_HELD = "text_not_held"
    NO_CONTRIBUTION = "no_contribution"


class TextStatus(StrEnum):
    """How well the text of a provision is established."""

    OFFICIAL = "official"
    RESTATED = "restated"
    UNVERIFIED = "unverified"
    MISSING = "missing"


class PartyStatus(StrEnum):
    """A State's relation to the Convention on a date."""

    PARTY = "party"
    DEPOSITED = "deposited"
    SIGNATORY = "signatory"
    WITHDRAWN = "withdrawn"
    OUTSIDE = "outside"


class Affected(StrEnum):
    """Whether a State has cluster munition victims; NO means not named in the source, UNKNOWN is never NO."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Bound(StrEnum):
    """Whether a provision is addressed to a State on a day; UNKNOWN: whether it has victims is not known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_ESTABLISHED = "not established"


class Audience(StrEnum):
    """Who is to see the material: what is confidential or unpublished reaches only those who may see it."""

    PUBLIC = "public"
    PARTIES = "parties"
    STAFF = "staff"


class Role(StrEnum):
    """What a person may do; everybody is a reader."""

    READER = "reader"
    DELEGATE = "delegate"
    CODER = "coder"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


# The voices that count as a State's own contribution.
OWN_VOICES = (Voice.OWN, Voice.REPORTED)

# Why nothing is reported on a provision that binds a State, or may, and whose text is established; in the order in
# which these reasons are offered.
GAP_CELLS = (Cell.NO_CONTRIBUTION, Cell.TEXT_NOT_HELD, Cell.SILENT, Cell.PENDING)

# Values of Scope.meetings that stand for no single meeting.
ANY_MEETING = "any"
OUTSIDE_MEETINGS = "outside"
# The value of Scope.lines for contributions of which neither the source nor we say under which line they were made.
NO_LINE = "none"


@dataclass(frozen=True)
class Scope:
    """What a question is about. An empty tuple or None sets no limit; without meetings: every meeting of the CCM.

    `revision` None is the latest revision. Meetings and the period choose contributions; states, regions, affected and
    statuses choose States; provisions, themes and assessments choose passages and codings; voices may only narrow what
    counts as a State's own contribution.
    """

    instrument: str = InstrumentId.VAP.value
    meetings: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    states: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    revision: int | None = None

    @property
    def narrows_subject(self) -> bool:
        """Whether only some of what a State said counts: by theme, line, assessment or voice."""
        return bool(self.themes or self.lines or self.assessments or self.voices)

    @property
    def limits_states(self) -> bool:
        """Whether it chooses among States."""
        return bool(self.states or self.regions or self.affected or self.statuses)

    def parameter(self) -> Mapping[str, Any]:
        """The scope as the one bound parameter `$scope` of every question, None where it sets no limit.

        The revision is the view's.
        """
        values = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "revision"}
        return {name: (list(value) or None) if isinstance(value, tuple) else value for name, value in values.items()}
