"""The HTTP API on the real server: beside the screens, in a browser, and for a program."""

import gzip
import json
import urllib.error
import urllib.request

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server


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


def test_its_documentation_loads_nothing_from_elsewhere(server: Server, page: Page) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: complaints.append(one.text))
    page.goto("/api/v1/docs")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="/v1/passages", exact=False).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only this part.")).to_be_visible()
    assert [url for url in asked if not url.startswith((server.url, "data:"))] == []
    assert complaints == [], "the policy allows all that the page needs"
    assert ask(f"{server.url}/api/v1/assets/no-such.js")[0] == 404
