"""The whole session of 16 April 2012, run from the desk by two facilitators while three projectors show it.

The programme is the real one, and nothing is noted: nobody real is to be made to have said anything.
"""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.ui.session.parts import PAUSE_MS
from tests.browser.administrator import administrator_cookies
from tests.browser.axe import axe_violations
from tests.browser.conftest import DESKTOP, Server
from tests.browser.screens import open_screen, wait_until_settled
from tests.browser.test_session_desk import floor, order

PROJECTORS = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720}, {"width": 390, "height": 844})
# The turn that both facilitators give in the same moment.
AT_ONCE = 11


@pytest.fixture
def windows(browser: Browser, server: Server) -> Iterator[list[Page]]:
    """Two facilitators' windows, then three projectors'."""
    with ExitStack() as contexts:
        pages = []
        for size in (DESKTOP, DESKTOP, *PROJECTORS):
            context = browser.new_context(base_url=server.url, viewport=size)
            contexts.callback(context.close)
            context.add_cookies(administrator_cookies(server.log))
            pages.append(context.new_page())
        yield pages


def test_two_facilitators_run_the_real_programme(windows: list[Page], server: Server) -> None:
    before = server.log.read_text().count("Traceback")
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

    pressed = dict.fromkeys((first, second), float("-inf"))
    for number, name in enumerate(names):
        facilitator, other = (first, second) if number % 2 else (second, first)
        if number:
            expect(floor(facilitator)).to_contain_text(f"Has the floor: {names[number - 1]}")
        pressing = (facilitator, other) if number == AT_ONCE else (facilitator,)
        for page in pressing:
            # A second press of one's own within the pause is taken for a slip.
            page.wait_for_timeout(max(0, PAUSE_MS - (time.monotonic() - pressed[page]) * 1000))
        for page in pressing:
            page.keyboard.press("n")
            pressed[page] = time.monotonic()
        for page in projectors:
            expect(page.locator(".speaker")).to_have_text(name)
        if number == AT_ONCE:
            for page in (first, second):
                expect(page.locator(".moves").first).to_contain_text("has the floor already")

    first.keyboard.press("e")
    for page in projectors:
        expect(page.locator(".speaker")).to_have_count(0)
    for page in (first, second):
        wait_until_settled(page)
    for page in (first, second, *projectors):
        assert axe_violations(page) == []
    assert server.log.read_text().count("Traceback") == before
