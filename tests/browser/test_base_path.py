"""The dashboard below a path of its host, as behind a proxy that serves other things too. All people are INVENTED."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.db import Store
from kb.workflow import desk
from kb.workflow.permission import ALONE
from tests.browser import openid
from tests.browser.conftest import DESKTOP, Server, _new_page
from tests.browser.screens import downloads, open_screen, wait_until_settled
from tests.browser.test_api import ask
from tests.browser.test_sign_in import sidebar, sign_in

BASE = "/kb"


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard below BASE, with sign-in, on the shipped material with one session at the desk; its address ends
    with BASE.
    """

    def with_a_session(store: Store) -> None:
        desk.open_programme(store, ALONE, "ccm-im-2012", date(2012, 4, 16))

    folder = tmp_path_factory.mktemp("below")
    with openid.signing_in(folder, then=with_a_session, base=BASE, built=built) as running:
        yield running


@pytest.fixture
def second(browser: Browser, server: Server) -> Iterator[Page]:
    """The window of another facilitator."""
    yield from _new_page(browser, server, DESKTOP)


def test_screens_and_the_links_between_them(page: Page, server: Server) -> None:
    open_screen(page, f"{BASE}/states?as=table")
    page.evaluate("window.isTheSame = true")
    page.locator(".linked").get_by_role("link", name="Zambia").first.click()
    expect(page.get_by_role("heading", level=1, name="Zambia")).to_be_focused()
    assert page.url.startswith(f"{server.url}/states?")
    page.get_by_test_id("stTopNavLink").filter(has_text="Report").last.click()
    expect(page.get_by_role("heading", level=1, name="Report")).to_be_focused()
    assert page.url.startswith(f"{server.url}/report?state=ZMB")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Zambia")).to_be_visible()
    assert page.evaluate("window.isTheSame"), "the page was loaded anew"
    addresses = page.locator(".linked a[href^='/']").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert addresses
    assert all(address.startswith(f"{BASE}/") for address in addresses)


def test_an_address_opened_anew_shows_its_screen(page: Page, server: Server) -> None:
    open_screen(page, f"{BASE}/coverage?state=LAO&as=table")
    expect(page.get_by_role("heading", level=1, name="reported")).to_be_visible()
    page.locator("table[data-grid] tbody td a").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.url.startswith(f"{server.url}/coverage?state=LAO&cell=")


def test_the_desk_its_live_part_and_the_projector_for_whoever_signs_in_and_comes_back(
    page: Page, second: Page, server: Server
) -> None:
    for window, person in ((page, openid.ADMINISTRATOR), (second, openid.FACILITATOR)):
        sign_in(window, person, f"{BASE}/")
        assert window.url.startswith(f"{server.url}/")
    sidebar(page, "Ada Invented (administrator)")
    open_screen(page, f"{BASE}/session")
    page.locator(".linked a[href*='desk=']").first.click()
    floor = page.get_by_role("region", name="The floor")
    expect(floor).to_be_visible()
    wait_until_settled(page)
    open_screen(second, page.url)
    projector = page.get_by_role("link", name="Projector (new window)")
    with page.context.expect_page() as opened:
        projector.click()
    assert BASE + "/projector/" in opened.value.url
    page.get_by_role("button", name="Give the floor to").click()
    expect(floor).to_contain_text("Has the floor")
    expect(second.get_by_role("region", name="The floor")).to_contain_text("Has the floor")
    expect(opened.value.locator(".speaker")).to_be_visible()
    expect(opened.value.locator("#lost")).to_be_hidden()
    open_screen(second, f"{BASE}/")
    second.goto(f"{BASE}/projector")
    second.get_by_role("link").first.click()
    expect(second.locator(".speaker")).to_be_visible()


def test_the_api_and_what_it_leads_to(page: Page, server: Server) -> None:
    status, _, body = ask(f"{server.url}/api/v1/passages?limit=1")
    assert status == 200
    answer = json.loads(body)
    assert answer["next"].startswith(f"{server.url}/api/v1/passages?")
    assert answer["rows"][0]["link"].startswith(f"{server.url}/contributions?")
    page.goto(answer["rows"][0]["link"])
    expect(page.get_by_text("the passage you asked for").first).to_be_visible()
    page.goto(f"{BASE}/api/v1/docs")
    page.get_by_role("link", name="the dashboard").click()
    expect(page).to_have_url(f"{server.url}/")
    page.goto(f"{BASE}/api/v1/docs")
    description = page.locator("a[href*='/v1/openapi.json']").first.get_attribute("href")
    assert description == f"{BASE}/api/v1/openapi.json"
    assert ask(f"{server.url.removesuffix(BASE)}{description}")[0] == 200
    assert ask(f"{server.url}/ready")[0] == 200
    assert ask(f"{server.url}/api/no-such")[0] == 404


def test_a_file_and_its_address(page: Page, server: Server) -> None:
    open_screen(page, f"{BASE}/coverage?look=gaps")
    downloads(page).click()
    with page.expect_download() as given:
        page.get_by_role("button", name="JSON").first.click()
    assert f"{server.url}/coverage" in given.value.path().read_text(encoding="utf-8-sig")


def test_scripts_go_out_compressed(server: Server) -> None:
    script = re.findall(r'src="\./(static/js/[^"]+\.js)"', ask(f"{server.url}/")[2].decode())[0]
    assert ask(f"{server.url}/{script}", accept_encoding="gzip")[1]["content-encoding"] == "gzip"
