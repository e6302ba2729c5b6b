"""The rules of the questions to the room: the chair's own questions on a line, joined with what was said.

Only a State that was heard under the line is ever named to the room. Who withdrew, or was passed over, is not named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kb.cache import cached
from kb.domain.model import Affected, Assessment
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import Row, rows_of
from kb.session import question_words as say
from kb.session.board import BoardState, BoardView, Group, LineOnBoard
from kb.session.context import passages_by_id, reported
from kb.session.evidence import EvidenceKind, Touch
from kb.session.moves import QuestionStatus
from kb.session.pairs import Account, Pair, pairs, tellers, told_under
from kb.session.question import Addressed, LineQuestions, Question, Questions, Rule
from kb.session.state import SlotStatus

# What answers which of the chair's questions (data/line_questions.csv), by how it is assessed; of any other question
# nothing is said to be an answer.
ANSWERS: Mapping[str, tuple[Assessment, ...]] = {
    "a-1": (Assessment.PROGRESS,),
    "a-2": (Assessment.CHALLENGE,),
    "a-3": (Assessment.OFFER, Assessment.PRACTICE),
    "a-4": (Assessment.REQUEST, Assessment.OFFER),
    "b-1": (Assessment.PRACTICE, Assessment.PROGRESS),
    "b-3": (Assessment.CHALLENGE,),
    "c-1": (Assessment.PRACTICE, Assessment.PROGRESS),
    "c-3": (Assessment.PLAN,),
}
# The questions on exchange and advice, with which a State is asked to share what another finds hard: one a line.
PAIRED = frozenset({"a-4", "b-3", "c-2"})


class _QuestionRules:
    """The rules, with what they draw from."""

    def __init__(self, board: BoardView) -> None:
        view, session = board.view, board.session
        self.board, self.session = board, session
        self.reported = reported(view, session)
        self.asked = rows_of(view, "desk_questions", lines=session.lines)
        self.themes = rows_of(view, "desk_themes", lines=session.lines)
        # What is noted may be a passage held, as in a replay: then it is shown as what that is, and not as a note.
        self.noted = passages_by_id(view, {note.passage for note in session.notes if note.passage})
        listed = [(slot.standing, state) for slot in session.slots if (state := board.context.state_of(slot))]
        out = (SlotStatus.WITHDRAWN, SlotStatus.SKIPPED)
        self.out = frozenset(state for standing, state in listed if standing in out)
        self.room = frozenset(state for _, state in listed) - self.out
        # The actions and themes with which a State is asked already: each once in a session.
        self.paired: set[str] = set()

    def mark(self, question: str) -> QuestionStatus:
        """What facilitators did with the question with this id."""
        marked = self.session.marks.get(question)
        return marked[0] if marked else QuestionStatus.OPEN

    def of(self, line: LineOnBoard) -> Iterator[Question]:
        """The questions under a line, each of the chair's at most once; one that goes with every line under the first.

        What is marked stays where it does not arise any more.
        """
        rows = [row for row in self.asked if (row["line"] or self.session.lines[0]) == line.id]
        drawn = _OnLine(self, line)
        # Which States have not been heard is said once, with the first open question that is for them.
        open_ = [row["id"] for row in rows if self.mark(row["id"]) in (QuestionStatus.OPEN, QuestionStatus.PINNED)]
        theirs = [row["id"] for row in rows if row["addressed_to"] == Addressed.AFFECTED and row["id"] in open_]
        with_silent = next(iter(theirs or open_), None)
        for row in rows:
            if drawn.arises(row):
                yield drawn.question(row, with_silent=row["id"] == with_silent)
            elif self.mark(row["id"]) is not QuestionStatus.OPEN:
                yield replace(drawn.question(row, with_silent=False), arises=False)


class _OnLine:
    """What was said under a line, and the chair's questions with it."""

    def __init__(self, rules: _QuestionRules, line: LineOnBoard) -> None:
        self.rules, self.line = rules, line
        self.actions = {action.id: action for action in line.actions if action.established}
        self.themes = {row["id"]: say.theme(row["label"]) for row in rules.themes if row["line"] == line.id}
        self.told = told_under(rules.board, rules.reported, rules.noted, self.actions, self.themes)
        self.heard = {one.id for one in line.of(Touch.NOW)} - rules.out
        self.bound = [one for one in line.states if one.group is Group.BOUND]
        self.silent = sorted((one for one in self.bound if self._is_silent(one)), key=lambda one: one.name)

    def _is_silent(self, state: BoardState) -> bool:
        """Whether a State has not addressed the line and is on no list of it: at most it handed in a text."""
        return state.id not in self.rules.out and not set(self.line.marks[state.id].why) - {EvidenceKind.TEXT}

    def arises(self, row: Row) -> bool:
        """Whether there is anybody left to ask: of affected States that is known once the line was begun."""
        is_known = row["addressed_to"] == Addressed.AFFECTED and row["line"] and self.line.begun and self.bound
        return bool(self.silent) or not is_known

    def question(self, row: Row, *, with_silent: bool) -> Question:
        """One of the chair's questions as it is put now."""
        addressed = Addressed(row["addressed_to"])
        pair, invitation = self._pair() if row["id"] in PAIRED else (None, "")
        others = Rule.OTHERS if self._is_begun(row, addressed) else Rule.BEGIN
        rule = Rule.PAIR if invitation else others
        sentence = f"{row['question']} {invitation}" if invitation else say.open_to(rule, row["question"], addressed)
        silent = self.silent if with_silent else []
        for_chair = list(self._silent_words(silent))
        evidence: list[Account] = []
        for assessment in ANSWERS.get(row["id"], ()):
            accounts = self._tellers(assessment, addressed)
            if accounts:
                for_chair.append(say.told(assessment, accounts))
                evidence += accounts[: say.NAMED]
        if pair:
            subject = self.themes.get(pair.subject) or self.actions[pair.subject].full_name
            for_chair.append(say.pair(pair, subject, is_named=bool(invitation)))
            evidence += [pair.answers, pair.asks]
        notes = {one.note.number: one for one in evidence if one.note and not one.held}
        return Question(
            row["id"],
            rule,
            self.line.id,
            addressed,
            sentence,
            row["basis"],
            pair.answers.state if pair and invitation else None,
            tuple(one.id for one in silent),
            tuple(for_chair),
            tuple(dict.fromkeys(passage for one in evidence if (passage := one.held))),
            tuple(notes.values()),
            self.rules.mark(row["id"]),
        )

    def _is_begun(self, row: Row, addressed: Addressed) -> bool:
        """Whether somebody whom the question is for has been heard under the line, or under any if it is for every."""
        if row["line"] is None:
            return any(line.begun for line in self.rules.board.lines)
        others = any(one.why.touch is Touch.NOW for one in self.line.others)
        return any(self._is_for(addressed, state) for state in self.heard) or (addressed is Addressed.ALL and others)

    def _is_for(self, addressed: Addressed, state: str) -> bool:
        affected = self.rules.board.context.states[state]["affected"]
        wanted = {Addressed.AFFECTED: Affected.YES, Addressed.ASSISTING: Affected.NO}
        return addressed is Addressed.ALL or affected == wanted[addressed]

    def _silent_words(self, silent: Sequence[BoardState]) -> Iterable[str]:
        if not silent:
            return ()
        handed_in = [one.name for one in silent if EvidenceKind.TEXT in self.line.marks[one.id].why]
        unknown = sum(one.group is Group.UNKNOWN and self._is_silent(one) for one in self.line.states)
        is_complete = all(part.complete for part in self.rules.session.parts if part.line == self.line.id)
        names = [one.name for one in silent]
        return say.silent(self.line.id, names, handed_in, unknown, is_complete=is_complete)

    def _tellers(self, assessment: Assessment, addressed: Addressed) -> list[Account]:
        """Those whom the question is for who told so under the line, what ranks first before."""
        accounts = tellers(self.told, assessment)
        theirs = (
            one for state, one in accounts.items() if state not in self.rules.out and self._is_for(addressed, state)
        )
        return sorted(theirs, key=lambda one: (one.rank, one.name))

    def _pair(self) -> tuple[Pair | None, str]:
        """A pair, with the words that ask its State in the room; the first one without, where none such was heard."""
        rules = self.rules
        matches = [
            pair
            for pair in pairs(self.told, self.actions, self.themes, rules.room)
            if pair.subject not in rules.paired and not {pair.asks.state, pair.answers.state} & rules.out
        ]
        for pair in matches:
            topic = self.themes.get(pair.subject) or self.actions[pair.subject].name
            invitation = say.invitation(pair.answers.name, topic)
            if pair.answers.state in self.heard and len(invitation.split()) <= say.LONGEST:
                rules.paired.add(pair.subject)
                return pair, invitation
        return next(iter(matches), None), ""


@cached
def questions(board: BoardView) -> Questions:
    """The questions to the room as they stand."""
    rules = _QuestionRules(board)
    lines = []
    for line in board.lines:
        on_line = list(rules.of(line))
        ahead = [one for one in on_line if one.mark in (QuestionStatus.OPEN, QuestionStatus.PINNED)]
        done = tuple(one for one in on_line if one not in ahead)
        open_ = tuple(sorted(ahead, key=lambda one: one.mark is not QuestionStatus.PINNED))
        lines.append(LineQuestions(line.id, line.title, open_, done))
    wanted = {passage for line in lines for one in (*line.open, *line.done) for passage in one.passages}
    return Questions(tuple(lines), board.here, passages_by_id(board.view, wanted))


def wording(board: BoardView, question: str) -> str:
    """How the question with this id is put, for kb.session.moves.mark. Raises ChangeRefused if there is none such."""
    match = next((one for one in questions(board).all if one.id == question), None)
    if match is None:
        raise ChangeRefused(Refused.QUESTION_GONE)
    return match.sentence
