"""The matrix State by action: one real HTML table that is picture, table and way to the passages at once."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from kb.domain.catalogue import gettext as _
from kb.domain.model import Affected, Cell, PartyStatus, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import AFFECTED, CELLS, ONLY_AS_COORDINATOR, PARTY_STATUSES, counted
from kb.questions import records
from kb.ui.markup import Html, address
from kb.ui.templates import render

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
