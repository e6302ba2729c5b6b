"""The paragraphs of a document as they are collected, and how many of them there may be."""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.errors import DocumentRefused
from kb.ingest.official.lines import clean

MAX_BYTES = 20 * 1024 * 1024
MAX_PARAGRAPHS = 5_000  # a report of two hundred pages has two thousand
MAX_CHARACTERS = 2_000_000
LONGEST_PARAGRAPH = 20_000  # characters; a passage is something that a person reads and codes as one


class MediaType(StrEnum):
    """What a document is, by its content."""

    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    TXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    RTF = "rtf"


@dataclass(frozen=True)
class Place:
    """Where a passage stands in a document that has pages.

    page   from 1; that on which it begins, where it goes on over several
    boxes  its lines there as (left, top, right, bottom), in fractions (0 to 1) of the page's width and height from the
           upper left corner of the page as it is shown
    """

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Paragraph:
    """A passage of the document.

    kind       "heading", "paragraph", "list", "table" (a row) or "footnote"
    place      where it stands; None in a document without pages
    is_unsure  the order of its words is not certain: a person must compare it with the page
    """

    text: str
    kind: str
    place: Place | None = None
    is_unsure: bool = False


@dataclass(frozen=True)
class Document:
    """A document that was read.

    language  ISO 639-1; None when unsure
    sha256    of the file's bytes, or of the pasted text in UTF-8
    warnings  plain sentences on what was left out
    """

    paragraphs: tuple[Paragraph, ...]
    media: MediaType
    language: str | None
    sha256: str
    warnings: tuple[str, ...]


_BULLET = r"[-–—•*·‣▪◦●○■□➢✓\uf0b7\uf0a7](?=\s|\t)"
# "1.", "12)", "2.1", "(a)", "b)", "iv.", "一、", "أ." and alike.
_NUMBER = r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z\u0430-\u044f\u0623-\u064a]|[ivx]{1,5}|[A-Z])[.)]\)?(?=\s)"
_NUMBER += r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)"
_NUMBER += r"|[一二三四五六七八九十]{1,3}[、.)]|[(（][一二三四五六七八九十\d]{1,3}[)）]"  # noqa: RUF001 (Chinese numbering)
ITEM = re.compile(rf"(?:{_BULLET}|{_NUMBER})")
BULLET = re.compile(rf"\s*{_BULLET}\s*")


def tidy(text: str) -> str:
    """The same words in NFC with single spaces, without control characters and invisible signs.

    Among the invisible signs are those that turn the direction of writing: a sentence must not look like another.
    """
    text = clean(text)
    if text.isprintable():
        return text
    return clean("".join(sign for sign in text if unicodedata.category(sign) not in _UNSEEN or sign in _NUMBER_SIGNS))


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn"})
_NUMBER_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd"  # Arabic signs that stand before numbers


class Passages:
    """Collects the paragraphs of one document, notes at the end, and refuses as soon as there are too many."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.warnings: dict[str, None] = {}
        self._text: list[Paragraph] = []
        self._notes: list[Paragraph] = []
        self._characters = 0

    def add(self, text: str, kind: str = "paragraph", place: Place | None = None, *, is_unsure: bool = False) -> None:
        """One more paragraph; nothing where the text is blank. A paragraph with a number or bullet is a list's."""
        if kind == "paragraph" and ITEM.match(text.lstrip()):
            kind = "list"
        self._keep(Paragraph(text, kind, place, is_unsure), self._text)

    def row(self, cells: list[str], place: Place | None = None, *, is_unsure: bool = False) -> None:
        """One row of a table; nothing where all cells are blank."""
        words = [tidy(cell) for cell in cells]
        if any(words):
            self._keep(Paragraph(" | ".join(words), "table", place, is_unsure), self._text)

    def note(self, text: str, place: Place | None = None) -> None:
        """A footnote or endnote; it comes after the text."""
        self._keep(Paragraph(text, "footnote", place), self._notes)

    def warn(self, sentence: str) -> None:
        """Something that was left out, said once."""
        self.warnings[sentence] = None

    def finished(self) -> tuple[Paragraph, ...]:
        """All paragraphs, notes last. Raises DocumentRefused where there is none."""
        if not any(any(map(str.isalnum, paragraph.text)) for paragraph in self._text + self._notes):
            raise DocumentRefused("{name} holds no text: check that it is the right file.", name=self.name)
        return (*self._text, *self._notes)

    def taken(self) -> tuple[list[Paragraph], list[Paragraph]]:
        """Paragraphs and notes so far, also where there are none."""
        return self._text, self._notes

    def _keep(self, paragraph: Paragraph, where: list[Paragraph]) -> None:
        self._characters += len(paragraph.text)
        if self._characters > MAX_CHARACTERS:
            raise too_long(self.name)
        if text := tidy(paragraph.text):
            if len(text) > LONGEST_PARAGRAPH:
                raise DocumentRefused(
                    "{name} has a paragraph of more than {longest_paragraph:,} characters: divide it into "
                    "paragraphs and hand it in again.",
                    name=self.name,
                    longest_paragraph=LONGEST_PARAGRAPH,
                )
            where.append(replace(paragraph, text=text))
            if len(self._text) + len(self._notes) > MAX_PARAGRAPHS:
                raise too_long(self.name)


def too_long(name: str) -> DocumentRefused:
    """The refusal of a text that no one could read through."""
    return DocumentRefused(
        "{name} is too long: at most {max_paragraphs:,} paragraphs and {max_characters:,} "
        "characters can be read. Hand in its parts one by one.",
        name=name,
        max_paragraphs=MAX_PARAGRAPHS,
        max_characters=MAX_CHARACTERS,
    )
