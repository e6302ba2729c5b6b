"""Imports, before a document is looked at more closely than by its first bytes, all that may be needed to read it."""

import encodings
import heapq  # noqa: F401 (collections.Counter loads it when it is needed, which is too late)
import importlib
import pkgutil

_READERS = {
    "pasted": ("plain",),
    "archive": ("file_types", "docx.reader", "odt.reader"),
    "rtf": ("file_types", "rtf.reader"),
    "pdf": ("file_types", "pdf.reading", "html"),
    "text": ("file_types", "html"),
    "page": ("pdf.opening",),
    "count": ("pdf.opening",),
}


def preload(task: str, content: bytes) -> None:
    """Load the readers that the task and the beginning of the document may need, and every encoding of texts."""
    kind = _kind(content) if task == "document" else task
    for name in _READERS[kind]:
        importlib.import_module(f"kb.ingest.readers.{name}")
    if kind != "pasted":
        for encoding in pkgutil.iter_modules(encodings.__path__):
            if encoding.name not in {"mbcs", "oem", "idna", "punycode", "undefined"}:  # Windows', and no texts'
                importlib.import_module(f"encodings.{encoding.name}")


def _kind(content: bytes) -> str:
    if content.startswith(b"PK"):
        return "archive"
    if content.lstrip()[:5].startswith(b"{\\rtf"):
        return "rtf"
    return "pdf" if b"%PDF-" in content[:1024] else "text"
