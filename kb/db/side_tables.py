"""What is kept beside the revisions: tables of their own in the same file, read and written at once."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import duckdb

from kb.db.connection import explained
from kb.db.view import dictionaries
from kb.domain.catalogue import gettext
from kb.errors import ReadOnly


class SideTables:
    """Such tables in a knowledge base. Safe to share between threads."""

    # Completes the sentence that the knowledge base is open for reading only.
    cannot: ClassVar[str]

    def __init__(self, root: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
        self._root = root
        self._path = path
        self._read_only = read_only
        self._lock = threading.RLock()

    def _rows(self, sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        with explained(self._path), self._root.cursor() as cursor:
            cursor.execute(sql, dict(parameters))
            return dictionaries(cursor)

    def _write(self, sql: str, parameters: Mapping[str, Any]) -> bool:
        """Whether a row was written. Raises ReadOnly."""
        if self._read_only:
            raise ReadOnly(
                "The knowledge base {path} is open for reading only; {cannot}.",
                path=self._path,
                cannot=gettext(self.cannot),
            )
        with self._lock, explained(self._path), self._root.cursor() as cursor:
            row = cursor.execute(sql, dict(parameters)).fetchone()
            return bool(row and row[0])
