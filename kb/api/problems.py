"""Errors of the API, all of one shape: RFC 9457 problem details with a sentence of the catalogue."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from kb.domain.catalogue import gettext as _
from kb.domain.filters import shown
from kb.errors import KnowledgeBaseError

LOG = logging.getLogger("kb")
MEDIA = "application/problem+json"
# How many things that mean nothing are named one by one.
FAULTS = 10


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


def unprocessable(faults: Sequence[str]) -> RequestRefused:
    """The refusal of parameters; a fault is a sentence without its full stop."""
    more = [_("And {count} more like these").format(count=len(faults) - FAULTS)] if len(faults) > FAULTS else []
    sentences = [f"{fault}." for fault in (*faults[:FAULTS], *more)]
    return RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, " ".join((*sentences, _("Nothing was answered."))))


def add_handlers(app: FastAPI) -> None:
    """Let the application answer every error with a problem."""
    for error, handler in (
        (RequestRefused, _refused),
        (RequestValidationError, _invalid),
        (KnowledgeBaseError, _unavailable),
        (HTTPException, _by_the_router),
        (Exception, _unforeseen),
    ):
        app.add_exception_handler(error, handler)


def _answer(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    problem = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(problem.model_dump(), status, {"Cache-Control": "no-store", **(headers or {})}, MEDIA)


def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestRefused)
    return _answer(error.status, error.detail, error.headers)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return _refused(request, unprocessable([_fault(one) for one in error.errors()]))


def _fault(error: Mapping[str, Any]) -> str:
    """What a query model refuses, in words."""
    key, value = shown(str(error["loc"][1])), shown(str(error["input"]))
    match error["type"]:
        case "extra_forbidden":
            return _("“{key}” is no parameter of this address").format(key=key)
        case "missing":
            return _("“{key}” must be given").format(key=key)
        case "string_too_long":
            most = error["ctx"]["max_length"]
            return _("“{key}” is longer than {most} characters").format(key=key, most=most)
    return _("“{value}” is no value of “{key}”").format(value=value, key=key)


def _unavailable(_request: Request, error: Exception) -> JSONResponse:
    LOG.error("%s", error)
    return _answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": "60"})


def _by_the_router(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = _("Nothing can be changed here: ask with GET or HEAD.")
        return _answer(error.status_code, detail, {"Allow": "GET, HEAD"})
    if error.status_code == HTTPStatus.NOT_FOUND:
        docs = f"{request.scope.get('root_path', '')}/v1/docs"
        detail = _("There is nothing at this address. What there is stands at {docs}.").format(docs=docs)
        return _answer(error.status_code, detail)
    return _answer(error.status_code, str(error.detail))


def _unforeseen(_request: Request, error: Exception) -> JSONResponse:
    LOG.error("The API failed", exc_info=error)
    detail = _("The answer failed because of a fault in the program, which was logged.")
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
