"""What a request asks for: the scope, in the words of the screens' addresses, a page of it, and in which form.

Unlike a screen, which leaves out what it does not know and says so, a program gets an error: it reads no sentence.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from kb.api.problems import RequestRefused
from kb.db import Store, View
from kb.domain import filters
from kb.domain.filters import FILTERS, Filter, Kind
from kb.domain.model import Affected, Assessment, Audience, PartyStatus, Scope, Voice
from kb.domain.vocabulary import Vocabulary
from kb.questions.vocabulary import vocabulary

LIMIT, MOST = 100, 10_000
# How many things that mean nothing are named one by one.
FAULTS = 10
_DIGITS = 9
# Where the dashboard has this API.
MOUNTED = "/api"
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


class Form(StrEnum):
    """In which form rows are answered."""

    JSON = "json"
    CSV = "csv"


# Gives the value that is meant; None where it means nothing here.
Read = Callable[[str, Vocabulary], Any]


@dataclass(frozen=True)
class Parameter:
    """A parameter beside the scope, which may be given once; or, if `many`, several times, and is then a tuple."""

    key: str
    description: str
    schema: Mapping[str, Any]
    read: Read
    required: bool = False
    many: bool = False


def number(least: int, most: int) -> Read:
    """Reads a whole number in these limits."""

    def read(given: str, _words: Vocabulary) -> int | None:
        if not (given.isascii() and given.isdecimal() and len(given) <= _DIGITS):
            return None
        return int(given) if least <= int(given) <= most else None

    return read


def one_of(values: Sequence[str]) -> Read:
    """Reads one of these words."""
    return lambda given, _words: given if given in values else None


def any_words(given: str, _words: Vocabulary) -> str:
    """Reads anything."""
    return given


def code_of(kind: str) -> Read:
    """Reads a code of this kind, such as a State's."""
    return lambda given, words: given if given in words.labels[kind] else None


FORM = Parameter(
    "format",
    "The form of the answer. Without it the header Accept decides: text/csv gives CSV, anything else JSON.",
    {"type": "string", "enum": [form.value for form in Form]},
    one_of([form.value for form in Form]),
)


PAGING = (
    Parameter(
        "limit",
        f"How many rows at most. Without it {LIMIT} as JSON, and {MOST} as CSV, since a file is taken to hold all.",
        {"type": "integer", "minimum": 1, "maximum": MOST},
        number(1, MOST),
    ),
    Parameter(
        "offset",
        "How many rows to pass over.",
        {"type": "integer", "minimum": 0, "maximum": 10**_DIGITS - 1, "default": 0},
        number(0, 10**_DIGITS - 1),
    ),
)


@dataclass(frozen=True)
class Asked:
    """A request that was understood. `view` is the knowledge base as of the revision asked for, as `audience` may see
    it; `own` has the resource's own parameters, None where not given; `named` is the id in the path; `latest` is the
    latest revision. `host` and `root` are how the asker reaches this server, and the dashboard on it.
    """

    store: Store
    audience: Audience
    latest: int
    view: View
    scope: Scope
    words: Vocabulary
    own: Mapping[str, Any]
    named: str
    form: Form
    host: str
    root: str

    @property
    def limit(self) -> int:
        """How many rows at most; whoever opens a file does not ask for the next."""
        return self.own["limit"] or (MOST if self.form is Form.CSV else LIMIT)

    @property
    def offset(self) -> int:
        return self.own["offset"] or 0

    def link(self, screen: str, **query: object) -> str:
        """The address of a screen that shows it; of the revision asked for, where one was."""
        kept = {key: value for key, value in query.items() if value is not None}
        if self.scope.revision:
            kept["rev"] = self.scope.revision
        return f"{self.host}{self.root}/{screen}" + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def refuse(self, detail: str) -> RequestRefused:
        """The refusal of a request whose parameters cannot be meant together."""
        return RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{detail} Nothing was answered.")


def read(request: Request, store: Store, audience: Audience, own: Sequence[Parameter]) -> Asked:
    """What the request asks for. Raises RequestRefused with a sentence for each thing that means nothing."""
    latest = store.revision()
    words = vocabulary(store.snapshot(latest, audience))
    query, cut = filters.bounded({key: request.query_params.getlist(key) for key in request.query_params})
    reading = filters.read(query, words, latest)
    values, faults = _own(query, own, words)
    # What is too long is refused: a program would not notice what was cut.
    faults = [*cut, *reading.faults, *faults]
    if faults:
        more = [f"And {len(faults) - FAULTS} more like these"] if len(faults) > FAULTS else []
        said = " ".join(f"{fault}." for fault in [*faults[:FAULTS], *more])
        raise RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{said} Nothing was answered.")
    view = store.snapshot(reading.scope.revision or latest, audience)
    form = Form(values.get("format") or _accepted(request.headers.get("accept", "")))
    named = next(iter(request.path_params.values()), "")
    root = request.scope.get("root_path", "").removesuffix(MOUNTED)
    return Asked(
        store, audience, latest, view, reading.scope, vocabulary(view), values, named, form, _host(request), root
    )


def _host(request: Request) -> str:
    """How the asker named this server; nothing if that is no name of a server: then addresses begin with the path."""
    name = request.headers.get("host", "")
    return f"{request.scope['scheme']}://{name}" if _HOST.fullmatch(name) else ""


def _own(
    query: Mapping[str, Sequence[str]], own: Sequence[Parameter], words: Vocabulary
) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    known = {one.key for one in own}
    faults = [
        f"“{filters.shown(key)}” is no parameter of this address" for key in query if key not in known | filters.KEYS
    ]
    for one in own:
        given = query.get(one.key, ())
        meant = tuple(one.read(value, words) for value in given)
        values[one.key] = meant if one.many else next(iter(meant), None)
        faults += [
            f"“{filters.shown(value)}” is no value of “{one.key}”"
            for value, found in zip(given, meant, strict=True)
            if found is None
        ]
        if len(given) > 1 and not one.many:
            faults.append(f"“{one.key}” may be given once")
        if one.required and not given:
            faults.append(f"“{one.key}” must be given")
    return values, faults


def _accepted(accept: str) -> Form:
    """The form that the header Accept prefers."""
    weights = {"text/csv": 0.0, "application/json": 0.0}
    for part in accept.split(","):
        media, _, rest = part.strip().partition(";")
        named = media.strip().lower()
        if named in weights:
            weights[named] = _weight(rest)
    return Form.CSV if weights["text/csv"] > weights["application/json"] else Form.JSON


def _weight(parameters: str) -> float:
    for one in parameters.split(";"):
        name, _, value = one.strip().partition("=")
        if name.lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


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


def documented() -> list[dict[str, Any]]:
    """The parameters of the scope, as OpenAPI describes parameters."""
    return [_documented(item) for item in FILTERS]


def _documented(item: Filter) -> dict[str, Any]:
    plain: dict[str, Any] = {"type": "string"}
    if item.key in _CODES:
        plain = {"type": "string", "enum": [code.value for code in _CODES[item.key]]}
    elif item.kind is Kind.DAY:
        plain = {"type": "string", "format": "date"}
    elif item.kind is Kind.REVISION:
        plain = {"type": "integer", "minimum": 1}
    many = item.kind is Kind.MANY
    said = [f"{item.label}.", item.help, _MEANING.get(item.key, ""), "May be given several times." if many else ""]
    return {
        "name": item.key,
        "in": "query",
        "required": False,
        "description": " ".join(filter(None, said)),
        "schema": {"type": "array", "items": plain} if many else plain,
        "style": "form",
        "explode": True,
    }
