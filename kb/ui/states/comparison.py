"""Records side by side: two to four States, or one State at several meetings; and what the screen has for files."""

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
from kb.questions import coverage
from kb.questions.passages import passages
from kb.questions.provisions import DUE_DATES, due_dates
from kb.questions.states import state_contributions, state_listings
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.tables import Column, Table
from kb.ui import coordination
from kb.ui.elements.listing import Page
from kb.ui.markup import Html, address, render
from kb.ui.passages import passage_table
from kb.ui.states.profile import Record, known_at, record
from kb.ui.states.standing import directory, is_missing, stands, state_finding

MEETINGS = 3
_AT = Column("at", _("At the meeting (code)"), meaning=_("Empty: as filtered."), codes="meeting", may_be_empty=True)


def _column(title: str, href: str, scope: Scope, found: Record, unit: str) -> dict[str, Any]:
    """One record: what stands over it and where that leads, and what is known; `unit` is what provisions are called."""
    profile = found.profile
    coordinator = any(row["only_as_coordinator"] for row in found.cells)
    return {
        "title": title,
        "href": href,
        "query": filters.query(scope),
        "profile": profile,
        "finding": state_finding(profile, found.cells, unit),
        "cells": {row["provision"]: {**row, "said": stands(row)} for row in found.cells},
        "reported": any(row["cell"] == Cell.REPORTED for row in found.cells),
        # How many contributions are in the scope, and how often it is known to have spoken there without a text.
        "held": sum(bool(row["in_scope"]) for row in found.own),
        "missing": sum(map(is_missing, found.listed)),
        # What must stand with it where no contribution is known.
        "coordinator": ONLY_AS_COORDINATOR if coordinator else "",
        "status": PARTY_STATUSES[profile["status"]] if profile["listed"] else _("Never joined the Convention"),
        "victims": AFFECTED[profile["affected"]],
    }


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
        to_state = address("states", filters.query(one))
        columns.append(_column(words.label("state", state), to_state, one, record(view, one, state), unit))
    number = sum(column["reported"] for column in columns)
    text = _("{number} of {states} reported on an {unit}")
    title = text.format(number=number, states=counted(len(columns), "State"), unit=unit)
    return Page(title, (_table(columns, words),))


@cached
def at_meetings(view: View, scope: Scope, meetings: tuple[str, ...]) -> Page:
    """The one State that the scope chooses, as filtered and at each of these meetings."""
    words, query, state = vocabulary(view), filters.query(scope), scope.states[0]
    unit, first = words.unit(scope.instrument), record(view, scope, state)
    chosen = [words.short["meeting"].get(one, words.label("meeting", one)) for one in scope.meetings]
    here = _("As filtered: {meetings}").format(meetings=listed(chosen) if chosen else _("all meetings"))
    scopes, columns = [scope], [_column(here, address("states", query), scope, first, unit)]
    for meeting in meetings:
        away = address("states", {**query, "with": [one for one in meetings if one != meeting]})
        at = there(scope, meeting)
        scopes.append(at)
        columns.append(_column(words.label("meeting", meeting), away, at, record(view, at, state), unit))
    name = first.profile["name"]
    others = [one for one in known_at(first, scope, words) if one not in meetings] if len(meetings) < MEETINGS else []
    at_one = [
        column["reported"]
        for column, one in zip(columns, scopes, strict=True)
        if len(set(one.meetings) - {ANY_MEETING, OUTSIDE_MEETINGS}) == 1
    ]
    text = _("{name} reported at {number} of {meetings}") if at_one else _("{name} at meetings and elsewhere")
    title = text.format(name=name, number=sum(at_one), meetings=counted(len(at_one), "meeting"))
    is_dated = bool(scope.since or scope.until)
    return Page(title, (_table(columns, words, meetings=meetings, others=others, is_dated=is_dated),))


def there(scope: Scope, meeting: str) -> Scope:
    """The scope at one meeting, which is its own period: the filter's period would only empty it."""
    return replace(scope, meetings=(meeting,), since=None, until=None)


def _table(
    columns: Sequence[dict[str, Any]],
    words: Vocabulary,
    *,
    meetings: Sequence[str] = (),
    others: Sequence[str] = (),
    is_dated: bool = False,
) -> Html:
    order = dict.fromkeys(code for column in columns for code in column["cells"])
    return render(
        "states/comparison.html",
        columns=columns, order=list(order), words=words, meetings=meetings, others=others, is_dated=is_dated,
    )  # fmt: skip


@cached
def of_state(view: View, scope: Scope) -> tuple[Table, ...]:
    """All that is shown of the one State that the scope chooses, what others say of it last."""
    words, state = vocabulary(view), scope.states[0]
    name = words.label("state", state)
    plain = replace(scope, provisions=(), regions=(), affected=(), statuses=())
    due = [row for one in words.labels["instrument"] for row in due_dates(view, replace(plain, instrument=one))]
    own, listed = (question.rows(view, scope, state=state) for question in (state_contributions, state_listings))
    others = passages(view, scope, state=state, part="others")
    return (
        table_of(coverage, _("Coverage of {name}").format(name=name), _shown(view, scope), words),
        labelled_table(_("Due dates of {name}").format(name=name), DUE_DATES, due, words),
        table_of(state_contributions, _("Contributions of {name}, latest first").format(name=name), own, words),
        *coordination.tables(view, scope),
        table_of(state_listings, _("{name} in programmes and reports").format(name=name), listed, words),
        passage_table(others.rows, words, _("Passages by others about {name}; not what it said").format(name=name)),
    )


@cached
def of_several(view: View, scope: Scope) -> tuple[Table, Table]:
    """The States that the scope chooses, and their records."""
    records = table_of(coverage, _("The States’ records"), _shown(view, scope), vocabulary(view))
    return directory(view, scope).table, records


@cached
def of_meetings(view: View, scope: Scope, meetings: Sequence[str]) -> Table:
    """The record of the one State that the scope chooses, as filtered and at each of these meetings."""
    words = vocabulary(view)
    scopes = [(None, scope), *((meeting, there(scope, meeting)) for meeting in meetings)]
    rows = ({"at": meeting, **row} for meeting, one in scopes for row in _shown(view, one))
    name = words.label("state", scope.states[0])
    return labelled_table(_("{name} at several meetings").format(name=name), (_AT, *coverage.columns), rows, words)


def _shown(view: View, scope: Scope) -> list[dict[str, object]]:
    """The rows of the coverage that screens show."""
    return [row for row in coverage.rows(view, scope) if row["shown"]]
