"""Opening screens in the browser and waiting for them, without sleeping."""

from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Locator, Page, ViewportSize, expect

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
DESKTOP: ViewportSize = {"width": 1300, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# Each size and each theme once: contrast does not depend on the size, nor what has room on the theme.
READERS: tuple[tuple[ViewportSize, Theme], ...] = ((DESKTOP, "light"), (PHONE, "dark"))

# Streamlit marks its root with the state of the script: `initial` until the first run has begun. Placeholders stand
# where the code that draws an element, a chart for instance, is still being fetched.
_SETTLED = """() => !window.isRunAwaited?.()
    && document.querySelector(
        '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]')
    && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]')
    && !document.querySelector('[data-testid="stVegaLiteChart"]:not(:has(svg, canvas))')"""
# A moment passes between asking the server for a run and the mark that it has begun. Not everything that is sent asks
# for a run: what has brought none after three seconds is not waited for.
NOTES_RUNS = """
    let asked = 0;
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (message) {
        asked = performance.now();
        return send.call(this, message);
    };
    window.isRunAwaited = () => Boolean(asked) && performance.now() - asked < 3000;
    new MutationObserver((changes) => {
        for (const { target } of changes) if (target.dataset.testScriptState === "notRunning") asked = 0;
    }).observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] });
"""
_ERROR = '[data-testid="stException"]'

_WIDEST_OVERFLOW = """() => Math.max(
    ...[document.documentElement, ...document.querySelectorAll('[data-testid="stMain"]')]
        .map(element => element.scrollWidth - element.clientWidth))"""


def open_screen(page: Page, path: str, theme: Theme = "light") -> None:
    """Open an address of the dashboard, such as `/coverage?state=LAO`, and wait until it stands still.

    Fails when the screen shows an error. The theme is what the reader's system asks for.
    """
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(path)
    wait_until_settled(page)


def go_to(page: Page, path: str) -> None:
    """Go to an address inside the session that the page has open, as a link does, and wait until it stands still.

    Much sooner than opening it anew; a page that shows nothing yet opens it.
    """
    if page.url == "about:blank":
        open_screen(page, path)
        return
    page.evaluate("path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path)
    wait_until_settled(page)


def wait_until_settled(page: Page) -> None:
    """Wait until the script has finished and everything is drawn; fail when the screen shows an error.

    After a click, first expect what the click should bring: what asks for a run may itself take a moment.
    """
    # At intervals: asking at every frame would have the browser draw them all.
    page.wait_for_function(_SETTLED, polling=50)
    errors = page.locator(_ERROR).all_inner_texts()
    assert not errors, f"{page.url} shows an error: {errors}"


def open_for_every_reader(page: Page, path: str) -> Iterator[str]:
    """Open an address on a desk by day and on a phone by night; gives which, for messages.

    Gone to once: the theme changes as when a reader's system goes dark in the evening, and the size as when a window is
    made narrow.
    """
    page.set_viewport_size(READERS[0][0])
    go_to(page, path)
    for size, theme in READERS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
        wait_until_settled(page)
        yield f"{path} on {size['width']} pixels, {theme}"


def revision(page: Page) -> int:
    """The revision that the page's dashboard shows: other tests of the worker may have made some."""
    return int(page.request.get("/api/v1/meetings?limit=1").json()["revision"])


def downloads(page: Page) -> Locator:
    """What opens the offer of files, by click or Enter."""
    return page.locator(".st-key-download summary")


def horizontal_overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window; 0 when the reader never scrolls sideways.

    A table that scrolls inside its own frame does not count.
    """
    return int(page.evaluate(_WIDEST_OVERFLOW))
