"""The rows that are answered: a class each, which is the description of its columns and the list of what may go out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from kb.domain.changes import Correction, Turn
from kb.domain.model import Affected, Audience, Cell, PartyStatus, TextStatus, Voice
from kb.questions import Question, coverage
from kb.questions.api import meetings
from kb.questions.changes import MEETING_CHANGES, REPORT_CHANGES
from kb.questions.history import CELL_CHANGES
from kb.questions.looks import GAPS
from kb.questions.provisions import PROVISIONS
from kb.questions.states import state_directory
from kb.questions.tagging import QUALITY
from kb.questions.vocabulary import readable
from kb.tables import Column, Type

LINK = "Permanent link to the screen that shows it."


class Shape(BaseModel):
    """Nothing goes out that is not described."""

    model_config = ConfigDict(extra="forbid")


R = TypeVar("R", bound=Shape)


class Page(Shape, Generic[R]):
    """Some of the rows there are."""

    revision: int = Field(description="The revision they are of.")
    audience: Audience = Field(
        description="As whom it was answered: public; parties or staff, by the token: then it is not for everybody."
    )
    scope: str = Field(description="What was asked, as a sentence, with the day on which the status of States counts.")
    total: int = Field(description="How many rows there are in all.")
    limit: int = Field(description="How many are on a page at most.")
    offset: int = Field(description="How many come before these.")
    next: str | None = Field(description="Address of the next page; null on the last.")
    note: str | None = Field(description="Where there is nothing: how that is to be taken.")
    rows: list[R]


class One(Shape, Generic[R]):
    """One record."""

    revision: int = Field(description="The revision it is of.")
    audience: Audience = Field(
        description="As whom it was answered: public; parties or staff, by the token: then it is not for everybody."
    )
    scope: str = Field(description="What was asked, as a sentence, with the day on which the status of States counts.")
    row: R


class Results(Page[R], Generic[R]):
    """Some of what a search found."""

    reading: str = Field(description="The question as it was read: asked again, it is read the same.")
    mended: list[str] = Field(description="What could not be read as it was written, a sentence each.")
    unknown: list[str] = Field(description="Where nothing was found: words that nothing published has.")
    begun: dict[str, int] = Field(
        description="Where no text has all words: questions with one cut to its beginning, and how many each finds."
    )
    needed: list[int] | None = Field(description="Where no text has all words: how many of how many these have.")
    kinds: dict[str, int] = Field(description="How many passages, contributions and provisions there are.")
    facets: dict[str, dict[str, int]] = Field(
        description="How many there are by State, provision and so on, each as if nothing were chosen in it."
    )


# What a column's codes are, where they are few and fixed.
_CODES: Mapping[str, type] = {
    "cell": Cell,
    "status": PartyStatus,
    "affected": Affected,
    "text_status": TextStatus,
    "voice": Voice,
    "turn": Turn,
    "correction": Correction,
}
_TYPES: Mapping[Type, type] = {
    Type.INTEGER: int,
    Type.NUMBER: float,
    Type.BOOLEAN: bool,
    Type.DATE: date,
    Type.TEXT: str,
}


def of_question(name: str, what: str, question: Question) -> type[Shape]:
    """The rows of a question: its declared columns, labels beside codes, and a link."""
    return of_columns(name, what, question.columns)


def of_columns(name: str, what: str, columns: Sequence[Column]) -> type[Shape]:
    """Rows under declared columns, with labels beside codes and a link."""
    fields = fields_of(columns)
    return create_model(name, __base__=Shape, __doc__=what, **fields, link=(str, Field(description=LINK)))


def fields_of(columns: Iterable[Column]) -> dict[str, Any]:
    """The fields of declared columns, with labels beside codes."""
    fields: dict[str, Any] = {}
    for column in readable(columns):
        held: Any = _CODES.get(column.codes) or _TYPES[column.type]
        fields[column.key] = (held | None if column.may_be_empty else held, Field(description=column.meaning))
    return fields


State = of_question("State", "A State of the scope, and what is held of it.", state_directory)


class StateProfile(Shape):
    """A State with its names, treaty dates and sources."""

    state: str = Field(description="ISO 3166 code.")
    name: str
    formal_name: str | None
    listed: bool = Field(description="Whether it ever joined the Convention.")
    status: PartyStatus = Field(description="Its relation to the Convention on `day`.")
    day: date = Field(description="The day that counts.")
    affected: Affected = Field(
        description="Whether it has cluster munition victims; no: not named; unknown is never no."
    )
    affected_source: str | None = Field(description="Where that comes from.")
    regional_group: str
    signed_on: date | None
    deposited_on: date | None
    deposit_kind: str | None = Field(description="Ratification, accession, and so on.")
    in_force_on: date | None = Field(description="Since when the Convention is in force for it.")
    withdrawn_on: date | None
    waiting: int = Field(
        description="Its contributions in the scope that are received and not coded or not published yet."
    )
    peers: list[str] = Field(description="Other affected States Parties of its regional group.")
    source_url: str | None
    note: str | None = Field(description="A caveat that must stand beside it.")
    link: str = Field(description=LINK)


Provision = of_columns(
    "Provision",
    "A provision of the instrument, how well its text is established, and who reported on it in the scope.",
    PROVISIONS,
)


Coverage = of_question("Coverage", "A State's record on a provision.", coverage)


Gap = of_columns("Gap", "A State's record on a provision without a report, and how sure that is.", GAPS)


Meeting = of_question("Meeting", "A meeting of the scope, and how much is published of it.", meetings)


Quality = of_columns("Quality", "How good suggested tags are, of a code or in all.", QUALITY)


class Change(Shape):
    """A record that differs between two revisions. Names of people are left out."""

    table: str
    key: list[str] = Field(description="What identifies the record in its table.")
    change: str = Field(description="added, changed, or ended: superseded by nothing.")
    before: dict[str, Any] | None = Field(description="The record in the earlier revision; null: was not there.")
    after: dict[str, Any] | None = Field(description="The record in the later revision; null: is no longer there.")
    link: str = Field(description=LINK)


CellChange = of_columns(
    "CellChange", "A State's record on a provision that differs between two revisions.", CELL_CHANGES
)


ReportChange = of_columns("ReportChange", "What a State reports differs between two revisions.", REPORT_CHANGES)


MeetingChange = of_columns(
    "MeetingChange", "What a State reported at one of two meetings, or at both.", MEETING_CHANGES
)
