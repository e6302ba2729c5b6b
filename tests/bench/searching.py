"""The server's own time for a search: the questions of the relevance test, asked of many passages."""

import math
import time
from pathlib import Path

import psutil

from kb.db import Store
from kb.search import search
from tests.bench.figures import Figures, summarise
from tests.bench.readers import Run
from tests.unit.search_questions import QUESTIONS


def search_time(database: Path, rounds: int) -> list[Figures]:
    """The time of an answer with its results, facets and marks: [the first after a revision, all later ones].

    The first makes the index. Each question is asked `rounds` times; nothing is remembered between them.
    """
    with Store.open(database, read_only=True) as store:
        view = store.latest()
        passages = view.rows("SELECT count(*) AS count FROM published_passage")[0]["count"]
        first = _timed(store, QUESTIONS[0].question, fuzzy=False)
        later = [_timed(store, asked.question, fuzzy=asked.fuzzy) for _ in range(rounds) for asked in QUESTIONS]
        return [
            summarise(
                f"Search in {passages} passages, {name}",
                1,
                runs,
                sum(run.ms for run in runs) / 1000,
                memory=psutil.Process().memory_info().rss / 1e6,
                cpu=math.nan,
                traces=0,
            )
            for name, runs in (("first answer after a revision", [first]), ("server side", later))
        ]


def _timed(store: Store, question: str, *, fuzzy: bool) -> Run:
    began = time.perf_counter()
    search(store.latest(), question, fuzzy=fuzzy)
    return Run((time.perf_counter() - began) * 1000)
