"""Responses as JSON or CSV, with the headers for caches: ETag, Cache-Control and Vary."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response

from kb.api.params import ApiQuery, Form
from kb.db import Store
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience, Scope
from kb.questions import Row, scope_day
from kb.questions.vocabulary import labelled
from kb.tables import Column
from kb.tables.cells import as_csv

CSV_MEDIA = "text/csv"
_SECRETS_OF_A_PERSON = "private, no-cache"
_FOR_EVERYBODY = "public, no-cache"
_TAG = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class ResultPage:
    """The rows of a page, how many there are in all, and what else stands beside them."""

    rows: Sequence[Row]
    total: int
    beside: Mapping[str, Any] = field(default_factory=dict)


def page_of(
    rows: Sequence[Row], query: ApiQuery, link: Callable[[Row], str], columns: Sequence[Column] = ()
) -> ResultPage:
    """The page asked for of all rows there are, each with its link, and with labels beside the codes of `columns`."""
    page = rows[query.params.offset : query.params.offset + query.limit]
    return ResultPage(list(labelled(({**row, "link": link(row)} for row in page), columns, query.words)), len(rows))


def headers(request: Request, query: ApiQuery) -> dict[str, str]:
    """Headers of a response whether or not it has changed. Whoever keeps it must ask each time whether it still
    holds: with a revision it changes, and with a day what was confidential may become public.
    """
    with_token = "authorization" in request.headers
    return {
        "ETag": _etag(query),
        "Cache-Control": _SECRETS_OF_A_PERSON if with_token else _FOR_EVERYBODY,
        "Vary": "Accept, Authorization",
    }


def not_modified(request: Request, kept: Mapping[str, str]) -> Response | None:
    """304 where the client has the response with this ETag already."""
    known = ",".join(request.headers.getlist("if-none-match"))
    if kept["ETag"].removeprefix("W/") in _TAG.findall(known):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=dict(kept))
    return None


def content(request: Request, query: ApiQuery, result: ResultPage | Row, columns: Sequence[str]) -> dict[str, Any]:
    """A page of rows, or one record, with what it is of."""
    envelope = {
        "revision": query.view.revision,
        "audience": query.audience.value,
        "scope": sentence(query, query.scope),
    }
    if not isinstance(result, ResultPage):
        return {**envelope, "row": only(result, columns)}
    after = query.params.offset + len(result.rows)
    empty = _("Nothing that is held answers to this. It says what is held here, not that nothing was said or done.")
    return {
        **envelope,
        "total": result.total,
        "limit": query.limit,
        "offset": query.params.offset,
        "next": _address(request, query, after) if result.rows and after < result.total else None,
        "note": None if result.total else empty,
        "rows": [only(row, columns) for row in result.rows],
        **result.beside,
    }


def sentence(query: ApiQuery, scope: Scope) -> str:
    """The scope in words, as it stands above every figure on the screens."""
    return filters.sentence(scope, query.words, scope_day(query.view, scope))


def response(
    content: Mapping[str, Any], query: ApiQuery, name: str, columns: Sequence[str], kept: dict[str, str]
) -> Response:
    """The content in the form that was asked for; CSV has the rows alone, and the rest in headers."""
    kept |= {"X-Revision": str(content["revision"]), "X-Audience": content["audience"]}
    if "total" in content:
        kept["X-Total-Count"] = str(content["total"])
        if content["next"]:
            kept["Link"] = f'<{content["next"]}>; rel="next"'
    if query.form is Form.JSON:
        body = json.dumps(content, ensure_ascii=False, allow_nan=False, default=_plain)
        return Response(body, headers=kept, media_type="application/json")
    rows = content["rows"] if "rows" in content else [content["row"]]
    lines = ([_cell(row[column]) for column in columns] for row in rows)
    whose = "" if query.audience is Audience.PUBLIC else f"-{query.audience.value}-only"
    kept["Content-Disposition"] = f'attachment; filename="{name}-revision-{content["revision"]}{whose}.csv"'
    return Response(as_csv([columns, *lines]), headers=kept, media_type=CSV_MEDIA)


def only(row: Row, columns: Iterable[str]) -> dict[str, Any]:
    """The columns of a row that go out."""
    return {column: row[column] for column in columns}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in an answer")


def _cell(value: Any) -> str:
    """A value as a cell: codes in a list apart by spaces, as in the data files; records as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(item, Mapping) for item in value)):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _address(request: Request, query: ApiQuery, offset: int) -> str:
    """The address of the page that begins there."""
    others = [(key, value) for key, value in request.query_params.multi_items() if key != "offset"]
    return f"{query.host}{quote(request.scope['path'])}?{urlencode([*others, ('offset', offset)])}"


def _etag(query: ApiQuery) -> str:
    """Weak, since what lies between may compress the response."""
    depends_on = (
        query.latest,
        _made_at(query.store, query.latest),
        query.audience,
        query.form,
        datetime.now(UTC).date(),
        _program(),
    )
    return f'W/"{hashlib.sha256(repr(depends_on).encode()).hexdigest()[:24]}"'


@lru_cache(maxsize=8)
def _made_at(store: Store, latest: int) -> datetime:
    """When the latest revision was made: one of the same number in a backup put in its place is another."""
    made: datetime = next(row["made_at"] for row in store.revisions() if row["number"] == latest)
    return made


@cache
def _program() -> str:
    """What tells this version of the program from another: the same revision may be answered otherwise."""
    code = Path(__file__).parent.parent
    read = (path.read_bytes() for pattern in ("*.py", "*.sql") for path in sorted(code.rglob(pattern)))
    return hashlib.sha256(b"".join(read)).hexdigest()
