"""The same is found however it is said or written: spellings, synonyms, figures, themes in other languages, Arabic.

All texts are invented.
"""

import csv

import pytest

from kb.db import Store
from kb.search import search
from kb.search.parsing import split
from kb.search.synonyms import _NAMES, meaning, whole_figures
from tests.knowledge import Knowledge, about

# By contribution: its language, what is said, and its theme.
TEXTS = {
    "british": ("en", "Invented: the organisation recognised centres of rehabilitation.", "inv-care"),
    "american": ("en", "Invented: the organization recognized centers.", "inv-care"),
    "psychosocial": ("en", "Invented: psycho-social care, and a wheel chair for each.", "inv-care"),
    "closed": ("en", "Invented: psychosocial care, wheelchairs.", "inv-care"),
    "short": ("en", "Invented: a DPO was heard.", "inv-care"),
    "long": ("en", "Invented: organisations of persons with disabilities were heard.", "inv-care"),
    "people": ("en", "Invented: a disabled people’s organization was heard.", "inv-care"),
    "limbs": ("en", "Invented: prostheses were made.", "inv-care"),
    "comma": ("en", "Invented: 1,204 persons, and 12,345,678 more.", "inv-care"),
    "space": ("en", "Invented: 1\u00a0204 persons.", "inv-care"),
    "together": ("en", "Invented: 1204 persons.", "inv-care"),
    "point": ("en", "Invented: 1.204 persons.", "inv-care"),
    "apart": ("en", "Invented: 1 person, then 204.", "inv-care"),
    "theme": ("en", "Invented: exercise.", "rehabilitation"),
    "arabic": ("ar", "نص مخترع: والمستشفيات للضحايا.", "inv-care"),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Store:
    k = Knowledge.small("XAA", provisions=["VAP-1"])
    words = {
        "label": "Physical rehabilitation",
        "group": "Invented",
        "discussion_line": "a",
        "description": "Invented.",
    }
    k.add("theme", id="rehabilitation", position="9", **words)
    for id_, (language, text, theme) in TEXTS.items():
        k.said("XAA", about("VAP-1", themes=[theme]), id=id_, language=language)
        k.rows["passage"][-1]["text"] = text
    return k.build(tmp_path_factory.mktemp("synonyms"))


def found(store: Store, question: str) -> set[str]:
    return {hit.id.removesuffix(".1") for hit in search(store.latest(), question).hits}


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        (("organisation recognised", "organization recognized", "ORGANIZATION recognised"), {"british", "american"}),
        (("centre recognised", "centers recognizing"), {"british", "american"}),
        (("psychosocial", "psycho-social", "psycho social"), {"psychosocial", "closed"}),
        (("wheelchair", "wheel chairs", "wheelchairs"), {"psychosocial", "closed"}),
        (
            ("DPO", "OPDs", "disabled people's organisation", "organizations of persons with disabilities"),
            {"short", "long", "people"},
        ),
        (("prosthesis", "prosthetics", "prosthetic"), {"limbs"}),
        (("1,204", "1 204", "1204", "1.204", "1’204", "١٢٠٤"), {"comma", "space", "together", "point"}),
        (("12 345 678", "12345678"), {"comma"}),
        (
            ("réadaptation physique", "readaptation", "rehabilitación", "физической реабилитации", "康复", "身体康复"),
            {"theme"},
        ),
        (("إعادة التأهيل", "اعادة تأهيل"), {"theme"}),
        (("الضحايا", "ضحايا", "والضحايا", "بالضحايا", "لضحايا", "وللضحايا"), {"arabic"}),
        (("مستشفيات", "المستشفيات", "بالمستشفيات"), {"arabic"}),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_the_same_is_found_however_it_is_said(base: Store, questions: tuple[str, ...], expected: set[str]) -> None:
    assert {question: found(base, question) for question in questions} == dict.fromkeys(questions, expected)


@pytest.mark.parametrize(
    ("question", "id_", "marked"),
    [
        ("1204", "comma", ["1,204"]),
        ("prosthesis", "limbs", ["prostheses"]),
        ("psychosocial", "psychosocial", ["psycho-social"]),
        ("DPO", "long", ["organisations of persons with disabilities"]),
        ("ضحايا", "arabic", ["للضحايا"]),
    ],
)
def test_what_fits_is_marked_as_it_is_written(base: Store, question: str, id_: str, marked: list[str]) -> None:
    (hit,) = [one for one in search(base.latest(), question).hits if one.id == f"{id_}.1"]
    assert [piece.text for piece in hit.pieces if piece.marked] == marked


def test_a_theme_in_another_language_says_which_theme_was_found(base: Store) -> None:
    (hit,) = search(base.latest(), "réadaptation physique").hits
    assert {one.place: one.words for one in hit.why} == {"subject": ("Physical rehabilitation",)}


def test_figures_that_only_stand_side_by_side_stay_apart() -> None:
    assert whole_figures("in 2012, 100 of 5.2(g), 77.7 and 1,20 or 1,2045") == (
        "in 2012, 100 of 5.2(g), 77.7 and 1,20 or 1,2045"
    )
    assert whole_figures("1,204 and 12.345.678") == "1204 and 12345678"


def test_every_theme_has_a_name_in_each_language_and_no_english_word_is_taken_for_one(knowledge_base: Store) -> None:
    view = knowledge_base.latest()
    themes = {row["id"] for row in view.rows("SELECT id FROM theme")}
    with _NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["theme"] for row in rows} <= themes
    assert all(all(row.values()) for row in rows)
    for row in rows:
        for language in ("fr", "es", "ar", "ru", "zh"):
            for name in row[language].split("|"):
                assert row["theme"] in meaning(tuple(split(name))).themes, name
    said = {word for row in view.rows("SELECT text FROM published_passage") for word in split(row["text"])}
    assert [word for word in said if meaning((word,)).themes] == []
