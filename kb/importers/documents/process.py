"""The process in which a document is parsed: without secrets, with little memory and little time."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import kb
from kb.errors import DocumentRefused

WALL_SECONDS = 40.0
_MOST_AT_ONCE = 2
_WAIT_SECONDS = 120.0
_LARGEST_ANSWER = 32 * 1024 * 1024  # bytes; the longest text that is accepted takes half of it
_PROJECT = Path(kb.__file__).parents[1]
_places = threading.BoundedSemaphore(_MOST_AT_ONCE)


def parsed(content: bytes, name: str) -> dict[str, Any]:
    """What the worker answers: paragraphs, media and warnings.

    At most two workers run at a time; further documents wait. Raises DocumentRefused with the worker's sentence,
    or with one about a worker that was ended or broke down.
    """
    if not _places.acquire(timeout=_WAIT_SECONDS):
        raise DocumentRefused(f"Too many documents are being read at the moment: hand in {name} again in a minute.")
    try:
        answer = _run(json.dumps(name).encode() + b"\n" + content, name)
    finally:
        _places.release()
    if "refused" in answer:
        raise DocumentRefused(str(answer["refused"]))
    return answer


def _run(given: bytes, name: str) -> dict[str, Any]:
    command = [sys.executable, "-s", "-B", "-m", "kb.importers.documents.worker"]
    environment = {"PYTHONPATH": str(_PROJECT), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    is_late = threading.Event()
    # Its complaints may quote the document, so they are not kept.
    with subprocess.Popen(
        command,
        cwd=_PROJECT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def stop() -> None:
            is_late.set()
            process.kill()

        clock = threading.Timer(WALL_SECONDS, stop)
        writer = threading.Thread(target=_write, args=(process.stdin, given), daemon=True)
        try:
            clock.start()
            writer.start()
            answer = process.stdout.read(_LARGEST_ANSWER + 1)
            if len(answer) <= _LARGEST_ANSWER:
                process.wait(WALL_SECONDS)
        finally:
            clock.cancel()
            process.kill()
            writer.join()
    if is_late.is_set() or process.returncode == -24:  # 24 is SIGXCPU: the worker's own limit on computing time
        raise DocumentRefused(f"{name} takes too long to read: save it anew in a simpler form, or hand in its parts.")
    if process.returncode != 0 or len(answer) > _LARGEST_ANSWER:
        raise DocumentRefused(f"{name} is damaged or of an unusual form, and reading it failed: save it anew.")
    result: dict[str, Any] = json.loads(answer)
    return result


def _write(pipe: Any, given: bytes) -> None:
    """Hands the document over while the answer is read; a worker that has ended takes no more."""
    try:
        pipe.write(given)
        pipe.close()
    except (BrokenPipeError, OSError, ValueError):
        return
