"""Whatever is typed is read: slips of syntax are mended and said, and nothing that is typed fails."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.db import Store
from kb.domain.model import Scope
from kb.search import Sort, search
from kb.search.parsing import LONGEST, MOST_WORDS, read
from kb.search.reading import Word
from tests.knowledge import Knowledge, about


def known(said: str) -> tuple[str, ...]:
    """Two invented references."""
    return {"Action 23": ("VAP-23",), "5.2(g)": ("CCM-5.2.g",)}.get(said, ())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("a b", "a b"),
        ("a AND b", "a AND b"),
        ("a OR b c", "a OR (b c)"),
        ("a (b OR c)", "a (b OR c)"),
        ("NOT a b", "NOT a b"),
        ("NOT (a b)", "NOT (a AND b)"),
        ("“a b” «c d»", "“a b” “c d”"),
        ("a and or not", "a and or not"),
        ("people's rights", "people s rights"),
        ("carp* ", "carp*"),
        ("Action 23 (5.2(g))", "Action 23 5.2(g)"),
        ("Action 24", "Action 24"),
        ("集束弹药", "集束 束弹 弹药"),
        ("药", "药*"),
        ("康复AND虚构", "康复 and 虚构"),
        ("", ""),
        ("?!… --", ""),
    ],
)
def test_what_is_well_formed_is_read_as_it_stands(question: str, said: str) -> None:
    reading = read(question, known)
    assert (reading.said, reading.mended) == (said, ())


@pytest.mark.parametrize(
    ("question", "said", "mended"),
    [
        ('"a b', "“a b”", "quotation marks are not closed"),
        ("(a OR b", "a OR b", "parenthesis is not closed"),
        ("a) b", "a AND b", "closing parenthesis has no opening one"),
        ("a AND", "a", "AND needs a word on both sides"),
        ("OR a", "a", "OR needs a word on both sides"),
        ("a OR OR b", "a OR b", "OR needs a word on both sides"),
        ("a AND OR b", "a OR b", "AND needs a word on both sides"),
        ("NOT", "", "NOT needs a word after it"),
        ("a NOT", "a", "NOT needs a word after it"),
        ("*care", "care", "star counts only at the end of a word"),
        ("*", "", "star counts only at the end of a word"),
        ("(" * 40 + "a" + ")" * 40, "a", "Parentheses were read"),
        ("a" * (LONGEST + 1), "a" * LONGEST, f"first {LONGEST} characters"),
        ("b " * 100, "b " * (MOST_WORDS - 1) + "b", "first 32 words"),
    ],
)
def test_a_slip_is_said_and_the_nearest_reading_searched(question: str, said: str, mended: str) -> None:
    reading = read(question, known)
    assert reading.said == said
    assert any(mended in sentence for sentence in reading.mended)
    assert all(sentence.endswith(".") for sentence in reading.mended)


def test_what_is_asked_to_be_absent_is_not_among_what_may_be_found() -> None:
    assert read("a NOT (b OR c)", known).leaves == (Word("a"),)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Store:
    k = Knowledge.small("XAA", provisions=["VAP-23"])
    k.said("XAA", about("VAP-23"), language="fr")
    folder: Path = tmp_path_factory.mktemp("reading")
    return k.build(folder)


PIECES = st.sampled_from(
    [
        *("a", "Invented", "text", "AND", "OR", "NOT", "(", ")", '"', "“"),
        *("*", " ", "Action 23", "5.2(g)", "集束", "ضحايا", "é"),
    ]
)
QUESTIONS = (
    st.text(max_size=60) | st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=25).map("".join)
)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(
    question=QUESTIONS, fuzzy=st.booleans(), sort=st.sampled_from(Sort), kind=st.sampled_from(["passage", "provision"])
)
@example(question="½*", fuzzy=True, sort=Sort.RELEVANCE, kind="passage")
@example(question="\x00 \ud800 ﷺ", fuzzy=False, sort=Sort.RELEVANCE, kind="passage")
def test_nothing_that_is_typed_fails(base: Store, question: str, fuzzy: bool, sort: Sort, kind: str) -> None:
    found = search(base.latest(), question, Scope(), kind=kind, fuzzy=fuzzy, sort=sort)
    assert 0 <= found.total <= 1
    assert (found.why is None) == (found.total > 0)
    for hit in found.hits:
        assert "".join(piece.text for piece in hit.pieces) in ("Invented text contribution-01.1.", "")


@settings(max_examples=80, deadline=None)
@given(question=QUESTIONS)
def test_a_reading_has_no_slip_and_settles(question: str) -> None:
    first = read(question, known)
    if len(first.said) <= LONGEST:
        again = read(first.said, known)
        assert again.mended == ()
        # What a sign kept apart may stand side by side in it, such as Action and 23, but only once.
        assert read(again.said, known).leaves == again.leaves
