"""Of several contributions of one State to one meeting nobody gets at what is not public, by any door.

Everything here is invented.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kb.db import Place, Store
from kb.db.description import data_tables
from kb.db.schema import schema_files
from kb.domain.model import Audience, Role, Scope
from kb.errors import ChangeRefused
from kb.ingest.loading import build
from kb.questions.contributions import contribution_read
from kb.questions.report import report_delegations
from kb.reports import data_package
from kb.reports.data_files import export
from kb.reports.report import Edition, Typed, report
from kb.reports.report_tables import ANNEXES
from kb.reports.word import word_file
from kb.search import search
from kb.site.site import publish
from kb.ui.history.comparison import between
from kb.ui.history.revisions import listed
from kb.workflow import publishing
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE, Actor
from kb.workflow.submission import AlreadyHeld, HandedIn, hand_in
from tests import handing
from tests.handing import CONFIDENTIAL, HIDDEN, NUMBERS, PUBLIC, WAITING, WITHDRAWN, given_away, several
from tests.knowledge import MEETING, Knowledge, copied, empty
from tests.unit.api_client import Api, every_answer, mounted

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

HERE = Scope(meetings=(MEETING,))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, dict[str, str]]:
    """Two States with contributions of every standing each, and one that only handed in in confidence."""
    folder = tmp_path_factory.mktemp("doors")
    k = Knowledge.small("XAA", "XAB", provisions=("VAP-1", "VAP-2", "CCM-5"))
    k.meeting("inv-2011", "2011-04-01")
    k.outside_state("XAD")
    k.rows["contributor_name"] = [row for row in k.rows["contributor_name"] if row["contributor"] != "XAD"]
    with k.build(folder) as store:
        place = store.place
        ids = several(store)
        several(store, "XAB")
        secret = {"contributor": "XAD", "public_from": handing.date(2999, 1, 1)}
        ids["XAD"] = handing.published(store, "Invented words of quokkasecret.", **secret)
    return place, ids


@pytest.fixture
def base(made: tuple[Place, dict[str, str]], tmp_path: Path) -> Iterator[Store]:
    """A copy of it, to be changed."""
    with Store.open(copied(made[0], tmp_path / "kb.duckdb")) as store:
        yield store


@pytest.fixture(scope="module")
def unchanged(made: tuple[Place, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of it, for reading."""
    with Store.open(copied(made[0], tmp_path_factory.mktemp("unchanged") / "kb.duckdb"), read_only=True) as store:
        yield store


@pytest.fixture(scope="module")
def ids(made: tuple[Place, dict[str, str]]) -> dict[str, str]:
    """The contributions of XAA by marker word."""
    return made[1]


def delegate(store: Store, state: str) -> Actor:
    """A delegate of a State."""
    person = Person(f"p-{state}", f"{state.lower()}@invented.example", "Dee", frozenset({Role.DELEGATE}), state)
    save_person(store, ALONE, person)
    found = known_by_email(store.latest(Audience.STAFF), person.email)
    assert found
    return found


def rows(store: Store, audience: Audience, revision: int) -> str:
    view = store.snapshot(revision, audience)
    return "\n".join(str(row) for table in data_tables() for row in view.records(table))


