"""What stands behind one cell of the matrix."""

from dataclasses import replace

from kb.cache import cached
from kb.domain.filters import query
from kb.domain.model import GAP_CELLS, Cell, InstrumentId, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, counted
from kb.queries import Rows, coverage
from kb.queries.passages import passages
from kb.queries.states import state_contributions, state_listings
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.markup import Html, element, join, link
from kb.ui.parts.matrix import counts_in_words
from kb.ui.passages import passage_list
from kb.ui.states.record import listings, reason


def named(cell: str | None, words: Vocabulary) -> tuple[str, str] | None:
    """The State and provision that `LAO.VAP-23` in an address names, or None."""
    state, _, provision = (cell or "").partition(".")
    known = state in words.labels["state"] and provision in words.labels["provision"]
    return (state, provision) if known else None


@cached
def behind(view: View, scope: Scope, state: str, provision: str) -> Html:
    """Why the cell is what it is, then the State's passages in the scope, then apart what others say and what lies
    outside the scope.
    """
    words = vocabulary(view)
    instrument = InstrumentId(words.groups["provision"][provision])
    of_provision = replace(scope, provisions=(provision,), instrument=instrument)
    row = next(
        (row for row in coverage.rows(view, of_provision) if row["state"] == state),
        None,
    )
    if row is None:
        return element(
            "p", "This State or provision is not in what you filtered. ", link("Reset all filters", "coverage")
        )
    said = CELLS[Cell(row["cell"])]
    found = passages(view, of_provision, state=state, provision=provision)
    own = [one for one in found.rows if one["relation"] != "described"]
    held = [one for one in state_contributions.rows(view, scope, state=state) if one["in_scope"]]
    listed = [
        one
        for one in state_listings.rows(view, scope, state=state)
        if one["in_scope"] and (one["spoke"] or one["as_coordinator"])
    ]
    parts = [
        element(
            "p",
            element("strong", f"{said.mark} {said.name}"),
            f" ({counts_in_words(row)})" if counts_in_words(row) else "",
            f". {reason(row, held)}",
        ),
        element("p", _held(held)),
        passage_list((one for one in own if one["in_scope"]), words, query(scope)),
        _apart("Of the State, outside what you filtered", [one for one in own if not one["in_scope"]], words, scope),
        _apart(
            "By others about the State; not what the State said",
            [one for one in found.rows if one["relation"] == "described"],
            words,
            scope,
        ),
        listings(words.label("state", state), listed) if not row["passages"] else "",
        _of_others(of_provision, state, provision) if Cell(row["cell"]) in GAP_CELLS else "",
        element(
            "p",
            link(f"All of {words.label('state', state)}", "states", {**query(scope), "state": state}),
            " · ",
            link(words.label("provision", provision), "actions", {**query(scope), "read": provision}),
        ),
    ]
    return join(parts)


def _of_others(scope: Scope, state: str, provision: str) -> Html:
    """The way from a gap to what others do about it."""
    asked = {**query(scope), "my": state, "need": provision}
    return element("p", link("What others do about it", "practices", asked), " stands under Practices.")


def _held(held: Rows) -> Html:
    """What of the State's own the cell rests on, so that nobody takes little for nothing."""
    if not held:
        return Html("No contribution of the State is held in what you filtered.")
    reads = (
        link(
            f"{one['meeting_label']}, {one['date'] or 'no date'}",
            "contributions",
            {"contribution": one["contribution"]},
            aria_label=f"Contribution: {one['meeting_label']}, {one['date'] or 'no date'}",
        )
        for one in held
    )
    return join(
        [f"Held of the State in what you filtered: {counted(len(held), 'contribution')}: ", join(reads, "; "), "."]
    )


def _apart(title: str, rows: Rows, words: Vocabulary, scope: Scope) -> Html:
    if not rows:
        return Html()
    return element("section", element("h3", f"{title} ({len(rows)})"), passage_list(rows, words, query(scope)))
