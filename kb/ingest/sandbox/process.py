"""The process in which a text is read: without secrets, with little memory and little time; see confinement.py."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from typing import Any

import kb
from kb.cancellation import cancellable_sleep, refuse_cancelled
from kb.errors import DocumentRefused

WALL_SECONDS = 40.0
_MOST_AT_ONCE = 2
_WAIT_SECONDS = 120.0
_LOOK_SECONDS = 0.2  # between two looks whether the command was cancelled
_LARGEST_ANSWER = 32 * 1024 * 1024  # bytes; the longest text that is accepted takes half of it
_CHUNK = 256 * 1024
_PROJECT = os.path.dirname(kb.__path__[0])
_places = threading.BoundedSemaphore(_MOST_AT_ONCE)


def read_apart(do: str, content: bytes, name: str, **more: Any) -> dict[str, Any]:
    """What the worker answers to a task (worker.TASKS) on a document. `more` is what else the task needs.

    At most two workers run at a time; further documents wait. Raises DocumentRefused with the worker's sentence,
    or with one about a worker that was ended or broke down; CommandEnded where the command was cancelled.
    """
    deadline = time.monotonic() + _WAIT_SECONDS
    while not _places.acquire(timeout=_LOOK_SECONDS):
        refuse_cancelled()
        if time.monotonic() > deadline:
            raise DocumentRefused(
                "Too many documents are being read at the moment: hand in {name} again in a minute.", name=name
            )
    try:
        answer = _run(json.dumps({"do": do, "name": name, **more}).encode() + b"\n" + content, name)
    finally:
        _places.release()
    if "refused" in answer:
        raise DocumentRefused(str(answer["refused"]))
    return answer


def _run(given: bytes, name: str) -> dict[str, Any]:
    command = [sys.executable, "-s", "-B", "-m", "kb.ingest.sandbox.worker"]
    environment = {"PYTHONPATH": _PROJECT, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    # Its complaints may quote the document, so they are not kept.
    with subprocess.Popen(
        command,
        cwd=_PROJECT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        writer = threading.Thread(target=_write, args=(process.stdin, given), daemon=True)
        writer.start()
        try:
            answer = _answer(process)
        finally:
            process.kill()
            writer.join()
    if answer is None or process.returncode == -24:  # 24 is SIGXCPU: the worker's own limit on computing time
        raise DocumentRefused(
            "{name} takes too long to read: save it anew in a simpler form, or hand in its parts.", name=name
        )
    if process.returncode != 0 or len(answer) > _LARGEST_ANSWER:
        raise DocumentRefused(
            "{name} is damaged or of an unusual form, and reading it failed: save it anew.", name=name
        )
    result: dict[str, Any] = json.loads(answer)
    return result


def _answer(process: subprocess.Popen[bytes]) -> bytes | None:
    """All that the worker writes until it ends, or a little more than it may; None when its time is up."""
    assert process.stdout is not None
    deadline = time.monotonic() + WALL_SECONDS
    waiting = select.poll()
    waiting.register(process.stdout, select.POLLIN)
    pieces: list[bytes] = []
    while sum(map(len, pieces)) <= _LARGEST_ANSWER:
        refuse_cancelled()
        if time.monotonic() > deadline:
            return None
        if waiting.poll(min(_LOOK_SECONDS, WALL_SECONDS) * 1000):
            piece = os.read(process.stdout.fileno(), _CHUNK)
            if not piece:
                while process.poll() is None and time.monotonic() < deadline:
                    cancellable_sleep(0.005)
                break
            pieces.append(piece)
    return b"".join(pieces)


def _write(pipe: Any, given: bytes) -> None:
    """Hands the document over while the answer is read; a worker that has ended takes no more."""
    try:
        pipe.write(given)
        pipe.close()
    except (BrokenPipeError, OSError, ValueError):
        return
