"""Imports, before a document is looked at more closely than by its first bytes, all that may be needed to read it."""

import encodings
import gzip
import importlib
import json
import pkgutil
from pathlib import Path
from typing import Any

_READERS = {
    "pasted": ("documents.plain",),
    "archive": ("documents.kinds", "documents.word", "documents.open_document"),
    "rich": ("documents.kinds", "documents.rich_text"),
    "portable": ("documents.kinds", "documents.portable", "documents.web"),
    "text": ("documents.kinds", "documents.web"),
    "page": ("pdf.opening",),
    "count": ("pdf.opening",),
}


def preload(task: str, content: bytes) -> None:
    """Load the readers that the task and the beginning of the document may need, and every encoding of texts."""
    kind = _kind(content) if task == "document" else task
    for name in _READERS[kind]:
        importlib.import_module(f"kb.ingest.{name}")
    if kind != "pasted":
        for encoding in pkgutil.iter_modules(encodings.__path__):
            if encoding.name not in {"mbcs", "oem", "idna", "punycode", "undefined"}:  # Windows', and no texts'
                importlib.import_module(f"encodings.{encoding.name}")
    if b"%PDF-" in content[:1024]:
        _hold_character_maps()


def _kind(content: bytes) -> str:
    if content.startswith(b"PK"):
        return "archive"
    if content.lstrip()[:5].startswith(b"{\\rtf"):
        return "rich"
    return "portable" if b"%PDF-" in content[:1024] else "text"


def _hold_character_maps() -> None:
    """Let pdfminer find the maps of Chinese, Japanese and Korean fonts in memory: it opens a file for each."""
    from pdfminer import cmapdb

    folder = Path(cmapdb.__file__).parent / "cmap"
    held = {path.name.removesuffix(".json.gz"): path.read_bytes() for path in folder.glob("*.json.gz")}

    def load(name: str) -> type[Any]:
        if name not in held:
            raise cmapdb.CMapDB.CMapNotFound(name)
        data: Any = cmapdb.CMapDB._convert_code2cid_keys(json.loads(gzip.decompress(held[name])))
        return type(name, (), data)

    cmapdb.CMapDB._load_data = load  # type: ignore[method-assign]
