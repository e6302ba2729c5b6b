"""Handing in: preparing a text loses no word, and twenty at once each get a receipt. All of it is INVENTED."""

import hashlib
import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.db import Store
from kb.domain.model import Audience, Role
from kb.domain.refusals import Refused
from kb.domain.words import LANGUAGES
from kb.errors import KnowledgeBaseError, NotPermitted
from kb.ingest.reading import read_document
from kb.ingest.text.similarity import similarity
from kb.questions.vocabulary import vocabulary
from kb.ui import drafts
from kb.ui.submit import drafting
from kb.ui.submit.drafting import Draft
from kb.workflow.likeness_held import alike_held
from kb.workflow.permission import ALONE, READER, Actor
from kb.workflow.submission import AlreadyHeld, Delegation, Details, Receipt, SubmittedPassage, hand_in
from tests.conftest import Figure
from tests.handing import handed
from tests.knowledge import MEETING, Knowledge
from tests.refusing import refused

AT_ONCE = 20
DELEGATE = Actor("invented-delegate", "Invented delegate", frozenset({Role.DELEGATE}), "XAA")
CODINGS = st.lists(st.tuples(st.sampled_from(["VAP-1", "VAP-2", None]), st.sampled_from(["plan", "offer"])), max_size=2)
TEXTS = st.text(st.sampled_from("ab é\nش中 "), min_size=1, max_size=30).filter(str.strip)
PARTS = st.builds(SubmittedPassage, TEXTS, CODINGS.map(tuple))
PASSAGES = st.lists(PARTS, min_size=1, max_size=6).map(tuple)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Knowledge.small("XAA", "XAB", provisions=["VAP-1"]).build(tmp_path)


def words(passages: drafting.Passages) -> list[str]:
    return [word for part in passages for word in part.text.split()]


@pytest.mark.slow
@given(PASSAGES, st.data())
def test_no_step_of_preparing_loses_a_word(passages: drafting.Passages, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(passages) - 1))
    assert words(drafting.edited(passages, at, passages[at])) == words(passages)
    assert words(drafting.merged(passages, at)) == words(passages)
    for by in (-1, 1):
        after, to = drafting.moved(passages, at, by)
        assert Counter(after) == Counter(passages)
        assert after[to] == passages[at]
    after = drafting.dropped(passages, at)
    assert Counter(after) + Counter([passages[at]]) == Counter(passages)


@given(PASSAGES, st.data())
def test_a_passage_split_at_empty_lines_holds_none(passages: drafting.Passages, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(passages) - 1))
    typed = data.draw(st.lists(TEXTS, min_size=1, max_size=4).map("\n \n".join))
    after = drafting.edited(passages, at, SubmittedPassage(typed, passages[at].codings))
    assert words(after) == [*words(passages[:at]), *typed.split(), *words(passages[at + 1 :])]
    assert all(
        part.text.strip() and "\n\n" not in part.text for part in after[at : at + len(after) - len(passages) + 1]
    )
    assert after[at].codings == passages[at].codings


def test_merging_keeps_what_either_passage_is_about_and_passages_move_no_further_than_the_ends() -> None:
    passages = (
        SubmittedPassage("one", (("VAP-1", "plan"),)),
        SubmittedPassage("two", (("VAP-1", "plan"), (None, "offer"))),
    )
    assert drafting.merged(passages, 0) == (SubmittedPassage("one\ntwo", (("VAP-1", "plan"), (None, "offer"))),)
    assert drafting.merged(passages, 1) == passages
    assert drafting.moved(passages, 0, -1) == (passages, 0)
    assert drafting.moved(passages, 1, 1) == (passages, 1)


@given(PASSAGES, st.none() | st.dates(), st.sampled_from(["", *LANGUAGES]))
def test_a_draft_comes_back_as_it_was_kept(passages: drafting.Passages, day: date | None, language: str) -> None:
    details = Details("XAA", MEETING, ("a", "c"), "report", ("XAB",), day, Delegation(1, None, 0))
    draft = Draft(details, passages, language, "docx", "0" * 64, "invented.docx", ("A warning.",))
    assert drafts.read_back(Draft, drafts.written(draft)) == draft


def test_what_is_lacking_is_said() -> None:
    draft = Draft(Details("XAA", MEETING, public_from=date(2012, 4, 16)), (), "", "txt", "0" * 64)
    assert len(drafting.lacking(draft, date(2012, 4, 16))) == 3
    assert (
        drafting.lacking(
            Draft(Details("XAA", MEETING), (SubmittedPassage("x"),), "en", "txt", "0" * 64), date(2012, 4, 16)
        )
        == []
    )


