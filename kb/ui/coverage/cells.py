"""The matrix State by action, one real HTML table that is picture, table and way on; and what is behind each cell."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.filters import query
from kb.domain.model import ANY_MEETING, GAP_CELLS, Affected, Cell, PartyStatus, Scope, TextStatus
from kb.domain.outcomes import Done
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import AFFECTED, CELLS, ONLY_AS_COORDINATOR, PARTY_STATUSES, counted
from kb.questions import Row, coverage, records
from kb.questions.passages import by_part, passages
from kb.questions.states import state_contributions, state_listings
from kb.questions.vocabulary import vocabulary
from kb.ui import frame, linked
from kb.ui.elements import change
from kb.ui.elements.paging import SIZE
from kb.ui.frame import Here
from kb.ui.markup import Html, address, element, link, render
from kb.ui.passages import passage_list
from kb.ui.states.standing import listings, reason
from kb.workflow.gaps import Evidence, evidence, record_look
from kb.workflow.permission import Operation

# Rows stand in groups, in this order: who is most concerned first.
GROUPS = (
    ("party", "yes", _("States Parties with cluster munition victims")),
    ("party", "unknown", _("States Parties not known to have victims or not")),
    ("party", "no", _("States Parties not named as having victims")),
    ("deposited", None, PARTY_STATUSES[PartyStatus.DEPOSITED]),
    ("signatory", None, _("Signatories")),
    ("withdrawn", None, _("Withdrawn")),
    ("outside", None, _("Outside the Convention")),
)
BESIDE = {
    "second_hand": ("s", _("as reported by others")),
    "aligned": ("a", _("through a collective statement")),
    "monitoring": ("m", _("by others about the State, at any date")),
    "elsewhere": ("e", _("of the State, elsewhere")),
}
KNOWN_CELLS = ("reported", "pending", "silent", "text_not_held")


def matrix(rows: pd.DataFrame, words: Vocabulary, query: Mapping[str, Any], *, everyone: bool) -> Html:
    """The table. `rows` as from looks.matrix; `query` the address's shared part; without `everyone` only States to
    which an action for affected States may be addressed, or of which anything is known.
    """
    shown = rows if everyone else rows[rows["state"].isin(concerned(rows))]
    unsure = set(rows.loc[rows["text_status"] == TextStatus.UNVERIFIED, "provision"])
    columns = [
        {
            "code": code,
            "number": words.labels["number"][code],
            "title": words.label("provision", code),
            "href": address("actions", {**query, "read": code}),
            "unsure": code in unsure,
        }
        for code in dict.fromkeys(rows["provision"])
    ]
    asked = address("", query).removeprefix("/")
    return render(
        "coverage/matrix.html",
        caption=_("States and actions"),
        cells=CELLS,
        beside=[said for key, said in BESIDE.items() if shown[key].any()],
        grid=f"{asked}&cell=" if asked else "?cell=",
        names=json.dumps({cell.value: said.name for cell, said in CELLS.items()}, ensure_ascii=False),
        columns=columns,
        groups=list(_groups(shown, query)),
        left_out=rows["state"].nunique() - shown["state"].nunique(),
        everyone=address("coverage", {**query, "rows": "all"}),
    )


def counts_in_words(row: Mapping[str, Any]) -> str:
    """The counts of a cell, in words; empty when there are none."""
    texts = [counted(row["passages"], "passage")] if row["passages"] else []
    texts += [f"{row[key]} {meaning}" for key, (_letter, meaning) in BESIDE.items() if row[key]]
    return ", ".join([*texts, *([ONLY_AS_COORDINATOR] if row["only_as_coordinator"] else [])])


def concerned(rows: pd.DataFrame) -> set[str]:
    """The States Parties that may have victims, and those of which anything is known."""
    affected = (rows["status"] == "party") & (rows["affected"] != "no")
    known = (
        rows["cell"].isin(KNOWN_CELLS)
        | rows["spoke"]
        | rows["only_as_coordinator"]
        | (rows["monitoring"] + rows["elsewhere"] > 0)
    )
    return set(rows.loc[affected | known, "state"])


def _groups(rows: pd.DataFrame, query: Mapping[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The groups that have States, each with its title and its rows."""
    every = records(rows)
    for status, affected, title in GROUPS:
        states: dict[str, list[dict[str, Any]]] = {}
        for record in every:
            if record["status"] == status and affected in (None, record["affected"]):
                states.setdefault(record["state"], []).append(record)
        if states:
            yield title, [_row(state, cells, query) for state, cells in states.items()]


