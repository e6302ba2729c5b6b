"""The front end's files go out compressed, and nothing but them."""

import gzip
import os

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from kb.ui.compressed import FOLDER, CompressedAssets
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
    asked(lambda: CompressedAssets(PlainTextResponse("passed on"))(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}, body


def test_a_script_is_sent_compressed_and_whole() -> None:
    script = max((FOLDER / "js").glob("*.js"), key=os.path.getsize)
    headers, body = ask(f"/static/js/{script.name}")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == script.read_bytes()
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
    headers, body = ask(f"/static/js/{script.name}", accepts="identity")
    assert body == b"passed on"
    assert "content-encoding" not in headers
