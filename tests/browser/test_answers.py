"""What holds for every answer of the server: it cannot be framed elsewhere; and whether the server is ready."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bench.scenarios import ROOT
from tests.bench.server import running
from tests.browser.conftest import Server
from tests.browser.test_api import ask

# An address of every kind, with the status of its answer.
ADDRESSES = {
    "/": 200,
    "/states?state=LAO": 200,
    "/no-such-screen": 200,
    "/?key=invented": 403,
    "/projector": 200,
    "/projector/no-such": 404,
    "/session-live/no-such": 200,
    "/api/v1": 200,
    "/api/v1/docs": 200,
    "/api/v1/openapi.json": 200,
    "/api/v1/states": 200,
    "/api/v1/states?format=csv": 200,
    "/api/v1/states?no-such=1": 422,
    "/api/no-such": 404,
    "/favicon.png": 200,
    "/ready": 200,
    "/_stcore/health": 200,
    "/_stcore/host-config": 200,
    "/media/no-such.csv": 404,
    "/static/no-such.js": 200,
    "/%2e%2e//evil.example": 400,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_can_be_framed_guessed_at_or_told_of(server: Server, address: str) -> None:
    _is_guarded(*ask(server.url + address)[:2], ADDRESSES[address])


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_nor_can_an_answer_to_another_method(server: Server, method: str) -> None:
    for address in ("/projector", "/api/v1/states"):
        status, headers, _ = ask(server.url + address, method)
        _is_guarded(status, headers, status)


def test_nor_can_the_scripts(server: Server) -> None:
    page = ask(f"{server.url}/")[2].decode()
    script = re.findall(r'src="\./(static/js/[^"]+\.js)"', page)[0]
    for accepts in ("gzip", "identity"):
        _is_guarded(*ask(f"{server.url}/{script}", accept_encoding=accepts)[:2], 200)


def _is_guarded(status: int, headers: dict[str, str], right: int) -> None:
    assert status == right
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.fixture
def elsewhere(server: Server) -> Iterator[str]:
    """The address of another site, whose one page lays the dashboard into a frame."""

    class OtherSite(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{server.url}{self.path}"></iframe>'.encode())

    with ThreadingHTTPServer(("localhost", 0), OtherSite) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}"
        site.shutdown()


@pytest.mark.parametrize("address", ["/", "/projector", "/api/v1/docs"])
def test_a_browser_shows_none_of_it_in_the_frame_of_another_site(page: Page, elsewhere: str, address: str) -> None:
    page.goto(elsewhere + address)
    expect(page.locator("iframe")).to_be_visible()
    assert page.frames[1].url.startswith("chrome-error:")


def test_a_server_that_cannot_read_is_not_ready(tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"This is no database." * 1000)
    with running(ROOT / "app.py", ROOT, variables={"KB_DATABASE": str(broken)}) as server:
        status, _, body = ask(f"http://localhost:{server.port}/ready")
        assert status == 503
        assert str(broken) not in body.decode()
        assert ask(f"http://localhost:{server.port}/_stcore/health")[0] == 200
