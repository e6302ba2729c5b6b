"""Fork server: a process with every reader loaded, without secrets, that gives each document a process of its own.

That process has a task and a document on standard input and answers on the output. The first line is the
task as JSON: `do` (one of TASKS), `name` of the file, and what else the task needs; the rest are the document's bytes.
The answer is JSON.
"""

import encodings
import gc
import heapq  # noqa: F401 (collections.Counter loads it when it is needed, which is too late)
import importlib
import json
import logging
import os
import pkgutil
import socket
import sys
import warnings
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from kb.errors import KnowledgeBaseError
from kb.ingest.readers.file_types import read, read_pasted
from kb.ingest.readers.pdf.reading import opened, picture
from kb.ingest.sandbox.confinement import confine, limit
from kb.ingest.text.passages import MediaType, Passages

# Not loaded by what is imported above.
_READERS = ("docx.reader", "odt.reader", "rtf.reader", "html")


def preload() -> None:
    """Load every reader and every encoding of texts: once confined, nothing can be opened (confinement.py)."""
    for name in _READERS:
        importlib.import_module(f"kb.ingest.readers.{name}")
    for encoding in pkgutil.iter_modules(encodings.__path__):
        if encoding.name not in {"mbcs", "oem", "idna", "punycode", "undefined"}:  # Windows', and no texts'
            importlib.import_module(f"encodings.{encoding.name}")


def _passages(passages: Passages, media: MediaType) -> dict[str, Any]:
    return {
        "paragraphs": [asdict(paragraph) for paragraph in passages.finished()],
        "media": media,
        "warnings": list(passages.warnings.values()),
    }


def _page(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    return {"png": b64encode(picture(content, task["name"], task["page"], task["width"])).decode()}


def _count(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    with opened(content, task["name"]) as document:
        return {"pages": len(document)}


TASKS: dict[str, Callable[[dict[str, Any], bytes], dict[str, Any]]] = {
    "document": lambda task, content: _passages(*read(content, task["name"])),
    "pasted": lambda task, content: _passages(*read_pasted(content.decode(), task["name"])),
    "page": _page,
    "count": _count,
}


def main() -> None:
    # What libraries complain about quotes the document.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    task = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    preload()
    confine()
    answer: dict[str, Any]
    try:
        answer = TASKS[task["do"]](task, content)
    except KnowledgeBaseError as error:
        answer = {"refused": str(error)}
    except RecursionError:
        answer = {"refused": f"{task['name']} is nested too deeply to be read: save it anew in a simpler form."}
    except MemoryError:
        answer = {"refused": f"{task['name']} needs too much memory to be read: hand in its parts, without pictures."}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.buffer.flush()


def serve(connection: socket.socket) -> None:
    """Start a worker for each pair of pipes that comes, and say how it ended; until the client is gone."""
    while ends := socket.recv_fds(connection, 1, 2)[1]:
        worker = os.fork()
        if not worker:
            connection.close()
            _work(ends)
        for end in ends:
            os.close(end)
        _, status = os.waitpid(worker, 0)
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())


def _work(ends: list[int]) -> None:
    """In the new process: read the document and end."""
    code = 1
    try:
        for number, end in enumerate(ends):
            os.dup2(end, number)
            os.close(end)
        limit()
        main()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    preload()
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))
