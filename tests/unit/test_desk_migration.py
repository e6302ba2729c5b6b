"""Knowledge bases in which recording had changed the programme are put right when they are opened. All INVENTED."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kb.db import Store
from kb.domain.model import Audience
from kb.errors import DataFilesInvalid
from kb.ingest.checking import check_folder
from kb.ingest.loading import build
from kb.reports.data_files import export
from kb.workflow import desk
from kb.workflow.permission import ALONE
from kb.workflow.recording import Recorded, no_shows, record
from tests.knowledge import DAY, MEETING, Knowledge, empty
from tests.unit.material import contents, of_earlier_schema

pytestmark = pytest.mark.file

RECORDED = "Notes and speakers of a session were recorded"
TAKEN_OUT = "Speakers who withdrew or were passed over at the session desk were taken out of the programme"
FIRST = 14  # the schema file that puts it right
PROGRAMME = "session-0"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data files, a programme with three States of whom the first opens as Coordinator, and a knowledge
    base of them as the version before had it; to be copied.
    """
    k = Knowledge.small("XAA", "XAB", "XAC", "XAD")
    k.speaker("XAA", line="a")
    k.rows["speaking_slot"][0] |= {"speaker": "Invented State XAA (Coordinator)", "kind": "opening"}
    for position, state in ((2, "XAB"), (3, "XAC")):
        values = {"position": str(position), "speaker": f"Invented State {state}", "contributor": state, "state": state}
        k.add("speaking_slot", session=PROGRAMME, **values)
    place = tmp_path_factory.mktemp("earlier")
    (place / "data").mkdir()
    k.write(place / "data")
    earlier(place / "data", place / "earlier.duckdb")
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "data", tmp_path / "data"))


def earlier(folder: Path, path: Path) -> None:
    """Make a knowledge base of these data files as the version before had it, with a desk and a replay."""
    with empty(path.with_suffix(".new")) as store:
        build(store, folder)
        for is_rehearsal in (False, True):
            desk.open_programme(store, ALONE, MEETING, date.fromisoformat(DAY), is_rehearsal=is_rehearsal)
    of_earlier_schema(path.with_suffix(".new"), path, FIRST)
    with duckdb.connect(str(path)) as file:
        file.execute("UPDATE desk SET opened_at = '2012-04-16 08:00:00'")


def wrote(path: Path, *revisions: Sequence[str]) -> None:
    """Let the earlier version write these revisions: each a reason, and statements with $number in them."""
    with duckdb.connect(str(path)) as file:
        for number, (reason, *statements) in enumerate(revisions, start=2):
            made_at = f"2012-04-16 {8 + number:02}:00:00"
            file.execute(
                "INSERT INTO revision VALUES (?, ?, 'somebody', 'facilitator', ?, NULL)", [number, made_at, reason]
            )
            for statement in statements:
                file.execute(statement.replace("$number", str(number)))


def slot(session: str, position: int, state: str, place: str) -> str:
    """What recording wrote of a speaker that was put on the list at the desk."""
    return (
        f"INSERT INTO speaking_slot VALUES ('{session}', {position}, 'Invented State {state}', '{state}', '{state}',"
        f" 'state', 'statement', 'from the session desk, {DAY} {place}; not in the programme', 'none', NULL, $number,"
        " NULL)"
    )


def end(state: str) -> str:
    return (
        f"UPDATE speaking_slot SET until_revision = $number WHERE state = '{state}' AND session = '{PROGRAMME}'"
        " AND until_revision IS NULL"
    )


def again(state: str) -> str:
    return (
        f"INSERT INTO speaking_slot SELECT * REPLACE ($number AS since_revision, NULL AS until_revision)"
        f" FROM speaking_slot WHERE state = '{state}' AND until_revision IS NOT NULL LIMIT 1"
    )


SESSION = (
    "INSERT INTO session (id, meeting, day, title, line, complete, source_title, since_revision)"
    f" VALUES ('desk-{DAY}-b', '{MEETING}', '{DAY}', 'Invented session, Part b', 'b', false, 'Session desk', $number)"
)


def known(store: Store, revision: int | None = None) -> set[str]:
    """The States known to have spoken, as of a revision."""
    view = store.snapshot(revision or store.revision())
    return {row["state"] for row in view.rows("SELECT state FROM known_speech WHERE NOT of_the_chair")}


def kept(store: Store, revision: int | None = None) -> list[tuple[Any, ...]]:
    rows = store.snapshot(revision or store.revision()).rows("FROM desk_speaker ORDER BY slot")
    return [(row["slot"], row["state"], row["line"], row["session"], row["listed"], row["spoke"]) for row in rows]


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(made / "earlier.duckdb", tmp_path / "earlier.duckdb"))


