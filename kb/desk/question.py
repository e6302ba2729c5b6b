"""A question to the room, and the rules by which such questions are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.desk.moves import Mark
from kb.desk.state import Note
from kb.model import Scope
from kb.queries import Row


class Rule(StrEnum):
    """By which rule a question is drawn; in the order in which they stand under a line."""

    SILENT = "silent"
    ANNOUNCED = "announced"
    PAIR = "pair"
    UNTOUCHED = "untouched"


RULES: Mapping[Rule, str] = {
    Rule.SILENT: "States Parties in force that have cluster munition victims, have not addressed the line that the "
    "session is at and are not on its list, once it has begun and somebody is on the list of the line. After the "
    "session: of each such line.",
    Rule.ANNOUNCED: "Who was passed over in a part that is over or under way, or still waits in one that is over, or "
    "handed in a text under the line and is on no list; and has not spoken under it. Names that nobody identified are "
    "left out.",
    Rule.PAIR: "One State reported a challenge, and another a practice on the same action, or progress if it reported "
    "no practice; or else a challenge and a practice on the same theme. A State’s own words or, marked, what others "
    "report that it said; from earlier meetings of the Convention, or noted today. Pairs with a State in the room "
    "come first.",
    Rule.UNTOUCHED: "Actions whose text is established, of which no note is taken and on which no text is handed in.",
}


@dataclass(frozen=True)
class Noted:
    """A note and whose words it notes."""

    name: str
    note: Note


@dataclass(frozen=True)
class Question:
    """A question to the room. `id` is its rule and subjects, and stays the same while the session goes on.

    It stands once, under `line`: of those it arises under (`lines`) the one that the session is at, or the first.
    `sentence` may be read out. `asides` say what must be told apart; `passages` (rows of published_passage) and `notes`
    are what it rests on; where these are only the latest of more, `held` is how many there are, and `scope` leads to
    them. `mark` is what facilitators did
    with it, OPEN if nothing. `arises` is False where it was marked and the rule does not give it any more.
    """

    id: str
    rule: Rule
    line: str
    sentence: str
    states: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    passages: tuple[Row, ...] = ()
    notes: tuple[Noted, ...] = ()
    scope: Scope | None = None
    held: int = 0
    mark: Mark = Mark.OPEN
    arises: bool = True
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A question as it is drawn: the ids of its passages, newest first, in place of the passages."""

    question: Question
    passages: tuple[str, ...] = ()
