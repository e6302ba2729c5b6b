"""Simulated windows of the projector and of the screen Session: they ask as their own scripts do, and keep when they
showed what.
"""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from tests.bench.readers import Reader, Run, Screen

EVERY = 0.75
"""Seconds between an answer and the next question, as in assets/polling.js."""

LOOK = 0.05
"""Seconds between two looks at how far the session is."""

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


async def _look(client: httpx.AsyncClient, desk: str, made: dict[int, float], until: float) -> None:
    """Keep when the session came to each number of moves; not from where it was at first."""
    first = int((await client.get(f"/session-live/{desk}")).text)
    while time.monotonic() < until:
        await asyncio.sleep(LOOK)
        now = int((await client.get(f"/session-live/{desk}")).text)
        for number in range(first + 1, now + 1):
            made.setdefault(number, time.time())


async def _follow(
    client: httpx.AsyncClient, desk: str, shown: Shown, answers: list[Run], start: float, until: float
) -> None:
    await asyncio.sleep(start)
    seen = ""
    while time.monotonic() < until:
        begun = time.perf_counter()
        try:
            answer = await client.get(f"/projector/{desk}/now", params={"seen": seen})
        except httpx.HTTPError as error:
            answers.append(Run(0, error=f"{type(error).__name__}: {error}"))
        else:
            error = None if answer.status_code in (200, 204) else f"status {answer.status_code}"
            answers.append(Run((time.perf_counter() - begun) * 1000, len(answer.content), error))
            if answer.status_code == 200:
                seen = answer.headers["Kb-Seen"]
                shown.append((time.time(), int(seen.partition(".")[0])))
        await asyncio.sleep(EVERY)


async def _follow_on_screen(
    client: httpx.AsyncClient, desk: str, tab: Reader, shown: Shown, answers: list[Run], start: float, until: float
) -> None:
    """As assets/live.js: ask how far the session is, and run the screen anew when that is not what is drawn."""
    await asyncio.sleep(start)
    drawn = ""
    while time.monotonic() < until:
        try:
            now = (await client.get(f"/session-live/{desk}")).text
        except httpx.HTTPError as error:
            answers.append(Run(0, error=f"{type(error).__name__}: {error}"))
        else:
            if now != drawn:
                answers.append(await tab.run())
                drawn = now
                shown.append((time.time(), int(now)))
        await asyncio.sleep(EVERY)


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
