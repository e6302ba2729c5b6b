"""The pages of the projector: whole, with their own style and script in them, so that nothing else is to be loaded."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape

from kb.db.desks import DeskRecord
from kb.ui.live import POLLING
from kb.ui.location import base_path
from kb.ui.markup import Html, element, join, text
from kb.ui.served import asset

STYLE = Html(asset("projector.css"))
SCRIPT = Html(POLLING + asset("projector.js"))
# A window that stays open over a change of the program loads the page anew.
VERSION = sha256((STYLE + SCRIPT).encode()).hexdigest()[:12]
# Without the script: the whole page again and again.
SECONDS = 5


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)};"
    " connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-store",
}


def following(title: str, room: Html, seen: str, used_ms: int | None) -> str:
    """The page that shows a session and follows it."""
    body = join(
        [
            element("p", id="said", class_="aside", aria_live="polite"),
            element(
                "div",
                room,
                id="room",
                data_seen=seen,
                data_version=VERSION,
                data_used=None if used_ms is None else str(used_ms),
            ),
            element(
                "div",
                element("p", "Connection lost: this is how it stood then. It goes on by itself.", role="status"),
                element("p", class_="ago"),
                id="lost",
                hidden="",
            ),
            element("script", SCRIPT),
        ]
    )
    again = element("noscript", Html(f'<meta http-equiv="refresh" content="{SECONDS}">'))
    return _page(title, body, again)


def choosing(desks: Sequence[DeskRecord]) -> str:
    """The page that lists the sessions at the desk."""
    listed = [element("li", _to(desk)) for desk in desks]
    found = element("ul", *listed) if listed else element("p", "No session has been opened at the desk yet.")
    return _page("Sessions", element("main", element("h1", "Sessions for the projector"), found, class_="plain"))


def saying(sentence: str) -> str:
    """A page with one sentence, and a way on."""
    way = element("p", element("a", "All sessions", href=f"{base_path()}/projector"))
    return _page("Projector", element("main", element("h1", sentence, dir="auto"), way, class_="plain"))


def _to(desk: DeskRecord) -> Html:
    label = f"{desk.day.isoformat()}: {desk.title}" + (" (rehearsal)" if desk.is_rehearsal else "")
    return element("a", label, href=f"{base_path()}/projector/{desk.id}", dir="auto")


def _page(title: str, body: Html, head: Html | None = None) -> str:
    return "<!DOCTYPE html>" + element(
        "html",
        element(
            "head",
            Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
            Html(f'<link rel="icon" href="{escape(base_path())}/favicon.png">'),
            element("title", text(title)),
            element("style", STYLE),
            head or "",
        ),
        element("body", body),
        lang="en",
    )
