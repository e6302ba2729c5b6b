"""Imports all that may be needed to read a document: afterwards nothing can be opened (confinement.py)."""

import encodings
import heapq  # noqa: F401 (collections.Counter loads it when it is needed, which is too late)
import importlib
import pkgutil

_READERS = ("plain", "file_types", "docx.reader", "odt.reader", "rtf.reader", "pdf.reading", "pdf.opening", "html")


def preload() -> None:
    """Load every reader and every encoding of texts."""
    for name in _READERS:
        importlib.import_module(f"kb.ingest.readers.{name}")
    for encoding in pkgutil.iter_modules(encodings.__path__):
        if encoding.name not in {"mbcs", "oem", "idna", "punycode", "undefined"}:  # Windows', and no texts'
            importlib.import_module(f"encodings.{encoding.name}")
