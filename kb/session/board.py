"""The board: for each discussion line of a session and the actions under it, which States address it, and which do not.

What is said in the room, what is announced, and what was reported at earlier meetings stand beside each other and are
never added up. Organisations are listed beside the States and never counted as one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kb.db import View
from kb.domain.model import Bound
from kb.questions import Row
from kb.session.known import Before, Known, known
from kb.session.signs import SideTables, Signs, Touch, Why, noted_under, on_action, on_line, told_on_line
from kb.session.state import Session, Standing

__all__ = [
    "ActionOnBoard",
    "Before",
    "Board",
    "BoardState",
    "Group",
    "LineOnBoard",
    "Mark",
    "SideTables",
    "Touch",
    "Why",
    "board",
]


class Group(StrEnum):
    """How a State stands to the actions on the session's day."""

    BOUND = "bound"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True)
class BoardState:
    """A State on the board: a party in force with victims (BOUND), one of which that is not known (UNKNOWN: never
    counted as no), or one that is neither and speaks or announced itself (OTHER). `status`: see model.PartyStatus.
    """

    id: str
    name: str
    group: Group
    status: str
    affected: str


@dataclass(frozen=True)
class Mark:
    """Where a State stands on a line or an action, on what that rests, and beside it what it reported before.

    `notes` are the numbers of the notes, `texts` the ids of the contributions handed in, that it rests on.
    `bound`: whether the action is addressed to it on the session's day: yes, no, unknown, not established; for a line
    whether any of its actions is.
    """

    touch: Touch
    why: tuple[Why, ...]
    bound: str
    before: Before
    notes: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionOnBoard:
    """An action under a line. `marks` by State; `others`: those beside the States whose notes are on it.

    `name` is its number with its kind, `short_title` says it in brief and may be empty.
    `reason` says why it stands under the line, `basis` whether a source or we say so. `noted_under` are the lines under
    which notes on it were taken. `addressed`: whether a State addressed it under this line, in a note or in a text.
    """

    id: str
    instrument: str
    name: str
    short_title: str
    text_status: str
    basis: str
    reason: str
    marks: Mapping[str, Mark]
    others: tuple[SideTables, ...]
    noted_under: tuple[str, ...] = ()
    addressed: bool = False

    @property
    def full_name(self) -> str:
        """Its number with its kind and, where there are such, its words in brief."""
        return f"{self.name} ({self.short_title})" if self.short_title else self.name

    @property
    def established(self) -> bool:
        """Whether the text of the action is established."""
        return self.text_status != "missing"

    def states(self, touch: Touch) -> tuple[str, ...]:
        """The States that stand so on it."""
        return tuple(state for state, mark in self.marks.items() if mark.touch == touch)

    @property
    def untouched(self) -> bool:
        """Whether nobody in the room has addressed or announced it, under whatever line, and it could be."""
        return self.established and not self.others and len(self.states(Touch.NOT)) == len(self.marks)


