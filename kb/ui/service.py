"""The knowledge base that the dashboard reads: opened once per process and file, built from data/ when missing."""

import threading
from pathlib import Path

from kb.cache import forget
from kb.db import DATA_FOLDER, Store, database_path
from kb.ingest.loading import open_or_build

_opened: dict[Path, Store] = {}
_opening = threading.Lock()


def store() -> Store:
    """The open knowledge base. Raises KnowledgeBaseError, each time anew while the cause lasts."""
    path = database_path()
    with _opening:
        if path not in _opened:
            _opened[path] = open_or_build(path, DATA_FOLDER)
        return _opened[path]


def close() -> None:
    """Let go of every open file, and of what was answered from it."""
    forget()
    with _opening:
        while _opened:
            _opened.popitem()[1].close()
