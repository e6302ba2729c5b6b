"""The columns that answers share, declared once: key, label, type, meaning, unit, and the kind their codes are of.

The definitions behind them are those of the SQL that counts them, above all kb/db/sql/snapshot/03_coverage.sql.
"""

from kb.domain.catalogue import gettext as _
from kb.domain.model import Assessment
from kb.domain.words import ASSESSMENTS
from kb.tables import Column, Type

STATES, PASSAGES, CONTRIBUTIONS, PROVISIONS = (
    _("States"),
    _("passages"),
    _("contributions"),
    _("provisions"),
)


def count(key: str, label: str, unit: str, meaning: str) -> Column:
    """A column of counts."""
    return Column(key, label, Type.INTEGER, meaning, unit)


def truth(key: str, label: str, meaning: str) -> Column:
    """A column of true and false."""
    return Column(key, label, Type.BOOLEAN, meaning)


STATE = Column("state", _("State (code)"), meaning=_("ISO 3166 code."))
NAME = Column("name", _("State"), meaning=_("The State's name."))
REGION = Column(
    "regional_group", _("Regional group"), meaning=_("Regional group at the United Nations."), codes="region"
)
STATUS = Column(
    "status", _("Status"), meaning=_("The State's relation to the Convention on the day that counts."), codes="status"
)
AFFECTED = Column(
    "affected",
    _("Victims"),
    meaning=_("Whether it has cluster munition victims; no: not named; unknown is never no."),
    codes="affected",
)
LISTED = truth("listed", _("Ever joined"), _("Whether the State ever joined the Convention."))
PROVISION = Column(
    "provision", _("Provision (id)"), meaning=_("Id of the provision, as VAP-23 or CCM-5.2."), codes="provision"
)
POSITION = Column("position", _("Place in the instrument"), Type.INTEGER, _("Place in reading order."))
IN_MATRIX = truth("in_matrix", _("In the matrix"), _("Whether the coverage matrix shows the provision."))
SHOWN = truth(
    "shown", _("Shown"), _("Whether screens show the provision: one of the matrix, or one that the scope names.")
)
TEXT_STATUS = Column(
    "text_status", _("Text"), meaning=_("How well the provision's text is established."), codes="text_status"
)
MEETING = Column("meeting", _("Meeting (code)"), meaning=_("Code of the meeting."), codes="meeting")
ASSESSMENT = Column(
    "assessment", _("Assessment"), meaning=_("As what the passage is coded; fact: under none."), codes="coded"
)
THEME = Column("theme", _("Theme (code)"), meaning=_("Code of the theme."), codes="theme")
LINE = Column(
    "discussion_line", _("Line (code)"), meaning=_("Letter of the discussion line; none: not stated."), codes="line"
)

# Where a passage stands, who says it, and where that was read.
PASSAGE = Column("passage", _("Passage (id)"), meaning=_("Id of the passage."))
PLACE_IN_TEXT = count("position", _("Place in the text"), PASSAGES, _("Place of the passage among those of its text."))
CONTRIBUTION = Column("contribution", _("Contribution (id)"), meaning=_("Id of the contribution."))
CONTRIBUTOR = Column(
    "contributor", _("Contributor (code)"), meaning=_("Code of who speaks: ISO 3166 for a State, else our own.")
)
CONTRIBUTOR_NAME = Column("contributor_label", _("Contributor"), meaning=_("Name of who speaks."))
VOICE = Column(
    "voice",
    _("Voice"),
    meaning=_("Who speaks, and of whom; only own and reported count as the State's."),
    codes="voice",
)
DATE = Column("date", _("Date"), meaning=_("A day, a month or a year, as far as the source says."), may_be_empty=True)
DAYS = (
    Column("first_date", _("First day"), Type.DATE, _("The first day that the date can mean."), may_be_empty=True),
    Column("last_date", _("Last day"), Type.DATE, _("The last day that the date can mean."), may_be_empty=True),
)
CONVENTION = Column("convention", _("Convention"), meaning=_("CCM for the Convention on Cluster Munitions."))
CONTRIBUTOR_IN_SOURCE = Column(
    "contributor_name", _("Contributor in the source"), meaning=_("Name of who speaks, as the source has it.")
)
SPEAKING = Column(
    "state",
    _("State speaking (code)"),
    meaning=_("ISO 3166 code of the State whose own contribution it is; empty: it is no State's own."),
    may_be_empty=True,
)
ABOUT = Column(
    "about_state",
    _("State described (code)"),
    meaning=_("ISO 3166 code of the State described; the words are not its own unless it is the State speaking too."),
    codes="state",
    may_be_empty=True,
)
MADE_AT = (
    Column(
        "meeting",
        _("Meeting (code)"),
        meaning=_("Code of the meeting; empty: made to none that is held."),
        may_be_empty=True,
    ),
    Column("meeting_label", _("Meeting"), meaning=_("Where it was made.")),
)
LINES = (
    Column(
        "line",
        _("Lines named"),
        meaning=_("Letters of the discussion lines that the source names."),
        may_be_empty=True,
    ),
    Column(
        "line_inferred",
        _("Line inferred"),
        meaning=_("Letter of the line inferred by us, where the source names none."),
        may_be_empty=True,
    ),
)
KIND = Column("kind", _("Kind"), meaning=_("opening, statement, presentation, closing, report or paper."), codes="kind")
TEXT_KIND = Column(
    "text_kind",
    _("In whose words"),
    meaning=_("verbatim; digest or note: not the contributor's words, and not to be quoted."),
    codes="text_kind",
)
LANGUAGE = Column("language", _("Language"), meaning=_("ISO 639-1 code of the text held."), codes="language")
TRANSLATIONS = Column(
    "translations",
    _("Other languages"),
    meaning=_("ISO 639-1 codes of the other languages in which its text is here, separated by spaces."),
    may_be_empty=True,
)
PART = Column(
    "part",
    _("Part of the list"),
    meaning=_("own: of a State chosen; others: by others; elsewhere: of the one State, outside the scope."),
)
SOURCE_CUT = truth("source_truncated", _("Source cut"), _("Whether only the beginning of the source was seen."))
NOTE = Column("note", _("Caveat"), meaning=_("A caveat that must stand beside it."), may_be_empty=True)
SOURCE = Column("source_title", _("Source"), meaning=_("Title of the source."))
SOURCE_URL = Column(
    "source_url", _("Address of the source"), meaning=_("Address at which the source was read."), may_be_empty=True
)
SOURCED = (
    CONTRIBUTION,
    CONTRIBUTOR_NAME,
    CONTRIBUTOR_IN_SOURCE,
    SPEAKING,
    ABOUT,
    VOICE,
    *MADE_AT,
    CONVENTION,
    DATE,
    *DAYS,
    *LINES,
    KIND,
    TEXT_KIND,
    LANGUAGE,
    SOURCE,
    SOURCE_URL,
    SOURCE_CUT,
    NOTE,
)
"""What must stand beside everything that was said: who says it, in which voice, where, in which source."""