def zipped(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def files(folder: Path) -> str:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(zipped(p.read_bytes()) if p.suffix == ".zip" else p.read_text("utf-8") for p in found)


def test_no_revision_gives_it_to_the_public(unchanged: Store, ids: dict[str, str]) -> None:
    for revision in range(1, unchanged.revision() + 1):
        shown = rows(unchanged, Audience.PUBLIC, revision)
        # What was published then and is withdrawn now is an older revision's, and said so where it is withdrawn.
        assert [mark for mark in given_away(shown, ids) if WITHDRAWN not in mark and "7303" not in mark] == []
    assert given_away(shown, ids) == []
    assert PUBLIC in shown
    assert str(NUMBERS[PUBLIC]) in shown
    # States Parties get the confidential, and nothing that waits.
    given = set(given_away(rows(unchanged, Audience.PARTIES, unchanged.revision()), ids))
    assert {CONFIDENTIAL, "7101", ids[CONFIDENTIAL]} == given
    # A name that only confidential hand-ins made known is known to nobody else.
    names = "FROM contributor_name WHERE contributor = 'XAD'"
    assert unchanged.latest().rows(names) == []
    assert len(unchanged.latest(Audience.STAFF).rows(names)) == 1


def test_the_api_history_and_search_give_none_of_it(unchanged: Store, ids: dict[str, str]) -> None:
    said = every_answer(Api(mounted(unchanged)))
    assert PUBLIC in said
    assert [mark for mark in given_away(said, ids) if WITHDRAWN not in mark] == []
    changed = between(unchanged, Audience.PUBLIC, HERE, 1, unchanged.revision())
    shown = listed(unchanged, Audience.PUBLIC, unchanged.revision(), {}).html + changed.html + changed.cells.html
    assert PUBLIC in shown
    assert given_away(shown, ids) == []
    view = unchanged.latest()
    assert search(view, PUBLIC).hits
    for word in HIDDEN:
        assert not search(view, word).hits
        assert not search(view, word[:-2], fuzzy=True).hits


def test_package_data_files_static_copy_and_report_hold_none_of_it(
    unchanged: Store, ids: dict[str, str], tmp_path: Path
) -> None:
    package = zipped(data_package.packed(unchanged).content)
    export(unchanged.latest(), tmp_path / "files")
    publish(unchanged, tmp_path / "copy")
    word = zipped(word_file(report(unchanged.latest(), HERE, Typed(), Edition(tuple(ANNEXES)))))
    for shown in (package, files(tmp_path / "files"), files(tmp_path / "copy"), word):
        assert PUBLIC in shown
        assert given_away(shown, ids) == []


def test_each_contribution_is_read_with_its_own_numbers_and_files_bring_them_back(
    unchanged: Store, ids: dict[str, str], tmp_path: Path
) -> None:
    staff = unchanged.latest(Audience.STAFF)
    for word in (PUBLIC, CONFIDENTIAL):
        row = contribution_read(staff, Scope(), ids[word])
        assert row
        assert row["survivors"] == NUMBERS[word]
    public = report_delegations.rows(unchanged.latest(), HERE)
    assert [row["survivors"] for row in public] == [NUMBERS[PUBLIC]] * 2
    export(staff, tmp_path / "files")
    with empty(tmp_path / "again.duckdb") as again:
        build(again, tmp_path / "files")
        for audience in (Audience.PUBLIC, Audience.STAFF):
            question = "FROM delegation ORDER BY id"
            assert again.latest(audience).rows(question) == unchanged.latest(audience).rows(question)


def test_numbers_move_with_the_contribution_and_without_one_or_a_source_are_the_staffs(
    base: Store, ids: dict[str, str]
) -> None:
    with base.change("Invented", "administrator", "Invented") as change:
        meeting = change.record("meeting", id=MEETING)
        assert meeting
        change.save("meeting", [meeting | {"id": "inv-other"}])
        lost = {"id": "inv-lost", "meeting": MEETING, "contributor": "XAA", "survivors": 9}
        change.save("delegation", [lost, lost | {"id": "inv-sourced", "source_url": "https://invented.example"}])
    publishing.correct(base, ALONE, ids[PUBLIC], "Invented", values={"meeting": "inv-other"})
    row = contribution_read(base.latest(), Scope(), ids[PUBLIC])
    assert row
    assert (row["meeting"], row["survivors"]) == ("inv-other", NUMBERS[PUBLIC])
    question = "SELECT id FROM delegation WHERE id LIKE 'inv-_o%' AND contribution IS NULL"
    assert base.latest().rows(question) == [{"id": "inv-sourced"}]
    assert len(base.latest(Audience.STAFF).rows(question)) == 2
    assert WAITING not in rows(base, Audience.PUBLIC, base.revision())

    def move() -> None:
        with base.change("Invented", "administrator", "Invented") as change:
            row = change.record("delegation", id=ids[PUBLIC]) or {}
            change.save("delegation", [row | {"contributor": "XAB"}])

    with pytest.raises(ChangeRefused, match="same contributor and meeting"):
        move()


def test_the_same_document_in_confidence_is_not_told_to_another_state(base: Store) -> None:
    def same(contributor: str = "XAA", **values: object) -> HandedIn:
        values = {"sha256": "a" * 64, "contributor": contributor} | values
        return handing.handed("Invented: the same document.", **values)

    own, other = delegate(base, "XAA"), delegate(base, "XAB")
    first = hand_in(base, own, same(public_from=handing.date(2999, 1, 1)))
    with pytest.raises(AlreadyHeld):
        hand_in(base, own, same())
    second = hand_in(base, other, same("XAB"))
    assert second.contribution != first.contribution
    for who, again in ((other, same("XAB")), (ALONE, same("XAD"))):  # those who work on the material may know
        with pytest.raises(AlreadyHeld):
            hand_in(base, who, again)


OLD = 16


def of_an_earlier_version(path: Path) -> duckdb.DuckDBPyConnection:
    """A knowledge base of the version before delegations belonged to contributions, to be filled by hand."""
    connection = duckdb.connect(str(path))
    for file in schema_files():
        if file.number <= OLD:
            connection.execute(file.sql)
            connection.execute("INSERT INTO schema_version VALUES (?, ?)", [file.number, file.name])
    connection.execute(
        "INSERT INTO revision SELECT n, TIMESTAMP '2026-01-01', 'x', 'administrator', 'x', NULL"
        " FROM range(1, 9) AS t (n)"
    )
    return connection


def given_in(connection: duckdb.DuckDBPyConnection, id_: str, contributor: str, revision: int, receipt: int) -> None:
    """A contribution that was handed in, of a contributor to the meeting M."""
    connection.execute(
        "INSERT INTO contribution BY NAME SELECT $id AS id, $who AS contributor_name, 'state' AS contributor_type,"
        " 'M' AS meeting, 'M' AS meeting_label, 'statement' AS kind, 'CCM' AS convention, 'own' AS voice,"
        " 'verbatim' AS text_kind, 'en' AS language, 'x' AS source_title, false AS source_truncated,"
        " 'published' AS status, $revision AS since_revision",
        {"id": id_, "who": contributor, "revision": revision},
    )
    connection.execute(
        "INSERT INTO submission BY NAME SELECT $id AS contribution, $receipt AS receipt, TIMESTAMP '2026-01-01' AS"
        " received_at, 'x' AS person, 'txt' AS media, repeat('a', 64) AS sha256, $revision AS since_revision",
        {"id": id_, "receipt": receipt, "revision": revision},
    )


def test_databases_of_before_are_put_right_or_else_withheld(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with of_an_earlier_version(path) as old:
        for name in ("XAA", "XAB", "XAC", "XAD"):
            old.execute("INSERT INTO contributor_name VALUES ($name, $name, 1, NULL)", {"name": name})
        given_in(old, "aa-2", "XAA", 2, 2)  # numbers, then superseded by those of the next
        given_in(old, "aa-3", "XAA", 3, 3)
        given_in(old, "ab-1", "XAB", 1, 5)  # loaded from files, the only one
        given_in(old, "ac-1", "XAC", 1, 6)  # loaded from files, one of two
        given_in(old, "ac-2", "XAC", 1, 7)
        old.execute(
            "INSERT INTO delegation VALUES ('M', 'XAA', 1, 1, 1, NULL, 2, 3), ('M', 'XAA', 2, 2, 2, NULL, 3, NULL),"
            " ('M', 'XAB', 3, 3, 3, NULL, 1, NULL), ('M', 'XAC', 4, 4, 4, NULL, 1, NULL),"
            " ('M', 'XAD', 5, 5, 5, 'https://invented.example', 1, NULL)"
        )
    Store.open(path).close()
    with duckdb.connect(str(path), read_only=True) as now:
        question = "SELECT survivors, contribution, source_url IS NOT NULL, until_revision FROM delegation ORDER BY ALL"
        assert now.execute(question).fetchall() == [
            (1, "aa-2", False, 3),
            (2, "aa-3", False, None),
            (3, "ab-1", False, None),
            (4, None, False, None),
            (5, None, True, None),
        ]
