"""The addresses of the projector. They read only, and nobody need sign in for them."""

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kb.db import Store
from kb.domain.model import Audience
from kb.errors import KnowledgeBaseError, ValueUnknown
from kb.session.board import board
from kb.session.state import Session
from kb.ui import service
from kb.ui.live import following, state_of, used_ms
from kb.ui.projector import page, room
from kb.workflow.desk import session

Answer = Callable[[Request, Store], Response]


def _answering(answer: Answer) -> Callable[[Request], Response]:
    """What answers at an address; not a coroutine, so that it runs in a thread while others write."""

    def handle(request: Request) -> Response:
        try:
            return answer(request, service.store())
        except ValueUnknown as error:
            return HTMLResponse(page.saying(str(error)), 404, page.HEADERS)
        except KnowledgeBaseError as error:
            return HTMLResponse(page.saying(error.sentence), 503, page.HEADERS)

    return handle


def _choose(_request: Request, store: Store) -> Response:
    return HTMLResponse(page.choosing(store.desks.all()), headers=page.HEADERS)


def _follow(request: Request, store: Store) -> Response:
    found = session(store, request.path_params["desk"])
    used = used_ms(store, found)
    shown = room.shown(board(store.latest(Audience.PUBLIC), found), used)
    return HTMLResponse(page.following(found.record.title, shown, state_of(store, found), used), headers=page.HEADERS)


def told(store: Store, found: Session) -> str:
    """What a window is told of a state, as JSON: after which move, what the room sees, and which page can show it."""
    shown = room.shown(board(store.latest(Audience.PUBLIC), found))
    return json.dumps({"number": found.number, "room": shown, "version": page.VERSION})


ROUTES = [
    Route("/projector", _answering(_choose)),
    Route("/projector/", _answering(_choose)),
    Route("/projector/{desk}", _answering(_follow)),
    Route("/projector/{desk}/events", following(told)),
]
