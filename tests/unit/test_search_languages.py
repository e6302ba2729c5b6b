"""Words are found in every language of the meetings whatever their ending, and whether or not accents are typed.

All texts are invented.
"""

import pytest

from kb.db import Store
from kb.search import search
from kb.search.languages import fold, forms
from tests.knowledge import Knowledge, about

TEXTS = {
    "ar": "نص مخترع: تحتاج الضحايا إلى إعادة التأهيل في المستشفيات.",
    "en": "Invented: survivors needed rehabilitation in hospitals.",
    "es": "Inventado: las víctimas necesitan rehabilitación en los hospitales.",
    "fr": "Inventé : les personnes handicapées ont été réadaptées à l’hôpital.",
    "pt": "Inventado: as vítimas precisam de reabilitação.",
    "ru": "Вымысел: пострадавшим нужна реабилитация в больницах, и ещё врачей.",
    "zh": "虚构:集束弹药受害者需要康复服务。",
    "vi": "Hư cấu: nạn nhân cần phục hồi chức năng.",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Store:
    k = Knowledge.small("XAA", provisions=["VAP-1"])
    for language, text in TEXTS.items():
        k.said("XAA", about("VAP-1"), id=language, language=language)
        k.rows["passage"][-1]["text"] = text
    return k.build(tmp_path_factory.mktemp("languages"))


def languages(store: Store, question: str, *, fuzzy: bool = False) -> set[str]:
    return {hit.row["language"] for hit in search(store.latest(), question, fuzzy=fuzzy).hits}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("ضحايا", "ar"),
        ("الضحايا", "ar"),
        ("اعادة تأهيل", "ar"),
        ("الضَّحايا", "ar"),
        ("المستشفى", "ar"),
        ("survivor hospital", "en"),
        ("víctima rehabilitaciones", "es"),
        ("victimas necesitan", "es"),
        ("REHABILITACIÓN", "es"),
        ("personne handicapée", "fr"),
        ("handicapees", "fr"),
        ("hopital", "fr"),
        ("l'hôpital", "fr"),
        ("vitimas", "pt"),
        ("реабилитации больница", "ru"),
        ("ПОСТРАДАВШИЕ", "ru"),
        ("еще врача", "ru"),
        ("集束弹药", "zh"),
        ("受害者 康复", "zh"),
        ("康", "zh"),
        ('"集束弹药受害者"', "zh"),
        ("nan nhan", "vi"),
    ],
)
def test_a_word_is_found_in_its_language(base: Store, question: str, language: str) -> None:
    assert languages(base, question) == {language}


def test_what_is_not_there_is_not_found(base: Store) -> None:
    for question in ("弹束", '"受害者集束弹药"', "стационар", "ضحية حرب", "hopitaux AND ville"):
        assert languages(base, question) == set()


def test_languages_stand_together_and_typing_errors_are_forgiven_in_every_alphabet(base: Store) -> None:
    assert languages(base, "survivors OR víctimas OR 康复 OR реабилитация") == {"en", "es", "zh", "ru"}
    found = search(base.latest(), "")
    assert found.facets["language"] == dict.fromkeys(TEXTS, 1)
    assert search(base.latest(), "", languages=("fr", "ar")).total == 2
    assert languages(base, "rehabilitacoin", fuzzy=True) >= {"es"}
    assert languages(base, "реабилтация", fuzzy=True) == {"ru"}
    assert languages(base, "реабилтация") == set()


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("handicapees", ["handicapées"]),
        ("ضحايا", ["الضحايا"]),
        ("集束弹药 康复", ["集束弹药", "康复"]),
        ('"集束弹药受害者"', ["集束弹药受害者"]),
        ("реабилитации", ["реабилитация"]),
    ],
)
def test_what_fits_is_marked_as_it_stands_in_the_text(base: Store, question: str, marked: list[str]) -> None:
    (hit,) = search(base.latest(), question).hits
    assert [piece.text for piece in hit.pieces if piece.marked] == marked
    assert "".join(piece.text for piece in hit.pieces) == TEXTS[hit.row["language"]]


def test_a_letter_that_is_another_letter_keeps_its_mark() -> None:
    assert fold("Мой ещё") == "мой еще"
    assert forms("été", "fr") & forms("ete", "fr")
    assert not forms("care", "en") & forms("cure", "en")
