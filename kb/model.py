"""The words of the field as types, and the scope of a question."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any


class InstrumentId(StrEnum):
    """The instruments whose provisions are covered."""

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


# Values of Scope.meetings that stand for no single meeting.
ANY_MEETING = "any"
OUTSIDE_MEETINGS = "outside"


@dataclass(frozen=True)
class Scope:
    """What a question is about. An empty tuple or None sets no limit; without meetings: every meeting of the CCM.

    `revision` None is the latest revision. Meetings and the period choose contributions; states, regions, affected and
    statuses choose States; provisions, themes and assessments choose passages and codings; voices may only narrow what
    counts as a State's own contribution.
    """

    instrument: InstrumentId = InstrumentId.VAP
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

    def parameter(self) -> Mapping[str, Any]:
        """The scope as the one bound parameter `$scope` of every question; the revision is the view's."""
        values = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "revision"}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
