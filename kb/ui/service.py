"""The knowledge base that the dashboard reads: opened once per process and place, built from data/ when missing."""

import threading

from kb.cache import forget
from kb.db import DATA_FOLDER, Place, Store, database_place
from kb.ingest.loading import open_or_build

_opened: dict[Place, Store] = {}
_opening = threading.Lock()


def store() -> Store:
    """The open knowledge base. Raises KnowledgeBaseError, each time anew while the cause lasts."""
    place = database_place()
    with _opening:
        if place not in _opened:
            _opened[place] = open_or_build(place, DATA_FOLDER)
        return _opened[place]


def close() -> None:
    """Let go of every open file, and of what was answered from it."""
    forget()
    with _opening:
        while _opened:
            _opened.popitem()[1].close()
