"""Waiting, for a command that takes its time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kb.errors import KnowledgeBaseError

Ended = Callable[[float], bool]
_ended: ContextVar[Ended | None] = ContextVar("ended", default=None)


class CommandEnded(KnowledgeBaseError):
    """A command that was ended while it waited."""


@contextmanager
def ended_by(ended: Ended) -> Iterator[None]:
    """Commands run inside, by this thread, wait by `ended`: it waits so many seconds and says whether to end."""
    token = _ended.set(ended)
    try:
        yield
    finally:
        _ended.reset(token)


def pause(seconds: float) -> None:
    """Wait. Raises CommandEnded where the dashboard that runs the command ends, or whoever asked for it has gone."""
    ended = _ended.get()
    if ended is None:
        time.sleep(seconds)
    elif ended(seconds):
        raise CommandEnded("The command was ended before it was done; what it had done until then is kept.")
