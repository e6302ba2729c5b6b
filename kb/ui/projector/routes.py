"""The addresses of the projector. They read only, and nobody need sign in for them."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kb.db import Store
from kb.domain.model import Audience
from kb.errors import KnowledgeBaseError, ValueUnknown
from kb.session.state import Session
from kb.ui import service
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
    used = _used(store, found)
    shown = room.shown(store.latest(Audience.PUBLIC), found, used)
    return HTMLResponse(page.following(found.record.title, shown, _state(store, found), used), headers=page.HEADERS)


def _now(request: Request, store: Store) -> Response:
    """What the room sees now; nothing but the time used where that has been `seen`."""
    found = session(store, request.path_params["desk"])
    used, state = _used(store, found), _state(store, found)
    headers = {"Cache-Control": "no-store", "Kb-Seen": state, "Kb-Version": page.VERSION}
    if used is not None:
        headers["Kb-Used"] = str(used)
    if request.query_params.get("seen") == state:
        return Response(status_code=204, headers=headers)
    shown = room.shown(store.latest(Audience.PUBLIC), found, used)
    return HTMLResponse(shown, headers=page.HEADERS | headers)


def _state(store: Store, found: Session) -> str:
    """What tells one state from another: how far the session is, and the knowledge base that is told beside it."""
    return f"{found.number}.{store.revision()}"


def _used(store: Store, found: Session) -> int | None:
    """The time that the speaker has used, in milliseconds."""
    speaking = found.speaking
    return speaking.used_at(store.desks.clock_ms(found.record.id)) if speaking else None


ROUTES = [
    Route("/projector", _answering(_choose)),
    Route("/projector/", _answering(_choose)),
    Route("/projector/{desk}", _answering(_follow)),
    Route("/projector/{desk}/now", _answering(_now)),
]
