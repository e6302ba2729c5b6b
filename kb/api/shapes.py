"""The rows that are answered: a class each, which is the description of its columns and the list of what may go out."""

from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from kb.model import Affected, Assessment, Cell, InstrumentId, PartyStatus, TextStatus, Voice

LINK = "Permanent link to the screen that shows it."


class Shape(BaseModel):
    """Nothing goes out that is not described."""

    model_config = ConfigDict(extra="forbid")


R = TypeVar("R", bound=Shape)


class Page(Shape, Generic[R]):
    """Some of the rows there are."""

    revision: int = Field(description="The revision they are of.")
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
    scope: str = Field(description="What was asked, as a sentence, with the day on which the status of States counts.")
    row: R


class State(Shape):
    """A State of the scope, and what is held of it."""

    state: str = Field(description="ISO 3166 code.")
    name: str
    status: PartyStatus = Field(description="Its relation to the Convention on the day that counts.")
    affected: Affected = Field(
        description="Whether it has cluster munition victims; no: not named; unknown is never no."
    )
    regional_group: str
    listed: bool = Field(description="Whether it ever joined the Convention.")
    contributions: int = Field(description="Its own published contributions in the scope.")
    second_hand: int = Field(description="Those of them that somebody else reports.")
    elsewhere: int = Field(description="Its own published contributions outside the scope.")
    others: int = Field(description="Published passages by others about it; never what it said itself.")
    link: str = Field(description=LINK)


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


class Provision(Shape):
    """A provision of the instrument, how well its text is established, and who reported on it in the scope."""

    provision: str = Field(description="Id, as VAP-23 or CCM-5.2.")
    instrument: InstrumentId
    number: str
    parent: str | None = Field(description="The provision it is a part of.")
    chapter: str
    addressee: str | None = Field(description="Whom it asks, in words.")
    addressed_to: str | None = Field(description="all or affected States Parties; null: not established.")
    short_title: str | None
    summary: str | None = Field(description="Our own words, never to be quoted as the instrument's.")
    text_status: TextStatus = Field(description="How well its text is established.")
    official_text: str | None = Field(description="The official wording, once it is loaded.")
    deadline: str | None
    source: str | None
    note: str | None = Field(description="A caveat that must stand beside it.")
    in_matrix: bool = Field(description="Whether the coverage matrix shows it.")
    reported: int = Field(description="States it binds that reported on it.")
    bound: int = Field(description="States it binds on the day that counts: the rate is reported of bound.")
    unknown: int = Field(description="States of which it is not known whether they have victims; in no rate.")
    unknown_reporting: int = Field(description="Those of them that reported.")
    unbound_reporting: int = Field(description="States that reported without being bound.")
    passages: int = Field(description="The passages behind all that.")
    link: str = Field(description=LINK)


class Coverage(Shape):
    """A State's record on a provision."""

    state: str = Field(description="ISO 3166 code.")
    name: str
    provision: str = Field(description="Id of the provision.")
    cell: Cell = Field(description="The one state of the record that holds; the documentation says what each means.")
    passages: int = Field(
        description="The State's own published passages on it in the scope, second-hand ones included."
    )
    progress: int
    challenge: int
    practice: int
    plan: int
    request: int
    offer: int
    second_hand: int = Field(description="Passages that somebody else reports the State to have said.")
    aligned: int = Field(description="Passages of collective statements it is aligned with.")
    monitoring: int = Field(description="Passages by others about the State; never what it said.")
    elsewhere: int = Field(description="The State's own passages on it outside the scope.")
    bound: str = Field(description="Whether the provision is addressed to it: yes, no, unknown, not established.")
    text_status: TextStatus = Field(description="How well the provision's text is established.")
    in_matrix: bool = Field(description="Whether the coverage matrix shows the provision.")
    regional_group: str
    status: PartyStatus = Field(description="The State's relation to the Convention on the day that counts.")
    affected: Affected = Field(
        description="Whether it has cluster munition victims; no: not named; unknown is never no."
    )
    link: str = Field(description=LINK)


class Meeting(Shape):
    """A meeting of the scope, and how much is published of it."""

    meeting: str = Field(description="Code.")
    name: str
    short_name: str
    convention: str = Field(description="CCM for the Convention on Cluster Munitions.")
    place: str | None
    first_day: str = Field(description="A day, a month or a year, as far as the sources say.")
    last_day: str
    dates_basis: str = Field(description="Where the days come from.")
    contributions: int = Field(description="Published contributions to it in the scope.")
    passages: int = Field(description="The passages of these.")
    source_url: str | None
    note: str | None = Field(description="A caveat that must stand beside it.")
    link: str = Field(description=LINK)


