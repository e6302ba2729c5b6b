"""A folder or ZIP of documents to hand in, with manifest.csv, which says of each whose it is. Nothing is unpacked."""

import codecs
import csv
import io
import lzma
import stat
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PureWindowsPath
from typing import IO
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile, ZipInfo

from kb.errors import DataFilesInvalid, PlaceUnusable
from kb.ingest.text.passages import MAX_BYTES
from kb.tables.cells import unguarded

MANIFEST = "manifest.csv"
MAX_FILES = 1000
_DELIMITERS = (",", ";", "\t", "|")
COLUMNS = ("file", "contributor", "meeting", "line", "language", "kind", "on_behalf_of", "confidential_until")
OPTIONAL_COLUMNS = ("day",)
_NAME_IS_UTF8 = 0x800
# What reading a damaged entry raises, by the way in which it is packed.
_DAMAGED = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True)
class Batch:
    """A folder or ZIP.

    rows     the manifest's, each a text by column, in its order
    content  of a file by its name, at most one byte more than MAX_BYTES; raises PlaceUnusable
    """

    rows: list[dict[str, str]]
    content: Callable[[str], bytes]


@contextmanager
def opened(path: Path) -> Iterator[Batch]:
    """The batch in the folder or ZIP `path`. Raises DataFilesInvalid in one sentence if nothing can be read from it."""
    if path.is_dir():
        yield _batch(partial(_in_folder, path.resolve()))
        return
    try:
        file = path.open("rb")
    except OSError:
        raise DataFilesInvalid("There is no folder or ZIP {path}. Nothing was imported.", path=path) from None
    with file, opened_zip(file, str(path)) as batch:
        yield batch


@contextmanager
def opened_zip(file: IO[bytes], name: str) -> Iterator[Batch]:
    """The batch in a ZIP that is open already. Raises DataFilesInvalid in one sentence."""
    try:
        archive = ZipFile(file)
    except _DAMAGED:
        raise DataFilesInvalid(
            "{path} is neither a folder nor a ZIP that can be read: pack it anew. Nothing was imported.", path=name
        ) from None
    with archive:
        yield _batch(_Zip(name, archive).content)


def _batch(content: Callable[[str], bytes]) -> Batch:
    try:
        manifest = content(MANIFEST)
    except PlaceUnusable as error:
        raise DataFilesInvalid(
            "A folder or ZIP needs a {manifest} that names its files: {error} Nothing was imported.",
            manifest=MANIFEST,
            error=error,
        ) from error
    return Batch(_rows(manifest), content)


def _rows(content: bytes) -> list[dict[str, str]]:
    """The manifest's rows without the empty ones. Raises DataFilesInvalid with the first fault."""
    if len(content) > MAX_BYTES:
        raise _bad(f"is larger than {MAX_BYTES // 1024 // 1024} MB")
    text, delimiter = _undeclared(_decoded(content))
    reader = csv.reader(io.StringIO(text, newline=None), strict=True, delimiter=delimiter)
    rows = []
    try:
        header = ["_".join(name.casefold().split()) for name in next(reader, [])]
        while header and not header[-1]:  # spreadsheets leave empty columns at the right
            header.pop()
        if missing := [name for name in COLUMNS if name not in header]:
            raise _bad(f"lacks the columns {', '.join(missing)}")
        if unknown := [name for name in header if name not in (*COLUMNS, *OPTIONAL_COLUMNS, "")]:
            raise _bad(f"has columns that are not known: {', '.join(map(repr, unknown))}")
        named = [name for name in header if name]
        if len(named) > len(set(named)):
            raise _bad("has a column twice")
        for record in reader:
            if not any(value.strip() for value in record):
                continue
            if len(record) < len(header) or any(value.strip() for value in record[len(header) :]):
                raise _bad(f"has {len(record)} fields on line {reader.line_num} where {len(header)} belong")
            values = dict(zip(header, (unguarded(value).strip() for value in record), strict=False))
            if any(value.strip() for name, value in zip(header, record, strict=False) if not name):
                raise _bad(f"has a value without the name of its column on line {reader.line_num}")
            rows.append({name: values[name] for name in named})
    except csv.Error as error:
        raise _bad(f"is not CSV on line {reader.line_num}: {error}") from None
    if not rows:
        raise _bad("names no file")
    if len(rows) > MAX_FILES:
        raise _bad(f"names {len(rows)} files, and at most {MAX_FILES} are taken at once")
    return rows


