"""The way of a delegation at home: my State, what it lacks, what others do, a brief, a Word file."""

from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.screens import open_screen, wait_until_settled
from tests.browser.test_reuse import links_of_notes


def focused(page: Page) -> str:
    """The accessible name, or else the words, of what has the focus."""
    script = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    return str(page.evaluate(script))


def test_from_my_state_to_a_word_file(page: Page, tmp_path: Path) -> None:
    open_screen(page, "/practices?as=table")
    page.get_by_role("combobox", name="My State").fill("Iraq")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Iraq: 13 gaps")).to_be_visible()
    page.get_by_role("link", name="Action 23: Use or set up coordination", exact=True).click()
    expect(page.get_by_role("heading", name="Action 23: Use or set up coordination:")).to_be_visible()
    expect(page.get_by_role("link", name="Back to all needs")).to_be_visible()
    # By keyboard; the passage keeps the focus, so that the next one is a step away.
    add = page.get_by_role("link", name="Add to my brief").first
    passage = (add.get_attribute("aria-label") or "").removeprefix("Add to my brief: ")
    add.press("Enter")
    expect(page.get_by_role("heading", name="My brief: 1 passage")).to_be_visible()
    wait_until_settled(page)
    assert passage.lower() in focused(page).lower()
    page.get_by_role("link", name="Back to all needs").click()
    expect(page.get_by_role("heading", name="Iraq: 13 gaps")).to_be_visible()
    expect(page.get_by_role("heading", name="My brief: 1 passage")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("button", name="Download my brief (Word)").click()
    given.value.save_as(tmp_path / "brief.docx")
    said = [one.text for one in Document(str(tmp_path / "brief.docx")).paragraphs]
    assert said[0] == "Practices of others: a brief for Iraq"
    assert said[1].startswith("1 passage, retrieved on ")
    assert len(links_of_notes(tmp_path / "brief.docx")) == 1
    page.get_by_text("Show the list").click()
    page.get_by_role("link", name="Take out").first.click()
    expect(page.get_by_text("My brief is empty")).to_be_visible()
    expect(page.get_by_role("button", name="Download my brief")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", name="My brief: 1 passage")).to_be_visible()


def test_from_a_request_to_what_matches_it_and_back(page: Page) -> None:
    open_screen(page, "/exchange?meeting=any&as=table")
    page.get_by_role("region", name="Requests and challenges").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="What matches it")).to_be_visible()
    page.get_by_role("link", name="Back to the list").click()
    page.get_by_role("link", name="Offers and practices (").click()
    expect(page.get_by_role("region", name="Offers and practices")).to_be_visible()
    assert "side=offers" in page.url
