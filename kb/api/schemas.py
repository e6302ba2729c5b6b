"""Response models: a class for each row, which is the description of its columns and the list of what may go out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from kb.domain.changes import Correction, Turn
from kb.domain.model import Affected, Assessment, Cell, PartyStatus, TextStatus, Voice
from kb.questions import coverage, rates
from kb.questions.api import meetings
from kb.questions.changes import MEETING_CHANGES, REPORT_CHANGES
from kb.questions.columns import SOURCED
from kb.questions.history import CELL_CHANGES
from kb.questions.looks import GAPS
from kb.questions.overview import who_spoke
from kb.questions.provisions import PROVISIONS
from kb.questions.states import state_directory
from kb.questions.tagging import QUALITY
from kb.questions.vocabulary import readable
from kb.tables import Column, Type

LINK = "Permanent link to the screen that shows it."


class Schema(BaseModel):
    """Nothing goes out that is not described."""

    model_config = ConfigDict(extra="forbid")


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


def of_columns(name: str, description: str, columns: Sequence[Column]) -> type[Schema]:
    """Rows under declared columns, with labels beside codes and a link."""
    fields = fields_of(columns)
    return create_model(name, __base__=Schema, __doc__=description, **fields, link=(str, Field(description=LINK)))


def fields_of(columns: Iterable[Column]) -> dict[str, Any]:
    """The fields of declared columns, with labels beside codes."""
    fields: dict[str, Any] = {}
    for column in readable(columns):
        type_: Any = _CODES.get(column.codes) or _TYPES[column.type]
        fields[column.key] = (type_ | None if column.may_be_empty else type_, Field(description=column.meaning))
    return fields


State = of_columns("State", "A State of the scope, and what is held of it.", state_directory.columns)


class StateProfile(Schema):
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


Rate = of_columns("Rate", "The States that reported on a provision among those it binds.", rates.columns)
Coverage = of_columns("Coverage", "A State's record on a provision.", coverage.columns)
Gap = of_columns("Gap", "A State's record on a provision without a report, and how sure that is.", GAPS)
Meeting = of_columns("Meeting", "A meeting of the scope, and how much is published of it.", meetings.columns)
WhoSpoke = of_columns("WhoSpoke", "A State and a meeting at which it is known to have spoken.", who_spoke.columns)
Quality = of_columns("Quality", "How good suggested tags are, of a code or in all.", QUALITY)


class Change(Schema):
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


SourcedColumns = create_model("SourcedColumns", __base__=Schema, **fields_of(SOURCED))


class Sourced(SourcedColumns):  # type: ignore[misc, valid-type]
    """What must stand beside everything that was said: who says it, in which voice, where, in which source, with which
    caveats.
    """

    second_hand: bool = Field(description="Whether somebody else reports what the contributor said.")
    aligned: list[str] = Field(description="States on whose behalf it was made too: a collective statement.")


class Contribution(Sourced):
    """A published contribution."""

    part: str | None = Field(
        description="own: of a State that the scope chooses; others: all else; null where no list was asked for."
    )
    translations: str | None = Field(
        description="ISO 639-1 codes of the other languages in which its text is here, separated by spaces."
    )
    passages: int = Field(description="How many of its passages are on what the scope asks for.")
    held: int = Field(description="How many passages it has.")
    link: str = Field(description=LINK)


class Coding(Schema):
    """A passage's coding by us."""

    provision: str
    assessment: Assessment | None = Field(description="Null: a plain fact, which the passage does not assess.")


class Reply(Schema):
    """What a State or organisation says of how the passage is coded, and the Coordinators' answer."""

    replier: str = Field(description="The State or organisation.")
    is_state: bool
    kind: str = Field(description="confirmed, contested, proposed (another coding) or comment.")
    reason: str | None
    provision: str | None
    assessment: Assessment | None
    decision: str | None = Field(description="accepted, kept or noted; null: not answered yet.")
    answer: str | None


class PassageText(Sourced):
    """A passage with all that must stand beside it."""

    passage: str = Field(description="Permanent id.")
    position: int = Field(description="Its place in the contribution, from 1.")
    text: str = Field(description="The text held; see `text_kind` for whose words these are.")
    evidence: str | None = Field(description="Key words in the source.")
    citation: str = Field(description="A citation that says what it points to, of this revision.")
    link: str = Field(description=LINK)


class Coded(PassageText):
    """A published passage, with its codings and the replies to these."""

    substance: bool = Field(
        description="False: the source only names the State. It is an appearance, and counts as nothing it said."
    )
    codings: list[Coding] = Field(description="What it is coded to by us; suggested codings are not among them.")
    assessments: list[Assessment]
    assessments_label: str | None
    themes: list[str]
    themes_label: str | None
    nothing_to_tag: bool = Field(
        description="Whether it was judged to have nothing to tag: greetings, thanks, procedure."
    )
    replies: list[Reply] = Field(description="What States and organisations reply to the coding: both views, always.")


class Passage(Coded):
    """A published passage of the scope."""

    part: str | None = Field(
        description="own: said by a State (with `cell`: by that State in the scope); others: said by others;"
        " elsewhere (with `cell`): of that State, outside the scope; null where one contribution is read."
    )
    relation: str | None = Field(description="With `cell`: said, aligned or described: how it is the State’s.")
    in_scope: bool = Field(description="Whether it lies in the scope.")


class ContributionRead(Contribution):
    """A published contribution with its passages, in order."""

    citation: str = Field(description="A citation that says what it points to, of this revision.")
    text: list[Passage]


class Unpublished(PassageText):
    """A passage that is not published: of work that goes on, and to be shown to nobody else."""

    status: str = Field(description="received or coded.")


class Piece(Schema):
    """A piece of text."""

    text: str
    marked: bool = Field(description="Whether it is what was looked for.")


class MatchReason(Schema):
    """Where words of the question stand."""

    place: str = Field(description="text, who, subject or source.")
    words: list[str] = Field(description="The words as they stand there.")


class FoundPassage(Coded):
    """A passage that was found."""

    snippet: list[Piece] = Field(description="The text, or the part of it with most that fits, in pieces.")
    why: list[MatchReason] = Field(description="Why it was found.")


class FoundContribution(Sourced):
    """A contribution that was found."""

    passages: int = Field(description="How many passages it has.")
    snippet: list[Piece] = Field(description="What was searched of it, or the part with most that fits, in pieces.")
    why: list[MatchReason] = Field(description="Why it was found.")
    link: str = Field(description=LINK)


class FoundProvision(Schema):
    """A provision that was found."""

    provision: str = Field(description="Id, as VAP-23 or CCM-5.2.")
    instrument: str = Field(description="Code of its instrument, as VAP or CCM.")
    number: str
    chapter: str
    short_title: str | None
    text_status: TextStatus = Field(description="How well its text is established.")
    note: str | None = Field(description="A caveat that must stand beside it.")
    snippet: list[Piece] = Field(description="The text held, or the part of it with most that fits, in pieces.")
    why: list[MatchReason] = Field(description="Why it was found.")
    link: str = Field(description=LINK)
