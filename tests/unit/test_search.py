"""What a search finds, in what order, counted by what, and why; on invented texts and on the shipped material."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.db import Store, View
from kb.domain.model import InstrumentId, Scope
from kb.questions.passages import passages
from kb.search import SearchResults, Sort, search
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from tests.knowledge import MEETING, Knowledge, about
from tests.putting import put

# All of it is invented.
TEXTS = {
    "care": "Invented: mobile clinics reach remote valleys.",
    "work": "Invented: survivors were trained as carpenters.",
    "plan": "Invented: a national plan names the clinics of the north.",
    "both": "Invented: carpenters built the clinics.",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three invented States, two meetings, and passages whose ids are those of TEXTS."""
    k = Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1", "VAP-23", "CCM-5.2"])
    k.meeting("inv-2013", "2013-09-10")
    k.provision("CCM-5.2.g", parent="CCM-5.2")
    said(k, "care", "XAA", about("VAP-23", themes=["inv-care"]))
    said(k, "work", "XAB", about("VAP-1", assessment="practice", themes=["inv-work"]), line="b")
    said(
        k,
        "plan",
        None,
        about("CCM-5.2.g", assessment="plan"),
        meeting="inv-2013",
        about_state="XAC",
        voice="monitoring",
    )
    said(k, "both", "XAA", about(None, assessment="practice"), meeting=None)
    return k.build(tmp_path_factory.mktemp("search"))


def said(k: Knowledge, id_: str, state: str | None, passage: object, **values: object) -> None:
    k.said(state, passage, id=id_, **values)  # type: ignore[arg-type]
    k.rows["passage"][-1]["text"] = TEXTS.get(id_, id_)


def ids(found: SearchResults) -> list[str]:
    """The contributions of the passages found, in order."""
    return [hit.id.removesuffix(".1") for hit in found.hits]


@pytest.fixture(scope="module")
def ask(base: Store) -> Callable[..., list[str]]:
    return lambda question, *arguments, **named: ids(search(base.latest(), question, *arguments, **named))


Ask = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("clinics", {"care", "plan", "both"}),
        ("clinic", {"care", "plan", "both"}),
        ("CLINICS carpenter", {"both"}),
        ("clinics AND carpenters", {"both"}),
        ("valleys OR carpenters", {"care", "work", "both"}),
        ("clinics NOT carpenters", {"care", "plan"}),
        ("NOT clinics", {"work"}),
        ("clinics AND (valleys OR north)", {"care", "plan"}),
        ("(clinics valleys) OR trained", {"care", "work"}),
        ('"mobile clinics"', {"care"}),
        ('"clinics mobile"', set()),
        ("carp*", {"work", "both"}),
        ("val* OR nor*", {"care", "plan"}),
        ("the clinics of the valleys", {"care"}),
        ("clincs", set()),
    ],
)
def test_words_phrases_and_operators_find_what_they_say(ask: Ask, question: str, expected: set[str]) -> None:
    assert set(ask(question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Action 23", {"care"}),
        ("VAP-23", {"care"}),
        ("vap 23", {"care"}),
        ("5.2(g)", {"plan"}),
        ("Article 5.2 (g)", {"plan"}),
        ("CCM-5.2", {"plan"}),
        ("Article 5", {"plan"}),
        ("Part 1", {"work"}),
        ("XAB", {"work"}),
        ("Invented State XAC", {"plan"}),
        ("inv-work", {"work"}),
        ("practice", {"work", "both"}),
        ("Action 23 carpenters", set()),
    ],
)
def test_actions_states_themes_and_assessments_are_found_by_name(ask: Ask, question: str, expected: set[str]) -> None:
    assert set(ask(question)) == expected


def test_typing_errors_are_forgiven_only_when_asked_and_a_last_word_still_being_typed_is_the_beginning_of_one(
    base: Store, ask: Ask
) -> None:
    assert ask("carpentres clincs") == []
    assert ask("carpentres clincs", fuzzy=True) == ["both"]
    assert set(ask("clinicss", fuzzy=True)) == {"care", "plan", "both"}
    assert search(base.latest(), "clincs").why.forgiving == 3  # type: ignore[union-attr]
    # Every other word of three letters would be near.
    assert ask("xyz", fuzzy=True) == []
    assert set(ask("clinics valle")) == {"care"}
    assert search(base.latest(), "clinics valle").reading.said == "clinics valle*"
    assert ask("clinics valle ") == ask("clinics") or "valle" in search(base.latest(), "valle ").why.unknown  # type: ignore[union-attr]
    assert ask("valle clinicx") != ask("clinics valle")


