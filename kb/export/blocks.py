"""What a document is made of, before it is a Word file or a page: once, so that its forms cannot differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.tables import Table


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, with a `lead` in bold before it."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """A chart: its Vega-Lite specification, its title and its description in words."""

    spec: Mapping[str, Any]
    title: str
    alt: str


@dataclass(frozen=True)
class Said:
    """A passage: whose it is in words, the text in its language, how it is cited, and where it stands.

    `is_quoted`: it is the delivered text. `path` is its permanent address below that of the dashboard.
    """

    whose: str
    text: str
    language: str
    is_quoted: bool
    marks: tuple[str, ...]
    citation: str
    path: str


Block = Heading | Paragraph | Items | Drawing | Said | Table


@dataclass(frozen=True)
class Content:
    """A document: its title, and its blocks in order."""

    title: str
    blocks: Sequence[Block]
