"""What a file is, by its content, and the reader for it."""

import re
from collections.abc import Callable

from kb.errors import DocumentRefused
from kb.ingest.readers.archive import Archive, protected
from kb.ingest.readers.markdown import looks_like_markdown, read_markdown
from kb.ingest.readers.plain import read_plain
from kb.ingest.text.characters import characters, declared_encoding
from kb.ingest.text.passages import MediaType, Passages

_ENDINGS = {
    "docx": MediaType.DOCX, "docm": MediaType.DOCX, "dotx": MediaType.DOCX, "odt": MediaType.ODT, "pdf": MediaType.PDF,
    "txt": MediaType.TXT, "md": MediaType.MARKDOWN, "markdown": MediaType.MARKDOWN, "html": MediaType.HTML,
    "htm": MediaType.HTML, "xhtml": MediaType.HTML, "rtf": MediaType.RTF, "doc": None, "xlsx": None, "pptx": None,
}  # fmt: skip
_NAMES = {
    MediaType.DOCX: "a DOCX document", MediaType.ODT: "an ODT document", MediaType.PDF: "a PDF",
    MediaType.TXT: "plain text", MediaType.MARKDOWN: "Markdown", MediaType.HTML: "HTML",
    MediaType.RTF: "an RTF document",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x00", b"II*\0", b"MM\0*", b"RIFF"), "a picture"),
    ((b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"), "a program"),
    ((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"), "an archive"),
    ((b"%!PS",), "a PostScript file"),
)
_PACKAGES = (("xl/", "a spreadsheet"), ("ppt/", "a presentation"))
_ODF = "application/vnd.oasis.opendocument."


def read(data: bytes, name: str) -> tuple[Passages, MediaType]:
    """The passages of a document and what it is. Raises DocumentRefused."""
    passages = Passages(name)
    media = _read(data, passages)
    ending = name.rpartition(".")[2].lower()
    meant = _ENDINGS.get(ending, media)
    texts = {MediaType.TXT, MediaType.MARKDOWN}
    if meant != media and not {meant, media} <= texts:
        passages.warn(f"The file is named .{ending} but holds {_NAMES[media]}; it was read as that.")
    return passages, media


def read_pasted(text: str, name: str) -> tuple[Passages, MediaType]:
    """The same of a text that was typed or pasted, which is plain whatever it looks like."""
    passages = Passages(name)
    read_plain(text, passages)
    return passages, MediaType.TXT


def _read(data: bytes, passages: Passages) -> MediaType:
    name = passages.name
    # Each library is loaded only for its own kind: a short text takes a moment and not a second.
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_archive(Archive(data, name), passages)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise protected(name)
        raise _refused(name, "an old Word document or another old office file")
    if data.lstrip()[:5].startswith(b"{\\rtf"):
        from kb.ingest.readers.rtf.reader import read_rich_text

        read_rich_text(data.lstrip(), passages)
        return MediaType.RTF
    for starts, kind in _OTHERS:
        if data.startswith(starts) and (b"\0" in data[:200] or not data[:200].isascii()):
            raise _refused(name, kind)
    if (at := data[:1024].find(b"%PDF-")) >= 0 and (at == 0 or b"endobj" in data):
        from kb.ingest.readers.pdf.reading import read_pdf

        read_pdf(data, passages)
        return MediaType.PDF
    return _read_text(characters(data, passages, declared_encoding(data)), passages)


def _read_text(text: str, passages: Passages) -> MediaType:
    name = passages.name
    start = text[:2000].lstrip()
    if re.match(r"(?:from: .*\n)?mime-version:", start, re.IGNORECASE):
        raise _refused(name, "a web archive")
    reader: Callable[[str, Passages], None]
    if _looks_like_html(text):
        from kb.ingest.readers.html import read_html

        reader, media = read_html, MediaType.HTML
    elif start.startswith(("<?xml", "<!DOCTYPE")):
        raise _refused(name, "an XML file")
    elif start.startswith("%!PS"):
        raise _refused(name, "a PostScript file")
    elif name.lower().endswith((".md", ".markdown")) or looks_like_markdown(text):
        reader, media = read_markdown, MediaType.MARKDOWN
    else:
        reader, media = read_plain, MediaType.TXT
    reader(text, passages)
    return media


def _looks_like_html(text: str) -> bool:
    """Whether a text is an HTML document or a piece of one."""
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<?xml")) and "<html" in start:
        return True
    return start.startswith("<") and bool(re.search(r"<(?:p|div|h[1-6]|body|table|ol|ul)\b[^<>]*>", text[:65536]))


def _read_archive(archive: Archive, passages: Passages) -> MediaType:
    kind = archive.read("mimetype").decode("ascii", errors="replace").strip()
    if kind.startswith(_ODF):
        if kind not in {f"{_ODF}text", f"{_ODF}text-template", f"{_ODF}text-master"}:
            raise _refused(archive.name, "a spreadsheet, presentation or drawing")
        from kb.ingest.readers.odt.reader import read_odt

        read_odt(archive, passages)
        return MediaType.ODT
    if "[Content_Types].xml" in archive.names:
        for folder, other in _PACKAGES:
            if any(part.startswith(folder) for part in archive.names):
                raise _refused(archive.name, other)
        from kb.ingest.readers.docx.reader import read_docx

        read_docx(archive, passages)
        return MediaType.DOCX
    raise _refused(archive.name, "an archive")


def _refused(name: str, kind: str) -> DocumentRefused:
    return DocumentRefused(
        "{name} is {kind}, which cannot be read: hand the text in as DOCX, ODT, PDF, RTF, HTML, "
        "Markdown or plain text.",
        name=name,
        kind=kind,
    )
