"""Files made to harm: each is read or refused with one sentence, and nothing else happens."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
import pytest

from kb.errors import DocumentRefused
from kb.ingest.reading import read_document, read_pasted
from kb.ingest.sandbox import confinement, process
from kb.ingest.text.passages import Document
from tests.conftest import Figure
from tests.unit.hostile_documents import HOSTILE, Hostile
from tests.unit.hostile_makers import WORDS
from tests.unit.processes import fork_servers, workers

SECRET = "canary-that-must-stay-in-its-file"


class _Listener:
    """Listens on this machine and counts who comes."""

    def __init__(self) -> None:
        self.heard = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.heard += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@pytest.fixture(scope="module")
def listener() -> Iterator[_Listener]:
    opened = _Listener()
    yield opened
    opened.close()


class _Memory:
    """Looks often at how much memory the newest worker holds."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(0.02):
            for worker in workers():
                with suppress(psutil.Error, FileNotFoundError):  # it has ended meanwhile
                    self.most = max(self.most, worker.memory_info().rss)

    def close(self) -> None:
        self._done.set()
        self._thread.join(5)


@pytest.fixture(scope="module")
def memory() -> Iterator[_Memory]:
    looking = _Memory()
    yield looking
    looking.close()
    assert looking.most > 0


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("secret") / "canary.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path.as_uri()


def _read(hostile: Hostile, content: bytes) -> Document | str:
    """The document or the sentence it was refused with, well within the limits of time."""
    started = time.monotonic()
    try:
        result: Document | str = read_document(content, hostile.name)
    except DocumentRefused as refusal:
        result = str(refusal)
    assert time.monotonic() - started < process.WALL_SECONDS + 5
    return result


@pytest.mark.slow
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.what)
def test_a_hostile_file_is_read_or_refused(
    hostile: Hostile, listener: _Listener, canary: str, memory: _Memory, count: Figure
) -> None:
    result = _read(hostile, hostile.make(listener.address, canary))
    count("hostile files refused with a sentence" if isinstance(result, str) else "hostile files read as text")
    assert memory.most <= confinement.MEMORY
    assert SECRET not in str(result)
    assert listener.heard == 0
    if hostile.says:
        assert isinstance(result, str), f"{result.media}, {result.warnings}: {result.paragraphs[:3]}"
        assert re.search(hostile.says, result), result
        assert result.endswith((".", "!"))
        assert "\n" not in result
        assert "Traceback" not in result
        assert WORDS not in result
    else:
        assert not isinstance(result, str), result
        assert any(WORDS in paragraph.text for paragraph in result.paragraphs)
        assert any(hostile.warning in sentence for sentence in ("", *result.warnings)), result.warnings


def test_every_hostile_file_has_a_name_of_its_own() -> None:
    assert len({hostile.what for hostile in HOSTILE}) == len(HOSTILE) >= 60


@pytest.mark.slow
def test_seven_at_once_are_read_two_by_two() -> None:
    running = most = 0
    lock = threading.Lock()
    original = process._run

    def counted(server: process.ForkServer, given: bytes) -> tuple[bytes, int | None]:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        try:
            return original(server, given)
        finally:
            with lock:
                running -= 1

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(7) as pool:
        patch.setattr(process, "_run", counted)
        found = list(pool.map(lambda number: read_document(f"{number}. {WORDS}".encode(), "a.txt"), range(7)))
    assert [one.paragraphs[0].text for one in found] == [f"{number}. {WORDS}" for number in range(7)]
    assert most == 2


def test_a_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALL_SECONDS", 0.0)
    with pytest.raises(DocumentRefused, match="takes too long"):
        read_document(WORDS.encode(), "a.txt")
    monkeypatch.undo()
    assert read_document(WORDS.encode(), "a.txt").paragraphs


def test_the_worker_knows_no_secrets_and_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KB_SECRET", SECRET)
    monkeypatch.setattr(process, "WALL_SECONDS", 0.0)
    with pytest.raises(DocumentRefused):
        read_document(WORDS.encode(), "a.txt")  # ends its server: the next is started with the secret about
    monkeypatch.setattr(process, "WALL_SECONDS", 40.0)
    before = {server.pid for server in fork_servers()}
    with pytest.raises(DocumentRefused):
        read_document(b"%PDF-1.7\n" + SECRET.encode(), "a.pdf")
    (new,) = (server for server in fork_servers() if server.pid not in before)
    assert "PYTHONPATH" in new.environ()
    assert SECRET not in str(new.environ())
    assert capfd.readouterr() == ("", "")


def test_a_server_that_was_ended_is_started_anew() -> None:
    read_document(WORDS.encode(), "a.txt")
    for server in fork_servers():
        server.kill()
        server.wait()
    assert read_document(WORDS.encode(), "a.txt").paragraphs


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no text"),
        (" \n\t\0\x07", "holds no text"),
        (f"{WORDS}\n\n" * 20_000, "too long"),
        ("a" * 3_000_000, "too long"),
        ("a" * 30_000, "more than 20,000 characters"),
        ("a-\n" * 100_000, "too long"),
    ],
    ids=["nothing", "blank", "many", "long", "one word", "hyphens"],
)
def test_a_hostile_pasted_text_is_refused_quickly(text: str, says: str) -> None:
    started = time.monotonic()
    with pytest.raises(DocumentRefused, match=says):
        read_pasted(text)
    assert time.monotonic() - started < 10


def test_strange_signs_in_a_pasted_text_are_removed() -> None:
    found = read_pasted(f"\ufeff{WORDS[:8]}\0\x1b\u202e{WORDS[8:]}\ud800")
    assert [paragraph.text.rstrip("?") for paragraph in found.paragraphs] == [WORDS]
