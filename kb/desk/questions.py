"""Questions to the room, drawn from the base and the session by stated rules and put in fixed words."""

from dataclasses import dataclass
from enum import StrEnum

from kb.desk.moves import Mark
from kb.desk.state import Note, Session
from kb.queries import Row
from kb.store import View


class Rule(StrEnum):
    """By which rule a question is drawn."""

    SILENT = "silent"
    PAIR = "pair"
    UNTOUCHED = "untouched"
    ANNOUNCED = "announced"


@dataclass(frozen=True)
class Question:
    """A question to the room. `id` is its rule and subjects, and stays the same while the session goes on.

    `sentence` may be read out. `asides` say what must be told apart; `passages` (rows as of published_passage) and
    `notes` are what it rests on. `mark` is what facilitators did with it, OPEN if nothing. `arises` is False where it
    was marked and the rule does not give it any more.
    """

    id: str
    rule: Rule
    line: str
    sentence: str
    states: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    passages: tuple[Row, ...] = ()
    notes: tuple[Note, ...] = ()
    mark: Mark = Mark.OPEN
    arises: bool = True


@dataclass(frozen=True)
class LineQuestions:
    """The questions of a line: those to be asked, pinned first; those asked or dropped; and how many more pairs."""

    line: str
    title: str
    open: tuple[Question, ...]
    done: tuple[Question, ...]
    more_pairs: int


@dataclass(frozen=True)
class Questions:
    """The questions of a session, line by line."""

    lines: tuple[LineQuestions, ...]

    @property
    def all(self) -> tuple[Question, ...]:
        """Every question of every line."""
        return tuple(one for line in self.lines for one in (*line.open, *line.done))


def questions(view: View, session: Session) -> Questions:
    """The questions to the room as they stand."""
    raise NotImplementedError


def wording(view: View, session: Session, question: str) -> str:
    """How the question with this id is put, for kb.desk.moves.mark. Raises ChangeRefused if there is none such."""
    raise NotImplementedError
