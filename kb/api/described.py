"""The API described as OpenAPI, from the declarations that answer."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from kb.api import asking
from kb.api.asking import Parameter
from kb.api.problems import MEDIA, Problem
from kb.api.resources import Resource
from kb.api.shapes import One
from kb.domain.words import CELLS

INTRODUCTION = """\
What the dashboard shows, for programs: the same questions, the same scope, in the same words as in the addresses of its
screens. It reads only.

Every figure is about what is held here. A cell that is not `reported` never says that a State did nothing: the cell
says why nothing is held. Only the voices own and reported are a State’s own; reported is second-hand. What others say
about a State stands apart (monitoring) and is never what it said. Texts of kind digest or note are not the
contributor’s words.

Without a token everybody gets what is public. A person who may see more makes a token of their own, on the screen
Method and data, and sends it as `Authorization: Bearer ...`.

With a token, `/v1/contributions/{contribution}/original` gives the file that was handed in, as it came: to its
contributor, and to those who work on the material.

Answers change only with a revision of the knowledge base, and with the day. Send `If-None-Match` with the ETag of an
answer held: 304 says that it still holds. A list comes in pages: `limit`, `offset`, a total, and `next`.
A CSV file has all rows, up to the greatest `limit`; where there are more, the header `Link` leads on.
"""

_HEADERS = {
    "ETag": "To be sent as If-None-Match with the next request for the same.",
    "X-Revision": "The revision that is answered.",
    "X-Audience": "As whom it was answered: public, parties or staff.",
    "X-Total-Count": "How many rows there are in all.",
    "Link": "The next page, if there is one: rel=next.",
}


def operation(resource: Resource) -> dict[str, Any]:
    """How FastAPI is to describe an address."""
    holds: Any = resource.page if resource.rows else One
    parameters = [*_named(resource), *map(_documented, resource.parameters), *asking.documented()]
    return {
        "summary": resource.title,
        "description": resource.says,
        "operation_id": resource.path.strip("/").replace("/", "_").translate({ord("{"): None, ord("}"): None}),
        "response_model": holds[resource.shape],
        "response_description": "The rows, or the record.",
        "responses": _responses(resource),
        "openapi_extra": {"parameters": parameters, "security": [{}, {"token": []}]},
    }


@lru_cache(maxsize=4)
def described(app: FastAPI, root: str) -> Mapping[str, Any]:
    """The OpenAPI document, for an API that is reached below `root`."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=INTRODUCTION + "\n" + _cells(),
        routes=app.routes,
        servers=[{"url": root or "/"}],
    )
    parts = document.setdefault("components", {})
    parts["schemas"]["Problem"] = Problem.model_json_schema()
    parts["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that a person made in the dashboard: it shows what that person may see.",
        }
    }
    return document


def _cells() -> str:
    said = (f"- `{cell.value}`: {words.meaning}" for cell, words in CELLS.items())
    return "Of a State and a provision exactly one of these holds, the first that applies:\n\n" + "\n".join(said) + "\n"


def _named(resource: Resource) -> list[dict[str, Any]]:
    _, _, name = resource.path.partition("{")
    if not name:
        return []
    said = f"Code or id of the {name.removesuffix('}')}."
    return [
        {
            "name": name.removesuffix("}"),
            "in": "path",
            "required": True,
            "description": said,
            "schema": {"type": "string"},
        }
    ]


def _documented(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.key,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": dict(parameter.schema),
        "style": "form",
        "explode": True,
    }


def _responses(resource: Resource) -> dict[int | str, dict[str, Any]]:
    problem = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refused = {
        401: "The token is not valid: unknown, expired, revoked, or its person may no longer sign in.",
        422: "A parameter is unknown, or its value means nothing here.",
        503: "The knowledge base cannot be opened.",
    }
    if resource.refuses:
        refused[403] = "The person whose token it is may not see this, or there is none."
    if resource.row:
        refused[404] = "Nothing has this id."
    named = _HEADERS if resource.rows else {name: _HEADERS[name] for name in ("ETag", "X-Revision", "X-Audience")}
    headers = {name: {"description": said, "schema": {"type": "string"}} for name, said in named.items()}
    return {
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "headers": headers},
        304: {"description": "What was answered with this ETag still holds."},
        **{status: {"description": said, "content": problem} for status, said in sorted(refused.items())},
    }