def test_where_no_text_has_all_words_those_with_most_are_shown_and_it_is_said(base: Store) -> None:
    found = search(base.latest(), "mobile clinics bridges")
    assert found.needed == (2, 3, 0)
    assert ids(found) == ["care"]
    assert set(ids(search(base.latest(), "mobile built bridges"))) == {"care", "both"}
    # Of a longer question, as people speak, so few texts should not be all.
    longer = search(base.latest(), "invented mobile clinics reach")
    assert longer.needed == (2, 4, 1)
    assert ids(longer)[0] == "care"
    assert search(base.latest(), "mobile clinics").needed is None
    # Joined on purpose, all must be there.
    assert search(base.latest(), "mobile AND clinics AND bridges").total == 0


def test_every_kind_is_searched_and_everything_held_unless_something_narrows_it(base: Store, ask: Ask) -> None:
    found = search(base.latest(), "clinics")
    assert found.kinds == {"passage": 3, "contribution": 3, "provision": 0}
    contribution = search(base.latest(), "carpenters", kind="contribution")
    assert [hit.row["contribution"] for hit in contribution.hits] == ["both", "work"] or contribution.total == 2
    (provision,) = search(base.latest(), "Action 23", kind="provision").hits
    assert (provision.id, provision.row["provision"]) == ("VAP-23", "VAP-23")
    assert set(ask("")) == set(TEXTS)
    assert set(ask("", Scope(meetings=("any",)))) == set(TEXTS)
    assert ask("", Scope(meetings=("outside",))) == ["both"]
    assert ask("", Scope(since=date(2013, 1, 1))) == ["plan"]
    assert set(ask("", Scope(until=date(2012, 12, 31)))) == {"care", "work"}
    assert ask("", languages=("fr",)) == []
    assert search(base.latest(), "", Scope(regions=("African Group",))).why.without == {"state": 4}  # type: ignore[union-attr]


def test_facets_count_without_their_own_choice_and_choices_combine(base: Store) -> None:
    found = search(base.latest(), "clinics", Scope(states=("XAA",)))
    assert set(ids(found)) == {"care", "both"}
    assert found.facets["state"] == {"XAA": 2, "XAC": 1}
    assert found.facets["meeting"] == {MEETING: 1, "outside": 1}
    narrower = search(base.latest(), "clinics", Scope(states=("XAA",), meetings=(MEETING,)))
    assert ids(narrower) == ["care"]
    assert narrower.facets["state"] == {"XAA": 1}
    either = search(base.latest(), "clinics", Scope(states=("XAA", "XAC")))
    assert either.total == 3


def test_results_stand_by_relevance_newest_first_or_by_state(ask: Ask) -> None:
    assert ask("clinics carpenters OR north")[0] in ("both", "plan")
    assert ask("clinics", sort=Sort.NEWEST) == ["plan", "care", "both"]
    assert ask("clinics", sort=Sort.STATE) == ["care", "both", "plan"]
    assert ask("")[0] == "plan"
    assert ask("clinics", sort=Sort.NEWEST, offset=1, limit=1) == ["care"]
    assert ask("clinics", offset=9) == []


def test_what_fits_is_marked_and_where_else_it_fits_is_named_and_nothing_found_says_why(base: Store) -> None:
    (hit,) = search(base.latest(), '"mobile clinics" XAA Action 23').hits
    assert [piece.text for piece in hit.pieces if piece.marked] == ["mobile clinics"]
    assert "".join(piece.text for piece in hit.pieces) == TEXTS["care"]
    why = {one.place: one.words for one in hit.why}
    assert why["text"] == ("mobile clinics",)
    assert why["subject"] == ("Part 23",)
    assert "XAA" in why["who"]
    (other,) = search(base.latest(), "trained").hits
    assert [(one.place, one.words, one.language) for one in other.why] == [("text", ("trained",), None)]
    unknown = search(base.latest(), "bridges AND clinics").why
    assert unknown
    assert "bridges" in unknown.unknown
    assert "clinics" not in unknown.unknown
    assert unknown.known == ("clinics", 3)
    chosen = search(base.latest(), "carpenters", Scope(states=("XAC",), lines=("a",)))
    assert chosen.total == 0
    assert chosen.why
    assert (chosen.why.unchosen, chosen.why.without) == (2, {"state": 0, "line": 0})
    one = search(base.latest(), "carpenters", Scope(states=("XAC",))).why
    assert one
    assert one.without == {"state": 2}
    assert search(base.latest(), "carpenters").why is None


