"""Commands in a process of their own, another process that holds the database, and one without privileges."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psutil

PROJECT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from kb.db import Store
with Store.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""
NOBODY = 65534
LIMITED = """
import resource, runpy, sys
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
runpy.run_module("kb", run_name="__main__")
"""
Run = Callable[..., tuple[int, str, str]]


@contextmanager
def held_by_another_process(path: Path) -> Iterator[int]:
    """A second process that has the file open for writing; its number."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process.pid
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def fork_servers() -> list[psutil.Process]:
    """Those of this process that start workers, in which documents are read."""
    servers = []
    for child in psutil.Process().children():
        with suppress(psutil.Error, FileNotFoundError):  # it has ended meanwhile
            servers += [child] if "kb.ingest.sandbox.worker" in child.cmdline() else []
    return servers


def workers() -> list[psutil.Process]:
    """Those in which documents are being read."""
    reading = []
    for server in fork_servers():
        with suppress(psutil.Error, FileNotFoundError):
            reading += server.children()
    return reading


@contextmanager
def without_privileges(*beside: Path) -> Iterator[Path]:
    """A folder in which nothing may be made, also when an administrator runs the tests; copies of files beside it."""
    with tempfile.TemporaryDirectory() as place:
        for path in beside:
            shutil.copyfile(path, Path(place) / path.name)
        closed = Path(place) / "closed"
        closed.mkdir()
        closed.chmod(0o555)
        Path(place).chmod(0o755)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield closed
        finally:
            if is_root:
                os.seteuid(0)


def python(
    arguments: Sequence[object],
    database: Path,
    largest_file: int | None = None,
    output: int | IO[str] = subprocess.PIPE,
) -> "subprocess.CompletedProcess[str]":
    """Runs a command as a process of its own; with a limit on files, writing more fails as it does on a full disk."""
    start = ["-m", "kb"] if largest_file is None else ["-c", LIMITED, str(largest_file)]
    return subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        cwd=PROJECT,
        env=os.environ | {"KB_DATABASE": str(database)},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
