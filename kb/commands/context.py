"""Where a command finds the knowledge base and prints: its own file and terminal, or the dashboard that runs it."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from kb.db import Store, database_place
from kb.errors import PlaceUnusable
from kb.ingest import loading
from kb.tables import Table, cells

FORMATS = ("csv", "json")
Hear = Callable[[str], None]


class Dashboard(NamedTuple):
    """A dashboard that runs commands: its store, which stays open, and what hears all that a command says.

    `address`: of its screens, before their slash; `new_link` makes a link for its administrator, or raises
    PlaceUnusable.
    """

    store: Store
    address: str
    new_link: Callable[[], str]
    hear: Hear


_dashboard: ContextVar[Dashboard | None] = ContextVar("dashboard", default=None)
# The one that runs the command; None where a command line does.
dashboard = _dashboard.get


@contextmanager
def run_by(dashboard: Dashboard) -> Iterator[None]:
    """Commands run inside, by this thread, work on the dashboard's store and say to it what they have to say."""
    token = _dashboard.set(dashboard)
    try:
        yield
    finally:
        _dashboard.reset(token)


@contextmanager
def opened(database: str | None, *, read_only: bool = False, must_exist: bool = False) -> Iterator[Store]:
    """The knowledge base of a command. Raises what Store.open raises."""
    if running := dashboard():
        yield running.store
        return
    with Store.open(database_place(database), read_only=read_only, must_exist=must_exist) as store:
        yield store


@contextmanager
def built(database: str | None, folder: Path) -> Iterator[tuple[Store, loading.Loaded]]:
    """The knowledge base of a command, brought up to the data files in `folder`."""
    if running := dashboard():
        yield running.store, loading.build(running.store, folder)
        return
    with loading.built(database_place(database), folder) as both:
        yield both


def say(text: str, end: str = "\n") -> None:
    """Print at once. Raises PlaceUnusable where the output cannot be written."""
    if running := dashboard():
        running.hear(text + end)
        return
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go_of_output()
        raise PlaceUnusable("The output cannot be written: {reason}.", reason=error.strerror) from error


def let_go_of_output() -> None:
    """Send what is still unwritten nowhere: the interpreter would try once more, and fail, when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say_table(table: Table, form: str) -> None:
    """Print a table in one of FORMATS: CSV, or JSON with an object a row, a line each."""
    if form == "csv":
        say(cells.as_csv((table.keys, *table.rows)).removesuffix("\n"))
    else:
        rows = (json.dumps(dict(zip(table.keys, row, strict=True)), ensure_ascii=False) for row in table.rows)
        say("[\n" + ",\n".join(rows) + "\n]")
