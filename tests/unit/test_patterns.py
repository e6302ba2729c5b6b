"""No regular expression takes more than linear time, whatever line it is given."""

import gc
import signal
import time
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from tests.unit.patterns import Use, hostile, kept_by_modules, uses

FIRST, SHORT, LONG = 1_000, 8_000, 32_000  # signs of a line; nearly always the first is enough to tell
# Seconds of computing. A pattern that looks at each pair of the first line's signs takes several times as long.
SURELY_LINEAR = 0.0003
MOST = 0.4
MOST_GROWTH = 8.0  # for a line four times as long; twice what linear is, half of what quadratic is


class _TooLong(Exception):
    """A search that was ended."""


def _end(_number: int, _frame: FrameType | None) -> None:
    raise _TooLong


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Without the collection of garbage, which takes the longer the more other tests have left behind."""
    before = signal.signal(signal.SIGVTALRM, _end)
    gc.disable()
    yield
    gc.enable()
    signal.signal(signal.SIGVTALRM, before)


def computing(work: Callable[[], object], times: int = 1) -> float:
    """Seconds of this thread's own computing for the quickest of so many runs; infinite for one that is ended."""
    taken = []
    try:
        for _ in range(times):
            signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
            start = time.thread_time()
            work()
            taken.append(time.thread_time() - start)
    except _TooLong:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return min(taken)


def is_linear(run: Callable[[int], Callable[[], object]]) -> bool:
    """Whether a line four times as long takes about four times as long, measured once."""
    short = computing(run(SHORT), 3)
    return short <= MOST / MOST_GROWTH and any(computing(run(LONG)) <= MOST_GROWTH * short for _ in range(3))


def slow_on(use: Use) -> str:
    """The first line on which a pattern takes more than linear time; "" where there is none."""
    for start, unit, end in hostile(use):

        def run(signs: int, start: str = start, unit: str = unit, end: str = end) -> Callable[[], object]:
            return use.work(start + unit * (signs // len(unit)) + end)

        first = run(FIRST)
        if computing(first) < SURELY_LINEAR or computing(first, 3) < SURELY_LINEAR:
            continue
        # A busy machine may make one measurement look worse than it is, and none look better.
        if any(is_linear(run) for _ in range(4)):
            continue
        return f"{start!r} {unit!r}… {end!r}"
    return ""


@pytest.mark.slow
def test_no_pattern_takes_more_than_linear_time() -> None:
    assert {use: line for use in uses() if (line := slow_on(use))} == {}


def test_every_compiled_pattern_is_among_them() -> None:
    tested = {(use.pattern, use.flags) for use in uses()}
    kept = [(pattern.pattern, pattern.flags) for pattern in kept_by_modules()]
    assert len(kept) > 50
    assert [one for one in kept if one not in tested] == []


@pytest.mark.slow
@pytest.mark.parametrize("pattern", [r"(?:\.\s?){4,}\s*\d+$", r"(a+)+$", r"<[^>]*>", r"\d+\s*$", r"([^\W_]+)-$"])
def test_a_pattern_that_backtracks_is_found(pattern: str) -> None:
    assert slow_on(Use("here", pattern, 0, "search"))


@pytest.mark.parametrize("pattern", [r"\s+", r"<[^<>]*>", r"[.;:,]$", r"^\s*[-*+]\s+\w"])
def test_one_that_does_not_is_not(pattern: str) -> None:
    assert slow_on(Use("here", pattern, 0, "search")) == ""
