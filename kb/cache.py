"""Caches of answers that hold for good: bounded in entries and bytes, with one build per key.

A build runs outside the lock: whoever asks for another key is answered meanwhile, whoever asks for the same waits for
that build only. Keys come from what readers send, so no cache is without bounds.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

MEGABYTE = 1024 * 1024
# What a value is taken to weigh that shares its content with others, as a view or a function does.
_REFERENCE = 64


class Cache:
    """Values by key, the least recently used dropped first. Safe to share between threads.

    `entries` and `size` (bytes, keys included) are never exceeded; a value larger than `size` is returned and not kept.
    At most `at_once` builds run at a time; without it, as many as there are keys asked for.
    """

    def __init__(self, entries: int, size: int, at_once: int | None = None) -> None:
        self.entries, self.size = entries, size
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._building: dict[Hashable, threading.Event] = {}
        self._builds: AbstractContextManager[Any] = threading.BoundedSemaphore(at_once) if at_once else nullcontext()
        self._generation = 0
        self.weight = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, build: Callable[[], R]) -> R:
        """The value of the key, built now if it is not kept. What `build` raises is raised, and nothing kept."""
        while True:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return cast("R", self._kept[key][0])
                done = self._building.get(key)
                if done is None:
                    mine = self._building[key] = threading.Event()
                    generation = self._generation
                    break
            done.wait()
        try:
            with self._builds:
                value = build()
            weight = size_of(key) + size_of(value)
            with self._lock:
                if generation == self._generation:
                    self._keep(key, value, weight)
            return value
        finally:
            with self._lock:
                if self._building.get(key) is mine:
                    del self._building[key]
            mine.set()

    def clear(self) -> None:
        """Drop every value; those being built are returned and not kept."""
        with self._lock:
            self._generation += 1
            self._kept.clear()
            self._building.clear()
            self.weight = 0

    def _keep(self, key: Hashable, value: object, weight: int) -> None:
        if weight > self.size:
            return
        self._kept[key] = (value, weight)
        self.weight += weight
        while len(self._kept) > self.entries or self.weight > self.size:
            _, (_, dropped) = self._kept.popitem(last=False)
            self.weight -= dropped


# All answers together, whatever function gave them.
ANSWERS = Cache(entries=8192, size=256 * MEGABYTE)
_all = [ANSWERS]


def bounded(entries: int, size: int, at_once: int | None = None) -> Cache:
    """A cache of its own, dropped with the others by `forget`."""
    _all.append(Cache(entries, size, at_once))
    return _all[-1]


def cached(question: Callable[P, R]) -> Callable[P, R]:
    """Keep the answers of a function of hashable arguments (view, scope, ...); what it returns must not be changed."""

    @wraps(question)
    def ask(*arguments: P.args, **named: P.kwargs) -> R:
        key = (question, arguments, tuple(sorted(named.items())))
        return ANSWERS.get(key, lambda: question(*arguments, **named))

    return ask


def made(value: R | Callable[[], R]) -> R:
    """A value that may be made only once it is needed, by a cached function then."""
    return value() if callable(value) else value


def forget() -> None:
    """Drop everything that is kept in any cache."""
    for one in _all:
        one.clear()


def size_of(value: object) -> int:
    """About how many bytes a value takes, with all that only it holds: texts, containers, records, data frames."""
    total, seen, waiting = 0, set[int](), [value]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        total += _own_size(one)
        waiting.extend(_inside(one))
    return total


def _own_size(value: object) -> int:
    weigh = getattr(value, "memory_usage", None)
    if callable(weigh):  # a pandas DataFrame or Series
        return int(weigh(deep=True).sum()) if getattr(value, "ndim", 1) > 1 else int(weigh(deep=True))
    return _REFERENCE if callable(value) else sys.getsizeof(value)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, str | bytes | bytearray | int | float | bool | type(None)) or callable(value):
        return ()
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if hasattr(value, "memory_usage") or getattr(value, "is_shared", False):
        return ()
    return vars(value).values() if hasattr(value, "__dict__") else ()
