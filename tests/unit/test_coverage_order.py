"""Which state a cell has when what leads to several holds: the earlier one, for every pair of them."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from kb.db import View
from kb.domain.model import Cell, Scope
from tests.cases import cells
from tests.knowledge import Knowledge, about, code

# Every combination of what can lead to a state, with a provision whose text is held and one whose is missing.
CONDITIONS = (Cell.REPORTED, Cell.PENDING, Cell.NOT_ADDRESSED, Cell.SILENT, Cell.TEXT_NOT_HELD)
COMBINATIONS = [
    (frozenset(chosen), text)
    for count in range(len(CONDITIONS) + 1)
    for chosen in combinations(CONDITIONS, count)
    for text in ("held", "missing")
]


@pytest.fixture(scope="module")
def combined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    k = Knowledge()
    k.meeting()
    k.provision("VAP-1")
    k.provision("VAP-2", text="missing")
    k.provision("VAP-9")
    for number, (holding, _) in enumerate(COMBINATIONS):
        state = code(number)
        k.state(state, affected="no" if Cell.NOT_ADDRESSED in holding else "yes")
        if Cell.REPORTED in holding:
            k.said(state, about("VAP-1", "VAP-2"))
        if Cell.PENDING in holding:
            k.said(state, about("VAP-1", "VAP-2"), status="received")
        if Cell.SILENT in holding:
            k.said(state, about("VAP-9"))
        if Cell.TEXT_NOT_HELD in holding:
            k.speaker(state)
    with k.build(tmp_path_factory.mktemp("combined")) as store:
        yield store.snapshot(store.revision())


def test_the_earlier_state_wins(combined: View) -> None:
    found = cells(combined, Scope())
    for number, (holding, text) in enumerate(COMBINATIONS):
        holds = holding | ({Cell.TEXT_MISSING} if text == "missing" else set()) | {Cell.NO_CONTRIBUTION}
        expected = next(cell for cell in Cell if cell in holds)
        provision = "VAP-2" if text == "missing" else "VAP-1"
        assert found[code(number), provision]["cell"] == expected, (holding, text)


def test_every_pair_of_states_is_tried() -> None:
    tried = {
        pair
        for holding, text in COMBINATIONS
        for pair in combinations(
            sorted({*holding, *(["text_missing"] if text == "missing" else []), "no_contribution"}), 2
        )
    }
    assert tried == set(combinations(sorted(Cell), 2))
