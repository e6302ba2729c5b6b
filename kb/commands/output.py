"""What a command prints."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kb.errors import PlaceUnusable

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
