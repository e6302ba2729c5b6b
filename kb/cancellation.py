"""Cancellation of a command: who asked for it has stopped it, or the dashboard that runs it ends.

Questions, revisions before they are kept, workers and waiting look; a command needs no line of its own for it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kb.errors import KnowledgeBaseError

Ended = Callable[[float], bool]
_ended: ContextVar[Ended | None] = ContextVar("ended", default=None)


class CommandEnded(KnowledgeBaseError):
    """A command that was cancelled."""


@contextmanager
def cancelled_by(ended: Ended) -> Iterator[None]:
    """Commands run inside, by this thread, end by `ended`: it waits so many seconds and says whether to end."""
    token = _ended.set(ended)
    try:
        yield
    finally:
        _ended.reset(token)


def refuse_cancelled() -> None:
    """Raise CommandEnded in a command that was cancelled."""
    ended = _ended.get()
    if ended and ended(0):
        raise CommandEnded("The command was ended before it was done; what it had done until then is kept.")


def cancellable_sleep(seconds: float) -> None:
    """Wait. Raises CommandEnded as soon as the command is cancelled."""
    ended = _ended.get()
    if ended is None:
        time.sleep(seconds)
    elif ended(seconds):
        refuse_cancelled()
