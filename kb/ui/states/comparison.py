"""Records side by side: two to four States, or one State as filtered and at other meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS, Cell, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import AFFECTED, ONLY_AS_COORDINATOR, PARTY_STATUSES, counted, listed
from kb.questions.vocabulary import vocabulary
from kb.ui.elements.listing import Page
from kb.ui.markup import Html, Query, address
from kb.ui.states.profile import Record, known_at, record
from kb.ui.states.record import finding, is_missing, stands
from kb.ui.templates import render

MEETINGS = 3


class Column(NamedTuple):
    """One record: what stands over it and where that leads, the shared part of its address, and what is known."""

    title: str
    href: str
    query: Query
    scope: Scope
    found: Record
    unit: str  # what the instrument's provisions are called

    @property
    def held(self) -> int:
        """How many contributions of the State are in the scope."""
        return sum(bool(row["in_scope"]) for row in self.found.own)

    @property
    def missing(self) -> int:
        """How often the State is known to have spoken in the scope without a text."""
        return sum(map(is_missing, self.found.listed))

    @property
    def finding(self) -> str:
        return finding(self.found.profile, self.found.cells, self.unit)

    @property
    def coordinator(self) -> str:
        """What must stand with it where no contribution is known."""
        return ONLY_AS_COORDINATOR if any(row["only_as_coordinator"] for row in self.found.cells) else ""

    @property
    def status(self) -> str:
        """Its relation to the Convention on the day that counts."""
        profile = self.found.profile
        return PARTY_STATUSES[profile["status"]] if profile["listed"] else _("Never joined the Convention")

    @property
    def victims(self) -> str:
        return AFFECTED[self.found.profile["affected"]]

    def cell(self, provision: str) -> dict[str, Any] | None:
        """The cell of an action in a few words, and what opens it."""
        row = next((row for row in self.found.cells if row["provision"] == provision), None)
        if row is None:
            return None
        name = self.found.profile["name"]
        return {"said": stands(row), "name": name, "query": {**self.query, "cell": f"{row['state']}.{provision}"}}


class Named(NamedTuple):
    """The other meetings an address names, and a sentence for each that was left out."""

    meetings: tuple[str, ...]
    dropped: tuple[str, ...]


def other_meetings(given: Iterable[str], scope: Scope, words: Vocabulary) -> Named:
    """The meetings to compare one State at. What is unknown, the filter's own, or too much is left out and said."""
    kept: list[str] = []
    dropped: list[str] = []
    for one in dict.fromkeys(given):
        label = words.labels["meeting"].get(one)
        if label is None:
            dropped.append(_("Meeting “{code}” is not known here and was left out.").format(code=filters.shown(one)))
        elif len(scope.states) != 1:
            text = _("{label} was left out: only one State at a time is compared at several meetings.")
            dropped.append(text.format(label=label))
        elif scope.meetings == (one,):
            text = _("{label} is the meeting already chosen as filter and is not shown twice.")
            dropped.append(text.format(label=label))
        elif len(kept) == MEETINGS:
            text = _("{label} was left out: at most {most} other meetings are compared.")
            dropped.append(text.format(label=label, most=MEETINGS))
        else:
            kept.append(one)
    return Named(tuple(kept), tuple(dropped))


@cached
def compared(view: View, scope: Scope) -> Page:
    """The States that the scope chooses, side by side."""
    words = vocabulary(view)
    unit, columns = words.unit(scope.instrument), []
    for state in scope.states:
        one = replace(scope, states=(state,))
        query, found = filters.query(one), record(view, one, state)
        columns.append(Column(words.label("state", state), address("states", query), query, one, found, unit))
    number = sum(_has_reported(column) for column in columns)
    text = _("{number} of {states} reported on an {unit}")
    title = text.format(number=number, states=counted(len(columns), "State"), unit=unit)
    return Page(title, (_table(columns, words),))


@cached
def at_meetings(view: View, scope: Scope, meetings: tuple[str, ...]) -> Page:
    """The one State that the scope chooses, as filtered and at each of these meetings."""
    words, query, state = vocabulary(view), filters.query(scope), scope.states[0]
    chosen = [words.short["meeting"].get(one, words.label("meeting", one)) for one in scope.meetings]
    first = record(view, scope, state)
    here = _("As filtered: {meetings}").format(meetings=listed(chosen) if chosen else _("all meetings"))
    columns = [Column(here, address("states", query), query, scope, first, words.unit(scope.instrument))]
    for meeting in meetings:
        rest = [one for one in meetings if one != meeting]
        away = address("states", {**query, "with": rest})
        at = there(scope, meeting)
        found = record(view, at, state)
        columns.append(Column(words.label("meeting", meeting), away, filters.query(at), at, found, columns[0].unit))
    name = first.profile["name"]
    others = [one for one in known_at(first, scope, words) if one not in meetings] if len(meetings) < MEETINGS else []
    at_one = [column for column in columns if len(set(column.scope.meetings) - {ANY_MEETING, OUTSIDE_MEETINGS}) == 1]
    number = sum(_has_reported(column) for column in at_one)
    text = _("{name} reported at {number} of {meetings}") if at_one else _("{name} at meetings and elsewhere")
    title = text.format(name=name, number=number, meetings=counted(len(at_one), "meeting"))
    is_dated = bool(scope.since or scope.until)
    return Page(title, (_table(columns, words, meetings=meetings, others=others, is_dated=is_dated),))


def there(scope: Scope, meeting: str) -> Scope:
    """The scope at one meeting, which is its own period: the filter's period would only empty it."""
    return replace(scope, meetings=(meeting,), since=None, until=None)


def _has_reported(column: Column) -> bool:
    return any(row["cell"] == Cell.REPORTED for row in column.found.cells)


def _table(
    columns: Sequence[Column],
    words: Vocabulary,
    *,
    meetings: Sequence[str] = (),
    others: Sequence[str] = (),
    is_dated: bool = False,
) -> Html:
    order = dict.fromkeys(row["provision"] for column in columns for row in column.found.cells)
    return render(
        "states/comparison.html",
        columns=columns, order=list(order), words=words, meetings=meetings, others=others, is_dated=is_dated,
    )  # fmt: skip