def same_programme(store: Store, folder: Path, tmp_path: Path) -> bool:
    """Whether the programme is what the data files say, as of every revision."""
    files = contents(folder)
    for revision in range(1, store.revision() + 1):
        export(store.snapshot(revision, Audience.STAFF), tmp_path / "exported")
        now = contents(tmp_path / "exported")
        if any(now[name] != files[name] for name in ("sessions.csv", "speaking_slots.csv")):
            return False
    return True


def test_who_spoke_moves_from_the_programme_to_a_record_of_its_own(path: Path, folder: Path, tmp_path: Path) -> None:
    wrote(
        path,
        (RECORDED, slot(PROGRAMME, 4, "XAD", "m5")),
        (RECORDED, SESSION, slot(f"desk-{DAY}-b", 1, "XAA", "m7")),
    )
    with Store.open(path) as store:
        assert same_programme(store, folder, tmp_path)
        assert kept(store, 1) == []
        assert kept(store, 2) == [("m5", "XAD", "a", PROGRAMME, None, True)]
        assert kept(store) == [
            ("m5", "XAD", "a", PROGRAMME, None, True),
            ("m7", "XAA", "b", None, None, True),
        ]
        assert (known(store, 1), known(store)) == ({"XAB", "XAC"}, {"XAA", "XAB", "XAC", "XAD"})
        export(store.latest(Audience.STAFF), tmp_path / "exported")
    with Store.open(tmp_path / "built.duckdb") as store:
        build(store, tmp_path / "exported")
        assert known(store) == {"XAA", "XAB", "XAC", "XAD"}, "a build after an export gives the same answers"


def test_who_was_taken_out_of_the_programme_stands_in_it_and_is_kept_as_silent(
    path: Path, folder: Path, tmp_path: Path
) -> None:
    wrote(path, (TAKEN_OUT, end("XAB"), end("XAC")), (RECORDED, again("XAC")))
    with Store.open(path) as store:
        assert same_programme(store, folder, tmp_path)
        silent = (f"{PROGRAMME}.2", "XAB", "a", PROGRAMME, 2, False)
        assert kept(store, 2) == [silent, (f"{PROGRAMME}.3", "XAC", "a", PROGRAMME, 3, False)]
        assert kept(store) == [silent, (f"{PROGRAMME}.3", "XAC", "a", PROGRAMME, 3, True)]
        assert [known(store, revision) for revision in (1, 2, 3)] == [{"XAB", "XAC"}, set(), {"XAC"}]
        assert tuple(no_shows(store.latest(Audience.STAFF), desk.session(store, DAY))) == ()
        assert record(store, ALONE, DAY) == Recorded(), "nothing is recorded anew"


@pytest.mark.parametrize(
    "revisions",
    [(), ((TAKEN_OUT, end("XAC")), ("Revision 2 was undone: Invented", again("XAC")))],
    ids=["nothing was recorded", "a person undid it"],
)
def test_what_was_not_recorded_or_was_undone_stays_so(
    path: Path, folder: Path, tmp_path: Path, revisions: Sequence[Sequence[str]]
) -> None:
    wrote(path, *revisions)
    with Store.open(path) as store:
        assert same_programme(store, folder, tmp_path)
        assert (kept(store), known(store)) == ([], {"XAB", "XAC"})
        assert {record.is_rehearsal for record in store.desks.all()} == {False, True}
        assert [len(desk.session(store, one.id).slots) for one in store.desks.all()] == [3, 3]


def test_the_data_files_follow_and_bring_no_speaker_of_the_desk_into_the_programme(
    path: Path, folder: Path, tmp_path: Path
) -> None:
    wrote(path, (RECORDED, slot(PROGRAMME, 4, "XAD", "m5")))
    with Store.open(path) as store:
        assert build(store, folder).changed == 0
        assert known(store) == {"XAB", "XAC", "XAD"}
    lines = (folder / "speaking_slots.csv").read_text(encoding="utf-8")
    detail = f"from the session desk, {DAY} m5; not in the programme"
    wrong = f'{PROGRAMME},4,Invented,XAD,XAD,state,statement,"{detail}",none,\n'
    (folder / "speaking_slots.csv").write_text(lines + wrong, encoding="utf-8")
    with pytest.raises(DataFilesInvalid, match=r"speaking_slots.csv:5: detail: .*desk_speakers.csv"):
        check_folder(folder)
