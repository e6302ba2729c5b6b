"""The session of 16 April 2012, run from the desk by two facilitators into its second part; three projectors show it.

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
from tests.browser.screens import NOTES_RUNS, open_screen, wait_until_settled
from tests.browser.test_session_desk import floor, order

PROJECTORS = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720}, {"width": 390, "height": 844})
# The turn that both facilitators give in the same moment.
AT_ONCE = 3


@pytest.fixture
def windows(browser: Browser, server: Server) -> Iterator[list[Page]]:
    """Two facilitators' windows, then three projectors'."""
    with ExitStack() as contexts:
        pages = []
        for size in (DESKTOP, DESKTOP, *PROJECTORS):
            context = browser.new_context(base_url=server.url, viewport=size)
            contexts.callback(context.close)
            context.add_init_script(NOTES_RUNS)
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

    def give(place: int, *pressing: Page) -> None:
        """Let these press the key in the same moment, and see the speaker at this place on every projector."""
        for page in pressing:
            # A second press of one's own within the pause is taken for a slip.
            page.wait_for_timeout(max(0, PAUSE_MS - (time.monotonic() - pressed[page]) * 1000))
        for page in pressing:
            page.keyboard.press("F8")
            pressed[page] = time.monotonic()
        for page in projectors:
            expect(page.locator(".speaker")).to_have_text(names[place])
        for page in (first, second):
            expect(floor(page)).to_contain_text(f"Has the floor: {names[place]}")

    for place in range(AT_ONCE):
        give(place, (first, second)[place % 2])
    give(AT_ONCE, first, second)
    for page in (first, second):
        expect(page.locator(".moves").first).to_contain_text("has the floor already")
    first.keyboard.press("Alt+Shift+E")
    for page in projectors:
        expect(page.locator(".speaker")).to_have_count(0)
    # On into the second part.
    second.locator("summary").filter(has_text="Part b").first.click()
    second.get_by_role("button", name=re.compile("^Go to Part b")).click()
    for page in projectors:
        expect(page.locator(".part")).to_contain_text("Part b")
    expect(floor(first)).to_contain_text("Part b")
    give(first.locator("[data-drop]").first.locator("[data-drag]").count(), first)

    for page in (first, second):
        wait_until_settled(page)
    for page in (first, second, *projectors):
        assert axe_violations(page) == []
    assert server.log.read_text().count("Traceback") == before
