"""A document of the user's -> its lines, by what the file holds and not by what it is called."""

import re
from pathlib import Path

from kb.errors import OfficialTextUnreadable
from kb.ingest.official.decoding import declared_encoding, decode
from kb.ingest.official.lines import Line
from kb.ingest.official.pdf import pdf_lines
from kb.ingest.official.plain import looks_like_html, looks_like_markdown, markdown_lines, plain_lines
from kb.ingest.official.web import html_lines
from kb.ingest.official.word import word_lines

LARGEST = 20 * 1024 * 1024  # bytes; the official documents have one or two million at most
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_lines(data: bytes, name: str) -> list[Line]:
    """The lines of a document in reading order, never empty. For the worker: a document is nobody's friend.

    Plain text, Markdown, HTML, DOCX or PDF, told apart by content; the name's ending only decides between
    Markdown and plain text. Raises OfficialTextUnreadable with one sentence that says what to do.
    """
    if b"%PDF-" in data[:1024]:
        lines = pdf_lines(data, name)
    elif data.startswith(b"PK\x03\x04"):
        if b"word/" not in data:
            raise OfficialTextUnreadable(
                "{name} is an archive or another kind of office document: save it as DOCX or PDF first.", name=name
            )
        lines = word_lines(data, name)
    elif data.startswith(_OLD_WORD):
        raise OfficialTextUnreadable(
            "{name} is an old Word document or has a password: save it as DOCX without a password first.", name=name
        )
    elif data.startswith(b"{\\rtf"):
        raise OfficialTextUnreadable("{name} is an RTF document: save it as DOCX or PDF first.", name=name)
    else:
        lines = _text_lines(decode(data, name, declared_encoding(data)), Path(name).suffix.lower(), name)
    if not any(not line.is_furniture for line in lines):
        raise OfficialTextUnreadable("{name} holds no text: check that it is the right file.", name=name)
    return lines


def _text_lines(text: str, suffix: str, name: str) -> list[Line]:
    if re.match(r"\s*(?:from: .*\n)?mime-version:", text[:2000], re.IGNORECASE):
        raise OfficialTextUnreadable("{name} is a web archive: save the page as HTML or PDF first.", name=name)
    if looks_like_html(text) and suffix not in {".md", ".markdown"}:
        return html_lines(text)
    if suffix in {".md", ".markdown"} or looks_like_markdown(text):
        return markdown_lines(text)
    return plain_lines(text)


def read_file(path: Path) -> bytes:
    """The bytes of the user's file. Raises OfficialTextUnreadable for one that is too large or cannot be opened."""
    try:
        if path.stat().st_size > LARGEST:
            raise OfficialTextUnreadable("{name} is larger than 20 MB: give the document by itself.", name=path.name)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise OfficialTextUnreadable(
            "{path} cannot be read ({reason}): check the path and the permissions.", path=path, reason=reason
        ) from error
