"""The gaps list: who has not been heard on what, and why."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kb.model import Cell
from kb.queries import records
from kb.ui.markup import Html, element, join, link, table
from kb.vocabulary import Vocabulary
from kb.words import CELLS

# In the order in which they are offered.
REASONS = (Cell.NO_CONTRIBUTION, Cell.TEXT_NOT_HELD, Cell.SILENT, Cell.PENDING)
SHOWN = 150


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
        for cell in REASONS
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
            words.label("provision", record["provision"]),
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
    columns = ["State", "Provision", "Why there is no report here", "Passages by others", "Its passages elsewhere"]
    cut = f"The first {SHOWN} of {len(found)} are shown; the file has them all." if len(found) > SHOWN else ""
    return join(
        [
            element(
                "div",
                table(f"{len(found)} gaps in what is held here", columns, body),
                class_="wide",
                role="region",
                aria_label="Gaps list",
                tabindex="0",
            ),
            element("p", cut) if cut else "",
        ]
    )


def gap_file(found: pd.DataFrame, words: Vocabulary) -> bytes:
    """The list as CSV: state, state_name, provision, provision_name, why, in words, bound, monitoring, elsewhere."""
    file = pd.DataFrame(
        {
            "state": found["state"],
            "state_name": found["name"],
            "provision": found["provision"],
            "provision_name": [words.label("provision", code) for code in found["provision"]],
            "why": found["cell"],
            "in_words": [CELLS[Cell(cell)].meaning for cell in found["cell"]],
            "bound": found["bound"],
            "monitoring": found["monitoring"],
            "elsewhere": found["elsewhere"],
        }
    )
    return file.to_csv(index=False, lineterminator="\n").encode("utf-8")
