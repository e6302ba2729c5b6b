"""How much of one text stands in another, and that a pasted text keeps its words."""

# ruff: noqa: RUF001 (Chinese punctuation and Cyrillic letters are meant)

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kb.errors import DocumentRefused
from kb.ingest.readers.plain import read_plain
from kb.ingest.text.passages import Passages
from kb.ingest.text.similarity import similarity

_words = st.text(alphabet="abcdefghijklmnoéñабвأبتث的一是", min_size=1, max_size=9)
_texts = st.lists(st.lists(_words, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=8)
ENGLISH = [
    "1. Atlantis, an invented State, reports that it has helped those who were hurt.",
    "2. Ruritania, another invented State, thanks the President for the organisation of the meeting.",
]


@given(_texts, _texts)
def test_likeness_is_symmetric_and_a_share_and_whole_of_itself_and_of_a_part(one: list[str], other: list[str]) -> None:
    assert 0 <= similarity(one, other) == similarity(other, one) <= 1
    assert similarity(one, one) == 1
    if len("".join(one)) > 60:
        assert similarity(one[: 1 + len(one) // 2], one) == 1


@given(st.text(alphabet="abcdefgh", min_size=20, max_size=300), st.text(alphabet="ijklmnop", min_size=20, max_size=300))
def test_texts_of_other_letters_are_not_alike(one: str, other: str) -> None:
    assert similarity([one], [other]) == 0


def test_layout_case_numbering_and_hyphens_make_no_difference() -> None:
    other = [
        "ATLANTIS, an invented State,",
        "reports that it has help-",
        "ed those who were hurt.",
        "(b) " + ENGLISH[1][3:],
    ]
    assert similarity(ENGLISH, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ENGLISH[0], ENGLISH[1]),
        ("亚特兰蒂斯是一个虚构的国家，它帮助了受伤的人。", "鲁里坦尼亚感谢主席组织了这次会议，并提出建议。"),
        (
            "تعلن دولة أطلانتس المخترعة أنها ساعدت الجرحى وأسرهم.",
            "وتشكر روريتانيا الرئيس على تنظيم هذا الاجتماع المهم.",
        ),
    ],
)
def test_other_texts_in_the_same_language(one: str, other: str) -> None:
    assert similarity([one], [other]) < 0.05
    assert similarity([one], [one, other]) == 1
    assert 0.3 < similarity([one + other], [one + "".join(reversed(other))]) < 0.8


NUMBER_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd"  # they are seen, though Unicode puts them with what is not
LIGATURES = "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"  # a text is kept with the letters that they stand for


def test_empty_texts_are_compared_and_a_long_one_quickly() -> None:
    assert similarity([], []) == similarity(["12"], ["12"]) == 1
    assert similarity([], ENGLISH) == similarity(["..."], ENGLISH) == 0
    text = [f"Atlantis number {chr(97 + n % 26)}{chr(97 + n // 26 % 26)} helps its people." for n in range(30_000)]
    assert similarity(text, text[::2]) > 0.9


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a pasted text, read in this process: the worker would be started for each of hundreds."""
    passages = Passages("The text")
    read_plain(text, passages)
    return [paragraph.text for paragraph in passages.finished()]


@pytest.mark.slow
@given(st.lists(st.lists(_words, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=12))
def test_a_pasted_text_keeps_every_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = " ".join(_paragraphs(text))
    assert "".join(found.split()) == "".join(text.split())


@given(st.text(max_size=400))
@example(LIGATURES)
@example(f"0{NUMBER_SIGNS}")
def test_any_pasted_text_keeps_its_letters(text: str) -> None:
    try:
        kept = "".join(_paragraphs(text))
    except DocumentRefused:
        assume(False)
    letters = "".join(unicodedata.normalize("NFKC", sign) if sign in LIGATURES else sign for sign in text)
    wanted = [sign for sign in letters if sign.isascii() and sign.isalnum()]
    assert [sign for sign in kept if sign.isascii() and sign.isalnum()] == wanted
    unseen = {sign for sign in kept if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}}
    assert unseen <= set(NUMBER_SIGNS)
