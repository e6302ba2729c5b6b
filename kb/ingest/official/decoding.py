"""Bytes of a text file -> characters."""

import codecs
import re

from kb.errors import OfficialTextUnreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The characters of a text file: by its byte order mark, as declared, UTF-8, UTF-16, else Windows-1252.

    Raises OfficialTextUnreadable when no reading gives text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_or_refuse(data[len(mark) :], encoding, name)
    if b"\0" in data:
        return _decode_or_refuse(data, _utf16_by_zeros(data, name), name)
    for candidate in filter(None, (declared, "utf-8")):
        try:
            return _text(data.decode(candidate), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _decode_or_refuse(data, "cp1252", name)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML file names in its first lines."""
    match = re.search(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", data[:2048], re.IGNORECASE)
    return match[1].decode("ascii") if match and b"<" in data[:2048] else None


def _utf16_by_zeros(data: bytes, name: str) -> str:
    """UTF-16 without a mark: European text has its zero bytes all on one side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd) or max(even, odd) * 4 < len(data):
        raise _not_text(name)
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_or_refuse(data: bytes, encoding: str, name: str) -> str:
    try:
        return _text(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise _not_text(name) from error


def _text(text: str, name: str) -> str:
    """The text, unless it holds control characters that no text has."""
    if any(sign < " " and sign not in "\t\n\r\f\v\x1a" for sign in text):
        raise _not_text(name)
    return text


def _not_text(name: str) -> OfficialTextUnreadable:
    return OfficialTextUnreadable(
        "{name} is no text that can be read: give the document as plain text, Markdown, HTML, DOCX or PDF.", name=name
    )
