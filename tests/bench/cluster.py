"""Measures several processes on one knowledge base in PostgreSQL, behind nginx: `make bench-cluster`.

Exit status: 0 if every target is met, 1 if one is missed. `--quick`: a tenth of it.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from kb.db import DATA_FOLDER, Store
from kb.db.places import Place, Server
from kb.domain.model import Audience
from kb.errors import KnowledgeBaseError
from kb.ingest.loading import built
from tests.bench.__main__ import machine
from tests.bench.figures import Target, percentile, targets_table
from tests.bench.readers import Reader, Run, Screen
from tests.bench.scenarios import ROOT
from tests.bench.server import running
from tests.find_servers import find_postgres
from tests.knowledge import Knowledge, address_of, keep_in
from tests.postgresql import Cluster, Databases
from tests.unit.test_operating import PORTS, proxy

THINKING = 5.0
STATES = ("LAO", "LBN", "ALB", "AFG", "HRV", "MOZ", "UGA", "BIH")
MEETINGS = ("", "ccm-im-2012", "ccm-2msp", "ccm-3msp")
WORDS = ("prosthetics", "survivors", "national plan", "disability", "data", "employment")


class Told(NamedTuple):
    """What the workers were told: revisions that are kept, by the number of the text, and refusals."""

    kept: list[tuple[int, int]]
    refused: int


def told(file: Path) -> Told:
    """What a worker wrote down."""
    lines = [line.split() for line in file.read_text().split("\n")[:-1]] if file.exists() else []
    return Told([(int(a), int(b)) for kind, a, b in (x for x in lines if len(x) == 3)], sum(len(x) == 2 for x in lines))


@contextmanager
def workers(count: int) -> Iterator[list["subprocess.Popen[str]"]]:
    """Processes that have imported all they need."""
    with ExitStack() as stack:
        command = [sys.executable, "-m", "tests.bench.cluster_worker"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        yield [stack.enter_context(subprocess.Popen(command, cwd=ROOT, **pipes)) for _ in range(count)]  # type: ignore[call-overload]


def start(worker: "subprocess.Popen[str]", *order: object) -> int:
    """Let it fork a child that works; the child's number."""
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write("\t".join(map(str, order)) + "\n")
    worker.stdin.flush()
    return int(worker.stdout.readline())


def ended(worker: "subprocess.Popen[str]") -> int:
    """Wait for the child; how it ended."""
    assert worker.stdout
    return int(worker.stdout.readline())


