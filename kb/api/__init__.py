"""The HTTP API: what the screens show, for programs. It reads only; what a reader may not see is missing in it too."""

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Path, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials
from fastapi.telemetry import TelemetryConfig
from starlette.routing import Mount

from kb.api import access, params, problems, responses
from kb.api.openapi import DESCRIPTION, add_docs, operation
from kb.api.other_answers import OTHERS
from kb.api.resources import RESOURCES, Resource
from kb.db import Store
from kb.domain.model import Audience

TITLE = "Victim assistance under the Convention on Cluster Munitions: HTTP API"
START = "/v1"
# What is asked for, and by whom, goes nowhere, whatever else in the process collects such things.
NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def mounted(store: Callable[[], Store], base: str = "") -> Mount:
    """The application below /api, and that below the path `base`; `store` as for `make`."""
    mount = Mount(base + params.MOUNTED, make(store))
    # A line break in a path is no way past it: by itself the pattern ends there.
    mount.path_regex = re.compile(rf"^{re.escape(base + params.MOUNTED)}/(?P<path>.*)$", re.DOTALL)
    return mount


def make(store: Callable[[], Store]) -> FastAPI:
    """The application, to be mounted; `store` gives the open knowledge base, or raises KnowledgeBaseError."""
    app = FastAPI(
        title=TITLE,
        version="1",
        description=DESCRIPTION,
        openapi_url=f"{START}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=NO_TELEMETRY,
    )
    problems.add_handlers(app)
    for resource in RESOURCES:
        endpoint = _endpoint(resource, store)
        needs = [Depends(_path_parameter(resource.id))] if resource.id else []
        _add(app, resource.path, endpoint, dependencies=needs, **operation(resource))
    for path, answer in OTHERS.items():
        _add(app, path, partial(answer, store), include_in_schema=False)
    add_docs(app, START)
    return app


def _add(app: FastAPI, path: str, endpoint: Callable[..., Response], **arguments: Any) -> None:
    """Answer GET and HEAD at the path; the server itself leaves out the body of the second."""
    app.add_api_route(START + path, endpoint, methods=["GET"], **arguments)
    app.add_api_route(START + path, endpoint, methods=["HEAD"], **arguments | {"include_in_schema": False})


def _endpoint(resource: Resource, store: Callable[[], Store]) -> Callable[..., Response]:
    """What answers at an address; not a coroutine, so that it runs in a thread while the database works."""

    def audience(
        request: Request, _token: Annotated[HTTPAuthorizationCredentials | None, Depends(access.BEARER)]
    ) -> Audience:
        return access.audience(request, store())

    def endpoint(
        request: Request,
        query: Annotated[resource.params, Query()],  # type: ignore[name-defined]
        audience: Annotated[Audience, Depends(audience)],
    ) -> Response:
        request_params = params.read(request, store(), audience, query)
        headers = responses.headers(request, request_params)
        if known := responses.not_modified(request, headers):
            return known
        content = responses.content(request, request_params, resource.answer(request_params), resource.columns)
        return responses.response(content, request_params, resource.name, resource.columns, headers)

    return endpoint


def _path_parameter(name: str) -> Callable[[str], Awaitable[None]]:
    """Describes the id in a path, which params.read takes from the request."""

    async def parameter(_id: Annotated[str, Path(alias=name, description=f"Code or id of the {name}.")]) -> None:
        """Nothing to do."""

    return parameter
