"""What is kept beside the revisions: tables of their own in the same place, read and written at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from kb.db.storage import Side, Storage
from kb.domain.catalogue import gettext
from kb.errors import DatabaseUnavailable, ReadOnly

T = TypeVar("T")


class SideTables:
    """Such tables in a knowledge base. Safe to share between threads."""

    # Completes the sentence that the knowledge base is open for reading only.
    cannot: ClassVar[str]

    # How many of its answers are given again while a server that others share cannot be reached.
    remembered: ClassVar[int] = 0

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._lock = threading.RLock()
        self._answers: OrderedDict[Any, list[dict[str, Any]]] = OrderedDict()

    def _rows(self, sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        question = sql, tuple(sorted(parameters.items()))
        try:
            rows = self._storage.side(lambda side: side.rows(sql, parameters))
        except DatabaseUnavailable:
            with self._lock:
                if question not in self._answers:
                    raise
                return self._answers[question]
        if self.remembered and self._storage.is_shared:
            with self._lock:
                self._answers[question] = rows
                self._answers.move_to_end(question)
                while len(self._answers) > self.remembered:
                    self._answers.popitem(last=False)
        return rows

    def forget(self) -> None:
        """Ask anew whatever is asked next."""
        with self._lock:
            self._answers.clear()

    def _write(self, sql: str, parameters: Mapping[str, Any]) -> bool:
        """Whether a row was written. Raises ReadOnly."""
        return self._change(lambda side: side.write(sql, parameters) > 0)

    def _change(self, work: Callable[[Side], T]) -> T:
        """Do some work that writes. Raises ReadOnly."""
        if self._storage.read_only:
            raise ReadOnly(
                "The knowledge base {path} is open for reading only; {cannot}.",
                path=self._storage.place,
                cannot=gettext(self.cannot),
            )
        with self._lock:
            return self._storage.side(work)
