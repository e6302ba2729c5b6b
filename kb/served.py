"""Commands run by the dashboard for the command line: it holds the file, so that no other process can open it.

A socket in a folder that only its owner may enter; one line of JSON there, one back.
"""

import hashlib
import json
import logging
import os
import socket
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.commands.opening import lending
from kb.commands.saying import keeping
from kb.errors import KnowledgeBaseError, PlaceUnusable
from kb.store import Store

LOG = logging.getLogger("kb")
REQUEST_BYTES, ANSWER_BYTES = 64 * 1024, 64 * 1024 * 1024
AT_ONCE = 4
# A client that says nothing must not keep a place; a command itself may take as long as it needs.
PATIENCE_SECONDS = 10
USAGE = 2

Run = Callable[[Sequence[str], Path, Path], int]


@dataclass(frozen=True)
class Answer:
    """What a command printed and its exit status."""

    output: str
    errors: str
    status: int


def socket_path(database: Path) -> Path:
    """Where the dashboard that holds `database` listens."""
    name = hashlib.sha256(os.path.realpath(database).encode()).hexdigest()[:24]
    return Path(tempfile.gettempdir(), f"kb-{os.getuid()}", name)


def _refuse_foreign(folder: Path) -> None:
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != 0o700:
        raise PlaceUnusable(f"{folder} is not a folder of yours that only you may enter.")


class Service:
    """Answers commands until it is stopped. Raises OSError or PlaceUnusable where it cannot listen."""

    def __init__(self, store: Store, run: Run) -> None:
        self._store, self._run = store, run
        self._path = socket_path(store.path)
        with suppress(FileExistsError):
            self._path.parent.mkdir(mode=0o700)
        _refuse_foreign(self._path.parent)
        if _connected(self._path):
            raise PlaceUnusable("Another dashboard answers commands already.")
        self._path.unlink(missing_ok=True)  # left by a dashboard that was killed
        self._listener = socket.socket(socket.AF_UNIX)
        try:
            self._listener.bind(str(self._path))
            self._listener.listen()
        except OSError:
            self._listener.close()
            raise
        self._stopping = threading.Event()
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._thread = threading.Thread(target=self._listen, name="commands", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take no more commands, and wait a while for those that run."""
        self._stopping.set()
        if wake := _connected(self._path):
            wake.close()
        self._path.unlink(missing_ok=True)
        deadline = time.monotonic() + PATIENCE_SECONDS
        self._thread.join(PATIENCE_SECONDS)
        for _ in range(AT_ONCE):
            self._places.acquire(timeout=max(0.0, deadline - time.monotonic()))
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            if self._stopping.is_set():
                connection.close()
                return
            self._places.acquire()
            if self._stopping.is_set():  # it ended while this one waited
                self._places.release()
                connection.close()
                return
            threading.Thread(target=self._serve, args=(connection,), name="command", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, suppress(OSError):
                connection.settimeout(PATIENCE_SECONDS)
                with connection.makefile("rb") as incoming:
                    line = incoming.readline(REQUEST_BYTES + 1)
                if line:
                    connection.sendall(json.dumps(asdict(self._answer(line))).encode() + b"\n")
        finally:
            self._places.release()

    def _answer(self, line: bytes) -> Answer:
        if len(line) > REQUEST_BYTES:
            return Answer("", "The command is too long to be sent to the dashboard. Nothing was changed.\n", 1)
        try:
            asked = json.loads(line)
            arguments, folder = [str(one) for one in asked["arguments"]], Path(asked["folder"])
        except (ValueError, KeyError, TypeError):
            return Answer("", "The dashboard does not understand this command. Nothing was changed.\n", 1)
        with keeping() as said, lending(self._store):
            errors, status = "", 0
            try:
                status = self._run(arguments, folder, self._store.path)
            except KnowledgeBaseError as error:
                errors, status = f"{error}\n", 1
            except SystemExit:
                errors, status = "The dashboard is of another version and does not know this command.\n", USAGE
            except Exception:
                LOG.exception("A command failed")
                errors, status = "The command failed because of a fault in the program; the dashboard logged it.\n", 1
            return Answer("".join(said), errors, status)


def _connected(path: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        return None
    return connection


def answers(database: Path) -> bool:
    """Whether a dashboard of this user holds `database` and takes commands."""
    if found := _reached(database):
        found.close()
    return found is not None


def ask(database: Path, arguments: Sequence[str]) -> Answer | None:
    """Let the dashboard that holds `database` run a command; None where none answers.

    Raises PlaceUnusable where it is too long, or the dashboard ends meanwhile.
    """
    connection = _reached(database)
    if connection is None:
        return None
    with connection:
        line = json.dumps({"arguments": list(arguments), "folder": os.getcwd()}).encode() + b"\n"
        if len(line) > REQUEST_BYTES:
            raise PlaceUnusable("The command is too long to be sent to the dashboard. Nothing was changed.")
        try:
            connection.sendall(line)
            with connection.makefile("rb") as incoming:
                return Answer(**json.loads(incoming.readline(ANSWER_BYTES)))
        except (OSError, ValueError, TypeError) as error:
            raise PlaceUnusable(
                "The dashboard ended before it had answered. Look whether the command was done before you repeat it."
            ) from error


def _reached(database: Path) -> socket.socket | None:
    try:
        path = socket_path(database)
        _refuse_foreign(path.parent)
    except (OSError, AttributeError, PlaceUnusable):  # a system may know no users or no such sockets
        return None
    return _connected(path)
