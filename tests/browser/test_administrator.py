"""Who is administrator where nobody signs in, tried over real connections: the link, its cookie, and nothing else."""

import http.client
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.ui.who import SignInStatus
from tests.bench.scenarios import ROOT
from tests.bench.server import running
from tests.browser.administrator import Cookies, administrator_cookies, printed_link
from tests.browser.conftest import DESKTOP, PROJECT, Server
from tests.browser.screens import open_screen
from tests.browser.windows import Window

Headers = dict[str, str]


@pytest.fixture
def cookie(server: Server) -> str:
    """The administrator's cookie, as a browser sends it."""
    return _sent(administrator_cookies(server.log))


@pytest.fixture
def link(server: Server, cookie: str) -> str:
    """A link that nobody has followed yet; the one printed at the start is spent."""
    return _new_link(server.database)


def _sent(cookies: Cookies) -> str:
    return f"{cookies[0]['name']}={cookies[0]['value']}"


def _new_link(database: Path) -> str:
    command = [sys.executable, "-m", "kb", "admin-link", "--database", str(database)]
    return subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.split()[-1]


def _is_administrator(port: int, headers: Headers, through: int | None = None) -> bool:
    """Whether whoever opens the screen of people with these headers is told to be the administrator.

    Over a connection to the port `through`, if that is given; what the headers say is of `port`.
    """
    with Window.opened(f"http://localhost:{port}", headers, through=through) as window:
        said = window.go("people").html
    alone, no_link = (standing.value in said for standing in (SignInStatus.ALONE, SignInStatus.NO_LINK))
    assert alone != no_link, "the screen says neither"
    return alone


