"""What stands behind one cell of the matrix."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kb.filters import query
from kb.model import Cell, InstrumentId, Scope
from kb.queries import coverage, records
from kb.queries.passages import passages
from kb.store import View
from kb.ui.markup import Html, element, join, link
from kb.ui.memory import remembered, words_of
from kb.ui.parts.matrix import counts_in_words
from kb.ui.parts.passages import passage_list
from kb.vocabulary import Vocabulary
from kb.words import CELLS


def named(cell: str | None, words: Vocabulary) -> tuple[str, str] | None:
    """The State and provision that `LAO.VAP-23` in an address names, or None."""
    state, _, provision = (cell or "").partition(".")
    known = state in words.labels["state"] and provision in words.labels["provision"]
    return (state, provision) if known else None


@remembered
def behind(view: View, scope: Scope, state: str, provision: str) -> Html:
    """Why the cell is what it is, then the State's passages in the scope, then apart what others say and what lies
    outside the scope.
    """
    words = words_of(view)
    instrument = InstrumentId(words.groups["provision"][provision])
    of_provision = replace(scope, provisions=(provision,), instrument=instrument)
    row = next(
        (row for row in records(coverage(view, of_provision)) if row["state"] == state),
        None,
    )
    if row is None:
        return element(
            "p", "This State or provision is not in what you filtered. ", link("Reset all filters", "coverage")
        )
    said = CELLS[Cell(row["cell"])]
    found = passages(view, of_provision, state=state, provision=provision)
    own = [one for one in found.rows if one["relation"] != "described"]
    parts = [
        element(
            "p",
            element("strong", f"{said.mark} {said.name}"),
            f" ({counts_in_words(row)})" if counts_in_words(row) else "",
            f". {said.meaning}",
        ),
        passage_list((one for one in own if one["in_scope"]), words),
        _apart("Of the State, outside what you filtered", [one for one in own if not one["in_scope"]], words),
        _apart(
            "By others about the State; not what the State said",
            [one for one in found.rows if one["relation"] == "described"],
            words,
        ),
        element(
            "p",
            link(f"All of {words.label('state', state)}", "states", {**query(scope), "state": state}),
            " · ",
            link(words.label("provision", provision), "actions", {**query(scope), "read": provision}),
        ),
    ]
    return join(parts)


def _apart(title: str, rows: Sequence[Mapping[str, Any]], words: Vocabulary) -> Html:
    if not rows:
        return Html()
    return element("section", element("h3", f"{title} ({len(rows)})"), passage_list(rows, words))
