"""Suggestions: what they find on the shipped material, what they must not know, and bad input."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import process_time
from types import ModuleType

import pytest

from kb.cache import made
from kb.db import Store, View
from kb.domain.model import Audience, Scope
from kb.errors import ChangeRefused
from kb.questions import Row, Rows, rows_in
from kb.questions.tagging import tag_texts, tagged_passages
from kb.ui.coverage import CoverageQuery, coverage_view
from kb.ui.coverage.cells import behind
from kb.workflow import suggestions
from kb.workflow.gaps import gaps_with_evidence, record_look
from kb.workflow.permission import ALONE
from kb.workflow.suggestions import nearest
from kb.workflow.suggestions.mentions import mentioned
from tests.conftest import Figure
from tests.knowledge import Knowledge, about
from tests.putting import put
from tests.unit.api_client import Api, mounted
from tests.unit.processes import Run

CODES = ("VAP-23", "CCM-5.2", "CCM-5.2.g", "VAP-20", "VAP-22")


@pytest.fixture(scope="module")
def learning() -> ModuleType:
    """What learns, with the libraries for it: they take a second to load, and few tests need them."""
    return import_module("kb.workflow.suggestions.model")


def row_of(text: str, language: str = "en", passage: str = "invented.1") -> Row:
    return {"passage": passage, "contribution": "invented", "text": text, "before": "", "language": language}


def codes(found: object, kind: str) -> list[str]:
    assert found is not None
    return [one.code for one in found if one.kind == kind]  # type: ignore[attr-defined]


def test_on_the_shipped_material_they_find_more_than_the_trial_and_than_the_most_used(
    view: View, figure: Figure, learning: ModuleType
) -> None:
    quality = suggestions.quality(view)
    rows = {(row["kind"], row["code"]): row for row in quality if row["part"] in ("all", "baseline")}
    for kind, top3, recall in (("provision", 0.86, 0.70), ("theme", 0.88, 0.66)):
        measured, baseline = rows[kind, "all"], rows[kind, "baseline"]
        assert measured["top3"] >= top3
        assert measured["recall"] >= recall
        assert baseline["top3"] < measured["top3_low"]
        figure(f"suggested {kind}s: one right {measured['top3']:.1%}, found {measured['recall']:.1%}")
    assert rows["assessment", "all"]["top3"] > rows["assessment", "baseline"]["top3_high"]
    # Under thirty examples nothing is said of a code.
    codes = [row for row in quality if row["part"] == "code"]
    assert {row["kind"] for row in codes} == set(learning.KINDS)
    assert all((row["verdict"] == "too_few") is (row["examples"] < 30) for row in codes)
    assert {"usually_right", "mixed", "often_wrong"} & {row["verdict"] for row in codes}


def test_what_is_said_without_a_contribution_is_what_is_learned_without_it(view: View, learning: ModuleType) -> None:
    """The closed form leaves out every tag; how often words occur is counted with the text left out."""
    tagged, texts = tagged_passages(view), tag_texts(view)
    whole = suggestions.learned(view).model
    assert whole
    agreeing = compared = 0
    for contribution in sorted({row["contribution"] for row in tagged})[::70]:
        without = learning.learn([row for row in tagged if row["contribution"] != contribution], texts)
        assert without
        for row in (one for one in tagged if one["contribution"] == contribution):
            left_out, anew = dict(whole.scores(row)), dict(without.scores(row))
            for kind in learning.KINDS:
                first, second = (
                    {code for code, _ in found[kind][: learning.OFFERED[kind]]} for found in (left_out, anew)
                )
                agreeing, compared = agreeing + len(first & second), compared + len(second)
    assert agreeing > 0.9 * compared


def test_no_tag_of_a_contribution_decides_what_is_suggested_for_it_and_they_are_the_same_each_time(
    view: View, learning: ModuleType
) -> None:
    """However its own passages are tagged, and its neighbours', the suggestions for them stay the same."""
    tagged, texts = tagged_passages(view), tag_texts(view)
    contribution = next(row["contribution"] for row in tagged if row["before"])
    turned = [
        {**row, "provisions": ["VAP-31"], "themes": ["awareness"], "assessments": ["offer"]}
        if row["contribution"] == contribution
        else row
        for row in tagged
    ]
    before, after = suggestions.learned(view).model, learning.learn(turned, texts)
    assert before
    assert after
    for row in (one for one in tagged if one["contribution"] == contribution):
        for (kind, one), (_, other) in zip(before.scores(row), after.scores(row), strict=True):
            assert [code for code, _ in one[: learning.OFFERED[kind]]] == [
                code for code, _ in other[: learning.OFFERED[kind]]
            ]
    again = learning.learn(tagged, texts)
    assert again
    row = row_of("The ministry of health trains staff of rehabilitation centres and pays for prostheses.")
    assert list(before.scores(row)) == list(again.scores(row))


