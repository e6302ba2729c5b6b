"""Opening the knowledge base, and what is said when that fails; the file is left as it was."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from kb.db import Store, database_place
from kb.db.places import Server
from kb.errors import (
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseVersion,
    KnowledgeBaseError,
    PlaceUnusable,
    RevisionUnknown,
)
from tests.knowledge import empty
from tests.unit.processes import PROJECT, held_by_another_process, without_privileges


def newer_engine(content: bytes) -> bytes:
    """The file as a later DuckDB would write its first block: another version number under a right checksum."""

    def share(word: bytes) -> int:
        return int.from_bytes(word, "little") * 0xBF58476D1CE4E5B9 % 2**64

    old = content[8:16]
    new = old[:4] + (9999).to_bytes(4, "little")
    checksum = int.from_bytes(content[:8], "little") ^ share(old) ^ share(new)
    return checksum.to_bytes(8, "little") + new + content[16:]


def of_another_program(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def of_sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE revision (number)")
    connection.commit()
    connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kb.duckdb"


Make = Callable[[Path, bytes], object]
NO_KNOWLEDGE_BASE: dict[str, Make] = {
    "random bytes": lambda path, _: path.write_bytes(os.urandom(50_000)),
    "text": lambda path, _: path.write_text("state,name\n", encoding="utf-8"),
    "nothing in it": lambda path, _: path.write_bytes(b""),
    "cut in the middle": lambda path, content: path.write_bytes(content[: len(content) // 2]),
    "cut in the header": lambda path, content: path.write_bytes(content[:5000]),
    "damaged in the middle": lambda path, content: path.write_bytes(
        content[:20_000] + os.urandom(40_000) + content[60_000:]
    ),
    "SQLite": lambda path, _: of_sqlite(path),
    "DuckDB of another program": lambda path, _: of_another_program(path, "CREATE TABLE orders (id INTEGER)"),
    "DuckDB with a schema_version of its own": lambda path, _: of_another_program(
        path, "CREATE TABLE schema_version (installed_rank INTEGER)"
    ),
}


class TestOpening:
    @pytest.mark.parametrize("make", NO_KNOWLEDGE_BASE.values(), ids=NO_KNOWLEDGE_BASE.keys())
    def test_a_file_that_is_no_knowledge_base_is_refused_and_left_as_it_is(
        self, make: Make, built: Path, path: Path
    ) -> None:
        make(path, built.read_bytes())
        was = path.read_bytes()
        for read_only in (True, False):
            with pytest.raises(DatabaseCorrupt, match=r"is damaged or is not a knowledge base\. Move it") as refused:
                Store.open(path, read_only=read_only)
            assert str(path) in str(refused.value)
            assert "\n" not in str(refused.value)
            assert path.read_bytes() == was
            assert [file.name for file in path.parent.iterdir()] == [path.name]

    def test_damage_that_shows_only_when_rows_are_read_is_said_alike(self, built: Path, path: Path) -> None:
        content = built.read_bytes()
        block, step = 12_288 + 5000, 262_144
        kinds = set()
        for start in range(block, len(content) - 2000, step * 6):
            path.write_bytes(content[:start] + os.urandom(2000) + content[start + 2000 :])
            try:
                with Store.open(path, read_only=True) as store:
                    store.snapshot(store.revision())
                    kinds.add("sound")
            except KnowledgeBaseError as error:
                kinds.add(type(error).__name__)
        assert kinds <= {"sound", "DatabaseCorrupt"}
        assert "DatabaseCorrupt" in kinds

    @pytest.mark.file
    def test_a_newer_version_of_the_program_or_the_engine_is_told_from_damage(self, path: Path) -> None:
        def is_refused(said: str) -> None:
            was = path.read_bytes()
            for read_only in (True, False):
                with pytest.raises(DatabaseVersion, match=said):
                    Store.open(path, read_only=read_only)
            assert path.read_bytes() == was

        empty(path).close()
        of_another_program(path, "INSERT INTO schema_version VALUES (9999, '9999_later.sql')")
        is_refused(r"newer version of this program\. Update the program")
        path.write_bytes(newer_engine(path.read_bytes()))
        is_refused("another version of DuckDB")

    @pytest.mark.file
    def test_a_file_in_use_by_another_process_or_this_one_is_left_alone(self, path: Path) -> None:
        empty(path).close()
        was = path.read_bytes()
        with held_by_another_process(path) as pid:
            for read_only in (True, False):
                with pytest.raises(DatabaseLocked, match=f"is in use by process {pid}. Stop that program"):
                    Store.open(path, read_only=read_only)
        assert path.read_bytes() == was
        with Store.open(path), pytest.raises(DatabaseLocked, match="already open in this program"):
            Store.open(path)

    def test_damage_in_a_place_called_lock_is_not_taken_for_a_lock(self, tmp_path: Path) -> None:
        path = tmp_path / "Could not set lock on file.duckdb"
        path.write_bytes(b"x" * 5000)
        with pytest.raises(DatabaseCorrupt):
            Store.open(path)

    def test_what_is_missing_is_not_made_for_reading(self, path: Path) -> None:
        for options in ({"read_only": True}, {"must_exist": True}):
            with pytest.raises(DatabaseMissing, match="Make it with: python -m kb build"):
                Store.open(path, **options)
        assert not path.exists()

    def test_a_folder_is_no_database_and_one_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        for read_only in (True, False):
            with pytest.raises(PlaceUnusable, match=r"is a folder\. Name a file"):
                Store.open(tmp_path, read_only=read_only)
        with pytest.raises(DatabaseMissing, match="There is no folder"):
            Store.open(tmp_path / "no" / "kb.duckdb")
        assert not list(tmp_path.iterdir())

    def test_a_folder_where_nothing_may_be_made_is_said_to_be_so(self) -> None:
        with without_privileges() as closed:
            with pytest.raises(PlaceUnusable, match=r"cannot be opened or written: Permission denied\.$"):
                Store.open(closed / "kb.duckdb")
            assert not list(closed.iterdir())

    @pytest.mark.file
    def test_a_path_is_a_path_whatever_it_looks_like(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        names = {"it's.duckdb", "md:kb", ":memory:", "with space.duckdb", "sqlite:kb"}
        for name in names:
            empty(tmp_path / "made").close()
            (tmp_path / "made").rename(name)
            Store.open(Path(name)).close()
        Store.open(Path("md:new")).close()
        assert {file.name for file in tmp_path.iterdir()} == names | {"md:new"}

    def test_a_knowledge_base_that_holds_nothing_says_so(self, path: Path) -> None:
        with Store.open(path) as store:
            assert store.revision() == 0
            with pytest.raises(RevisionUnknown, match=r"holds nothing yet\. Fill it with: python -m kb build"):
                store.snapshot(0)


class TestWhereItIs:
    def test_what_is_given_goes_before_the_environment_and_that_before_the_default(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KB_DATABASE", "there.duckdb")
        assert database_place("here.duckdb") == Path("here.duckdb")
        assert database_place() == Path("there.duckdb")
        monkeypatch.delenv("KB_DATABASE")
        assert database_place().parent == PROJECT / "data"

    def test_an_address_of_a_server_is_named_without_its_password(self) -> None:
        place = database_place("postgresql://invented:s%20cret@db.example:5433/kb?sslmode=require&password=other")
        assert str(place) == "postgresql://invented@db.example:5433/kb"
        assert "cret" not in repr(place)
        assert isinstance(place, Server)
        assert place.passwords == {"s%20cret", "s cret", "other"}
