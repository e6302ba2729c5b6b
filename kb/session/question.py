"""A question to the room as data: which of the chair's questions it is, how it is put, and on what it rests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

from kb.db import View
from kb.domain.catalogue import N_
from kb.domain.model import Affected
from kb.questions import Row, Rows, rows_of
from kb.session.moves import QuestionStatus
from kb.session.pairs import Account


class Rule(Enum):
    """How one of the chair's questions on a line is put, in words."""

    BEGIN = N_("Nobody whom the question is for has been heard under the line: the room is asked who begins.")
    OTHERS = N_("Somebody has been heard under the line: any other is asked.")
    PAIR = N_(
        "A State heard under the line reported a practice or progress on what another finds hard. It is asked to share "
        "it. The other State is named for the chair alone."
    )


class Addressed(StrEnum):
    """Whom one of the chair's questions is for: States with cluster munition victims, able to assist, or everybody."""

    AFFECTED = "affected"
    ASSISTING = "assisting"
    ALL = "all"


# Whom the questions for some States only are not for.
_NOT_FOR = {Affected.YES: Addressed.ASSISTING, Affected.NO: Addressed.AFFECTED}


def questions_to(view: View, affected: str, lines: Sequence[str]) -> Rows:
    """The chair's questions to a State on these lines and on every line; all where `affected` is not known."""
    not_for = _NOT_FOR.get(Affected(affected)) if affected else None
    return [row for row in rows_of(view, "desk_questions", lines=list(lines)) if row["addressed_to"] != not_for]


@dataclass(frozen=True)
class Question:
    """One of the chair's questions, put to the room. `id` is that of the line question, and never changes.

    It stands under `line`. `sentence` may be read out: the words of the line question, and at most the name of the
    State in `named`, which was heard under the line. `for_chair` are sentences for the chair alone; `silent` are the
    affected States that these name as not heard. `passages` (their ids) and `notes` are what they rest on; `basis` is
    what the line question rests on. `mark` is what facilitators did with it, OPEN if nothing. `arises` is
    False where it was marked and everybody whom it is for has been heard since.
    """

    id: str
    rule: Rule
    line: str
    addressed_to: Addressed
    sentence: str
    basis: str = ""
    named: str | None = None
    silent: tuple[str, ...] = ()
    for_chair: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    notes: tuple[Account, ...] = ()
    mark: QuestionStatus = QuestionStatus.OPEN
    arises: bool = True


@dataclass(frozen=True)
class LineQuestions:
    """The questions of a line: those to be asked, pinned first; and those asked or dropped."""

    line: str
    title: str
    open: tuple[Question, ...]
    done: tuple[Question, ...]


@dataclass(frozen=True)
class Questions:
    """The questions of a session, line by line; `here` is the line that the session is at.

    `passages`: what they rest on, rows of published_passage by id.
    """

    lines: tuple[LineQuestions, ...]
    here: str | None
    passages: Mapping[str, Row]

    @property
    def all(self) -> tuple[Question, ...]:
        """Every question of every line."""
        return tuple(one for line in self.lines for one in (*line.open, *line.done))
