"""python -m kb replay: the real programme, played into a scratch knowledge base. People are INVENTED."""

import csv
import shutil
from pathlib import Path

import pytest

from kb.__main__ import run_lent
from kb.cancellation import CommandEnded
from kb.commands import replay
from kb.commands.context import Dashboard, run_by
from kb.db import Store
from kb.domain.model import FACT, Role
from kb.domain.refusals import Refused
from kb.session import moves
from kb.session.moves import Kind
from kb.session.state import Session, SlotStatus
from kb.session.words import did
from kb.workflow import desk
from kb.workflow.people import Person, save_person
from kb.workflow.permission import ALONE
from tests.refusing import refused
from tests.unit.processes import Run

pytestmark = pytest.mark.slow

DAY = "2012-04-16"
FAST = ("--speed", "1000000")


def played(path: Path, at: int = 0) -> Session:
    """The rehearsal played last, or one before."""
    with Store.open(path, read_only=True) as store:
        return desk.session(store, code(store, at))


def code(store: Store, at: int = 0) -> str:
    return store.desks.all()[at].id


def programme(shipped: Path) -> list[dict[str, str]]:
    with (shipped / "speaking_slots.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_real_programme_is_played_in_its_order_and_again_as_a_session_of_its_own(
    run: Run, shipped: Path, tmp_path: Path
) -> None:
    path = tmp_path / "scratch.duckdb"
    status, output, errors = run("replay", DAY, *FAST, "--database", path)
    assert (status, errors) == (0, "")
    session = played(path)
    assert session.record.is_rehearsal
    assert session.closed
    assert not [outcome for outcome in session.log if outcome.refused]
    names = {slot.id: slot.speaker for slot in session.slots}
    with Store.open(path, read_only=True) as store:
        entries = store.desks.entries(code(store))
        assert store.revision() == 1, "the load of the data files, and no other"
    floors = [names[entry.content["slot"]] for entry in entries if entry.kind == Kind.FLOOR]
    assert floors == [row["speaker"] for row in programme(shipped)]
    assert [entry.content["part"] for entry in entries if entry.kind == Kind.PART] == [
        "im2012-va-a",
        "im2012-va-b",
        "im2012-va-c",
    ]
    assert {slot.standing for slot in session.slots} == {SlotStatus.SPOKE}
    assert {entry.person for entry in entries} == {"replay"}
    said = output.splitlines()
    assert said[:3] == [
        f"Day 1: Victim Assistance, 16 April 2012, is replayed as session {session.record.id}.",
        f"Session:   /session?desk={session.record.id}",
        f"Projector: /projector/{session.record.id}",
    ]
    assert "nobody can watch" in said[3]
    assert "evenly spaced" in said[4]
    assert sum("gave the floor to" in line for line in said) == len(floors)
    assert "who spoke in it is not known" in said[-2]
    with Store.open(path, read_only=True) as store:
        rows = store.latest().rows("SELECT * FROM published_passage")
        held = {row["passage"]: row for row in rows}
    assert session.notes
    for note in session.notes:
        slot, passage = session.slot(note.slot), held[note.passage or ""]
        assert note.said == passage["text"]
        assert note.codes == tuple((one["provision"], one["assessment"] or FACT) for one in passage["codings"])
        assert (passage["contributor"], passage["meeting"]) == (slot.contributor, session.record.meeting)
        assert passage["voice"] in ("own", "reported")
        assert note.line == session.line_of(slot)
        assert note.line in (passage["counted_line"] or note.line)
    noted = [note.passage for note in session.notes]
    assert len(set(noted)) == len(noted)
    told = {session.slot(note.slot).contributor for note in session.notes}
    quiet = {slot.contributor for slot in session.slots} - told
    # Nothing is held of what these said there; of the last, only what it says about itself.
    assert quiet >= {"CHL", "NOR", "icrc", "cope"}
    assert run("replay", DAY, *FAST, "--database", path)[0] == 0
    assert played(path).log[-1].kind == played(path, 1).log[-1].kind == Kind.CLOSE
    assert len(played(path).log) == len(played(path, 1).log)


