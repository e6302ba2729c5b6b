"""An answer as JSON or CSV, with what lets a program keep it and know when it is out of date."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response

from kb.api.asking import Asked, Form
from kb.db import Store
from kb.domain import filters
from kb.domain.model import Audience, Scope
from kb.questions import Row, scope_day
from kb.tables.cells import as_csv

CSV_MEDIA = "text/csv"
EMPTY = "Nothing that is held answers to this. It says what is held here, not that nothing was said or done."
_SECRETS_OF_A_PERSON = "private, no-cache"
_FOR_EVERYBODY = "public, no-cache"
_TAG = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Found:
    """The rows of a page, how many there are in all, and what else is to be said of them."""

    rows: Sequence[Row]
    total: int
    beside: Mapping[str, Any] = field(default_factory=dict)


def page_of(rows: Sequence[Row], asked: Asked) -> Found:
    """The page asked for of all rows there are."""
    return Found(rows[asked.offset : asked.offset + asked.limit], len(rows))


def headers(request: Request, asked: Asked) -> dict[str, str]:
    """What goes with an answer whether or not it has changed. Whoever keeps it must ask each time whether it still
    holds: with a revision it changes, and with a day what was confidential may become public.
    """
    with_token = "authorization" in request.headers
    return {
        "ETag": _tag(asked),
        "Cache-Control": _SECRETS_OF_A_PERSON if with_token else _FOR_EVERYBODY,
        "Vary": "Accept, Authorization",
    }


def is_known(request: Request, tag: str) -> bool:
    """Whether the asker holds the answer with this tag already."""
    held = ",".join(request.headers.getlist("if-none-match"))
    return tag.removeprefix("W/") in _TAG.findall(held)


def unchanged(kept: Mapping[str, str]) -> Response:
    """That what the asker holds still holds."""
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=dict(kept))


def page(request: Request, asked: Asked, found: Found, columns: Sequence[str]) -> dict[str, Any]:
    """A page of rows with what they are rows of."""
    rows = [only(row, columns) for row in found.rows]
    after = asked.offset + len(rows)
    return {
        "revision": asked.view.revision,
        "audience": asked.audience.value,
        "scope": sentence(asked, asked.scope),
        "total": found.total,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": _address(request, asked, after) if rows and after < found.total else None,
        "note": None if found.total else EMPTY,
        "rows": rows,
        **found.beside,
    }


def one(asked: Asked, row: Row, columns: Sequence[str]) -> dict[str, Any]:
    """One record with the revision it is of."""
    return {
        "revision": asked.view.revision,
        "audience": asked.audience.value,
        "scope": sentence(asked, asked.scope),
        "row": only(row, columns),
    }


def sentence(asked: Asked, scope: Scope) -> str:
    """The scope in words, as it stands above every figure on the screens."""
    return filters.sentence(scope, asked.words, scope_day(asked.view, scope))


def answer(
    content: Mapping[str, Any], asked: Asked, name: str, columns: Sequence[str], kept: dict[str, str]
) -> Response:
    """The content in the form that was asked for; CSV has the rows alone, and the rest in headers."""
    kept |= {"X-Revision": str(content["revision"]), "X-Audience": content["audience"]}
    if "total" in content:
        kept["X-Total-Count"] = str(content["total"])
        if content["next"]:
            kept["Link"] = f'<{content["next"]}>; rel="next"'
    if asked.form is Form.JSON:
        body = json.dumps(content, ensure_ascii=False, allow_nan=False, default=_plain)
        return Response(body, headers=kept, media_type="application/json")
    rows = content["rows"] if "rows" in content else [content["row"]]
    lines = ([_cell(row[column]) for column in columns] for row in rows)
    whose = "" if asked.audience is Audience.PUBLIC else f"-{asked.audience.value}-only"
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


def _address(request: Request, asked: Asked, offset: int) -> str:
    """The address of the page that begins there."""
    query = [(key, value) for key, value in request.query_params.multi_items() if key != "offset"]
    return f"{asked.host}{quote(request.scope['path'])}?{urlencode([*query, ('offset', offset)])}"


def _tag(asked: Asked) -> str:
    """Weak, since what lies between may compress the answer."""
    told = (
        asked.latest,
        _made_at(asked.store, asked.latest),
        asked.audience,
        asked.form,
        datetime.now(UTC).date(),
        _program(),
    )
    return f'W/"{hashlib.sha256(repr(told).encode()).hexdigest()[:24]}"'


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


def document(content: Mapping[str, Any]) -> Response:
    """The description of the API."""
    return Response(
        json.dumps(content, ensure_ascii=False),
        headers={"Cache-Control": _FOR_EVERYBODY},
        media_type="application/json",
    )
