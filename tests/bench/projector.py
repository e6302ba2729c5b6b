"""A session under load: windows of the projector and of the screen Session that follow one which the real command
replays, and then one that stands.
"""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.db import Place
from tests.bench.figures import Figures, Target, summarise
from tests.bench.scenarios import ROOT, dashboard
from tests.bench.server import ServerError
from tests.bench.windows import delays, watch
from tests.knowledge import address_of

DAY = "2012-04-16"
SPEED = 60
"""A speaker has 5 seconds of the replay, and there is a note in the middle of them."""

NAME = "Session"
MOST_PERCENT, MOST_MILLISECONDS = 25, 3000


@contextmanager
def replayed(database: Place, speed: float = SPEED) -> Iterator[str]:
    """Replay the real programme in the dashboard that holds `database` while the block lasts; gives the desk's code.

    Raises ServerError if it does not begin.
    """
    command = [
        sys.executable,
        "-u",
        "-m",
        "kb",
        "replay",
        DAY,
        "--speed",
        str(speed),
        "--database",
        address_of(database),
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout
        first = process.stdout.readline()
        found = re.search(r"is replayed as session (\S+)\.", first)
        if not found:
            raise ServerError(f"the replay does not begin: {first}")
        yield found[1]
    finally:
        process.terminate()
        process.communicate(timeout=30)


def projector(database: Path, windows: int, *, quick: bool) -> tuple[list[Figures], list[Target]]:
    """Measure `windows` windows, half of them of the screen Session, while moves are made and while nothing changes."""
    screens = windows // 2
    seconds = 15.0 if quick else 45.0
    with dashboard(database) as server:
        address = f"http://127.0.0.1:{server.port}"
        figures = []

        def during(desk: str, what: str) -> tuple[float, list[float]]:
            before = server.cpu_seconds()
            found = asyncio.run(watch(address, desk, windows - screens, seconds, screens))
            cpu = server.cpu_seconds() - before
            figures.append(
                summarise(
                    f"{NAME}, {what}",
                    windows,
                    found.answers,
                    found.seconds,
                    memory=server.memory(),
                    cpu=cpu,
                    traces=server.stack_traces(),
                )
            )
            return cpu / found.seconds, delays(found.made, found.windows, time.time() - 5)

        with replayed(database) as desk:
            _, took = during(desk, "replay")
        time.sleep(2)
        share, _ = during(desk, "nothing changes")
    longest = max(took) if took else float("nan")
    return figures, [
        Target(f"{windows} windows: from a move until the last shows it", longest, MOST_MILLISECONDS, "ms"),
        Target(f"{windows} windows, nothing changes: the server's CPU", share * 100, MOST_PERCENT, "% of a core"),
    ]
