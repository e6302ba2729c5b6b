"""The gaps list: who has not been heard on what, and why."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kb.export.matrix import as_csv
from kb.model import GAP_CELLS, Cell, TextStatus
from kb.queries import records
from kb.ui.markup import Html, element, join, link, wide_table
from kb.vocabulary import Vocabulary
from kb.words import CELLS, counted

SHOWN = 150
UNVERIFIED = " (text unverified: what is missing here may belong to another action)"


def reasons(gaps: pd.DataFrame, why: str | None, query: Mapping[str, Any]) -> Html:
    """How many gaps there are for each reason; each leads to its part of the list."""
    found = gaps["cell"].value_counts()
    items = [
        element(
            "li",
            link(
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
    everything = link(
        f"All reasons ({found.sum()})", "coverage", {**query, "look": "gaps"}, aria_current=None if why else "true"
    )
    return element("ul", element("li", everything), *items)


def gap_table(found: pd.DataFrame, words: Vocabulary, query: Mapping[str, Any]) -> Html:
    """The list as a table; what is cut off is said."""
    body = (
        [
            link(record["name"], "states", {**query, "state": record["state"]}),
            words.label("provision", record["provision"]) + (UNVERIFIED if _is_unverified(record) else ""),
            join(
                [
                    link(
                        CELLS[Cell(record["cell"])].name,
                        "coverage",
                        {**query, "cell": f"{record['state']}.{record['provision']}"},
                    ),
                    "; not known whether the State has victims" if record["bound"] == "unknown" else "",
                ]
            ),
            record["monitoring"] or "",
            record["elsewhere"] or "",
        ]
        for record in records(found.head(SHOWN))
    )
    columns = [
        "State",
        "Provision",
        "Why there is no report here",
        "Passages by others, at any date",
        "Its own passages elsewhere",
    ]
    caption = f"{counted(len(found), 'gap')} in what is held here"
    cut = f"The first {SHOWN} of {len(found)} are shown; the file has them all." if len(found) > SHOWN else ""
    return join([wide_table(caption, columns, body, label="Gaps list"), element("p", cut) if cut else ""])


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


def gap_file(found: pd.DataFrame, words: Vocabulary, asked: str) -> bytes:
    """The list as CSV, a line a gap: state, state_name, provision, provision_name, text_status, why, in_words, bound,
    passages_by_others, own_passages_elsewhere, scope (`asked`: the sentence above the list).
    """
    cells = [CELLS[Cell(cell)] for cell in found["cell"]]
    file = pd.DataFrame(
        {
            "state": found["state"],
            "state_name": found["name"],
            "provision": found["provision"],
            "provision_name": [words.label("provision", code) for code in found["provision"]],
            "text_status": found["text_status"],
            "why": [cell.name for cell in cells],
            "in_words": [cell.meaning for cell in cells],
            "bound": found["bound"],
            "passages_by_others": found["monitoring"],
            "own_passages_elsewhere": found["elsewhere"],
            "scope": asked,
        }
    )
    return as_csv(file).encode("utf-8")


def _is_unverified(record: Mapping[str, Any]) -> bool:
    return bool(record["text_status"] == TextStatus.UNVERIFIED)
