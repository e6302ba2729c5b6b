"""The OpenAPI document and FastAPI's documentation page, with its script and style from here."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from itertools import chain, count
from typing import Any

import fastapi_offline
from fastapi import FastAPI, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.staticfiles import StaticFiles

from kb.api.problems import MEDIA, Problem
from kb.api.resources import Resource
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

A scope is every address's. What does not bear on an answer changes nothing in it; what is not known is refused.
For example: `/v1/gaps?affected=yes&format=csv` (where affected States Parties have not reported, and why, as CSV),
`/v1/passages?assessment=practice&voice=own` (practices in the contributors’ own statements),
`/v1/search?q=rehabilitation`.
With curl: `curl -H "Authorization: Bearer $TOKEN" https://HOST/api/v1/passages`

Of a State and a provision exactly one of these holds, the first that applies:

"""

DESCRIPTION = INTRODUCTION + "\n".join(f"- `{cell.value}`: {words.meaning}" for cell, words in CELLS.items())
# Only what comes from here, and the one script that stands in the page, by its hash.
_POLICY = (
    "default-src 'none'; script-src 'self' 'sha256-{hash}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# No badge of another site; no list of all schemas below.
_SWAGGER = {"validatorUrl": None, "defaultModelsExpandDepth": -1}

_HEADERS = {
    "ETag": "To be sent as If-None-Match with the next request for the same.",
    "X-Revision": "The revision that is answered.",
    "X-Audience": "As whom it was answered: public, parties or staff.",
    "X-Total-Count": "How many rows there are in all.",
    "Link": "The next page, if there is one: rel=next.",
}


def operation(resource: Resource) -> dict[str, Any]:
    """The arguments of FastAPI.add_api_route that describe a resource."""
    return {
        "summary": resource.title,
        "description": resource.description,
        "operation_id": re.sub("[{}]", "", resource.path.strip("/")).replace("/", "_"),
        "response_model": resource.response,
        "response_description": "The rows, or the record.",
        "responses": _responses(resource),
        # Beside the token that access.py asks for: everybody gets what is public.
        "openapi_extra": {"security": [{}]},
    }


def add_docs(app: FastAPI, start: str) -> None:
    """Serve the documentation page at /docs below `start`, and at `start` itself."""
    described = app.openapi
    app.openapi = cache(lambda: _with_components(described()))  # type: ignore[method-assign]
    assets = f"{start}/assets"
    app.mount(assets, StaticFiles(packages=[(fastapi_offline.__name__, "static")]))

    def docs(request: Request) -> Response:
        root = request.scope.get("root_path", "")
        page = get_swagger_ui_html(
            openapi_url=f"{root}{app.openapi_url}",
            title=app.title,
            swagger_js_url=f"{root}{assets}/swagger-ui-bundle.js",
            swagger_css_url=f"{root}{assets}/swagger-ui.css",
            swagger_favicon_url=f"{root.removesuffix('/api')}/favicon.png",
            swagger_ui_parameters=_SWAGGER,
        )
        back = f'<p><a href="{escape(root.removesuffix("/api"))}/">Back to the dashboard</a></p>'
        content = (
            bytes(page.body).replace(b"<html>", b'<html lang="en">').replace(b"<body>", b"<body>" + back.encode(), 1)
        )
        script = content.partition(b"<script>")[2].partition(b"</script>")[0]
        policy = _POLICY.format(hash=b64encode(sha256(script).digest()).decode())
        return Response(
            content,
            headers={"Cache-Control": "public, no-cache", "Content-Security-Policy": policy},
            media_type="text/html",
        )

    app.add_route(f"{start}/docs", docs, include_in_schema=False)
    app.add_route(start, docs, include_in_schema=False)


def _with_components(document: dict[str, Any]) -> dict[str, Any]:
    """The document with what operations have in common written once: the page is drawn in a third of the time."""

    def reference(kind: str, name: str, value: dict[str, Any]) -> dict[str, Any]:
        held = document["components"].setdefault(kind, {})
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        key = next(one for one in names if held.setdefault(one, value) == value)
        return {"$ref": f"#/components/{kind}/{key}"}

    for described in (one for path in document["paths"].values() for one in path.values()):
        described["parameters"] = [reference("parameters", one["name"], one) for one in described["parameters"]]
        answers = described["responses"]
        answers["200"]["headers"] = {
            name: reference("headers", name, value) for name, value in answers["200"]["headers"].items()
        }
        answers |= {status: reference("responses", status, one) for status, one in answers.items() if status != "200"}
    return document


def _responses(resource: Resource) -> dict[int | str, dict[str, Any]]:
    problem = {MEDIA: {"schema": Problem.model_json_schema()}}
    refused = {
        401: "The token is not valid: unknown, expired, revoked, or its person may no longer sign in.",
        422: "A parameter is unknown, or its value means nothing here.",
        503: "The knowledge base cannot be opened.",
    }
    if resource.refuses:
        refused[403] = "The person whose token it is may not see this, or there is none."
    if resource.id:
        refused[404] = "Nothing has this id."
    paged = ("X-Total-Count", "Link")
    headers = {
        name: {"description": meaning, "schema": {"type": "string"}}
        for name, meaning in _HEADERS.items()
        if not (resource.id and name in paged)
    }
    return {
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "headers": headers},
        304: {"description": "What was answered with this ETag still holds."},
        **{status: {"description": meaning, "content": problem} for status, meaning in sorted(refused.items())},
    }