@pytest.mark.parametrize(
    ("question", "begun"),
    [
        ("carpentry", {"carpent*": 2}),
        ("Carpentry AND built", {"Carpent* AND built": 1}),
        ("carpentry bridges", {"carpent*": 2}),
        ("mobile carpentry AND NOT valleys", {"carpent*": 2}),
        ("carpentry AND valleyside", {"carpent*": 2, "valleys*": 1}),
        ("carp", {}),
        ("carx", {}),
        ("norm ", {}),
        ("trainspotting", {}),
        ("xyz carpenters", {}),
        ("carpentry9", {}),
        ('"carpentry trained"', {}),
        ("Action 99", {}),
    ],
)
def test_a_word_that_nothing_has_is_cut_to_its_longest_beginning_that_finds_something(
    base: Store, question: str, begun: dict[str, int]
) -> None:
    found = search(base.latest(), question)
    assert found.begun == begun
    for other, count in begun.items():
        assert search(base.latest(), other).total == count


def test_what_is_chosen_counts_for_a_beginning_too(base: Store) -> None:
    assert search(base.latest(), "carpentry", Scope(states=("XAB",))).begun == {"carpent*": 1}
    assert search(base.latest(), "carpentry", Scope(states=("XAC",))).begun == {}
    assert search(base.latest(), "carpenters trained").begun == {}


@pytest.mark.slow
def test_a_new_revision_is_found_at_once_and_an_older_one_stays_as_it_was(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", provisions=["VAP-1"])
    said(k, "quokka", "XAA", about("VAP-1"))
    with put(k, tmp_path) as store:
        before = store.revision()
        assert search(store.latest(), "quokka").total == 1
        publishing.withdraw(store, ALONE, "quokka", "An invented mistake")
        assert search(store.latest(), "quokka").total == 0
        assert search(store.snapshot(before), "quokka").total == 1


SCOPES = [
    Scope(meetings=("any",)),
    Scope(meetings=("ccm-im-2012", "outside")),
    Scope(meetings=("any",), states=("LBN", "LAO")),
    Scope(meetings=("any",), instrument=InstrumentId.CCM, provisions=("CCM-5.2",), assessments=("challenge",)),
    Scope(meetings=("any",), themes=("resources",), voices=("own", "monitoring")),
    Scope(meetings=("any",), affected=("unknown",)),
    Scope(meetings=("any",), since=date(2012, 4, 1), until=date(2013, 6, 30), lines=("a", "none")),
]


@pytest.mark.parametrize("scope", SCOPES)
def test_without_a_question_the_passages_are_those_of_the_scope(knowledge_base: Store, scope: Scope) -> None:
    view = knowledge_base.latest()
    listed = passages(view, replace(scope, provisions=scope.provisions), limit=1000).rows
    found = search(view, "", scope, limit=1000)
    assert {hit.id for hit in found.hits} == {row["passage"] for row in listed}
    assert found.total == len(listed) > 0


@pytest.mark.slow
@pytest.mark.parametrize(("scope", "kind"), [(Scope(), "passage"), (SCOPES[3], "passage"), (SCOPES[4], "contribution")])
def test_every_count_of_a_facet_is_what_choosing_it_gives(knowledge_base: Store, scope: Scope, kind: str) -> None:
    view = knowledge_base.latest()
    found = search(view, "victim assistance", scope, kind=kind)
    checked = 0
    for facet, field in FIELDS.items():
        for code, count in found.facets[facet].items():
            chosen = replace(scope, **{field: (code,)})  # type: ignore[arg-type]
            assert search(view, "victim assistance", chosen, kind=kind, limit=0).total == count, (facet, code)
            checked += 1
    assert checked > 20


FIELDS = {
    "state": "states",
    "provision": "provisions",
    "theme": "themes",
    "line": "lines",
    "assessment": "assessments",
    "voice": "voices",
    "meeting": "meetings",
}


def test_the_same_view_is_indexed_once(knowledge_base: Store) -> None:
    from kb.search.index import index_of

    first: View = knowledge_base.latest()
    assert index_of(first) is index_of(knowledge_base.latest())
