"""Measures what a change costs while the dashboard is read: until it is seen, and in memory."""

import threading
import time
from pathlib import Path

import psutil

from kb.db import Store
from kb.domain.model import Audience, Scope
from kb.questions import coverage
from kb.search import search
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from tests.bench.figures import Target

CHANGES = 20
AUDIENCES = (Audience.PUBLIC, Audience.STAFF)


def publications(database: Path, *, quick: bool) -> list[Target]:
    """Correct a text again and again, each time until everybody reads it, while somebody reads without a pause."""
    with Store.open(database) as store:
        _read(store)
        first = store.latest().rows("SELECT id, contribution FROM passage ORDER BY id LIMIT 1")[0]
        process, waits, ended = psutil.Process(), [0.0], threading.Event()
        reader = threading.Thread(target=_reads, args=(store, waits, ended))
        before = process.memory_info().rss
        reader.start()
        longest = 0.0
        for number in range(5 if quick else CHANGES):
            began = time.perf_counter()
            texts = {first["id"]: f"Words of the measurement, number {number}."}
            publishing.correct(store, ALONE, first["contribution"], "Measured", texts=texts)
            _read(store)
            longest = max(longest, time.perf_counter() - began)
        ended.set()
        reader.join()
        grown = (process.memory_info().rss - before) / 1e6
    return [
        Target("a change until everybody reads it, the longest", longest * 1000, 2000, "ms"),
        Target(f"memory after {number + 1} changes", grown, 200, "MB"),
        Target("the longest answer to who read meanwhile", max(waits) * 1000, 300, "ms"),
    ]


def _read(store: Store) -> None:
    for audience in AUDIENCES:
        coverage.rows(store.latest(audience), Scope())
        search(store.latest(audience), "measurement")


def _reads(store: Store, waits: list[float], ended: threading.Event) -> None:
    while not ended.is_set():
        began = time.perf_counter()
        store.latest().rows("SELECT count(*) FROM published_passage")
        waits.append(time.perf_counter() - began)
