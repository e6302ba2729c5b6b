"""Visible words that more than one part needs: what a cell, a voice, a status means. One place, for tests too."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import (
    FACT,
    Affected,
    Assessment,
    Audience,
    Bound,
    Cell,
    PartyStatus,
    Role,
    TextStatus,
    Voice,
)

WORK = _("Knowledge base on victim assistance under the Convention on Cluster Munitions")
"""The title of the whole, as it is cited."""


class CellWords(NamedTuple):
    """How a cell is told apart and explained: a mark, a short name and a sentence."""

    mark: str
    name: str
    meaning: str


class VoiceWords(NamedTuple):
    """A voice: its short name, and who speaks in it."""

    name: str
    meaning: str

    @property
    def whole(self) -> str:
        """Name and meaning in one, for where there is room."""
        return f"{self.name}: {self.meaning}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: `1 State`, `0 States`, `2 States Parties`."""
    return f"{number} {noun(number, singular, plural)}"


def noun(number: int, singular: str, plural: str | None = None) -> str:
    """The noun that goes with a number: `State` with 1."""
    return ngettext(singular, plural or singular + "s", number)


def day_words(day: date) -> str:
    """A day in words: 16 April 2012."""
    return f"{day.day} {day:%B %Y}"


def listed(names: Sequence[str], joined: str = "and") -> str:
    """Names in a row: `A`, `A and B`, `A, B and C`; or with another word before the last. There must be one."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joined} {names[-1]}"


CELLS = {
    Cell.REPORTED: CellWords("●", _("Reported"), _("A published passage of the State is about the action or article.")),
    Cell.TEXT_MISSING: CellWords(
        "?", _("Action’s text not known"), _("We do not have this text, so nothing could be tagged with it.")
    ),
    Cell.PENDING: CellWords(
        "…", _("Received, not tagged yet"), _("A statement of the State was received and is not published yet.")
    ),
    Cell.NOT_ADDRESSED: CellWords(
        "–",
        _("Does not apply"),
        _("On that day the State was no party in force, or is not named as having victims."),
    ),
    Cell.SILENT: CellWords(
        "○",
        _("Spoke, but not on this"),
        _("The State contributed; none of its passages here is about this action or article."),
    ),
    Cell.TEXT_NOT_HELD: CellWords(
        "“ ”",
        _("Spoke, text not found"),
        _("The State is known to have spoken, but we do not have the text."),
    ),
    Cell.NO_CONTRIBUTION: CellWords(
        "□", _("Not heard yet"), _("No statement of the State is known here; there may be one elsewhere.")
    ),
}

# Beside "not heard yet": why a State that was heard in the room is not counted.
ONLY_AS_COORDINATOR = _("spoke as Coordinator, which is not counted for the State")
# What a provision of an instrument is called, by the unit that the instrument has in the data.
UNITS = {"Action": _("action"), "Article": _("article")}


def cell_name(row: Mapping[str, object]) -> str:
    """The name of a cell, given as a row of coverage, with what must stand beside it."""
    beside = f" ({ONLY_AS_COORDINATOR})" if row["only_as_coordinator"] else ""
    return CELLS[Cell(str(row["cell"]))].name + beside


VOICES = {
    Voice.OWN: VoiceWords(_("first-hand"), _("from the contributor’s own statement")),
    Voice.REPORTED: VoiceWords(_("second-hand"), _("somebody reports what it said")),
    Voice.OFFICIAL: VoiceWords(_("meeting page"), _("published by a meeting about itself")),
    Voice.BACKGROUND: VoiceWords(_("background"), _("an organisation about itself")),
    Voice.MONITORING: VoiceWords(_("monitoring"), _("a third party describes a State")),
}

ASSESSMENTS = {
    Assessment.PROGRESS: _("Progress"),
    Assessment.CHALLENGE: _("Challenge"),
    Assessment.PRACTICE: _("Practice"),
    Assessment.PLAN: _("Plan"),
    Assessment.REQUEST: _("Request"),
    Assessment.OFFER: _("Offer"),
}

NOTHING_TO_TAG = _("Nothing to tag")
# Assessments by code, and beside them the plain fact, which the passage states and does not assess.
CODED_AS = {**{code.value: name for code, name in ASSESSMENTS.items()}, FACT: _("Fact")}
# What is said of a passage in which the source only names the State.
APPEARANCE = _("Appearance: the source only names it and gives nothing of what was said")


def assessment_name(code: str | None) -> str:
    """The name of an assessment; of none: that of a plain fact."""
    return CODED_AS[code or FACT]


PARTY_STATUSES = {
    PartyStatus.PARTY: _("State Party"),
    PartyStatus.DEPOSITED: _("Deposited, not yet in force"),
    PartyStatus.SIGNATORY: _("Signatory"),
    PartyStatus.WITHDRAWN: _("Withdrawn"),
    PartyStatus.OUTSIDE: _("Outside the Convention"),
}

AFFECTED = {
    Affected.YES: _("Has cluster munition victims"),
    Affected.NO: _("Not named as having victims"),
    Affected.UNKNOWN: _("Not known whether it has victims"),
}

TEXT_STATUSES = {
    TextStatus.OFFICIAL: (_("Official"), _("The official wording, loaded from a copy of the instrument.")),
    TextStatus.RESTATED: (
        _("Restated"),
        _("Our own words, after reading the text in a source. Not the official wording."),
    ),
    TextStatus.UNVERIFIED: (
        _("Unverified"),
        _(
            "Our own words from general knowledge; number and content are still to be checked against the official "
            "text."
        ),
    ),
    TextStatus.MISSING: (
        _("Missing"),
        _("Nothing is established about this text; load it from the official document."),
    ),
}

CONTRIBUTOR_KINDS = {
    "state": _("State"),
    "group": _("Group of States"),
    "un": _("UN body"),
    "icrc": _("ICRC"),
    "ngo": _("Non-governmental organisation"),
    "panelist": _("Panelist"),
    "expert": _("Individual expert"),
}

TEXT_KINDS = {
    "verbatim": _("delivered text"),
    "digest": _("digest in our own words"),
    "note": _("note taken in the room until the delivered text replaces it"),
}

# What stands before every text; only a delivered text is a quotation.
TEXT_LEADS = {
    "verbatim": _("Delivered text"),
    "digest": _("Digest in our own words"),
    "note": _("Note taken in the room, not the delivered text"),
}

CONTRIBUTION_KINDS = {
    "opening": _("Opening"),
    "statement": _("Statement"),
    "presentation": _("Presentation"),
    "closing": _("Closing"),
    "report": _("Report"),
    "paper": _("Paper"),
}

STAGES = {
    "received": _("To be tagged"),
    "coded": _("To be reviewed"),
    "contested": _("Reply not answered"),
    "published": _("Published"),
    "withdrawn": _("Withdrawn"),
}

LANGUAGES = {
    "ar": _("Arabic"),
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "zh": _("Chinese"),
}

VOICES_COUNTED = {
    Voice.OWN: _("Where a State speaks, it counts as the State’s own contribution."),
    Voice.REPORTED: _("Where a State is reported to have spoken, it counts as its own, always marked second-hand."),
    Voice.OFFICIAL: _("It is nobody’s own contribution and never counts as something a State said."),
    Voice.BACKGROUND: _("It never counts as something a State said."),
    Voice.MONITORING: _("It is never shown or counted as something the State said; it stands apart from its record."),
}

TEXT_KINDS_MEANT = {
    "verbatim": _("The text as it was delivered."),
    "digest": _("What the source says, put into our own words. No sentence of it may be quoted as the contributor’s."),
    "note": _("Taken down while it was said; the delivered text replaces it as soon as we have it."),
}

ASSESSMENTS_MEANT = {
    Assessment.PROGRESS: _("something was done, or got better"),
    Assessment.CHALLENGE: _("something is missing, or stands in the way"),
    Assessment.PRACTICE: _("a way of doing it that others can learn from"),
    Assessment.PLAN: _("something is intended"),
    Assessment.REQUEST: _("help or cooperation is asked for"),
    Assessment.OFFER: _("help or cooperation is offered"),
}

PARTY_STATUSES_MEANT = {
    PartyStatus.PARTY: _("the Convention is in force for it on the day"),
    PartyStatus.DEPOSITED: _(
        "it has ratified, accepted, approved or acceded; the Convention is not yet in force for it"
    ),
    PartyStatus.SIGNATORY: _("it has signed and not yet deposited"),
    PartyStatus.WITHDRAWN: _("its withdrawal has taken effect"),
    PartyStatus.OUTSIDE: _("it has neither signed nor deposited by the day"),
}

AFFECTED_MEANT = {
    Affected.YES: _("named in the source as having cluster munition victims"),
    Affected.NO: _("not among the States that the source names; this does not say that it has none"),
    Affected.UNKNOWN: _("the sources do not settle it; a group of its own, never counted as no"),
}

BOUND = {
    Bound.YES: _("Addressed to it"),
    Bound.NO: _("Not addressed to it"),
    Bound.UNKNOWN: _("Not known whether addressed to it"),
    Bound.NOT_ESTABLISHED: _("Not established whom it addresses"),
}

BOUND_MEANT = {
    Bound.YES: _("it is a party in force on the day and, where the action says so, has victims"),
    Bound.NO: _("it is no party in force on the day, or it is not named as having victims"),
    Bound.UNKNOWN: _("it is a party in force, and it is not known whether it has victims; in no rate"),
    Bound.NOT_ESTABLISHED: _("its text, or whom it addresses, is not known here; in no rate"),
}

ROLES = {
    Role.READER: _("Reader"),
    Role.DELEGATE: _("Delegate"),
    Role.CODER: _("Coder"),
    Role.FACILITATOR: _("Facilitator"),
    Role.COORDINATOR: _("Coordinator"),
    Role.ADMINISTRATOR: _("Administrator"),
}

ROLES_MEANT = {
    Role.READER: _("everybody; sees what is published and public"),
    Role.DELEGATE: _("hands in the contributions of one State or organisation, and replies to how they are coded"),
    Role.CODER: _("codes passages, and records the mechanisms and collaborations they tell of"),
    Role.FACILITATOR: _("sees what has been handed in, and hands in for others"),
    Role.COORDINATOR: _("publishes, corrects and withdraws contributions, answers replies, undoes revisions"),
    Role.ADMINISTRATOR: _(
        "manages people and roles, and does all but reply: nobody but its delegate replies for a State"
    ),
}

AUDIENCES_MEANT = {
    Audience.PUBLIC: _("everybody sees what is published and not confidential"),
    Audience.PARTIES: _("delegates of States Parties see besides what is kept to States Parties until a day"),
    Audience.STAFF: _("those who work on the material see all of it"),
}
