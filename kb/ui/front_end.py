"""The front end's own files, compressed: two thirds less to wait for on a first visit over a bad line.

Streamlit sends them as they are and leaves compression to a proxy, which a small office does not have. Their names
carry a hash of their contents, so each is compressed once a way and kept. Of its icons and letters only those in
use are sent.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

import anyio
import brotli
import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kb.cache import MEGABYTE, Cache
from kb.ui.location import base_path
from kb.ui.served import ASSETS, FOR_GOOD, TYPES

FOLDER = Path(streamlit.__file__).parent / "static" / "static"
# The fonts of which only what is in use is sent, and the modules that show the first figures.
CUTS = ("MaterialSymbols-Rounded", "SourceSansVF-Upright")
FRONT = ASSETS / "front"
# The best first. Brotli saves an eighth of the first visit; its last steps would cost seconds and save a tenth more.
WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=9),
    "gzip": partial(gzip.compress, mtime=0),
}
MODULES = FRONT / "modules.txt"


class FrontEnd:
    """Answers requests for scripts and styles with the compressed file, for two fonts with a cut; the rest passes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = Path(str(scope.get("path", "")).removeprefix(base_path()))
        wanted = scope["type"] == "http" and path.parts[1:2] == ("static",) and path.suffix in TYPES
        way = _way(Headers(scope=scope).get("accept-encoding", "")) if wanted and scope["method"] == "GET" else None
        if way:
            content = await anyio.to_thread.run_sync(_compressed, Path(*path.parts[2:]), way)
            if content is not None:
                headers = {"Content-Encoding": way, "Vary": "Accept-Encoding", "Cache-Control": FOR_GOOD}
                await Response(content, media_type=TYPES[path.suffix], headers=headers)(scope, receive, send)
                return
        if scope["type"] == "http" and path.parts[1:3] == ("static", "media") and path.suffix == ".woff2":
            name = path.name.split(".", 1)[0]
            cut = _cut(name) if name in CUTS else None
            if cut is not None:
                await Response(cut, media_type="font/woff2", headers={"Cache-Control": FOR_GOOD})(scope, receive, send)
                return
        await self.app(scope, receive, send)


@cache
def _cut(name: str) -> bytes | None:
    """The cut of a font, made by tests/first_visit.py; None beside another version of the font it was cut from."""
    cut_from = (FRONT / f"{name}.txt").read_text(encoding="utf-8").split("\n", 1)[0]
    whole = next((FOLDER / "media").glob(f"{name}.*"), None)
    if whole is None or hashlib.sha256(whole.read_bytes()).hexdigest() != cut_from:
        return None
    return (FRONT / f"{name}.woff2").read_bytes()


@cache
def modules() -> tuple[str, ...]:
    """The modules that show the first figures, as far as they are there."""
    listed = MODULES.read_text(encoding="utf-8").split() if MODULES.exists() else ()
    return tuple(name for name in listed if (FOLDER / "js" / name).is_file())


_KEPT = Cache(entries=512, size=64 * MEGABYTE)


def _way(accepted: str) -> str | None:
    """The best way to compress of those that a browser accepts; None if it accepts none of ours."""
    named = {one.split(";", 1)[0].strip() for one in accepted[:500].split(",")}
    return next((way for way in WAYS if way in named), None)


def _compressed(name: Path, way: str) -> bytes | None:
    """The compressed file of this name below Streamlit's static folder; None for anything else."""
    file = (FOLDER / name).resolve()
    if not file.is_relative_to(FOLDER.resolve()) or not file.is_file():
        return None
    return _KEPT.get((file, way), lambda: WAYS[way](file.read_bytes()))