def test_what_a_text_names_by_number_comes_first(view: View) -> None:
    found = suggestions.suggested(view, row_of("On Action 22 the ministry keeps a register of all survivors."))
    assert found
    assert (found[0].code, found[0].named) == ("VAP-22", True)
    assert [one.named for one in found if one.kind == "theme"] == [False] * 3


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Under Actions 20, 22 and 23 it works.", ("VAP-20", "VAP-22", "VAP-23")),
        ("It has a focal point (Article 5.2(g)).", ("CCM-5.2.g",)),
        ("See article 5 (2) (g) and article 5(2).", ("CCM-5.2.g", "CCM-5.2")),
        ("Action 23 of the Cartagena Action Plan.", ()),
        ("Article 5.2 of the CRPD.", ()),
        ("Action 99, transaction 23, 23 actions.", ()),
    ],
)
def test_numbers_of_this_plan_and_convention_are_read_and_no_others(text: str, named: tuple[str, ...]) -> None:
    assert mentioned(text, CODES) == named


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le plan national d’action prévoit la coordination, un budget et l’assistance aux victimes.", "fr"),
        ("Le plan national d’action prévoit la coordination, un budget et l’assistance aux victimes.", "en"),
        ("国家行动计划包括受害者援助和康复服务。", "zh"),
        ("Victims.", "en"),
        ("", "en"),
        ("12 %, 3.", "en"),
    ],
)
def test_nothing_is_guessed_from_words_of_another_language_or_from_few(view: View, text: str, language: str) -> None:
    assert suggestions.suggested(view, row_of(text, language)) == []


def test_a_second_language_is_learned_from_its_own_passages(tmp_path: Path) -> None:
    knowledge = Knowledge.small("XAA", provisions=("VAP-1", "VAP-2"))
    for number, (text, provision) in enumerate(
        [
            ("Le ministère paie les prothèses des victimes", "VAP-1"),
            ("Le comité tient le registre des blessés", "VAP-2"),
        ]
        * 3
    ):
        knowledge.said("XAA", about(provision), language="fr")
        knowledge.rows["passage"][-1]["text"] = f"{text} numéro {number}."
    with put(knowledge, tmp_path) as store:
        found = suggestions.suggested(store.latest(), row_of("Le ministère paie des prothèses.", "fr"))
        assert codes(found, "provision")[0] == "VAP-1"
        assert suggestions.suggested(store.latest(), row_of("Le ministère paie des prothèses.", "en")) == []


def test_what_is_confidential_teaches_nothing_to_those_who_may_not_see_it(tmp_path: Path) -> None:
    knowledge = Knowledge.small("XAA", provisions=("VAP-1", "VAP-2"))
    for number in range(4):
        knowledge.said("XAA", about("VAP-1", themes=["inv-care"]))
        knowledge.rows["passage"][-1]["text"] = f"The clinic opens wards for injured persons, year {number}."
    kept = knowledge.said("XAA", about("VAP-2", themes=["inv-work"]))
    knowledge.rows["passage"][-1]["text"] = "Secretly the clinic opens wards with quixotic zeppelins."
    knowledge.add("restriction", contribution=kept, audience="parties", public_from="2999-01-01")
    row = row_of("Quixotic zeppelins, secretly: the clinic opens wards.")
    with put(knowledge, tmp_path) as store:
        public, staff = store.latest(), store.latest(Audience.STAFF)
        assert codes(suggestions.suggested(staff, row), "provision")[0] == "VAP-2"
        assert codes(suggestions.suggested(public, row), "provision") in ([], ["VAP-1"], ["VAP-1", "VAP-2"])
        learned = suggestions.learned(public).model
        assert learned
        assert not [feature for feature in learned.vectorizer.vocabulary_ if "zeppe" in feature or "quixo" in feature]
        assert all(one["code"] != "VAP-2" for one in suggestions.quality(public))
        assert any(one["code"] == "VAP-2" for one in suggestions.quality(staff))


