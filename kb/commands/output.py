"""What a command prints."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kb.errors import PlaceUnusable
from kb.tables import Table, cells

FORMATS = ("csv", "json")

Hear = Callable[[str], None]
_heard: ContextVar[Hear | None] = ContextVar("heard", default=None)


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """What commands run inside, by this thread, say goes to `hear`, and is not printed."""
    token = _heard.set(hear)
    try:
        yield
    finally:
        _heard.reset(token)


def say(text: str, end: str = "\n") -> None:
    """Print at once. Raises PlaceUnusable where the output cannot be written."""
    hear = _heard.get()
    if hear is not None:
        hear(text + end)
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