def _row(state: str, cells: list[dict[str, Any]], query: Mapping[str, Any]) -> dict[str, Any]:
    first = cells[0]
    return {
        "code": state,
        "name": first["name"],
        "href": address("contributions", {**query, "state": state, "list": "passages"}),
        "title": f"{PARTY_STATUSES[PartyStatus(first['status'])]}; {AFFECTED[Affected(first['affected'])].lower()}",
        "cells": [_cell(record) for record in cells],
    }


def _cell(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": record["cell"],
        "mark": CELLS[Cell(record["cell"])].mark + (str(record["passages"]) if record["passages"] else ""),
        "small": " ".join(f"{letter}{record[key]}" for key, (letter, _meaning) in BESIDE.items() if record[key]),
        "said": counts_in_words(record),
    }


@cached
def behind(view: View, scope: Scope, state: str, provision: str) -> Html:
    """Why the cell is what it is, then the State's passages in the scope, then apart what others say and what lies
    outside the scope.
    """
    words = vocabulary(view)
    instrument = words.groups["provision"][provision]
    of_provision = replace(scope, provisions=(provision,), instrument=instrument)
    row = _by_state(view, of_provision).get(state)
    if row is None:
        text = _("This State or action is not in what you filtered.")
        return element("p", text, " ", link(_("Reset all filters"), "coverage"))
    held = [one for one in state_contributions.rows(view, scope, state=state) if one["in_scope"]]
    listed = [
        one
        for one in state_listings.rows(view, scope, state=state)
        if one["in_scope"] and (one["spoke"] or one["as_coordinator"])
    ]
    asked, state_name = query(scope), words.label("state", state)
    every = {**asked, "state": state, "provision": provision, "instrument": instrument, "list": "passages"}
    parts = (
        ("own", "", every),
        ("elsewhere", _("Of the State, outside what you filtered"), {**every, "meeting": ANY_MEETING}),
        (
            "others",
            _("By others about the State; not what the State said"),
            {"about": state, "provision": provision, "list": "passages"},
        ),
    )
    near = near_to(view, scope, state, provision)
    found = by_part(view, of_provision, state=state, provision=provision, limit=SIZE)
    of_all = replace(scope, instrument=instrument, provisions=())
    everything = passages(view, of_all, state=state, part="own").rows if near else []
    by_id = {one["passage"]: one for one in everything}
    return render(
        "coverage/cell.html",
        near=passage_list((by_id[one] for one in near.nearest if one in by_id), words, asked) if near else "",
        looked=near is not None and near.looked,
        read=len(everything),
        said=CELLS[Cell(row["cell"])],
        counts=counts_in_words(row),
        why=reason(row, held),
        held=held[:SIZE],
        more=len(held[SIZE:]),
        parts=[
            (title, found[part].count(part), len(found[part].rows), passage_list(found[part].rows, words, asked), to)
            for part, title, to in parts
        ],
        listings="" if row["passages"] else listings(state_name, listed),
        is_gap=Cell(row["cell"]) in GAP_CELLS,
        query=asked,
        state=state,
        provision=provision,
        state_name=state_name,
        provision_name=words.label("provision", provision),
    )


def near_to(view: View, scope: Scope, state: str, provision: str) -> Evidence | None:
    """The passages of the State nearest to what it is silent on; None where it is not, or nothing is known of any."""
    of_provision = replace(scope, provisions=(provision,), instrument=vocabulary(view).groups["provision"][provision])
    row = _by_state(view, of_provision).get(state)
    if row is None or row["cell"] != Cell.SILENT:
        return None
    return evidence(view, replace(of_provision, states=(state,))).get(state, {}).get(provision)


@cached
def _by_state(view: View, scope: Scope) -> dict[str, Row]:
    """The coverage of one action or article, by State: asked once for all cells of it."""
    return {row["state"]: row for row in coverage.rows(view, scope)}


def show(cell: str | None) -> None:
    """Open the window if the address names a cell, such as `LAO.VAP-23`."""
    place = frame.here()
    named = place.words.cell(cell)
    if named:
        state, provision = named
        title = f"{place.words.label('state', state)}: {place.words.label('provision', provision)}"
        may_look = place.view.is_latest and place.actor.may(Operation.CODE)
        near = near_to(place.view, place.scope, state, provision) if may_look else None
        below = partial(_look, place, state, provision, near) if near else None
        linked.window(title, behind(place.view, place.scope, state, provision), leaves="cell", below=below)


def _look(place: Here, state: str, provision: str, near: Evidence) -> None:
    """The button with which somebody says that these passages are not on the provision, unless somebody did."""
    change.say_what_was_done()
    if not near.looked and st.button(
        _("I looked: none of these is on it"), key=change.key("looked", (state, provision))
    ):
        change.carry_out(lambda: record_look(place.store, place.actor, state, provision, near.nearest), Done.LOOKED)
