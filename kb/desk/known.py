"""What the knowledge base has to say to a session: kept, because it stays the same while people speak."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kb.desk.state import Session, Slot
from kb.model import InstrumentId, Scope
from kb.queries import Row, Rows
from kb.queries.desk import (
    desk_actions,
    desk_before,
    desk_cells,
    desk_earlier,
    desk_parts,
    desk_reported,
    desk_states,
    desk_texts,
)
from kb.store import View

# A meeting that there is not: in this scope lies nothing. (No meeting at all would mean every one.)
_NOWHERE = Scope(meetings=("-",))


@dataclass(frozen=True)
class Before:
    """How many published passages of a State, own or reported, at CCM meetings that were over before the session's day.

    `scope` leads to them (kb.filters.query); None where there is none.
    """

    passages: int
    scope: Scope | None


NOTHING = Before(0, None)


@dataclass(frozen=True, eq=False)
class Known:
    """What the knowledge base knows of a session's lines, the actions under them and the States concerned.

    `scope`: the CCM meetings that were over before the session's day. `titles`: of the lines. `actions`: rows of
    desk_actions.sql by line. `cells`: rows of desk_cells.sql by State and action. `states`: rows of
    desk_states.sql by State, in the order of their names.
    `wholes`: for a provision the actions that it is, or is a part of. `texts`: rows of desk_texts.sql.
    """

    scope: Scope
    titles: Mapping[str, str]
    actions: Mapping[str, Rows]
    cells: Mapping[tuple[str, str], Row]
    states: Mapping[str, Row]
    wholes: Mapping[str, frozenset[str]]
    texts: Rows
    lines_before: Mapping[tuple[str, str], int]

    @property
    def has_earlier(self) -> bool:
        """Whether a meeting is held that was over before."""
        return self.scope is not _NOWHERE

    def state_of(self, slot: Slot) -> str | None:
        """The State that speaks; None where an organisation does, or somebody whom the knowledge base does not know."""
        return slot.speaks_as if slot.speaks_as in self.states else None

    def name_of(self, slot: Slot) -> str:
        """How a speaker is named: a State by its name in the knowledge base, others as on the list."""
        state = self.state_of(slot)
        return str(self.states[state]["name"]) if state else slot.speaker

    def before(self, state: str, action: Row) -> Before:
        """What the State reported before on an action, a row of desk_cells.sql or desk_actions.sql."""
        cell = self.cells.get((state, action["provision"]))
        if not cell or not cell["passages"]:
            return NOTHING
        return Before(cell["passages"], self.narrowed(state, action["instrument"], (action["provision"],)))

    def before_on(self, state: str, line: str) -> Before:
        """What the State reported before on the actions under a line, each passage counted once."""
        count = self.lines_before.get((state, line), 0)
        actions = [action for action in self.actions[line] if action["provision"]]
        if not count:
            return NOTHING
        return Before(count, self.narrowed(state, actions[0]["instrument"], tuple(one["provision"] for one in actions)))

    def narrowed(self, state: str, instrument: str, provisions: tuple[str, ...] = ()) -> Scope:
        """The scope of what was said before, narrowed to a State and provisions."""
        return Scope(
            instrument=InstrumentId(instrument), meetings=self.scope.meetings, states=(state,), provisions=provisions
        )


def known(view: View, session: Session) -> Known:
    """What the knowledge base has to say to a session."""
    speakers = {slot.speaks_as for slot in session.slots} - {None}
    coded = {provision for note in session.notes for provision, _ in note.codes}
    record = session.record
    return _known(
        view,
        record.meeting,
        record.day,
        session.lines,
        frozenset(state for state in speakers if state),
        frozenset(coded),
    )


@lru_cache(maxsize=32)
def _known(
    view: View,
    meeting: str,
    day: date,
    lines: tuple[str, ...],
    speakers: Collection[str],
    coded: Collection[str],
) -> Known:
    scope = earlier(view, meeting, day)
    texts = desk_texts(view, meeting, day)
    named = sorted({*speakers, *(row["state"] for row in texts if row["state"])})
    provisions = sorted(coded)
    states = {row["id"]: row for row in desk_states(view, day, named)}
    actions: dict[str, list[Row]] = defaultdict(list)
    titles = {}
    for row in desk_actions(view, lines):
        titles[row["line"]] = row["title"]
        if row["provision"]:
            actions[row["line"]].append(row)
    cells = desk_cells(view, scope, day, lines, provisions, list(states))
    wholes: dict[str, set[str]] = defaultdict(set)
    for row in desk_parts(view, lines, provisions):
        wholes[row["provision"]].add(row["whole"])
    return Known(
        scope,
        {line: titles.get(line, line) for line in lines},
        {line: actions[line] for line in lines},
        {(row["state"], row["provision"]): row for row in cells},
        states,
        {provision: frozenset(whole) for provision, whole in wholes.items()},
        texts,
        {(row["state"], row["line"]): row["passages"] for row in desk_before(view, scope, lines)},
    )


def earlier(view: View, meeting: str, day: date) -> Scope:
    """The CCM meetings, other than this one, that were over before the day; a scope of nothing if there is none."""
    meetings = desk_earlier(view, meeting, day)
    return Scope(meetings=meetings) if meetings else _NOWHERE


def reported(view: View, session: Session) -> Rows:
    """What States reported before: a row per State and passage, newest first; see desk_reported.sql."""
    return _reported(view, session.record.meeting, session.record.day)


@lru_cache(maxsize=8)
def _reported(view: View, meeting: str, day: date) -> Rows:
    return tuple(desk_reported(view, earlier(view, meeting, day)))
