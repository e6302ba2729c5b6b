"""Measures the real server under simulated readers: `make bench`, or `python -m tests.bench --help`.

Exit status: 0 if every target is met, 1 if one is missed, 2 if it could not be measured.
"""

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from tests.bench.enlarge import enlarge
from tests.bench.figures import Figures, Target, failures_list, figures_table, targets_table
from tests.bench.projector import NAME, projector
from tests.bench.publishing import publications
from tests.bench.readers import Run, Screen, back_to_back, with_thinking
from tests.bench.scenarios import NAMES, ROOT, build, compare, server_side
from tests.bench.searching import search_time
from tests.bench.server import ServerError

PARTS = {
    "1": "one reader without a pause",
    "20": "20 readers without a pause",
    "200": "200 readers who think 5 s",
    "run": "the server's own time for a run",
    "enlarged": "the same on 100 times the material",
    "publications": "changes of 100 times the material while it is read",
    "search": "a search in 20,000 passages",
    "projector": "50 windows of the projector and of the desk",
}
THINKING = 5.0
TIMES = 100
SEARCHED_TIMES = 80
WINDOWS = 50


def readers(database: Path, count: int, *, quick: bool) -> tuple[list[Figures], list[Target]]:
    """Measure `count` readers without a pause, on our screens and on the stock page."""

    async def drive(port: int, screen: Screen) -> tuple[list[Run], float]:
        return await back_to_back(port, screen, count, 3 if quick else 8)

    ours, stock = compare(database, count, drive, rounds=1 if quick else 3)
    targets = []
    if count == 20:
        for one in ours:
            # A stock page that answers nothing gives no ratio, and a target is not met by that.
            ratio = one.per_second / stock.per_second if stock.per_second else float("nan")
            targets.append(
                Target(f"20 readers, {one.name}: runs/s beside the stock page's", ratio, 8, "times", "at least")
            )
            targets.append(Target(f"20 readers, {one.name}", one.per_second, 60, "runs/s", "at least"))
    return [*ours, stock], targets


def thinking_readers(database: Path, count: int, *, quick: bool) -> tuple[list[Figures], list[Target]]:
    """Measure `count` readers who think between two runs, on our screens and on the stock page."""

    async def drive(port: int, screen: Screen) -> tuple[list[Run], float]:
        return await with_thinking(port, screen, count, 12 if quick else 40, THINKING)

    ours, stock = compare(database, count, drive, rounds=1)
    name = f"{count} readers who think {THINKING:g} s"
    return [*ours, stock], [Target(f"{name}, {one.name}: 95 % of runs", one.high, 500, "ms") for one in ours]


def own_time(
    database: Path, data: Path, material: str, limit: float, *, quick: bool
) -> tuple[list[Figures], list[Target]]:
    """Measure the server's own time for a run, with warm caches and without."""
    figures = server_side(database, data, material, 10 if quick else 50)
    return figures, [Target(f"{line.name}: median", line.median, limit, "ms") for line in figures]


def searching(database: Path, *, quick: bool) -> tuple[list[Figures], list[Target]]:
    """Measure the time of a search, the questions of the relevance test one after the other."""
    figures = search_time(database, 1 if quick else 5)
    return figures, [Target(f"{figures[-1].name}: 95 %", figures[-1].high, 20, "ms")]


def measure(parts: list[str], *, quick: bool) -> tuple[list[Figures], list[Target]]:
    """Measure the given parts, on databases built for it and thrown away. Returns (figures, targets)."""
    figures: list[Figures] = []
    targets: list[Target] = []
    with tempfile.TemporaryDirectory() as scratch:
        database, data = Path(scratch) / "kb.duckdb", ROOT / "data"
        build(database, data)
        for part in parts:
            print(f"measuring: {PARTS[part]} ...", file=sys.stderr, flush=True)
            match part:
                case "200":
                    found = thinking_readers(database, 200, quick=quick)
                case "run":
                    found = own_time(database, data, "shipped data", 40, quick=quick)
                case "enlarged":
                    large, large_database = Path(scratch) / "data", Path(scratch) / "large.duckdb"
                    count = enlarge(data, large, TIMES)
                    build(large_database, large)
                    found = own_time(large_database, large, f"{count} contributions", 80, quick=quick)
                case "publications":
                    large, large_database = Path(scratch) / "published", Path(scratch) / "published.duckdb"
                    enlarge(data, large, TIMES)
                    build(large_database, large)
                    found = [], publications(large_database, quick=quick)
                case "projector":
                    found = projector(database, WINDOWS, quick=quick)
                case "search":
                    many, many_database = Path(scratch) / "many", Path(scratch) / "many.duckdb"
                    enlarge(data, many, SEARCHED_TIMES)
                    build(many_database, many)
                    found = searching(many_database, quick=quick)
                case _:
                    found = readers(database, int(part), quick=quick)
            figures += found[0]
            targets += found[1]
    ours = sum(line.errors for line in figures if line.name.startswith((*NAMES.values(), NAME)))
    return figures, [*targets, Target("errors on our screens", ours, 0, "", "at most")]


def machine(load: float) -> str:
    """Date, machine and versions in two lines; `load` is the machine's load before the measurement."""
    names = ("streamlit", "duckdb", "uvicorn", "uvloop", "altair", "pandas")
    return (
        f"{dt.date.today().isoformat()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{psutil.virtual_memory().total / 1e9:.0f} GB of memory, load before the start {load:.1f}\n"
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {_version(name)}" for name in names)
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def main() -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parts = "; ".join(f"{part}: {meaning}" for part, meaning in PARTS.items())
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=parts)
    parser.add_argument("--quick", action="store_true", help="shorter and less exact")
    parser.add_argument("--markdown", action="store_true", help="print tables for kb/README.md")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"this machine is busy (load {load:.1f}): the figures will be too low", file=sys.stderr)
    try:
        figures, targets = measure(arguments.only, quick=arguments.quick)
    except (ServerError, psutil.Error, subprocess.CalledProcessError) as error:
        print(f"could not be measured: {error}", file=sys.stderr)
        return 2
    report = (
        machine(load),
        figures_table(figures, markdown=arguments.markdown),
        targets_table(targets, markdown=arguments.markdown),
        failures_list(figures),
    )
    print("\n\n".join(filter(None, report)))
    return 0 if all(target.met for target in targets) else 1


if __name__ == "__main__":
    raise SystemExit(main())
