"""The rules of the questions to the room: what each draws from the base and the session, line by line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kb.desk import question_words as say
from kb.desk.announced import unheard
from kb.desk.board import Board, Group, LineOnBoard, Why, board
from kb.desk.known import Known, known, reported
from kb.desk.moves import Mark
from kb.desk.pairs import Near, Pair, Told, pairs
from kb.desk.question import Drawn, Noted, Question, Rule
from kb.desk.state import Session, Standing
from kb.model import InstrumentId, Voice
from kb.queries import Rows
from kb.queries.desk import desk_passages, desk_themes
from kb.store import View

# So many pairs of States are put forward at once under a line; passages shown with an action nobody has touched.
HANDFUL, SHOWN = 5, 3


class Drawing:
    """The rules, with what they draw from."""

    def __init__(self, view: View, session: Session) -> None:
        self.session = session
        self.base: Known = known(view, session)
        self.board: Board = board(view, session)
        self.told: Rows = reported(view, session)
        self.themes = desk_themes(view, session.lines)
        self.here = session.here.line if session.here else None
        # The lines that a question is about: itself, or those under which an action or theme stands.
        self.lines: dict[str, tuple[str, ...]] = {line: (line,) for line in session.lines}
        for line in self.board.lines:
            themes = (row["id"] for row in self.themes if row["line"] == line.id)
            for subject in (*(action.id for action in line.actions), *themes):
                self.lines[subject] = (*self.lines.get(subject, ()), line.id)
        # What is noted may be a passage held, as in a replay: then it is shown as what that is, and not as a note.
        noted = sorted({note.passage for note in session.notes if note.passage})
        self.noted = {row["passage"]: row for row in desk_passages(view, noted)} if noted else {}
        self.room = frozenset(
            state
            for slot in session.slots
            if slot.standing is not Standing.WITHDRAWN and (state := self.base.state_of(slot))
        )

    def mark(self, question: str) -> Mark:
        """What facilitators did with the question with this id."""
        marked = self.session.marks.get(question)
        return marked[0] if marked else Mark.OPEN

    def home(self, subject: str) -> str | None:
        """The line under which the questions on a subject stand; None where no line of the session is about it."""
        lines = self.lines.get(subject, ())
        return self.here if self.here in lines else next(iter(lines), None)

    def listed(self, line: str) -> bool:
        """Whether somebody is on the list of a line, besides the chair."""
        slots = (slot for part in self.session.parts if part.line == line for slot in part.slots)
        return any(slot.standing is not Standing.WITHDRAWN and not slot.as_chair for slot in slots)

    def held_back(self) -> str:
        """Why who has not been heard is not asked yet; empty where it is, or where there is nobody to ask."""
        begun = self.session.begun
        if self.session.closed or not self.here or (begun and self.listed(self.here)):
            return ""
        bound = any(one.group is Group.BOUND for one in self.board.line(self.here).states)
        return say.held_back(self.here, begun=begun) if bound else ""

    def of(self, line: LineOnBoard) -> tuple[list[Drawn], int]:
        """The questions of a line, and how many more pairs there are."""
        paired, more = self._pairs(line)
        return [*self._silent(line), *self._announced(line), *paired, *self._untouched(line)], more

    def _silent(self, line: LineOnBoard) -> Iterator[Drawn]:
        silent = [one for one in line.states if one.group is Group.BOUND and _is_apart(line, one.id)]
        code = f"{Rule.SILENT}:{line.id}"
        # One that was marked stays in the words of now when the session goes on to another line.
        due = line.id == self.here or self.session.closed or self.mark(code) is not Mark.OPEN
        if not (silent and due and self.session.begun and self.listed(line.id)):
            return
        names = {one.id: one.name for one in sorted(silent, key=lambda one: one.name)}
        handed_in = [names[state] for state in names if Why.TEXT in line.marks[state].why]
        unknown = [one.name for one in line.states if one.group is Group.UNKNOWN and _is_apart(line, one.id)]
        question = Question(
            code,
            Rule.SILENT,
            line.id,
            say.silent(line.id, line.title, list(names.values())),
            tuple(names),
            tuple(say.told_apart(handed_in, unknown)),
        )
        actions = {action.id for action in line.actions}
        yield Drawn(question, tuple(_latest(self.told, actions, names)))

    def _announced(self, line: LineOnBoard) -> Iterator[Drawn]:
        for one in unheard(self.base, self.session, line):
            code = f"{Rule.ANNOUNCED}:{line.id}:{one.why}"
            sentence = say.announced(one.why, line.id, one.names)
            asides = tuple(map(say.text, one.texts))
            yield Drawn(Question(code, Rule.ANNOUNCED, line.id, sentence, one.states, asides))

    def _pairs(self, line: LineOnBoard) -> tuple[list[Drawn], int]:
        themes = {row["id"]: row["label"] for row in self.themes if row["line"] == line.id}
        drawn, unmarked, more = [], 0, 0
        for pair in pairs(self.base, self.session, self.told, line.id, list(themes), self.room):
            if self.home(pair.subject) != line.id:
                continue
            code = f"{Rule.PAIR}:{pair.code}"
            is_open = self.mark(code) is Mark.OPEN
            unmarked += is_open
            if is_open and unmarked > HANDFUL:
                more += 1
            else:
                drawn.append(self._pair(line, code, pair, themes))
        return drawn, more

    def _pair(self, line: LineOnBoard, code: str, pair: Pair, themes: Mapping[str, str]) -> Drawn:
        actions = {one.id: one.full_name for one in line.actions}
        subject = f"the theme {themes[pair.subject]}" if pair.near is Near.THEME else actions[pair.subject]
        both = (pair.asks, pair.answers)
        asks_here, answers_here = (one.state in self.room for one in both)
        sentence = say.pair(
            pair.near, subject, self._teller(pair.asks), self._teller(pair.answers), asks_here, answers_here
        )
        notes = tuple(Noted(self._named(one), one.note) for one in both if one.note and not one.note.passage)
        question = Question(
            code,
            Rule.PAIR,
            line.id,
            sentence,
            (pair.asks.state, pair.answers.state),
            tuple(self._under(pair.subject)),
            notes=notes,
            lines=self.lines[pair.subject],
        )
        return Drawn(question, tuple(dict.fromkeys(passage for one in both if (passage := one.held))))

    def _teller(self, told: Told) -> say.Teller:
        if told.passage:
            return say.Teller(self._named(told), told.passage["second_hand"], told.passage["aligned"], False, True)
        row = self.noted.get(told.held or "")
        second_hand = row is not None and row["voice"] == Voice.REPORTED
        return say.Teller(self._named(told), second_hand, False, True, told.held is not None)

    def _named(self, told: Told) -> str:
        """The State's name: one whose passages are held need not be on the board."""
        return str(told.passage["state_name"] if told.passage else self.base.states[told.state]["name"])

    def _under(self, subject: str) -> Iterator[str]:
        """Names the lines, where a question stands for several."""
        if len(self.lines[subject]) > 1:
            yield say.under(self.lines[subject])

    def _untouched(self, line: LineOnBoard) -> Iterator[Drawn]:
        for action in line.untouched:
            if self.home(action.id) != line.id:
                continue
            on_it = [row for row in self.told if any(one["provision"] == action.id for one in row["wholes"])]
            passages = list(dict.fromkeys(row["passage"] for row in on_it))
            scope = replace(self.base.scope, instrument=InstrumentId(action.instrument), provisions=(action.id,))
            question = Question(
                f"{Rule.UNTOUCHED}:{action.id}",
                Rule.UNTOUCHED,
                line.id,
                say.untouched(action.full_name),
                asides=(
                    *self._under(action.id),
                    say.reported_before(len(passages), len({row["state"] for row in on_it})),
                ),
                scope=scope if passages else None,
                held=len(passages),
                lines=self.lines[action.id],
            )
            yield Drawn(question, tuple(passages[:SHOWN]))


def _is_apart(line: LineOnBoard, state: str) -> bool:
    """Whether a State has not addressed the line and is on no list of it: at most it handed in a text."""
    return not set(line.marks[state].why) - {Why.TEXT}


def _latest(told: Rows, actions: set[str], states: Iterable[str]) -> Iterator[str]:
    """The latest passage of each of these States on one of these actions, each passage once."""
    wanted, seen = set(states), set()
    for row in told:
        if row["state"] in wanted and any(one["provision"] in actions for one in row["wholes"]):
            wanted.discard(row["state"])
            if row["passage"] not in seen:
                seen.add(row["passage"])
                yield row["passage"]
