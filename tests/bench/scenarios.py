"""What is measured: our screen and the stock page under readers, and the server's own time for a run."""

import asyncio
import csv
import itertools
import math
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from kb.db import Place
from tests.bench.figures import Figures, summarise
from tests.bench.readers import Run, Screen, one_after_another
from tests.bench.server import Server, running
from tests.knowledge import address_of

ROOT = Path(__file__).parents[2]
OVERVIEW, COVERAGE = Screen(""), Screen("coverage")
NAMES = {OVERVIEW: "Overview", COVERAGE: "Coverage"}
STOCK_NAME = "stock page that shows the same"

Drive = Callable[[int, Screen], Coroutine[None, None, tuple[list[Run], float]]]
"""Readers on a port and a screen, to runs and the seconds they took."""


@dataclass
class _Side:
    """One of the screens that are compared, and what was measured on it so far."""

    name: str
    screen: Screen
    server: Server
    runs: list[Run]
    seconds: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0

    def measure(self, drive: Drive) -> None:
        """Measure once more and add it to what was measured before."""
        before = self.server.cpu_seconds()
        runs, seconds = asyncio.run(drive(self.server.port, self.screen))
        self.runs += runs
        self.seconds += seconds
        self.cpu += self.server.cpu_seconds() - before
        self.memory = max(self.memory, self.server.memory())

    def figures(self, readers: int) -> Figures:
        """What all the measurements come to."""
        return summarise(
            self.name,
            readers,
            self.runs,
            self.seconds,
            memory=self.memory,
            cpu=self.cpu,
            traces=self.server.stack_traces(),
        )


def compare(database: Path, readers: int, drive: Drive, rounds: int) -> tuple[list[Figures], Figures]:
    """Measure (our Overview and Coverage, the stock page) in turns, `rounds` times each, on fresh servers.

    In turns, so that a machine that slows down meanwhile slows down all. The stock page reads a copy of the database,
    which only one process can open.
    """
    with ExitStack() as stack:
        copy = Path(shutil.copyfile(database, database.with_suffix(".stock")))
        ours = stack.enter_context(dashboard(database))
        sides = [_Side(NAMES[screen], screen, ours, []) for screen in NAMES]
        sides.append(_Side(STOCK_NAME, Screen(""), stack.enter_context(stock(copy)), []))
        for _ in range(rounds):
            for side in sides:
                side.measure(drive)
        *screens, theirs = (side.figures(readers) for side in sides)
        return screens, theirs


def server_side(database: Path, data: Path, material: str, runs: int) -> list[Figures]:
    """The server's own time for a run of the Coverage screen: [with warm caches, of scopes never seen].

    `data` is the folder that `database` was built from; its meetings and themes make up the scopes.
    Streamlit measures it when it gathers statistics, which costs a little: the figures are upper bounds.
    """
    # The statistics go to the reader's browser and from there on; the readers here keep them.
    with dashboard(database, "--browser.gatherUsageStats", "true") as server:
        measured = asyncio.run(one_after_another(server.port, COVERAGE, runs, never_seen(data, runs)))
        return [
            summarise(
                f"{NAMES[COVERAGE]}, server side, {material}, {caches}",
                1,
                _own_time(part),
                math.nan,
                memory=server.memory(),
                cpu=math.nan,
                traces=server.stack_traces(),
            )
            for caches, part in zip(("warm", "cold"), measured, strict=True)
        ]


def _own_time(runs: Sequence[Run]) -> list[Run]:
    """The runs with the server's time in place of the reader's; failed where the server gave none."""
    return [
        replace(run, ms=run.server_ms)
        if run.server_ms is not None
        else replace(run, error=run.error or "the server did not say how long it took")
        for run in runs
    ]


def never_seen(data: Path, count: int) -> list[str]:
    """The queries of `count` scopes, each another pair of a meeting and a theme of the folder `data`."""
    pairs = list(itertools.product(_ids(data / "meetings.csv"), _ids(data / "themes.csv")))
    # The same ones every time, so that two measurements ask the same.
    random.Random(2012).shuffle(pairs)
    return [f"meeting={meeting}&theme={theme}" for meeting, theme in pairs[:count]]


def _ids(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def build(database: Path, data: Path) -> None:
    """Build the database file from the data folder, as users do. Raises CalledProcessError if that fails."""
    command = [sys.executable, "-m", "kb", "build", "--data", str(data), "--database", str(database)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def dashboard(database: Place, *options: str, port: int | None = None) -> AbstractContextManager[Server]:
    """Our dashboard on `database`, with further options of Streamlit, while the block lasts."""
    return running(ROOT / "app.py", ROOT, options, {"KB_DATABASE": address_of(database)}, port)


def stock(database: Path) -> AbstractContextManager[Server]:
    """The stock page on `database`, while the block lasts."""
    # Started in a folder without settings: the project's own would make the stock page as fast as ours.
    script = Path(__file__).with_name("stock_page.py")
    return running(script, Path(__file__).parent, (), {"KB_DATABASE": str(database)})
