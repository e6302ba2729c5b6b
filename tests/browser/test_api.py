"""The HTTP API on the real server: beside the screens, in a browser, and for a program."""

import gzip
import json
import urllib.error
import urllib.request

from playwright.sync_api import Page, expect

from tests.browser.axe import axe_violations
from tests.browser.conftest import Server
from tests.browser.screens import READERS


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=named, method=method), timeout=20) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, {name.lower(): value for name, value in refused.headers.items()}, refused.read()


def test_a_program_gets_rows_compressed_if_it_likes_and_once(server: Server) -> None:
    url = f"{server.url}/api/v1/coverage?limit=500"
    status, plain, body = ask(url)
    assert (status, plain["content-type"]) == (200, "application/json")
    rows = json.loads(body)["rows"]
    assert len(rows) == 500
    assert rows[0]["link"].startswith(f"{server.url}/coverage?")
    _, small, compressed = ask(url, accept_encoding="gzip")
    assert gzip.decompress(compressed) == body
    assert len(compressed) < len(body) / 5
    assert small["etag"] == plain["etag"], "a weak tag holds for both"
    assert {"Accept", "Authorization", "Accept-Encoding"} <= set(small["vary"].split(", "))
    assert ask(url, if_none_match=plain["etag"])[0] == 304
    status, head, body = ask(url, "HEAD")
    assert (status, head["content-length"], body) == (200, plain["content-length"], b"")


def test_the_screens_and_the_api_do_not_get_in_each_other_s_way(server: Server, page: Page) -> None:
    status, headers, body = ask(f"{server.url}/api/no-such")
    assert (status, headers["content-type"]) == (404, "application/problem+json")
    assert "/api/v1/docs" in json.loads(body)["detail"]
    assert ask(f"{server.url}/api/v1/states", "POST")[0] == 405
    link = json.loads(ask(f"{server.url}/api/v1/passages?limit=1")[2])["rows"][0]["link"]
    page.goto(link)
    expect(page.get_by_text("the passage you asked for").first).to_be_visible()


def test_its_description_is_a_plain_page_that_loads_nothing_else(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto("/api/v1/docs")
    assert [url.rpartition("/")[2] for url in asked if "favicon" not in url] == ["docs"]
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for size, theme in READERS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        assert axe_violations(page) == [], (size, theme)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), size
    page.get_by_role("link", name="Passages", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Passages", exact=True)).to_be_in_viewport()
