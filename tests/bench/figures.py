"""What is made of the measured runs: figures, targets and the tables that show them."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tests.bench.readers import Run


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of `values` that `percent` per cent of them do not exceed; NaN if there is none."""
    if not values:
        return math.nan
    rank = math.ceil(len(values) * percent / 100)
    return sorted(values)[max(rank, 1) - 1]


@dataclass(frozen=True)
class Figures:
    """One line of the table. Times in milliseconds, memory in MB, size in bytes; NaN if nothing was measured.

    Failed runs count in `errors` and nowhere else; `failures` says what went wrong and how often.
    """

    name: str
    readers: int
    per_second: float
    median: float
    high: float
    errors: int
    memory: float
    cpu: float
    size: float
    failures: Counter[str]


def summarise(
    name: str, readers: int, runs: Sequence[Run], seconds: float, *, memory: float, cpu: float, traces: int
) -> Figures:
    """Put `runs` made in `seconds` into figures; `cpu` is the server's processor time for them in seconds.

    `traces` is the number of stack traces in the server's log: they count where the readers saw fewer errors.
    """
    good = [run for run in runs if run.error is None]
    times = [run.ms for run in good]
    failures = Counter(run.error for run in runs if run.error is not None)
    if traces:
        failures["stack trace in the server's log"] = traces
    return Figures(
        name,
        readers,
        per_second=len(good) / seconds,
        median=percentile(times, 50),
        high=percentile(times, 95),
        errors=max(len(runs) - len(good), traces),
        memory=memory,
        cpu=cpu * 1000 / len(good) if good else math.nan,
        size=percentile([run.size for run in good], 50),
        failures=failures,
    )


@dataclass(frozen=True)
class Target:
    """A limit and what was measured against it. NaN, nothing measured, never meets a target."""

    name: str
    figure: float
    limit: float
    unit: str
    kind: Literal["below", "at least", "at most"] = "below"

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        match self.kind:
            case "below":
                return self.figure < self.limit
            case "at least":
                return self.figure >= self.limit
            case "at most":
                return self.figure <= self.limit


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, markdown: bool) -> str:
    """The rows under their head as aligned plain text, or as a Markdown table."""
    lines = [list(head), *(list(row) for row in rows)]
    if markdown:
        marks = [":--", *("--:" for _ in head[1:])]
        return "\n".join("| " + " | ".join(line) + " |" for line in [lines[0], marks, *lines[1:]])
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if index else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


HEAD = ("screen", "readers", "runs/s", "median ms", "95 % ms", "errors", "memory MB", "CPU ms/run", "KB/run")


def figures_table(figures: Sequence[Figures], *, markdown: bool) -> str:
    """The measured figures as a table."""
    rows = [
        (
            line.name,
            str(line.readers),
            _number(line.per_second),
            _number(line.median),
            _number(line.high),
            str(line.errors),
            f"{line.memory:.0f}",
            _number(line.cpu),
            _number(line.size / 1000),
        )
        for line in figures
    ]
    return table(HEAD, rows, markdown=markdown)


def targets_table(targets: Sequence[Target], *, markdown: bool) -> str:
    """The targets beside what was measured, and whether they are met, as a table."""
    rows = [
        (
            target.name,
            f"{target.kind} {target.limit:g} {target.unit}".strip(),
            f"{_number(target.figure)} {target.unit}".strip(),
            "met" if target.met else "NOT met",
        )
        for target in targets
    ]
    return table(("target", "limit", "measured", "result"), rows, markdown=markdown)


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.1f}"


def failures_list(figures: Sequence[Figures], most: int = 10) -> str:
    """What went wrong most often, one line each; empty if nothing did."""
    counts = Counter(
        {
            f"{line.name}, {line.readers} readers: {failure}": count
            for line in figures
            for failure, count in line.failures.items()
        }
    )
    return "\n".join(f"{count} times: {failure}" for failure, count in counts.most_common(most))
