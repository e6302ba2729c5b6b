"""Commands run by the dashboard for the command line: it holds the file, so that no other process can open it.

A socket in a folder that only its owner may enter. One line of JSON there; back, one for each thing that the command
says, and one when it has ended.
"""

import hashlib
import json
import logging
import os
import select
import socket
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from kb.cancellation import cancelled_by
from kb.commands.context import Dashboard, Hear, run_by
from kb.db import Place, Store, identity
from kb.errors import KnowledgeBaseError, PlaceUnusable

LOG = logging.getLogger("kb")
REQUEST_BYTES, ANSWER_BYTES = 64 * 1024, 64 * 1024 * 1024
AT_ONCE = 4
# A client that says nothing must not keep a place; a command itself may take as long as it needs.
PATIENCE_SECONDS = 10
LOOK_SECONDS = 0.2
USAGE = 2

Run = Callable[[Sequence[str], Path, Place], int]


@dataclass(frozen=True)
class Answer:
    """How a command ended: what it had to say of it, and its exit status."""

    errors: str
    status: int


def socket_path(database: Place) -> Path:
    """Where the dashboard that holds `database` listens."""
    name = hashlib.sha256(identity(database).encode()).hexdigest()[:24]
    return Path(tempfile.gettempdir(), f"kb-{os.getuid()}", name)


def kept_secret(database: Place, make: Callable[[], str], hours: float) -> str:
    """A secret of the dashboard on `database` that outlasts a restart, for so many hours; `make` gives a new one.

    It lies beside the socket, where only this user comes. Raises OSError, PlaceUnusable or AttributeError as `Service`.
    """
    path = socket_path(database).with_suffix(".secret")
    with suppress(FileExistsError):
        path.parent.mkdir(mode=0o700)
    _refuse_foreign(path.parent)
    with suppress(FileNotFoundError):
        if 0 <= time.time() - path.stat().st_mtime < hours * 3600 and (secret := path.read_text(encoding="ascii")):
            return secret
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(secret := make(), encoding="ascii")
    return secret


def _refuse_foreign(folder: Path) -> None:
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) != 0o700:
        raise PlaceUnusable("{folder} is not a folder of yours that only you may enter.", folder=folder)


class Service:
    """Answers commands until it is stopped. Raises OSError or PlaceUnusable where it cannot listen."""

    def __init__(self, store: Store, run: Run, address: str = "", new_link: Callable[[], str] = str) -> None:
        self._store, self._run, self._address, self._new_link = store, run, address, new_link
        self._path = socket_path(store.place)
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
                    caller = _Caller(connection, self._stopping)
                    caller.send(asdict(self._answer(line, caller)))
        finally:
            self._places.release()

    def _answer(self, line: bytes, caller: "_Caller") -> Answer:
        if len(line) > REQUEST_BYTES:
            return Answer("The command is too long to be sent to the dashboard. Nothing was changed.\n", 1)
        try:
            request = json.loads(line)
            arguments, folder = [str(one) for one in request["arguments"]], Path(request["folder"])
        except (ValueError, KeyError, TypeError):
            return Answer("The dashboard does not understand this command. Nothing was changed.\n", 1)
        running = Dashboard(self._store, self._address, self._new_link, caller.hear)
        with run_by(running), cancelled_by(caller.ended):
            try:
                return Answer("", self._run(arguments, folder, self._store.place))
            except KnowledgeBaseError as error:
                return Answer(f"{error}\n", 1)
            except SystemExit:
                return Answer("The dashboard is of another version and does not know this command.\n", USAGE)
            except Exception:
                LOG.exception("A command failed")
                return Answer("The command failed because of a fault in the program; the dashboard logged it.\n", 1)


class _Caller:
    """Whoever asked for a command. One that has gone is told nothing more, and the command ends."""

    def __init__(self, connection: socket.socket, stopping: threading.Event) -> None:
        self._connection, self._stopping = connection, stopping
        self._gone = False
        # It sends nothing after its line: what can be read then is that it has gone.
        self._waiting = select.poll()
        self._waiting.register(connection, select.POLLIN)

    def send(self, message: dict[str, Any]) -> None:
        """Send a line."""
        if not self._gone:
            try:
                self._connection.sendall(json.dumps(message).encode() + b"\n")
            except OSError:
                self._gone = True

    def hear(self, line: str) -> None:
        """Pass on what the command says."""
        self.send({"said": line})

    def ended(self, seconds: float) -> bool:
        """Wait; whether a command that takes its time has to end: the dashboard does, or whoever asked has gone."""
        until = time.monotonic() + seconds
        while not (self._stopping.is_set() or self._gone or self._waiting.poll(0)):
            left = until - time.monotonic()
            if left <= 0:
                return False
            self._stopping.wait(min(left, LOOK_SECONDS))
        return True


def _connected(path: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        return None
    return connection


def answers(database: Place) -> bool:
    """Whether a dashboard of this user holds `database` and takes commands."""
    if connection := _reached(database):
        connection.close()
    return connection is not None


def ask(database: Place, arguments: Sequence[str], hear: Hear) -> Answer | None:
    """Let the dashboard that holds `database` run a command; None where none answers. `hear` is told what it says.

    Raises PlaceUnusable where it is too long, or the dashboard ends meanwhile.
    """
    connection = _reached(database)
    if connection is None:
        return None
    with connection:
        line = json.dumps({"arguments": list(arguments), "folder": os.getcwd()}).encode() + b"\n"
        if len(line) > REQUEST_BYTES:
            raise PlaceUnusable("The command is too long to be sent to the dashboard. Nothing was changed.")
        with connection.makefile("rb") as incoming:
            reply = _told(incoming, lambda: connection.sendall(line))
            while "said" in reply:
                hear(str(reply["said"]))
                reply = _told(incoming)
        return Answer(str(reply["errors"]), int(reply["status"]))


def _told(incoming: IO[bytes], first: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """The next line back, once `first` is done."""
    try:
        first()
        reply = json.loads(incoming.readline(ANSWER_BYTES))
        if "said" in reply or {"errors", "status"} <= reply.keys():
            return dict(reply)
        raise ValueError("not an answer")
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise PlaceUnusable(
            "The dashboard ended before it had answered. Look whether the command was done before you repeat it."
        ) from error


def _reached(database: Place) -> socket.socket | None:
    try:
        path = socket_path(database)
        _refuse_foreign(path.parent)
    except (OSError, AttributeError, PlaceUnusable):  # a system may know no users or no such sockets
        return None
    return _connected(path)
