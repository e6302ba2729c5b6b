"""One of several processes that change a knowledge base in PostgreSQL, and note at once what is kept.

`python -m tests.bench.cluster_worker`; each line on its input, "place, file, threads, changes, first number" with tabs
between, forks a child that works so, until it has made its changes or is killed. INVENTED texts.
"""

import os
import sys
import threading
import time
import traceback
from pathlib import Path

from kb.db import Store
from kb.db.places import Server
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, DatabaseUnavailable
from kb.workflow.permission import ALONE
from kb.workflow.submission import hand_in
from tests.handing import handed


def work(store: Store, told: int, numbers: range) -> None:
    """Hand in a contribution of two passages for each number; one that could not be kept is tried again."""
    for number in numbers:
        while True:
            try:
                receipt = hand_in(store, ALONE, handed(f"Invented text {number}.", "More invented text."))
                break
            except (DatabaseUnavailable, ChangeRefused) as error:
                if isinstance(error, ChangeRefused) and error.code is not Refused.AT_THE_SAME_MOMENT:
                    raise
                os.write(told, f"refused {number}\n".encode())
        os.write(told, f"kept {receipt.number} {number}\n".encode())


def opened(place: Server) -> Store:
    """The knowledge base, once it can be reached."""
    while True:
        try:
            return Store.open(place)
        except DatabaseUnavailable:
            time.sleep(0.2)


def child(place: str, file: str, threads: int, changes: int, first: int) -> None:
    """All the work of one process."""
    told = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with opened(Server(place)) as store:
        parts = [range(first + at * changes, first + (at + 1) * changes) for at in range(threads)]
        running = [threading.Thread(target=work, args=(store, told, part)) for part in parts]
        for one in running:
            one.start()
        for one in running:
            one.join()


def main() -> None:
    """Fork a child a line; its number and, in the end, how it ended are printed."""
    for line in sys.stdin:
        place, file, *numbers = line.rstrip("\n").split("\t")
        number = os.fork()
        if not number:
            try:
                child(place, str(Path(file)), *map(int, numbers))
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                raise
            finally:
                os._exit(1)
        print(number, flush=True)
        print(os.waitpid(number, 0)[1], flush=True)


if __name__ == "__main__":
    main()
