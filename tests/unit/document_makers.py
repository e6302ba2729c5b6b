"""Invented documents of the seven kinds, put together by hand or by the libraries that write them.

Every text is invented, and so are the States in it.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_SPACES = " ".join(
    f'xmlns:{short}="{_ODF}:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("manifest", "manifest"),
        ("form", "form"),
    )
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"
FONTS = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def zipped(parts: Mapping[str, bytes | str], compression: int = ZIP_DEFLATED) -> bytes:
    """A ZIP archive with these files in this order."""
    made = BytesIO()
    with ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, ZIP_STORED if name == "mimetype" else compression)
    return made.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx_of(*paragraphs: str, make: Callable[[docx.document.Document], None] = lambda _: None) -> bytes:
    """A DOCX with these paragraphs and what `make` adds."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    make(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def docx_with(data: bytes, **changes: Callable[[str], str]) -> bytes:
    """The DOCX with parts changed: document, rels, types, root."""
    names = {
        "document": "word/document.xml",
        "rels": "word/_rels/document.xml.rels",
        "types": "[Content_Types].xml",
        "root": "_rels/.rels",
    }
    parts = unzipped(data)
    for short, change in changes.items():
        parts[names[short]] = change(parts[names[short]].decode()).encode()
    return zipped(parts)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx_raw(body: str, **parts: str) -> bytes:
    """A DOCX with this inside w:body. parts: what stands inside styles, numbering, footnotes."""
    spaces = (
        f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    relations = "".join(f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    package = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'{package}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f"{package}{relations}</Relationships>",
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        }
        | {f"word/{name}.xml": f"<w:{name} {spaces}>{inside}</w:{name}>" for name, inside in parts.items()}
    )


def docx_related(data: bytes, kind: str, target: str, external: bool = False) -> bytes:
    """The DOCX pointing to one more thing."""
    mode = ' TargetMode="External"' * external
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    entry = f'<Relationship Id="rX1" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    return docx_with(data, rels=lambda text: text.replace("</Relationships>", entry))


def odt_of(body: str, styles: str = "", head: str = "", **parts: bytes | str) -> bytes:
    """An ODT with this inside office:text. styles: inside office:automatic-styles; head: before the root element."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {ODT_SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODT_TYPE, "content.xml": content} | parts)


def pdf_of(
    pages: Sequence[Sequence[str]],
    font: str = "Helvetica",
    leading: int = 14,
    after: Callable[[Canvas], None] = lambda _: None,
    is_right: bool = False,
    encrypt: object = None,
) -> bytes:
    """A PDF with these lines on these pages; "" is a distance. `after` is called on every page."""
    made = BytesIO()
    canvas = Canvas(made, invariant=1, encrypt=encrypt)
    for page in pages:
        canvas.setFont(font, 11)
        height = 760
        for line in page:
            (canvas.drawRightString if is_right else canvas.drawString)(520 if is_right else 72, height, line)
            height -= leading
        after(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def arabic_font() -> str:
    pdfmetrics.registerFont(TTFont("DejaVu", str(FONTS)))
    return "DejaVu"


def chinese_font() -> str:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def raw_pdf(objects: Sequence[str | bytes], root: int = 1, extra: str = "") -> bytes:
    """A PDF of these objects, numbered from 1, as they are."""
    made = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += (
            f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n"
        )
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root {root} 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


def pdf_stream(content: bytes, compressed: bool = False, entries: str = "") -> bytes:
    data = zlib.compress(content, 9) if compressed else content
    filters = "/Filter /FlateDecode " * compressed
    return f"<< /Length {len(data)} {filters}{entries}>>\nstream\n".encode() + data + b"\nendstream"
