"""Names are found in any of their forms, and what fits by its source alone stands after all the rest."""

import pytest

from kb.db import Store
from kb.search import SearchHit, SearchResults, Sort, search
from tests.knowledge import Knowledge, about

# All of it is invented. By contribution: who speaks, what is said, where it was read, what it is coded to.
TEXTS = {
    "name": ("Quokka Enterprise", "Invented: nothing of the kind.", "Invented page", "inv-care"),
    "text": ("Group", "Invented: " + "many long words stand here, and one quokka. " * 9, "Invented page", "inv-care"),
    "other": ("Enterprising Fellows", "Invented: wombats.", "Invented page", "inv-care"),
    "source": ("Group", "Invented: short.", "Quokka quokkas, quokka: all quokkas", "inv-care"),
    "label": ("Group", "Invented: a theme.", "Invented page", "inv-quokka"),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Store:
    k = Knowledge.small("XAA")
    words = {"label": "Quokkas", "group": "Invented", "discussion_line": "a", "description": "Invented."}
    k.add("theme", id="inv-quokka", position="9", **words)
    for who in dict.fromkeys(who for who, *_ in TEXTS.values()):
        k.add("organisation", id=who.lower().replace(" ", "-"), name=who, kind="ngo")
        k.add("contributor_name", name=who, contributor=who.lower().replace(" ", "-"))
    for id_, (who, text, source, theme) in TEXTS.items():
        k.said(None, about("VAP-1", themes=[theme]), id=id_, source_title=source)
        k.rows["contribution"][-1] |= {"contributor_name": who, "contributor_type": "ngo"}
        k.rows["passage"][-1]["text"] = text
    return k.build(tmp_path_factory.mktemp("order"))


def ids(found: SearchResults) -> list[str]:
    return [hit.id.removesuffix(".1") for hit in found.hits]


@pytest.mark.parametrize("question", ["quokka", "quokkas", "QUOKKA", "enterprises quokka"])
def test_a_name_is_found_marked_and_named_in_any_of_its_forms(base: Store, question: str) -> None:
    hits = {hit.id: hit for hit in search(base.latest(), question).hits}
    assert {one.place: one.words for one in hits["name.1"].why}["who"] == ("Quokka Enterprise",)
    assert "other.1" not in hits


def test_a_source_still_counts_beside_the_text_and_a_phrase_takes_names_as_they_are_written(base: Store) -> None:
    assert ids(search(base.latest(), '"quokka enterprise"')) == ["name"]
    assert ids(search(base.latest(), '"quokkas enterprise"')) == []
    assert "name" not in ids(search(base.latest(), "invented NOT quokkas"))
    assert ids(search(base.latest(), "enterprising"))[0] == "other", "the name itself before one that is like it"
    assert ids(search(base.latest(), "quokka short"))[0] == "source"
    newest = ids(search(base.latest(), "quokka", sort=Sort.NEWEST))
    assert newest.index("source") < len(newest) - 1


@pytest.mark.parametrize("question", ["quokka", "quokkas", "quok*", "quokka OR zzz", '"quokka"', "the quokkas"])
def test_what_fits_by_its_source_alone_stands_last(base: Store, question: str) -> None:
    found = ids(search(base.latest(), question))
    assert set(found) >= {"name", "text", "label", "source"}
    assert found.index("source") > max(found.index(one) for one in ("name", "text", "label"))


def by_source_alone(hit: SearchHit) -> bool:
    return {why.place for why in hit.why} == {"source"}


@pytest.mark.parametrize(
    "question",
    ["victimes", "cooperation", "Geneva 2012", "gen*", "victim AND Lebanon"],
)
@pytest.mark.parametrize("kind", ["passage", "contribution", "provision"])
def test_so_it_is_on_the_shipped_material_on_every_page(knowledge_base: Store, question: str, kind: str) -> None:
    pages = [search(knowledge_base.latest(), question, kind=kind, offset=offset, limit=100) for offset in (0, 100, 200)]
    alone = [by_source_alone(hit) for found in pages for hit in found.hits]
    assert len(alone) == pages[0].total
    assert alone == sorted(alone)
    if (question, kind) == ("victimes", "passage"):
        assert 0 < sum(alone) < len(alone)


def test_a_word_finds_the_same_in_all_its_forms_on_the_shipped_material(knowledge_base: Store) -> None:
    words = ("prosthetics", "prosthetic", "PROSTHETICS", "prosthesis")
    forms = [search(knowledge_base.latest(), one, limit=100) for one in words]
    assert forms[0].total == 10
    assert len({frozenset(ids(found)) for found in forms}) == 1
    assert all(hit.why for hit in forms[0].hits)
