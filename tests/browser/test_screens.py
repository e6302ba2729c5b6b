"""Every screen opens, for every reader: in both themes, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import axe_violations
from tests.browser.conftest import DESKTOP, Server, _new_page
from tests.browser.screens import horizontal_overflow, open_for_every_reader

SESSION = "meeting=ccm-im-2012"
ADDRESSES = (
    "/",
    "/actions",
    "/states",
    "/contributions",
    "/method",
    "/search",
    "/search?q=rehabilitation",
    "/search?q=peer+support&state=LAO",
    "/search?q=quokka&theme=resources",
    "/search?q=plan&kind=provision",
    "/search?q=psychosocial+support",
    "/practices",
    "/practices?my=LAO&brief=im2012-aus.5",
    "/exchange",
    "/exchange?match=im2012-aus.5",
    "/practices?my=IRQ&need=VAP-24",
    "/exchange?state=AUS",
    "/changes",
    "/changes?since=1&until=999999",
    f"/report?{SESSION}",
    f"/report?{SESSION}&state=AFG",
)


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """One page for all of it: a browser that has the dashboard's scripts opens a screen sooner."""
    yield from _new_page(browser, server, DESKTOP)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_screen_is_accessible(page: Page, address: str) -> None:
    for reader in open_for_every_reader(page, address):
        assert page.locator("h1").count() == 1, reader
        assert horizontal_overflow(page) == 0, reader
        assert axe_violations(page) == [], reader
