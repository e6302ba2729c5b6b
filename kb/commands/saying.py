"""What a command prints."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kb.errors import PlaceUnusable

_kept: ContextVar[list[str] | None] = ContextVar("kept", default=None)


@contextmanager
def keeping() -> Iterator[list[str]]:
    """What commands run inside, by this thread, say: kept in the list, and not printed."""
    said: list[str] = []
    token = _kept.set(said)
    try:
        yield said
    finally:
        _kept.reset(token)


def say(text: str, end: str = "\n") -> None:
    """Print at once. Raises PlaceUnusable where the output cannot be written."""
    kept = _kept.get()
    if kept is not None:
        kept.append(text + end)
        return
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go_of_output()
        raise PlaceUnusable(f"The output cannot be written: {error.strerror}.") from error


def let_go_of_output() -> None:
    """Send what is still unwritten nowhere: the interpreter would try once more, and fail, when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
