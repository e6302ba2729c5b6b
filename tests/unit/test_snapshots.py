"""Snapshots and indexes: whoever walks through old revisions keeps nobody waiting, and memory is bounded. Invented."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from kb.db import Store, snapshots
from kb.db.snapshots import KEPT
from kb.domain.model import Audience
from kb.search import index, search
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from tests.knowledge import Knowledge, about

PATIENCE = 60
REVISIONS = KEPT + 6


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Many revisions."""
    k = Knowledge.small("XAA")
    k.said("XAA", about("VAP-1"), id="inv")
    with k.build(tmp_path_factory.mktemp("snapshots")) as store:
        while store.revision() < REVISIONS:
            text = f"Invented text {store.revision()}."
            publishing.correct(store, ALONE, "inv", "Invented", texts={"inv.1": text})
        yield store


def text_of(store: Store, revision: int) -> str:
    return str(store.snapshot(revision).rows("SELECT text FROM passage")[0]["text"])


class Held:
    """Lets builds of one revision begin, and go on only when told."""

    def __init__(self, patch: pytest.MonkeyPatch, module: Any, revision: int, place: int) -> None:
        self.begun, self.go_on, self.builds = Event(), Event(), 0
        build = module._build

        def held(*arguments: Any) -> Any:
            if arguments[place].revision == revision:
                self.builds += 1
                self.begun.set()
                assert self.go_on.wait(PATIENCE)
            return build(*arguments)

        patch.setattr(module, "_build", held)


@pytest.mark.slow
def test_readers_of_the_latest_and_of_what_is_there_wait_for_no_build(
    base: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_of(base, REVISIONS - 1)
    held = Held(monkeypatch, snapshots, 3, place=1)
    with ThreadPoolExecutor(4) as threads:
        waiting = [threads.submit(text_of, base, 3) for _ in range(3)]
        assert held.begun.wait(PATIENCE)
        assert text_of(base, REVISIONS) == f"Invented text {REVISIONS - 1}."
        assert text_of(base, REVISIONS - 1) == f"Invented text {REVISIONS - 2}."
        # Nor does the first reader of another audience.
        assert len(base.latest(Audience.STAFF).rows("FROM passage")) == 1
        assert not any(one.done() for one in waiting)
        held.go_on.set()
        assert {one.result(PATIENCE) for one in waiting} == {"Invented text 2."}
    assert held.builds == 1


def test_a_search_of_the_latest_waits_for_no_index_of_an_old_revision(
    base: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, index, 4, place=0)
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(lambda: search(base.snapshot(4), "text").total)
        assert held.begun.wait(PATIENCE)
        assert search(base.latest(), "text").total == 1
        assert not waiting.done()
        held.go_on.set()
        assert waiting.result(PATIENCE) == 1


@pytest.mark.slow
def test_all_revisions_looked_at_by_many_are_right_and_few_stay_the_latest_among_them(
    base: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_of(base, REVISIONS)
    held = Held(monkeypatch, snapshots, REVISIONS, place=1)
    for revision in range(2, REVISIONS):
        text_of(base, revision)
    text_of(base, REVISIONS)
    assert held.builds == 0
    order = [*range(2, REVISIONS + 1)] * 3
    with ThreadPoolExecutor(6) as threads:
        looped = threads.map(lambda revision: text_of(base, revision), order)
        latest = threads.map(lambda _: text_of(base, REVISIONS), range(40))
        assert list(looped) == [f"Invented text {revision - 1}." for revision in order]
        assert set(latest) == {f"Invented text {REVISIONS - 1}."}
    schemas = base.latest().rows(
        "SELECT DISTINCT schema_name FROM duckdb_tables() WHERE schema_name LIKE 'r%' AND NOT schema_name LIKE '%_own'"
    )
    # Of the latest revision there is one for each audience that looked.
    assert len(schemas) == len(base._snapshots) <= KEPT + 2