@pytest.mark.parametrize("passages", [0, 1, 2])
def test_with_next_to_nothing_tagged_there_is_less_help_and_no_fault(tmp_path: Path, passages: int) -> None:
    knowledge = Knowledge.small("XAA", provisions=("VAP-1",))
    for _ in range(passages):
        knowledge.said("XAA", about("VAP-1"))
    with put(knowledge, tmp_path) as store:
        view = store.latest()
        for text in ("Care", "Invented care for injured persons in every district.", "Action 1"):
            found = suggestions.suggested(view, row_of(text))
            assert found is not None
            assert {one.verdict for one in found} <= {"too_few"}
        assert codes(suggestions.suggested(view, row_of("Action 1")), "provision") == ["VAP-1"]
        assert all(row["verdict"] == "too_few" for row in suggestions.quality(view))


def test_a_hundred_codes_and_one_word_passages_are_learned(learning: ModuleType) -> None:
    tagged = [
        {
            "passage": f"c{number}.1",
            "contribution": f"c{number}",
            "language": "en",
            "text_kind": "digest",
            "text": f"word{number % 100}",
            "before": "",
            "provisions": [f"VAP-{number % 100}"],
            "themes": [],
            "assessments": ["plan"],
        }
        for number in range(200)
    ]
    model = learning.learn(tagged, [])
    assert model
    assert all(not scores for _kind, scores in model.scores(tagged[0]))
    assert learning.learn([{**row, "text": "…"} for row in tagged], []) is None


@pytest.mark.slow
def test_twenty_thousand_passages_are_learned_in_five_seconds(view: View, figure: Figure, learning: ModuleType) -> None:
    """And no more of them are learned from than a matrix can hold; rare codes are among these."""
    rows = tagged_passages(view)
    many = [
        {**row, "contribution": f"{row['contribution']}-{turn}", "passage": f"{row['passage']}-{turn}"}
        for turn in range(62)
        for row in rows
    ]
    begun = process_time()
    model = learning.learn(many, tag_texts(view))
    took = process_time() - begun
    figure(f"suggestions learned from {len(many):,} passages in {took:.1f} s of processor time")
    assert model
    assert len(model.rows) <= learning.MOST
    assert {code for row in model.rows for code in row["provisions"]} == {c for row in rows for c in row["provisions"]}
    assert took < 5


@pytest.mark.parametrize(("hits", "of"), [(0, 1), (1, 1), (15, 30), (30, 30), (0, 30)])
def test_an_interval_holds_its_share_and_stays_within_nothing_and_all(hits: int, of: int) -> None:
    from kb.workflow.suggestions.measuring import wilson  # loads what the fixture above does

    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1
    assert low < high


