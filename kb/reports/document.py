"""What a document is made of, before it is a Word file or a page: once, so that its forms cannot differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar

from kb.tables import Table, Type, Value


class Size(StrEnum):
    """How large the type is: large is read from paper, in a room; small fills a page or two."""

    SMALL = "small"
    USUAL = "usual"
    LARGE = "large"


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    kind: ClassVar[str] = "heading"
    level: int
    text: str
    on_new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, with a `lead` in bold before it, and at its end a link to the `address`, if it has one."""

    kind: ClassVar[str] = "paragraph"
    text: str
    lead: str = ""
    address: str = ""


@dataclass(frozen=True)
class Items:
    """A list."""

    kind: ClassVar[str] = "items"
    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Drawing:
    """A chart: its Vega-Lite specification, its title, its description in words, and one line on how to read it."""

    kind: ClassVar[str] = "drawing"
    spec: Mapping[str, Any]
    title: str
    alt: str
    note: str = ""


@dataclass(frozen=True)
class Note:
    """An end note: a source, and its permanent address below that of the dashboard."""

    text: str
    path: str


@dataclass(frozen=True)
class Quote:
    """A passage: whose it is in words, with the marks without which it would mislead, and the text in its language.

    `is_quoted`: it is the delivered text. `path` is its permanent address below that of the dashboard. Whose it is
    stands above it, or with `text_first` below.
    """

    kind: ClassVar[str] = "quote"
    speaker: str
    marks: tuple[str, ...]
    text: str
    language: str
    is_quoted: bool
    path: str = ""
    note: Note | None = None
    text_first: bool = False


@dataclass(frozen=True)
class Grid:
    """A typed table of which the columns with these keys are shown, in this order, under `labels` if it has some."""

    kind: ClassVar[str] = "grid"
    table: Table
    keys: tuple[str, ...]
    labels: Mapping[str, str]

    @property
    def caption(self) -> str:
        return self.table.caption

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands over the columns."""
        declared = {column.key: column.label for column in self.table.columns}
        return tuple(self.labels.get(key, declared[key]) for key in self.keys)

    @property
    def are_numbers(self) -> tuple[bool, ...]:
        """Of each column whether it holds numbers."""
        types = {column.key: column.type for column in self.table.columns}
        return tuple(types[key] in (Type.INTEGER, Type.NUMBER) for key in self.keys)

    @property
    def body(self) -> list[list[str]]:
        """The cells that are shown, as text."""
        places = [self.table.keys.index(key) for key in self.keys]
        return [[_text(row[place]) for place in places] for row in self.table.rows]


@dataclass(frozen=True)
class ListedSpeaker:
    """A speaker. `ticked` is whether it has spoken; `status` says when, or why not, and may be empty.

    `card` are its two lines, `notes` the sentences noted of it, `minutes` those allotted and used in words.
    """

    ticked: bool
    status: str
    number: int
    name: str
    card: tuple[str, str]
    notes: tuple[str, ...]
    minutes: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below its name."""
        return tuple(filter(None, (*self.card, *self.notes)))


@dataclass(frozen=True)
class Checklist:
    """Speakers to be ticked on paper, under four heads."""

    kind: ClassVar[str] = "checklist"
    caption: str
    heads: tuple[str, str, str, str]
    rows: tuple[ListedSpeaker, ...]


Block = Heading | Paragraph | Items | Drawing | Quote | Grid | Checklist


@dataclass(frozen=True)
class Cover:
    """The first page: what the document is on, for whom, from whom, and what it found; empty what is not known.

    `scope` says what was filtered, if anything was; `edition` for whom it is and as of when; `address` shows the same
    figures for good.
    """

    subject: str
    meeting: str
    day: str
    coordinators: str
    finding: str
    scope: str = ""
    addressees: str = ""
    foreword: tuple[str, ...] = ()
    edition: str = ""
    address: str = ""


@dataclass(frozen=True)
class Document:
    """A document: its title, its cover if it has one, and its blocks in order.

    `warning` stands first and on every page. `base` is the address of the dashboard for others, before every `path`;
    without it nothing is linked.
    """

    title: str
    blocks: Sequence[Block]
    cover: Cover | None = None
    warning: str = ""
    base: str = ""
    size: Size = Size.USUAL

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The end notes in the order of their numbers, from 1; several passages may have the same."""
        return tuple(dict.fromkeys(one.note for one in self.blocks if isinstance(one, Quote) and one.note))


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
