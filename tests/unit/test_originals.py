"""The file that was handed in is kept, seen by whoever may, and goes when its text does. Everything is INVENTED."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.db import Store, copying, drafts
from kb.db.originals import Original
from kb.domain.model import Audience, Role
from kb.domain.refusals import Refused
from kb.reports import data_package
from kb.reports.data_files import export
from kb.workflow import publishing
from kb.workflow.originals import original_file, original_seen
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE, READER, Actor
from kb.workflow.redacting import redact
from kb.workflow.submission import SubmittedPassage, hand_in
from kb.workflow.tokens import make_token
from tests import handing
from tests.handing import CODED, judge
from tests.knowledge import Knowledge
from tests.refusing import refused
from tests.unit.api_client import Api, mounted

pytestmark = pytest.mark.slow

CONTENT = b"<script>alert(1)</script> Invented wombatsecret." + bytes(range(256))
SHA = hashlib.sha256(CONTENT).hexdigest()
FILE = Original(CONTENT, '{"pages": 0, "paragraphs": []}')
NAME = "../Invented \u202e<b>.html"
LATER = datetime.now(UTC).date() + timedelta(days=30)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    k = Knowledge.small("XAA", "XAB")
    k.state("XAC", in_force=None)
    with k.build(tmp_path) as store:
        yield store


def delegate(store: Store, state: str) -> Actor:
    person = Person(f"p-{state}", f"{state.lower()}@invented.example", state, frozenset({Role.DELEGATE}), state)
    save_person(store, ALONE, person)
    found = known_by_email(store.latest(Audience.STAFF), person.email)
    assert found
    return found


def received(store: Store, *, shown: bool = True, **values: object) -> str:
    """A contribution with its file, made of two passages."""
    parts = (SubmittedPassage("Invented one.", (CODED,), (1,)), SubmittedPassage("Invented two.", (CODED,), (2, 3)))
    values = {"media": "html", "file_name": NAME, "sha256": SHA} | values
    handed = handing.handed(*parts, **values)
    return hand_in(store, ALONE, replace(handed, original=FILE, original_shown=shown)).contribution


def published(store: Store, **values: object) -> str:
    id_ = received(store, **values)
    judge(store, id_)
    publishing.publish(store, ALONE, id_)
    return id_


def test_it_is_kept_byte_for_byte_and_knows_of_which_paragraphs_a_passage_was_made(base: Store) -> None:
    id_ = received(base)
    found = original_file(base, ALONE, id_)
    assert found
    assert (found[0].name, found[1]) == ("Invented <b>.html", CONTENT)
    assert (found[0].sources, found[0].media_type) == ({1: [1], 2: [2, 3]}, "application/octet-stream")
    assert original_seen(base, ALONE, "none-such") is None
    publishing.undo(base, ALONE, base.revision(), "Invented")
    assert original_seen(base, ALONE, id_) is None


def test_readers_see_its_pages_once_it_is_published_and_never_have_the_file(base: Store) -> None:
    everybody = (ALONE, delegate(base, "XAA"), delegate(base, "XAB"), READER)
    own_only = [True, True, False, False]

    def see(id_: str) -> list[bool]:
        return [bool(original_seen(base, who, id_)) for who in everybody]

    def have(id_: str) -> list[bool]:
        return [bool(original_file(base, who, id_)) for who in everybody]

    id_ = received(base)
    assert see(id_) == have(id_) == own_only, "before it is published"
    judge(base, id_)
    publishing.publish(base, ALONE, id_)
    assert (see(id_), have(id_)) == ([True] * 4, own_only)
    publishing.withdraw(base, ALONE, id_, "Invented")
    assert see(id_) == own_only


def test_its_contributor_may_keep_it_to_those_who_work_on_it(base: Store) -> None:
    id_ = published(base, shown=False)
    assert [bool(original_seen(base, who, id_)) for who in (ALONE, READER)] == [True, False]
    for shown in (True, False):
        publishing.correct(base, ALONE, id_, "Invented", original_shown=shown)
        assert bool(original_seen(base, READER, id_)) is shown
    with refused(Refused.NOTHING_DIFFERS):
        publishing.correct(base, ALONE, id_, "Invented", original_shown=False)


def test_it_is_as_confidential_as_its_text(base: Store) -> None:
    party, signatory = delegate(base, "XAB"), delegate(base, "XAC")
    id_ = published(base, public_from=LATER)
    assert [bool(original_seen(base, who, id_)) for who in (party, signatory, READER)] == [True, False, False]
    publishing.correct(base, ALONE, id_, "Invented", public_from=datetime.now(UTC).date())
    assert original_seen(base, READER, id_)


def test_it_is_in_no_data_file_and_in_no_snapshot_of_readers(base: Store, tmp_path: Path) -> None:
    published(base)
    export(base.latest(Audience.STAFF), tmp_path / "files")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "files").iterdir())
    assert b"wombatsecret" not in kept
    with zipfile.ZipFile(io.BytesIO(data_package.packed(base).content)) as archive:
        assert not [name for name in archive.namelist() if "original" in name or "source" in name]
    for table in ("passage_source", "shown_original"):
        assert base.latest().rows(f"FROM {table}") == []


def test_it_is_in_backups_and_comes_back_with_them(base: Store, tmp_path: Path) -> None:
    id_ = received(base)
    code = base.drafts.keep("dee", "{}", original=FILE)
    copying.backup(base, tmp_path / "backup")
    copying.restore(tmp_path / "backup", tmp_path / "again.duckdb")
    with Store.open(tmp_path / "again.duckdb") as again:
        found = original_file(again, ALONE, id_)
        assert found
        assert found[1] == CONTENT
        assert again.originals.of_draft("dee", code) == FILE


@pytest.mark.file
def test_it_goes_for_good_with_its_text_and_another_contributions_stays(base: Store) -> None:
    id_ = received(base)
    other = received(base, contributor="XAB", sha256="b" * 64)
    base.drafts.keep("dee", f'{{"sha256": "{SHA}"}}', original=FILE)
    redact(base, ALONE, id_, "Invented reason", id_)
    assert original_seen(base, ALONE, id_) is None
    assert base.originals.content(id_, SHA) is None
    assert base.originals.content(other, "b" * 64) == CONTENT
    redact(base, ALONE, other, "Invented reason", other)
    held = base.place.read_bytes()
    assert b"wombatsecret" not in held


def test_a_file_and_the_files_of_drafts_are_bounded(base: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.db.changing.LARGEST", len(CONTENT) - 1)
    monkeypatch.setattr(drafts, "MOST_BYTES", len(CONTENT) + 1)
    before = base.revision()
    with refused(Refused.FILE_TOO_LARGE):
        received(base)
    assert base.revision() == before
    code = base.drafts.keep("dee", "{}", original=FILE)
    with refused(Refused.DRAFTS_TOO_LARGE):
        base.drafts.keep("dee", "{}", original=FILE)
    base.drafts.keep("eve", "{}", original=FILE)
    assert base.originals.of_draft("dee", code) == FILE
    assert base.originals.of_draft("eve", code) is None
    base.drafts.drop("eve", code)
    assert base.originals.of_draft("dee", code)
    base.drafts.drop("dee", code)
    assert base.originals.of_draft("dee", code) is None
    base.drafts.keep("dee", "{}", original=FILE)


def test_the_api_gives_the_file_with_a_token_and_never_as_a_page(base: Store) -> None:
    own, other = delegate(base, "XAA"), delegate(base, "XAB")
    address = f"/contributions/{published(base)}/original"
    for token in (None, make_token(base, other, "Invented", 1)):
        answer = Api(mounted(base), token).ask(address)
        assert answer.status_code == 404
        assert b"wombatsecret" not in answer.content
    answer = Api(mounted(base), make_token(base, own, "Invented", 1)).ask(address)
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Invented%20%3Cb%3E.html")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
    assert "sandbox" in answer.headers["content-security-policy"]
