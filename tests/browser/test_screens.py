"""Every screen opens, for every reader: in both themes, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import axe_violations
from tests.browser.screens import Theme, horizontal_overflow, open_screen

ADDRESSES = ("/", "/coverage", "/actions", "/states", "/contributions", "/method")
pytestmark = [
    pytest.mark.parametrize("address", ADDRESSES),
    pytest.mark.parametrize("theme", ["light", "dark"]),
]


def test_screen_on_a_desk(page: Page, address: str, theme: Theme) -> None:
    open_screen(page, address, theme)
    assert page.locator("h1").count() == 1
    assert axe_violations(page) == []


def test_screen_on_a_phone(phone: Page, address: str, theme: Theme) -> None:
    open_screen(phone, address, theme)
    assert phone.locator("h1").count() == 1
    assert horizontal_overflow(phone) == 0
    assert axe_violations(phone) == []
