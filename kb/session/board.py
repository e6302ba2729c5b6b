"""The board: for each discussion line of a session and the actions under it, which States address it, and which do not.

It stands between what happened in a session and whatever shows it: desk, projector, chair's sheet, API. What is said in
the room, what is announced, and what was reported at earlier meetings stand beside each other and are never added up.
Organisations are listed beside the States and never counted as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kb.cache import cached
from kb.db import View
from kb.domain.model import Bound
from kb.questions import Row
from kb.session.context import Before, SessionContext, context_of
from kb.session.evidence import Evidence, EvidenceKind, Touch, evidence
from kb.session.state import Session, SessionPart, SlotStatus


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


@dataclass(frozen=True)
class BoardCell:
    """Where a State stands on a line or an action, on what that rests, and beside it what it reported before.

    `notes` are the numbers of the notes, `texts` the ids of the contributions handed in, that it rests on.
    `bound`: whether the action is addressed to it on the session's day: yes, no, unknown, not established; for a line
    what is most certain of any of its actions.
    """

    touch: Touch
    why: tuple[EvidenceKind, ...]
    bound: str
    before: Before
    notes: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class ActionOnBoard:
    """An action under a line: a row of SessionContext.actions. `marks` by State; `others`: the first evidence of each
    who is noted on it and is no State.

    `noted_under` are the lines under which notes on it were taken. `addressed`: whether a State addressed it under
    this line, in a note or in a text.
    """

    row: Row
    marks: Mapping[str, BoardCell]
    others: tuple[Evidence, ...]
    noted_under: tuple[str, ...]
    addressed: bool

    @property
    def id(self) -> str:
        """The action's id."""
        return str(self.row["provision"])

    @property
    def name(self) -> str:
        """Its number with its kind."""
        return str(self.row["name"])

    @property
    def full_name(self) -> str:
        """The same and, where there are such, its words in brief."""
        return f"{self.name} ({self.row['short_title']})" if self.row["short_title"] else self.name

    @property
    def established(self) -> bool:
        """Whether the text of the action is established."""
        return bool(self.row["text_status"] != "missing")

    def states(self, touch: Touch) -> tuple[str, ...]:
        """The States that stand so on it."""
        return tuple(state for state, mark in self.marks.items() if mark.touch == touch)

    @property
    def untouched(self) -> bool:
        """Whether nobody in the room has addressed or announced it, under whatever line, and it could be."""
        return self.established and not self.others and len(self.states(Touch.NOT)) == len(self.marks)


@dataclass(frozen=True)
class LineOnBoard:
    """A discussion line: `marks` by State, `others` beside them (see `_others`), and its actions.

    `begun`: somebody had the floor under it, or a note was taken there. `coded`: a note or text of a State under it is
    coded, so that it can be told which actions were addressed, and which not yet; otherwise nothing is said of that.
    `uncoded`: how many notes under it are coded to nothing, so that they touch no action. `chair`: the Coordinators
    who speak under it as such, and not for a State; what is noted of them is not on the board.
    """

    id: str
    title: str
    states: tuple[BoardState, ...]
    marks: Mapping[str, BoardCell]
    others: tuple[Evidence, ...]
    actions: tuple[ActionOnBoard, ...]
    uncoded: int
    begun: bool
    coded: bool
    chair: tuple[str, ...]

    def of(self, touch: Touch, *groups: Group) -> tuple[BoardState, ...]:
        """The States of these groups (all if none is named) that stand so on the line."""
        wanted = groups or tuple(Group)
        return tuple(one for one in self.states if one.group in wanted and self.marks[one.id].touch == touch)

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
    def established(self) -> tuple[ActionOnBoard, ...]:
        """The actions whose text is established."""
        return tuple(action for action in self.actions if action.established)

    @property
    def not_known(self) -> Mapping[str, int]:
        """By action whose text is established: for how many States it is not known whether it is addressed to them.

        Nothing where the line is not `coded`: then nothing is said of who has not touched an action.
        """
        visible = self.established if self.coded else ()
        return {one.id: sum(mark.bound == Bound.UNKNOWN for mark in one.marks.values()) for one in visible}

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
        return sum(action.addressed for action in self.established), len(self.established)


