"""The context of a session: what the knowledge base has to say to it. Cached: it stays the same while people speak."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kb.cache import cached
from kb.db import View
from kb.domain.model import Scope
from kb.questions import Row, Rows, grouped, rows_in, rows_of
from kb.session.state import Session, Slot

# A meeting that there is not: in this scope lies nothing. (No meeting at all would mean every one.)
_NOWHERE = Scope(meetings=("-",))


@dataclass(frozen=True)
class Before:
    """How many published passages of a State, own or reported, at CCM meetings that were over before the session's day.

    `scope` leads to them (kb.domain.filters.query); None where there is none.
    """

    passages: int
    scope: Scope | None


NOTHING = Before(0, None)


@dataclass(frozen=True, eq=False)
class SessionContext:
    """What the knowledge base knows of a session's lines, the actions under them and the States.

    `scope`: the CCM meetings that were over before the session's day. `titles`: of the lines. `provisions`: rows of
    desk_provisions.sql by id, in order; `actions`: such rows by line, with those of desk_actions.sql and _bound.sql.
    `states`: rows of desk_states.sql by id, in the order of their names. `wholes`: for a provision the actions under
    the lines that it is, or is a part of. `texts`: rows of desk_texts.sql. `counts`: how many passages a State reported
    before on a provision, or on all actions under a line. `bound_by_line`: by line and State, what is most certain of
    whether any action under the line is addressed to it (desk_bound.sql).
    """

    scope: Scope
    titles: Mapping[str, str]
    provisions: Mapping[str, Row]
    actions: Mapping[str, Rows]
    states: Mapping[str, Row]
    wholes: Mapping[str, frozenset[str]]
    texts: Rows
    counts: Mapping[tuple[str, str], int]
    bound_by_line: Mapping[str, Mapping[str, str]]

    def state_of(self, slot: Slot) -> str | None:
        """The State that speaks for itself; None where an organisation does, or the chair, or somebody not known."""
        return slot.speaks_as if slot.speaks_as in self.states and not slot.as_chair else None

    def name_of(self, slot: Slot) -> str:
        """How a speaker is named: a State by its name in the knowledge base, others as on the list."""
        state = self.state_of(slot)
        return str(self.states[state]["name"]) if state else slot.speaker

    def with_wholes(self, provision: str) -> frozenset[str]:
        """A provision, and the actions under the lines that it is a part of."""
        return self.wholes.get(provision, frozenset()) | {provision}

    def before(self, state: str, provision: str) -> Before:
        """What the State reported before on a provision."""
        return self._before(state, provision, self.provisions[provision]["instrument"], (provision,))

    def before_on(self, state: str, line: str) -> Before:
        """What the State reported before on the actions under a line, each passage counted once."""
        actions = self.actions[line]
        instrument = actions[0]["instrument"] if actions else Scope.instrument
        return self._before(state, line, instrument, tuple(row["provision"] for row in actions))

    def _before(self, state: str, subject: str, instrument: str, provisions: tuple[str, ...]) -> Before:
        count = self.counts.get((state, subject), 0)
        return Before(count, self.narrowed(state, instrument, provisions)) if count else NOTHING

    def narrowed(self, state: str, instrument: str, provisions: tuple[str, ...] = ()) -> Scope:
        """The scope of what was said before, narrowed to a State and provisions."""
        return Scope(instrument=instrument, meetings=self.scope.meetings, states=(state,), provisions=provisions)


def context_of(view: View, session: Session) -> SessionContext:
    """The context of a session."""
    return _context(view, session.record.meeting, session.record.day, session.lines)


@cached
def _context(view: View, meeting: str, day: date, lines: tuple[str, ...]) -> SessionContext:
    scope = _earlier(view, meeting, day)
    provisions = {row["provision"]: row for row in rows_of(view, "desk_provisions")}
    bound = {(row["line"], row["provision"]): row["bound"] for row in rows_of(view, "desk_bound", lines=lines, day=day)}
    titles = dict(zip(lines, lines, strict=True))
    actions: dict[str, list[Row]] = {line: [] for line in lines}
    for row in rows_of(view, "desk_actions", lines=lines):
        titles[row["line"]] = row["title"]
        if row["provision"]:
            at = row["line"], row["provision"]
            actions[row["line"]].append({**provisions[row["provision"]], **row, "bound": bound[at]})
    wholes = grouped(rows_of(view, "desk_parts", lines=lines), "provision")
    before = rows_in(view, "desk_before", scope, lines=lines)
    return SessionContext(
        scope,
        titles,
        provisions,
        actions,
        {row["id"]: row for row in rows_of(view, "desk_states", day=day)},
        {provision: frozenset(row["whole"] for row in rows) for provision, rows in wholes.items()},
        rows_of(view, "desk_texts", meeting=meeting),
        {(row["state"], row["provision"] or row["line"]): row["passages"] for row in before},
        {line: bound.get((line, None), {}) for line in lines},
    )


def _earlier(view: View, meeting: str, day: date) -> Scope:
    """The CCM meetings, other than this one, that were over before the day; a scope of nothing if there is none."""
    rows = rows_of(view, "desk_earlier", meeting=meeting, day=day)
    return Scope(meetings=tuple(row["id"] for row in rows)) if rows else _NOWHERE


def reported(view: View, session: Session) -> Rows:
    """What States reported before: a row per State and passage, newest first; see desk_reported.sql."""
    return _reported(view, session.record.meeting, session.record.day)


@cached
def _reported(view: View, meeting: str, day: date) -> Rows:
    return rows_in(view, "desk_reported", _earlier(view, meeting, day))


def passages_by_id(view: View, passages: Collection[str]) -> dict[str, Row]:
    """Published passages by their ids, newest first, with all that must be shown beside each; see desk_passages.sql."""
    rows = rows_of(view, "desk_passages", passages=sorted(passages)) if passages else []
    return {row["passage"]: row for row in rows}
