"""Prepare a contribution: what the three lines ask of a State, what we have of it, what peers do, and an outline."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import streamlit as st

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import NO_LINE, Cell, Scope, TextStatus
from kb.domain.words import counted, day_words
from kb.questions import Row, Rows, rows_of
from kb.questions.practices import practices_read
from kb.questions.provisions import deadlines
from kb.questions.states import state_profile
from kb.questions.vocabulary import vocabulary
from kb.reports.outline import OutlineLine, outline_document
from kb.reports.word import MEDIA_TYPE
from kb.search.practices import Need
from kb.session.question import questions_to
from kb.ui import choose, downloads, linked, location
from kb.ui.elements import listing
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import address, passage_address, render
from kb.ui.practices import found
from kb.ui.states import profile
from kb.ui.states.standing import stands
from kb.workflow.permission import Operation

# So many actions of a line stand in the outline at first, and so many passages of peers on the screen.
AT_FIRST, PEERS = 3, 3


class LineToPrepare(NamedTuple):
    """A discussion line for a State: its questions, how the State stands on the actions under it, and peers' practice.

    `cells` are its cells of the actions that can be chosen, and `facts` says what we have of each.
    `first` are the actions that stand in the outline until others are chosen.
    """

    code: str
    questions: Rows
    duties: Listing | None
    cells: Mapping[str, Row]
    facts: Mapping[str, str]
    first: tuple[str, ...]
    peers: Rows


@cached
def lines(view: View, state: str) -> tuple[LineToPrepare, ...]:
    """The discussion lines, in order, for the State."""
    codes = [code for code in vocabulary(view).labels["line"] if code != NO_LINE]
    return tuple(_line(view, state, code) for code in codes)


@cached
def questions(view: View, state: str, line: str | None) -> Rows:
    """The questions of a line that are for the State; without a line those that go with every line."""
    known = state_profile(view, Scope(states=(state,)), state) or {}
    rows = questions_to(view, known.get("affected", ""), [line] if line else [])
    return [row for row in rows if row["line"] == line]


def _line(view: View, state: str, line: str) -> LineToPrepare:
    rows = [row for row in rows_of(view, "desk_actions", lines=[line]) if row["provision"]]
    under = tuple(row["provision"] for row in rows)
    scope = Scope(states=(state,), provisions=under)
    record = profile.record(view, scope, state)
    # Of an action whose text is not known it cannot be said whether the State reported on it.
    known = [row for row in profile.concerned(record.cells) if row["text_status"] != TextStatus.MISSING]
    cells = {row["provision"]: row for row in known}
    # An action that is under the line by our own reading alone is there to be chosen.
    named = [row["provision"] for row in rows if row["basis"] == "source" and row["provision"] in cells]
    gaps = [code for code in named if cells[code]["cell"] != Cell.REPORTED]
    return LineToPrepare(
        line,
        questions(view, state, line),
        profile.duties(view, scope, record._replace(cells=known)) if cells else None,
        cells,
        _facts(view, scope, cells),
        tuple(gaps[:AT_FIRST]),
        _peers(view, state, line, under),
    )


def _facts(view: View, scope: Scope, cells: Mapping[str, Row]) -> Mapping[str, str]:
    """Of each action what we have of the State, and its deadline."""
    said, until = _("What we have of {name}: {stands}."), _("Due {day}.")
    name = vocabulary(view).label("state", scope.states[0])
    due = {row["provision"]: until.format(day=day_words(row["due_on"])) for row in deadlines(view, scope)}
    return {
        code: f"{said.format(name=name, stands=stands(row))} {due.get(code, '')}".strip() for code, row in cells.items()
    }


def _peers(view: View, state: str, line: str, under: tuple[str, ...]) -> Rows:
    """Passages of other States on the line's actions and themes, one of each, the best first."""
    themes = frozenset(row["id"] for row in rows_of(view, "desk_themes", lines=[line]))
    wanted = found.Wanted(line, None, None, Need(frozenset(under), themes), ())
    first: dict[str, str] = {}
    for match in found.ranked(view, Scope(), wanted, state):
        if match.candidate.states:
            first.setdefault(match.candidate.contributor, match.candidate.passage)
    return practices_read(view, list(first.values())[:PEERS])


def finding(place: Here, state: str) -> str:
    """The title: on how many of the actions under the lines that apply to the State it has not reported yet."""
    cells = {code: row for one in lines(place.view, state) for code, row in one.cells.items()}
    open_ = sum(row["cell"] != Cell.REPORTED for row in cells.values())
    text = _("{name}: no report known yet on {number} of {actions}")
    return text.format(name=place.words.label("state", state), number=open_, actions=counted(len(cells), "action"))


def show(place: Here, state: str) -> None:
    """The lines, each in a tab with the actions to choose; above them the outline of what is chosen."""
    every, words = lines(place.view, state), place.words
    button = st.container()
    chosen: list[OutlineLine] = []
    query, practices = filters.query(replace(place.scope, states=())), address("practices", {"my": place.my})
    names = [f"{words.short['line'][one.code]}: {words.label('line', one.code)}" for one in every]
    for one, tab in zip(every, st.tabs(names), strict=True):
        with tab:
            if st.toggle(_("In the outline"), True, key=f"line-{one.code}-{state}"):
                chosen.append(_chosen(place, one, state))
            title = place.words.label("line", one.code)
            asked = render("prepare/questions.html", title=title, questions=one.questions)
            linked.show(asked, f"asked-{one.code}")
            listing.section(one.duties, f"duties-{one.code}")
            peers = render("prepare/peers.html", peers=one.peers, words=place.words, query=query, every=practices)
            linked.show(peers, f"peers-{one.code}")
    with button:
        _offer(place, state, chosen)


def _chosen(place: Here, one: LineToPrepare, state: str) -> OutlineLine:
    """What of a line is to stand in the outline."""
    provisions = choose.several(
        _("Actions you will speak to"),
        {code: place.words.label("provision", code) for code in one.cells},
        default=one.first,
        placeholder=_("None: on the line as a whole"),
        key=f"on-{one.code}-{state}",
    )
    return OutlineLine(one.code, one.questions, provisions, one.facts, _addresses(one))


def _addresses(one: LineToPrepare) -> list[str]:
    """Where the passages of peers stand, for the outline: at the public address of the dashboard, else its passage."""
    base, text = location.public_address(), _("What others do: {name}, {where}")
    return [
        text.format(name=row["contributor_label"], where=f"{base}{passage_address(id_)}" if base else id_)
        for row in one.peers
        for id_ in [row["passage"]]
    ]


def _offer(place: Here, state: str, chosen: Sequence[OutlineLine]) -> None:
    """The outline as a file, and where it goes when it is written."""
    words = place.words
    closing = [row["question"] for row in questions(place.view, state, None)]
    outline = partial(outline_document, words, words.label("state", state), tuple(chosen), closing)
    name, button = f"outline-{state}.docx", _("Download the outline (Word)")
    downloads.button(button, outline, name, MEDIA_TYPE, "outline", type="primary", disabled=not chosen)
    may_submit = place.actor.may(Operation.HAND_IN, of=place.actor.contributor)
    linked.show(render("prepare/next.html", state=state, may_submit=may_submit), "next")
