"""Questions to the room, drawn from the base and the session by stated rules and put in fixed words.

Nothing is in them but these words, names, and what passages and notes are coded to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.desk import question_words as say
from kb.desk.announced import unheard
from kb.desk.board import Board, Group, LineOnBoard, Touch, Why, board
from kb.desk.known import Known, known, reported
from kb.desk.moves import Mark
from kb.desk.pairs import Near, Pair, Told, pairs
from kb.desk.state import Note, Session, Standing
from kb.errors import ChangeRefused
from kb.model import InstrumentId, Scope, Voice
from kb.queries import Row, Rows
from kb.queries.desk import desk_passages, desk_themes
from kb.store import View

# So many pairs of States are put forward at once under a line; passages shown with an action nobody has touched.
HANDFUL, SHOWN = 5, 3


class Rule(StrEnum):
    """By which rule a question is drawn; in the order in which they stand under a line."""

    SILENT = "silent"
    ANNOUNCED = "announced"
    PAIR = "pair"
    UNTOUCHED = "untouched"


RULES: Mapping[Rule, str] = {
    Rule.SILENT: "States Parties in force that have cluster munition victims and have not addressed the line.",
    Rule.ANNOUNCED: "Who waits or was passed over in a part that is over or under way, or handed in a text under the "
    "line and is on no list; and has not spoken under it.",
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

    `sentence` may be read out. `asides` say what must be told apart; `passages` (rows of published_passage) and `notes`
    are what it rests on, `scope` leads to all such passages where there may be more. `mark` is what facilitators did
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
    drawing = _Drawing(view, session)
    drawn = [(line, *drawing.of(line)) for line in drawing.board.lines]
    held = _held(view, [one for _, found, _ in drawn for one in found])
    return Questions(tuple(_line(session, line, found, more, held) for line, found, more in drawn))


def wording(view: View, session: Session, question: str) -> str:
    """How the question with this id is put, for kb.desk.moves.mark. Raises ChangeRefused if there is none such."""
    found = next((one for one in questions(view, session).all if one.id == question), None)
    if found is None:
        raise ChangeRefused("This question does not arise any more. Nothing was changed.")
    return found.sentence


@dataclass(frozen=True)
class _Drawn:
    """A question as it is drawn: the ids of its passages, newest first, in place of the passages."""

    question: Question
    passages: tuple[str, ...] = ()


def _line(
    session: Session, line: LineOnBoard, drawn: Sequence[_Drawn], more: int, held: Mapping[str, Row]
) -> LineQuestions:
    found = [
        replace(
            one.question,
            passages=tuple(held[passage] for passage in one.passages if passage in held),
            mark=_mark(session, one.question.id),
        )
        for one in drawn
    ]
    found += _no_longer(session, line.id, {one.id for one in found})
    ahead = [one for one in found if one.mark in (Mark.OPEN, Mark.PINNED)]
    return LineQuestions(
        line.id,
        line.title,
        tuple(sorted(ahead, key=lambda one: one.mark is not Mark.PINNED)),
        tuple(one for one in found if one.mark in (Mark.ASKED, Mark.DROPPED)),
        more,
    )


def _mark(session: Session, question: str) -> Mark:
    marked = session.marks.get(question)
    return marked[0] if marked else Mark.OPEN


def _no_longer(session: Session, line: str, arising: set[str]) -> Iterator[Question]:
    """What facilitators marked and the rules do not give any more: it is kept, in the words in which it was put."""
    for code, (mark, words) in session.marks.items():
        rule, _, rest = code.partition(":")
        if code not in arising and mark is not Mark.OPEN and rest.partition(":")[0] == line and rule in set(Rule):
            yield Question(code, Rule(rule), line, words, mark=mark, arises=False)


def _held(view: View, drawn: Iterable[_Drawn]) -> Mapping[str, Row]:
    wanted = sorted({passage for one in drawn for passage in one.passages})
    return {row["passage"]: row for row in desk_passages(view, wanted)} if wanted else {}


class _Drawing:
    """The rules, with what they draw from."""

    def __init__(self, view: View, session: Session) -> None:
        self.session = session
        self.base: Known = known(view, session)
        self.board: Board = board(view, session)
        self.told: Rows = reported(view, session)
        self.themes = desk_themes(view, session.lines)
        # What is noted may be a passage held, as in a replay: then it is shown as what that is, and not as a note.
        noted = sorted({note.passage for note in session.notes if note.passage})
        self.noted = {row["passage"]: row for row in desk_passages(view, noted)} if noted else {}
        self.room = frozenset(
            state
            for slot in session.slots
            if slot.standing is not Standing.WITHDRAWN and (state := self.base.state_of(slot))
        )

    def of(self, line: LineOnBoard) -> tuple[list[_Drawn], int]:
        """The questions of a line, and how many more pairs there are."""
        paired, more = self._pairs(line)
        return [*self._silent(line), *self._announced(line), *paired, *self._untouched(line)], more

    def _silent(self, line: LineOnBoard) -> Iterator[_Drawn]:
        silent = (*line.of(Touch.ANNOUNCED, Group.BOUND), *line.of(Touch.NOT, Group.BOUND))
        if not silent:
            return
        names = {one.id: one.name for one in sorted(silent, key=lambda one: one.name)}
        by_why = {
            why: [names[state] for state in names if why in line.marks[state].why]
            for why in (Why.WAITING, Why.SKIPPED, Why.TEXT)
        }
        unknown = [
            one.name for one in line.states if one.group is Group.UNKNOWN and line.marks[one.id].touch is not Touch.NOW
        ]
        question = Question(
            f"{Rule.SILENT}:{line.id}",
            Rule.SILENT,
            line.id,
            say.silent(line.id, line.title, list(names.values())),
            tuple(names),
            tuple(say.told_apart(by_why, unknown)),
        )
        actions = {action.id for action in line.actions}
        yield _Drawn(question, tuple(_latest(self.told, actions, names)))

    def _announced(self, line: LineOnBoard) -> Iterator[_Drawn]:
        for one in unheard(self.base, self.session, line):
            code = f"{Rule.ANNOUNCED}:{line.id}:{one.why}"
            sentence = say.announced(one.why, line.id, one.names)
            asides = tuple(map(say.text, one.texts))
            yield _Drawn(Question(code, Rule.ANNOUNCED, line.id, sentence, one.states, asides))

    def _pairs(self, line: LineOnBoard) -> tuple[list[_Drawn], int]:
        themes = {row["id"]: row["label"] for row in self.themes if row["line"] == line.id}
        drawn, unmarked, more = [], 0, 0
        for pair in pairs(self.base, self.session, self.told, line.id, list(themes), self.room):
            code = f"{Rule.PAIR}:{line.id}:{pair.code}"
            is_open = _mark(self.session, code) is Mark.OPEN
            unmarked += is_open
            if is_open and unmarked > HANDFUL:
                more += 1
            else:
                drawn.append(self._pair(line, code, pair, themes))
        return drawn, more

    def _pair(self, line: LineOnBoard, code: str, pair: Pair, themes: Mapping[str, str]) -> _Drawn:
        actions = {one.id: one.full_name for one in line.actions}
        subject = f"the theme {themes[pair.subject]}" if pair.near is Near.THEME else actions[pair.subject]
        both = (pair.asks, pair.answers)
        asks_here, answers_here = (one.state in self.room for one in both)
        sentence = say.pair(
            pair.near, subject, self._teller(pair.asks), self._teller(pair.answers), asks_here, answers_here
        )
        notes = tuple(Noted(self._named(one), one.note) for one in both if one.note and not one.note.passage)
        question = Question(code, Rule.PAIR, line.id, sentence, (pair.asks.state, pair.answers.state), notes=notes)
        return _Drawn(question, tuple(dict.fromkeys(passage for one in both if (passage := one.held))))

    def _teller(self, told: Told) -> say.Teller:
        if told.passage:
            return say.Teller(self._named(told), told.passage["second_hand"], told.passage["aligned"], False, True)
        row = self.noted.get(told.held or "")
        second_hand = row is not None and row["voice"] == Voice.REPORTED
        return say.Teller(self._named(told), second_hand, False, True, told.held is not None)

    def _named(self, told: Told) -> str:
        """The State's name: one whose passages are held need not be on the board."""
        return str(told.passage["state_name"] if told.passage else self.base.states[told.state]["name"])

    def _untouched(self, line: LineOnBoard) -> Iterator[_Drawn]:
        for action in line.untouched:
            on_it = [row for row in self.told if any(one["provision"] == action.id for one in row["wholes"])]
            passages = list(dict.fromkeys(row["passage"] for row in on_it))
            scope = replace(self.base.scope, instrument=InstrumentId(action.instrument), provisions=(action.id,))
            question = Question(
                f"{Rule.UNTOUCHED}:{line.id}:{action.id}",
                Rule.UNTOUCHED,
                line.id,
                say.untouched(action.full_name),
                asides=(say.reported_before(len(passages), len({row["state"] for row in on_it})),),
                scope=scope if passages else None,
            )
            yield _Drawn(question, tuple(passages[:SHOWN]))


def _latest(told: Rows, actions: set[str], states: Iterable[str]) -> Iterator[str]:
    """The latest passage of each of these States on one of these actions, each passage once."""
    wanted, seen = set(states), set()
    for row in told:
        if row["state"] in wanted and any(one["provision"] in actions for one in row["wholes"]):
            wanted.discard(row["state"])
            if row["passage"] not in seen:
                seen.add(row["passage"])
                yield row["passage"]
