"""What stands behind one cell of the matrix."""

from dataclasses import replace

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.filters import query
from kb.domain.model import ANY_MEETING, GAP_CELLS, Cell, Scope
from kb.domain.words import CELLS
from kb.questions import Row, coverage
from kb.questions.passages import by_part, passages
from kb.questions.states import state_contributions, state_listings
from kb.questions.vocabulary import vocabulary
from kb.ui.coverage.matrix import counts_in_words
from kb.ui.elements.paging import SIZE
from kb.ui.markup import Html, element, link
from kb.ui.passages import passage_list
from kb.ui.states.record import listings, reason
from kb.ui.templates import render
from kb.workflow.gaps import Evidence, evidence


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
