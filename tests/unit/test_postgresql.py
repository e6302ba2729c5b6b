"""A knowledge base in PostgreSQL: several processes, lost connections, outages, moving. Everything is INVENTED."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kb.db import Store, copying
from kb.db.desks import DeskRecord
from kb.db.places import Server
from kb.db.rows import Rows
from kb.db.schema import schema_files
from kb.db.storage import Side
from kb.domain.model import Audience, Scope
from kb.errors import ChangeRefused, DatabaseMissing, DatabaseUnavailable, KnowledgeBaseError, PlaceUnusable
from kb.questions import coverage
from kb.workflow.coding import Judgement, judge
from kb.workflow.permission import ALONE
from kb.workflow.publishing import publish
from kb.workflow.redacting import redact
from kb.workflow.submission import hand_in
from tests.find_servers import find_postgres
from tests.handing import handed
from tests.knowledge import SERVER, Knowledge
from tests.postgresql import PASSWORD, Cluster, Databases
from tests.unit.processes import Run
from tests.unit.test_store import label, theme
from tests.unit.test_store import put as put_rows

WITHIN = 2.0


@pytest.fixture
def place(databases: Databases, tmp_path: Path) -> Iterator[Server]:
    """A knowledge base of invented rows in PostgreSQL."""
    SERVER.append(databases)
    with Knowledge.small("XAA").build(tmp_path) as store:
        made = store.place
    SERVER.pop()
    assert isinstance(made, Server)
    yield made
    databases.drop_made()


@pytest.fixture
def two(place: Server) -> Iterator[tuple[Store, Store]]:
    """The same knowledge base, as two processes have it open."""
    with Store.open(place) as one, Store.open(place) as other:
        yield one, other


def until(is_so: Callable[[], bool], seconds: float = WITHIN) -> float:
    """How long it took until it was so; fails after so many seconds."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds
        time.sleep(0.01)
    return time.monotonic() - began


def put(store: Store, rows: Rows) -> int:
    """Change a theme; returns the revision."""
    put_rows(store, rows)
    return store.revision()


def published(store: Store, *texts: str) -> str:
    receipt = hand_in(store, ALONE, handed(*texts))
    for number in range(1, len(texts) + 1):
        judge(store, ALONE, Judgement(f"{receipt.contribution}.{number}", (("VAP-1", "progress"),)))
    publish(store, ALONE, receipt.contribution)
    return receipt.contribution


def everywhere(place: Server) -> str:
    """All rows of all tables of the server's schemas, as text."""
    with psycopg.connect(place.address) as connection:
        names = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname LIKE 'kb%'"
        ).fetchall()
        return "\n".join(str(connection.execute(f"SELECT * FROM {name}".encode()).fetchall()) for (name,) in names)


