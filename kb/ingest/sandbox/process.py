"""The process in which a text is read: without secrets, with little memory and little time; see confinement.py."""

import atexit
import json
import os
import queue
import select
import signal
import threading
import time
from contextlib import suppress
from typing import Any

from kb.cancellation import refuse_cancelled
from kb.errors import DocumentRefused
from kb.ingest.sandbox.fork_server import ForkServer

WALL_SECONDS = 40.0
_MOST_AT_ONCE = 2
_WAIT_SECONDS = 120.0
_LOOK_SECONDS = 0.2  # between two looks whether the command was cancelled
_LARGEST_ANSWER = 32 * 1024 * 1024  # bytes; the longest text that is accepted takes half of it
_CHUNK = 256 * 1024
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
