"""What a process of its own does (fork_server.py): a task and a document on standard input, the answer on the output.

The first line is the task as JSON: `do` (one of TASKS), `name` of the file, and what else the task needs; the rest
are the document's bytes. The answer is JSON.
"""

import json
import logging
import sys
import warnings
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from kb.ingest.sandbox.confinement import confine


def _document(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    from kb.ingest.readers.file_types import read

    passages, media = read(content, task["name"])
    return {
        "paragraphs": [asdict(paragraph) for paragraph in passages.finished()],
        "media": media,
        "warnings": list(passages.warnings.values()),
    }


def _pasted(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    from kb.ingest.readers.plain import read_plain
    from kb.ingest.text.passages import MediaType, Passages

    passages = Passages(task["name"])
    read_plain(content.decode(), passages)
    return {
        "paragraphs": [asdict(paragraph) for paragraph in passages.finished()],
        "media": MediaType.TXT,
        "warnings": list(passages.warnings.values()),
    }


def _page(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    from kb.ingest.readers.pdf.opening import picture

    return {"png": b64encode(picture(content, task["name"], task["page"], task["width"])).decode()}


def _count(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    from kb.ingest.readers.pdf.opening import opened

    with opened(content, task["name"]) as document:
        return {"pages": len(document)}


TASKS: dict[str, Callable[[dict[str, Any], bytes], dict[str, Any]]] = {
    "document": _document,
    "pasted": _pasted,
    "page": _page,
    "count": _count,
}


def main() -> None:
    # What libraries complain about quotes the document.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    from kb.errors import KnowledgeBaseError
    from kb.ingest.sandbox.preload import preload

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