def cut(place: Server) -> None:
    """End every connection to the database, as a restart does."""
    with psycopg.connect(place.address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_each_process_sees_what_the_other_changed_whole_and_soon_and_drafts_stay_their_authors(
    two: tuple[Store, Store],
) -> None:
    one, other = two
    for mine, yours, words in ((one, other, "One"), (other, one, "Two")):
        number = put(mine, theme(label=words))
        until(lambda yours=yours, number=number: yours.revision() == number)  # type: ignore[misc]
        assert label(yours, number) == label(mine, number) == words
    assert label(one, other.revision() - 1) == "One"
    assert one.revisions() == other.revisions()
    code = one.drafts.keep("an-invented-person", "100 % invented")
    assert other.drafts.read("an-invented-person", code) == "100 % invented"
    other.drafts.keep("somebody-else", "overwritten", code)
    assert one.drafts.read("an-invented-person", code) == "100 % invented"
    now, later = datetime(2026, 1, 1), datetime(2027, 1, 1)
    token = {"id": "t", "person": "p", "label": "l", "sha256": "a" * 64, "made_at": now, "expires_at": later}
    one.tokens.add(token)
    assert other.tokens.person_of("a" * 64, datetime(2026, 6, 1)) == "p"
    assert other.tokens.revoke("p", "t", datetime(2026, 6, 2))
    assert one.tokens.person_of("a" * 64, datetime(2026, 6, 3)) is None


def test_moves_at_a_desk_are_numbered_across_processes_and_seen_within_a_second(two: tuple[Store, Store]) -> None:
    one, other = two
    record = DeskRecord("", "T", "inv-2012", date(2012, 4, 16), "UTC", False, datetime(2012, 4, 16), "p")
    codes = [store.desks.open("day", record).id for store in two]
    assert codes == ["day", "day-2"]
    other.desks.entries("day")
    for number in range(1, 5):
        made = two[number % 2].desks.append("day", "p", "note", {"said": f"{number}"}, number - 1)
        assert made.number == number
    until(lambda: len(one.desks.entries("day")) == len(other.desks.entries("day")) == 4, 1.0)
    seen = [(entry.number, entry.content["said"]) for entry in one.desks.entries("day")]
    assert seen == [(number, str(number)) for number in range(1, 5)]
    # Both read the server's clock.
    assert abs(one.desks.clock_ms("day") - other.desks.clock_ms("day")) < 100
    one.desks.delete("day")
    until(lambda: [record.id for record in other.desks.all()] == ["day-2"], 1.0)
    now = two[0]._storage.now()
    assert abs((now.utc - datetime.now(UTC).replace(tzinfo=None)).total_seconds()) < 1
    assert now.boot == two[1]._storage.now().boot == "postgresql"


def test_what_is_opened_or_deleted_while_the_desks_are_read_anew_stays_so(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    one._storage._watcher.stop()  # which would read them anew too, at any moment
    record = DeskRecord("", "T", "inv-2012", date(2012, 4, 16), "UTC", False, datetime(2012, 4, 16), "p")
    one.desks.open("old", record)
    read = one.desks._read

    def read_late(side: Side) -> dict[str, DeskRecord]:
        known = read(side)
        monkeypatch.setattr(one.desks, "_read", read)
        one.desks.open("new", record)
        one.desks.delete("old")
        return known

    monkeypatch.setattr(one.desks, "_read", read_late)
    one.desks.refresh()
    assert [desk.id for desk in one.desks.all()] == ["new"]

    def read_and_forgotten(side: Side) -> dict[str, DeskRecord]:
        known = read(side)
        monkeypatch.setattr(one.desks, "_read", read)
        one.desks.forget()
        return known

    monkeypatch.setattr(one.desks, "_read", read_and_forgotten)
    one.desks.refresh()
    assert [desk.id for desk in one.desks.all()] == ["new"]


def test_a_null_character_names_nothing_and_is_no_fault(two: tuple[Store, Store]) -> None:
    one, other = two
    assert one.drafts.read("p", "no\0such") is None
    with one.change("p", "administrator", "Invented") as change:
        change.save("theme", [theme_row("inv-null", 9) | {"label": "in\0vented"}])
    until(lambda: "inv-null" in {row["id"] for row in other.latest().rows("SELECT id FROM theme")})
    assert other.latest().rows("SELECT label FROM theme WHERE id = 'inv-null'") == [{"label": "invented"}]


def test_many_who_change_at_once_lose_nothing_and_leave_no_gap(place: Server) -> None:
    stores = [Store.open(place) for _ in range(3)]
    before, failed = stores[0].revision(), []

    def work(number: int) -> None:
        try:
            put(stores[number % 3], theme(id=f"inv-{number}", position=str(100 + number)))
        except KnowledgeBaseError as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for store in stores:
        until(lambda store=store: store.revision() == before + 12)  # type: ignore[misc]
        ids = {row["id"] for row in store.latest(Audience.STAFF).rows("SELECT id FROM theme")}
        assert ids >= {f"inv-{number}" for number in range(12)}
        assert [row["number"] for row in store.revisions()] == list(range(before + 12, 0, -1))
        store.close()


def test_a_lost_connection_is_tried_once_more(two: tuple[Store, Store], place: Server) -> None:
    one, other = two
    with one.change("p", "administrator", "Lost in the middle") as change:
        change.save("theme", [theme_row("lost", 301)])
        cut(place)
    cut(place)
    assert one.drafts.keep("p", "kept")
    until(lambda: other.revision() == one.revision())
    assert label_of(other, "lost") == "Invented"
    # Whoever lost the lock, while somebody else changed something, is refused and has changed nothing.
    refused = one.change("p", "administrator", "Too late")
    change = refused.__enter__()
    change.save("theme", [theme_row("late", 302)])
    cut(place)
    made = put(other, theme(label="Meanwhile"))
    with pytest.raises(ChangeRefused, match="same moment"):
        refused.__exit__(None, None, None)
    until(lambda: one.revision() == made)
    assert label_of(one, "late") is None
    assert put(one, theme(label="Afterwards")) == made + 1


def theme_row(id_: str, position: int) -> dict[str, Any]:
    words = {"label": "Invented", "group": "Invented", "discussion_line": "a", "description": "Invented."}
    return {"id": id_, "position": position, **words}


def label_of(store: Store, id_: str) -> str | None:
    found = store.latest(Audience.STAFF).rows("SELECT label FROM theme WHERE id = $id", {"id": id_})
    return found[0]["label"] if found else None


@pytest.mark.postgresql
def test_in_an_outage_reading_goes_on_and_is_said_and_all_comes_back_by_itself(tmp_path: Path) -> None:
    programs = find_postgres()
    assert programs
    cluster = Cluster(programs, is_safe=True)
    try:
        databases = Databases(cluster.port)
        SERVER.append(databases)
        with Knowledge.small("XAA").build(tmp_path) as store:
            SERVER.pop()
            assert store.unreachable_since is None
            first = put(store, theme(label="Before"))
            draft = store.drafts.keep("p", "kept")
            assert store.drafts.read("p", draft) == "kept"
            store.tokens.person_of("a" * 64, datetime(2026, 6, 1))
            cluster.stop("immediate")
            until(lambda: store.unreachable_since is not None)
            assert label(store, first) == "Before"
            store.latest(Audience.PARTIES)
            # A draft that is open stays open; nobody is let in by what was known before.
            assert store.drafts.read("p", draft) == "kept"
            with pytest.raises(DatabaseUnavailable):
                store.tokens.person_of("a" * 64, datetime(2026, 6, 1))
            for change in (lambda: put(store, theme(label="Not kept")), lambda: store.drafts.keep("p", "not kept")):
                with pytest.raises(DatabaseUnavailable, match="cannot be reached just now") as caught:
                    change()
                assert str(cluster.port) not in str(caught.value)
            cluster.start()
            until(lambda: store.unreachable_since is None, 10)
            assert put(store, theme(label="After")) == first + 1
            assert label(store, first) == "Before"
    finally:
        cluster.remove()


def test_no_password_is_said_anywhere(
    databases: Databases, place: Server, caplog: pytest.LogCaptureFixture, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Server(place.address.replace(PASSWORD, "wrong-secret"))
    cases: list[tuple[str, type[KnowledgeBaseError]]] = [
        (wrong.address, PlaceUnusable),
        (place.address.replace(PASSWORD, "wrong%secret"), PlaceUnusable),
        (databases.place("no_such_database").address, DatabaseMissing),
        (place.address.replace(str(databases.port), "1"), DatabaseUnavailable),
    ]
    for address, kind in cases:
        with pytest.raises(kind) as caught:
            Store.open(Server(address), must_exist=True)
        assert "secret" not in f"{caught.value!r} {caught.value}"
        assert "secret" not in str(caught.value.__cause__ or "")
    with Store.open(place) as store, pytest.raises(ChangeRefused) as refused:
        put(store, theme(label="no\0such"))
    assert "secret" not in str(refused.value)
    status, out, err = run("coverage", "--instrument", "VAP", "--database", place.address)
    assert (status, "secret" in out + err) == (0, False)
    assert "list of processes" in caplog.text
    assert "secret" not in caplog.text
    caplog.clear()
    monkeypatch.setenv("KB_DATABASE", place.address.replace(f":{PASSWORD}", ""))
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    status, out, err = run("coverage", "--instrument", "VAP")
    assert (status, err, caplog.text) == (0, "", "")


def test_it_moves_to_a_file_and_back_with_history_and_people(
    two: tuple[Store, Store], databases: Databases, tmp_path: Path, run: Run
) -> None:
    one, _ = two
    published(one, "An invented text.", "More of it.")
    put(one, theme(label="Changed"))
    file, back = tmp_path / "moved.duckdb", databases.empty()
    assert copying.move(one, file) == one.revision()
    status, out, err = run("move", file, back.address)
    assert (status, err) == (0, ""), err
    assert "Coverage is the same in every revision" in out
    assert PASSWORD not in out
    with Store.open(back) as moved:
        assert moved.revisions() == one.revisions()
        for number in range(1, one.revision() + 1):
            views = [store.snapshot(number, Audience.STAFF) for store in (one, moved)]
            assert coverage.rows(views[0], Scope()) == coverage.rows(views[1], Scope())
        assert put(moved, theme(label="Goes on")) == one.revision() + 1
    status, _, err = run("move", file, back.address)
    assert (status, "already" in err) == (1, True)


def test_a_backup_is_a_file_and_put_back_others_go_on_with_it(two: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = two
    before = put(one, theme(label="Backed up"))
    draft = one.drafts.keep("p", "kept")
    assert copying.backup(one, tmp_path / "backup.duckdb") == before
    put(one, theme(label="Later"))
    one.drafts.drop("p", draft)
    kept = copying.restore(tmp_path / "backup.duckdb", one.place)
    for store in two:
        until(lambda store=store: store.revision() == before)  # type: ignore[misc]
        assert label(store, before) == "Backed up"
        assert store.drafts.read("p", draft) == "kept"
    assert copying.kept_beside(one.place) == [kept]
    assert put(other, theme(label="Goes on")) == before + 1


def test_what_is_taken_out_is_nowhere_in_the_server_nor_in_another_process(two: tuple[Store, Store]) -> None:
    one, other = two
    text = "An invented text that must go."
    contribution = published(one, text)
    one.drafts.keep("p", f'{{"text": "{text}"}}')
    until(lambda: other.revision() == one.revision())
    old = other.revision()
    assert text in everywhere(one.place)  # type: ignore[arg-type]
    assert text in str(other.snapshot(old, Audience.STAFF).rows("SELECT text FROM passage"))
    redact(one, ALONE, contribution, "It was confidential", contribution)
    assert text not in everywhere(one.place)  # type: ignore[arg-type]
    until(lambda: text not in str(other.snapshot(old, Audience.STAFF).rows("SELECT text FROM passage")))
    assert other.revision() == old + 1
    assert put(other, theme(label="Goes on")) == old + 2


def test_the_server_itself_refuses_what_the_schema_forbids_and_an_earlier_version_is_brought_up_to_date(
    place: Server,
) -> None:
    with psycopg.connect(place.address, autocommit=True) as connection:
        for sql in (
            "INSERT INTO kb.revision VALUES (0, now(), 'p', 'r', 'why')",
            "UPDATE kb.state SET affected = 'perhaps'",
            "INSERT INTO kb.state SELECT * FROM kb.state",
        ):
            with pytest.raises(psycopg.errors.IntegrityError):
                connection.execute(sql.encode())
        comments = connection.execute("SELECT obj_description('kb.passage'::regclass)").fetchone()
    assert comments == ("A paragraph of a contribution: the unit that is coded and cited.",)
    newest = schema_files()[-1].number
    with psycopg.connect(place.address) as connection:
        connection.execute("ALTER TABLE kb.provision DROP COLUMN head")
        connection.execute("DELETE FROM kb.schema_version WHERE number >= 19")
    with Store.open(place) as store:
        assert store.latest().rows("SELECT DISTINCT head FROM provision") == [{"head": None}]
        assert put(store, theme(label="Goes on")) == 2
    with psycopg.connect(place.address) as connection:
        assert connection.execute("SELECT max(number) FROM kb.schema_version").fetchone() == (newest,)
        connection.execute("INSERT INTO kb.schema_version VALUES (9999, 'of the future')")
    assert [name.startswith("kb_before_version_18_") for name in copying.kept_beside(place)] == [True]
    with pytest.raises(KnowledgeBaseError, match="newer version"):
        Store.open(place)
