"""A program killed at any moment loses no revision that was acknowledged, and leaves none by halves. INVENTED texts."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Audience
from tests.conftest import Figure
from tests.knowledge import Knowledge
from tests.unit.processes import PROJECT

KILLS = 30
# Imports everything once; each line on its input forks a child that works until it is killed.
HELPER = """
import os, sys
from pathlib import Path
from kb.db import Store
from kb.workflow.coding import Judgement, judge
from kb.workflow.submission import hand_in
from kb.workflow.permission import ALONE
from kb.workflow.publishing import publish
from tests.handing import handed

def work(path, told, start):
    with Store.open(Path(path)) as store:
        for number in range(start * 1_000_000, start * 1_000_000 + 1_000_000):
            receipt = hand_in(store, ALONE, handed(f"Invented text {number}.", "More invented text."))
            os.write(told, f"h {receipt.number}\\n".encode())
            for place in (1, 2):
                judgement = Judgement(f"{receipt.contribution}.{place}", ((None, "progress"),))
                os.write(told, f"j {judge(store, ALONE, judgement)}\\n".encode())
            os.write(told, f"p {publish(store, ALONE, receipt.contribution)}\\n".encode())

for line in sys.stdin:
    path, told, start = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        try:
            work(path, os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), int(start))
        finally:
            os._exit(1)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


def acknowledged(told: Path) -> list[tuple[str, int]]:
    lines = told.read_text(encoding="utf-8").split("\n")[:-1] if told.exists() else []
    return [(kind, int(number)) for kind, number in map(str.split, lines)]


@pytest.mark.slow
@pytest.mark.file
def test_what_was_acknowledged_outlives_every_kill(tmp_path: Path, figure: Figure) -> None:
    with Knowledge.small("XAA", provisions=()).build(tmp_path) as store:
        path = store.place
        first = store.revision()
    told, chance, began = tmp_path / "told", random.Random(2012), time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", HELPER], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as helper:
        assert helper.stdin is not None
        assert helper.stdout is not None
        for number in range(1, KILLS + 1):
            before = len(acknowledged(told))
            helper.stdin.write(f"{path}\t{told}\t{number}\n")
            helper.stdin.flush()
            child = int(helper.stdout.readline())
            waited = time.monotonic()
            # Every second kill comes once the child is at work; the others at any moment, while it opens too.
            while number % 2 and len(acknowledged(told)) == before and time.monotonic() - waited < 10:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.3))
            os.kill(child, signal.SIGKILL)
            assert int(helper.stdout.readline()) == signal.SIGKILL
        helper.stdin.close()
    known = acknowledged(told)
    with Store.open(path) as store:
        numbers = {row["number"] for row in store.revisions()}
        view = store.latest(Audience.STAFF)
        rows = view.rows(
            "SELECT s.receipt, c.id AS contribution, count(p.id) AS passages FROM submission AS s"
            " FULL JOIN contribution AS c ON c.id = s.contribution LEFT JOIN passage AS p ON p.contribution = c.id"
            " GROUP BY ALL"
        )
    lost = {number for _, number in known} - numbers
    half = [row for row in rows if row["receipt"] is None or row["contribution"] is None or row["passages"] != 2]
    lost |= {number for kind, number in known if kind == "h"} - {row["receipt"] for row in rows}
    figure(
        f"killed {KILLS} times: {len(known)} revisions acknowledged, {len(lost)} lost, {len(half)} by halves,"
        f" in {time.monotonic() - began:.0f} s"
    )
    assert (lost, half) == (set(), [])
    assert numbers == set(range(1, max(numbers) + 1))
    assert len(known) > KILLS / 4
    assert len(numbers) - first >= len(known)
