"""The static copy in a real browser, opened from disk as a ministry would: a page of every kind, without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.domain.model import Scope
from kb.site.addresses import Address
from tests.browser.axe import axe_violations
from tests.browser.screens import READERS, horizontal_overflow

PAGES = (
    Address(""),
    Address("coverage"),
    Address("coverage", Scope(), (("look", "gaps"),)),
    Address("coverage", Scope(), (("cell", "XAA.VAP-1"),)),
    Address("actions"),
    Address("actions", Scope(), (("read", "VAP-1"),)),
    Address("states"),
    Address("states", Scope(states=("XAA",))),
    Address("contributions"),
    Address("contributions", Scope(), (("contribution", "said"),)),
    Address("mechanisms"),
    Address("method"),
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.file)
def test_a_page_of_every_kind_is_accessible_at_both_widths(page: Page, static_copy: Path, address: Address) -> None:
    page.goto((static_copy / address.file).as_uri())
    for size, theme in READERS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        assert axe_violations(page) == [], (size, theme)
        assert horizontal_overflow(page) == 0, (size, theme)


def test_it_is_read_by_keyboard_and_without_a_script(browser: Browser, static_copy: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((static_copy / "index.html").as_uri())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.get_by_role("link", name="Coverage", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("reported")
    page.get_by_role("link", name="Invented State XAA", exact=False).first.click()
    expect(page.locator("main")).to_contain_text("Invented State XAA")
    context.close()
