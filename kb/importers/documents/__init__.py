"""Any document that a delegation hands in, as passages: read in a process of its own, within limits."""

from kb.importers.documents.languages import is_right_to_left
from kb.importers.documents.likeness import similarity
from kb.importers.documents.passages import MAX_BYTES, MAX_PARAGRAPHS, Document, MediaType, Paragraph
from kb.importers.documents.reading import read_document, read_pasted

__all__ = [
    "MAX_BYTES",
    "MAX_PARAGRAPHS",
    "Document",
    "MediaType",
    "Paragraph",
    "is_right_to_left",
    "read_document",
    "read_pasted",
    "similarity",
]
