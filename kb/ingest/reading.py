"""A document or a pasted text -> its passages, language and fingerprint, and the file as it is kept beside them."""

import hashlib
import json
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kb.db.originals import Original
from kb.errors import DocumentRefused
from kb.ingest.sandbox.process import read_apart
from kb.ingest.text.languages import language_of
from kb.ingest.text.passages import (
    MAX_BYTES,
    MAX_CHARACTERS,
    Document,
    MediaType,
    Paragraph,
    Place,
    too_long,
)

_PASTED = "The text"
_UNNAMED = "The file"


def read_document(content: bytes, file_name: str) -> Document:
    """The passages of a DOCX, ODT, PDF, RTF, HTML, Markdown or plain text document, told apart by content.

    It is parsed in a process of its own with limits on memory and time; nothing it points to is fetched. Raises
    DocumentRefused with one sentence where it is none of the seven, protected, damaged, a scan, or too large.
    """
    name = shown_name(file_name)
    if len(content) > MAX_BYTES:
        raise DocumentRefused(
            "{name} is larger than {megabytes} MB: hand it in without pictures.",
            name=name,
            megabytes=MAX_BYTES // 1024 // 1024,
        )
    if not content.strip(b"\0 \t\r\n\f\v"):
        raise DocumentRefused("{name} is empty: check that it is the right file.", name=name)
    return _document(read_apart("document", content, name), content)


def read_pasted(text: str) -> Document:
    """The passages of a text that was typed or pasted. Raises DocumentRefused where there is none, or too much."""
    if len(text) > MAX_CHARACTERS:
        raise too_long(_PASTED)
    content = text.encode("utf-8", errors="replace")  # halves of characters have no UTF-8
    return _document(read_apart("pasted", content, _PASTED), content)


def render_page(content: bytes, page: int, width: int) -> bytes:
    """A page (from 1) of a PDF as PNG, at most `width` pixels wide; drawn in a process of its own, within limits.

    Raises DocumentRefused where it cannot be drawn, or there is no such page.
    """
    answer = read_apart("page", content, _UNNAMED, page=page, width=width)
    return b64decode(answer["png"])


def count_pages(content: bytes) -> int:
    """How many pages a PDF has, 1 to 200. Raises DocumentRefused where it cannot be opened."""
    return int(read_apart("count", content, _UNNAMED)["pages"])


def _document(answer: Mapping[str, Any], content: bytes) -> Document:
    paragraphs = paragraphs_of(answer)
    return Document(
        paragraphs,
        MediaType(answer["media"]),
        language_of(paragraph.text for paragraph in paragraphs),
        hashlib.sha256(content).hexdigest(),
        tuple(answer["warnings"]),
    )


def paragraphs_of(read: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    """The paragraphs of what was read in a document, given as JSON."""
    return tuple(Paragraph(**one | {"place": _place(one["place"])}) for one in read["paragraphs"])


def _place(place: Mapping[str, Any] | None) -> Place | None:
    return Place(place["page"], tuple(map(tuple, place["boxes"]))) if place else None


def shown_name(file_name: str) -> str:
    """The file's name as sentences show it: without folders and unprintable signs, not too long."""
    name = "".join(filter(str.isprintable, re.split(r"[/\\]", file_name)[-1])).strip()
    if len(name) > 80:
        start, dot, end = name.rpartition(".")
        name = f"{start[:60]}…{dot}{end[:10]}" if dot else f"{name[:70]}…"
    return name or _UNNAMED


@dataclass(frozen=True)
class Reading:
    """What was read in a file: its paragraphs in order, and how many pages can be drawn, 0 for a text without pages."""

    paragraphs: tuple[Paragraph, ...]
    pages: int


def original_of(document: Document, content: bytes) -> Original:
    """The file as it is kept. Raises DocumentRefused where its pages cannot be counted."""
    pages = count_pages(content) if document.media is MediaType.PDF else 0
    reading = {"pages": pages, "paragraphs": [asdict(paragraph) for paragraph in document.paragraphs]}
    return Original(content, json.dumps(reading, ensure_ascii=False))


def reading_of(kept: str) -> Reading:
    """What `original_of` kept of the reading."""
    read = json.loads(kept)
    return Reading(paragraphs_of(read), read["pages"])
