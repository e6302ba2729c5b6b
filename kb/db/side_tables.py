"""What is kept beside the revisions: tables of their own in the same place, read and written at once."""

import threading
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from kb.db.storage import Side, Storage
from kb.domain.catalogue import gettext
from kb.errors import ReadOnly

T = TypeVar("T")


class SideTables:
    """Such tables in a knowledge base. Safe to share between threads."""

    # Completes the sentence that the knowledge base is open for reading only.
    cannot: ClassVar[str]

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._lock = threading.RLock()

    def _rows(self, sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return self._storage.side(lambda side: side.rows(sql, parameters))

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
