"""Response models around the rows: a page of them, one record, and what a search found; see schemas.py."""

from typing import Generic, TypeVar

from pydantic import Field

from kb.api.schemas import Schema
from kb.domain.model import Audience

R = TypeVar("R", bound=Schema)


class Envelope(Schema):
    """What an answer is of."""

    revision: int = Field(description="The revision it is of.")
    audience: Audience = Field(
        description="As whom it was answered: public; parties or staff, by the token: then it is not for everybody."
    )
    scope: str = Field(description="What was asked, as a sentence, with the day on which the status of States counts.")


class Page(Envelope, Generic[R]):
    """Some of the rows there are."""

    total: int = Field(description="How many rows there are in all.")
    limit: int = Field(description="How many are on a page at most.")
    offset: int = Field(description="How many come before these.")
    next: str | None = Field(description="Address of the next page; null on the last.")
    note: str | None = Field(description="Where there is nothing: how that is to be taken.")
    rows: list[R]


class One(Envelope, Generic[R]):
    """One record."""

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
