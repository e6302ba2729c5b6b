"""The gaps list: who has not been heard on what, and why."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kb.domain.model import GAP_CELLS, Cell, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, cell_name, counted
from kb.queries import records
from kb.ui.markup import Html, element, figure_link, join, link, wide_table

SHOWN = 150
UNVERIFIED = " (text unverified: what is missing here may belong to another action)"


def reasons(gaps: pd.DataFrame, why: str | None, query: Mapping[str, Any]) -> Html:
    """How many gaps there are for each reason; each leads to its part of the list."""
    found = gaps["cell"].value_counts()
    items = [
        element(
            "li",
            figure_link(
                f"{CELLS[cell].name} ({found[cell]})",
                "coverage",
                {**query, "look": "gaps", "why": cell.value},
                aria_current="true" if why == cell else None,
            ),
            f": {CELLS[cell].meaning}",
        )
        for cell in GAP_CELLS
        if cell in found
    ]
    everything = figure_link(
        f"All reasons ({found.sum()})", "coverage", {**query, "look": "gaps"}, aria_current=None if why else "true"
    )
    return element("ul", element("li", everything), *items)


def gap_table(found: pd.DataFrame, words: Vocabulary, query: Mapping[str, Any]) -> Html:
    """The list as a table; what is cut off on the screen is said, and is in files of it."""
    body = (
        [
            link(record["name"], "states", {**query, "state": record["state"]}),
            join([_to_practices(record, words, query), UNVERIFIED if _is_unverified(record) else ""]),
            join(
                [
                    link(
                        cell_name(record),
                        "coverage",
                        {**query, "cell": f"{record['state']}.{record['provision']}"},
                    ),
                    "; not known whether the State has victims" if record["bound"] == "unknown" else "",
                ]
            ),
            record["monitoring"] or "",
            record["elsewhere"] or "",
        ]
        for record in records(found[:SHOWN])
    )
    columns = [
        "State",
        "Provision",
        "Why there is no report here",
        "Passages by others, at any date",
        "Its own passages elsewhere",
    ]
    unknown = int((found["bound"] == "unknown").sum())
    apart = f"; of {unknown} it is not known whether the provision binds the State" if unknown else ""
    caption = f"{counted(len(found), 'gap')} in what is held here{apart}"
    cut = f"The first {SHOWN} of {len(found)} are shown; a download has them all." if len(found) > SHOWN else ""
    shown = wide_table(caption, columns, body, label="Gaps list")
    others = link("What others do about each gap", "practices", query)
    return join([element("p", others, " stands under Practices."), shown, element("p", cut) if cut else ""])


def _to_practices(record: Mapping[str, Any], words: Vocabulary, query: Mapping[str, Any]) -> Html:
    """The provision of a gap, leading to what others do about it."""
    label = words.label("provision", record["provision"])
    of_the_gap = {**query, "my": record["state"], "need": record["provision"]}
    return link(label, "practices", of_the_gap, aria_label=f"{label}: what others do about this gap")


def no_gaps(rows: pd.DataFrame, why: str | None) -> Html:
    """Why the list is empty, from the matrix of the same scope."""
    if rows.empty:
        return element("p", "No State or no provision is left by the filters, so there is nothing that could be a gap.")
    counts = rows["cell"].value_counts()
    said = (f"{CELLS[cell].name}: {counts[cell]}" for cell in Cell if cell in counts)
    asked = f" for the reason “{CELLS[Cell(why)].name}”" if why else ""
    return element(
        "p",
        f"There is no gap{asked}. What the matrix holds for these States and provisions: ",
        "; ".join(said),
        ". A provision that is not addressed to a State, and a text that is missing, are nobody’s gap.",
    )


def _is_unverified(record: Mapping[str, Any]) -> bool:
    return bool(record["text_status"] == TextStatus.UNVERIFIED)
