"""Coding blind: always the same passages, and never fewer with a larger share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.domain.refusals import Refused
from kb.workflow.coding import coding_rows, is_blind, refuse_repeated, theme_rows
from tests.refusing import refused

NAMES = st.text(max_size=20)
SHARES = st.integers(0, 100)


@given(NAMES, NAMES, SHARES, SHARES)
def test_a_larger_share_is_never_blind_to_less(person: str, passage: str, one: int, other: int) -> None:
    smaller, larger = sorted((one, other))
    assert not is_blind(person, passage, smaller) or is_blind(person, passage, larger)
    assert (is_blind(person, passage, 0), is_blind(person, passage, 100)) == (False, True)


def test_a_share_is_about_kept() -> None:
    blind = sum(is_blind("anne", f"invented.{number}", 30) for number in range(2000))
    assert 500 < blind < 700


@pytest.mark.parametrize("codings", [[("VAP-1", "plan")] * 2, [(None, "plan"), (None, "offer")]])
def test_a_repeated_coding_is_refused(codings: list[tuple[str | None, str]]) -> None:
    with refused(Refused.CODED_TWICE):
        refuse_repeated(codings)


def test_rows_are_numbered_and_nothing_is_at_place_nought_but_what_has_no_provision() -> None:
    rows = coding_rows([("VAP-1", "plan"), (None, "offer"), ("VAP-2", "plan")])
    assert [row["position"] for row in rows] == [1, 0, 3]
    assert [row["position"] for row in theme_rows(["a", "b"])] == [1, 2]