STAGE = Column("stage", _("Stage"), meaning=_("How far the work on it has come."), codes="stage")
# Of a contribution that asks for work.
TO_DO = (CONTRIBUTION, CONTRIBUTOR, CONTRIBUTOR_NAME, *MADE_AT)

IN_SCOPE = truth("in_scope", _("In the scope"), _("Whether it lies in the scope."))
ALIGNED = truth(
    "aligned",
    _("In a collective statement"),
    _("Whether it is made for several States, with which this one is aligned."),
)
SECOND_HAND = count(
    "second_hand", _("Second-hand"), PASSAGES, _("Passages that somebody else reports the State to have said.")
)
ELSEWHERE = count("elsewhere", _("Its own elsewhere"), PASSAGES, _("The State's own passages on it outside the scope."))
MONITORING = count("monitoring", _("By others"), PASSAGES, _("Passages by others about the State; never what it said."))
ONLY_AS_COORDINATOR = truth(
    "only_as_coordinator",
    _("Spoke only as Coordinator"),
    _("No contribution is known, and yet it spoke, as Coordinator or chair, which is not counted for it."),
)

# The fraction of a rate: numerator, denominator and the two as a number; and what stands beside it, never in it.
RATE = (
    count("reported", _("Reported, of those it is addressed to"), STATES, _("States it binds that reported on it.")),
    count(
        "bound", _("States bound"), STATES, _("States it binds on the day that counts: the rate is reported of bound.")
    ),
    Column(
        "rate",
        _("Rate"),
        Type.NUMBER,
        _("reported divided by bound, 0 to 1; empty where it binds no State."),
        may_be_empty=True,
    ),
    count(
        "unknown", _("States not known to be bound"), STATES, _("States not known to have victims or not; in no rate.")
    ),
    count("unknown_reporting", _("Of those, reported"), STATES, _("Those of them that reported.")),
    count("unbound_reporting", _("Others that reported"), STATES, _("States that reported without being bound.")),
)
CELLS = (
    STATE,
    NAME,
    PROVISION,
    Column(
        "cell", _("State of the record"), meaning=_("The one state of the State's record that holds."), codes="cell"
    ),
    count(
        "passages", _("Passages"), PASSAGES, _("The State's own published passages on it, second-hand ones included.")
    ),
    *(
        count(
            one.value,
            ASSESSMENTS[one],
            PASSAGES,
            _("Those of its passages assessed as {assessment}.").format(assessment=one.value),
        )
        for one in Assessment
    ),
    count("fact", _("Fact"), PASSAGES, _("Passages that state a plain fact on it, under no assessment.")),
    SECOND_HAND,
    count("aligned", _("Collective"), PASSAGES, _("Passages of collective statements it is aligned with.")),
    MONITORING,
    ELSEWHERE,
    ONLY_AS_COORDINATOR,
    Column(
        "bound", _("Addressed to it"), meaning=_("Whether the provision binds it: yes, no, unknown, not established.")
    ),
    truth("spoke", _("Known to have spoken"), _("Whether it is known to have spoken in the scope.")),
    TEXT_STATUS,
    POSITION,
    IN_MATRIX,
    SHOWN,
    REGION,
    STATUS,
    AFFECTED,
    LISTED,
)