@contextmanager
def _forwarded(port: int) -> Iterator[int]:
    """A port whose connections go on to `port` as they are, as `ssh -L` or `socat` lets them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def pump(source: socket.socket, sink: socket.socket) -> None:
            while part := source.recv(65536):
                sink.sendall(part)
            sink.shutdown(socket.SHUT_WR)

        def serve() -> None:
            near, _ = listener.accept()
            with near, socket.create_connection(("127.0.0.1", port)) as far:
                back = threading.Thread(target=pump, args=(far, near), daemon=True)
                back.start()
                pump(near, far)
                back.join(10)

        threading.Thread(target=serve, daemon=True).start()
        yield int(listener.getsockname()[1])


def _port(server: Server) -> int:
    return urlsplit(server.url).port or 0


def _asked(link: str, headers: Headers | None = None) -> tuple[int, str, str]:
    """The status of the answer at an address, where it leads to, and the cookie that it sets."""
    there = urlsplit(link)
    with closing(http.client.HTTPConnection("127.0.0.1", there.port, timeout=20)) as connection:
        connection.request("GET", f"{there.path}?{there.query}", headers={"Host": there.netloc, **(headers or {})})
        given = connection.getresponse()
        return given.status, given.getheader("Location", ""), given.getheader("Set-Cookie", "")


def test_with_the_cookie_one_is_administrator(server: Server, cookie: str) -> None:
    assert _is_administrator(_port(server), {"Cookie": cookie})


# What a program writes as it likes, what nginx passes on as it is set up by default, and what a browser sends.
MADE_UP = ({}, {"Sec-Fetch-Site": "same-origin"}, {"User-Agent": "curl/7.88.1"}, {"Cookie": "a=b"})


@pytest.mark.parametrize("headers", MADE_UP)
def test_headers_alone_make_no_administrator(server: Server, headers: Headers) -> None:
    assert not _is_administrator(_port(server), headers)
    with _forwarded(_port(server)) as port:
        assert not _is_administrator(_port(server), headers, through=port)


@pytest.mark.parametrize("change", [str.upper, lambda value: value[:-1], lambda value: value + "a", lambda value: ""])
def test_another_value_of_the_cookie_does_not_count(server: Server, cookie: str, change) -> None:  # type: ignore[no-untyped-def]
    name, value = cookie.split("=", 1)
    assert not _is_administrator(_port(server), {"Cookie": f"{name}={change(value)}"})


@pytest.mark.parametrize("added", ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"])
def test_past_a_proxy_the_cookie_does_not_count(server: Server, cookie: str, added: str) -> None:
    assert not _is_administrator(_port(server), {"Cookie": cookie, added: "127.0.0.1"})


def test_the_cookie_does_not_count_for_a_page_of_another_port(server: Server, cookie: str) -> None:
    assert not _is_administrator(_port(server), {"Cookie": cookie, "Origin": "http://localhost:1"})


def test_a_link_works_once_and_leaves_no_key_in_the_address(server: Server, link: str) -> None:
    there = urlsplit(link)
    status, location, cookie = _asked(f"{server.url}/coverage?state=LAO&{there.query}&state=AUT")
    assert (status, location) == (303, "/coverage?state=LAO&state=AUT")
    value, *said = cookie.split("; ")
    assert {one.lower() for one in said} == {"httponly", "path=/", "samesite=strict"}
    assert parse_qs(there.query)["key"][0] not in cookie
    assert _is_administrator(_port(server), {"Cookie": value})
    assert _asked(link)[::2] == (403, "")
    # Whoever has the cookie loses nothing by following it again.
    assert _asked(link, {"Cookie": value}) == (303, "/", "")


@pytest.mark.parametrize("key", ["", "a", "a" * 43, "%00", "%ff", "é", "a&key=b"])
def test_a_key_of_ones_own_opens_nothing(server: Server, cookie: str, key: str) -> None:
    assert _asked(f"{server.url}/?key={key}".replace("é", "%C3%A9"))[::2] == (403, "")


def test_a_link_followed_from_elsewhere_is_refused_and_stays_good(server: Server, link: str) -> None:
    for headers in ({"X-Forwarded-For": "192.0.2.7"}, {"Host": "dashboard.example"}, {"Via": "1.1 invented"}):
        assert _asked(link, headers)[::2] == (403, "")
    assert _asked(link)[0] == 303


def test_a_new_link_replaces_the_one_before(server: Server, link: str) -> None:
    newer = _new_link(server.database)
    assert _asked(link)[0] == 403
    assert _asked(newer)[0] == 303


def test_a_key_leads_nowhere_else(server: Server, link: str) -> None:
    key = urlsplit(link).query
    for path in ("//evil.example/", "/%5Cevil.example", "//evil.example/coverage", "/no-such"):
        with closing(http.client.HTTPConnection("localhost", _port(server), timeout=20)) as connection:
            connection.request("GET", f"{path}?{key}")
            given = connection.getresponse()
            assert not given.getheader("Set-Cookie")
            assert not given.getheader("Location", "/").startswith(("//", "http", "/\\"))


def test_the_link_opened_in_a_browser(browser: Browser, server: Server, link: str) -> None:
    context = browser.new_context(base_url=server.url, viewport=DESKTOP)
    page = context.new_page()
    open_screen(page, "/people")
    expect(page.get_by_test_id("stMain")).to_contain_text(SignInStatus.NO_LINK)
    expect(page.get_by_test_id("stMain").get_by_test_id("stForm")).to_have_count(0)
    open_screen(page, link)
    assert page.url == f"{server.url}/"
    expect(page.get_by_test_id("stSidebar")).to_contain_text(SignInStatus.ALONE)
    assert page.evaluate("document.cookie").count("kb-administrator") == 0
    open_screen(page, "/people")
    expect(page.get_by_test_id("stMain").get_by_test_id("stForm")).not_to_have_count(0)
    open_screen(page, link)
    assert page.url == f"{server.url}/"
    context.close()
    _is_read_without(browser, server)


def _is_read_without(browser: Browser, server: Server) -> None:
    """Another browser is not let in by that."""
    context = browser.new_context(base_url=server.url, viewport=DESKTOP)
    page: Page = context.new_page()
    open_screen(page, "/people")
    expect(page.get_by_test_id("stMain")).to_contain_text(SignInStatus.NO_LINK)
    context.close()


def test_the_cookie_outlasts_a_restart_the_link_does_not_and_a_desktop_opens_it(built: Path, tmp_path: Path) -> None:
    database, seen = Path(shutil.copyfile(built, tmp_path / "kb.duckdb")), tmp_path / "seen"
    opens = tmp_path / "browser"
    opens.write_text(f'#!/bin/sh\ncp "$(echo "$1" | sed s,^file://,,)" {seen}.part && mv {seen}.part {seen}\n')
    opens.chmod(0o700)
    desktop = {"KB_OPEN_BROWSER": "yes", "CI": "", "DISPLAY": ":99", "BROWSER": f"{opens} %s"}
    variables = {"KB_DATABASE": str(database), **desktop}
    with running(ROOT / "app.py", ROOT, variables=variables) as server:
        link = printed_link(server.log)
        assert link
        for _ in range(200):
            if seen.exists():
                break
            threading.Event().wait(0.1)
        assert f"url={link}" in seen.read_text()
        cookie = _sent(administrator_cookies(server.log))
        unused = _new_link(database)
    seen.unlink()
    with running(ROOT / "app.py", ROOT, variables={**variables, "CI": "true"}, port=server.port) as again:
        assert _asked(unused)[0] == 403
        assert _is_administrator(again.port, {"Cookie": cookie})
        assert not seen.exists()


def test_open_to_other_machines_nobody_is_administrator(built: Path, tmp_path: Path) -> None:
    database = Path(shutil.copyfile(built, tmp_path / "kb.duckdb"))
    variables = {"KB_DATABASE": str(database)}
    options = ("--server.address", "0.0.0.0")
    with running(ROOT / "app.py", ROOT, options, variables) as server:
        assert printed_link(server.log) is None
        assert SignInStatus.READ_ONLY in server.log.read_text()
        command = [sys.executable, "-m", "kb", "admin-link", "--database", str(database)]
        refused = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, text=True)
        assert refused.returncode == 1
        assert refused.stderr.startswith(SignInStatus.READ_ONLY)
