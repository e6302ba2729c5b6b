"""Which States could answer each other: one reported a challenge, another a practice, on the same action or theme."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from kb.domain.model import FACT, Assessment
from kb.questions import Row, Rows
from kb.session.board import BoardView
from kb.session.state import Note


class Near(IntEnum):
    """What the two States have in common, nearest first: practice or progress on the action, practice on the theme."""

    PRACTICE = 0
    PROGRESS = 1
    THEME = 2


@dataclass(frozen=True)
class Account:
    """What a State told: a passage of before (a row of desk_reported.sql), or a note of today."""

    state: str
    passage: Row | None = None
    note: Note | None = None

    @property
    def held(self) -> str | None:
        """The passage of the knowledge base that it is; None for what was only noted."""
        if self.passage is not None:
            return str(self.passage["passage"])
        return self.note.passage if self.note else None

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """Which of several of a State is shown: what was said today, then first-hand, then its own, then the newest."""
        if self.passage is None:
            return False, False, False, 0
        day = self.passage["last_date"] or date.min
        return True, self.passage["second_hand"], self.passage["aligned"], -day.toordinal()


@dataclass(frozen=True)
class Pair:
    """A challenge and what answers it. `subject`: the action, or the theme."""

    near: Near
    subject: str
    asks: Account
    answers: Account


ByState = dict[str, Account]
Subjects = Mapping[tuple[str, Assessment], ByState]


def told_under(board: BoardView, told: Rows, actions: Sequence[str], themes: Sequence[str]) -> Subjects:
    """What States told on each of these actions or themes, by assessment: of each State what ranks first.

    `told`: rows of desk_reported.sql. Notes of the session count on actions; they have no themes.
    """
    subjects: dict[tuple[str, Assessment], ByState] = defaultdict(dict)
    wanted = frozenset(actions)
    for note in board.session.notes:
        state = board.context.state_of(board.session.slot(note.slot))
        for provision, assessment in note.codes if state else ():
            if assessment == FACT:
                continue  # it asks for nothing and answers nothing
            for action in board.context.with_wholes(provision) & wanted:
                _keep(subjects[action, Assessment(assessment)], Account(state or "", note=note))
    for row in told:
        for whole in row["wholes"]:
            if whole["provision"] in wanted:
                for assessment in filter(None, whole["assessments"]):
                    _keep(subjects[whole["provision"], Assessment(assessment)], Account(row["state"], row))
        for theme in set(themes).intersection(row["themes"]):
            for assessment in filter(None, row["assessments"]):
                _keep(subjects[theme, Assessment(assessment)], Account(row["state"], row))
    return subjects


def tellers(subjects: Subjects, assessment: Assessment) -> ByState:
    """What each State told with this assessment, on whatever of the subjects: what ranks first."""
    accounts: ByState = {}
    for (_, told_as), by_state in subjects.items():
        for one in by_state.values() if told_as is assessment else ():
            _keep(accounts, one)
    return accounts


def pairs(subjects: Subjects, actions: Sequence[str], themes: Sequence[str], room: frozenset[str]) -> list[Pair]:
    """The pairs under a line: on the same action before the same theme; then those with a State in the room; then each
    challenge once before any a second time; then practice before progress; then what was said last.

    A pair on an action is not repeated for a theme.
    """
    matches = [
        Pair(near, action, asks, answers)
        for action in actions
        for near, answers in _answers(subjects, action)
        for asks in _of(subjects, action, Assessment.CHALLENGE)
        if asks.state != answers.state
    ]
    known = {(pair.asks.state, pair.answers.state) for pair in matches}
    matches += [
        Pair(Near.THEME, theme, asks, answers)
        for theme in themes
        for answers in _of(subjects, theme, Assessment.PRACTICE)
        for asks in _of(subjects, theme, Assessment.CHALLENGE)
        if asks.state != answers.state and (asks.state, answers.state) not in known
    ]
    return _ranked(matches, room)


def _of(subjects: Subjects, subject: str, assessment: Assessment) -> Iterable[Account]:
    return subjects.get((subject, assessment), {}).values()


def _ranked(matches: list[Pair], room: frozenset[str]) -> list[Pair]:
    def wanted(pair: Pair) -> tuple[object, ...]:
        here = {pair.asks.state, pair.answers.state} & room
        ranks = (pair.asks.rank, pair.answers.rank)
        return pair.near is Near.THEME, -len(here), pair.near, ranks, pair.subject, pair.asks.state, pair.answers.state

    seen: dict[tuple[str, str], int] = defaultdict(int)
    turns = []
    for pair in sorted(matches, key=wanted):
        challenge = (pair.subject, pair.asks.state)
        turns.append((pair.near is Near.THEME, not {pair.asks.state, pair.answers.state} & room, seen[challenge], pair))
        seen[challenge] += 1
    # Stable: what this does not decide stays in the order it had.
    return [pair for *_, pair in sorted(turns, key=lambda turn: turn[:3])]


def _answers(subjects: Subjects, action: str) -> Iterator[tuple[Near, Account]]:
    """What answers a challenge on an action: each State's practice or, where it told of none, its progress."""
    practice = {one.state: one for one in _of(subjects, action, Assessment.PRACTICE)}
    yield from ((Near.PRACTICE, one) for one in practice.values())
    yield from ((Near.PROGRESS, one) for one in _of(subjects, action, Assessment.PROGRESS) if one.state not in practice)


def _keep(by_state: ByState, one: Account) -> None:
    """Keep what ranks first of a State."""
    existing = by_state.get(one.state)
    if existing is None or one.rank < existing.rank:
        by_state[one.state] = one
