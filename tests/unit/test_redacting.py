"""Redacted is gone: from every revision, table, cache, search and from the bytes of the file. All is invented."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kb.cache import ANSWERS, cached
from kb.db import Store, copying
from kb.domain.model import Audience, Role
from kb.domain.refusals import Refused
from kb.errors import NotPermitted, PlaceUnusable
from kb.search import search
from kb.session import moves
from kb.workflow import desk, publishing, replying
from kb.workflow.facts import Mechanism
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE, Actor
from kb.workflow.redacting import redact
from kb.workflow.submission import Delegation, SubmittedPassage
from tests.handing import CODED, hand_in, judge, keep_fact
from tests.knowledge import MEETING, Knowledge, about, copied
from tests.refusing import refused
from tests.unit.processes import Run, python

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

# Such as no compression hides: random letters.
MARK = "MARK" + secrets.token_hex(40)
TEXT = f"Invented words of {MARK}."
KEPT = "Invented words that stay."


def invented(folder: Path) -> Store:
    k = Knowledge.small("XAA", "XAB")
    k.said("XAB", about("VAP-2"), id="other")
    return k.build(folder)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A knowledge base and in it a contribution, of which everything that can bear its words does; to be copied."""
    with invented(tmp_path_factory.mktemp("made")) as store:
        return store.place, filled(store)


@pytest.fixture
def base(made: tuple[Path, str], tmp_path: Path) -> Iterator[Store]:
    with Store.open(copied(made[0], tmp_path / "kb.duckdb")) as store:
        yield store


@pytest.fixture
def id_(made: tuple[Path, str]) -> str:
    return made[1]


def filled(store: Store) -> str:
    """The id of a contribution, in several revisions."""
    numbers = Delegation(7_654_321, 1, 1)
    id_ = hand_in(store, SubmittedPassage(TEXT, (CODED,)), file_name=f"{MARK}.txt", delegation=numbers)
    judge(store, id_, note=MARK)
    publishing.publish(store, ALONE, id_)
    keep_fact(store, Mechanism(f"{id_}.1", "XAA", MARK, "focal point"))
    save_person(store, ALONE, Person("dee", "dee@invented.example", "Dee", frozenset({Role.DELEGATE}), "XAA"))
    dee = known_by_email(store.latest(Audience.STAFF), "dee@invented.example")
    assert dee
    reply = replying.reply(store, dee, replying.Reply(f"{id_}.1", "contested", MARK))
    replying.answer(store, ALONE, reply, "kept", MARK)
    publishing.correct(
        store, ALONE, id_, "Invented", {"note": MARK, "source_title": MARK}, {f"{id_}.1": f"{TEXT} Corrected."}
    )
    store.drafts.keep("dee", f'{{"passages": [{{"text": "{TEXT}"}}]}}')
    store.drafts.keep("dee", f'{{"passages": [{{"text": "{KEPT}"}}]}}')
    return id_


def redacted(store: Store, id_: str, who: Actor = ALONE) -> int:
    return redact(store, who, id_, "An invented wish", id_)


def everything(store: Store) -> str:
    """All rows of the file."""
    found = store._storage.root.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb'").fetchall()
    return "\n".join(str(store._storage.root.execute(f"FROM kb.{name}").fetchall()) for (name,) in found)


def in_files(path: Path) -> list[str]:
    """The files beside the knowledge base, and itself, in which the bytes of the mark stand."""
    return [file.name for file in path.parent.iterdir() if file.is_file() and MARK.encode() in file.read_bytes()]


@cached
def all_texts(view: object) -> str:
    """As a screen keeps an answer."""
    return str(view.rows("SELECT text FROM passage"))  # type: ignore[attr-defined]


@pytest.mark.file
def test_it_is_gone_from_every_revision_and_from_the_bytes_of_the_file(base: Store, id_: str) -> None:
    base._storage.root.execute("CHECKPOINT kb")
    assert in_files(base.place) == [base.place.name]
    earlier = base.revision()
    assert MARK in all_texts(base.latest())
    held = base.snapshot(earlier)
    assert search(base.latest(), MARK).total == 1
    assert redacted(base, id_) == earlier + 1 == base.revision()
    shown = everything(base)
    assert MARK not in shown
    assert "7654321" not in shown
    assert KEPT in shown
    assert in_files(base.place) == []
    for revision in range(1, base.revision() + 1):
        view = base.snapshot(revision, Audience.STAFF)
        assert MARK not in str(view.rows("FROM passage"))
        assert not search(base.snapshot(revision), MARK).total
    assert MARK not in all_texts(base.latest())
    assert MARK not in all_texts(base.snapshot(earlier))
    assert MARK not in str([*ANSWERS._kept.values()])
    assert held != base.snapshot(earlier)
    # The base goes on as it was.
    assert len(base.latest().rows("FROM passage")) == 1
    hand_in(base, KEPT)
    assert base.drafts.of("dee")
    path = base.place
    base.close()
    with Store.open(path) as again:
        assert again.revision() == earlier + 2
        assert MARK not in everything(again)