class Sourced(Shape):
    """What must stand beside everything that was said: who says it, in which voice, where, in which source, with which
    caveats.
    """

    contribution: str = Field(description="Permanent id of the contribution.")
    contributor_label: str = Field(description="Who contributed.")
    contributor_name: str = Field(description="The contributor's name as the source has it.")
    state: str | None = Field(description="The State whose own contribution it is; null: it is no State's own.")
    about_state: str | None = Field(
        description="The State described; the words are not its own unless it is `state` too."
    )
    voice: Voice = Field(description="In whose voice. Only own and reported count as the State's.")
    second_hand: bool = Field(description="Whether somebody else reports what the contributor said.")
    aligned: list[str] = Field(description="States on whose behalf it was made too: a collective statement.")
    kind: str = Field(description="opening, statement, presentation, closing, report or paper.")
    text_kind: str = Field(description="verbatim; digest or note: not the contributor's words, and not to be quoted.")
    language: str = Field(description="ISO 639-1 code of the language of the text held.")
    convention: str = Field(description="CCM for the Convention on Cluster Munitions; any other is another convention.")
    meeting: str | None = Field(description="Code of the meeting; null: made to none that is held.")
    meeting_label: str
    date: str | None = Field(description="A day, a month or a year, as far as it is known.")
    line: str | None = Field(description="Discussion lines that the source names, apart by spaces.")
    line_inferred: str | None = Field(description="The line inferred by us, where the source names none.")
    source_title: str
    source_url: str | None = Field(description="Null: the text itself was handed in.")
    source_truncated: bool = Field(description="Whether only the beginning of the source was seen.")
    note: str | None = Field(description="A caveat that must stand beside it.")


class Contribution(Sourced):
    """A published contribution."""

    part: str | None = Field(
        description="own: of a State that the scope chooses; others: all else; null where no list was asked for."
    )
    passages: int = Field(description="How many of its passages are on what the scope asks for.")
    held: int = Field(description="How many passages it has.")
    link: str = Field(description=LINK)


class Coding(Shape):
    """A passage's coding by us."""

    provision: str
    assessment: Assessment


class Reply(Shape):
    """What a State or organisation says of how the passage is coded, and the Coordinators' answer."""

    replier: str = Field(description="The State or organisation.")
    is_state: bool
    kind: str = Field(description="confirmed, contested, proposed (another coding) or comment.")
    reason: str | None
    provision: str | None
    assessment: Assessment | None
    decision: str | None = Field(description="accepted, kept or noted; null: not answered yet.")
    answer: str | None


class Said(Sourced):
    """A passage with all that must stand beside it."""

    passage: str = Field(description="Permanent id.")
    position: int = Field(description="Its place in the contribution, from 1.")
    text: str = Field(description="The text held; see `text_kind` for whose words these are.")
    evidence: str | None = Field(description="Key words in the source.")
    citation: str = Field(description="A citation that says what it points to, of this revision.")
    link: str = Field(description=LINK)


class Passage(Said):
    """A published passage, with its codings and the replies to these."""

    codings: list[Coding] = Field(description="What it is coded to by us; suggested codings are not among them.")
    assessments: list[Assessment]
    themes: list[str]
    replies: list[Reply] = Field(description="What States and organisations reply to the coding: both views, always.")
    part: str | None = Field(
        description="own: said by a State (with `cell`: by that State in the scope); others: said by others;"
        " elsewhere (with `cell`): of that State, outside the scope; null where one contribution is read."
    )
    relation: str | None = Field(description="With `cell`: said, aligned or described: how it is the State's.")
    in_scope: bool = Field(description="Whether it lies in the scope.")


class ContributionRead(Contribution):
    """A published contribution with its passages, in order."""

    citation: str = Field(description="A citation that says what it points to, of this revision.")
    text: list[Passage]


class Unpublished(Said):
    """A passage that is not published: of work that goes on, and to be shown to nobody else."""

    status: str = Field(description="received or coded.")


class Change(Shape):
    """A record that differs between two revisions. Names of people are left out."""

    table: str
    key: list[str] = Field(description="What identifies the record in its table.")
    change: str = Field(description="added, changed, or ended: superseded by nothing.")
    before: dict[str, Any] | None = Field(description="The record in the earlier revision; null: was not there.")
    after: dict[str, Any] | None = Field(description="The record in the later revision; null: is no longer there.")
    link: str = Field(description=LINK)


class CellChange(Shape):
    """A State's record on a provision that differs between two revisions."""

    state: str = Field(description="ISO 3166 code.")
    provision: str = Field(description="Id of the provision.")
    before: Cell | None = Field(description="The cell in the earlier revision; null: there was none.")
    after: Cell | None = Field(description="The cell in the later revision; null: there is none.")
    passages_before: int | None
    passages_after: int | None
    link: str = Field(description=LINK)
