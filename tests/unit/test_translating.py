"""One contribution in several languages is read in all of them and counted once. Everything is INVENTED."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.db import Store
from kb.db.originals import Original
from kb.domain.model import Audience, Role, Scope
from kb.domain.refusals import Refused
from kb.errors import NotPermitted
from kb.ingest.loading import build
from kb.questions import coverage
from kb.questions.contributions import contribution_totals, contributions
from kb.questions.translations import translatable, translated_files, translations
from kb.reports.data_files import export
from kb.search import search
from kb.ui.search.results import found_in
from kb.ui.statements import StatementsQuery, contributions_in, reader
from kb.workflow import publishing
from kb.workflow.originals import original_file, original_seen
from kb.workflow.permission import ALONE, Actor
from kb.workflow.redacting import redact
from kb.workflow.resubmitting import mark_translation
from tests.handing import hand_in, judge, published
from tests.knowledge import MEETING, Knowledge
from tests.refusing import refused

pytestmark = pytest.mark.slow

DELEGATE = Actor("invented-delegate", "Invented delegate", frozenset({Role.DELEGATE}), "XAA")
FRENCH = "Texte wombatinventé sur les soins."
HERE = Scope(meetings=(MEETING,))
LATER = datetime.now(UTC).date() + timedelta(days=30)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    with Knowledge.small("XAA", "XAB").build(tmp_path) as store:
        yield store


def cell(store: Store) -> tuple[str, int]:
    rows = coverage(store.latest(), HERE)
    row = rows[(rows["state"] == "XAA") & (rows["provision"] == "VAP-1")].iloc[0]
    return str(row["cell"]), int(row["passages"])


def test_it_is_counted_once_and_read_in_every_language(base: Store) -> None:
    english = hand_in(base, "Invented words on care.")
    french = hand_in(base, FRENCH, "Merci.", language="fr")
    assert [row["contribution"] for row in translatable(base.latest(Audience.STAFF), french)] == [english]
    before = base.revision()
    mark_translation(base, DELEGATE, french, english)
    assert base.revision() == before + 1
    assert translations(base.latest(), [english]) == {}, "nothing of what is not published is public"
    assert "wombat" not in str(base.latest().rows("FROM translation"))
    judge(base, english)
    publishing.publish(base, ALONE, english)
    assert cell(base) == ("reported", 1)
    view = base.latest()
    assert contribution_totals(view)["contributions"] == 1
    (row,) = contributions.rows(view, HERE, about=None)
    assert (row["language"], row["translations"]) == ("en", "fr")
    html = contributions_in(StatementsQuery(view, HERE)).html
    assert "English, French" in html
    read = reader.contribution(view, HERE, english, None)
    assert f'<p lang="fr" dir="auto">{FRENCH}</p>' in read
    assert "Only these are tagged and counted." in read


def test_a_word_of_a_translation_is_found_once_at_its_passage_with_its_language(base: Store) -> None:
    """As many paragraphs: each at its own passage; the language that the word stands in is said."""
    english = published(base, "Invented words on care.", "Invented thanks.")
    french = published(base, FRENCH, "Merci aux hôpitaux.", language="fr")
    assert [hit.id for hit in search(base.latest(), "wombatinventé").hits] == [f"{french}.1"]
    mark_translation(base, ALONE, french, english)
    view = base.latest()
    for question, place, word in (("wombatinvente", 1, "wombatinventé"), ("hôpital", 2, "hôpitaux")):
        found = search(view, question)
        assert [(hit.id, [tuple(why) for why in hit.why]) for hit in found.hits] == [
            (f"{english}.{place}", [("translation", (word,), "fr")])
        ]
        assert found.kinds == {"passage": 1, "contribution": 1, "provision": 0}
        assert (found_in(found.hits[0]) or "").startswith("its text in French")
    (hit,) = search(view, "thanks").hits
    assert [why.place for why in hit.why] == ["text"]


def test_the_file_of_a_translation_is_seen_by_whoever_may_read_the_contribution(base: Store) -> None:
    """Its contributor has the file, readers see its pages where that was wished; nobody before it is published."""
    english = hand_in(base, "Invented words on care.")
    french = hand_in(base, FRENCH, language="fr", original_shown=True, original=Original(b"INVENTED", "{}"))
    mark_translation(base, DELEGATE, french, english)
    reader_ = Actor("invented-reader", "Invented reader", frozenset({Role.READER}))
    assert original_seen(base, reader_, french) is None
    assert (original_file(base, DELEGATE, french) or ("", b""))[1] == b"INVENTED"
    judge(base, english)
    publishing.publish(base, ALONE, english)
    seen = original_seen(base, reader_, french)
    assert seen is not None
    assert not seen.is_own
    assert translated_files(base.latest(), english) == {"fr": french}


def test_what_was_counted_by_itself_is_counted_once_from_then_on(base: Store) -> None:
    english = published(base, "Invented words on care.")
    french = published(base, FRENCH, language="fr")
    assert cell(base) == ("reported", 2)
    with pytest.raises(NotPermitted):
        mark_translation(base, DELEGATE, french, english)
    revision = mark_translation(base, ALONE, french, english)
    assert cell(base) == ("reported", 1)
    publishing.undo(base, ALONE, revision, "Invented")
    assert cell(base) == ("reported", 2)
    assert translations(base.latest(), [english]) == {}


def test_no_other_text_becomes_a_translation(base: Store) -> None:
    english = hand_in(base, "Invented words on care.")
    french = hand_in(base, FRENCH, language="fr")
    others = [
        hand_in(base, "Invented words, other.", language="en"),
        hand_in(base, "Texte d'un autre.", language="fr", public_from=LATER),
    ]
    for text in (*others, english):
        with refused(Refused.NO_TRANSLATION):
            mark_translation(base, ALONE, text, english)
    with pytest.raises(NotPermitted):
        mark_translation(base, replace(DELEGATE, contributor="XAB"), french, english)
    for of in (hand_in(base, "Invented of XAB.", contributor="XAB"), "none-such"):
        with pytest.raises(NotPermitted):
            mark_translation(base, DELEGATE, french, of)
    mark_translation(base, DELEGATE, french, english)
    again = hand_in(base, "Encore un texte.", language="fr")
    with refused(Refused.NO_TRANSLATION):
        mark_translation(base, DELEGATE, again, english)
    with refused(Refused.WITHDRAWN):
        mark_translation(base, DELEGATE, french, english)


@pytest.mark.file
def test_it_is_as_confidential_as_its_contribution_and_goes_with_it(base: Store, tmp_path: Path) -> None:
    secret = {"public_from": LATER}
    english = published(base, "Invented words on care.", **secret)
    french = published(base, FRENCH, language="fr", **secret)
    mark_translation(base, ALONE, french, english)
    assert base.latest().rows("FROM translation") == []
    assert translations(base.latest(Audience.PARTIES), [english]) == {english: {"fr": [FRENCH]}}
    export(base.latest(Audience.STAFF), tmp_path / "files")
    with Store.open(tmp_path / "again.duckdb") as again:
        build(again, tmp_path / "files")
        assert translations(again.latest(Audience.STAFF), [english]) == {english: {"fr": [FRENCH]}}
    redact(base, ALONE, english, "Invented reason", english)
    for revision in range(1, base.revision() + 1):
        for table in ("translation", "passage"):
            assert "wombat" not in str(base.snapshot(revision, Audience.STAFF).rows(f"FROM {table}"))
    assert b"wombatinvent" not in base.place.read_bytes()