def test_the_default_knowledge_base_is_not_touched(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    default = tmp_path / "default.duckdb"
    monkeypatch.setattr(replay, "DEFAULT_DATABASE", default)
    (tmp_path / "link.duckdb").symlink_to(default)
    for name in ("default.duckdb", "link.duckdb"):
        status, output, errors = run("replay", DAY, "--database", tmp_path / name)
        assert (status, output, errors.count("\n")) == (1, "", 1)
        assert "--database /tmp/replay.duckdb" in errors
    assert not default.exists()


def test_where_people_have_worked_nothing_is_played(run: Run, built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(built, tmp_path / "worked.duckdb"))
    with Store.open(path) as store:
        save_person(store, ALONE, Person("inv", "inv@invented.example", "Invented", frozenset({Role.CODER})))
    status, output, errors = run("replay", DAY, *FAST, "--database", path)
    assert (status, output, errors.count("\n")) == (1, "", 1)
    assert errors.startswith(f"People have worked in {path}.")
    assert errors.endswith("Nothing was changed.\n")
    with Store.open(path, read_only=True) as store:
        assert store.desks.all() == []


def test_a_day_without_a_programme_is_one_sentence(run: Run, built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(built, tmp_path / "scratch.duckdb"))
    answer = run("replay", "2012-04-17", "--database", path)
    assert answer == (1, "", f"No programme of 2012-04-17 is known, only of {DAY}. Nothing was changed.\n")


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "inf", "fast"])
def test_a_speed_is_a_number_above_nothing(run: Run, tmp_path: Path, speed: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("replay", DAY, f"--speed={speed}", "--database", tmp_path / "none.duckdb")
    assert not (tmp_path / "none.duckdb").exists()


def test_once_somebody_ends_the_session_the_replay_ends(built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(built, tmp_path / "scratch.duckdb"))
    said: list[str] = []
    with Store.open(path) as store:

        def hear(line: str) -> None:
            said.append(line)
            if "gave the floor to Lao PDR" in line:
                desk.make(store, ALONE, code(store), moves.close(), len(store.desks.entries(code(store))))

        with (
            run_by(Dashboard(store, "http://invented.example", str, hear)),
            pytest.raises(CommandEnded, match="ended the"),
        ):
            run_lent(["replay", DAY, *FAST], tmp_path, path)
        log = desk.session(store, code(store)).log
    assert (log[-1].kind, log[-1].person, log[-1].refused) == (Kind.CLOSE, ALONE.person, None)
    assert "gave the floor to Lao PDR" in said[-1]
    assert said[1] == f"Session:   http://invented.example/session?desk={code(store)}\n"
    assert not any("nobody can watch" in line for line in said)


def test_what_two_facilitators_do_meanwhile_is_kept(built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(built, tmp_path / "scratch.duckdb"))
    with Store.open(path) as store:

        def hear(line: str) -> None:
            if "gave the floor to Mexico" in line:
                last = desk.session(store, code(store)).slots[-1].id
                desk.make(store, ALONE, code(store), moves.withdraw(last), len(store.desks.entries(code(store))))

        with run_by(Dashboard(store, "", str, hear)):
            assert run_lent(["replay", DAY, *FAST], tmp_path, path) == 0
        session = desk.session(store, code(store))
    assert [did(session, one) for one in session.log if one.refused] == ["gave the floor to Croatia"]
    assert session.slots[-1].standing is SlotStatus.WITHDRAWN
    assert session.closed


def test_more_than_two_replays_at_once_are_refused_and_one_more_later_is_not(built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(built, tmp_path / "scratch.duckdb"))
    with Store.open(path) as store:

        def hear(line: str) -> None:
            if line.startswith("Session:") and len(store.desks.all()) < 4:
                run_lent(["replay", DAY, *FAST], tmp_path, path)

        with run_by(Dashboard(store, "", str, hear)):
            with refused(Refused.TOO_MANY_REPLAYS, most=2):
                run_lent(["replay", DAY, *FAST], tmp_path, path)
            assert len(store.desks.all()) == 2
        with run_by(Dashboard(store, "", str, lambda line: None)):
            assert run_lent(["replay", DAY, *FAST], tmp_path, path) == 0
