"""Server-sent events of a session: its windows are told how it stands once it is no longer as they show it.

While anybody listens to a session, one task looks at it for all of them. A window that loses the connection connects
again by itself, and is told at once how it stands.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kb.db import Store
from kb.errors import KnowledgeBaseError, ValueUnknown
from kb.session.state import Session
from kb.ui import service
from kb.workflow.desk import session

LOG = logging.getLogger("kb")
NOT_KEPT = {"Cache-Control": "no-store"}
# Seconds between two looks at a session; and after which a window is told again that the server is there.
LOOK, BEAT = 0.2, 2.0
# Milliseconds after which a browser connects again.
RETRY_MS = 1000
# What is told of a session, as text; asked for in a thread, once for every state.
Content = Callable[[Store, Session], str]


@dataclass(frozen=True)
class _State:
    """How a session stood at a moment: what tells one state from another, the content, and the speaker's time."""

    key: str
    content: str
    used_ms: int | None
    at: float

    @property
    def time(self) -> str:
        """The time that the speaker has used by now, in milliseconds; empty where nobody speaks."""
        return "" if self.used_ms is None else str(self.used_ms + round((monotonic() - self.at) * 1000))


class _Channel:
    """What all windows of one kind are told of one session."""

    def __init__(self, desk: str, content: Content) -> None:
        self._desk, self._content = desk, content
        self._turn = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._state: _State | None = None
        self._listening = 0

    async def events(self) -> AsyncIterator[ServerSentEvent]:
        """`state` whenever it is another one, `time` after it and every BEAT, `gone` last where there is no session."""
        self._listening += 1
        try:
            if self._state is None:
                self._state = await anyio.to_thread.run_sync(self._look)
            if self._task is None:
                self._task = asyncio.create_task(self._watch())
            key = None
            while state := self._state:
                turn = self._turn
                if state.key != key:
                    key = state.key
                    yield ServerSentEvent(state.content, event="state", id=key, retry=RETRY_MS)
                yield ServerSentEvent(state.time, event="time")
                with anyio.move_on_after(BEAT):
                    await turn.wait()
            yield ServerSentEvent("", event="gone")
        except KnowledgeBaseError as error:
            LOG.warning("A session cannot be followed now: %s", error)
        finally:
            self._listening -= 1
            if not self._listening:
                _channels.pop((self._desk, self._content), None)
                if self._task:
                    self._task.cancel()
                    self._task = None

    async def _watch(self) -> None:
        while before := self._state:
            await anyio.sleep(LOOK)
            with suppress(KnowledgeBaseError):  # looked at again a moment later
                self._state = await anyio.to_thread.run_sync(self._look)
            if self._state is None or self._state.key != before.key:
                self._turn.set()
                self._turn = asyncio.Event()

    def _look(self) -> _State | None:
        store, before = service.store(), self._state
        try:
            found = session(store, self._desk)
        except ValueUnknown:
            return None
        key = state_of(store, found)
        content = before.content if before and before.key == key else self._content(store, found)
        return _State(key, content, used_ms(store, found), monotonic())


_channels: dict[tuple[str, Content], _Channel] = {}


def follow(desk: str, content: Content) -> AsyncIterator[ServerSentEvent]:
    """The events of a session, to its end or to that of the connection."""
    return _channels.setdefault((desk, content), _Channel(desk, content)).events()


def following(content: Content) -> Callable[[Request], Awaitable[Response]]:
    """What answers with the events of the session in the address; 503 where the knowledge base cannot be opened."""

    async def answer(request: Request) -> Response:
        try:
            await anyio.to_thread.run_sync(service.store)
        except KnowledgeBaseError as error:
            return PlainTextResponse(error.sentence, 503, NOT_KEPT)
        return EventSourceResponse(follow(request.path_params["desk"], content), ping=0, headers=NOT_KEPT)

    return answer


def state_of(store: Store, found: Session) -> str:
    """What tells one state from another: how far the session is, and the knowledge base that is told beside it."""
    return f"{found.number}.{store.revision()}"


def used_ms(store: Store, found: Session) -> int | None:
    """The time that the speaker has used, in milliseconds."""
    return found.speaking.used_at(store.desks.clock_ms(found.record.id)) if found.speaking else None


def number(_store: Store, found: Session) -> str:
    """The number of the last move, as text."""
    return str(found.number)


ROUTES = [Route("/session-live/{desk}", following(number))]
