"""Every screen opens, for every reader: in both themes, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.ui.coverage import VIEWS
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
        expect_accessible(page, reader)


# Gaps are lists in either form.
@pytest.mark.parametrize(
    ("look", "form"), [*((look, "table") for look in VIEWS), *((look, "chart") for look in VIEWS if look != "gaps")]
)
def test_every_view_of_the_coverage_is_accessible_as_chart_and_as_table(page: Page, look: str, form: str) -> None:
    for reader in open_for_every_reader(page, f"/coverage?{SESSION}&look={look}&as={form}"):
        expect(page.get_by_role("link", name=VIEWS[look][0], exact=True)).to_have_attribute("aria-current", "page")
        # Of the gaps there are two lists: State by State, and every gap. A data frame has a table for screen readers.
        expect(page.locator("table")).to_have_count(2 if look == "gaps" else int(form == "table"))
        expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(int(form == "chart"))
        expect_accessible(page, reader)


def expect_accessible(page: Page, reader: str) -> None:
    assert page.locator("h1").count() == 1, reader
    assert horizontal_overflow(page) == 0, reader
    assert axe_violations(page) == [], reader
