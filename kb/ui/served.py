"""Files that a browser keeps for good, by a hash of what they hold, and headers that every answer carries.

A component's own script and style go out with every run of a screen. So these only say where theirs is. The front end's
own files Streamlit sends as they are, and leaves compression to a proxy, which a small office does not have.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

import anyio
import brotli
import streamlit
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.components.v2.types import ComponentRenderer

from kb.cache import MEGABYTE, Cache
from kb.domain.catalogue import gettext as _
from kb.ui.location import base_path

ASSETS = Path(__file__).parent / "assets"
FOLDER = "assets"
TYPES = {".js": "application/javascript", ".css": "text/css"}
# As Streamlit sends its own.
FOR_GOOD = "public, immutable, max-age=31536000"
# What a script that is put together of several exports.
_EXPORTS: Mapping[str, str] = {"linked.js": "export default (component) => void linked(component);\n"}
# A script that is put together of several files. Those in vendor/ are others' (vendor/README.md).
_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "interactive.js": (
        "vendor/idiomorph.min.js",
        "vendor/sortable.min.js",
        "vendor/tinykeys.min.js",
        "linked.js",
        "following.js",
        "drafts.js",
        "live.js",
        "bar.js",
        "interactive.js",
    )
}
# What every screen needs, to be asked for before the program that draws it is there.
SCRIPTS, STYLES = ("linked.js", "navigation.js"), ("linked.css",)
_SERVED = (*SCRIPTS, *STYLES, "interactive.js", "interactive.css")
STREAMLIT = Path(streamlit.__file__).parent / "static" / "static"
# The fonts of which only what is in use is sent, and the modules that show the first figures.
CUTS = ("MaterialSymbols-Rounded", "SourceSansVF-Upright")
FRONT = ASSETS / "front"
# The best first. Brotli saves an eighth of the first visit; its last steps would cost seconds and save a tenth more.
WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=9),
    "gzip": partial(gzip.compress, mtime=0),
}
MODULES = FRONT / "modules.txt"
_KEPT = Cache(entries=512, size=64 * MEGABYTE)
# No page of elsewhere may lay the dashboard under its own buttons. An answer's own policy holds beside it.
POLICY = "frame-ancestors 'self'"
# Which State or text somebody looks at is told to no other site.
OTHERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


def asset(name: str) -> str:
    """The text of a file in assets/."""
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def component(name: str, js: str, *css: str) -> ComponentRenderer:
    """A component of these files in assets/; of those that are served it only says where they are.

    It is in the page itself and not in a tree of its own: labels and the focus of a window are found there.
    """
    source = script(js) if js in _SERVED else asset(js)
    styles = "\n".join(style(one) if one in _SERVED else asset(one) for one in css)
    return st.components.v2.component(name, css=styles or None, js=source, isolate_styles=False)


@cache
def _file(name: str) -> tuple[str, bytes]:
    """The name with the hash of the content, and the content."""
    content = ("\n".join(map(asset, _TOGETHER.get(name, (name,)))) + _EXPORTS.get(name, "")).encode()
    path = Path(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}", content


def address_of(name: str) -> str:
    """Where the file is served."""
    return f"{base_path()}/{FOLDER}/{_file(name)[0]}"


def script(name: str) -> str:
    """The script of a component: it loads its module from here, once for all runs and screens."""
    return (
        f"const module = import(window.location.origin + {address_of(name)!r});\n"
        "export default (component) => module.then((loaded) => loaded.default(component));\n"
    )


def style(name: str) -> str:
    """The style of a component, likewise. It stands behind Streamlit's own, which it changes."""
    return f'/* One line Streamlit would take for the name of a file. */\n@import url("{address_of(name)}");'


def answer(request: Request) -> Response:
    """One of the files; not a coroutine, so that it runs in a thread."""
    wanted = request.path_params["name"]
    for name in _SERVED:
        hashed, content = _file(name)
        if wanted == hashed:
            return Response(content, media_type=TYPES[Path(name).suffix], headers={"Cache-Control": FOR_GOOD})
    return PlainTextResponse(_("There is no such file."), 404)


ROUTES = [Route(f"/{FOLDER}/{{name}}", answer)]


class FrontEnd:
    """Answers requests for scripts and styles with the compressed file, for two fonts with a cut; the rest passes.

    Two thirds less to wait for on a first visit over a bad line. Names carry a hash of the contents, so each file is
    compressed once a way and kept.
    """

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
    whole = next((STREAMLIT / "media").glob(f"{name}.*"), None)
    if whole is None or hashlib.sha256(whole.read_bytes()).hexdigest() != cut_from:
        return None
    return (FRONT / f"{name}.woff2").read_bytes()


@cache
def modules() -> tuple[str, ...]:
    """The modules that show the first figures, as far as they are there."""
    listed = MODULES.read_text(encoding="utf-8").split() if MODULES.exists() else ()
    return tuple(name for name in listed if (STREAMLIT / "js" / name).is_file())


def _way(accepted: str) -> str | None:
    """The best way to compress of those that a browser accepts; None if it accepts none of ours."""
    named = {one.split(";", 1)[0].strip() for one in accepted[:500].split(",")}
    return next((way for way in WAYS if way in named), None)


def _compressed(name: Path, way: str) -> bytes | None:
    """The compressed file of this name below Streamlit's static folder; None for anything else."""
    file = (STREAMLIT / name).resolve()
    if not file.is_relative_to(STREAMLIT.resolve()) or not file.is_file():
        return None
    return _KEPT.get((file, way), lambda: WAYS[way](file.read_bytes()))


class SecurityHeaders:
    """Adds POLICY and OTHERS to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Content-Security-Policy", POLICY)
                headers.update(OTHERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)
