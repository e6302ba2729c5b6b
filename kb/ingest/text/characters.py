"""Bytes of a text -> characters, whatever the encoding."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from kb.errors import DocumentRefused
from kb.ingest.text.passages import Passages

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SPACES = "\t\n\r\f\v\x1a"
_USUAL = " \n.,،。，"  # noqa: RUF001 (Arabic and Chinese stops)
_STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})
_CONSIDERED = 200_000  # bytes from which an unknown encoding is told
# Encodings of the languages of the meetings; others are told by their bytes too often where there are few.
_KNOWN = ["cp1252", "cp1251", "cp1256", "gb18030", "big5", "koi8_r", "utf_8", "iso8859_6"]


def characters(data: bytes, passages: Passages, declared: str | None = None) -> str:
    """The characters of a text. A guessed encoding and control characters that were removed are warned of.

    Raises DocumentRefused for bytes that are no text.
    """
    text = _decoded(data, passages, declared)
    strange = sum(sign < " " and sign not in _SPACES for sign in text)
    if strange * 50 > len(text) or "\0" in text:
        raise _no_text(passages.name)
    if strange:
        passages.warn("The file holds control characters; they were removed.")
        text = "".join(sign for sign in text if sign >= " " or sign in _SPACES)
    return text


def _decoded(data: bytes, passages: Passages, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in data:
        text = _utf16_without_mark(data)
        if text is None:
            raise _no_text(passages.name)
        return text
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    best = from_bytes(data[:_CONSIDERED], cp_isolation=_KNOWN, threshold=0.4).best()
    if best is None:
        raise _no_text(passages.name)
    passages.warn(
        f"The file does not say how its letters are encoded; {best.encoding} was taken."
        " Check that the letters are right."
    )
    return data.decode(best.encoding, errors="replace")


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML file names in its first lines."""
    match = re.search(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", data[:2048], re.IGNORECASE)
    return match[1].decode("ascii") if match and b"<" in data[:2048] else None


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 that does not say so: the byte order in which spaces, stops and line ends are found; None for no text."""
    best: tuple[int, str | None] = (0, None)
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_CONSIDERED]
        usual = sum(sample.count(sign) for sign in _USUAL)
        strange = sum(unicodedata.category(sign) in _STRANGE and sign not in _SPACES for sign in sample)
        if usual * 100 >= len(sample) and strange * 50 <= len(sample):
            best = max(best, (usual, text), key=lambda one: one[0])
    return best[1]


def _no_text(name: str) -> DocumentRefused:
    return DocumentRefused(
        "{name} is no document that can be read: hand it in as DOCX, ODT, PDF, RTF, HTML, Markdown or plain text.",
        name=name,
    )
