"""Caches: one build per key, outside the lock, bounded in entries and bytes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event

import pandas as pd
import pytest

from kb.cache import ANSWERS, Cache, bounded, cached, forget, size_of

PATIENCE = 60


def test_a_build_keeps_nobody_waiting_who_asks_for_something_else() -> None:
    cache, begun, go_on = Cache(10, 10_000), Event(), Event()

    def slow() -> str:
        begun.set()
        assert go_on.wait(PATIENCE)
        return "slow"

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(cache.get, "slow", slow)
        assert begun.wait(PATIENCE)
        assert cache.get("other", lambda: "other") == "other"
        assert not waiting.done()
        go_on.set()
        assert waiting.result(PATIENCE) == "slow"


def test_many_who_ask_for_the_same_get_one_build() -> None:
    cache, together, built = Cache(10, 10_000), Barrier(8), []

    def ask(_number: int) -> str:
        together.wait(PATIENCE)
        return cache.get("same", lambda: built.append(1) or "value")

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(8))) == {"value"}
    assert built == [1]


def test_a_build_that_fails_is_tried_again_and_nothing_is_kept() -> None:
    cache = Cache(10, 10_000)

    def fails() -> str:
        raise ValueError("Invented")

    with pytest.raises(ValueError, match="Invented"):
        cache.get("key", fails)
    assert len(cache) == 0
    assert cache.get("key", lambda: "value") == "value"


def test_entries_and_bytes_are_bounded_the_oldest_first() -> None:
    cache = Cache(entries=3, size=100_000)
    for number in range(10):
        cache.get(number, lambda: "x")
    assert len(cache) == 3
    for number in range(10):
        cache.get(("long", number), lambda: "y" * 40_000)
        assert cache.weight <= cache.size
    assert len(cache) == 2
    cache.get("last", lambda: "z" * 200_000)
    assert cache.get("last", lambda: "built again") == "built again"
    cache = Cache(entries=1000, size=1_000_000)
    for number in range(100):
        cache.get(f"{number}" + "x" * 100_000, lambda: "")
    assert cache.weight <= cache.size, "a long question weighs as its answer does"


def test_builds_at_once_are_bounded() -> None:
    cache, inside, most = bounded(100, 10_000, at_once=1), [], []

    def build() -> int:
        inside.append(1)
        most.append(len(inside))
        inside.pop()
        return 0

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: cache.get(number, build), range(50)))
    assert max(most) == 1
    assert len(most) == 50


def test_what_is_being_built_when_all_is_dropped_is_not_kept() -> None:
    cache, begun, go_on = Cache(10, 10_000), Event(), Event()

    def slow() -> str:
        begun.set()
        assert go_on.wait(PATIENCE)
        return "before"

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(cache.get, "key", slow)
        assert begun.wait(PATIENCE)
        cache.clear()
        go_on.set()
        assert waiting.result(PATIENCE) == "before"
    assert cache.get("key", lambda: "after") == "after"


def test_answers_are_kept_by_their_arguments_and_dropped_together() -> None:
    asked: list[object] = []

    @cached
    def question(one: int, *, other: str = "") -> str:
        asked.append((one, other))
        return f"{one}{other}"

    assert [question(1), question(1), question(1, other="a"), question(2)] == ["1", "1", "1a", "2"]
    assert len(asked) == 3
    forget()
    assert len(ANSWERS) == 0
    question(1)
    assert len(asked) == 4


@dataclass
class Record:
    text: str
    rows: list[dict[str, str]]


def test_the_size_counts_what_is_inside_and_what_is_held_twice_once() -> None:
    makes: tuple[Callable[[str], object], ...] = (
        lambda text: text,
        lambda text: [{"a": text}],
        lambda text: Record(text, []),
        lambda text: Record("", [{"a": text}]),
        lambda text: pd.DataFrame({"a": [text]}),
        lambda text: {text: None},
    )
    text = "x" * 100_000
    for make in makes:
        assert size_of(make(text)) - size_of(make("x")) >= 99_000
    assert size_of([text, text]) < 1.5 * size_of(text)