class BoardView:
    """A session as it stands, with what the knowledge base has to say to it, as far as the view may see it."""

    # What it holds is held by the view and the log too (kb/cache.py).
    is_shared = True

    def __init__(self, view: View, session: Session) -> None:
        self.view, self.session = view, session
        self.context: SessionContext = context_of(view, session)
        self._evidence = evidence(self.context, session)

    @cached_property
    def lines(self) -> tuple[LineOnBoard, ...]:
        """The lines of the session, in order."""
        return tuple(map(self._line, self.session.lines))

    @property
    def here(self) -> str | None:
        """The line that the session is at."""
        return self.session.here.line if self.session.here else None

    def line(self, code: str) -> LineOnBoard:
        """A line by its code."""
        return next(line for line in self.lines if line.id == code)

    def title(self, part: SessionPart) -> str:
        """A part and its line in words: Part a: Implementation."""
        name, line = self.session.short_title(part), self.context.titles.get(part.line or "", "")
        return name if line in name else f"{name}: {line}"

    def _line(self, line: str) -> LineOnBoard:
        session, rows = self.session, self.context.actions[line]
        here = [one for one in self._evidence if line in one.lines]
        on_actions = {
            row["provision"]: [one for one in self._evidence if row["provision"] in one.provisions] for row in rows
        }
        named = {one.state for found in (here, *on_actions.values()) for one in found}
        states = self._states(named)
        line_bound = self.context.bound_by_line[line]
        marks = {
            one.id: _mark(one.id, here, line_bound.get(one.id, Bound.NO), self.context.before_on(one.id, line))
            for one in states
        }
        # Of a text that was handed in it is not known before it is heard that it addresses anything.
        heard = [one for one in here if one.state and marks[one.state].touch is Touch.NOW]
        addressed = frozenset[str]().union(*(one.provisions for one in heard))
        chairs = [slot for slot in session.slots if slot.as_chair and session.line_of(slot) == line]
        notes = [note for note in session.notes if note.line == line]
        return LineOnBoard(
            line,
            self.context.titles[line],
            states,
            marks,
            _others(here),
            tuple(self._action(row, states, on_actions[row["provision"]], addressed) for row in rows),
            uncoded=sum(not note.codes and not session.slot(note.slot).as_chair for note in notes),
            begun=bool(notes) or any(slot.has_spoken for slot in session.slots if session.line_of(slot) == line),
            coded=bool(addressed),
            chair=tuple(dict.fromkeys(slot.speaker for slot in chairs if slot.standing is not SlotStatus.WITHDRAWN)),
        )

    def _action(
        self, row: Row, states: Sequence[BoardState], records: Sequence[Evidence], addressed: frozenset[str]
    ) -> ActionOnBoard:
        provision = row["provision"]
        marks = {
            one.id: _mark(one.id, records, row["bound"][one.id], self.context.before(one.id, provision))
            for one in states
        }
        lines = {line for one in records if one.why is EvidenceKind.NOTE for line in one.lines}
        return ActionOnBoard(row, marks, _others(records), tuple(sorted(lines)), provision in addressed)

    def _states(self, named: set[str | None]) -> tuple[BoardState, ...]:
        """The States that are bound, or of which that is not known, and those named; group by group, by name."""
        groups = {Bound.YES: Group.BOUND, Bound.UNKNOWN: Group.UNKNOWN}
        states = (
            BoardState(id_, row["name"], groups.get(row["bound"], Group.OTHER), row["status"])
            for id_, row in self.context.states.items()
        )
        visible = (one for one in states if one.id in named or one.group is not Group.OTHER)
        return tuple(sorted(visible, key=lambda one: list(Group).index(one.group)))


@cached
def board(view: View, session: Session) -> BoardView:
    """The board of a session as it stands; made once for all who look at it."""
    return BoardView(view, session)


def _mark(state: str, records: Sequence[Evidence], bound: str, before: Before) -> BoardCell:
    theirs = [one for one in records if one.state == state]
    touches, whys = {one.why.touch for one in theirs}, {one.why for one in theirs}
    return BoardCell(
        next((one for one in (Touch.NOW, Touch.ANNOUNCED) if one in touches), Touch.NOT),
        tuple(one for one in EvidenceKind if one in whys),
        bound,
        before,
        tuple(one.note for one in theirs if one.note is not None),
        tuple(one.text for one in theirs if one.text is not None),
    )


def _others(records: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """One evidence of each organisation, expert or speaker not identified; who spoke did not only announce it."""
    others: dict[str, Evidence] = {}
    for one in records:
        if one.state is None and one.slot:
            key = one.slot.contributor or one.slot.id
            if key not in others or one.why.touch is Touch.NOW:
                others[key] = one
    return tuple(others.values())
