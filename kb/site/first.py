"""What a browser shows before the dashboard has been loaded: the screen's title and the way to its plain page.

Streamlit's first page is empty until its program runs, which takes long over a bad line.
"""

import logging
from urllib.parse import parse_qs

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kb.site import live
from kb.ui import location, served
from kb.ui.frame import TITLE
from kb.ui.location import base_path
from kb.ui.markup import render, text
from kb.ui.screens import PLAIN, SCREENS
from kb.ui.served import modules

LOG = logging.getLogger("kb")
# Where Streamlit's page has its own title, and where its program puts what it draws in place of what is there.
_TITLE, _ROOT = b"<title>Streamlit</title>", b'<div id="root">'


class FirstPage:
    """Adds the title, what is in the filters and a link to every page of HTML at the address of a screen."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        screen = str(scope.get("path", "")).removeprefix(base_path()).strip("/")
        if scope["type"] != "http" or scope["method"] != "GET" or screen not in SCREENS:
            await self.app(scope, receive, send)
            return
        start: Message | None = None  # of a page of HTML, held back until all of it is there
        parts: list[bytes] = []

        async def hold(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
                return
            if start is None:
                await send(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            query = parse_qs(scope["query_string"].decode("latin-1"))
            body = await anyio.to_thread.run_sync(_with_first, b"".join(parts), screen, query)
            headers = MutableHeaders(raw=start["headers"])
            headers["Content-Length"] = str(len(body))
            # A browser that has asked before may have an earlier finding.
            del headers["ETag"]
            del headers["Last-Modified"]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, hold)


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _with_first(body: bytes, screen: str, query: dict[str, list[str]]) -> bytes:
    """Streamlit's page with what is to be seen until its program has been loaded."""
    title_words, span, plain = SCREENS[screen].title, "", location.plain("", {})
    if screen in PLAIN:
        plain = location.plain(screen, query)
        try:
            _view, _here, content = live.content(screen, query)
            title_words, span = content.title, content.span
        except Exception:  # whatever is the matter: the screen says it once it is there, and must not fail before
            LOG.exception("The finding of a screen failed")
    first = render("first.html", said=title_words, span=span, plain=base_path() + plain)
    title = f"<title>{text(SCREENS[screen].title)}: {text(TITLE)}</title>"
    # Asked for at once, and not one after the other as each is needed.
    title += "".join(f'<link rel="preload" as="style" href="{served.address_of(one)}">' for one in served.STYLES)
    scripts = [f"{base_path()}/static/js/{one}" for one in modules()]
    scripts += [served.address_of(one) for one in served.SCRIPTS]
    title += "".join(f'<link rel="modulepreload" href="{one}">' for one in scripts)
    return body.replace(_TITLE, title.encode(), 1).replace(_ROOT, _ROOT + first.encode(), 1)
