"""A corrected version in place of what was handed in, and taking it back. Everything is INVENTED."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.db import Store
from kb.db.originals import Original
from kb.domain.model import Audience, Role, Scope
from kb.domain.refusals import Refused
from kb.errors import NotPermitted
from kb.ingest.loading import build
from kb.questions import coverage
from kb.reports.data_files import export
from kb.workflow import coding, publishing
from kb.workflow.facts import Mechanism
from kb.workflow.permission import ALONE, Actor
from kb.workflow.resubmitting import Compared, compared, resubmit, take_back
from kb.workflow.submission import AlreadyHeld, SubmittedPassage
from tests import handing
from tests.handing import CODED, hand_in, handed, judge, keep_fact
from tests.knowledge import Knowledge
from tests.refusing import refused

pytestmark = pytest.mark.slow

DELEGATE = Actor("invented-delegate", "Invented delegate", frozenset({Role.DELEGATE}), "XAA")
OTHER = replace(DELEGATE, person="invented-other", contributor="XAB")
ONE, TWO, THREE = "Invented one.", "Invented two.", "Invented three."
CORRECTED = handed("Invented new.", ONE, "Invented two, as it was meant.", THREE, sha256="c" * 64)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    with Knowledge.small("XAA", "XAB").build(tmp_path) as store:
        yield store


def texts(store: Store, contribution: str) -> dict[str, str]:
    sql = "SELECT id, text FROM passage WHERE contribution = $id ORDER BY position"
    return {row["id"]: row["text"] for row in store.latest(Audience.STAFF).rows(sql, {"id": contribution})}


def tagged(store: Store, table: str = "judgement") -> list[str]:
    return [
        row["passage"] for row in store.latest(Audience.STAFF).rows(f"SELECT passage FROM {table} ORDER BY passage")
    ]


def status(store: Store, contribution: str) -> str:
    sql = "SELECT status FROM contribution WHERE id = $id"
    return str(store.latest(Audience.STAFF).rows(sql, {"id": contribution})[0]["status"])


def test_two_versions_stand_side_by_side() -> None:
    assert compared([ONE, TWO, THREE], ["Invented new.", ONE, "Other", THREE]) == [
        Compared(None, "Invented new."),
        Compared(ONE, ONE),
        Compared(TWO, "Other"),
        Compared(THREE, THREE),
    ]
    assert compared([ONE, TWO], [TWO]) == [Compared(ONE, None), Compared(TWO, TWO)]


def test_what_stays_keeps_its_tags_and_what_changed_waits_for_them(base: Store) -> None:
    id_ = hand_in(base, SubmittedPassage(ONE, (CODED,)), TWO, SubmittedPassage(THREE, (CODED,)))
    judge(base, id_, themes=("inv-care",), note="Invented note")
    keep_fact(base, Mechanism(f"{id_}.1", "XAA", "Invented body", "focal point"))
    keep_fact(base, Mechanism(f"{id_}.2", "XAA", "Invented other", "focal point"))
    before, receipt = base.revision(), base.latest(Audience.STAFF).rows("SELECT receipt FROM submission")
    original = Original(b"Invented bytes", "{}")
    resubmit(base, DELEGATE, id_, replace(CORRECTED, language="fr", original=original))
    assert base.revision() == before + 1
    assert texts(base, id_) == {
        f"{id_}.1": "Invented new.",
        f"{id_}.2": ONE,
        f"{id_}.3": "Invented two, as it was meant.",
        f"{id_}.4": THREE,
    }
    assert set(tagged(base)) == {f"{id_}.2", f"{id_}.4"}
    assert set(tagged(base, "judged_theme")) == {f"{id_}.2", f"{id_}.4"}
    assert base.latest(Audience.STAFF).rows("SELECT name, passage FROM mechanism") == [
        {"name": "Invented body", "passage": f"{id_}.2"}
    ]
    assert status(base, id_) == "received"
    held = base.latest(Audience.STAFF).rows("SELECT receipt, sha256 FROM submission")
    assert held == [receipt[0] | {"sha256": "c" * 64}]
    assert base.originals.content(id_, "c" * 64) == b"Invented bytes"
    for passage in (f"{id_}.1", f"{id_}.3"):
        coding.judge(base, ALONE, coding.Judgement(passage, (CODED,), ("inv-care",)))
    assert status(base, id_) == "coded"
    publishing.publish(base, ALONE, id_)


def test_it_can_be_undone_and_exports_as_it_stands(base: Store, tmp_path: Path) -> None:
    id_ = hand_in(base, ONE, TWO, THREE)
    judge(base, id_)
    before = texts(base, id_)
    revision = resubmit(base, DELEGATE, id_, CORRECTED)
    after = texts(base, id_)
    export(base.latest(Audience.STAFF), tmp_path / "files")
    with Store.open(tmp_path / "again.duckdb") as again:
        build(again, tmp_path / "files")
        assert texts(again, id_) == after
    publishing.undo(base, ALONE, revision, "Invented")
    assert texts(base, id_) == before
    assert len(set(tagged(base))) == 3


def test_what_is_published_only_those_who_correct_replace_and_it_is_published_anew(base: Store) -> None:
    id_ = handing.published(base, SubmittedPassage(ONE, (CODED,)), TWO)
    with pytest.raises(NotPermitted):
        resubmit(base, DELEGATE, id_, CORRECTED)
    resubmit(base, ALONE, id_, CORRECTED)
    cells = coverage(base.latest(), Scope())
    assert set(cells[(cells["state"] == "XAA") & (cells["provision"] == "VAP-1")]["cell"]) == {"pending"}
    assert "Invented new." not in str(base.latest().rows("FROM passage"))


def test_nothing_is_replaced_by_others_by_the_same_or_by_what_stands_elsewhere(base: Store) -> None:
    id_ = hand_in(base, ONE, sha256="a" * 64)
    other = hand_in(base, TWO, sha256="b" * 64)
    before = base.revision()
    for contribution in (id_, "none-such"):
        with pytest.raises(NotPermitted):
            resubmit(base, OTHER, contribution, CORRECTED)
        with pytest.raises(NotPermitted):
            take_back(base, OTHER, contribution, "Invented")
    with refused(Refused.NOTHING_DIFFERS):
        resubmit(base, DELEGATE, id_, handed(ONE, sha256="a" * 64))
    with pytest.raises(AlreadyHeld):
        resubmit(base, DELEGATE, id_, handed(TWO, sha256="b" * 64))
    with refused(Refused.NO_TEXT):
        resubmit(base, DELEGATE, id_, handed(" ", sha256="d" * 64))
    assert base.revision() == before
    assert texts(base, other) == {f"{other}.1": TWO}


def test_it_is_taken_back_until_it_is_published(base: Store) -> None:
    id_ = hand_in(base, ONE)
    with refused(Refused.NO_REASON):
        take_back(base, DELEGATE, id_, " ")
    take_back(base, DELEGATE, id_, "Invented reason")
    assert status(base, id_) == "withdrawn"
    with refused(Refused.WITHDRAWN):
        resubmit(base, DELEGATE, id_, CORRECTED)
    published = handing.published(base, TWO)
    with refused(Refused.PUBLISHED_ALREADY):
        take_back(base, DELEGATE, published, "Invented reason")
    assert status(base, published) == "published"
