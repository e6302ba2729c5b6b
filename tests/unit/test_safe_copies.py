"""A backup is read whole before it is taken; before a migration the file is kept as it was. Everything is invented."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from kb.db import Store, copying, migrations
from kb.db.schema import schema_files
from kb.domain.refusals import Refused
from kb.errors import DatabaseCorrupt, KnowledgeBaseError, PlaceUnusable
from kb.ui.drafts import read_back
from kb.ui.submit.drafting import Draft
from tests.knowledge import Knowledge, about
from tests.refusing import refused
from tests.unit.processes import Run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Large enough that damage may lie where only a look at every row finds it."""
    k = Knowledge.small("XAA")
    k.said("XAA", about("VAP-1"), id="inv")
    with k.build(tmp_path_factory.mktemp("copies")) as store:
        for number in range(40):
            store.drafts.keep(f"p{number}", os.urandom(20_000).hex())
        store._storage.root.execute("CHECKPOINT kb")
        return store.place


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(made, tmp_path / "kb.duckdb"))


@pytest.mark.slow
@pytest.mark.file
def test_no_damaged_backup_is_taken_wherever_the_damage_lies(made: Path, path: Path, tmp_path: Path) -> None:
    content, was, backup = made.read_bytes(), path.read_bytes(), tmp_path / "backup"
    taken, refused, said = 0, 0, []
    for start in range(12_288, len(content) - 3000, 16_384 * 9):
        backup.write_bytes(content[: start + 500] + os.urandom(2000) + content[start + 2500 :])
        try:
            copying.restore(backup, path)
        except DatabaseCorrupt as error:
            refused += path.read_bytes() == was
            said.append(str(error))
            continue
        taken += 1
        with Store.open(path) as store:  # the damage lay in a free block: everything can be read
            copying._read_all(store)
        shutil.copyfile(made, path)
    assert refused > taken
    assert refused == len(said)
    assert all(str(backup) in one for one in said)


def earlier(path: Path) -> None:
    """A knowledge base of the version before the latest."""
    with duckdb.connect(str(path)) as connection:
        for file in schema_files()[:-1]:
            connection.execute(file.sql)
            connection.execute("INSERT INTO schema_version VALUES (?, ?)", [file.number, file.name])
        connection.execute("INSERT INTO revision VALUES (1, TIMESTAMP '2026-01-01', 'x', 'x', 'x', NULL)")
        connection.execute("INSERT INTO draft VALUES ('d', 'dee', TIMESTAMP '2026-01-01', '{}')")


def version(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute("SELECT max(number) FROM schema_version").fetchone()
        assert row
        assert connection.execute("SELECT id FROM draft").fetchall() == [("d",)]
        return int(row[0])


@pytest.mark.slow
def test_before_a_migration_the_file_is_kept_as_it_was_and_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "kb.duckdb"
    earlier(path)
    before = version(path)
    Store.open(path).close()
    (kept,) = map(Path, copying.kept_beside(path))
    assert f"before-version-{before}-" in kept.name
    assert (version(kept), version(path)) == (before, schema_files()[-1].number)
    assert kept.stat().st_mode & 0o077 == 0
    assert [str(kept) in record.getMessage() for record in caplog.records] == [True]
    Store.open(path).close()
    assert copying.kept_beside(path) == [str(kept)]
    # It is a backup as any other.
    copying.restore(kept, path)
    assert version(path) == schema_files()[-1].number


@pytest.mark.slow
def test_without_room_for_that_copy_nothing_is_migrated_and_a_new_one_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(tmp_path / "kb.duckdb").close()
    assert [file.name for file in tmp_path.iterdir()] == ["kb.duckdb"]
    path = tmp_path / "earlier.duckdb"
    earlier(path)
    before = version(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrations.shutil, "copyfileobj", full)
    with pytest.raises(PlaceUnusable, match="No space left on device"):
        Store.open(path)
    assert version(path) == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["earlier.duckdb", "kb.duckdb"]


@pytest.mark.parametrize(
    "content", ["", "null", "[]", "{}", '{"details": 1}', '{"details": {}}', "9" * 20_000, "[" * 9000]
)
def test_a_draft_of_another_shape_is_said_in_a_sentence(content: str) -> None:
    with refused(Refused.DRAFT_UNREADABLE):
        read_back(Draft, content)


def test_a_number_of_20_000_digits_in_a_data_file_is_said_with_its_place(
    run: Run, tmp_path: Path, shipped: Path
) -> None:
    folder = tmp_path / "files"
    shutil.copytree(shipped, folder)
    file = folder / "contributions.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[0] = lines[0].replace('"order": 1', f'"order": {"9" * 20_000}')
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, output, errors = run("check", folder)
    assert status == 1
    assert "contributions.jsonl:1" in output + errors
    assert "Traceback" not in errors
    assert issubclass(DatabaseCorrupt, KnowledgeBaseError)
