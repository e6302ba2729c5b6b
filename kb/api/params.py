"""Query models of the API: the scope, with the keys of the screens' addresses, a page of it, and a media type.

Unlike a screen, which leaves out what it does not know and says so, a program gets an error: it reads no sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, create_model

from kb.api.problems import RequestRefused, unprocessable
from kb.db import Store, View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.filters import FILTERS, Filter, Kind
from kb.domain.model import GAP_CELLS, Affected, Assessment, Audience, PartyStatus, Scope, Voice
from kb.domain.vocabulary import Vocabulary
from kb.questions.vocabulary import vocabulary
from kb.search import Sort

LIMIT, MOST = 100, 10_000
GREATEST = 999_999_999
# Where the dashboard has this API.
MOUNTED = "/api"
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")

# The codes that never change, for the description; those of the knowledge base are not known before it is opened.
_CODES: Mapping[str, type[StrEnum]] = {
    "affected": Affected,
    "status": PartyStatus,
    "assessment": Assessment,
    "voice": Voice,
}
_MEANING = {
    "instrument": "VAP, the Vientiane Action Plan (without a choice), CCM, the Convention, or a later plan's code.",
    "meeting": "Code of a meeting; `any`: everything, other conventions included; `outside`: made to no meeting.",
    "from": "First day that counts, as 2012-04-16.",
    "to": "Last day that counts.",
    "state": "Code of a State: ISO 3166, three letters.",
    "region": "Regional group at the United Nations; `none` for none.",
    "provision": "Id of an action or article of the instrument, as VAP-23 or CCM-5.2.",
    "theme": "Code of a theme.",
    "line": "Discussion line: a, b or c; `none` for contributions without one.",
    "voice": "In whose voice: only own and reported (second-hand) count as a State’s own.",
    "rev": "The knowledge base as of this revision.",
}


def _field(item: Filter) -> Any:
    """A filter as a field that is described; its values are read by kb.domain.filters, which knows the codes."""
    plain: dict[str, Any] = {"type": "string"}
    if item.key in _CODES:
        plain["enum"] = [code.value for code in _CODES[item.key]]
    elif item.kind is Kind.DAY:
        plain["format"] = "date"
    elif item.kind is Kind.REVISION:
        plain = {"type": "integer", "minimum": 1}
    many = item.kind is Kind.MANY
    words = [f"{item.label}.", item.help, _MEANING.get(item.key, ""), "May be given several times." if many else ""]
    description = " ".join(filter(None, words))
    if many:
        return list[str], Field([], description=description, json_schema_extra={"items": plain})
    return str | None, Field(None, description=description, json_schema_extra=partial(_described_as, plain))


def _described_as(plain: dict[str, Any] | None, schema: dict[str, Any]) -> None:
    """Describe a parameter that may be left out, and has no value that says so."""
    schema.pop("default", None)
    schema.update(plain or schema["anyOf"][0])
    schema.pop("anyOf", None)


def _digits(given: object) -> object:
    """Refuse what Python takes for a whole number and the description does not."""
    if isinstance(given, str) and not (given.isascii() and given.isdecimal()):
        raise ValueError
    return given


def _optional(description: str) -> Any:
    return Field(None, description=description, json_schema_extra=partial(_described_as, None))


Number = Annotated[int, Field(ge=1, le=GREATEST), BeforeValidator(_digits)]


class Params(BaseModel):
    """A query: a key that it does not name is refused."""

    model_config = ConfigDict(extra="forbid")


ScopeParams = create_model("ScopeParams", __base__=Params, **{item.key: _field(item) for item in FILTERS})


class Form(StrEnum):
    """The media type of the answer."""

    JSON = "json"
    CSV = "csv"


class RecordParams(ScopeParams):  # type: ignore[misc, valid-type]
    """The query of one record."""

    format: Form | None = _optional(
        "The form of the answer. Without it the header Accept decides: text/csv gives CSV, anything else JSON."
    )


class ListParams(RecordParams):
    """The query of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST), BeforeValidator(_digits)] | None = _optional(
        f"How many rows at most. Without it {LIMIT} as JSON, and {MOST} as CSV, since a file is taken to hold all."
    )
    offset: Annotated[int, Field(ge=0, le=GREATEST), BeforeValidator(_digits)] = Field(
        0, description="How many rows to skip."
    )


class GapsParams(ListParams):
    """Gaps."""

    why: Literal[*(cell.value for cell in GAP_CELLS)] | None = _optional(  # type: ignore[valid-type]
        "Only the gaps of this reason."
    )


