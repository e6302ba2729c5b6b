"""Which States could answer each other: one reported a challenge, another a practice, on the same action or theme."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from kb.domain.model import FACT, Assessment, Voice
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
    """What a State told: a passage of before (a row of desk_reported.sql), or a note of today.

    `name`: the State's. `second_hand`: others report it of the State; `aligned`: it was said for several States.
    """

    state: str
    name: str
    second_hand: bool
    aligned: bool
    passage: Row | None = None
    note: Note | None = None

    @property
    def held(self) -> str | None:
        """The passage of the knowledge base that it is, as a note in a replay is too; None for what was only noted."""
        if self.passage is not None:
            return str(self.passage["passage"])
        return self.note.passage if self.note else None

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """Which of several of a State is shown: what was said today, then first-hand, then its own, then the newest."""
        if self.passage is None:
            return False, False, False, 0
        day = self.passage["last_date"] or date.min
        return True, self.second_hand, self.aligned, -day.toordinal()


@dataclass(frozen=True)
class Pair:
    """A challenge and what answers it. `subject`: the action, or the theme."""

    near: Near
    subject: str
    asks: Account
    answers: Account


ByState = dict[str, Account]
Subjects = Mapping[tuple[str, Assessment], ByState]


def told_under(
    board: BoardView, told: Rows, noted: Mapping[str, Row], actions: Collection[str], themes: Collection[str]
) -> Subjects:
    """What States told on each of these actions or themes, by assessment: of each State what ranks first.

    `told`: rows of desk_reported.sql; `noted`: the passages that notes are, by id. Notes of the session count on
    actions; they have no themes.
    """
    subjects: dict[tuple[str, Assessment], ByState] = defaultdict(dict)
    for note in board.session.notes:
        state = board.context.state_of(board.session.slot(note.slot))
        if state is None:
            continue
        held = noted.get(note.passage or "")
        second_hand = held is not None and held["voice"] == Voice.REPORTED
        account = Account(state, board.context.states[state]["name"], second_hand, aligned=False, note=note)
        for provision, assessment in note.codes:
            if assessment != FACT:  # a fact asks for nothing and answers nothing
                for action in board.context.with_wholes(provision).intersection(actions):
                    _keep(subjects[action, Assessment(assessment)], account)
    for row in told:
        account = Account(row["state"], row["state_name"], row["second_hand"], row["aligned"], row)
        on_actions = [(whole["provision"], whole["assessments"]) for whole in row["wholes"]]
        on_themes = [(theme, row["assessments"]) for theme in row["themes"]]
        for wanted, found in ((actions, on_actions), (themes, on_themes)):
            for subject, assessments in found:
                for assessment in filter(None, assessments) if subject in wanted else ():
                    _keep(subjects[subject, Assessment(assessment)], account)
    return subjects


def tellers(subjects: Subjects, assessment: Assessment) -> ByState:
    """What each State told with this assessment, on whatever of the subjects: what ranks first."""
    accounts: ByState = {}
    for (_, told_as), by_state in subjects.items():
        for one in by_state.values() if told_as is assessment else ():
            _keep(accounts, one)
    return accounts


def pairs(subjects: Subjects, actions: Iterable[str], themes: Iterable[str], room: frozenset[str]) -> list[Pair]:
    """The pairs under a line: on the same action before the same theme; then those with a State in the room; then each
    challenge once before any a second time; then practice before progress; then what was said last.

    A pair on an action is not repeated for a theme.
    """
    on_actions = [
        pair for action in actions for near in (Near.PRACTICE, Near.PROGRESS) for pair in _pairs(subjects, near, action)
    ]
    known = {(pair.asks.state, pair.answers.state) for pair in on_actions}
    on_themes = (pair for theme in themes for pair in _pairs(subjects, Near.THEME, theme))
    return _ranked(
        [*on_actions, *(pair for pair in on_themes if (pair.asks.state, pair.answers.state) not in known)], room
    )


def _pairs(subjects: Subjects, near: Near, subject: str) -> Iterator[Pair]:
    """The challenges on a subject with what answers them; a State's progress only where it told of no practice."""
    answers = subjects.get((subject, Assessment.PRACTICE), {})
    if near is Near.PROGRESS:
        progress = subjects.get((subject, Assessment.PROGRESS), {})
        answers = {state: one for state, one in progress.items() if state not in answers}
    for answer in answers.values():
        for asks in subjects.get((subject, Assessment.CHALLENGE), {}).values():
            if asks.state != answer.state:
                yield Pair(near, subject, asks, answer)


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


def _keep(by_state: ByState, one: Account) -> None:
    """Keep what ranks first of a State."""
    existing = by_state.get(one.state)
    if existing is None or one.rank < existing.rank:
        by_state[one.state] = one
