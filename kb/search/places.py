"""Numbers that stand in the order of keys, and stay as they are when other keys come between them."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

# Between two neighbours there is room for a key between them, for one between that and them, and so on 32 times.
GAP = 2**32


class NoRoom(Exception):
    """Between two keys no number is free."""


class Places:
    """The number of each key; of a key that is no longer used it stays taken."""

    def __init__(self, keys: Iterable[Any]) -> None:
        self._keys = sorted(set(keys))
        self._numbers = [GAP * place for place in range(len(self._keys))]

    def number(self, key: Any) -> int:
        """The number of a key, now and from now on. Raises NoRoom."""
        at = bisect_left(self._keys, key)
        if at < len(self._keys) and self._keys[at] == key:
            return self._numbers[at]
        before = self._numbers[at - 1] if at else self._numbers[0] - 2 * GAP if self._numbers else -GAP
        after = self._numbers[at] if at < len(self._numbers) else before + 2 * GAP
        if after - before < 2:
            raise NoRoom
        self._keys.insert(at, key)
        self._numbers.insert(at, (before + after) // 2)
        return self._numbers[at]
