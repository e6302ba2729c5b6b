"""Any document that a delegation hands in, as passages: read in a process of its own, within limits.

The worker imports this: nothing here may load the database (originals.py does).
"""

from kb.ingest.documents.languages import is_right_to_left
from kb.ingest.documents.likeness import similarity
from kb.ingest.documents.passages import MAX_BYTES, MAX_PARAGRAPHS, Document, MediaType, Paragraph, Place
from kb.ingest.documents.reading import count_pages, read_document, read_pasted, render_page

__all__ = [
    "MAX_BYTES",
    "MAX_PARAGRAPHS",
    "Document",
    "MediaType",
    "Paragraph",
    "Place",
    "count_pages",
    "is_right_to_left",
    "read_document",
    "read_pasted",
    "render_page",
    "similarity",
]
