"""Documents of each kind -> exactly these passages. Every text and every State in it is invented."""

import hashlib

import pytest
from docx.document import Document as WordDocument

from kb.errors import DocumentRefused
from kb.ingest.reading import read_document, read_pasted
from kb.ingest.text.passages import MediaType
from tests.unit.document_makers import docx_of, docx_related, odt_of, pdf_of, unzipped, zipped

pytestmark = pytest.mark.slow

STYLES = """
<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>
"""
NOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> An invented note.</w:t></w:r></w:p>
</w:footnote>
</w:footnotes>"""


def passages(content: bytes, name: str) -> list[tuple[str, str]]:
    return [(paragraph.kind, paragraph.text) for paragraph in read_document(content, name).paragraphs]


def test_docx() -> None:
    def add(document: WordDocument) -> None:
        document.add_heading("Invented heading", 1)
        for text in ("First", "Second"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("With a dot", style="List Bullet")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("Name", "People", "Atlantis", "12"), strict=True):
            cell.text = text
        frame = document.add_table(1, 1)
        frame.cell(0, 0).text = "In a frame."
        document.sections[0].header.paragraphs[0].text = "Running title"
        document.add_paragraph("Fin\u00adal e\u0301lan.\u00a0 (a) stays.")

    content = docx_related(docx_of("(a) Atlantis, an invented State, reports.", make=add), "footnotes", "footnotes.xml")
    document = read_document(zipped(unzipped(content) | {"word/footnotes.xml": NOTES}), "statement.docx")
    assert [(one.kind, one.text) for one in document.paragraphs] == [
        ("list", "(a) Atlantis, an invented State, reports."),
        ("heading", "Invented heading"),
        ("list", "1. First"),
        ("list", "2. Second"),
        ("list", "With a dot"),
        ("table", "Name | People"),
        ("table", "Atlantis | 12"),
        ("paragraph", "In a frame."),
        ("paragraph", "Final élan. (a) stays."),
        ("footnote", "An invented note."),
    ]
    assert document.media is MediaType.DOCX
    assert document.warnings == ("Page headers and footers were left out.",)


def test_odt() -> None:
    body = """
<text:h text:outline-level="1">Invented heading</text:h>
<text:p>Atlantis,<text:s text:c="3"/>an invented<text:tab/>State<text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>An invented note.</text:p></text:note-body></text:note>, helps.
<text:span text:style-name="Gone">Hidden.</text:span></text:p>
<text:list text:style-name="L1"><text:list-item><text:p>First</text:p><text:list><text:list-item><text:p>Inner</text:p>
</text:list-item><text:list-item><text:p>Second inner</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Second</text:p><text:p>goes on</text:p></text:list-item></text:list>
<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>Third</text:p></text:list-item>
</text:list>
<text:list text:style-name="L2"><text:list-item><text:p>With a dot</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell><table:table-cell>
<text:p>12</text:p></table:table-cell></table:table-row></table:table>
<text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>"""
    document = read_document(odt_of(body, STYLES), "statement.odt")
    assert [(one.kind, one.text) for one in document.paragraphs] == [
        ("heading", "Invented heading"),
        ("paragraph", "Atlantis, an invented State, helps."),
        ("list", "1. First"),
        ("list", "(a) Inner"),
        ("list", "(b) Second inner"),
        ("list", "2. Second"),
        ("list", "goes on"),
        ("list", "3. Third"),
        ("list", "With a dot"),
        ("table", "Name | 12"),
        ("paragraph", "In a box."),
        ("footnote", "An invented note."),
    ]
    assert document.media is MediaType.ODT
    assert document.warnings == ()


def test_rtf() -> None:
    content = (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Cyr;}}"
        rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}{\info{\author Nobody}}{\header Running title}"
        rb"\pard\plain\s1 Invented heading\par\pard\plain\s0 Atlantis\'92s people {\b are} helped\line"
        rb" by \u1056?\f1 \'f3\'f1\f0{\super\chftn}{\footnote\pard An {\i invented} note.}.\par"
        rb"{\listtext\pard 1.\tab}\ls1 First\par{\listtext 2.\tab}\ls1 Second\par\pard {\v Hidden.}"
        rb"\trowd\intbl Name\cell 12\cell\row\pard \u55357?\u56832? End \{so\}.\par}"
    )
    document = read_document(content, "statement.rtf")
    assert [(one.kind, one.text) for one in document.paragraphs] == [
        ("heading", "Invented heading"),
        ("paragraph", "Atlantis’s people are helped by \u0420\u0443\u0441."),
        ("list", "1. First"),
        ("list", "2. Second"),
        ("table", "Name | 12"),
        ("paragraph", "😀 End {so}."),
        ("footnote", "An invented note."),
    ]
    assert document.warnings == ("Page headers and footers were left out.",)


def test_rtf_as_libreoffice_writes_it() -> None:
    """It loses the state of boxes, which is said at the place; raised figures stay apart from those on the line."""
    content = (
        rb"{\rtf1\ansi{\*\generator LibreOffice}\pard Plan: {\field{\*\fldinst { FORMCHECKBOX }}{\fldrslt {}}} Yes "
        rb"{\field{\*\fldinst { FORMDROPDOWN {\*\formfield{\fftype2\ffres1{\*\ffl No}{\*\ffl Partly}}}}}{\fldrslt {}}}"
        rb" 1,204{\super 3} on 12 km{\super 2}{\nosupersub 5}\par}"
    )
    document = read_document(content, "form.rtf")
    assert [one.text for one in document.paragraphs] == ["Plan: […] Yes Partly 1,204³ on 12 km²5"]
    assert [warning[:12] for warning in document.warnings] == ["1 form field"]


def test_a_cell_of_a_web_page_that_reaches_down_keeps_the_columns() -> None:
    page = (
        "<html><body><table><tr><th rowspan=2>Side</th><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>"
        "<tr><td>e</td><td>f</td><td rowspan=9>g</td></tr><tr><td>h</td></tr></table><p>After.</p></body></html>"
    )
    assert [text for _, text in passages(page.encode(), "page.html")] == [
        "Side | a | b",
        "| c | d",
        "e | f | g",
        "h | |",
        "After.",
    ]


def test_html() -> None:
    page = """<!DOCTYPE html><html><head><title>Gone</title></head><body><nav>Menu</nav>
