"""The HTTP API: what the screens show, for programs. It reads only; what a reader may not see is missing in it too."""

import re
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.telemetry import TelemetryConfig
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Connection

from kb.api import answering, asking, bearer, feed, originals, problems, sessions
from kb.api.described import described, operation
from kb.api.page import described_as_page
from kb.api.resources import RESOURCES, Resource
from kb.db import Store

TITLE = "Victim assistance under the Convention on Cluster Munitions: HTTP API"
VERSION = "1"
START = "/v1"
# What is asked for, and by whom, goes nowhere, whatever else in the process collects such things.
TOLD_TO_NOBODY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def mounted(store: Callable[[], Store], base: str = "") -> Mount:
    """The application below /api, and that below the path `base`; `store` as for `make`."""
    mount = Mount(base + asking.MOUNTED, make(store))
    # A line break in a path is no way past it: by itself the pattern ends there.
    mount.path_regex = re.compile(rf"^{re.escape(base + asking.MOUNTED)}/(?P<path>.*)$", re.DOTALL)
    return mount


def make(store: Callable[[], Store]) -> FastAPI:
    """The application, to be mounted; `store` gives the open knowledge base, or raises KnowledgeBaseError."""
    app = FastAPI(
        title=TITLE,
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=TOLD_TO_NOBODY,
    )
    app.add_middleware(HeadAsGet)
    problems.say(app)
    for resource in RESOURCES:
        app.add_api_route(START + resource.path, _handler(resource, store), **operation(resource))
    originals.add_to(app, START, store)
    feed.add_to(app, START, store)
    sessions.add_to(app, START, store)

    @app.get(f"{START}/openapi.json", include_in_schema=False)
    def document(request: Request) -> Response:
        return answering.document(described(app, request.scope.get("root_path", "")))

    @app.get(f"{START}/docs", include_in_schema=False)
    @app.get(START, include_in_schema=False)
    def page(request: Request) -> Response:
        return described_as_page(described(app, request.scope.get("root_path", "")))

    return app


def _handler(resource: Resource, store: Callable[[], Store]) -> Callable[[Request], Response]:
    """What answers at an address; not a coroutine, so that it runs in a thread while the database works."""

    def handle(request: Request) -> Response:
        opened = store()
        asked = asking.read(request, opened, bearer.audience(request, opened), resource.parameters)
        kept = answering.headers(request, asked)
        if answering.is_known(request, kept["ETag"]):
            return answering.unchanged(kept)
        content: dict[str, Any]
        if resource.rows:
            content = answering.page(request, asked, resource.rows(asked), resource.columns)
        else:
            assert resource.row
            content = answering.one(asked, resource.row(asked), resource.columns)
        return answering.answer(content, asked, resource.name, resource.columns, kept)

    return handle


class HeadAsGet:
    """Answers HEAD as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, without_body)
