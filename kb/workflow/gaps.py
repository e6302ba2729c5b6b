"""How sure a gap is: the passages nearest to what a State is silent on, and whether somebody looked at them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kb.cache import cached
from kb.db import Store, View
from kb.domain.model import Cell, Scope
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import Row, Rows, rows_in
from kb.questions.looks import gaps
from kb.workflow.permission import Actor, Operation, revise
from kb.workflow.suggestions import NEAREST, nearest


class Evidence(NamedTuple):
    """Ids of the State's passages that come nearest, the nearest first, and whether somebody looked at all of them."""

    nearest: tuple[str, ...]
    looked: bool


def gaps_with_evidence(view: View, scope: Scope) -> Rows:
    """The gaps under the columns GAPS: beside a silent one its nearest passages, and whether somebody looked."""
    rows = gaps.rows(view, scope)
    by_state = evidence(view, scope) if any(row["cell"] == Cell.SILENT for row in rows) else {}
    return [{**row, **_columns(row, by_state)} for row in rows]


def _columns(row: Row, by_state: Mapping[str, Mapping[str, Evidence]]) -> Row:
    one = by_state.get(row["state"], {}).get(row["provision"]) if row["cell"] == Cell.SILENT else None
    return {"nearest": " ".join(one.nearest) if one else None, "looked": one.looked if one else None}


@cached
def evidence(view: View, scope: Scope) -> Mapping[str, Mapping[str, Evidence]]:
    """By State and provision, of all that the States of the scope said in it; only of what enough is known of."""
    of_states: dict[str, list[Row]] = defaultdict(list)
    for row in rows_in(view, "gap_passages", replace(scope, provisions=())):
        of_states[row["state"]].append(row)
    return {
        state: {
            provision: Evidence(tuple(row["passage"] for row in near), all(provision in row["looked"] for row in near))
            for provision, near in nearest(view, rows).items()
            if near
        }
        for state, rows in of_states.items()
    }


def record_look(store: Store, actor: Actor, state: str, provision: str, passages: Sequence[str]) -> int:
    """Keep that the actor looked at these passages and none is on the provision; returns the revision.

    Raises NotPermitted, ChangeRefused.
    """
    if not 1 <= len(passages) <= NEAREST:
        raise ChangeRefused(Refused.NO_PASSAGES_LOOKED_AT, most=NEAREST)
    reason = "Somebody looked at the passages nearest to what a State is silent on, and none is on it"
    with revise(store, actor, Operation.CODE, reason) as change:
        key = {"state": state, "provision": provision}
        change.save("looked_at", [key | {"passage": passage} for passage in passages])
        return change.number
