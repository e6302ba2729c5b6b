"""Simulated windows of the projector and of the screen Session: they follow a session by server-sent events, as their
own scripts do, and keep when they showed what.
"""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from tests.bench.readers import Reader, Run, Screen

Shown = list[tuple[float, int]]
"""When (seconds since the epoch) a window came to show the session after so many moves."""


@dataclass
class Watched:
    """What was seen: when each move was made, what each window showed when, and every answer that it got."""

    made: dict[int, float] = field(default_factory=dict)
    windows: list[Shown] = field(default_factory=list)
    answers: list[Run] = field(default_factory=list)
    seconds: float = 0.0


async def watch(address: str, desk: str, windows: int, seconds: float, screens: int = 0) -> Watched:
    """Let so many windows of the projector, and so many of the screen Session, follow a session for so long.

    The screens are opened, and drawn once, before the clock starts.
    """
    found = Watched(windows=[[] for _ in range(windows + screens)])
    port = urlsplit(address).port or 80
    tabs = [Reader(port, Screen("session", f"desk={desk}")) for _ in range(screens)]
    # One after the other, as people open them.
    found.answers += [run for run in [await tab.run() for tab in tabs] if run.error]
    # The windows were opened at different moments, not all at once. The same ones every time.
    starts = random.Random(2012)
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=60)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=10) as client:
        begun = time.monotonic()
        until = begun + seconds
        await asyncio.gather(
            _look(client, desk, found.made, until),
            *(_follow(client, desk, shown, found.answers, starts.random(), until) for shown in found.windows[:windows]),
            *(
                _follow_on_screen(client, desk, tab, shown, found.answers, starts.random(), until)
                for tab, shown in zip(tabs, found.windows[windows:], strict=True)
            ),
        )
        found.seconds = time.monotonic() - begun
    await asyncio.gather(*(tab.close() for tab in tabs))
    return found


async def _events(client: httpx.AsyncClient, address: str, until: float) -> AsyncIterator[tuple[str, str, int]]:
    """The kind, the data and the length of each event that comes until then (by the monotonic clock)."""
    kind, data, length = "", "", 0
    async with client.stream("GET", address) as answer:
        lines = answer.aiter_lines()
        while True:
            try:
                line = await asyncio.wait_for(anext(lines), max(0, until - time.monotonic()))
            except TimeoutError:
                return
            length += len(line)
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            elif name == "data":
                data = value
            elif not line:
                yield kind, data, length
                length = 0


async def _look(client: httpx.AsyncClient, desk: str, made: dict[int, float], until: float) -> None:
    """Keep when the session came to each number of moves, as the server noticed; not from where it was at first."""
    first = None
    async for kind, data, _ in _events(client, f"/session-live/{desk}", until):
        if kind == "state":
            first = int(data) if first is None else first
            for number in range(first + 1, int(data) + 1):
                made.setdefault(number, time.time())


async def _follow(
    client: httpx.AsyncClient, desk: str, shown: Shown, answers: list[Run], start: float, until: float
) -> None:
    await asyncio.sleep(start)
    begun = time.perf_counter()
    try:
        async for kind, data, length in _events(client, f"/projector/{desk}/events", until):
            answers.append(Run((time.perf_counter() - begun) * 1000 if not shown else 0, length, None))
            if kind == "state":
                shown.append((time.time(), json.loads(data)["number"]))
    except httpx.HTTPError as error:
        answers.append(Run(0, error=f"{type(error).__name__}: {error}"))


async def _follow_on_screen(
    client: httpx.AsyncClient, desk: str, tab: Reader, shown: Shown, answers: list[Run], start: float, until: float
) -> None:
    """As assets/live.js: run the screen anew when the session is no longer as it is drawn."""
    await asyncio.sleep(start)
    try:
        async for kind, data, _ in _events(client, f"/session-live/{desk}", until):
            if kind == "state":
                answers.append(await tab.run())
                shown.append((time.time(), int(data)))
    except httpx.HTTPError as error:
        answers.append(Run(0, error=f"{type(error).__name__}: {error}"))


def delays(made: Mapping[int, float], windows: Sequence[Shown], until: float) -> list[float]:
    """For each move made before `until` (seconds since the epoch) the milliseconds until the last window showed it.

    Infinite where a window never did.
    """
    return [
        max(
            (min((at for at, after in shown if after >= number), default=float("inf")) - begun) * 1000
            for shown in windows
        )
        for number, begun in made.items()
        if begun < until
    ]
