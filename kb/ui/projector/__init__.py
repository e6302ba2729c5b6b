"""The projector: how a session stands, for a whole room to read; read only, and nobody need sign in for it.

Its pages are whole, with their own style and script in them, so that nothing else is to be loaded.
"""

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kb.db import Store
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.errors import KnowledgeBaseError, ValueUnknown
from kb.session.board import board
from kb.session.state import Session
from kb.ui import service
from kb.ui.live import following, state_of, used_ms
from kb.ui.location import base_path
from kb.ui.markup import Html, render
from kb.ui.projector import room
from kb.ui.served import asset
from kb.workflow.desk import session

STYLE = Html(asset("projector.css"))
SCRIPT = Html(asset("following.js") + asset("projector.js"))
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


def _page(title: str, status: int = 200, **values: object) -> Response:
    """A session to follow (`room`), the sessions to choose from (`desks`), or a `sentence` with a way on."""
    shown = {"title": title, "base": base_path(), "style": STYLE, "room": "", "sentence": "", **values}
    return HTMLResponse(render("projector/page.html", **shown), status, HEADERS)


def _answering(answer: Callable[[Request, Store], Response]) -> Callable[[Request], Response]:
    """What answers at an address; not a coroutine, so that it runs in a thread while others write."""

    def handle(request: Request) -> Response:
        try:
            return answer(request, service.store())
        except ValueUnknown as error:
            return _page(_("Projector"), 404, sentence=str(error))
        except KnowledgeBaseError as error:
            return _page(_("Projector"), 503, sentence=error.sentence)

    return handle


def _choose(_request: Request, store: Store) -> Response:
    return _page(_("Sessions"), desks=store.desks.all())


def _follow(request: Request, store: Store) -> Response:
    found = session(store, request.path_params["desk"])
    used = used_ms(store, found)
    return _page(
        found.record.title,
        room=room.shown(board(store.latest(Audience.PUBLIC), found), used),
        seen=state_of(store, found),
        used_ms=used,
        version=VERSION,
        seconds=SECONDS,
        script=SCRIPT,
    )


def told(store: Store, found: Session) -> str:
    """What a window is told of a state, as JSON: after which move, what the room sees, and which page can show it."""
    shown = room.shown(board(store.latest(Audience.PUBLIC), found))
    return json.dumps({"number": found.number, "room": shown, "version": VERSION})


ROUTES = [
    Route("/projector", _answering(_choose)),
    Route("/projector/", _answering(_choose)),
    Route("/projector/{desk}", _answering(_follow)),
    Route("/projector/{desk}/events", following(told)),
]


__all__ = ["ROUTES"]
