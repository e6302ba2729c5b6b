"""Office documents are ZIP archives: which files are in one, and their bytes, without unpacking a bomb."""

import zlib
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from kb.errors import DocumentRefused

_MOST_FILES = 2_000
_LARGEST_PART = 40 * 1024 * 1024  # a text part of a report with large tables has a few megabytes
_LARGEST_SUM = 400 * 1024 * 1024  # all that the archive says it holds, pictures included
_LARGEST_RATIO = 400  # text shrinks to a tenth, rarely to a hundredth
_ENCRYPTED = 0x1


class Archive:
    """An archive whose directory has been checked. Only the parts that are asked for are unpacked.

    Raises DocumentRefused for a damaged or protected archive and for one made to burst what unpacks it.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.damaged() from error
        entries = self._zip.infolist()
        self._entries: dict[str, ZipInfo] = {entry.filename: entry for entry in entries}
        if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _LARGEST_SUM:
            raise self._bomb()
        if len(self._entries) < len(entries):
            raise DocumentRefused(
                "{name} holds two files of one name, so it is not sure which is meant: save it anew.", name=name
            )
        ordered = sorted(entries, key=lambda entry: entry.header_offset)
        if any(
            after.header_offset < before.header_offset + before.compress_size for before, after in pairwise(ordered)
        ):
            raise self._bomb()

    @property
    def names(self) -> set[str]:
        return set(self._entries)

    def read(self, part: str) -> bytes:
        """The bytes of a part; b"" where there is none. Never more than it says it has."""
        entry = self._entries.get(part)
        if entry is None:
            return b""
        if entry.flag_bits & _ENCRYPTED:
            raise protected(self.name)
        if entry.file_size > _LARGEST_PART or entry.file_size > _LARGEST_RATIO * max(entry.compress_size, 1_000):
            raise self._bomb()
        try:
            with self._zip.open(entry) as opened:
                return opened.read(_LARGEST_PART)
        except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
            raise self.damaged() from error

    def tree(self, part: str) -> Any:
        """The root of an XML part; None where there is none.

        No document of a word processor declares a document type. One that does wants something else to be done
        than to be read: entities that grow without end, files that are fetched. It is refused before it is parsed.
        """
        data = self.read(part)
        if not data:
            return None
        if any("<!DOCTYPE".encode(code) in data or "<!ENTITY".encode(code) in data for code in _CODES):
            raise DocumentRefused(
                "{name} holds instructions that no ordinary document has, and was not read: save it anew "
                "in a word processor.",
                name=self.name,
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged() from error

    def damaged(self) -> DocumentRefused:
        return DocumentRefused(
            "{name} is damaged: open it in a word processor, save it again and hand in the new copy.", name=self.name
        )

    def _bomb(self) -> DocumentRefused:
        return DocumentRefused(
            "{name} would unpack to far more than a document holds, and was not read: save it anew.", name=self.name
        )


_CODES = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def protected(name: str) -> DocumentRefused:
    """The refusal of a document that needs a password."""
    return DocumentRefused("{name} is protected by a password: hand in a copy that opens without one.", name=name)
