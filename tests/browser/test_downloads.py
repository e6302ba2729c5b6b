"""Files leave a screen in a real browser: by keyboard, on a phone, whatever the theme."""

import io
import zipfile

import openpyxl
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.axe import axe_violations
from tests.browser.screens import THEMES, downloads, open_screen, revision, wait_until_settled

RATES = "/coverage?meeting=ccm-im-2012&look=rates"


def fetched(page: Page, button: str) -> tuple[str, bytes]:
    """The name and content of the file behind a button, which is pressed by keyboard."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).press("Enter")
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_the_menu_opens_by_keyboard_on_a_phone_and_is_accessible(phone: Page) -> None:
    open_screen(phone, RATES)
    offer = downloads(phone)
    svg = phone.get_by_role("button", name="SVG", exact=True)
    expect(svg).to_have_count(0)
    offer.press("Enter")
    expect(svg).to_be_visible()
    for theme in THEMES:
        phone.emulate_media(color_scheme=theme)
        expect(phone.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
        wait_until_settled(phone)
        assert axe_violations(phone) == [], theme
    # The keys go on into it: the list of what there is, then the files.
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("combobox", name="Table or chart")).to_be_focused()
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("button", name="PNG", exact=True)).to_be_focused()
    offer.press("Enter")
    expect(svg).to_have_count(0)


def test_a_chart_leaves_as_picture_on_white_also_from_a_dark_screen(page: Page) -> None:
    open_screen(page, RATES, "dark")
    downloads(page).press("Enter")
    name, png = fetched(page, "PNG")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert name == f"chart-states-and-actions-ccm-im-2012-revision-{revision(page)}.png"
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    name, svg = fetched(page, "SVG")
    assert name.endswith(f"-ccm-im-2012-revision-{revision(page)}.svg")
    said = svg.decode()
    assert "contributions to Intersessional Meeting 2012, Geneva, all States" in said
    # The address that shows the same again, whatever has changed since.
    assert f"/coverage?meeting=ccm-im-2012&amp;rev={revision(page)}&amp;look=rates" in said


def test_a_table_leaves_as_a_workbook_that_says_where_it_is_from(page: Page) -> None:
    open_screen(page, "/mechanisms?state=HRV&as=table")
    downloads(page).press("Enter")
    _, file = fetched(page, "Excel")
    book = openpyxl.load_workbook(io.BytesIO(file))
    rows = page.get_by_role("region", name="Bodies named by").locator("tbody tr")
    header, first, *_ = book["Table"].iter_rows(values_only=True)
    assert book["Table"].max_row == rows.count() + 1 > 1
    assert first[header.index("State (code)")] == "HRV"
    assert first[header.index("State")] == rows.first.locator("th").inner_text()
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Address"] == f"{page.url.partition('?')[0]}?state=HRV&rev={revision(page)}"
    assert "Croatia" in about["Scope"]


def test_all_public_data_leave_from_method(page: Page) -> None:
    open_screen(page, "/method")
    name, file = fetched(page, "Download all public data (ZIP)")
    assert name == f"victim-assistance-ccm-revision-{revision(page)}.zip"
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {"datapackage.json", "README.md", "LICENCE.txt", "data/passages.csv"} <= set(package.namelist())
