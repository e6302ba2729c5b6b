"""Visible words that more than one part needs: what a cell, a voice, a status means. One place, for tests too."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kb.domain.model import FACT, Affected, Assessment, Audience, Bound, Cell, PartyStatus, Role, TextStatus, Voice

WORK = "Knowledge base on victim assistance under the Convention on Cluster Munitions"
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
    return f"{number} {singular if number == 1 else plural or f'{singular}s'}"


def day_words(day: date) -> str:
    """A day in words: 16 April 2012."""
    return f"{day.day} {day:%B %Y}"


def listed(names: Sequence[str], joined: str = "and") -> str:
    """Names in a row: `A`, `A and B`, `A, B and C`; or with another word before the last. There must be one."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joined} {names[-1]}"


CELLS = {
    Cell.REPORTED: CellWords("●", "Reported", "A published passage of the State speaks to the provision."),
    Cell.TEXT_MISSING: CellWords(
        "?", "Text missing", "The text of the provision is not established here, so nothing could be coded to it."
    ),
    Cell.PENDING: CellWords(
        "…", "Being processed", "A contribution of the State has been received but is not yet coded or published."
    ),
    Cell.NOT_ADDRESSED: CellWords(
        "–",
        "Not addressed",
        "Counted as not addressed to the State: on that day it is not a party in force, or it is not named as having "
        "victims.",
    ),
    Cell.SILENT: CellWords(
        "○", "Nothing on this held", "The State contributed, and what is held of it has nothing on this provision."
    ),
    Cell.TEXT_NOT_HELD: CellWords(
        "◐",
        "Spoke, text not held",
        "The State is known to have spoken, but no text of it is held in what you filtered.",
    ),
    Cell.NO_CONTRIBUTION: CellWords(
        "□", "No contribution known", "No contribution of the State is known here; it may exist elsewhere."
    ),
}

# Beside "no contribution known": why a State that was heard in the room is not counted.
ONLY_AS_COORDINATOR = "spoke as Coordinator, which is not counted for the State"


def cell_name(row: Mapping[str, object]) -> str:
    """The name of a cell, given as a row of coverage, with what must stand beside it."""
    beside = f" ({ONLY_AS_COORDINATOR})" if row["only_as_coordinator"] else ""
    return CELLS[Cell(str(row["cell"]))].name + beside


VOICES = {
    Voice.OWN: VoiceWords("first-hand", "from the contributor’s own statement"),
    Voice.REPORTED: VoiceWords("second-hand", "somebody reports what it said"),
    Voice.OFFICIAL: VoiceWords("meeting page", "published by a meeting about itself"),
    Voice.BACKGROUND: VoiceWords("background", "an organisation about itself"),
    Voice.MONITORING: VoiceWords("monitoring", "a third party describes a State"),
}

ASSESSMENTS = {
    Assessment.PROGRESS: "Progress",
    Assessment.CHALLENGE: "Challenge",
    Assessment.PRACTICE: "Practice",
    Assessment.PLAN: "Plan",
    Assessment.REQUEST: "Request",
    Assessment.OFFER: "Offer",
}

NOTHING_TO_TAG = "Nothing to tag"
# Assessments by code, and beside them the plain fact, which the passage states and does not assess.
CODED_AS = {**{code.value: name for code, name in ASSESSMENTS.items()}, FACT: "Fact"}
# What is said of a passage in which the source only names the State.
APPEARANCE = "Appearance: the source only names it and gives nothing of what was said"


def assessment_name(code: str | None) -> str:
    """The name of an assessment; of none: that of a plain fact."""
    return CODED_AS[code or FACT]


PARTY_STATUSES = {
    PartyStatus.PARTY: "State Party",
    PartyStatus.DEPOSITED: "Deposited, not yet in force",
    PartyStatus.SIGNATORY: "Signatory",
    PartyStatus.WITHDRAWN: "Withdrawn",
    PartyStatus.OUTSIDE: "Outside the Convention",
}

AFFECTED = {
    Affected.YES: "Has cluster munition victims",
    Affected.NO: "Not named as having victims",
    Affected.UNKNOWN: "Not known whether it has victims",
}

TEXT_STATUSES = {
    TextStatus.OFFICIAL: ("Official", "The official wording, loaded from a copy of the instrument."),
    TextStatus.RESTATED: ("Restated", "Our own words, after reading the text in a source. Not the official wording."),
    TextStatus.UNVERIFIED: (
        "Unverified",
        "Our own words from general knowledge; number and content are still to be checked against the official text.",
    ),
    TextStatus.MISSING: ("Missing", "Nothing is established about this text; load it from the official document."),
}

CONTRIBUTOR_KINDS = {
    "state": "State",
    "group": "Group of States",
    "un": "UN body",
    "icrc": "ICRC",
    "ngo": "Non-governmental organisation",
    "panelist": "Panelist",
    "expert": "Individual expert",
}

TEXT_KINDS = {
    "verbatim": "delivered text",
    "digest": "digest in our own words",
    "note": "note taken in the room until the delivered text replaces it",
}

# What stands before every text; only a delivered text is a quotation.
TEXT_LEADS = {
    "verbatim": "Delivered text",
    "digest": "Digest in our own words",
    "note": "Note taken in the room, not the delivered text",
}

CONTRIBUTION_KINDS = {
    "opening": "Opening",
    "statement": "Statement",
    "presentation": "Presentation",
    "closing": "Closing",
    "report": "Report",
    "paper": "Paper",
}

