"""The rows that hold what was said, each with all that must stand beside it; see shapes.py."""

from pydantic import Field, create_model

from kb.api.shapes import LINK, Shape, fields_of
from kb.domain.model import Assessment, TextStatus
from kb.questions.columns import SOURCED

SourcedColumns = create_model("SourcedColumns", __base__=Shape, **fields_of(SOURCED))


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


class Coding(Shape):
    """A passage's coding by us."""

    provision: str
    assessment: Assessment | None = Field(description="Null: a plain fact, which the passage does not assess.")


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


class Coded(Said):
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


class Unpublished(Said):
    """A passage that is not published: of work that goes on, and to be shown to nobody else."""

    status: str = Field(description="received or coded.")


class Piece(Shape):
    """A piece of text."""

    text: str
    marked: bool = Field(description="Whether it is what was looked for.")


class Why(Shape):
    """Where words of the question stand."""

    place: str = Field(description="text, who, subject or source.")
    words: list[str] = Field(description="The words as they stand there.")


class FoundPassage(Coded):
    """A passage that was found."""

    snippet: list[Piece] = Field(description="The text, or the part of it with most that fits, in pieces.")
    why: list[Why] = Field(description="Why it was found.")


class FoundContribution(Sourced):
    """A contribution that was found."""

    passages: int = Field(description="How many passages it has.")
    snippet: list[Piece] = Field(description="What was searched of it, or the part with most that fits, in pieces.")
    why: list[Why] = Field(description="Why it was found.")
    link: str = Field(description=LINK)


class FoundProvision(Shape):
    """A provision that was found."""

    provision: str = Field(description="Id, as VAP-23 or CCM-5.2.")
    instrument: str = Field(description="Code of its instrument, as VAP or CCM.")
    number: str
    chapter: str
    short_title: str | None
    text_status: TextStatus = Field(description="How well its text is established.")
    note: str | None = Field(description="A caveat that must stand beside it.")
    snippet: list[Piece] = Field(description="The text held, or the part of it with most that fits, in pieces.")
    why: list[Why] = Field(description="Why it was found.")
    link: str = Field(description=LINK)
