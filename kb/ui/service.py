"""The knowledge base that the dashboard reads: opened once per process and file, built from data/ when missing."""

import threading
from pathlib import Path

from kb.importers.loading import build
from kb.store import Store, database_path

DATA = Path(__file__).parent.parent.parent / "data"

_opened: dict[Path, Store] = {}
_opening = threading.Lock()


def store() -> Store:
    """The open knowledge base. Raises KnowledgeBaseError, each time anew while the cause lasts."""
    path = database_path()
    with _opening:
        if path not in _opened:
            if not path.exists():
                with Store.open(path) as fresh:
                    build(fresh, DATA)
            # Read-only: other programs may read the file meanwhile, and no screen of this version changes it.
            _opened[path] = Store.open(path, read_only=True)
        return _opened[path]


def close() -> None:
    """Let go of every open file."""
    with _opening:
        while _opened:
            _opened.popitem()[1].close()
