"""Ways between screens: one step of a reader is one entry in the history, and ends where a reader begins to read."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from kb.ui.screens import SCREENS, SECTIONS
from tests.browser.screens import open_screen, wait_until_settled

TOP = "() => document.querySelector('[data-testid=\"stMain\"]').scrollTop"
ENTRIES = "() => history.length"


def scroll_to(page: Page, place: Locator) -> None:
    """Scroll until a place low on the screen is in its middle."""
    page.keyboard.press("Shift")  # the reader is here, and no longer on the way
    place.evaluate("element => element.scrollIntoView({block: 'center'})")
    page.wait_for_function(f"() => ({TOP})() > 100")


def expect_top(page: Page, title: str | re.Pattern[str]) -> None:
    """The screen is shown from its top, and its title has the focus."""
    heading = page.get_by_role("heading", level=1, name=title, exact=True)
    expect(heading).to_be_focused()
    wait_until_settled(page)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    assert page.evaluate(TOP) == 0


def expect_place(page: Page, place: Locator) -> None:
    """The screen is shown from where it was left."""
    expect(place).to_be_in_viewport()
    wait_until_settled(page)
    expect(place).to_be_in_viewport()
    assert page.evaluate(TOP) > 100


def menu(page: Page, screen: str) -> Locator:
    return page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{screen}$"))


@pytest.mark.parametrize(("section", "screens"), SECTIONS.items())
def test_each_screen_of_a_section_is_two_steps_away_and_lights_its_entry(
    page: Page, section: str, screens: tuple[str, ...]
) -> None:
    """As administrator, who may do everything. Of the work it leads to the first screen with something to do."""
    first = next((name for name in screens if SCREENS[name].needs), screens[0])
    open_screen(page, "/?state=LAO")
    entry = menu(page, section)
    if section != "Overview":
        entry.click()
        expect(page).to_have_url(re.compile(rf"/{first}\?state=LAO$"))
    expect(entry).to_have_attribute("aria-current", "page")
    row = page.get_by_role("navigation", name=f"Screens of {section}")
    expect(row).to_have_count(1 if len(screens) > 1 else 0)
    for name in (one for one in screens if one != first):
        row.get_by_role("link", name=SCREENS[name].title, exact=True).click()
        expect(page).to_have_url(re.compile(rf"/{name}\?state=LAO"))
        expect(row.get_by_role("link", name=SCREENS[name].title, exact=True)).to_have_attribute("aria-current", "page")
        wait_until_settled(page)
        expect(entry).to_have_attribute("aria-current", "page")
        expect(page.get_by_test_id("stTopNavLink")).to_have_count(len(SECTIONS))


def test_a_state_opens_at_its_top_and_back_returns_to_its_place_in_the_list(page: Page) -> None:
    open_screen(page, "/states?as=table")
    link = page.locator(".linked").get_by_role("link", name="Zambia").first
    scroll_to(page, link)
    before = page.evaluate(ENTRIES)
    link.click()
    expect_top(page, "Zambia spoke, but on none of 2 actions")
    assert page.evaluate(ENTRIES) == before + 1
    low = page.locator(".linked a").last
    scroll_to(page, low)
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="States were heard")).to_be_attached()
    expect_place(page, link)
    expect(page.locator(".linked").get_by_role("link", name="Zambia").first).to_be_focused()
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name="Zambia")).to_be_attached()
    expect_place(page, low)
    assert page.evaluate(ENTRIES) == before + 1


def test_a_contribution_opens_at_its_top_and_back_returns_to_its_place_in_the_list(page: Page) -> None:
    open_screen(page, "/contributions?as=table")
    link = page.locator(".linked table a[href*='contribution=']").last
    scroll_to(page, link)
    link.click()
    expect(page).to_have_url(re.compile("contribution="))
    expect(page.get_by_role("link", name="Back to the list")).to_be_visible()
    expect_top(page, page.get_by_role("heading", level=1).inner_text())
    page.go_back()
    expect(page).to_have_url(re.compile("contributions"))
    expect_place(page, link)


def test_a_passage_asked_for_comes_before_the_title(page: Page) -> None:
    open_screen(page, "/search?q=rehabilitation")
    link = page.locator(".linked a[href*='passage=']").first
    link.click()
    asked = page.locator("#asked")
    expect(asked).to_be_focused()
    wait_until_settled(page)
    expect(asked).to_be_focused()
    expect(asked).to_be_in_viewport()


def test_the_menu_is_one_step_with_the_filters_and_ends_at_the_top(page: Page) -> None:
    open_screen(page, "/coverage?meeting=ccm-im-2012&state=LAO&look=gaps")
    last = page.locator(".linked a").last
    scroll_to(page, last)
    before = page.evaluate(ENTRIES)
    menu(page, "Report").click()
    expect(page).to_have_url(re.compile(r"/report\?meeting=ccm-im-2012&state=LAO$"))
    expect_top(page, re.compile("^Report: "))
    assert page.evaluate(ENTRIES) == before + 1
    page.go_back()
    expect(page).to_have_url(re.compile(r"/coverage\?meeting=ccm-im-2012&state=LAO&look=gaps$"))
    expect(page.get_by_role("heading", level=1, name="have not reported yet")).to_be_attached()
    expect_place(page, last)


def test_back_to_a_screen_without_filters_leaves_it_without(page: Page) -> None:
    open_screen(page, "/coverage")
    choose(page, "Lao")
    expect(page).to_have_url(re.compile(r"/coverage\?state=LAO$"))
    menu(page, "Report").click()
    expect(page).to_have_url(re.compile(r"/report\?state=LAO$"))
    expect_top(page, re.compile("^Report: "))
    before = page.evaluate(ENTRIES)
    # A step back or forward is awaited by what it shows: the address changes before the run begins.
    one_state, every_state, report = "of 1 affected State ", "affected States ", "Report: "
    for step, address, title in (
        (page.go_back, r"/coverage\?state=LAO$", one_state),
        (page.go_back, r"/coverage$", every_state),
        (page.go_forward, r"/coverage\?state=LAO$", one_state),
        (page.go_forward, r"/report\?state=LAO$", report),
    ):
        step()
        expect(page.locator("h1")).to_contain_text(title)
        wait_until_settled(page)
        expect(page).to_have_url(re.compile(address))
    assert page.evaluate(ENTRIES) == before


def choose(page: Page, state: str) -> None:
    page.get_by_role("combobox", name="State").press_sequentially(state)
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    wait_until_settled(page)


@pytest.mark.parametrize("filters", ["state=LAO", "instrument=CCM&provision=CCM-5.1&state=LAO&meeting=ccm-im-2012"])
def test_a_reset_is_one_step(page: Page, filters: str) -> None:
    open_screen(page, f"/coverage?{filters}")
    before = page.evaluate(ENTRIES)
    page.get_by_role("button", name="Reset all filters").click()
    expect(page).to_have_url(re.compile(r"/coverage$"))
    wait_until_settled(page)
    assert page.evaluate(ENTRIES) == before + 1
    page.go_back()
    expect(page).to_have_url(re.compile(re.escape(filters) + "$"))
    expect(page.get_by_role("button", name="Reset all filters")).to_be_visible()


def test_another_instrument_is_one_step_and_leaves_its_provision(page: Page) -> None:
    open_screen(page, "/coverage?provision=VAP-31")
    before = page.evaluate(ENTRIES)
    page.get_by_role("combobox", name="Instrument").click()
    page.get_by_role("option", name="Convention").first.click()
    expect(page).to_have_url(re.compile(r"/coverage\?instrument=CCM$"))
    wait_until_settled(page)
    assert page.evaluate(ENTRIES) == before + 1


def test_a_search_is_one_step_however_it_is_typed(page: Page) -> None:
    open_screen(page, "/search")
    field = page.get_by_role("searchbox")
    before = page.evaluate(ENTRIES)
    for part in ("reh", "abil", "itation"):
        field.press_sequentially(part)
        expect(page).to_have_url(re.compile(f"{part}$"))
        wait_until_settled(page)
    field.press("Enter")
    wait_until_settled(page)
    assert page.evaluate(ENTRIES) == before + 1
    field.fill("employment")
    expect(page).to_have_url(re.compile("q=employment$"))
    assert page.evaluate(ENTRIES) == before + 2
    page.go_back()
    expect(field).to_have_value("rehabilitation")
    page.go_back()
    expect(field).to_have_value("")
    expect(page).to_have_url(re.compile("/search$"))


def test_a_window_over_the_screen_keeps_the_place(page: Page) -> None:
    open_screen(page, "/coverage?as=table")
    cell = page.locator("table[data-grid] a").last
    scroll_to(page, cell)
    before = page.evaluate(ENTRIES)
    cell.evaluate("cell => cell.click()")
    expect(page.get_by_role("dialog")).to_be_visible()
    wait_until_settled(page)
    assert page.evaluate(ENTRIES) == before + 1
    expect(cell).to_be_in_viewport()


def test_on_a_phone_the_menu_closes_and_the_screen_begins_at_its_top(phone: Page) -> None:
    open_screen(phone, "/coverage?state=LAO&as=table")
    scroll_to(phone, phone.locator(".linked a").last)
    before = phone.evaluate(ENTRIES)
    phone.get_by_test_id("stExpandSidebarButton").click()
    phone.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile("^Report$")).click()
    expect(phone).to_have_url(re.compile(r"/report\?state=LAO$"))
    expect_top(phone, re.compile("^Report: "))
    assert phone.evaluate(ENTRIES) == before + 1
