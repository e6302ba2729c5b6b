"""Starts a Streamlit server of this checkout as a child process, and always ends it."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

START_TIMEOUT = 100.0
"""Seconds within which a server must be ready."""

STOP_TIMEOUT = 5.0
"""Seconds it gets to end by itself."""


class ServerError(Exception):
    """The server does not start; the message carries the end of its log."""


@dataclass(frozen=True)
class Server:
    """A running server: its port on 127.0.0.1, its process, and the file its log goes to."""

    port: int
    process: psutil.Process
    log: Path

    def memory(self) -> float:
        """Resident memory in MB."""
        return float(self.process.memory_info().rss) / 1e6

    def cpu_seconds(self) -> float:
        """Processor time used since the start, in seconds, user and system together."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def stack_traces(self) -> int:
        """Number of stack traces in the log so far: errors that no reader may have seen."""
        return len(re.findall(r"^Traceback ", self.log.read_text(encoding="utf-8"), re.MULTILINE))


@contextmanager
def running(
    script: Path,
    folder: Path,
    options: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Server]:
    """Run `script` under Streamlit, started in `folder` with further `options`, until the block ends.

    Nothing of the caller's own STREAMLIT_... and KB_... variables reaches the server; `variables` do.
    At `port`, or one that is free. Raises ServerError if it is not ready in time.
    """
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("STREAMLIT_", "KB_"))}
    with tempfile.TemporaryDirectory() as scratch:
        port, log = port or _free_port(), Path(scratch) / "log"
        command = [sys.executable, "-m", "streamlit", "run", str(script.resolve())]
        command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
        with log.open("wb") as sink:
            child = subprocess.Popen(
                [*command, *options],
                cwd=folder,
                env={**inherited, **(variables or {})},
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait_until_ready(child, port, log)
            yield Server(port, psutil.Process(child.pid), log)
        finally:
            _stop(child)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_TIMEOUT
    while time.monotonic() < until and child.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise ServerError(f"the server is not ready after {START_TIMEOUT:.0f} s or has ended; its log ends with:\n{end}")


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
