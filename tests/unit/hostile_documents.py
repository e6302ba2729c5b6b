"""Files made to harm, to mislead or to be misread, and what must happen with each."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature

from reportlab.lib.pdfencrypt import StandardEncryption

from tests.unit import hostile_makers as made
from tests.unit.document_makers import (
    ODT_TYPE,
    docx_of,
    docx_related,
    docx_with,
    odt_of,
    pdf_of,
    zipped,
)
from tests.unit.hostile_makers import OLE, WORDS

PDF_PAGE = [WORDS, "Ruritania, an invented State, does so too."]


@dataclass(frozen=True)
class Hostile:
    """A file and what must happen.

    content  its bytes, or what makes them; given an address that listens and must not hear, and a file that must not
             be read, where it takes them
    says     part of the one sentence it is refused with; "" where its words are read
    warning  part of a warning beside the words
    """

    what: str
    name: str
    content: bytes | Callable[..., bytes]
    says: str = ""
    warning: str = ""

    def make(self, address: str, canary: str) -> bytes:
        if isinstance(self.content, bytes):
            return self.content
        return self.content(*(address, canary)[: len(signature(self.content).parameters)])


_SENTENCE_LATIN = "L’État inventé d’Atlantis a aidé des élèves blessés. "
_REPEATED = (
    '<table:table><table:table-row table:number-rows-repeated="1000000">'
    f'<table:table-cell table:number-columns-repeated="1000000">{made.paragraph(WORDS)}</table:table-cell>'
    "</table:table-row></table:table>"
)
_CHANGED = f"<text:tracked-changes><text:changed-region/></text:tracked-changes>{made.paragraph(WORDS)}"
_NOISE = bytes((n * 7919 + n // 256 * 104729) % 256 for n in range(20_000))
NESTED, PROTECTED, DAMAGED, BURST = "nested too deeply", "protected by a password", "is damaged", "unpack to far more"
INSTRUCTIONS, NO_TEXT, TOO_LONG, EMPTY = "instructions that no ordinary", "holds no text", "too long", "is empty"

HOSTILE = [
    # Not one of the seven, whatever the name says.
    Hostile("nothing", "a.docx", b"", EMPTY),
    Hostile("white space", "a.txt", b" \n\t\r\n" * 1000, EMPTY),
    Hostile("zeros", "a.txt", b"\0" * 100_000, EMPTY),
    Hostile("more than 20 MB", "a.pdf", lambda: b"%PDF-1.4 " + b"0" * (20 * 1024 * 1024), "larger than 20 MB"),
    Hostile("a picture", "a.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "is a picture"),
    Hostile("a photograph", "a.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 9, "is a picture"),
    Hostile("a program", "a.docx", b"MZ\x90\x00" + bytes(range(256)) * 9, "is a program"),
    Hostile("a program for Linux", "a.odt", b"\x7fELF\x02\x01\x01" + bytes(256), "is a program"),
    Hostile("a compressed file", "a.docx", lambda: gzip.compress(WORDS.encode()), "is an archive"),
    Hostile("an archive", "a.docx", lambda: zipped({"a.txt": WORDS}), "is an archive"),
    Hostile("an empty archive", "a.docx", lambda: zipped({}), "is an archive"),
    Hostile(
        "a spreadsheet",
        "a.docx",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}),
        "is a spreadsheet",
    ),
    Hostile(
        "a presentation",
        "a.docx",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}),
        "a presentation",
    ),
    Hostile(
        "an open spreadsheet",
        "a.odt",
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        "is a spreadsheet",
    ),
    Hostile("an old Word document", "a.docx", OLE + bytes(2000), "is an old Word document"),
    Hostile("random bytes", "a.txt", _NOISE, "no document"),
    Hostile("XML", "a.txt", b'<?xml version="1.0"?><data><a>1</a></data>', "is an XML file"),
    Hostile("a drawing", "a.html", made.svg, "is an XML file"),
    Hostile(
        "a web archive", "a.html", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<p>x", "is a web archive"
    ),
    Hostile("PostScript", "a.pdf", b"%!PS-Adobe-3.0\n/Helvetica findfont (x) run showpage\n", "PostScript"),
    # One of the seven under another's name.
    Hostile("a PDF as DOCX", "a.docx", lambda: pdf_of([PDF_PAGE]), warning="named .docx but holds a PDF"),
    Hostile("a DOCX as PDF", "a.pdf", made.docx, warning="named .pdf but holds a DOCX"),
    Hostile("RTF as old Word", "a.doc", lambda: made.rtf(WORDS), warning="holds an RTF document"),
    Hostile("HTML as old Word", "a.doc", f"<html><body><p>{WORDS}</p></body></html>".encode(), warning="holds HTML"),
    Hostile("text as DOCX", "a.docx", WORDS.encode(), warning="holds plain text"),
    Hostile("an evil name", "../../etc/\x1b[31m\u202epasswd.txt\0", WORDS.encode()),
    # Protected.
    Hostile(
        "a DOCX with a password", "a.docx", lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), PROTECTED
    ),
    Hostile("an ODT with a password", "a.odt", made.encrypted_odt, PROTECTED),
    Hostile(
        "a PDF with a password", "a.pdf", lambda: pdf_of([PDF_PAGE], encrypt=StandardEncryption("secret")), PROTECTED
    ),
    Hostile("a DOCX of protected parts", "a.docx", lambda: made.flagged(made.docx()), PROTECTED),
    Hostile(
        "a PDF that may not be changed",
        "a.pdf",
        lambda: pdf_of([PDF_PAGE], encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0)),
    ),
    # Damaged.
    Hostile("half a DOCX", "a.docx", lambda: made.docx()[:9_000], DAMAGED),
    Hostile("half a PDF", "a.pdf", lambda: pdf_of([PDF_PAGE])[:700], "damaged PDF|scan without text|damaged or of"),
    Hostile(
        "a DOCX of spoilt bytes",
        "a.docx",
        lambda: made.docx().replace(b"PK\x03\x04", b"PK\x03\x05"),
        "no document|damaged",
    ),
    Hostile("a DOCX without its text", "a.docx", lambda: zipped({"[Content_Types].xml": "<Types/>"}), DAMAGED),
    Hostile(
        "a DOCX of broken XML", "a.docx", lambda: docx_with(made.docx(), document=lambda text: text[:-30]), DAMAGED
    ),
    Hostile("an ODT without its text", "a.odt", lambda: zipped({"mimetype": ODT_TYPE}), DAMAGED),
    Hostile("a PDF of a header only", "a.pdf", b"%PDF-1.7\n", "damaged PDF|damaged or of"),
    Hostile("RTF that ends in the middle", "a.rtf", rb"{\rtf1\ansi {\b " + WORDS.encode()),
    Hostile("RTF of closing braces", "a.rtf", lambda: made.rtf(WORDS) + b"}" * 10_000),
    Hostile("RTF without words", "a.rtf", rb"{\rtf1\ansi\par\par}", NO_TEXT),
    Hostile("a DOCX without words", "a.docx", lambda: docx_of("", " "), NO_TEXT),
    Hostile("HTML without words", "a.html", b"<html><body><script>var a = 1</script><p> </p></body></html>", NO_TEXT),
    # Made to burst.
    Hostile("a bomb", "a.docx", lambda: made.bomb(300), BURST),
    Hostile("a bomb that lies", "a.docx", made.lying, DAMAGED),
    Hostile("an ODT bomb", "a.odt", lambda: odt_of(" " * 200_000_000), BURST),
    Hostile("many files", "a.docx", made.many_entries, BURST),
    Hostile("files that share their bytes", "a.docx", made.overlapping, BURST),
    Hostile("archives in archives", "a.docx", made.nested),
    Hostile("two texts in one file", "a.docx", made.twice, "two files of one name"),
    Hostile("a file that climbs", "a.docx", made.climbing),
    Hostile("a PDF bomb", "a.pdf", made.pdf_bomb, "too much memory|damaged or of"),
    Hostile(
        "a billion laughs",
        "a.docx",
        lambda: docx_with(made.docx(), document=made.doctype("a", made.laughs(), "&l11;")),
        INSTRUCTIONS,
    ),
    Hostile(
        "a billion laughs in styles",
        "a.odt",
        lambda: odt_of(made.paragraph(WORDS), **{"styles.xml": made.laughing()}),
        INSTRUCTIONS,
    ),
    Hostile(
        "a billion laughs in UTF-16",
        "a.odt",
        lambda: odt_of(made.paragraph(WORDS), **{"styles.xml": made.laughing().encode("utf-16")}),
        INSTRUCTIONS,
    ),
    Hostile(
        "a billion laughs in HTML",
        "a.html",
        f"<!DOCTYPE html [{made.laughs()}]><html><body><p>{WORDS} &l11;</p></body></html>".encode(),
    ),
    Hostile("a deep DOCX", "a.docx", lambda: made.deep_docx(5_000), f"{DAMAGED}|{NESTED}"),
    Hostile("deep HTML", "a.html", lambda: f"<html><body>{'<div>' * 100_000}{WORDS}".encode(), f"{NESTED}"),
    Hostile("deep HTML lists", "a.html", lambda: f"<html><body>{'<ul><li>' * 20_000}{WORDS}".encode(), f"{NESTED}"),
    Hostile("deep RTF", "a.rtf", lambda: made.rtf("{" * 200_000 + WORDS), NESTED),
    Hostile(
        "deep ODT lists",
        "a.odt",
        lambda: odt_of(
            "<text:list><text:list-item>" * 3_000 + made.paragraph(WORDS) + "</text:list-item></text:list>" * 3_000
        ),
        f"{DAMAGED}|{NESTED}",
    ),
    Hostile(
        "deep Markdown",
        "a.md",
        lambda: f"{'> ' * 50_000}{WORDS}\n\n{'*' * 100_000}\n{'[' * 50_000}".encode(),
        "more than 20,000|too long",
    ),
    Hostile("100,000 paragraphs", "a.txt", lambda: (WORDS + "\n\n").encode() * 100_000, TOO_LONG),
    Hostile("100,000 rows", "a.docx", lambda: docx_with(made.docx(), document=made.long_table(100_000)), TOO_LONG),
    Hostile("a row that says it comes a million times", "a.odt", lambda: odt_of(_REPEATED)),
    Hostile(
        "a table of 100,000 cells in HTML",
        "a.html",
        lambda: f"<table>{'<tr><td>a<td>b' * 50_000}</table>".encode(),
        TOO_LONG,
    ),
    Hostile("one long line", "a.txt", lambda: (WORDS + " ").encode() * 100_000, "too long|more than 20,000"),
    Hostile("one long word", "a.txt", lambda: b"a" * 15_000_000, "too long|more than 20,000"),
    Hostile("hyphens without end", "a.txt", lambda: b"a-\n" * 500_000, TOO_LONG),
    Hostile("a number list without end", "a.html", f'<ol start="999999999" type="i"><li>{WORDS}</ol><p>x</p>'.encode()),
    # What reaches out.
    Hostile("HTML that fetches", "a.html", made.page, warning="were not fetched"),
    Hostile(
        "DOCX with an entity from a file",
        "a.docx",
        lambda _, canary: docx_with(made.docx(), document=made.doctype("a", f'<!ENTITY x SYSTEM "{canary}">', "&x;")),
        INSTRUCTIONS,
    ),
    Hostile(
        "DOCX with an entity from the net",
        "a.docx",
        lambda address, _: docx_with(
            made.docx(), document=made.doctype("a", f'<!ENTITY % x SYSTEM "{address}/x.dtd">%x;', "")
        ),
        INSTRUCTIONS,
    ),
    Hostile(
        "DOCX with relations of a type",
        "a.docx",
        lambda address, _: docx_with(
            made.docx(), rels=lambda text: text.replace("?>", f'?><!DOCTYPE a SYSTEM "{address}/a">', 1)
        ),
        INSTRUCTIONS,
    ),
    Hostile(
        "ODT with an entity from a file",
        "a.odt",
        lambda _, canary: odt_of(made.paragraph(f"&x;{WORDS}"), head=f'<!DOCTYPE a [<!ENTITY x SYSTEM "{canary}">]>'),
        INSTRUCTIONS,
    ),
    Hostile("ODT with sections from elsewhere", "a.odt", made.odt_reaching, warning="1 picture was"),
    Hostile(
        "DOCX with a template from the net",
        "a.docx",
        lambda address, _: docx_related(made.docx(), "attachedTemplate", f"{address}/a.dotm", external=True),
        warning="were not fetched",
    ),
    Hostile(
        "DOCX with a picture from the net",
        "a.docx",
        lambda address, _: docx_related(made.docx(), "image", f"{address}/a.png", external=True),
        warning="were not fetched",
    ),
    Hostile(
        "DOCX with a part from a file",
        "a.docx",
        lambda _, canary: docx_related(made.docx(), "aFChunk", canary, external=True),
        warning="were not fetched",
    ),
    Hostile(
        "DOCX whose text lies elsewhere",
        "a.docx",
        lambda _, canary: docx_with(made.docx(), root=lambda text: text.replace("word/document.xml", canary)),
        DAMAGED,
    ),
    Hostile("DOCX with fields that include", "a.docx", made.field),
    Hostile("DOCX with macros", "a.docm", made.macros, warning="macros"),
    Hostile(
        "DOCX with a file in it",
        "a.docx",
        lambda: docx_related(made.docx(), "oleObject", "embeddings/a.bin"),
        warning="other files",
    ),
    Hostile("RTF that includes", "a.rtf", made.rtf_reaching),
    Hostile(
        "RTF with an object",
        "a.rtf",
        lambda: made.rtf(WORDS + r"{\object\objocx{\*\objdata 0105000002000000}}"),
        warning="other files",
    ),
    Hostile("RTF with long binary data", "a.rtf", lambda: made.rtf(WORDS + r"{\pict\bin999999999 " + "}" * 50)),
    Hostile(
        "Markdown that includes",
        "a.md",
        lambda address, canary: f"# Invented\n\n{WORDS} ![a]({address}/a)\n\n<iframe src='{canary}'></iframe>".encode(),
    ),
    # Of unsettled wording.
    Hostile(
        "DOCX with tracked changes", "a.docx", lambda: docx_with(made.docx(), document=made.tracked), "tracked changes"
    ),
    Hostile("ODT with tracked changes", "a.odt", lambda: odt_of(_CHANGED), "tracked changes"),
    Hostile("RTF with tracked changes", "a.rtf", lambda: made.rtf(WORDS + r"{\deleted not}"), "tracked changes"),
    # PDF.
    Hostile("a scan", "a.pdf", made.scan, "scan without text|picture without text"),
    Hostile("pages in a circle", "a.pdf", made.loop, "damaged PDF"),
    Hostile("forms in a circle", "a.pdf", made.form_loop, "damaged or of"),
    Hostile("8,000 pages", "a.pdf", made.many_pages, "more than 200 pages"),
    Hostile(
        "150,000 words on one place",
        "a.pdf",
        made.operators,
        "scan without text",  # one word that can be read
    ),
    Hostile(
        "a PDF with scripts",
        "a.pdf",
        lambda: made.pdf_with("/OpenAction 6 0 R", "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        warning="scripts",
    ),
    Hostile(
        "a PDF with files",
        "a.pdf",
        lambda: made.pdf_with("/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>", "<< /F (a) >>"),
        warning="other files",
    ),
    Hostile(
        "a PDF that opens an address",
        "a.pdf",
        lambda address, _: made.pdf_with(f"/OpenAction << /S /URI /URI ({address}/a) >>"),
    ),
    # Characters.
    Hostile("UTF-16", "a.txt", lambda: WORDS.encode("utf-16")),
    Hostile("UTF-16 without a mark", "a.txt", lambda: WORDS.encode("utf-16-le")),
    Hostile("a zero in the middle", "a.txt", WORDS.encode() + b"\0" + WORDS.encode(), "no document"),
    Hostile("control characters", "a.txt", lambda: (WORDS * 20 + "\x07\x1b").encode(), warning="control characters"),
    Hostile("signs that turn the writing", "a.txt", lambda: f"\u202e\u2066{WORDS}\u2069\u202c\U000e0041".encode()),
    Hostile("Windows letters", "a.txt", lambda: (_SENTENCE_LATIN * 6 + WORDS).encode("cp1252"), warning="encoded"),
    Hostile(
        "Latin letters said to be UTF-8",
        "a.html",
        lambda: f"<html><meta charset='utf-8'><p>{_SENTENCE_LATIN * 6}{WORDS}</p>".encode("cp1252"),
        warning="encoded",
    ),
    Hostile(
        "an encoding that does not exist", "a.html", lambda: f"<html><meta charset='evil-1'><p>{WORDS}</p>".encode()
    ),
]
