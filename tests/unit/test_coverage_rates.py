"""Rates: who counts in the fraction, and who stands beside it."""

from pathlib import Path

import pytest

from kb import questions
from kb.domain.model import InstrumentId, Scope
from tests.cases import cells
from tests.knowledge import Knowledge, about, code

COUNTS = ["reported", "bound", "unknown", "unknown_reporting", "unbound_reporting", "passages"]


@pytest.mark.slow
def test_rates(tmp_path: Path) -> None:
    k = Knowledge()
    k.meeting()
    for provision, addressed_to in (("VAP-1", "affected"), ("VAP-2", None), ("VAP-3", "all"), ("CCM-1", "all")):
        k.provision(provision, addressed_to=addressed_to)
    k.outside_state("XZZ")
    for number, affected in enumerate(("yes", "yes", "yes", "no", "no", "unknown", "unknown", "unknown")):
        k.state(code(number), affected=affected)
    for state in ("XAA", "XAB", "XAD", "XAF", "XZZ"):
        k.said(state, about("VAP-1", "VAP-2"))
    k.said("XAC", about("VAP-1"), status="coded")
    k.described("XAC", about("VAP-1"))
    k.said("XAA", about("CCM-1"), behalf=["XAA", "XAB"])  # a collective statement is spoken once
    with k.build(tmp_path) as store:
        view = store.snapshot(store.revision())
        rates = questions.rates(view, Scope()).set_index("provision")[COUNTS]
        chosen = questions.rates(view, Scope(provisions=("VAP-1",), states=("XAA", "XAC"))).to_dict("records")
        nobody = questions.rates(view, Scope(provisions=("VAP-1",), regions=("African Group",))).to_dict("records")
        (collective,) = questions.rates(view, Scope(InstrumentId.CCM)).to_dict("records")
        found = cells(view, Scope(InstrumentId.CCM, states=("XAA", "XAB", "XAC")))
    assert rates.to_dict("index") == {
        "VAP-1": rate(reported=2, bound=3, unknown=3, unknown_reporting=1, unbound_reporting=2, passages=5),
        "VAP-2": rate(unbound_reporting=5, passages=5),
        "VAP-3": rate(bound=8),
    }
    assert [(row["reported"], row["bound"], row["passages"]) for row in chosen] == [(1, 2, 1)]
    assert [(row["provision"], row["bound"], row["passages"]) for row in nobody] == [("VAP-1", 0, 0)]
    assert [(row["passages"], row["aligned"]) for row in found.values()] == [(1, 0), (1, 1), (0, 0)]
    assert (collective["reported"], collective["bound"], collective["passages"]) == (2, 8, 1)


def rate(**counts: int) -> dict[str, int]:
    """The counts of a rate; those not given are 0."""
    return dict.fromkeys(COUNTS, 0) | counts