@dataclass(frozen=True)
class LineOnBoard:
    """A discussion line: `marks` by State, `others` beside them, and its actions.

    `begun`: somebody had the floor under it, or a note was taken there. `coded`: a note or text of a State under it is
    coded, so that it can be told which actions were addressed, and which not yet; otherwise nothing is said of that.
    `uncoded`: how many notes under it are coded to nothing, so that they touch no action. `chair`: the Coordinators
    who speak under it as such, and not for a State; what is noted of them is not on the board.
    """

    id: str
    title: str
    states: tuple[BoardState, ...]
    marks: Mapping[str, Mark]
    others: tuple[SideTables, ...]
    actions: tuple[ActionOnBoard, ...]
    uncoded: int
    begun: bool
    coded: bool
    chair: tuple[str, ...] = ()

    def of(self, touch: Touch, *groups: Group) -> tuple[BoardState, ...]:
        """The States of these groups (all if none is named) that stand so on the line."""
        asked = groups or tuple(Group)
        return tuple(one for one in self.states if one.group in asked and self.marks[one.id].touch == touch)

    def group(self, group: Group) -> tuple[BoardState, ...]:
        """The States of a group."""
        return tuple(one for one in self.states if one.group == group)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of the States by their ids."""
        return {one.id: one.name for one in self.states}

    def idle(self, action: ActionOnBoard) -> tuple[int, int]:
        """How many of the States with victims that an action is addressed to have not touched it, and how many these
        States are.
        """
        marks = [action.marks[one.id] for one in self.group(Group.BOUND) if action.marks[one.id].bound == Bound.YES]
        return sum(mark.touch is Touch.NOT for mark in marks), len(marks)

    @property
    def not_known(self) -> Mapping[str, int]:
        """By action whose text is established: for how many States it is not known whether it is addressed to them.

        Nothing where the line is not `coded`: then nothing is said of who has not touched an action.
        """
        shown = [action for action in self.actions if self.coded and action.established]
        return {one.id: sum(mark.bound == Bound.UNKNOWN for mark in one.marks.values()) for one in shown}

    @property
    def untouched(self) -> tuple[ActionOnBoard, ...]:
        """The actions that nobody has touched."""
        return tuple(action for action in self.actions if action.untouched)

    @property
    def bound_heard(self) -> tuple[int, int]:
        """How many of the bound States have addressed the line, and how many are bound."""
        return len(self.of(Touch.NOW, Group.BOUND)), len(self.group(Group.BOUND))

    @property
    def actions_addressed(self) -> tuple[int, int]:
        """How many of the actions whose text is established a State addressed under this line, and how many these are.

        What was noted on them under another line is no progress of this one. Only to be told where the line is `coded`.
        """
        established = [action for action in self.actions if action.established]
        return sum(action.addressed for action in established), len(established)


@dataclass(frozen=True)
class Board:
    """The lines of a session in order; `here` is the one that the session is at."""

    lines: tuple[LineOnBoard, ...]
    here: str | None

    def line(self, code: str) -> LineOnBoard:
        """A line by its code."""
        return next(line for line in self.lines if line.id == code)


def board(view: View, session: Session) -> Board:
    """The board of a session as it stands. What is not published is in it only where the view may see it."""
    base = known(view, session)
    here = session.here.line if session.here else None
    return Board(tuple(_line(base, session, line) for line in session.lines), here)


def _line(base: Known, session: Session, line: str) -> LineOnBoard:
    by_state, beside = on_line(base, session, line)
    on_actions = {row["provision"]: on_action(base, session, row["provision"]) for row in base.actions[line]}
    named = set(by_state).union(*(found for found, _ in on_actions.values()))
    states = _states(base, named)
    addressed = told_on_line(base, session, line, by_state)
    actions = tuple(
        ActionOnBoard(
            row["provision"],
            row["instrument"],
            row["name"],
            row["short_title"] or "",
            row["text_status"],
            row["basis"],
            row["reason"],
            {
                one.id: _mark(found.get(one.id), row["bound"][one.id], base.before(one.id, row["provision"]))
                for one in states
            },
            others,
            noted_under(base, session, row["provision"]),
            row["provision"] in addressed,
        )
        for row in base.actions[line]
        for found, others in [on_actions[row["provision"]]]
    )
    marks = {
        one.id: _mark(by_state.get(one.id), _bound(one.id, base.actions[line]), base.before_on(one.id, line))
        for one in states
    }
    chairs = [slot for slot in session.slots if slot.as_chair and slot.standing is not Standing.WITHDRAWN]
    of_chair = {slot.id for slot in chairs}
    notes = [note for note in session.notes if note.line == line]
    spoken = any(slot.has_spoken for slot in session.slots if session.line_of(slot) == line)
    return LineOnBoard(
        line,
        base.titles[line],
        states,
        marks,
        beside,
        actions,
        uncoded=sum(not note.codes and note.slot not in of_chair for note in notes),
        begun=bool(notes) or spoken,
        coded=bool(addressed),
        chair=tuple(dict.fromkeys(slot.speaker for slot in chairs if session.line_of(slot) == line)),
    )


def _states(base: Known, named: Iterable[str]) -> tuple[BoardState, ...]:
    """The States that are bound, or of which that is not known, and those named; group by group, by name."""
    shown = set(named)
    states = (
        BoardState(state, row["name"], _group(row), row["status"], row["affected"])
        for state, row in base.states.items()
        if state in shown or _group(row) is not Group.OTHER
    )
    return tuple(sorted(states, key=lambda one: list(Group).index(one.group)))


def _group(state: Row) -> Group:
    return {Bound.YES: Group.BOUND, Bound.UNKNOWN: Group.UNKNOWN}.get(state["bound"], Group.OTHER)


def _bound(state: str, actions: Iterable[Row]) -> str:
    """Whether one of the actions is addressed to the State: what is most certain of any of them."""
    held = {row["bound"][state] for row in actions}
    return next((one for one in (Bound.YES, Bound.UNKNOWN, Bound.NOT_ESTABLISHED) if one in held), Bound.NO)


def _mark(signs: Signs | None, bound: str, before: Before) -> Mark:
    signs = signs or Signs()
    why = tuple(one for one in Why if one in signs.why)
    return Mark(signs.touch, why, bound, before, tuple(signs.notes), tuple(signs.texts))
