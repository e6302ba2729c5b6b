"""The columns that answers share, declared once: key, label, type, meaning, unit, and the kind their codes are of.

The definitions behind them are those of the SQL that counts them, above all kb/sql/image/03_coverage.sql.
"""

from kb.domain.model import Assessment
from kb.tables import Column, Type

STATES, PASSAGES, CONTRIBUTIONS, PROVISIONS = "States", "passages", "contributions", "provisions"


def count(key: str, label: str, unit: str, meaning: str) -> Column:
    """A column of counts."""
    return Column(key, label, Type.INTEGER, meaning, unit)


def truth(key: str, label: str, meaning: str) -> Column:
    """A column of true and false."""
    return Column(key, label, Type.BOOLEAN, meaning)


STATE = Column("state", "State (code)", meaning="ISO 3166 code.")
NAME = Column("name", "State", meaning="The State's name.")
REGION = Column("regional_group", "Regional group", meaning="Regional group at the United Nations.", codes="region")
STATUS = Column(
    "status", "Status", meaning="The State's relation to the Convention on the day that counts.", codes="status"
)
AFFECTED = Column(
    "affected",
    "Victims",
    meaning="Whether it has cluster munition victims; no: not named; unknown is never no.",
    codes="affected",
)
LISTED = truth("listed", "Ever joined", "Whether the State ever joined the Convention.")
PROVISION = Column(
    "provision", "Provision (id)", meaning="Id of the provision, as VAP-23 or CCM-5.2.", codes="provision"
)
POSITION = Column("position", "Place in the instrument", Type.INTEGER, "Place in reading order.")
IN_MATRIX = truth("in_matrix", "In the matrix", "Whether the coverage matrix shows the provision.")
SHOWN = truth("shown", "Shown", "Whether screens show the provision: one of the matrix, or one that the scope names.")
TEXT_STATUS = Column(
    "text_status", "Text", meaning="How well the provision's text is established.", codes="text_status"
)
MEETING = Column("meeting", "Meeting (code)", meaning="Code of the meeting.", codes="meeting")
ASSESSMENT = Column(
    "assessment", "Assessment", meaning="As what the passage is coded; fact: under none.", codes="coded"
)
THEME = Column("theme", "Theme (code)", meaning="Code of the theme.", codes="theme")
LINE = Column(
    "discussion_line", "Line (code)", meaning="Letter of the discussion line; none: not stated.", codes="line"
)

SECOND_HAND = count(
    "second_hand", "Second-hand", PASSAGES, "Passages that somebody else reports the State to have said."
)
ELSEWHERE = count("elsewhere", "Its own elsewhere", PASSAGES, "The State's own passages on it outside the scope.")
MONITORING = count("monitoring", "By others", PASSAGES, "Passages by others about the State; never what it said.")
ONLY_AS_COORDINATOR = truth(
    "only_as_coordinator",
    "Spoke only as Coordinator",
    "No contribution is known, and yet it spoke, as Coordinator or chair, which is not counted for it.",
)

# The fraction of a rate: numerator, denominator and the two as a number; and what stands beside it, never in it.
RATE = (
    count("reported", "States bound that reported", STATES, "States it binds that reported on it."),
    count("bound", "States bound", STATES, "States it binds on the day that counts: the rate is reported of bound."),
    Column(
        "rate",
        "Rate",
        Type.NUMBER,
        "reported divided by bound, 0 to 1; empty where it binds no State.",
        may_be_empty=True,
    ),
    count("unknown", "States not known to be bound", STATES, "States not known to have victims or not; in no rate."),
    count("unknown_reporting", "Of those, reported", STATES, "Those of them that reported."),
    count("unbound_reporting", "Others that reported", STATES, "States that reported without being bound."),
)
CELLS = (
    STATE,
    NAME,
    PROVISION,
    Column("cell", "State of the record", meaning="The one state of the State's record that holds.", codes="cell"),
    count("passages", "Passages", PASSAGES, "The State's own published passages on it, second-hand ones included."),
    *(
        count(one.value, one.value.capitalize(), PASSAGES, f"Those of its passages assessed as {one.value}.")
        for one in Assessment
    ),
    count("fact", "Fact", PASSAGES, "Passages that state a plain fact on it, under no assessment."),
    SECOND_HAND,
    count("aligned", "Collective", PASSAGES, "Passages of collective statements it is aligned with."),
    MONITORING,
    ELSEWHERE,
    ONLY_AS_COORDINATOR,
    Column("bound", "Addressed to it", meaning="Whether the provision binds it: yes, no, unknown, not established."),
    truth("spoke", "Known to have spoken", "Whether it is known to have spoken in the scope."),
    TEXT_STATUS,
    POSITION,
    IN_MATRIX,
    SHOWN,
    REGION,
    STATUS,
    AFFECTED,
    LISTED,
)
