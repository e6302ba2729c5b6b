"""Questions to the room, drawn from the base and the session by stated rules and put in fixed words.

Nothing is in them but these words, names, and what passages and notes are coded to.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.desk.board import LineOnBoard
from kb.desk.drawing import HANDFUL, Drawing
from kb.desk.moves import Mark
from kb.desk.question import RULES, Drawn, Noted, Question, Rule
from kb.desk.state import Session
from kb.errors import ChangeRefused
from kb.queries import Row
from kb.queries.desk import desk_passages
from kb.store import View

__all__ = ["HANDFUL", "RULES", "LineQuestions", "Noted", "Question", "Questions", "Rule", "questions", "wording"]


@dataclass(frozen=True)
class LineQuestions:
    """The questions of a line: those to be asked, pinned first; those asked or dropped; and how many more pairs.

    `elsewhere`: how many to be asked are about this line too and stand under another, by that line.
    """

    line: str
    title: str
    open: tuple[Question, ...]
    done: tuple[Question, ...]
    more_pairs: int
    elsewhere: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Questions:
    """The questions of a session, line by line.

    `held_back`: why it is not asked yet who has not been heard, and when it will be; empty where it is.
    """

    lines: tuple[LineQuestions, ...]
    held_back: str = ""

    @property
    def all(self) -> tuple[Question, ...]:
        """Every question of every line."""
        return tuple(one for line in self.lines for one in (*line.open, *line.done))


def questions(view: View, session: Session) -> Questions:
    """The questions to the room as they stand."""
    drawing = Drawing(view, session)
    drawn = [(line, *drawing.of(line)) for line in drawing.board.lines]
    held = _held(view, [one for _, found, _ in drawn for one in found])
    lines = [_line(drawing, line, found, more, held) for line, found, more in drawn]
    open_ = [one for line in lines for one in line.open]
    return Questions(
        tuple(replace(line, elsewhere=_elsewhere(line.line, open_)) for line in lines), drawing.held_back()
    )


def wording(view: View, session: Session, question: str) -> str:
    """How the question with this id is put, for kb.desk.moves.mark. Raises ChangeRefused if there is none such."""
    found = next((one for one in questions(view, session).all if one.id == question), None)
    if found is None:
        raise ChangeRefused("This question does not arise any more. Nothing was changed.")
    return found.sentence


def _line(
    drawing: Drawing, line: LineOnBoard, drawn: Sequence[Drawn], more: int, held: Mapping[str, Row]
) -> LineQuestions:
    found = [
        replace(
            one.question,
            passages=tuple(held[passage] for passage in one.passages if passage in held),
            mark=drawing.mark(one.question.id),
        )
        for one in drawn
    ]
    found += _no_longer(drawing, line.id, {one.id for one in found})
    ahead = [one for one in found if one.mark in (Mark.OPEN, Mark.PINNED)]
    return LineQuestions(
        line.id,
        line.title,
        tuple(sorted(ahead, key=lambda one: one.mark is not Mark.PINNED)),
        tuple(one for one in found if one.mark in (Mark.ASKED, Mark.DROPPED)),
        more,
    )


def _elsewhere(line: str, questions: Iterable[Question]) -> Mapping[str, int]:
    return Counter(one.line for one in questions if line in one.lines and one.line != line)


def _no_longer(drawing: Drawing, line: str, arising: set[str]) -> Iterator[Question]:
    """What facilitators marked and the rules do not give any more: it is kept, in the words in which it was put."""
    for code, (mark, words) in drawing.session.marks.items():
        rule, _, rest = code.partition(":")
        subject = rest.partition(":")[0]
        if code not in arising and mark is not Mark.OPEN and rule in set(Rule) and drawing.home(subject) == line:
            yield Question(code, Rule(rule), line, words, mark=mark, arises=False)


def _held(view: View, drawn: Iterable[Drawn]) -> Mapping[str, Row]:
    wanted = sorted({passage for one in drawn for passage in one.passages})
    return {row["passage"]: row for row in desk_passages(view, wanted)} if wanted else {}