class ContributionsParams(ListParams):
    """Contributions."""

    about: str | None = _optional(
        "Instead: contributions by others about this State, whatever the meeting and the day."
    )


class PassagesParams(ListParams):
    """Passages."""

    cell: str | None = _optional(
        "A State and a provision, as LAO.VAP-23: the passages behind that cell and the counts beside it."
    )
    part: Literal["own", "others", "elsewhere"] | None = _optional("Only this part.")


class ChangesParams(ListParams):
    """What differs between two revisions."""

    since: Number = Field(description="The earlier revision.")
    until: Number | None = _optional("The later revision; without it the one asked for with `rev`, or the latest.")


class SearchParams(ListParams):
    """A search."""

    q: str = Field(
        "",
        max_length=filters.LONGEST,
        description="The question, as a person types it: words, “phrases”, beginnings*, AND, OR, NOT. Without it:"
        " everything.",
    )
    language: list[Annotated[str, StringConstraints(pattern="^[a-z]{2}$")]] = Field(
        [], description="Language of the text held, ISO 639-1. May be given several times."
    )
    sort: Sort = Field(Sort.RELEVANCE, description="In which order.")
    fuzzy: Literal["yes"] | None = _optional("`yes` forgives typing errors.")


@dataclass(frozen=True)
class ApiQuery:
    """A valid request. `view` is the knowledge base as of the revision asked for, as `audience` may see it; `params`
    are the resource's own; `id` is the one in the path; `latest` is the latest revision. `host` and `root` are how the
    client reaches this server, and the dashboard on it.
    """

    store: Store
    audience: Audience
    latest: int
    view: View
    scope: Scope
    words: Vocabulary
    params: Any
    id: str
    form: Form
    host: str
    root: str

    @property
    def limit(self) -> int:
        """How many rows at most; whoever opens a file does not ask for the next."""
        limit: int | None = self.params.limit
        return limit or (MOST if self.form is Form.CSV else LIMIT)

    def link(self, screen: str, **query: object) -> str:
        """The address of a screen that shows it; of the revision asked for, where one was."""
        kept = {key: value for key, value in query.items() if value is not None}
        if self.scope.revision:
            kept["rev"] = self.scope.revision
        return f"{self.host}{self.root}/{screen}" + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def unknown(self, what: str) -> RequestRefused:
        """The refusal of an id that names nothing: `what` is what it should name."""
        detail = _("There is no {what} “{id}” as of revision {revision}.")
        return RequestRefused(
            HTTPStatus.NOT_FOUND, detail.format(what=what, id=self.id[:80], revision=self.view.revision)
        )


def read(request: Request, store: Store, audience: Audience, params: Params) -> ApiQuery:
    """The request as a query of the knowledge base. Raises RequestRefused with a sentence for each value unknown."""
    latest = store.revision()
    words = vocabulary(store.snapshot(latest, audience))
    given, faults = filters.bounded({key: request.query_params.getlist(key) for key in request.query_params})
    reading = filters.read(given, words, latest)
    # What is too long is refused: a program would not notice what was cut.
    faults = (*faults, *reading.faults, *_repeated(given, params))
    if faults:
        raise unprocessable(faults)
    view = store.snapshot(reading.scope.revision or latest, audience)
    host = request.headers.get("host", "")
    return ApiQuery(
        store,
        audience,
        latest,
        view,
        reading.scope,
        vocabulary(view),
        params,
        next(iter(request.path_params.values()), ""),
        getattr(params, "format", None) or _accepted(request.headers.get("accept", "")),
        # Nothing if that is no name of a server: then addresses begin with the path.
        f"{request.scope['scheme']}://{host}" if _HOST.fullmatch(host) else "",
        request.scope.get("root_path", "").removesuffix(MOUNTED),
    )


def _repeated(given: filters.Query, params: Params) -> list[str]:
    """A sentence for each parameter beside the scope that has one value and was given several."""
    single = {name for name, field in type(params).model_fields.items() if field.default != []} - filters.KEYS
    return [_("“{key}” may be given once").format(key=key) for key in given if key in single and len(given[key]) > 1]


def _accepted(accept: str) -> Form:
    """The form that the header Accept prefers (RFC 9110)."""
    weights = {"text/csv": 0.0, "application/json": 0.0}
    for part in accept.lower().split(","):
        media, *parameters = (one.strip() for one in part.split(";"))
        weight = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
        weights[media] = float(weight) if re.fullmatch(r"[01](\.[0-9]{0,3})?", weight) else 0.0
    return Form.CSV if weights["text/csv"] > weights["application/json"] else Form.JSON