LANGUAGES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}

VOICES_COUNTED = {
    Voice.OWN: "Where a State speaks, it counts as the State’s own contribution.",
    Voice.REPORTED: "Where a State is reported to have spoken, it counts as its own, always marked second-hand.",
    Voice.OFFICIAL: "It is nobody’s own contribution and never counts as something a State said.",
    Voice.BACKGROUND: "It never counts as something a State said.",
    Voice.MONITORING: "It is never shown or counted as something the State said; it stands apart, beside its record.",
}

TEXT_KINDS_MEANT = {
    "verbatim": "The text as it was delivered.",
    "digest": "What the source says, put into our own words. No sentence of it may be quoted as the contributor’s.",
    "note": "Taken down while it was said; the delivered text replaces it as soon as it is held.",
}

ASSESSMENTS_MEANT = {
    Assessment.PROGRESS: "something was done, or got better",
    Assessment.CHALLENGE: "something is missing, or stands in the way",
    Assessment.PRACTICE: "a way of doing it that others can learn from",
    Assessment.PLAN: "something is intended",
    Assessment.REQUEST: "help or cooperation is asked for",
    Assessment.OFFER: "help or cooperation is offered",
}

PARTY_STATUSES_MEANT = {
    PartyStatus.PARTY: "the Convention is in force for it on the day",
    PartyStatus.DEPOSITED: "it has ratified, accepted, approved or acceded; the Convention is not yet in force for it",
    PartyStatus.SIGNATORY: "it has signed and not yet deposited",
    PartyStatus.WITHDRAWN: "its withdrawal has taken effect",
    PartyStatus.OUTSIDE: "it has neither signed nor deposited by the day",
}

AFFECTED_MEANT = {
    Affected.YES: "named in the source as having cluster munition victims",
    Affected.NO: "not among the States that the source names; no State is thereby said to have none",
    Affected.UNKNOWN: "the sources do not settle it; a group of its own, never counted as no",
}

BOUND = {
    Bound.YES: "Addressed to it",
    Bound.NO: "Not addressed to it",
    Bound.UNKNOWN: "Not known whether addressed to it",
    Bound.NOT_ESTABLISHED: "Not established whom it addresses",
}

BOUND_MEANT = {
    Bound.YES: "it is a party in force on the day, and, where the provision says so, has victims",
    Bound.NO: "it is no party in force on the day, or it is not named as having victims",
    Bound.UNKNOWN: "it is a party in force, and it is not known whether it has victims; in no rate",
    Bound.NOT_ESTABLISHED: "the text of the provision, or whom it addresses, is not known here; in no rate",
}

ROLES = {
    Role.READER: "Reader",
    Role.DELEGATE: "Delegate",
    Role.CODER: "Coder",
    Role.FACILITATOR: "Facilitator",
    Role.COORDINATOR: "Coordinator",
    Role.ADMINISTRATOR: "Administrator",
}

ROLES_MEANT = {
    Role.READER: "everybody; sees what is published and public",
    Role.DELEGATE: "hands in the contributions of one State or organisation, and replies to how they are coded",
    Role.CODER: "codes passages, and records the mechanisms and collaborations they tell of",
    Role.FACILITATOR: "sees what has been handed in, and hands in for others",
    Role.COORDINATOR: "publishes, corrects and withdraws contributions, answers replies, undoes revisions",
    Role.ADMINISTRATOR: "manages people and roles, and does all but reply: nobody but its delegate replies for a State",
}

AUDIENCES_MEANT = {
    Audience.PUBLIC: "everybody sees what is published and not confidential",
    Audience.PARTIES: "delegates of States Parties see besides what is kept to States Parties until a day",
    Audience.STAFF: "those who work on the material see all of it",
}


class KindWords(NamedTuple):
    """A kind of search result: what a choice of them is called, one of them, and several."""

    title: str
    one: str
    many: str

    def counted(self, number: int) -> str:
        """A number of them: `1 passage`, `0 passages`."""
        return counted(number, self.one, self.many)


SEARCHED = {
    "passage": KindWords("Passages", "passage", "passages"),
    "contribution": KindWords("Contributions", "contribution", "contributions"),
    "provision": KindWords("Actions and articles", "action or article", "actions and articles"),
}

# In the order of kb.search.Sort.
SORTS = ("Best first", "Latest first", "By State")

# Where words of a question were found, in a sentence that begins “Found in”.
PLACES_FOUND = {
    "text": "the text:",
    "who": "the names of who speaks or is described:",
    "subject": "what it is coded to:",
    "source": "where it was said or read:",
}
PLACES_FOUND_IN_PROVISION = PLACES_FOUND | {"subject": "its title:", "source": "its chapter or notes:"}

# What can be typed to search, and what it finds.
HOW_TO_SEARCH = (
    ("focal point", "all of the words, in any of their forms; small words such as “the” need not be there"),
    ("“focal point”", "these words side by side"),
    ("prosthe*", "words that begin so"),
    ("prosthetics OR orthotics", "one or the other; AND and NOT work likewise, with parentheses where needed"),
    ("Action 23, VAP-23, 5.2(g)", "what is coded to this action or article"),
    ("Lebanon, LBN", "what a State said, or is described in"),
    (
        "a word in another language",
        "texts that are themselves in Arabic, Chinese, French, Russian or Spanish, where any are held: nothing is"
        " translated; accents may be left out",
    ),
)