@pytest.mark.slow
def test_a_word_document_is_handed_in_as_its_passages(store: Store) -> None:
    paper = docx.Document()
    paper.add_paragraph("Invented: the centre for rehabilitation was opened in the invented province this year.")
    paper.add_paragraph("Invented: the register of all survivors will be finished in the course of next year.")
    file = io.BytesIO()
    paper.save(file)
    document = read_document(file.getvalue(), "invented.docx")
    draft = drafting.draft_of(document, Details("XAA", MEETING, ("b",)), "invented.docx", vocabulary(store.latest()))
    assert draft.language == "en"
    receipt = hand_in(store, DELEGATE, draft.handed_in())
    rows = store.latest(Audience.STAFF).rows("SELECT text FROM passage ORDER BY position")
    assert [row["text"] for row in rows] == [paragraph.text for paragraph in document.paragraphs]
    held = store.latest(Audience.STAFF).rows("SELECT receipt, media, file_name, sha256 FROM submission")
    assert held == [
        {
            "receipt": receipt.number,
            "media": "docx",
            "file_name": "invented.docx",
            "sha256": hashlib.sha256(file.getvalue()).hexdigest(),
        }
    ]


def test_only_who_may_hands_in_and_what_a_passage_is_said_to_be_about_codes_nothing_yet(store: Store) -> None:
    before = store.revision()
    for who, contributor in ((READER, "XAA"), (DELEGATE, "XAB")):
        with pytest.raises(NotPermitted):
            hand_in(store, who, handed("Invented.", contributor=contributor))
    with refused(Refused.NO_TEXT):
        hand_in(store, DELEGATE, handed(" "))
    assert store.revision() == before
    details = Details("XAA", MEETING, delegation=Delegation(2, None, 1))
    parts = (
        SubmittedPassage("Invented: about the action.", (("VAP-1", "plan"),)),
        SubmittedPassage("Invented: about no action."),
    )
    hand_in(store, DELEGATE, Draft(details, parts, "en", "txt", "0" * 64).handed_in())
    view = store.latest(Audience.STAFF)
    assert view.rows("SELECT coder, basis FROM judgement") == [{"coder": "XAA", "basis": "contributor"}]
    assert view.rows("SELECT provision, assessment FROM judged_coding") == [
        {"provision": "VAP-1", "assessment": "plan"}
    ]
    assert view.rows("SELECT 1 FROM coding") == []
    counts = view.rows("SELECT survivors, experts, disability_organisations AS organisations FROM delegation")
    assert counts == [{"survivors": 2, "experts": None, "organisations": 1}]


@pytest.mark.slow
def test_many_at_once_each_get_a_receipt_of_their_own(store: Store, figure: Figure) -> None:
    start = Barrier(AT_ONCE)

    def send(number: int) -> Receipt:
        start.wait()
        return hand_in(store, ALONE, handed(f"Invented text {number}.", contributor=("XAA", "XAB")[number % 2]))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        receipts = list(threads.map(send, range(AT_ONCE)))
    assert len({receipt.number for receipt in receipts}) == AT_ONCE
    assert len({receipt.contribution for receipt in receipts}) == AT_ONCE
    held = store.latest(Audience.STAFF).rows(
        "SELECT s.receipt, p.text FROM submission AS s JOIN passage AS p ON p.contribution = s.contribution"
    )
    sent = {receipt.number: f"Invented text {number}." for number, receipt in enumerate(receipts)}
    assert {row["receipt"]: row["text"] for row in held} == sent
    figure(f"{AT_ONCE} people handing in at once: {len(held)} contributions held, none lost, none doubled")


def test_of_the_same_document_sent_many_times_at_once_one_is_taken(store: Store) -> None:
    start = Barrier(AT_ONCE)

    def send(_number: int) -> Receipt | KnowledgeBaseError:
        start.wait()
        try:
            return hand_in(store, ALONE, handed("Invented text."))
        except KnowledgeBaseError as error:
            return error

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(send, range(AT_ONCE)))
    taken = [answer for answer in answers if isinstance(answer, Receipt)]
    refused = [answer for answer in answers if isinstance(answer, AlreadyHeld)]
    assert (len(taken), len(refused)) == (1, AT_ONCE - 1)
    assert {answer.contribution for answer in refused} == {taken[0].contribution}
    assert len(store.latest(Audience.STAFF).rows("FROM submission")) == 1


def test_likenesses_are_looked_for_only_among_what_the_person_may_see(store: Store) -> None:
    text = "Invented: the register of all survivors will be finished in the course of next year."
    hand_in(store, ALONE, handed(text, contributor="XAB"))
    longer = [text, "Invented: and we are grateful for all the support."]
    assert [alike["name"] for alike in alike_held(store, ALONE, longer, similarity)] == ["Invented State XAB"]
    assert alike_held(store, DELEGATE, longer, similarity) == []
    assert alike_held(store, READER, longer, similarity) == []
    assert alike_held(store, ALONE, ["Wholly other words, about something that nobody said."], similarity) == []


def test_long_texts_are_found_alike_and_told_apart_by_their_words(store: Store) -> None:
    text = " ".join(f"invented{chr(97 + one)}{chr(97 + other)}" for one in range(10) for other in range(10))
    hand_in(store, ALONE, handed(text, contributor="XAB"))
    assert [alike["share"] for alike in alike_held(store, ALONE, [f"{text} and thanks"], similarity)] == [1.0]

    def never(_one: object, _other: object) -> float:
        raise AssertionError("texts without a word in common need no comparing")

    assert alike_held(store, ALONE, [text.replace("invented", "other")], never) == []