def test_the_api_and_the_command_say_what_the_screen_says(
    knowledge_base: Store, built: Path, run: Run, learning: ModuleType
) -> None:
    rows = suggestions.quality(knowledge_base.latest())
    assert Api(mounted(knowledge_base)).rows("/quality?limit=50")[0].keys() >= {*rows[0], "link"}
    status, output, errors = run("quality", "--format", "json", "--database", built)
    printed = json.loads(output)
    assert (status, errors) == (0, "")
    for said in (printed, Api(mounted(knowledge_base)).rows("/quality?limit=50")):
        assert [{key: row[key] for key in rows[0]} for row in said] == rows
    assert {(row["kind"], row["code"]) for row in printed} >= {
        (kind, code) for kind in learning.KINDS for code in ("all", "baseline")
    }


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An INVENTED State that is silent on VAP-2, of which two passages come near; another that reported on it."""
    knowledge = Knowledge.small("XAA", "XAB", provisions=("VAP-1", "VAP-2"))
    for number in range(3):
        for state, provision, text in (
            ("XAB", "VAP-1", "The ministry pays for care in hospitals of each district"),
            ("XAB", "VAP-2", "The ministry trains injured farmers for work and wages"),
        ):
            knowledge.said(state, about(provision))
            knowledge.rows["passage"][-1]["text"] = f"{text}, year {number}."
    knowledge.said("XAA", about("VAP-1"), about("VAP-1"))
    for row, text in zip(
        knowledge.rows["passage"][-2:], ("care in hospitals", "injured farmers for work"), strict=True
    ):
        row["text"] = f"The ministry trains and pays for {text} of each district."
    with knowledge.build(tmp_path_factory.mktemp("silent")) as store:
        yield store


def test_behind_a_silent_cell_stand_the_passages_that_come_nearest(silent: Store) -> None:
    on_silent, reported = (behind(silent.snapshot(1), Scope(), "XAA", code) for code in ("VAP-2", "VAP-1"))
    near = on_silent.partition("Was it really silent?")[2]
    assert "2 passages of the State are here." in near
    assert near.index("injured farmers for work") < near.index("care in hospitals")
    assert "of XAB" not in near
    assert "Was it really silent?" not in reported


def test_the_gaps_say_how_sure_they_are_in_files_and_api_alike(silent: Store) -> None:
    before = gaps_with_evidence(silent.latest(), Scope())
    (gap,) = [row for row in before if row["cell"] == "silent"]
    assert (gap["state"], gap["provision"], gap["looked"]) == ("XAA", "VAP-2", False)
    near = gap["nearest"].split()
    assert near == [row["passage"] for row in nearest(silent.latest(), own_passages(silent, "XAA"))["VAP-2"]]
    assert len(near) == 2
    assert all(row["nearest"] is row["looked"] is None for row in before if row["cell"] != "silent")

    # Whoever looked at one of two has not looked at all.
    record_look(silent, ALONE, "XAA", "VAP-2", near[:1])
    assert [row["looked"] for row in gaps_with_evidence(silent.latest(), Scope()) if row["nearest"]] == [False]
    record_look(silent, ALONE, "XAA", "VAP-2", near)
    after = gaps_with_evidence(silent.latest(), Scope())
    assert [row["looked"] for row in after if row["nearest"]] == [True]
    assert [row["looked"] for row in gaps_with_evidence(silent.snapshot(1), Scope()) if row["nearest"]] == [False]

    asked = CoverageQuery("gaps", silent.latest(), Scope())
    drawn = coverage_view(asked).drawn
    table = made(drawn.table) if drawn else None
    assert table
    assert [dict(zip(table.keys, row, strict=True))["nearest"] for row in table.rows] == [
        row["nearest"] for row in after
    ]
    rows = Api(mounted(silent)).rows("/gaps")
    assert [(row["nearest"], row["looked"]) for row in rows] == [(row["nearest"], row["looked"]) for row in after]


@pytest.mark.parametrize(
    ("state", "provision", "passages"),
    [
        ("XAA", "VAP-2", []),
        ("XAA", "VAP-2", ["one"] * 4),
        ("XAA", "VAP-2", ["no-such.1"]),
        ("XZZ", "VAP-2", ["inv-1.1"]),
        ("XAA", "VAP-99", ["inv-1.1"]),
    ],
)
def test_a_look_at_what_is_not_there_is_refused(silent: Store, state: str, provision: str, passages: list[str]) -> None:
    before = silent.revision()
    with pytest.raises(ChangeRefused):
        record_look(silent, ALONE, state, provision, passages)
    assert silent.revision() == before


def own_passages(store: Store, state: str) -> Rows:
    """A State's own passages, whatever they are on."""
    return [row for row in rows_in(store.latest(), "gap_passages", Scope()) if row["state"] == state]
