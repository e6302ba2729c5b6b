"""Which States and provisions have a row, whom a provision binds, and what earlier revisions said."""

from pathlib import Path

import pytest

from kb import questions
from kb.domain.model import Cell, Scope
from kb.errors import RevisionUnknown
from tests.cases import cells
from tests.knowledge import Knowledge, about


@pytest.mark.slow
def test_who_is_bound_and_who_appears(tmp_path: Path) -> None:
    k = Knowledge()
    k.meeting()
    for provision, addressed_to in (("VAP-1", "affected"), ("VAP-2", "all"), ("VAP-3", None)):
        k.provision(provision, addressed_to=addressed_to)
    k.state("XAA", affected="yes", regional_group="African Group")
    k.state("XAB", affected="no")
    k.state("XAC", affected="unknown")
    k.state("XAD", affected="yes", in_force=None)
    k.outside_state("XZY")
    k.outside_state("XZZ")
    k.said("XZY", about("VAP-1"))
    k.said("XZZ", about("VAP-1"), meeting=None)
    k.said("XZZ", about("VAP-1"), status="received")
    k.described("XZZ", about("VAP-1"))
    with k.build(tmp_path) as store:
        view = store.snapshot(store.revision())
        found = {key: row["bound"] for key, row in cells(view, Scope()).items()}
        by_region = {state for state, _ in cells(view, Scope(regions=("African Group",)))}
        by_affected = {state for state, _ in cells(view, Scope(affected=("unknown",)))}
        by_status = {state for state, _ in cells(view, Scope(statuses=("party",)))}
        by_provision = set(cells(view, Scope(provisions=("VAP-2",), states=("XAA", "XZY"))))
    assert [found["XAA", f"VAP-{n}"] for n in (1, 2, 3)] == ["yes", "yes", "not established"]
    assert [found["XAB", f"VAP-{n}"] for n in (1, 2, 3)] == ["no", "yes", "not established"]
    assert [found["XAC", f"VAP-{n}"] for n in (1, 2, 3)] == ["unknown", "yes", "not established"]
    assert [found["XAD", f"VAP-{n}"] for n in (1, 2, 3)] == ["no", "no", "not established"]
    assert [found["XZY", f"VAP-{n}"] for n in (1, 2, 3)] == ["no", "no", "not established"]
    assert "XZZ" not in {state for state, _ in found}, "it reported nothing in the scope"
    assert (by_region, by_affected, by_status) == ({"XAA"}, {"XAC", "XZY"}, {"XAA", "XAB", "XAC"})
    assert by_provision == {("XAA", "VAP-2")}, "XZY reported on another provision than the one asked about"


@pytest.mark.slow
def test_official_text_and_earlier_revisions(tmp_path: Path) -> None:
    k = Knowledge()
    k.meeting()
    k.provision("VAP-1", text="missing")
    k.provision("VAP-2", text="missing")
    k.state("XAA")
    k.said("XAA", about(None))
    with k.build(tmp_path) as store:
        k.add("official_text", provision="VAP-1")
        k.build(tmp_path, store)
        k.said("XAA", about("VAP-2"))
        k.build(tmp_path, store)
        seen = [
            {provision: row["cell"] for (_, provision), row in cells(store.snapshot(revision), Scope()).items()}
            for revision in (1, 2, 3, 1)
        ]
        reported = [questions.rates(store.snapshot(revision), Scope())["reported"].tolist() for revision in (1, 2, 3)]
        with pytest.raises(RevisionUnknown):
            store.snapshot(4)
    first = {"VAP-1": Cell.TEXT_MISSING, "VAP-2": Cell.TEXT_MISSING}
    assert seen == [
        first,
        first | {"VAP-1": Cell.SILENT},
        {"VAP-1": Cell.SILENT, "VAP-2": Cell.REPORTED},
        first,
    ]
    assert reported == [[0, 0], [0, 0], [0, 1]]
