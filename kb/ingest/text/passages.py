"""The paragraphs of a document as they are collected, and how many of them there may be."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.errors import DocumentRefused
from kb.ingest.text.symbols import clean

MAX_BYTES = 20 * 1024 * 1024
MAX_PARAGRAPHS = 5_000  # a report of two hundred pages has two thousand
MAX_CHARACTERS = 2_000_000
_LONGEST_ROW = 4_000  # characters
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
# "1.", "12)", "2.1.", "(a)", "b)", "iv.", "一、", "أ." and alike.
_NUMBER = r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z\u0430-\u044f\u0623-\u064a]|[ivx]{1,5})[.)]\)?(?=\s)"
# "A." and "2.1", but no initial ("A. R. Example", "M. le Président") and no amount ("2.1 million").
_NUMBER += r"|\(?[A-Z][.)]\)?(?=\s+(?![\sa-z\u00e0-\u00ff]|[A-Z]\.))"
_AMOUNT = r"[\sa-z\u00e0-\u00ff\u0430-\u044f%‰$€£百千万亿]|USD|EUR|CHF|مليون|مليار|في|بالم"
_NUMBER += rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=\s+(?!{_AMOUNT}))"
_NUMBER += r"|[一二三四五六七八九十]{1,3}[、.)]|[(（][一二三四五六七八九十\d]{1,3}[)）]"  # noqa: RUF001 (Chinese numbering)
ITEM = re.compile(rf"(?:{_BULLET}|{_NUMBER})")
BULLET = re.compile(rf"\s*{_BULLET}\s*")
_WIDEST = 160  # signs; no longer line was broken for want of room


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


# What shows on a page and is in no passage, by sort: of one, of several.
_LEFT_OUT = {
    "pictures": ("1 picture was not read.", "{count} pictures were not read."),
    "charts": ("1 chart or diagram was not read.", "{count} charts and diagrams were not read."),
    "comments": ("1 comment was not read.", "{count} comments were not read."),
    "formulas": (
        "1 formula was not read; […] stands in its place.",
        "{count} formulas were not read; […] stands in their place.",
    ),
    "prompts": (
        "1 empty form field was left out with its prompt.",
        "{count} empty form fields were left out with their prompts.",
    ),
    "answers": (
        "1 form field does not say its answer in the file; […] stands in its place.",
        "{count} form fields do not say their answers in the file; […] stands in their place.",
    ),
    "forms": (
        "1 form of the XFA kind was not read; only what the pages themselves show was.",
        "{count} forms of the XFA kind were not read; only what the pages themselves show was.",
    ),
    "signs": (
        "1 sign of a symbol font has no letter; \ufffd stands in its place.",
        "{count} signs of symbol fonts have no letter; \ufffd stands in their place.",
    ),
}


class Passages:
    """Collects the paragraphs of one document, notes at the end, and refuses as soon as there are too many.

    warnings  plain sentences on what was left out, by what they are about
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.warnings: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._text: list[Paragraph] = []
        self._notes: list[Paragraph] = []
        self._characters = 0

    def add(
        self,
        text: str,
        kind: str = "paragraph",
        place: Place | None = None,
        *,
        is_unsure: bool = False,
        label: str = "",
    ) -> None:
        """One more paragraph, or several with an empty line between them; nothing where the text is blank.

        label  the number that the format itself puts before it. A paragraph with a number or bullet is a list's.
        """
        for index, part in enumerate(_cut(text) if "\n" in text else (text,)):
            words = f"{label} {part}".strip() if index == 0 else part
            is_item = kind == "paragraph" and ITEM.match(words.lstrip())
            self._keep(Paragraph(words, "list" if is_item else kind, place, is_unsure), self._text)

    def row(self, cells: Sequence[str], place: Place | None = None, *, is_unsure: bool = False) -> None:
        """One row of a table; nothing where all cells are blank."""
        words = [tidy(cell) for cell in cells]
        if any(words):
            self._keep(Paragraph(" | ".join(words), "table", place, is_unsure), self._text)

    def inner(self) -> "Passages":
        """A collection of its own, for a cell or a text box; notes and warnings come into this one."""
        made = type(self)(self.name)
        made.warnings, made._counts, made._notes = self.warnings, self._counts, self._notes
        return made

    def extend(self, inside: "Passages") -> None:
        """The paragraphs of a text box, or of a frame around text."""
        for paragraph in inside._text:
            self._keep(paragraph, self._text)

    def cells(self, cells: Sequence["Passages"]) -> None:
        """One row of a table by its cells. Texts that stand side by side are no row of data: one comes after another.

        So it is where no cell has less than two paragraphs, as in a statement in two languages, and where a cell is too
        long for a passage.
        """
        filled = [cell for cell in cells if cell._text]
        is_long = sum(len(paragraph.text) for cell in filled for paragraph in cell._text) > _LONGEST_ROW
        is_apart = len(filled) > 1 and all(len(cell._text) > 1 for cell in filled)
        if len(cells) == 1 or is_apart or (is_long and any(len(cell._text) > 2 for cell in filled)):
            for cell in cells:
                self.extend(cell)
        else:
            self.row([cell.joined() for cell in cells])

    def joined(self) -> str:
        """All paragraphs so far as one text."""
        return " ".join(paragraph.text for paragraph in self._text)

    def note(self, text: str, place: Place | None = None) -> None:
        """A footnote or endnote; it comes after the text."""
        self._keep(Paragraph(text, "footnote", place), self._notes)

    def contents(self, text: str) -> None:
        """An entry of a table of contents."""
        if text.strip():
            self.warn("The table of contents was left out.")

    def warn(self, sentence: str) -> None:
        """Something that was left out, said once."""
        self.warnings[sentence] = sentence

    def leave_out(self, sort: str, count: int = 1) -> None:
        """Things of a sort that show on the page and are in no passage; they are counted and said in one sentence."""
        if count:
            self._counts[sort] += count
            one, several = _LEFT_OUT[sort]
            self.warnings[sort] = one if self._counts[sort] == 1 else several.format(count=self._counts[sort])

    def finished(self) -> tuple[Paragraph, ...]:
        """All paragraphs, notes last. Raises DocumentRefused where there is none."""
        if not any(any(map(str.isalnum, paragraph.text)) for paragraph in self._text + self._notes):
            raise DocumentRefused("{name} holds no text: check that it is the right file.", name=self.name)
        return (*self._text, *self._notes)

    def _keep(self, paragraph: Paragraph, where: list[Paragraph]) -> None:
        self._characters += len(paragraph.text)
        if self._characters > MAX_CHARACTERS:
            raise too_long(self.name)
        if text := tidy(self._in_letters(paragraph.text)):
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

    def _in_letters(self, text: str) -> str:
        """The text without characters that every font draws otherwise (Unicode's areas for private use)."""
        if text.isprintable() or not any(unicodedata.category(sign) == "Co" for sign in text):
            return text
        text = text.translate(_PRIVATE)
        unknown = sum(unicodedata.category(sign) == "Co" for sign in text)
        self.leave_out("signs", unknown)
        return "".join("\ufffd" if unicodedata.category(sign) == "Co" else sign for sign in text) if unknown else text


