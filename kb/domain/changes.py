"""What can change in what States report: from one meeting to another, and between two revisions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from kb.domain.catalogue import gettext as _


class Turn(StrEnum):
    """How a State's record on a provision at a later meeting stands to that at an earlier one."""

    NEW = "new"
    FIRST = "first"
    STILL = "still"
    NO_LONGER = "no longer"
    UNKNOWN = "unknown"


class Correction(StrEnum):
    """What changed between two revisions."""

    REPORTED = "reported"
    NO_LONGER = "no longer"
    RECODED = "recoded"
    CORRECTED = "corrected"


class TurnWords(NamedTuple):
    """How a turn is told apart and explained: a mark, its name, its name after a number, and a sentence."""

    mark: str
    name: str
    short: str
    meaning: str


class CorrectionWords(NamedTuple):
    """How a correction is told apart and explained: a mark, its name and a sentence."""

    mark: str
    name: str
    meaning: str


TURNS: Mapping[Turn, TurnWords] = {
    Turn.NEW: TurnWords(
        "+",
        _("Newly reported"),
        _("newly reported"),
        _("Reported at the later meeting. We have the State’s texts of the earlier one; they speak of other things."),
    ),
    Turn.FIRST: TurnWords(
        "+",
        _("First known"),
        _("first known here"),
        _("Reported at the later meeting. Of the earlier one we know no statement of the State, so it may be no news."),
    ),
    Turn.NO_LONGER: TurnWords(
        "–",
        _("No longer mentioned"),
        _("no longer mentioned"),
        _(
            "Reported at the earlier meeting. We have the State’s texts of the later one; they speak of other things. "
            "That does not say that the State stopped doing anything."
        ),
    ),
    Turn.UNKNOWN: TurnWords(
        "?",
        _("Cannot be compared"),
        _("cannot be compared"),
        _(
            "Reported at one meeting. Of the other we know too little to say more. Perhaps its text was not found or "
            "not tagged yet, or the action did not apply to the State then."
        ),
    ),
    Turn.STILL: TurnWords(
        "=",
        _("Reported at both"),
        _("reported at both"),
        _("Reported at the earlier meeting and at the later one."),
    ),
}
CORRECTIONS: Mapping[Correction, CorrectionWords] = {
    Correction.REPORTED: CorrectionWords(
        "+", _("Reported now"), _("A published passage of the State speaks to it now and did not before.")
    ),
    Correction.NO_LONGER: CorrectionWords(
        "–", _("No longer reported"), _("No published passage of the State speaks to it any more.")
    ),
    Correction.RECODED: CorrectionWords(
        "≠", _("Recoded"), _("A passage of or about the State is coded otherwise than before.")
    ),
    Correction.CORRECTED: CorrectionWords(
        "≠", _("Corrected"), _("The text or the record of a passage of or about the State was changed.")
    ),
}
