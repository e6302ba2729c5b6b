"""Asking an asynchronous application from a test, whatever runs in the test's own thread."""

import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio

R = TypeVar("R")


def asked(ask: Callable[[], Awaitable[R]]) -> R:
    """What `ask` gives, run in a thread of its own: a browser driven by this process keeps a loop in the first one."""
    answers: list[R] = []
    thread = threading.Thread(target=lambda: answers.append(anyio.run(ask)))
    thread.start()
    thread.join()
    return answers[0]
