"""Questions to the room: the chair's own on each discussion line, joined by stated rules with what was said.

Nothing is in them but the words of these questions, fixed words and names; what passages say is never put into them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.db import View
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import Row
from kb.questions.desk import desk_passages
from kb.session.moves import Mark
from kb.session.question import RULES, Addressed, Noted, Question, Rule
from kb.session.question_rules import QuestionRules
from kb.session.state import Session

__all__ = ["RULES", "Addressed", "LineQuestions", "Noted", "Question", "Questions", "Rule", "questions", "wording"]


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


def questions(view: View, session: Session) -> Questions:
    """The questions to the room as they stand."""
    rules = QuestionRules(view, session)
    lines = []
    for line in rules.board.lines:
        found = list(rules.of(line))
        ahead = [one for one in found if one.mark in (Mark.OPEN, Mark.PINNED)]
        done = tuple(one for one in found if one not in ahead)
        open_ = tuple(sorted(ahead, key=lambda one: one.mark is not Mark.PINNED))
        lines.append(LineQuestions(line.id, line.title, open_, done))
    wanted = sorted({passage for line in lines for one in (*line.open, *line.done) for passage in one.passages})
    held = {row["passage"]: row for row in desk_passages(view, wanted)} if wanted else {}
    return Questions(tuple(lines), rules.board.here, held)


def wording(view: View, session: Session, question: str) -> str:
    """How the question with this id is put, for kb.session.moves.mark. Raises ChangeRefused if there is none such."""
    found = next((one for one in questions(view, session).all if one.id == question), None)
    if found is None:
        raise ChangeRefused(Refused.QUESTION_GONE)
    return found.sentence
