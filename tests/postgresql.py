"""A PostgreSQL server of the tests' own on loopback, in a temporary folder; one for all workers of a run."""

import fcntl
import itertools
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from kb.db import Store, copying
from kb.db.places import Server

HOST, USER, PASSWORD = "127.0.0.1", "invented", "invented-secret"
# Nothing of it has to outlive the machine.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Cluster:
    """A running server."""

    def __init__(self, programs: Path, *, is_safe: bool = False, port: int = 0) -> None:
        """Make one and start it; what it acknowledges outlives a kill of it if it `is_safe`."""
        self._programs = programs
        self._user = "postgres" if os.geteuid() == 0 and _is_known("postgres") else None
        self.folder = Path(tempfile.mkdtemp(prefix="kb-postgresql-"))
        if os.geteuid() == 0:  # it refuses to run as root
            self._user = self._user or "nobody"
            shutil.chown(self.folder, self._user)
        self.folder.chmod(0o755)
        self.port = port or _free_port()
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._run(
            "initdb", "-A", "scram-sha-256", "-U", USER, f"--pwfile={secret}", "--no-sync", "-E", "UTF8", "--no-locale"
        )
        self._options = f"-p {self.port} -c listen_addresses={HOST} -c unix_socket_directories= -c max_connections=200 "
        self._options += "" if is_safe else FAST
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", self._options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it; immediate is as if the machine had failed."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def remove(self) -> None:
        """Stop it for good."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        with (self.folder.parent / f"{self.folder.name}.out").open("w+") as said:
            found = subprocess.run(
                [self._programs / program, "-D", self.folder / "data", *arguments],
                user=self._user,
                group=pwd.getpwnam(self._user).pw_gid if self._user else None,
                extra_groups=[] if self._user else None,
                cwd=self.folder,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=60,
                check=False,
            )
            said.seek(0)
            assert found.returncode == 0, said.read()
        Path(said.name).unlink()


class Databases:
    """The databases that the tests make on a server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._filled: dict[Path, str] = {}
        self._made: list[str] = []
        self._numbers = itertools.count(1)
        self._run = secrets.token_hex(4)

    def place(self, name: str) -> Server:
        """The address of a database."""
        return Server(f"postgresql://{USER}:{PASSWORD}@{HOST}:{self.port}/{name}")

    def empty(self) -> Server:
        """A new database."""
        return self._create("template0")

    def copy_of(self, file: Path) -> Server:
        """A new database with the knowledge base of a file."""
        if file not in self._filled:
            place = self._create("template0")
            with Store.open(file, read_only=True) as store:
                copying.move(store, place)
            self._filled[file] = self._made.pop()
        return self._create(self._filled[file])

    def kept(self, file: Path) -> Server:
        """A database with the knowledge base of a file that stays until the server ends."""
        place = self.copy_of(file)
        self._made.pop()
        return place

    def again(self, place: Server) -> Server:
        """A new database that is a copy of one to which nobody is connected."""
        return self._create(place.address.rpartition("/")[2])

    def drop_made(self) -> None:
        """Remove the databases that were made, but for those that others are copied from."""
        while self._made:
            self.execute(f"DROP DATABASE IF EXISTS {self._made.pop()} WITH (FORCE)")

    def _create(self, template: str) -> Server:
        name = f"t{self._run}_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.append(name)
        return self.place(name)

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        """Execute a statement on the server itself."""
        with psycopg.connect(self.place("postgres").address, autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def shared(folder: Path, programs: Path) -> Iterator[int]:
    """The port of a server that all who name this folder share: the first starts it, the last stops it."""
    state = folder / "postgresql.json"
    with _locked(folder):
        known = json.loads(state.read_text()) if state.exists() else {"users": 0}
        if not known["users"]:
            cluster = Cluster(programs)
            known = {"users": 0, "port": cluster.port, "folder": str(cluster.folder)}
        state.write_text(json.dumps(known | {"users": known["users"] + 1}))
    try:
        yield known["port"]
    finally:
        with _locked(folder):
            known = json.loads(state.read_text())
            known["users"] -= 1
            state.write_text(json.dumps(known))
            if not known["users"]:
                _kill(Path(known["folder"]))


def _kill(folder: Path) -> None:
    number = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(number, 3)  # SIGQUIT: an immediate stop
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_known(user: str) -> bool:
    try:
        return bool(pwd.getpwnam(user))
    except KeyError:
        return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])
