"""A reader with a keyboard only reaches a passage from every screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kb.db import View
from kb.search import search
from kb.ui.screens import SCREENS
from tests.browser.axe import axe_violations
from tests.browser.conftest import DESKTOP, Server, _new_page
from tests.browser.screens import go_to, wait_until_settled

MOST_TABS = 120
# What is focused, also inside the components' own trees.
FOCUSED = """() => {
    let element = document.activeElement;
    while (element && element.shadowRoot && element.shadowRoot.activeElement)
        element = element.shadowRoot.activeElement;
    return element && element.getAttribute ? (element.getAttribute("href") || "") : "";
}"""
# The same screen as a plain page is another page.
LEADS_TO_PASSAGES = re.compile(r"^(?!/plain/).*[?&](contribution=|cell=|list=passages)")
# Screens that lead to a passage over a State's or another page of their own: two links in all.
OVER = {
    "states": re.compile(r"^/states\?.*state="),
    "practices": re.compile(r"^/practices\?.*my="),
    "exchange": re.compile(r"^/exchange\?.*match="),
    "method": re.compile(r"^/contributions"),
}

# The screens of the work lead to what is to be done; History leads to revisions.
READING = [name for name, screen in SCREENS.items() if screen.is_scoped and name != "history"]


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """One page for all of it: a browser that has the dashboard's scripts opens a screen sooner."""
    yield from _new_page(browser, server, DESKTOP)


@pytest.mark.parametrize("screen", READING)
def test_a_passage_is_reached_by_keyboard_alone(page: Page, screen: str) -> None:
    # A list is for the eye and the mouse too: its plain table is the way by keyboard.
    go_to(page, f"/{screen}?as={'chart' if screen == 'coverage' else 'table'}")
    if screen == "coverage":
        to_the_table(page)
    if screen in OVER:
        tab_to(page, OVER[screen])
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(re.compile(rf"/{screen}\?as=table$"))
        wait_until_settled(page)
    tab_to(page, LEADS_TO_PASSAGES)
    page.keyboard.press("Enter")
    expect(page).to_have_url(LEADS_TO_PASSAGES)
    wait_until_settled(page)
    expect(page.get_by_role("article").or_(page.get_by_text("Not heard yet")).first).to_be_visible()


def test_a_passage_is_reached_from_the_heat_map_by_one_key_and_the_mark_is_kept(page: Page) -> None:
    go_to(page, "/coverage?meeting=ccm-im-2012&as=chart")
    mark = page.get_by_test_id("stVegaLiteChart").locator("path[aria-label*='Afghanistan'][aria-label*='Action 20']")
    tab_until_focused(page, mark)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    at = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "Albania" in at
    assert "Action 21" in at
    assert axe_violations(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page).to_have_url(re.compile(r"cell=ALB\.VAP-21"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_until_settled(page)
    # The chart is drawn anew.
    expect(page.locator("path[aria-label*='Albania'][aria-label*='Action 21']")).to_be_visible()
    page.wait_for_function("document.activeElement === document.body")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == at


def to_the_table(page: Page) -> None:
    """A chart is for the eye and the mouse: by keyboard one goes to its table."""
    radio = page.get_by_role("radio", name="Chart")
    tab_until_focused(page, radio)
    page.keyboard.press("ArrowRight")
    expect(page.locator("table[data-grid]")).to_be_visible()
    wait_until_settled(page)


def tab_until_focused(page: Page, wanted: Locator) -> None:
    """Press Tab until this is focused."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()


def tab_to(page: Page, wanted: re.Pattern[str]) -> None:
    """Press Tab until a link with such an address is focused."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.search(str(page.evaluate(FOCUSED))):
            return
    pytest.fail(f"no link to {wanted.pattern} within {MOST_TABS} presses of Tab on {page.url}")


def test_typing_in_a_filter_chooses_what_was_meant_and_nothing_beside_it(page: Page) -> None:
    go_to(page, "/contributions")
    page.get_by_role("combobox", name="State").press_sequentially("Lao")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?state=LAO$"))
    # While the list is open, nothing beside it has a role.
    page.keyboard.press("Escape")
    wait_until_settled(page)


def test_whoever_turns_a_page_reads_on_at_its_beginning(page: Page, view: View) -> None:
    number = search(view, "rehabilitation").total
    go_to(page, "/search?q=rehabilitation")
    page.get_by_role("link", name="Next page").last.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("page=2"))
    place = page.get_by_role("navigation", name="Pages", exact=True).get_by_text(f"21 to {min(40, number)} of {number}")
    expect(place).to_be_focused()
    page.go_back()
    expect(page.get_by_text(f"1 to 20 of {number}")).to_have_count(2)
    expect(page.get_by_text(f"1 to 20 of {number}").first).not_to_be_focused()
