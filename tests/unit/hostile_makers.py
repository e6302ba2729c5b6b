"""How the hostile files of the tests are put together."""

import struct
import warnings
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.unit.document_makers import (
    ODT_TYPE,
    docx_of,
    docx_related,
    docx_with,
    odt_of,
    pdf_of,
    pdf_stream,
    raw_pdf,
    unzipped,
    zipped,
)

WORDS = "Atlantis, an invented State, helps its people."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def docx() -> bytes:
    return docx_of(WORDS)


def doctype(root: str, entity: str, use: str) -> Callable[[str], str]:
    """Changes an XML part: a document type with an entity, and the first word replaced by its use."""
    return lambda text: text.replace("?>", f"?><!DOCTYPE {root} [{entity}]>", 1).replace(WORDS, use + WORDS)


def laughs(depth: int = 12) -> str:
    entities = ['<!ENTITY l0 "ha">']
    entities += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth)]
    return "".join(entities)


def laughing() -> str:
    return f"<!DOCTYPE a [{laughs()}]><a>&l11;</a>"


def paragraph(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def bomb(megabytes: int) -> bytes:
    """Few bytes that unpack to many, honestly declared."""
    data = docx()
    parts = unzipped(data)
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            with archive.open(name, "w") as part:
                if name == "word/document.xml":
                    for _ in range(megabytes):
                        part.write(b" " * 1024 * 1024)
                part.write(content)
    return made.getvalue()


def lying() -> bytes:
    """A bomb whose directory says that the text is short."""
    data = bytearray(bomb(60))
    name = b"word/document.xml"
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length] == name:
            struct.pack_into("<I", data, at + 24, 50)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def many_entries() -> bytes:
    return zipped(unzipped(docx()) | {f"word/media/{number}.bin": b"" for number in range(5_000)})


def overlapping() -> bytes:
    """Many directory entries that share the bytes of one file."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in unzipped(docx()).items():
            archive.writestr(name, content)
        archive.writestr("word/media/0.xml", b"0" * 1_000_000)
        shared = archive.infolist()[-1]
        for number in range(1, 300):
            entry = ZipInfo(f"word/media/{number}.xml")
            entry.header_offset, entry.CRC = shared.header_offset, shared.CRC
            entry.compress_type, entry.compress_size, entry.file_size = ZIP_DEFLATED, shared.compress_size, 1_000_000
            archive.filelist.append(entry)
            archive.NameToInfo[entry.filename] = entry
    return made.getvalue()


def nested() -> bytes:
    inner = zipped({"a": b"0" * 10_000_000})
    for _ in range(4):
        inner = zipped({f"{number}.zip": inner for number in range(10)})
    return zipped(unzipped(docx()) | {"word/embeddings/a.zip": inner})


def twice() -> bytes:
    made = BytesIO(docx())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with ZipFile(made, "a") as archive:
            archive.writestr("word/document.xml", unzipped(docx())["word/document.xml"])
    return made.getvalue()


def climbing() -> bytes:
    return zipped(unzipped(docx()) | {"../../../../tmp/climbed.txt": WORDS})


def flagged(data: bytes) -> bytes:
    """Every entry marked as encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def tracked(text: str) -> str:
    return text.replace("<w:r>", '<w:ins w:id="1" w:author="x"><w:r>', 1).replace("</w:r>", "</w:r></w:ins>", 1)


def deep_docx(depth: int) -> bytes:
    opening, closing = "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl>" * depth
    return docx_with(
        docx(),
        document=lambda text: text.replace("<w:p>", f"{opening}<w:p>", 1).replace("</w:p>", f"</w:p>{closing}", 1),
    )


def long_table(rows: int) -> Callable[[str], str]:
    cell = "<w:tc><w:p><w:r><w:t>Invented</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl>{f'<w:tr>{cell * 3}</w:tr>' * rows}</w:tbl>"
    return lambda text: text.replace("<w:body>", f"<w:body>{table}", 1)


def macros() -> bytes:
    parts = unzipped(docx_related(docx(), "vbaProject", "vbaProject.bin"))
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        kind, b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    return zipped(parts | {"word/vbaProject.bin": OLE + b"Shell"})


def field(address: str, _canary: str) -> bytes:
    field = (
        f'<w:p><w:fldSimple w:instr=" INCLUDETEXT {address}/x "/></w:p>'
        "<w:p><w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r></w:p>"
    )
    return docx_with(docx(), document=lambda text: text.replace("<w:p>", f"{field}<w:p>", 1))


def encrypted_odt() -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry'
        ' manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    )
    return zipped({"mimetype": ODT_TYPE, "META-INF/manifest.xml": manifest, "content.xml": b"\x93\x12\x7f" * 50})


def pages(kids: str, count: int, content: bytes | None = None) -> list[str | bytes]:
    text = content or pdf_stream(b"BT /F1 12 Tf 72 700 Td (Atlantis, an invented State, helps its people.) Tj ET")
    return [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        text,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]


def loop() -> bytes:
    return raw_pdf(pages("3 0 R 2 0 R", 2))


def form_loop() -> bytes:
    calls = b"BT /F1 12 Tf 72 700 Td (Atlantis, an invented State, helps its people.) Tj ET /X Do /X Do"
    form = pdf_stream(
        b"/X Do /X Do",
        entries="/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> ",
    )
    return raw_pdf([*pages("3 0 R", 1, pdf_stream(calls)), form])


def pdf_bomb() -> bytes:
    return raw_pdf(pages("3 0 R", 1, pdf_stream(b" " * 300_000_000, compressed=True)))


def scan() -> bytes:
    def picture(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)

    return pdf_of([[], []], after=picture)


def pdf_with(catalog: str, *objects: str | bytes) -> bytes:
    made = pages("3 0 R", 1)
    made[0] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>"
    return raw_pdf([*made, *objects])


def many_pages() -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(6, 8_006))
    return raw_pdf([*pages(kids, 30_000), *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * 30_000])


def operators() -> bytes:
    return raw_pdf(pages("3 0 R", 1, pdf_stream(b"BT /F1 9 Tf " + b"1 0 0 1 9 9 Tm (Atlantis) Tj " * 150_000, True)))


def svg(address: str, canary: str) -> bytes:
    return (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{canary}">]><svg xmlns="http://www.w3.org/2000/svg">'
        f'<image href="{address}/a"/><text>&x;</text></svg>'
    ).encode()


def odt_reaching(address: str, canary: str) -> bytes:
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href'
    return odt_of(
        f'{paragraph(WORDS)}<text:section><text:section-source {link}="{canary}"/></text:section>'
        f'<draw:frame><draw:image {link}="{address}/a"/></draw:frame>'
    )


def rtf_reaching(address: str, canary: str) -> bytes:
    return rtf(
        rf"{WORDS}{{\field{{\*\fldinst INCLUDETEXT {canary}}}{{\fldrslt }}}}{{\*\template {address}/a}}"
        rf"\par{{\field{{\*\fldinst INCLUDEPICTURE {address}/a}}}}"
    )


def page(address: str, canary: str) -> bytes:
    return (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{canary}">]><html><head><base href="{address}/">'
        f'<link rel="stylesheet" href="{address}/a.css"><script src="{address}/a.js"></script></head><body>'
        f'<p>{WORDS} &x;</p><img src="{address}/a.png"><iframe src="{canary}"></iframe>'
        f'<object data="{canary}"></object>'
        f'<p style="background:url({address}/b.png)">Second.</p></body></html>'
    ).encode()


def rtf(body: str) -> bytes:
    return (r"{\rtf1\ansi " + body + "}").encode("latin-1")
