"""Hand-made cases about coverage, each with an invented State of its own, in one knowledge base."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from kb import questions
from kb.db import Store, View
from kb.domain.model import Assessment, Cell, Scope
from tests.knowledge import DAY, MEETING, Knowledge, code

COUNTS = ("passages", *Assessment, "fact", "second_hand", "aligned", "monitoring", "elsewhere", "only_as_coordinator")
DEFAULT = Scope()
Known = Callable[[Knowledge, str], object]


def cells(view: View, scope: Scope) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of the matrix by State and provision; fails if one stands twice."""
    rows = questions.coverage(view, scope).to_dict("records")
    found = {(row["state"], row["provision"]): row for row in rows}
    assert len(found) == len(rows), "a State and a provision stand in one row"
    return found


_cells_once = lru_cache(cells)


@dataclass(frozen=True)
class Case:
    """What is known of one invented State, and what its row for a provision must say; other counts are 0.

    `known` adds to the knowledge base what is known of the State whose code it is given.
    """

    words: str
    known: Known
    cell: Cell
    counts: Mapping[str, int] = field(default_factory=dict)
    scope: Scope = DEFAULT
    provision: str = "VAP-1"
    joined: Mapping[str, str | None] = field(default_factory=dict)


def build_cases(cases: Iterable[Case], folder: Path) -> Store:
    """One knowledge base for all cases, a State for each: what is known of one must not touch the others."""
    knowledge = Knowledge()
    knowledge.meeting(MEETING, DAY, "2012-04-19")
    knowledge.meeting("inv-2013", "2013-09-10")
    knowledge.meeting("inv-month", "2014-05")
    knowledge.meeting("inv-year", "2015")
    knowledge.meeting("inv-coming", "2999-12-01", convention="Invented treaty")
    knowledge.meeting("inv-mines", "2012-06-01", "2012-06-02", convention="Invented treaty")
    for provision, parent in (
        ("VAP-1", None),
        ("VAP-1.a", "VAP-1"),
        ("VAP-1.a.i", "VAP-1.a"),
        ("VAP-2", None),
        ("CCM-1", None),
    ):
        knowledge.provision(provision, parent=parent)
    knowledge.provision("VAP-3", text="missing")
    knowledge.provision("VAP-4", addressed_to="all")
    knowledge.provision("VAP-5", addressed_to=None)
    for number, case in enumerate(cases):
        if case.joined.get("never"):
            knowledge.outside_state(code(number))
        else:
            knowledge.state(code(number), **case.joined)
        case.known(knowledge, code(number))
    return knowledge.build(folder)


def check(view: View, number: int, case: Case) -> None:
    """Fail unless the row of the case's State says what the case says."""
    row = _cells_once(view, case.scope)[code(number), case.provision]
    counts = {name: row[name] for name in COUNTS}
    assert (row["cell"], counts) == (case.cell, dict.fromkeys(COUNTS, 0) | case.counts)
