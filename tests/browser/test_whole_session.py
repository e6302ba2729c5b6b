"""The whole session of 16 April 2012, run from the desk by two facilitators while three projectors show it.

The programme is the real one, and nothing is noted: nobody real is to be made to have said anything.
"""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.ui.work.session_floor import PAUSE_MS
from tests.bench.scenarios import dashboard
from tests.bench.server import Server
from tests.bench.windows import Watched, watch
from tests.browser.administrator import administrator_cookies
from tests.browser.axe import axe_violations
from tests.browser.conftest import DESKTOP
from tests.browser.screens import open_screen
from tests.browser.test_session_desk import floor, order
from tests.conftest import Figure

# What the desk promises: seconds from a facilitator's key until every projector shows it, and the share of a core that
# is used in all while nothing changes.
SHOWN_WITHIN, IDLE_SHARE = 3.0, 0.25
IDLE_SECONDS = 15
PROJECTORS = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720}, {"width": 390, "height": 844})
# More windows, so that there are fifty in all; so many of them of the screen Session.
SIMULATED, SCREENS = 45, 20
# The turn that both facilitators give in the same moment.
AT_ONCE = 11


@pytest.fixture(scope="module")
def served_alone(built: Path) -> Iterator[Server]:
    """A dashboard of its own, so that what it uses is used for this session."""
    with dashboard(built.parent / "session.duckdb") as server:
        yield server


@pytest.fixture
def windows(browser: Browser, served_alone: Server) -> Iterator[list[Page]]:
    """Two facilitators' windows, then three projectors'."""
    with ExitStack() as contexts:
        pages = []
        for size in (DESKTOP, DESKTOP, *PROJECTORS):
            context = browser.new_context(base_url=f"http://localhost:{served_alone.port}", viewport=size)
            contexts.callback(context.close)
            context.add_cookies(administrator_cookies(served_alone.log))
            pages.append(context.new_page())
        yield pages


def test_two_facilitators_run_the_real_programme(windows: list[Page], served_alone: Server, figure: Figure) -> None:
    first, second, *projectors = windows
    open_screen(first, "/session")
    first.get_by_role("button", name=re.compile("^Open the session of 16 April 2012")).click()
    expect(first).to_have_url(re.compile("desk="))
    desk = first.url.partition("desk=")[2]
    open_screen(second, first.url)
    for page in projectors:
        page.goto(f"/projector/{desk}")
        expect(page.locator("h1")).to_have_text("Day 1: Victim Assistance")
    names = order(first)
    assert len(names) == 28

    slowest = 0.0
    for number, name in enumerate(names):
        facilitator, other = (first, second) if number % 2 else (second, first)
        if number:
            expect(floor(facilitator)).to_contain_text(f"Has the floor: {names[number - 1]}")
        facilitator.wait_for_timeout(PAUSE_MS)  # a second press before that is taken for a slip
        begun = time.monotonic()
        facilitator.keyboard.press("n")
        if number == AT_ONCE:
            other.keyboard.press("n")
        for page in projectors:
            expect(page.locator(".speaker")).to_have_text(name)
        slowest = max(slowest, time.monotonic() - begun)
        if number == AT_ONCE:
            for page in (first, second):
                expect(page.locator(".moves").first).to_contain_text("has the floor already")
    figure(
        f"session desk: {len(names)} turns given by two facilitators, each on all of three projectors after at most"
        f" {slowest:.1f} s"
    )
    assert slowest < SHOWN_WITHIN

    share = _while_nothing_changes(served_alone, first, desk)
    figure(
        f"session desk: two facilitators, three projectors and {SIMULATED} more windows, {SCREENS} of them of the "
        f"desk, take {share:.3f} of a core in all while nothing changes"
    )
    assert share < IDLE_SHARE

    first.keyboard.press("e")
    for page in projectors:
        expect(page.locator(".speaker")).to_have_count(0)
    for page in (first, second, *projectors):
        assert axe_violations(page) == []
    assert served_alone.stack_traces() == 0


def _while_nothing_changes(server: Server, page: Page, desk: str) -> float:
    """The share of a core that the server uses while every window is open and nobody does anything."""
    before = server.cpu_seconds()
    found: list[Watched] = []
    address = f"http://localhost:{server.port}"
    watching = threading.Thread(
        target=lambda: found.append(asyncio.run(watch(address, desk, SIMULATED - SCREENS, IDLE_SECONDS, SCREENS))),
        daemon=True,
    )
    watching.start()
    while watching.is_alive():
        page.wait_for_timeout(200)  # the browser's own windows go on
    assert found[0].made == {}
    assert [run.error for run in found[0].answers if run.error] == []
    return (server.cpu_seconds() - before) / found[0].seconds
