"""The front end's files go out compressed, and nothing but them."""

import gzip
from collections.abc import Callable

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.types import Message

from kb.ui import served
from kb.ui.served import CUTS, FRONT, MODULES, FrontEnd, modules
from kb.ui.served import STREAMLIT as FOLDER
from tests.first_visit import named_in_code
from tests.unit.apart import asked


def ask(path: str, accepts: str = "gzip") -> tuple[dict[str, str], bytes]:
    """The headers and body with which a request is answered; `passed on` by the application behind."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"accept-encoding", accepts.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    asked(lambda: FrontEnd(PlainTextResponse("passed on"))(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}, body


@pytest.mark.parametrize(
    ("accepts", "way", "undo"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=1.0, gzip;q=0.8", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
    ],
)
def test_a_script_is_sent_whole_and_compressed_in_the_best_way(
    accepts: str, way: str, undo: Callable[[bytes], bytes]
) -> None:
    script = next((FOLDER / "js").glob("protobuf.*.js"))
    headers, body = ask(f"/static/js/{script.name}", accepts)
    assert headers["content-encoding"] == way
    assert undo(body) == script.read_bytes()
    assert len(body) < script.stat().st_size / 2


@pytest.mark.parametrize(
    "path",
    ["/static/../../runtime/__init__.py", "/static/../../hello/x.js", "/static/js/none.js", "/coverage", "/static"],
)
def test_anything_else_passes(path: str) -> None:
    headers, body = ask(path)
    assert body == b"passed on"
    assert "content-encoding" not in headers


def test_who_does_not_ask_for_compression_gets_none() -> None:
    script = next((FOLDER / "js").glob("*.js"))
    headers, body = ask(f"/static/js/{script.name}", accepts="identity, brotli")
    assert body == b"passed on"
    assert "content-encoding" not in headers


@pytest.mark.parametrize("name", CUTS)
def test_of_a_font_only_what_is_in_use_is_sent(name: str) -> None:
    whole = next((FOLDER / "media").glob(f"{name}.*"))
    headers, body = ask(f"/static/media/{whole.name}")
    assert body == (FRONT / f"{name}.woff2").read_bytes(), "make it anew with python -m tests.first_visit"
    assert len(body) < whole.stat().st_size / 4
    assert "immutable" in headers["cache-control"]
    assert ask("/static/media/Other.woff2")[1] == b"passed on"


def test_every_icon_that_our_code_names_is_in_the_cut() -> None:
    named = named_in_code()
    assert "download" in named
    assert named <= set((FRONT / f"{CUTS[0]}.txt").read_text(encoding="utf-8").split())


def test_every_module_asked_for_at_once_is_there() -> None:
    listed = MODULES.read_text(encoding="utf-8").split()
    names = {name.split(".")[0] for name in listed}
    assert {"BidiComponent", "Html"} <= names
    assert not names & {"ArrowVegaLiteChart", "DataFrame", "Multiselect"}, "what comes after the figures can wait"
    assert list(modules()) == listed, "make it anew with python -m tests.first_visit"


@pytest.mark.parametrize("name", [*served.SCRIPTS, *served.STYLES])
def test_our_own_files_are_kept_for_good_under_what_they_hold(name: str) -> None:
    async def get(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=served.ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://invented.example") as client:
            return await client.get(path)

    there, other = (asked(lambda path=path: get(path)) for path in (served.address_of(name), f"/assets/{name}"))
    assert served.asset(name) in there.text
    assert "immutable" in there.headers["cache-control"]
    assert other.status_code == 404
    assert "cache-control" not in other.headers


def test_a_component_says_where_its_script_is_and_does_not_carry_it() -> None:
    assert served.address_of("linked.js") in served.script("linked.js")
    assert len(served.script("linked.js")) + len(served.style("linked.css")) < 500
