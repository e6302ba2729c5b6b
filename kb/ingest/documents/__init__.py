"""Any document that a delegation hands in, as passages: read in a process of its own, within limits."""

from kb.ingest.documents.languages import is_right_to_left
from kb.ingest.documents.likeness import similarity
from kb.ingest.documents.originals import Reading, original_of, parts_of, reading_of
from kb.ingest.documents.passages import MAX_BYTES, MAX_PARAGRAPHS, Document, MediaType, Paragraph, Place
from kb.ingest.documents.reading import count_pages, read_document, read_pasted, render_page

__all__ = [
    "MAX_BYTES",
    "MAX_PARAGRAPHS",
    "Document",
    "MediaType",
    "Paragraph",
    "Place",
    "Reading",
    "count_pages",
    "is_right_to_left",
    "original_of",
    "parts_of",
    "read_document",
    "read_pasted",
    "reading_of",
    "render_page",
    "similarity",
]
