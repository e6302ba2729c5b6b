"""Real faults of files: only damage is called damage, nothing half done stays. Everything here is invented."""

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from kb.db import Store
from kb.db.connection import explained
from kb.errors import (
    ChangeRefused,
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseUnavailable,
    KnowledgeBaseError,
    PlaceUnusable,
)
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from tests.knowledge import Knowledge, about

pytestmark = pytest.mark.file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge base."""
    k = Knowledge.small("XAA")
    k.said("XAA", about("VAP-1"), id="inv")
    with k.build(tmp_path_factory.mktemp("faults")) as store:
        return store.place


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(made, tmp_path / "kb.duckdb"))


@contextmanager
def no_more_room(size: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def correct(store: Store, text: str) -> None:
    publishing.correct(store, ALONE, "inv", "Invented", texts={"inv.1": text})


def test_a_full_disk_at_the_commit_or_beside_the_revisions_is_said_and_got_over(path: Path) -> None:
    with Store.open(path) as store:
        with no_more_room(20_000), pytest.raises(PlaceUnusable, match=r"written: File too large\.$"):
            correct(store, "x" * 100_000)
        assert store.revision() == len(store.revisions()) == 1
        with no_more_room(20_000), pytest.raises(PlaceUnusable, match=r"written: File too large\.$"):
            store.drafts.keep("dee", "x" * 100_000)
        assert store.drafts.of("dee") == []
        store.drafts.keep("dee", "y")
        correct(store, "Invented and mended.")
        assert store.latest().rows("SELECT text FROM passage") == [{"text": "Invented and mended."}]
    with Store.open(path) as store:
        assert store.revision() == 2


def test_what_can_no_longer_be_written_at_all_is_no_damage(path: Path) -> None:
    with Store.open(path) as store:
        correct(store, "x" * 100_000)
        with no_more_room(20_000):  # nor can what lies behind be written anew
            with pytest.raises((DatabaseUnavailable, PlaceUnusable)), explained(path):
                store._storage.root.execute("CHECKPOINT kb")
            with pytest.raises(DatabaseUnavailable, match="restart the program"):
                correct(store, "Invented and later.")
    with Store.open(path) as store:
        assert store.revision() == 2
        assert len(store.latest().rows("SELECT text FROM passage")[0]["text"]) == 100_000


def test_a_file_cut_while_it_is_open_is_damage_said_in_a_sentence(path: Path) -> None:
    with Store.open(path, read_only=True) as store:
        os.truncate(path, 100_000)
        with pytest.raises(DatabaseCorrupt, match="is damaged or is not a knowledge base"):
            store.latest().rows("FROM passage")


def test_two_who_change_the_same_at_once_are_no_damage(path: Path) -> None:
    with Store.open(path) as store:
        store.drafts.keep("dee", "x")
        with store._storage.root.cursor() as one, store._storage.root.cursor() as other:
            one.begin()
            other.begin()
            one.execute("UPDATE kb.draft SET content = 'a'")
            with pytest.raises(ChangeRefused, match="try again"), explained(path):
                other.execute("UPDATE kb.draft SET content = 'b'")


SAID = {
    'IO Error: Could not read from file "/a/kb.duckdb": Input/output error': PlaceUnusable,
    'IO Error: Could not write file "/a/kb.duckdb": No space left on device': PlaceUnusable,
    'IO Error: Could not fsync file "/a/kb.duckdb": Input/output error': PlaceUnusable,
    'IO Error: Cannot open file "/a/kb.duckdb": Too many open files': PlaceUnusable,
    'IO Error: Could not set lock on file "/a/kb.duckdb": No locks available': DatabaseLocked,
    "TransactionContext Error: Conflict on update!": ChangeRefused,
    "INTERNAL Error: Attempted to access index 3 within vector of size 3": DatabaseUnavailable,
    "FATAL Error: Failed: database has been invalidated because of a previous fatal error.": DatabaseUnavailable,
    "IO Error: something nobody has seen before": DatabaseUnavailable,
    "IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2": DatabaseCorrupt,
    'IO Error: Could not read enough bytes from file "/a/kb.duckdb": attempted to read 8 bytes': DatabaseCorrupt,
    'IO Error: The file "/a/kb.duckdb" exists, but it is not a valid DuckDB database file!': DatabaseCorrupt,
    "Serialization Error: Failed to deserialize: field id mismatch": DatabaseCorrupt,
}


def test_what_duckdb_says_is_told_apart() -> None:
    error: type[duckdb.Error] = duckdb.IOException
    for said, kind in SAID.items():
        with pytest.raises(KnowledgeBaseError) as refused, explained(Path("/a/kb.duckdb")):
            raise error(said)
        assert type(refused.value) is kind, said
        assert ("damaged" in str(refused.value)) is (kind is DatabaseCorrupt)
        assert "\n" not in str(refused.value)
