"""The matrix State by provision: one real HTML table that is picture, table and way to the passages at once.

Cells come short (a class, a mark, the counts); the page gives each link its address and its name in words
(assets/linked.js), so that the whole matrix stays small on a bad line.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from kb.domain.model import Affected, Cell, PartyStatus, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import AFFECTED, CELLS, ONLY_AS_COORDINATOR, PARTY_STATUSES
from kb.queries import records
from kb.ui.markup import Html, caption_of, element, join, link, text

# Rows stand in groups, in this order: who is most concerned first.
GROUPS = (
    ("party", "yes", "States Parties with cluster munition victims"),
    ("party", "unknown", "States Parties not known to have victims or not"),
    ("party", "no", "States Parties not named as having victims"),
    ("deposited", None, PARTY_STATUSES[PartyStatus.DEPOSITED]),
    ("signatory", None, "Signatories"),
    ("withdrawn", None, "Withdrawn"),
    ("outside", None, "Outside the Convention"),
)
BESIDE = {
    "second_hand": ("s", "second-hand"),
    "aligned": ("a", "through a collective statement"),
    "monitoring": ("m", "by others about the State, at any date"),
    "elsewhere": ("e", "of the State outside what is shown"),
}
CAPTION = "States and provisions"
UNSURE = "*"
UNSURE_SAID = (
    "* The text of this action is unverified: its number and content are still to be checked, so what stands below it, "
    "and above all what is missing there, may belong to another action."
)
KNOWN_CELLS = ("reported", "pending", "silent", "text_not_held")


def matrix(rows: pd.DataFrame, words: Vocabulary, query: Mapping[str, Any], *, everyone: bool) -> Html:
    """The table. `rows` as from looks.matrix; `query` the address's shared part; without `everyone` only States that a
    provision for affected States may bind, or of which anything is known.
    """
    shown = rows if everyone else rows[rows["state"].isin(concerned(rows))]
    provisions = list(dict.fromkeys(rows["provision"]))
    unsure = set(rows.loc[rows["text_status"] == TextStatus.UNVERIFIED, "provision"])
    left_out = rows["state"].nunique() - shown["state"].nunique()
    head = element(
        "tr",
        element("th", "State", scope="col"),
        *(
            element(
                "th",
                link(
                    words.labels["number"][code] + (UNSURE if code in unsure else ""),
                    "actions",
                    {**query, "read": code},
                    aria_label=words.label("provision", code),
                ),
                scope="col",
                title=words.label("provision", code),
                data_column=code,
            )
            for code in provisions
        ),
    )
    parts = [
        caption_of(CAPTION),
        element("thead", head),
        *_bodies(shown, len(provisions), query),
    ]
    table = element(
        "table",
        *parts,
        data_grid=f"?{_query(query)}cell=",
        data_words=json.dumps({cell.value: said.name for cell, said in CELLS.items()}, ensure_ascii=False),
    )
    region = element("div", table, class_="wide", role="region", aria_label="Matrix of States and provisions")
    return join([region, _left_out(left_out, query), element("p", UNSURE_SAID) if unsure else ""])


def legend() -> Html:
    """What the marks mean, in words: their names at a glance, the whole meaning on request."""
    names = (element("li", element("strong", said.mark), f" {said.name}") for said in CELLS.values())
    marks = (element("li", element("strong", said.mark), f" {said.name}: {said.meaning}") for said in CELLS.values())
    beside = "; ".join(f"{letter} {meaning}" for letter, meaning in BESIDE.values())
    return join(
        [
            element("ul", *names, class_="legend", aria_label="Marks"),
            element(
                "p", f"After ● stands the number of passages. Small letters with a number: {beside}.", class_="quiet"
            ),
            element(
                "details",
                element("summary", "What exactly the marks mean"),
                element("ul", *marks),
                element("p", "Arrow keys move between cells; Enter opens the passages."),
            ),
        ]
    )


def counts_in_words(row: Mapping[str, Any]) -> str:
    """The counts of a cell, in words; empty when there are none."""
    said = [f"{row['passages']} passage{'s' if row['passages'] != 1 else ''}"] if row["passages"] else []
    said += [f"{row[key]} {meaning}" for key, (_, meaning) in BESIDE.items() if row[key]]
    return ", ".join([*said, *([ONLY_AS_COORDINATOR] if row["only_as_coordinator"] else [])])


def _grouped(rows: pd.DataFrame) -> Iterator[tuple[str, dict[str, list[dict[str, Any]]]]]:
    """The groups that have States, each with its title and the cells of each State."""
    every = records(rows)
    for status, affected, title in GROUPS:
        states: dict[str, list[dict[str, Any]]] = {}
        for record in every:
            if record["status"] == status and affected in (None, record["affected"]):
                states.setdefault(record["state"], []).append(record)
        if states:
            yield title, states


def _bodies(rows: pd.DataFrame, width: int, query: Mapping[str, Any]) -> Iterator[Html]:
    for title, states in _grouped(rows):
        heading = element("th", f"{title} ({len(states)})", colspan=str(width + 1), scope="rowgroup")
        lines = (
            element("tr", _row_header(cells[0], query), *map(_cell, cells), data_row=state)
            for state, cells in states.items()
        )
        yield element("tbody", element("tr", heading, class_="group"), *lines)


def _row_header(record: Mapping[str, Any], query: Mapping[str, Any]) -> Html:
    listed = {**query, "state": record["state"], "list": "passages"}
    title = f"{PARTY_STATUSES[PartyStatus(record['status'])]}; {AFFECTED[Affected(record['affected'])].lower()}"
    return element("th", link(record["name"], "contributions", listed, title=title), scope="row")


def _cell(record: Mapping[str, Any]) -> Html:
    mark = CELLS[Cell(record["cell"])].mark + (str(record["passages"]) if record["passages"] else "")
    beside = " ".join(f"{letter}{record[key]}" for key, (letter, _) in BESIDE.items() if record[key])
    small = f"<small>{beside}</small>" if beside else ""
    said = counts_in_words(record)
    title = f' title="{text(said)}"' if said else ""
    return Html(f'<td class="{record["cell"]}"{title}><a>{mark}{small}</a></td>')


def concerned(rows: pd.DataFrame) -> set[str]:
    affected = (rows["status"] == "party") & (rows["affected"] != "no")
    known = (
        rows["cell"].isin(KNOWN_CELLS)
        | rows["spoke"]
        | rows["only_as_coordinator"]
        | (rows["monitoring"] + rows["elsewhere"] > 0)
    )
    return set(rows.loc[affected | known, "state"])


def _left_out(count: int, query: Mapping[str, Any]) -> Html:
    if not count:
        return Html()
    return element(
        "p",
        f"{count} further States are not shown: none of them is a State Party named as having victims, or of which "
        "that is not known, and nothing is held or known of them here. ",
        link("Show all States", "coverage", {**query, "rows": "all"}),
    )


def _query(query: Mapping[str, Any]) -> str:
    return f"{urlencode(query, doseq=True)}&" if query else ""
