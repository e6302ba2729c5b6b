"""Scripts and styles of ours as files that a browser keeps for good, by a hash of what they hold.

A component's own script and style go out with every run of a screen. So these only say where theirs is.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.components.v2.types import ComponentRenderer

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


def asset(name: str) -> str:
    """The text of a file in assets/."""
    return (ASSETS / name).read_text(encoding="utf-8")


def component(name: str, js: str, css: str | None = None) -> ComponentRenderer:
    """A component in the page itself and not in a tree of its own: labels and the focus of a window are found there."""
    return st.components.v2.component(name, css=css, js=js, isolate_styles=False)


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
    return PlainTextResponse("There is no such file.", 404)


ROUTES = [Route(f"/{FOLDER}/{{name}}", answer)]
