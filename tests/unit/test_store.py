"""Opening the knowledge base, what is said when that fails, and revisions."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from kb.errors import (
    ChangeRefused,
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseVersion,
    KnowledgeBaseError,
    PlaceUnusable,
    RevisionUnknown,
)
from kb.store import Store, database_path
from kb.store.description import describe

PROJECT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from kb.store import Store
with Store.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""
NOBODY = 65534


@contextmanager
def held_by_another_process(path: Path) -> Iterator[int]:
    """A second process that has the file open for writing; its number."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process.pid
        process.stdin.close()
        assert process.wait(timeout=30) == 0


@contextmanager
def without_privileges(*beside: Path) -> Iterator[Path]:
    """A folder in which nothing may be made, also when an administrator runs the tests; copies of files beside it."""
    with tempfile.TemporaryDirectory() as place:
        for path in beside:
            shutil.copyfile(path, Path(place) / path.name)
        closed = Path(place) / "closed"
        closed.mkdir()
        closed.chmod(0o555)
        Path(place).chmod(0o755)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield closed
        finally:
            if is_root:
                os.seteuid(0)


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


@pytest.fixture
def copy(built: Path, path: Path) -> Path:
    """A database of the shipped material, to be spoiled."""
    shutil.copyfile(built, path)
    return path


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
    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize("make", NO_KNOWLEDGE_BASE.values(), ids=NO_KNOWLEDGE_BASE.keys())
    def test_a_file_that_is_no_knowledge_base_is_refused_and_left_as_it_is(
        self, make: Make, read_only: bool, built: Path, path: Path
    ) -> None:
        make(path, built.read_bytes())
        was = path.read_bytes()
        with pytest.raises(DatabaseCorrupt, match=r"is damaged or is not a knowledge base\. Move it away") as refused:
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
                    store.at(store.revision())
                    kinds.add("sound")
            except KnowledgeBaseError as error:
                kinds.add(type(error).__name__)
        assert kinds <= {"sound", "DatabaseCorrupt"}
        assert "DatabaseCorrupt" in kinds

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_newer_version_of_the_program_is_told_from_damage(self, copy: Path, read_only: bool) -> None:
        of_another_program(copy, "INSERT INTO schema_version VALUES (9999, '9999_later.sql')")
        was = copy.read_bytes()
        with pytest.raises(DatabaseVersion, match=r"newer version of this program\. Update the program"):
            Store.open(copy, read_only=read_only)
        assert copy.read_bytes() == was

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_newer_version_of_the_engine_is_told_from_damage(self, copy: Path, read_only: bool) -> None:
        was = newer_engine(copy.read_bytes())
        copy.write_bytes(was)
        with pytest.raises(DatabaseVersion, match="another version of DuckDB"):
            Store.open(copy, read_only=read_only)
        assert copy.read_bytes() == was

    def test_a_file_in_use_by_another_process_is_left_alone(self, copy: Path) -> None:
        was = copy.read_bytes()
        with held_by_another_process(copy) as pid:
            for read_only in (True, False):
                with pytest.raises(DatabaseLocked, match=f"is in use by process {pid}. Stop that program"):
                    Store.open(copy, read_only=read_only)
        assert copy.read_bytes() == was
        Store.open(copy).close()

    def test_a_file_this_process_has_open_is_said_to_be_so(self, copy: Path) -> None:
        with Store.open(copy), pytest.raises(DatabaseLocked, match="already open in this program"):
            Store.open(copy)

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

    def test_a_folder_is_no_database(self, tmp_path: Path) -> None:
        for read_only in (True, False):
            with pytest.raises(PlaceUnusable, match=r"is a folder\. Name a file"):
                Store.open(tmp_path, read_only=read_only)
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(DatabaseMissing, match="There is no folder"):
            Store.open(tmp_path / "no" / "kb.duckdb")
        assert not list(tmp_path.iterdir())

    def test_a_folder_where_nothing_may_be_made_is_said_to_be_so(self) -> None:
        with without_privileges() as closed:
            with pytest.raises(PlaceUnusable, match=r"cannot be opened or written: Permission denied\.$"):
                Store.open(closed / "kb.duckdb")
            assert not list(closed.iterdir())

    @pytest.mark.parametrize("name", ["it's.duckdb", "md:kb", ":memory:", "with space.duckdb", "sqlite:kb"])
    def test_a_path_is_a_path_whatever_it_looks_like(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Store.open(Path(name)).close()
        assert [file.name for file in tmp_path.iterdir()] == [name]

    def test_a_knowledge_base_that_holds_nothing_says_so(self, path: Path) -> None:
        with Store.open(path) as store:
            assert store.revision() == 0
            with pytest.raises(RevisionUnknown, match=r"holds nothing yet\. Fill it with: python -m kb build"):
                store.at(0)


class TestWhereItIs:
    def test_what_is_given_goes_before_the_environment_and_that_before_the_default(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KB_DATABASE", "there.duckdb")
        assert database_path("here.duckdb") == Path("here.duckdb")
        assert database_path() == Path("there.duckdb")
        monkeypatch.delenv("KB_DATABASE")
        assert database_path().parent == PROJECT / "data"

    def test_an_address_of_a_server_is_not_taken_for_a_file(self) -> None:
        with pytest.raises(DatabaseMissing, match="keeps the knowledge base in a file"):
            database_path("postgresql://localhost/kb")


def theme(**values: str) -> pa.Table:
    row = {"id": "invented", "position": "99", "label": "Invented", "group": "Invented", "discussion_line": "a"}
    return pa.table({key: [value] for key, value in (row | {"description": "Invented"} | values).items()})


@pytest.fixture
def store(copy: Path) -> Iterator[Store]:
    with Store.open(copy) as opened:
        yield opened


def put(store: Store, rows: pa.Table) -> int:
    with store.change("An Invented Person", "editor", "An invented reason") as change:
        return change.put(describe()["theme"], rows)


def label(store: Store, revision: int) -> str | None:
    rows = store.at(revision).rows("SELECT label FROM theme WHERE id = 'invented'")
    return rows[0]["label"] if rows else None


class TestRevisions:
    def test_every_change_is_numbered_and_says_who_and_why(self, store: Store) -> None:
        assert put(store, theme()) == 1
        newest, first = store.revisions()
        assert [newest["number"], first["number"]] == [2, 1]
        assert newest["person"] == "An Invented Person"
        assert newest["role"] == "editor"
        assert newest["reason"] == "An invented reason"
        assert newest["data_fingerprint"] is None

    def test_what_is_superseded_still_holds_as_of_its_revision(self, store: Store) -> None:
        put(store, theme(label="One"))
        put(store, theme(label="Two"))
        assert [label(store, number) for number in (1, 2, 3)] == [None, "One", "Two"]

    def test_a_record_put_again_as_it_is_is_not_superseded(self, store: Store) -> None:
        put(store, theme())
        assert put(store, theme()) == 0

    def test_a_record_that_names_what_does_not_exist_is_refused_whole(self, store: Store) -> None:
        with pytest.raises(ChangeRefused, match=r"theme\.discussion_line would name z, which does not exist"):
            put(store, theme(discussion_line="z"))
        assert store.revision() == 1
        assert label(store, 1) is None

    def test_two_versions_of_one_record_are_refused(self, store: Store) -> None:
        with pytest.raises(ChangeRefused, match=r"does not fit the schema: .*duplicate key"):
            put(store, pa.concat_tables([theme(label="One"), theme(label="Two")]))
        assert store.revision() == 1

    def test_a_value_that_the_schema_does_not_allow_is_refused(self, store: Store) -> None:
        line = pa.table({"id": ["z"], "title": ["Invented"], "description": ["Invented"]})
        with (
            pytest.raises(ChangeRefused, match="does not fit the schema: Constraint Error: CHECK"),
            store.change("An Invented Person", "editor", "An invented reason") as change,
        ):
            change.put(describe()["discussion_line"], line)
        assert store.revision() == 1

    def test_an_error_inside_a_change_undoes_it(self, store: Store) -> None:
        def fail() -> None:
            with store.change("An Invented Person", "editor", "An invented reason") as change:
                change.put(describe()["theme"], theme())
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert store.revision() == 1
        assert put(store, theme()) == 1

    @pytest.mark.parametrize("revision", [-1, 0, 2])
    def test_a_revision_that_was_never_made_is_no_empty_answer(self, store: Store, revision: int) -> None:
        with pytest.raises(RevisionUnknown, match=f"There is no revision {revision}; the latest is 1"):
            store.at(revision)