def judged(place: Server, kept: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    """What of the kept is lost, doubled texts, gaps in the numbers, and contributions by halves."""
    with Store.open(place) as store:
        numbers = [row["number"] for row in store.revisions()]
        rows = store.latest(Audience.STAFF).rows(
            "SELECT s.receipt, s.sha256, count(p.id) AS passages FROM submission AS s"
            " FULL JOIN contribution AS c ON c.id = s.contribution LEFT JOIN passage AS p ON p.contribution = c.id"
            " GROUP BY ALL"
        )
    lost = {number for number, _ in kept} - {row["receipt"] for row in rows}
    doubled = len(rows) - len({row["sha256"] for row in rows})
    gaps = max(numbers) - len(numbers)
    half = sum(row["receipt"] is None or row["passages"] != 2 for row in rows)
    return len(lost), doubled, gaps, half


def writing(place: Server, folder: Path, changes: int) -> list[Target]:
    """30 writers at once on three processes."""
    began = time.monotonic()
    with workers(3) as three:
        for at, worker in enumerate(three):
            start(worker, place.address, folder / f"writing-{at}", 10, changes // 30, at * 1_000_000)
        statuses = [ended(worker) for worker in three]
    seconds = time.monotonic() - began
    kept = [one for at in range(3) for one in told(folder / f"writing-{at}").kept]
    lost, doubled, gaps, _ = judged(place, kept)
    name = f"30 writers on three processes, {changes} changes"
    return [
        Target(f"{name}: kept", len(kept), changes // 30 * 30, "", "at least"),
        Target(f"{name}: lost", lost, 0, "", "at most"),
        Target(f"{name}: doubled", doubled, 0, "", "at most"),
        Target(f"{name}: gaps in the numbers", gaps, 0, "", "at most"),
        Target(f"{name}: failed processes", sum(map(bool, statuses)), 0, "", "at most"),
        Target(f"{name}: a change, on average", seconds / max(1, len(kept)) * 1000, 1000, "ms", "at most"),
    ]


def killing(cluster: Cluster, place: Server, folder: Path, kills: int, restarts: int) -> list[Target]:
    """Kills of processes and restarts of the server during changes; another process looks on."""
    chance, stop, half_seen, away = random.Random(2012), threading.Event(), [], []
    at_kills = {round((at + 1) * kills / (restarts + 1)) for at in range(restarts)}

    def look(store: Store) -> None:
        while not stop.is_set():
            try:
                rows = store.latest(Audience.STAFF).rows(
                    "SELECT contribution, count(*) AS n FROM passage GROUP BY ALL HAVING n <> 2"
                )
                half_seen.extend(rows)
            except KnowledgeBaseError as error:
                half_seen.append({"error": str(error)})
            time.sleep(0.05)

    with Store.open(place) as store, workers(3) as three:
        looking = threading.Thread(target=look, args=(store,))
        looking.start()
        children: dict[int, int] = {}
        at_start: dict[int, int] = {}
        for number in range(kills + 3):
            at = number % 3
            if number >= 3:
                # Every second kill comes once the child is at work; the others at any moment, while it opens too.
                file, waited = folder / f"killing-{at}", time.monotonic()
                before = at_start.get(at, 0)
                while number % 2 and len(told(file).kept) == before and time.monotonic() - waited < 15:
                    time.sleep(0.02)
                time.sleep(chance.uniform(0, 0.6))
                with suppress(ProcessLookupError):
                    os.kill(children[at], signal.SIGKILL)
                ended(three[at])
            if number < kills:
                order = (place.address, folder / f"killing-{at}", 2, 100_000, (number + 10) * 1_000_000)
                at_start[at] = len(told(folder / f"killing-{at}").kept)
                children[at] = start(three[at], *order)
            if number in at_kills:
                cluster.stop("immediate")
                cluster.start()
                away.append(answers_again(store, time.monotonic()))
        stop.set()
        looking.join()
    kept = [one for at in range(3) for one in told(folder / f"killing-{at}").kept]
    lost, doubled, gaps, half = judged(place, kept)
    name = f"{kills} kills, {restarts} restarts of PostgreSQL"
    return [
        Target(f"{name}: kept", len(kept), kills / 4, "", "at least"),
        Target(f"{name}: lost", lost, 0, "", "at most"),
        Target(f"{name}: doubled", doubled, 0, "", "at most"),
        Target(f"{name}: gaps in the numbers", gaps, 0, "", "at most"),
        Target(f"{name}: kept or seen by halves", half + len(half_seen), 0, "", "at most"),
        Target(f"{name}: all can change again after", max(away, default=0), 10, "s", "at most"),
    ]


def answers_again(store: Store, began: float) -> float:
    """Seconds until a change is kept again by a process that was there before."""
    while True:
        try:
            store.drafts.keep("invented", "{}", "of the bench")
            if store.unreachable_since is None:
                return time.monotonic() - began
        except KnowledgeBaseError:
            time.sleep(0.1)


def visible(place: Server, ports: list[int], changes: int) -> list[Target]:
    """From a change in one process until the API of every app process has it."""
    longest = 0.0
    for port in ports:
        revision_of(port)
    with Store.open(place) as store:
        for number in range(changes):
            with store.change("bench", "administrator", "Invented") as change:
                theme = change.records("theme")[0]
                change.save("theme", [theme | {"description": f"Invented {number}"}])
            began, waiting = time.monotonic(), set(ports)
            while waiting and time.monotonic() - began < 30:
                waiting = {port for port in waiting if revision_of(port) < change.number}
                longest = max(longest, time.monotonic() - began)
    return [Target(f"{changes} changes: visible in every app process", longest, 2, "s", "at most")]


def revision_of(port: int) -> int:
    """The revision that an app process answers with."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/meetings", timeout=10) as answer:
        return int(json.loads(answer.read())["revision"])


def any_screen(chance: random.Random) -> Screen:
    """One of 15 screens, of a random State, meeting or words."""
    state, meeting, words = chance.choice(STATES), chance.choice(MEETINGS), chance.choice(WORDS).replace(" ", "+")
    scope = f"meeting={meeting}" if meeting else ""
    pages = ("", "coverage", "actions", "mechanisms", "contributions", "exchange", "report", "changes", "session")
    screens = [(page, scope) for page in pages]
    screens += [("states", f"state={state}"), ("practices", f"state={state}"), ("search", f"q={words}")]
    screens += [("history", ""), ("method", ""), ("coverage", f"state={state}")]
    return Screen(*chance.choice(screens))


async def read(port: int, readers: int, seconds: float) -> list[Run]:
    """So many readers, each going to another screen after thinking."""
    runs: list[Run] = []
    until = time.monotonic() + seconds

    async def one(number: int) -> None:
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0, THINKING))
        while time.monotonic() < until:
            tab = Reader(port, any_screen(chance))
            runs.append(await tab.run())
            await tab.close()
            await asyncio.sleep(THINKING)

    await asyncio.gather(*(one(number) for number in range(readers)))
    return runs


def reading(port: int, name: str, readers: int, seconds: float) -> list[Target]:
    """Mixed readers from a cold start."""
    runs = asyncio.run(read(port, readers, seconds))
    times = [run.ms for run in runs if not run.error]
    return [
        Target(f"{readers} mixed readers, {name}: 95 %", percentile(times, 95), 1000, "ms", "at most"),
        Target(f"{readers} mixed readers, {name}: errors", sum(bool(run.error) for run in runs), 0, "", "at most"),
        Target(f"{readers} mixed readers, {name}: screens", len(runs), readers, "", "at least"),
    ]


@contextmanager
def processes(place: Place, count: int) -> Iterator[list[int]]:
    """App processes on a place; their ports."""
    variables = {"KB_DATABASE": address_of(place)}
    variables["STREAMLIT_SERVER_COOKIE_SECRET"] = "invented"
    with ExitStack() as stack:
        yield [stack.enter_context(running(ROOT / "app.py", ROOT, (), variables)).port for _ in range(count)]


def measure(*, quick: bool) -> list[Target]:
    """Everything, on databases made for it and thrown away."""
    programs = find_postgres()
    assert programs, "PostgreSQL is missing"
    part = 10 if quick else 1
    targets: list[Target] = []
    cluster = Cluster(programs, is_safe=True)
    try:
        databases = Databases(cluster.port)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            keep_in(folder / "made")
            with Knowledge.small("XAA", provisions=()).build(folder) as store:
                file = store.place
            assert isinstance(file, Path)
            targets += writing(databases.copy_of(file), folder, 300 // part)
            targets += killing(cluster, databases.copy_of(file), folder, 100 // part, 10 // part)
            shipped, place = folder / "shipped.duckdb", databases.empty()
            for one in (shipped, place):
                with built(one, DATA_FOLDER):
                    pass
            with processes(shipped, 1) as (port,):
                targets += reading(port, "one process with a file", 200 // part, 60 / part + 15)
            with processes(place, 3) as ports, proxy(dict(zip(PORTS, ports, strict=True))) as (address, _):
                front = int(address.rstrip("/").rpartition(":")[2])
                targets += reading(front, "three behind nginx", 200 // part, 60 / part + 15)
                targets += visible(place, ports, 20 // part)
    finally:
        cluster.remove()
    return targets


def main() -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cluster", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--markdown", action="store_true", help="print a table for kb/README.md")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    targets = measure(quick=arguments.quick)
    print(machine(load), targets_table(targets, markdown=arguments.markdown), sep="\n\n")
    return 0 if all(target.met for target in targets) else 1


if __name__ == "__main__":
    raise SystemExit(main())
