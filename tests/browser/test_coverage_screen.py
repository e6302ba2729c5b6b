"""The Coverage screen as its readers use it: looks, cells, the address, the browser's Back."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import axe_violations
from tests.browser.screens import downloads, open_screen, revision, wait_until_settled

SESSION = "meeting=ccm-im-2012"
TABLE = f"{SESSION}&as=table"
CELL = "Lebanon, Action 22: Collect data and assess needs: Reported, 1 passage"


def test_a_cell_opens_its_passages_and_back_leads_back(page: Page) -> None:
    open_screen(page, f"/coverage?{TABLE}")
    page.get_by_role("link", name=re.compile(f"^{CELL}")).click()
    window = page.get_by_role("dialog")
    expect(window.get_by_role("article")).to_have_count(7)
    expect(window).to_contain_text("second-hand")
    expect(window).to_contain_text("By others about the State; not what the State said (6)")
    expect(page).to_have_url(re.compile(r"cell=LBN\.VAP-22"))
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(page).not_to_have_url(re.compile("cell="))


def mark(page: Page, *words: str) -> Locator:
    """A mark of the chart that is read out with all these words."""
    said = "".join(f"[aria-label*='{word}']" for word in words)
    return page.get_by_test_id("stVegaLiteChart").locator(f"svg path{said}").first


def test_a_mark_opens_its_passages_and_the_same_mark_again(page: Page) -> None:
    open_screen(page, f"/coverage?{SESSION}")
    for _ in range(2):
        mark(page, "Lebanon", "Action 22").click(position={"x": 4, "y": 4})
        window = page.get_by_role("dialog")
        expect(window.get_by_role("article")).to_have_count(7)
        expect(page).to_have_url(re.compile(r"cell=LBN\.VAP-22"))
        page.keyboard.press("Escape")
        expect(window).to_have_count(0)
        expect(page).not_to_have_url(re.compile("cell="))
        wait_until_settled(page)


def test_a_piece_of_a_bar_leads_to_its_passages_as_one_step(page: Page) -> None:
    open_screen(page, "/coverage?look=assessments&instrument=CCM")
    before = page.evaluate("history.length")
    mark(page, "5.2(d)", "Offer").click(position={"x": 4, "y": 9})
    expect(page).to_have_url(re.compile("/contributions.*provision=CCM-5.2.d.*assessment=offer"))
    expect(page.locator("h1")).to_be_focused()
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page).to_have_url(re.compile("/coverage.*look=assessments"))
    expect(mark(page, "5.2(d)", "Offer")).to_be_visible()


def test_what_others_say_is_shown_on_request_only(page: Page) -> None:
    open_screen(page, f"/coverage?{SESSION}")
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart).not_to_contain_text("Only others write about it")
    page.get_by_text("Show what others say").click()
    expect(page).to_have_url(re.compile("others=yes"))
    expect(chart).to_contain_text("Only others write about it")


def test_a_link_to_a_cell_opens_it_on_arrival_and_for_nothing_says_why(page: Page) -> None:
    open_screen(page, f"/coverage?{SESSION}&cell=MNE.VAP-21")
    window = page.get_by_role("dialog")
    expect(window).to_contain_text("The State is known to have spoken, but we do not have the text")
    expect(window.get_by_role("listitem")).to_contain_text("Day 1")
    expect(window).not_to_contain_text("did nothing")


def test_the_keyboard_reaches_everything_in_a_window_and_comes_back(page: Page) -> None:
    open_screen(page, f"/coverage?{TABLE}")
    page.get_by_role("link", name=re.compile(f"^{CELL}")).focus()
    page.keyboard.press("Enter")
    window = page.get_by_role("dialog")
    expect(window.get_by_role("article")).to_have_count(7)
    wait_until_settled(page)
    link = window.get_by_role("link", name=re.compile("^Passage 1 of this contribution")).first
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile(f"^{CELL}"))).to_be_visible()


def test_a_link_to_another_screen_begins_at_its_title(page: Page) -> None:
    open_screen(page, f"/coverage?{TABLE}")
    page.get_by_role("link", name="Show all States").focus()
    page.get_by_role("link", name="Action 23: Use or set up coordination", exact=True).click()
    expect(page).to_have_title(re.compile("^Actions and Article 5"))
    expect(page.locator("h1")).to_be_focused()


def test_the_matrix_is_one_tab_stop_and_arrow_keys_move_in_it(page: Page) -> None:
    open_screen(page, f"/coverage?{TABLE}")
    grid = page.locator("table[data-grid]")
    assert grid.locator("tbody a[tabindex='0']").count() == 1
    grid.locator("tbody a[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    focused = grid.locator("a:focus")
    expect(focused).to_have_attribute("aria-label", re.compile("^Albania, Action 20: "))
    assert grid.locator("tbody a[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Albania")


def test_what_an_address_cannot_mean_is_said_and_the_rest_is_shown(page: Page) -> None:
    open_screen(page, f"/coverage?{TABLE}&state=XXX&from=2013-01-01&to=2012-01-01&junk=%3Cb%3Ebold%3C/b%3E")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("State “XXX” is not known here and was left out.")
    expect(main).to_contain_text("The period ends before it begins and was left out.")
    expect(main).to_contain_text("“junk” in the address means nothing on this screen and was left out.")
    expect(main).to_contain_text("all States")
    expect(main.get_by_role("button", name=re.compile("^IM 2012"))).to_be_visible()
    expect(page.locator("table[data-grid]")).to_be_visible()


def test_filters_go_to_the_address_stay_on_other_screens_and_reset_in_one_click(page: Page) -> None:
    open_screen(page, "/coverage")
    page.get_by_role("combobox", name="Meeting").click()
    page.get_by_role("option", name="Intersessional Meeting 2012, Geneva").click()
    expect(page).to_have_url(re.compile("meeting=ccm-im-2012"))
    page.keyboard.press("Escape")
    wait_until_settled(page)
    page.get_by_role("navigation", name="Screens of Who reported").get_by_role("link", name="States").click()
    expect(page).to_have_url(re.compile("/states.*meeting=ccm-im-2012"))
    page.get_by_role("button", name="Reset all filters").click()
    expect(page).not_to_have_url(re.compile("meeting="))
    expect(page.get_by_test_id("stMain")).to_contain_text("all States")


def test_the_gaps_list_leaves_as_the_file_it_shows(page: Page) -> None:
    open_screen(page, f"/coverage?{TABLE}&look=gaps&why=silent&affected=yes")
    shown = page.get_by_role("region", name="Gaps in what is here").locator("tbody tr").count()
    downloads(page).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == shown + 1
    assert all(',"Spoke, but not on this",' in line for line in lines[1:])
    assert not any("Not heard yet" in line for line in lines)
    name = f"gaps-in-what-is-here-ccm-im-2012-revision-{revision(page)}.csv"
    assert download.value.suggested_filename == name
