"""What is found leaves the dashboard: the way of a delegation at home, and that of the Coordinators, on the shipped
material in a real browser.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import axe_violations
from tests.browser.conftest import DESKTOP, Server, _new_page, served
from tests.browser.screens import open_screen, wait_until_settled
from tests.knowledge import copied

MEETING = "ccm-im-2012"
PUBLIC = "https://invented.example"


def links_of_notes(file: Path) -> list[str]:
    """Where the end notes of a Word document lead."""
    with zipfile.ZipFile(file) as parts:
        relations = parts.read("word/_rels/endnotes.xml.rels").decode()
    return [html.unescape(one) for one in re.findall(r'Target="(http[^"]+)"', relations)]


def texts(file: Path) -> list[str]:
    """The paragraphs of a Word document, those in its tables left out."""
    return [one.text for one in Document(str(file)).paragraphs]


def test_a_delegation_takes_home_what_others_do_about_a_gap_of_its_state(page: Page, tmp_path: Path) -> None:
    # From the page of its own State, whose gap says why it is one ...
    open_screen(page, "/states?state=IRQ")
    page.get_by_role("link", name="What others do about its gaps and challenges").click()
    expect(page.get_by_role("combobox", name="My State")).to_have_value("Iraq")
    wait_until_settled(page)
    page.get_by_text("Plain table").click()
    gap = page.get_by_role("row").filter(has=page.get_by_role("link", name=re.compile("^Action 24")))
    expect(gap).to_contain_text("Not heard yet")
    # ... to passages of others, each with why it is there, and not one of its own.
    gap.get_by_role("link").click()
    expect(page.get_by_role("heading", name=re.compile(r"^Action 24: .* passages of others$"))).to_be_visible()
    wait_until_settled(page)
    cards = page.get_by_role("article")
    assert cards.count() == page.get_by_text("Why it is here:").count() > 0
    assert not cards.filter(has_text=re.compile("^Iraq")).count()
    # Two of them go into the brief, and with it into a Word file that cites them.
    taken = []
    for number in (1, 2):
        name = page.get_by_role("link", name="Add to my brief").first.get_attribute("aria-label") or ""
        taken.append(name.partition(" of ")[2])
        # By its own name: the list may be drawn anew between looking and clicking.
        add = page.get_by_role("link", name=name, exact=True)
        others = add.count() - 1
        add.first.click()
        expect(page.get_by_role("heading", name=f"My brief: {number} passage")).to_be_visible()
        expect(add).to_have_count(others)
        wait_until_settled(page)
    # The link alone holds the brief: somebody else opens it.
    kept = page.url
    page.goto("/practices")
    expect(page.get_by_text("My brief is empty")).to_be_visible()
    open_screen(page, kept)
    expect(page.get_by_role("heading", name="My brief: 2 passages")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("button", name="Download my brief (Word)").click()
    given.value.save_as(tmp_path / "brief.docx")
    said = texts(tmp_path / "brief.docx")
    assert said[0] == "Practices of others: a brief for Iraq"
    for contributor in taken:
        assert any(contributor in one for one in said), contributor
    links = links_of_notes(tmp_path / "brief.docx")
    assert len(links) == 2
    address = r"http://localhost:\d+/contributions\?contribution=[\w-]+&rev=\d+&passage=\d+"
    assert all(re.fullmatch(address, one) for one in links)


@pytest.fixture
def coordination(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A dashboard of its own, with a public address: what is revised here must not change under other tests."""
    monkeypatch.setenv("KB_PUBLIC_ADDRESS", PUBLIC)
    with served(copied(built, tmp_path / "kb.duckdb")) as running:
        yield running


@pytest.fixture
def coordinator(browser: Browser, coordination: Server) -> Iterator[Page]:
    """A page of that dashboard; at the machine itself its reader is the administrator."""
    yield from _new_page(browser, coordination, DESKTOP)


def withdraw(page: Page, contribution: str) -> None:
    """Make a later revision, as a Coordinator does: no passage of the contribution counts any more."""
    open_screen(page, f"/review?review={contribution}")
    page.get_by_text("Withdraw", exact=True).first.click()
    page.get_by_role("textbox", name="Why it is withdrawn").fill("For a test of older links")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_text("The contribution is withdrawn.")).to_be_visible()
    wait_until_settled(page)


def reported_on(page: Page, action: str) -> Locator:
    """The sentence under an action in the preview of the report."""
    heading = page.get_by_role("heading", name=re.compile(f"^{action}:"))
    return heading.locator("xpath=following-sibling::p[1]")


def test_coordinators_send_a_report_whose_link_stays_true(coordinator: Page, tmp_path: Path) -> None:
    page = coordinator
    # The scope, set with the filters; the preview says what the file will.
    open_screen(page, "/report")
    box = page.get_by_role("combobox", name="Meeting")
    box.click()
    page.get_by_role("option", name="Intersessional Meeting 2012, Geneva").click()
    expect(page).to_have_url(re.compile(f"meeting={MEETING}"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("main").get_by_text("Intersessional Meeting 2012, Geneva", exact=True)).to_be_visible()
    expect(reported_on(page, "Action 22")).to_contain_text("2 of 10 States to which it applies reported")
    wait_until_settled(page)
    # The file.
    page.get_by_role("button", name="Make the Word document").click()
    download = page.get_by_role("button", name="Download (Word)")
    expect(download).to_be_visible(timeout=60_000)
    with page.expect_download() as given:
        download.click()
    assert given.value.suggested_filename == "victim-assistance-report-revision-1.docx"
    given.value.save_as(tmp_path / "report.docx")
    document = Document(str(tmp_path / "report.docx"))
    said = [one.text for one in document.paragraphs]
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    shown = [one.strip() for one in page.get_by_role("main").locator("h3").all_inner_texts()]
    assert shown == [*headings, "Notes"]
    assert "2 of 10 States to which it applies reported; 1 other State reported too." in said
    # The link to the same figures for good; that of each passage is in the preview too.
    (frozen,) = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert frozen == f"{PUBLIC}/report?meeting={MEETING}&rev=1"
    frozen = frozen.removeprefix(PUBLIC)
    read = page.get_by_role("link", name="Read it with its source: Bosnia and Herzegovina")
    cited = read.get_attribute("href") or ""
    assert "im2012-bih-cmc&rev=1" in cited
    # A later revision ...
    withdraw(page, "im2012-bih-cmc")
    # ... leaves the old link as it was, with a note, and today's figures one step away.
    open_screen(page, frozen)
    expect(page.get_by_text("These are the figures of revision 1;")).to_be_visible()
    assert axe_violations(page) == []
    expect(reported_on(page, "Action 22")).to_contain_text("2 of 10 States to which it applies reported")
    page.get_by_role("button", name="Show today’s figures").click()
    wait_until_settled(page)
    expect(reported_on(page, "Action 22")).to_contain_text("1 of 10 States to which it applies reported")
    assert "rev=" not in page.url
    expect(page.get_by_text("These are the figures of revision")).to_have_count(0)
    # So does the link of a citation, which without the revision would find nothing.
    open_screen(page, cited)
    expect(page.get_by_role("article").first).to_contain_text("Bosnia and Herzegovina")
    open_screen(page, cited.replace("&rev=1", ""))
    expect(page.get_by_text("There is no published contribution “im2012-bih-cmc” as of revision 2.")).to_be_visible()
    # What made the difference is said, and leads to both.
    open_screen(page, "/changes?since=1&until=2&as=table")
    row = page.get_by_role("row").filter(has_text="No longer reported").filter(has_text="Action 22")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Bosnia and Herzegovina")
    assert axe_violations(page) == []
