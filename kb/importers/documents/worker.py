"""Run as a process of its own: a document on standard input -> its paragraphs as JSON on standard output.

The first line is the file's name as JSON, the rest its bytes.
"""

import json
import logging
import resource
import sys
import warnings
from typing import Any

MEMORY = 512 * 1024 * 1024  # bytes of addresses; the libraries alone take 80 million
CPU_SECONDS = 25  # 200 full pages of a PDF take 16
_OPEN_FILES = 64
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "ctypes.dlopen",
)


def limit() -> None:
    """Limits this process; a system that does not know a limit goes without it."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        try:
            # A second more in the end: at the first limit the process says by its signal why it ended.
            resource.setrlimit(kind, (most, most + 1 if kind == resource.RLIMIT_CPU else most))
        except (ValueError, OSError):  # macOS refuses a limit on addresses
            continue


def forbid() -> None:
    """From here on no connection and no other program, whatever a library is made to do."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def main() -> None:
    # What libraries complain about quotes the document.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    from kb.errors import KnowledgeBaseError
    from kb.importers.documents.kinds import read

    forbid()
    name = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        passages, media = read(content, name)
        answer = {
            "paragraphs": [[paragraph.text, paragraph.kind] for paragraph in passages.finished()],
            "media": media,
            "warnings": list(passages.warnings),
        }
    except KnowledgeBaseError as error:
        answer = {"refused": str(error)}
    except RecursionError:
        answer = {"refused": f"{name} is nested too deeply to be read: save it anew in a simpler form."}
    except MemoryError:
        answer = {"refused": f"{name} needs too much memory to be read: hand in its parts, without pictures."}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    limit()
    main()
