"""The process in which a text is read: without secrets, with little memory and little time; see confinement.py."""

import atexit
import json
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

import kb
from kb.cancellation import refuse_cancelled
from kb.errors import DocumentRefused

WALL_SECONDS = 40.0
_MOST_AT_ONCE = 2
_WAIT_SECONDS = 120.0
_LOOK_SECONDS = 0.2  # between two looks whether the command was cancelled
_LARGEST_ANSWER = 32 * 1024 * 1024  # bytes; the longest text that is accepted takes half of it
_CHUNK = 256 * 1024
_ENDING_SECONDS = 5.0  # between closing the answer and the end
_PROJECT = os.path.dirname(kb.__path__[0])


class ForkServer:
    """A fork server (worker.py) as its client has it, which runs from the first document on and works on one at a time.

    Loading the readers takes a fifth of a second, once and not for each document. The server itself sees no document:
    it is handed the ends of two pipes, which the new process has as standard input and output.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> tuple[int, int]:
        """Start a worker. Returns the file descriptors to write the document to and to read the answer from."""
        if self._process is None or self._process.poll() is not None:
            self._launch()
        given, answer = os.pipe(), os.pipe()
        try:
            socket.send_fds(self._connection, [b"."], [given[0], answer[1]])
        finally:
            os.close(given[0])
            os.close(answer[1])
        return given[1], answer[0]

    def _launch(self) -> None:
        self.end()
        self._connection, theirs = socket.socketpair()
        self._connection.settimeout(_ENDING_SECONDS)
        with theirs:
            # Its complaints may quote the document, so they are not kept.
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-B", "-m", "kb.ingest.sandbox.worker", str(theirs.fileno())],
                cwd=_PROJECT,
                env={"PYTHONPATH": _PROJECT, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def exit_code(self) -> int | None:
        """How the worker ended that has closed its answer; negative: by that signal. None: it did not, or none ran."""
        try:
            code = self._connection.recv(16)
        except TimeoutError:
            return None
        return int(code) if code else None

    def end(self) -> None:
        """End the server and its worker; the next document starts it anew."""
        if self._process is not None:
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._connection.close()
            self._process = None


_places: queue.LifoQueue[ForkServer] = queue.LifoQueue()  # that used last is up already
for server in (ForkServer() for _ in range(_MOST_AT_ONCE)):
    _places.put(server)
    atexit.register(server.end)


def read_apart(do: str, content: bytes, name: str, **more: Any) -> dict[str, Any]:
    """What the worker answers to a task (worker.TASKS) on a document. `more` is what else the task needs.

    At most two workers run at a time; further documents wait. Raises DocumentRefused with the worker's sentence,
    or with one about a worker that was ended or broke down; CommandEnded where the command was cancelled.
    """
    server = _place(name)
    code: int | None = None
    try:
        written, code = _run(server, json.dumps({"do": do, "name": name, **more}).encode() + b"\n" + content)
    finally:
        if code is None:
            server.end()
        _places.put(server)
    is_too_long = len(written) > _LARGEST_ANSWER
    if code in (None, -signal.SIGXCPU) and not is_too_long:  # the latter: the worker's own limit on computing time
        raise DocumentRefused(
            "{name} takes too long to read: save it anew in a simpler form, or hand in its parts.", name=name
        )
    if code or is_too_long:
        raise DocumentRefused(
            "{name} is damaged or of an unusual form, and reading it failed: save it anew.", name=name
        )
    answer: dict[str, Any] = json.loads(written)
    if "refused" in answer:
        raise DocumentRefused(str(answer["refused"]))
    return answer


def _place(name: str) -> ForkServer:
    """Waits for a place to read in."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline:
        refuse_cancelled()
        with suppress(queue.Empty):
            return _places.get(timeout=_LOOK_SECONDS)
    raise DocumentRefused(
        "Too many documents are being read at the moment: hand in {name} again in a minute.", name=name
    )


def _run(server: ForkServer, given: bytes) -> tuple[bytes, int | None]:
    """A worker's answer and exit code; without the latter where its time is up, or the answer too long."""
    to_write, to_read = server.start()
    writer = threading.Thread(target=_write, args=(to_write, given), daemon=True)
    writer.start()
    try:
        answer, is_whole = _answer(to_read)
        return answer, server.exit_code() if is_whole else None
    finally:
        os.close(to_read)


def _answer(pipe: int) -> tuple[bytes, bool]:
    """What the worker writes, and whether that is all: not when its time is up, or more than may be is written."""
    deadline = time.monotonic() + WALL_SECONDS
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    pieces: list[bytes] = []
    while sum(map(len, pieces)) <= _LARGEST_ANSWER:
        refuse_cancelled()
        if time.monotonic() > deadline:
            return b"", False
        if waiting.poll(_LOOK_SECONDS * 1000):
            piece = os.read(pipe, _CHUNK)
            if not piece:
                return b"".join(pieces), True
            pieces.append(piece)
    return b"".join(pieces), False


def _write(pipe: int, given: bytes) -> None:
    """Hands the document over while the answer is read; a worker that has ended takes no more."""
    with suppress(BrokenPipeError), open(pipe, "wb") as worker:
        worker.write(given)
