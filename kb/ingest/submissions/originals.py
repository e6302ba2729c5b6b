"""A document that was read, as it is kept beside its passages: the file, its paragraphs and where they stand."""

import json
from dataclasses import asdict, dataclass

from kb.db.originals import Original
from kb.ingest.reading import count_pages, paragraphs_of
from kb.ingest.text.passages import Document, MediaType, Paragraph


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
