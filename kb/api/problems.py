"""What is answered instead of rows: RFC 9457 problem details with a sentence."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from kb.errors import KnowledgeBaseError

LOG = logging.getLogger("kb")
MEDIA = "application/problem+json"
# The header that a refused token is answered with.
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="knowledge base"'}


class Problem(BaseModel):
    """Why there is no answer."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="Always about:blank: the status says which kind of problem it is.")
    title: str = Field(description="The name of the status.")
    status: int = Field(description="The status.")
    detail: str = Field(description="What is the matter, in a sentence or several.")


class RequestRefused(Exception):
    """A request that gets no rows: the status, and the sentence to say."""

    def __init__(self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers


def unknown(what: str, given: str, revision: int) -> RequestRefused:
    """The refusal for an id that names nothing: `what` is what it should name."""
    return RequestRefused(HTTPStatus.NOT_FOUND, f"There is no {what} “{given[:80]}” as of revision {revision}.")


def say(app: FastAPI) -> None:
    """Let the application answer every error with a problem."""
    app.add_exception_handler(RequestRefused, _refused)
    app.add_exception_handler(KnowledgeBaseError, _unavailable)
    app.add_exception_handler(HTTPException, _by_the_router)
    app.add_exception_handler(Exception, _unforeseen)


def _answer(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    said = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail)
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(said.model_dump(), status, kept, MEDIA)


def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestRefused)
    return _answer(error.status, error.detail, error.headers)


def _unavailable(_request: Request, error: Exception) -> JSONResponse:
    LOG.error("%s", error)
    return _answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": "60"})


def _by_the_router(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _answer(error.status_code, "Nothing can be changed here: ask with GET or HEAD.", {"Allow": "GET, HEAD"})
    if error.status_code == HTTPStatus.NOT_FOUND:
        start = request.scope.get("root_path", "")
        return _answer(error.status_code, f"There is nothing at this address. What there is stands at {start}/v1/docs.")
    return _answer(error.status_code, str(error.detail))


def _unforeseen(_request: Request, error: Exception) -> JSONResponse:
    LOG.error("The API failed", exc_info=error)
    said = "The answer failed because of a fault in the program, which was logged."
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, said)
