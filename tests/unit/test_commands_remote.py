"""The command line while a dashboard holds the knowledge base. What is handed in is INVENTED."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from kb.__main__ import run_lent
from kb.cancellation import CommandEnded, cancelled_by
from kb.commands import remote
from kb.db import Store
from kb.domain.model import Audience
from kb.errors import KnowledgeBaseError, PlaceUnusable
from kb.ingest.readers.pdf.reading import MAX_PAGES
from kb.workflow.people import people
from tests.knowledge import DAY, MEETING, THEMES, Knowledge, about
from tests.unit.processes import PROJECT, workers

pytestmark = pytest.mark.server
ALL_TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb'"
COVERAGE = ("coverage", "--instrument", "CCM")
PERSON = ("person", "inv@invented.example", "--name", "Invented person", "--role", "coder")


@pytest.fixture
def place(built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A knowledge base of its own, and a folder of its own for sockets: their names must be short."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        shutil.copyfile(built, Path(folder, "kb.duckdb"))
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setenv("KB_DATABASE", str(Path(folder, "kb.duckdb")))
        monkeypatch.setenv("PYTHONPATH", str(PROJECT))
        yield Path(folder)


@contextmanager
def dashboard(place: Path, end: signal.Signals = signal.SIGTERM) -> Iterator[subprocess.Popen[bytes]]:
    with socket.create_server(("localhost", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (place / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert process.poll() is None, (place / "log").read_text()
                time.sleep(0.1)
        yield process
    finally:
        process.send_signal(end)
        process.wait(timeout=30)


def start(place: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kb", *arguments]
    return subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    output, errors = process.communicate(timeout=100)
    return process.returncode, output, errors


def run(place: Path, *arguments: str) -> tuple[int, str, str]:
    return ended(start(place, *arguments))


def invented(place: Path) -> None:
    """Put a knowledge base of an invented State, and its files, into the folder."""
    knowledge = Knowledge.small("XAA", provisions=("VAP-1", "CCM-1"))
    for provision in ("VAP-1", "CCM-1"):
        knowledge.said("XAA", about(provision, themes=THEMES[:1]))
    (place / "invented").mkdir()
    with knowledge.build(place / "invented") as store:
        path = store.place
    shutil.copyfile(path, place / "kb.duckdb")


def test_commands_are_run_by_the_dashboard_and_by_themselves_once_it_was_killed(place: Path) -> None:
    invented(place)
    before = run(place, *COVERAGE)
    assert before[0] == 0
    (place / "speech.txt").write_text("We have trained the invented nurses.\n", encoding="utf-8")
    with dashboard(place, signal.SIGKILL):
        assert run(place, *COVERAGE) == before
        first, second = start(place, *COVERAGE), start(place, *PERSON)
        assert ended(first) == before
        assert ended(second)[:2] == (0, "Invented person is kept as inv: coder; this is revision 2.\n")
        asked = ("--contributor", "XZZ", "--meeting", "no-such", "--language", "en")
        assert run(place, "import-document", "speech.txt", *asked)[0] == 1
        assert run(place, "build", "--data", "invented")[1].endswith(f"Revision 2, in {place}/kb.duckdb\n")
        status, output, errors = run(place, "backup", "copy.duckdb")
        assert (status, errors) == (0, ""), output
        assert run(place, "export", "files")[0] == 0
        assert (place / "files" / "states.csv").exists()
        status, _, errors = run(place, "restore", "copy.duckdb")
        assert (status, errors) == (
            1,
            "The dashboard is running on this knowledge base: stop it first, then try again.\n",
        )
        assert run(place, *COVERAGE, "--as-of", "3")[2] == "There is no revision 3; the latest is 2.\n"
    assert remote.socket_path(place / "kb.duckdb").exists()
    assert run(place, *COVERAGE) == before
    with Store.open(place / "kb.duckdb") as store, Store.open(place / "copy.duckdb") as copy:
        assert [one.id for one in people(store.latest(Audience.STAFF))] == ["inv"]
        for (table,) in store._storage.root.execute(ALL_TABLES).fetchall():
            asked_of = f'SELECT * FROM kb."{table}" ORDER BY ALL'
            assert store._storage.root.execute(asked_of).fetchall() == copy._storage.root.execute(asked_of).fetchall()
    asked = ("--contributor", "XAA", "--meeting", MEETING, "--language", "en")
    with dashboard(place):
        assert run(place, *COVERAGE) == before
        status, output, errors = run(place, "import-document", "speech.txt", *asked)
        assert (status, errors) == (0, "")
        assert output == f"Receipt 3: {MEETING}-XAA-3, language en, 1 passage, delivered on {DAY}.\n"
        assert run(place, *COVERAGE, "--as-of", "3")[0] == 0


def test_a_folder_that_others_may_enter_is_refused(place: Path) -> None:
    with Store.open(place / "kb.duckdb") as store:
        folder = remote.socket_path(store.place).parent
        folder.mkdir()
        folder.chmod(0o777)
        with pytest.raises(PlaceUnusable):
            remote.Service(store, lambda *_: 0)
        folder.chmod(0o700)
        service = remote.Service(store, lambda *_: 0)
        assert remote.answers(store.place)
        folder.chmod(0o777)
        assert remote.ask(store.place, COVERAGE, print) is None
        folder.chmod(0o700)
        service.stop()
        assert not remote.answers(store.place)


def heard_until(process: subprocess.Popen[str], words: str) -> str:
    """What a command says, up to the line with these words."""
    assert process.stdout is not None
    said = ""
    while words not in said:
        line = process.stdout.readline()
        assert line, f"it ended, having said {said}"
        said += line
    return said


def commands_under_way() -> bool:
    return any(thread.name == "command" for thread in threading.enumerate())


def test_a_replay_is_heard_line_by_line_holds_nobody_up_and_ends_with_whoever_asked(place: Path) -> None:
    with Store.open(place / "kb.duckdb") as store:
        service = remote.Service(store, run_lent, "http://localhost:1")
        replay = start(place, "replay", "2012-04-16")
        said = heard_until(replay, "gave the floor to")
        assert "http://localhost:1/projector/2012-04-16" in said
        assert run(place, *COVERAGE)[0] == 0
        replay.kill()
        ended(replay)
        while commands_under_way():  # until the test's time is up
            time.sleep(0.05)
        (desk,) = store.desks.all()
        assert len(store.desks.entries(desk.id)) == 3, "the speaker still has the five minutes"
        again = start(place, "replay", "2012-04-16")
        heard_until(again, "gave the floor to")
        service.stop()
        assert not commands_under_way()
    status, _, errors = ended(again)
    assert (status, errors) == (1, "The command was ended before it was done; what it had done until then is kept.\n")


def test_reading_a_text_ends_with_whoever_asked(place: Path) -> None:
    ended_by: list[Exception] = []

    def noted(given: Sequence[str], folder: Path, database: Path) -> int:
        try:
            return run_lent(given, folder, database)
        except KnowledgeBaseError as error:
            ended_by.append(error)
            raise

    # As many pages as are read at all: several times what the command and another beside it take.
    book = canvas.Canvas(str(place / "long.pdf"))
    for page in range(MAX_PAGES):
        for line in range(50):
            book.drawString(60, 780 - 15 * line, f"Invented line {line} of page {page}, which goes on with more words")
        book.showPage()
    book.save()
    with Store.open(place / "kb.duckdb") as store:
        service = remote.Service(store, noted)
        command = start(place, "import-text", "VAP", "long.pdf")
        while not workers():  # until the test's time is up
            time.sleep(0.05)
        assert run(place, *COVERAGE)[0] == 0, "others are not held up"
        command.kill()
        ended(command)
        while commands_under_way():
            time.sleep(0.05)
        assert not workers()
        assert [type(error) for error in ended_by] == [CommandEnded]
        assert store.revision() == 1
        service.stop()


def test_a_command_that_was_stopped_asks_and_changes_nothing_more(place: Path) -> None:
    with Store.open(place / "kb.duckdb") as store:
        view = store.latest(Audience.STAFF)
        passage = view.rows("SELECT min(passage) AS id FROM passage_theme")[0]["id"]
        with cancelled_by(lambda _seconds: True):
            with pytest.raises(CommandEnded):
                view.rows("SELECT 1")
            with pytest.raises(CommandEnded), store.change("INVENTED", "administrator", "INVENTED") as change:
                change.remove("passage_theme", passage=passage)
        assert store.revision() == 1
        with cancelled_by(lambda _seconds: False), store.change("INVENTED", "administrator", "INVENTED"):
            pass
        assert store.revision() == 2


def test_what_is_too_large_or_not_understood_is_refused(place: Path) -> None:
    ran: list[object] = []
    with Store.open(place / "kb.duckdb") as store:
        service = remote.Service(store, lambda *asked: len(ran.append(asked) or ""))  # type: ignore[func-returns-value]
        for line in (b'"' + b"x" * remote.REQUEST_BYTES, b"[]\n", b"{\n"):
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(os.fspath(remote.socket_path(store.place)))
                connection.sendall(line)
                assert json.loads(connection.makefile().readline())["status"] == 1
        with pytest.raises(PlaceUnusable):
            remote.ask(store.place, ["x" * remote.REQUEST_BYTES], print)
        assert not ran
        assert remote.ask(store.place, COVERAGE, print) == remote.Answer("", 0)
        assert len(ran) == 1
        service.stop()