# Signs of Symbol and Wingdings whose font is not said: bullets, ticks and boxes.
_PRIVATE = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0FD: "☒", 0xF0A8: "☐", 0xF06F: "☐",
    0xF076: "❖", 0xF02D: "-", 0xF0E0: "→", 0xF020: " ", 0xF0A3: "☐", 0xF052: "☑",
}  # fmt: skip


def _cut(text: str) -> Iterator[str]:
    """The pieces of a paragraph with line breaks of its own: cut at empty lines and before points of a list.

    A line as long as no page is wide ends a piece too.
    """
    piece: list[str] = []
    for line in text.split("\n"):
        is_new = not line.strip() or (bool(piece) and (len(piece[-1]) > _WIDEST or bool(ITEM.match(line.lstrip()))))
        if is_new and piece:
            yield " ".join(piece)
            piece = []
        if line.strip():
            piece.append(line)
    if piece:
        yield " ".join(piece)


def tracked_changes(name: str) -> DocumentRefused:
    """The refusal of a text whose wording is not settled."""
    return DocumentRefused(
        "{name} holds tracked changes: accept or reject them all in a word processor and save it first.", name=name
    )


def too_deep(name: str) -> DocumentRefused:
    """The refusal of a file whose parts stand in each other without end."""
    return DocumentRefused("{name} is nested too deeply to be read: save it anew in a simpler form.", name=name)


def too_long(name: str) -> DocumentRefused:
    """The refusal of a text that no one could read through."""
    return DocumentRefused(
        "{name} is too long: at most {max_paragraphs:,} paragraphs and {max_characters:,} "
        "characters can be read. Hand in its parts one by one.",
        name=name,
        max_paragraphs=MAX_PARAGRAPHS,
        max_characters=MAX_CHARACTERS,
    )