def _decoded(content: bytes) -> str:
    """The manifest's characters, UTF-8 or UTF-16 ("Unicode Text" of spreadsheets) by its byte order mark."""
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise _bad("is not UTF-8: save it as CSV UTF-8") from None
    if "\0" in text:
        raise _bad("holds a null character: save it as CSV UTF-8")
    return text


def _undeclared(text: str) -> tuple[str, str]:
    """The text without a line that only says what divides its columns ("sep=;"), and what does."""
    first, _, rest = text.partition("\n")
    name, _, sign = first.rstrip("\r").strip('"').rpartition("=")
    if name.lower() == "sep" and sign in _DELIMITERS:
        return rest, sign
    return text, max(_DELIMITERS, key=first.count)


def _bad(fault: str) -> DataFilesInvalid:
    return DataFilesInvalid("{manifest} {fault}. Nothing was imported.", manifest=MANIFEST, fault=fault)


def _inside(name: str) -> str:
    """The name as a path from the folder, with / between its parts, whichever system wrote the manifest."""
    path = PureWindowsPath(name)
    if path.drive or path.root or ".." in path.parts:
        raise PlaceUnusable("{name} is outside the folder.", name=name)
    if not path.parts:
        raise PlaceUnusable("The manifest names no file here.")
    return path.as_posix()


def _in_folder(folder: Path, name: str) -> bytes:
    try:
        # Links are followed first: one may lead out of the folder.
        path = _found(folder, _inside(name)).resolve()
        if not path.is_relative_to(folder):
            raise PlaceUnusable("{name} is outside the folder.", name=name)
        if not path.exists():
            raise PlaceUnusable("There is no file {name}.", name=name)
        if not path.is_file():
            raise PlaceUnusable("{name} is not a file.", name=name)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, RuntimeError, ValueError) as error:
        raise PlaceUnusable(
            "{name} cannot be read: {reason}.", name=name, reason=getattr(error, "strerror", None) or error
        ) from error


def _found(path: Path, name: str) -> Path:
    """The file of that name, however its accents are written. Raises PlaceUnusable for two that differ in that."""
    for part in Path(name).parts:
        inside = path / part
        if not inside.exists() and not part.isascii() and path.is_dir():
            alike = [one for one in path.iterdir() if normalize("NFC", one.name) == normalize("NFC", part)]
            if len(alike) > 1:
                raise PlaceUnusable("{name} stands twice in the folder.", name=name)
            inside = alike[0] if alike else inside
        path = inside
    return path


class _Zip:
    def __init__(self, path: str, archive: ZipFile) -> None:
        entries = archive.infolist()
        if len(entries) > MAX_FILES:
            raise DataFilesInvalid(
                "{path} holds {count} entries, and at most {max_files} are read. Nothing was imported.",
                path=path,
                count=len(entries),
                max_files=MAX_FILES,
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise DataFilesInvalid("{path} is encrypted: pack it without a password. Nothing was imported.", path=path)
        self.archive = archive
        # Systems write an accented letter as one sign or as two.
        names = [normalize("NFC", _name(entry)) for entry in entries]
        self.entries = dict(zip(names, entries, strict=True))
        self.doubled = {name for name, count in Counter(names).items() if count > 1}
        self.base = ""
        # Whoever packs a folder, and not what is in it, has everything one folder deeper.
        deeper = [name for name in names if name.count("/") == 1 and name.endswith(f"/{MANIFEST}")]
        deeper = [name for name in deeper if not name.startswith("__MACOSX/")]
        if MANIFEST not in self.entries and len(deeper) == 1:
            self.base = deeper[0].removesuffix(MANIFEST)

    def content(self, name: str) -> bytes:
        inside = normalize("NFC", self.base + _inside(name))
        entry = self.entries.get(inside)
        if entry is None:
            raise PlaceUnusable("There is no file {name}.", name=name)
        if inside in self.doubled:
            raise PlaceUnusable("{name} stands twice in the ZIP.", name=name)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise PlaceUnusable("{name} is a link and not a file.", name=name)
        try:
            with self.archive.open(entry) as file:
                # What the entry says of its size is not relied on.
                return file.read(MAX_BYTES + 1)
        except _DAMAGED as error:
            raise PlaceUnusable("{name} is damaged in the ZIP and cannot be read.", name=name) from error


def _name(entry: ZipInfo) -> str:
    """The entry's name; a Mac writes it in UTF-8 and does not say so."""
    if entry.flag_bits & _NAME_IS_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode()
    except UnicodeError:
        return entry.filename