<h2>Invented <i>heading</i></h2><p>Atlantis<sup>1</sup>, an&nbsp;invented State,<br>helps.</p>
<ol type="a" start="3"><li>Third<ul>
<li>With a dot</li></ul></li><li><p>Fourth</p><p>goes on</p></li></ol>Bare words
<table><tr><th>Name</th><th>People</th></tr>
<tr><td>Atlantis</td><td><p>12</p><p>or so</p></td></tr><tr><td></td><td></td></tr></table><pre>one
two</pre><div style="display: none">Hidden</div>
<section class="footnotes"><ol><li>An invented note.</li></ol></section></body></html>"""
    assert passages(page.encode(), "page.html") == [
        ("heading", "Invented heading"),
        ("paragraph", "Atlantis, an invented State, helps."),
        ("list", "c. Third"),
        ("list", "With a dot"),
        ("list", "d. Fourth"),
        ("list", "goes on"),
        ("paragraph", "Bare words"),
        ("table", "Name | People"),
        ("table", "Atlantis | 12 or so"),
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("footnote", "1. An invented note."),
    ]


def test_markdown() -> None:
    text = """# Invented heading

Atlantis, an *invented* State,
helps its **people**[^1] and
goes on.
- With a dot
  and more
1. First
2. Second

| Name | People |
|------|--------|
| Atlantis | 12 |

[^1]: An invented note.
"""
    document = read_document(text.encode(), "statement.txt")
    assert [(one.kind, one.text) for one in document.paragraphs] == [
        ("heading", "Invented heading"),
        ("paragraph", "Atlantis, an invented State, helps its people and goes on."),
        ("list", "With a dot and more"),
        ("list", "1. First"),
        ("list", "2. Second"),
        ("table", "Name | People"),
        ("table", "Atlantis | 12"),
        ("footnote", "An invented note."),
    ]
    assert document.media is MediaType.MARKDOWN


WRAPPED = """STATEMENT OF ATLANTIS, AN INVENTED STATE

1. Atlantis, which is an invented State, has helped those who were
hurt and their families, and goes on to do so with its own organi-
sations and with well-known partners:
(a) medical care for all who need it in every part of the islands,
and rehabilitation;
(b) a three-
year plan of 2010-
2015.

Atlantis thanks the invented President for the work that was done.
"""


def test_wrapped_plain_text() -> None:
    expected = [
        ("heading", "STATEMENT OF ATLANTIS, AN INVENTED STATE"),
        (
            "list",
            "1. Atlantis, which is an invented State, has helped those who were hurt and their families, and goes on to"
            " do so with its own organisations and with well-known partners:",
        ),
        ("list", "(a) medical care for all who need it in every part of the islands, and rehabilitation;"),
        ("list", "(b) a three-year plan of 2010-2015."),
        ("paragraph", "Atlantis thanks the invented President for the work that was done."),
    ]
    for ending in ("\n", "\r\n", "\r"):
        text = WRAPPED.replace("\n", ending)
        assert passages(text.encode(), "statement.txt") == expected
    pasted = read_pasted(text)
    assert [(one.kind, one.text) for one in pasted.paragraphs] == expected
    assert (pasted.media, pasted.language) == (MediaType.TXT, "en")
    assert pasted.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_page_number_in_a_pasted_text_stays() -> None:
    parts = ["Invented.", "Page 7 of 12", "12", "End."]
    assert [one.text for one in read_pasted("\n\n".join(parts)).paragraphs] == parts


def test_pdf() -> None:
    body = [
        "INVENTED/2010/1",
        "",
        "",
        "1. Atlantis, which is an invented State, has helped those who were hurt and their",
        "families, and goes on to do so with its own organi-",
        "sations.",
        "",
        "Second paragraph of the invented statement, which goes on for more than one line of",
        "the page.",
    ]
    pages = [[*body, *([""] * 30), f"Page {number}"] for number in (1, 2, 3)]
    document = read_document(pdf_of(pages), "statement.pdf")
    assert [(one.kind, one.text) for one in document.paragraphs] == [
        (
            "list",
            "1. Atlantis, which is an invented State, has helped those who were hurt and their families, and goes on to"
            " do so with its own organisations.",
        ),
        ("paragraph", "Second paragraph of the invented statement, which goes on for more than one line of the page."),
    ] * 3
    assert document.warnings == ("Page headers, page footers and page numbers were left out.",)


def test_the_most_paragraphs() -> None:
    most = [f"Invented {number}" for number in range(5_000)]
    assert len(read_pasted("\n\n".join(most)).paragraphs) == 5_000
    with pytest.raises(DocumentRefused, match="at most 5,000 paragraphs"):
        read_pasted("\n\n".join([*most, "And one."]))
