"""Backup and restore: a copy of every table that answers the same, and nothing lost on the way."""

from pathlib import Path

import duckdb
import pytest

from kb.db import Store, copying
from kb.domain.model import Audience
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import OPERATOR
from kb.workflow.submission import HandedIn, SubmittedPassage, hand_in
from kb.workflow.tokens import bearer, make_token, own_tokens, revoke_token
from tests.knowledge import MEETING, Knowledge
from tests.unit.processes import Run, held_by_another_process, python

pytestmark = pytest.mark.slow


def filled(folder: Path) -> Store:
    """An open knowledge base of INVENTED material with a person, a draft and something handed in."""
    knowledge = Knowledge()
    knowledge.meeting()
    knowledge.state("XAA")
    store = knowledge.build(folder)
    save_person(store, OPERATOR, Person("inv", "inv@invented.example", "Invented person", frozenset()))
    parts = (SubmittedPassage("Invented text."), SubmittedPassage("نص مخترع"))
    hand_in(store, OPERATOR, HandedIn("XAA", MEETING, ("a",), language="en", parts=parts, media="txt", sha256="1" * 64))
    store.drafts.keep("inv", "{}")
    return store


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall() for (name,) in names}


@pytest.mark.file
def test_a_copy_made_while_open_holds_every_table_and_is_restored(run: Run, tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        revision = copying.backup(store, tmp_path / "copy")
        assert revision == store.revision()
        path = store.place
    was = tables(path)
    assert was["draft"]
    assert was["person"]
    assert tables(tmp_path / "copy") == was
    coverage = run("coverage", "--instrument", "VAP", "--database", path)
    with Store.open(path) as store:
        save_person(store, OPERATOR, Person("two", "two@invented.example", "Invented second", frozenset()))
    status, output, errors = run("restore", tmp_path / "copy", "--database", path)
    assert (status, errors) == (0, "")
    assert tables(path) == was
    assert run("coverage", "--instrument", "VAP", "--database", path) == coverage
    kept = Path(output.split("kept as ")[1].strip().removesuffix("."))
    assert len(tables(kept)["person"]) == 2


@pytest.mark.file
def test_a_token_revoked_since_the_backup_does_not_come_back_with_it(run: Run, tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        person = known_by_email(store.latest(Audience.STAFF), "inv@invented.example")
        assert person
        token = make_token(store, person, "Invented", 1)
        assert copying.backup(store, tmp_path / "copy") == store.revision()
        revoke_token(store, person, own_tokens(store, person)[0].id)
        path = store.place
    for file in (path, tmp_path / "copy"):
        with Store.open(file) as store:
            assert (bearer(store, token) is not None) is (file != path)
    assert run("restore", tmp_path / "copy", "--database", path)[0] == 0
    with Store.open(path) as store:
        assert bearer(store, token) is None
        (kept,) = own_tokens(store, person)
        assert kept.label == "Invented"
        assert kept.revoked_at


@pytest.mark.file
def test_the_whole_shipped_base_is_copied(run: Run, database: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "copy")[0] == 0
    assert tables(tmp_path / "copy") == tables(database)


@pytest.mark.file
def test_what_must_not_be_replaced_is_not(run: Run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "junk").write_bytes(b"junk" * 5000)
    with duckdb.connect(str(tmp_path / "other")) as other:
        other.execute("CREATE TABLE invented (id INTEGER)")
    was = database.read_bytes()
    for file in ("junk", "other", "none"):
        status, output, errors = run("restore", tmp_path / file)
        assert (status, output, errors.count("\n")) == (1, "", 1)
        assert str(tmp_path / file) in errors
    assert run("restore", database)[0] == 1
    assert run("backup", tmp_path / "junk")[0] == 1
    assert run("backup", tmp_path / "copy")[0] == 0
    with held_by_another_process(database):
        assert run("restore", tmp_path / "copy")[0] == 1
    assert database.read_bytes() == was
    assert not [path for path in tmp_path.iterdir() if "restoring" in path.name or "replaced" in path.name]


def test_a_full_disk_leaves_no_half_file(database: Path, tmp_path: Path) -> None:
    failed = python(["backup", tmp_path / "copy"], database, largest_file=100_000)
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1
    assert not list(tmp_path.glob("copy*"))
