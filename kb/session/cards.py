"""The pre-briefing: one card for every speaker of a session, of what it said before and what is not there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Affected, Assessment, Bound, Cell, PartyStatus, Scope
from kb.domain.words import CELLS, CODED_AS, ONLY_AS_COORDINATOR, PARTY_STATUSES, counted
from kb.questions import Row, Rows, grouped, rows_in, rows_of
from kb.questions.mechanisms import mechanisms
from kb.session.board import BoardView
from kb.session.context import NOTHING, Before, SessionContext, passages_by_id, reported
from kb.session.state import Slot, SlotStatus

LATEST = 3
_BOUND = {
    Affected.YES: _("A State Party with cluster munition victims: the actions addressed to such States apply to it."),
    Affected.UNKNOWN: _("Not known whether it has cluster munition victims, so not known whether these actions apply."),
    Affected.NO: _("Not named as having cluster munition victims: only actions addressed to all States Parties apply."),
}


class Who(StrEnum):
    """Whose card it is."""

    STATE = "state"
    ORGANISATION = "organisation"
    CHAIR = "chair"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Card:
    """A speaker's card. A State that stands on several lists has one; `slots` are all of them.

    `key` is the contributor, or the slot of a speaker nobody knows; a State that speaks as the chair has another card
    for that, on which nothing is charged to it. `before`: all passages of the State at earlier
    meetings. `actions` are those under the session's lines that it reported on before, `gaps` those that bind it, or
    may, without a report: rows of desk_provisions.sql and desk_records.sql, the first with what it reported `before`.
    `latest`, `requests`, `offers`: passages of these meetings, rows of published_passage, newest first. `bound` says in
    words how the actions bind it; where it is no party (`is_party`) they do not, and there are no `gaps`.
    `contributed`: what an organisation contributed before, rows of desk_contributed.sql. `has_spoken`: it has or had
    the floor, and waits nowhere to have it again.
    """

    key: str
    name: str
    who: Who
    slots: tuple[str, ...]
    lines: tuple[str, ...]
    before: Before = NOTHING
    actions: tuple[Row, ...] = ()
    latest: tuple[Row, ...] = ()
    gaps: tuple[Row, ...] = ()
    is_party: bool = True
    bound: str = ""
    requests: tuple[Row, ...] = ()
    offers: tuple[Row, ...] = ()
    mechanisms: tuple[Row, ...] = ()
    contributed: tuple[Row, ...] = ()
    has_spoken: bool = False

    @property
    def gaps_by_reason(self) -> list[list[Row]]:
        """The gaps, those with the same cell and the same `bound` together."""
        return list(grouped(self.gaps, "cell", "bound").values())


@cached
def cards(board: BoardView) -> tuple[Card, ...]:
    """A card for every speaker that has not withdrawn: those to come, the next one first, then those who spoke."""
    session, base = board.session, board.context
    by_speaker: dict[str, list[Slot]] = defaultdict(list)
    for slot in session.slots:
        if slot.standing is not SlotStatus.WITHDRAWN:
            by_speaker[_key(base, slot)].append(slot)
    states = [key for key in by_speaker if key in base.states]
    others = [key for key, slots in by_speaker.items() if slots[0].contributor == key and key not in base.states]
    said = _Said(board, states)
    at = {"meeting": session.record.meeting, "day": session.record.day}
    contributed = rows_of(board.view, "desk_contributed", contributors=others, **at) if others else []
    made = []
    for key, slots in by_speaker.items():
        who = Who.STATE if key in base.states else Who.ORGANISATION if key in others else Who.UNKNOWN
        who = Who.CHAIR if slots[0].as_chair else who
        lines = tuple(dict.fromkeys(line for slot in slots if (line := session.line_of(slot))))
        card = Card(key, base.name_of(slots[0]), who, tuple(slot.id for slot in slots), lines)
        if who is Who.STATE:
            card = _of_state(card, base, said)
        elif who is Who.ORGANISATION:
            card = replace(card, contributed=tuple(row for row in contributed if row["contributor"] == key))
        is_to_come = any(slot.standing in (SlotStatus.WAITING, SlotStatus.SKIPPED) for slot in slots)
        made.append(replace(card, has_spoken=not is_to_come and any(slot.has_spoken for slot in slots)))
    turns = {slot.id: turn for turn, slot in enumerate(session.waiting)}

    def turn(card: Card) -> tuple[bool, int]:
        return card.has_spoken, min((turns[slot] for slot in card.slots if slot in turns), default=len(turns))

    # Stable: those who do not wait, or wait in a part that is over, stay in the order of the list, after those who do.
    return tuple(sorted(made, key=turn))


def _key(base: SessionContext, slot: Slot) -> str:
    return f"chair {slot.speaks_as}" if slot.as_chair else base.state_of(slot) or slot.contributor or slot.id


class _Said:
    """What the States of the cards said before, asked for all of them at once."""

    def __init__(self, board: BoardView, states: Sequence[str]) -> None:
        view, session, base = board.view, board.session, board.context
        self.passages = defaultdict(list, grouped(reported(view, session), "state"))
        self._held = passages_by_id(view, {row["passage"] for state in states for row in self._needed(state)})
        self.mechanisms: Rows = mechanisms.rows(view, Scope(states=tuple(states))) if states else []
        self.actions = tuple(dict.fromkeys(row["provision"] for rows in base.actions.values() for row in rows))
        asked = {"states": states, "provisions": self.actions, "day": session.record.day}
        records = rows_in(view, "desk_records", base.scope, **asked) if states else []
        self.records = {(row["state"], row["provision"]): row for row in records}

    def _needed(self, state: str) -> Iterator[Row]:
        yield from self.passages[state][:LATEST]
        yield from self.assessed(state, Assessment.REQUEST, Assessment.OFFER)

    def assessed(self, state: str, *assessments: Assessment) -> Iterator[Row]:
        """The State's passages that are assessed as one of these."""
        return (row for row in self.passages[state] if set(assessments).intersection(row["assessments"]))

    def held(self, state: str, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The same passages with all that must be shown beside them, and how they are the State's."""
        return tuple(
            {**self._held[row["passage"]], "relation": "aligned" if row["aligned"] else "said"} for row in rows
        )


def _of_state(card: Card, base: SessionContext, said: _Said) -> Card:
    state, passages = card.key, said.passages[card.key]
    rows = [{**base.provisions[action], **said.records[state, action]} for action in said.actions]
    instrument = rows[0]["instrument"] if rows else base.scope.instrument
    return replace(
        card,
        before=Before(len(passages), base.narrowed(state, instrument)) if passages else NOTHING,
        actions=tuple(
            {
                **row,
                "before": base.before(state, row["provision"]),
                "assessments": {code: count for code in CODED_AS if (count := row["assessments"].get(code))},
            }
            for row in rows
            if row["cell"] == Cell.REPORTED
        ),
        latest=said.held(state, passages[:LATEST]),
        gaps=tuple(row for row in rows if row["gap"]),
        is_party=base.states[state]["status"] == PartyStatus.PARTY,
        bound=_bound(base.states[state]),
        requests=said.held(state, said.assessed(state, Assessment.REQUEST)),
        offers=said.held(state, said.assessed(state, Assessment.OFFER)),
        mechanisms=tuple(row for row in said.mechanisms if row["state"] == state),
    )


def _bound(state: Row) -> str:
    """Whether the actions are addressed to a State on the session's day, in words."""
    if state["status"] != PartyStatus.PARTY:
        text = _("{status} on the day of the session: no action applies to it, so nothing is missing.")
        return text.format(status=PARTY_STATUSES[PartyStatus(state["status"])])
    return _BOUND[Affected(state["affected"])]


def in_two_lines(card: Card) -> tuple[str, str]:
    """The card in two lines of plain text: what was said before; what is missing, asked for and offered."""
    if card.who is Who.UNKNOWN:
        return _("Not identified: the name was typed."), _("Nothing is known of this speaker here.")
    if card.who is Who.CHAIR:
        text = _("Speaks as Coordinator, for the chair and not for the State.")
        return text, _("Nothing is counted for the State here.")
    if card.who is Who.ORGANISATION:
        return _contributed(card.contributed), _("Actions are for States; nothing is counted as missing here.")
    return _before(card), " ".join(filter(None, (_gaps(card), _asked(card))))


def _contributed(rows: Sequence[Row]) -> str:
    if not rows:
        return _("We have no contribution of it from before the session.")
    text = ngettext(
        "{number} contribution from before; the latest: {meeting}, {day}.",
        "{number} contributions from before; the latest: {meeting}, {day}.",
        len(rows),
    )
    meeting, day = rows[0]["meeting"] or _("to no meeting"), rows[0]["date"] or _("no date")
    return text.format(number=len(rows), meeting=meeting, day=day)


def _before(card: Card) -> str:
    if not card.before.passages:
        return _("We have nothing published of it from earlier meetings of the Convention.")
    passages = counted(card.before.passages, "passage")
    if not card.actions:
        return _("Before: {passages}, none on these actions.").format(passages=passages)
    actions = "; ".join(f"{row['name']}: {_assessed(row['assessments'])}" for row in card.actions)
    return _("Before: {passages}. On {actions}.").format(passages=passages, actions=actions)


def _assessed(assessments: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {CODED_AS[one].lower()}" for one, count in assessments.items())


def _gaps(card: Card) -> str:
    if not card.gaps:
        return _("Nothing missing on the actions that apply to it.") if card.is_party else card.bound
    by_cell = grouped(card.gaps, "cell")
    text = "; ".join(f"{CELLS[cell].name}: {_numbers(gaps)}" for cell, gaps in by_cell.items())
    is_unsure = any(gap["bound"] == Bound.UNKNOWN for gap in card.gaps)
    unsure = f" ({_('not known whether they apply')})" if is_unsure else ""
    has_chaired = any(gap["only_as_coordinator"] for gap in card.gaps)
    as_chair = f" ({_('it {why}').format(why=ONLY_AS_COORDINATOR)})" if has_chaired else ""
    return f"{text}{unsure}{as_chair}."


def _numbers(gaps: Sequence[Row]) -> str:
    """Names of actions in brief: `Action 20, 21, Article 5.1`."""
    runs = groupby(gaps, key=itemgetter("unit"))
    return ", ".join(f"{unit} {', '.join(gap['number'] for gap in run)}" for unit, run in runs)


def _asked(card: Card) -> str:
    parts = [counted(len(rows), noun) for rows, noun in ((card.requests, "request"), (card.offers, "offer")) if rows]
    if card.mechanisms:
        by_others = sum(not row["own"] for row in card.mechanisms)
        others = f" ({_('{number} according to others').format(number=by_others)})" if by_others else ""
        parts.append(f"{counted(len(card.mechanisms), 'mechanism')}{others}")
    return _("We have: {what}.").format(what=", ".join(parts)) if parts else ""