@pytest.mark.file
def test_one_that_was_withdrawn_can_be_redacted_and_again(base: Store, id_: str) -> None:
    publishing.withdraw(base, ALONE, id_, "Invented")
    redacted(base, id_)
    assert MARK not in everything(base)
    redacted(base, id_)


def test_only_administrators_do_it_and_only_with_the_id_typed(base: Store, id_: str) -> None:
    before = everything(base)
    coordinator = Actor("coo", "Coo", frozenset({Role.COORDINATOR}))
    with pytest.raises(NotPermitted):
        redacted(base, id_, coordinator)
    for typed in ("", "other", id_[:-1]):
        with refused(Refused.NOT_CONFIRMED):
            redact(base, ALONE, id_, "An invented wish", typed)
    with refused(Refused.NO_REASON):
        redact(base, ALONE, id_, " ", id_)
    with refused(Refused.NO_CONTRIBUTION):
        redacted(base, "nothing")
    assert everything(base) == before


@pytest.mark.file
def test_where_the_file_cannot_be_written_anew_the_text_is_gone_and_it_is_said(
    base: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MARK in all_texts(base.latest())
    blocked = Path(f"{base.place}.rewriting")
    blocked.mkdir()
    with pytest.raises(PlaceUnusable, match="once more"):
        redacted(base, id_)
    assert MARK not in everything(base)
    assert MARK not in all_texts(base.snapshot(base.revision() - 1))
    blocked.rmdir()
    base._storage.root.execute("CHECKPOINT kb")
    redacted(base, id_)
    assert in_files(base.place) == []


def test_notes_at_the_desk_it_was_made_of_are_overwritten(tmp_path: Path) -> None:
    base = invented(tmp_path)
    new = desk.NewSession(
        "Invented session", MEETING, base.latest().rows("SELECT day FROM revision_day")[0]["day"], ("a",)
    )
    code = desk.open_new(base, ALONE, new)
    part = desk.session(base, code).parts[0].code
    desk.make(base, ALONE, code, moves.add(part, "Invented State XAA", contributor="XAA", state="XAA"), 0)
    slot = desk.session(base, code).parts[0].slots[0].id
    desk.make(base, ALONE, code, moves.note(slot, "a", TEXT), 0)
    desk.make(base, ALONE, code, moves.note(slot, "a", KEPT), 0)
    id_ = hand_in(base, TEXT)
    redacted(base, id_)
    said = [note.said for note in desk.session(base, code).notes]
    assert MARK not in str(said)
    assert KEPT in said
    assert MARK not in everything(base)
    base.close()


@pytest.mark.file
def test_a_stub_with_the_reason_stays_and_a_backup_made_before_still_holds_the_text(
    base: Store, id_: str, tmp_path: Path
) -> None:
    published = base.revision()
    (tmp_path / "copies").mkdir()
    copying.backup(base, tmp_path / "copies" / "before")
    redacted(base, id_)
    copying.backup(base, tmp_path / "copies" / "after")
    assert in_files(tmp_path / "copies" / "x") == ["before"]
    rows = base.snapshot(published).rows("SELECT text FROM passage WHERE contribution = $id", {"id": id_})
    assert [("An invented wish" in row["text"]) for row in rows] == [True]
    assert len(base.snapshot(published).rows("FROM coding WHERE passage = $id", {"id": f"{id_}.1"})) == 1
    assert base.latest().rows("SELECT status FROM contribution WHERE id = $id", {"id": id_}) == [
        {"status": "withdrawn"}
    ]
    assert base.latest().rows("SELECT text FROM passage WHERE contribution = 'other'")[0]["text"].startswith("Invented")
    assert base.revisions()[0]["reason"] == "The text of a contribution was taken out: An invented wish"


@pytest.mark.file
def test_the_command_does_it_and_names_the_backups(base: Store, id_: str, run: Run) -> None:
    path = base.place
    base.close()
    status, output, errors = run("redact", id_, "--reason", "An invented wish", "--database", path)
    assert (status, errors) == (0, "")
    assert "Backups" in output
    assert in_files(path) == []
    with duckdb.connect(str(path), read_only=True) as now:
        assert now.execute("SELECT count(*) FROM passage WHERE text LIKE '%invented wish%'").fetchone() != (0,)
    assert python(["redact", "nothing", "--reason", "x"], path).returncode == 1
