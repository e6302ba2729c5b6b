"""Documents of every format and encoding give the same lines, and those that cannot be read say what to do."""

from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kb.errors import OfficialTextUnreadable
from kb.ingest.official.numbering import place
from kb.ingest.official.placement import ProvisionRef
from tests.unit.official_documents import Block, docx_file, html_file, lines_of

TEXT = "Action #1 Do what is invented – “naïvely”.\n\nAction #2 Say that it is invented.\n"


def wording(path: Path, instrument: str = "VAP", numbers: tuple[str, ...] = ("1", "2")) -> dict[str, list[str]]:
    placement = place(lines_of(path), instrument, [ProvisionRef(n, n) for n in numbers])
    return {found.number: list(found.paragraphs) for found in placement.found}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_text_is_read_in_the_encodings_of_common_editors(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "copy.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    assert wording(path) == {
        "1": ["Do what is invented – “naïvely”."],
        "2": ["Say that it is invented."],
    }


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    blocks = [Block("Action #1 An invented first."), Block("Action #2 An invented second.")]
    expected = {"1": ["An invented first."], "2": ["An invented second."]}
    assert wording(html_file(tmp_path / "page.txt", blocks)) == expected
    assert wording(docx_file(tmp_path / "copy.pdf", blocks)) == expected
    markdown = tmp_path / "copy"
    markdown.write_text("## **Action #1**\n\nAn *invented* first.\n\n## Action \\#2\n\nAn invented second.\n")
    assert wording(markdown) == expected


def test_markdown_loses_its_marks_and_no_word(tmp_path: Path) -> None:
    path = tmp_path / "copy.md"
    path.write_text(
        "Action #1\n: > not a list\n\n- **bold**, *inter alia*, __more__ and snake_case_word; 2 * 3 * 4*\n"
        '- see [an invented link](https://example.org/a_(b) "title")\n\nAction \\#2 Ends.\n\n---\n',
        encoding="utf-8",
    )
    assert wording(path) == {
        "1": [
            ": > not a list",
            "bold, inter alia, more and snake_case_word; 2 * 3 * 4*",
            "see an invented link",
        ],
        "2": ["Ends."],
    }


def test_html_reads_what_a_reader_sees(tmp_path: Path) -> None:
    path = tmp_path / "copy.html"
    path.write_text(
        """<html><head><title>Action #9 No</title><style>p { }</style></head><body><header>Action #8 No</header>
        <nav>Action #7 No</nav><div>Action&nbsp;n<sup>o</sup> 1 Invented<sup>12</sup> first<br>with a line below.
        <p style="display: none">Hidden.</p><!-- Action #6 --><ol type="a"><li>one<ul><li>inner</li></ul></li>
        <li>two</li></ol></div><table><tr><td>Action #2</td><td><p>In a <em>cell</em>.</p></td></tr></table>
        <script>Action #5</script></body></html>""",
        encoding="utf-8",
    )
    assert wording(path) == {
        "1": ["Invented first", "with a line below.", "(a) one", "inner", "(b) two"],
        "2": ["In a cell."],
    }


def test_links_into_the_same_page_are_a_list_of_contents(tmp_path: Path) -> None:
    markdown = tmp_path / "copy.md"
    markdown.write_text("- [Action #1](#a)\n- [Action #2](#b)\n\n## [Action #1](#a)\n\nOne.\n\n## Action #2\n\nTwo.\n")
    page = tmp_path / "copy.html"
    page.write_text(
        "<html><body><ul><li><a href='#a'>Action #1</a></li><li><a href='#b'>Action #2</a></li></ul>"
        "<h2><a href='#a'>Action #1</a></h2><p>One.</p><h2>Action #2</h2><p>Two.</p></body></html>"
    )
    for path in (markdown, page):
        assert wording(path) == {"1": ["One."], "2": ["Two."]}


def _numbered(document: docx.document.Document, *levels: tuple[str, str]) -> str:
    """Add a list definition with these levels (format, text) to a document; returns its number."""
    root = document.part.numbering_part.element
    number = str(900 + len(root))
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{made}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def test_numbers_that_word_makes_by_itself_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    numbers = [_numbered(document, ("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")) for _ in "12"]
    for article in (0, 1):
        document.add_paragraph(f"Article {article + 1}")
        document.add_paragraph("Invented title")
        for level, text in (
            (0, "An invented first paragraph;"),
            (0, "An invented second one:"),
            (1, "its point;"),
            (1, "its other point:"),
            (2, "a sub-point."),
            (0, "An invented third."),
        ):
            paragraph = document.add_paragraph(text)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{numbers[article]}"/></w:numPr>'
                )
            )
    document.save(str(tmp_path / "copy.docx"))
    found = wording(tmp_path / "copy.docx", "CCM", ("1.1", "1.2(b)", "2.2", "2.2(a)", "2.3"))
    assert found == {
        "1.1": ["An invented first paragraph;"],
        "1.2(b)": ["its other point:", "(i) a sub-point."],
        "2.2": ["An invented second one:", "(a) its point;", "(b) its other point:", "(i) a sub-point."],
        "2.2(a)": ["its point;"],
        "2.3": ["An invented third."],
    }


def test_word_headers_tables_and_content_controls(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "copy.docx", [Block("Action #1 Invented.")])
    document = docx.Document(str(path))
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Action #2 In a cell."
    held = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(len(document.element.body) - 1, held)
    document.save(str(path))
    assert wording(path) == {"1": ["Invented."], "2": ["In a cell.", "In a control."]}
    assert not any("INVENTED/MSP" in line.text for line in lines_of(path))


def _with_tracked_change(path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Action #1 Invented")
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t> words</w:t></w:r></w:ins>'))
    document.save(str(path))


def _archive(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")


def _cut_docx(path: Path) -> None:
    docx_file(path, [Block("Action #1 Invented.")])
    path.write_bytes(path.read_bytes()[:-400])


@pytest.mark.parametrize(
    ("make", "advice"),
    [
        (lambda path: path.write_bytes(b""), "holds no text"),
        (lambda path: path.write_bytes(b"\n\n  \n"), "holds no text"),
        (lambda path: path.write_bytes(bytes(range(256)) * 9), "is no text that can be read"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 500), "is no text that can be read"),
        (lambda path: path.write_bytes(b"{\\rtf1 Action 1}"), "save it as DOCX or PDF"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99), "without a password"),
        (lambda path: path.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related"), "web archive"),
        (_archive, "save it as DOCX or PDF"),
        (_cut_docx, "damaged DOCX"),
        (_with_tracked_change, "accept or reject"),
        (lambda path: path.write_bytes(b"%PDF-1.4\nnothing else"), "damaged PDF"),
        (lambda path: path.mkdir(), "check the path"),
        (lambda path: None, "check the path"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, make, advice: str) -> None:
    path = tmp_path / "copy"
    make(path)
    with pytest.raises(OfficialTextUnreadable, match=advice) as caught:
        lines_of(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("ending", ["txt", "md"])
@pytest.mark.parametrize(
    "line",
    [
        "# " + "Invented " * 400,
        "-" * 3_000 + " invented",
        "Invented " * 300 + "." * 9 + " 7",
        "| invented " * 300 + "|",
    ],
    ids=["heading", "rule", "contents", "table"],
)
def test_a_line_of_any_length_is_text_and_none_of_it_is_left_out(line: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"copy.{ending}"
    path.write_text(f"Action #1 Invented.\n\n{line}\n", encoding="utf-8")
    _, found = lines_of(path)
    assert found.text == line.strip()
    assert not any((found.is_heading, found.is_contents, found.is_cell, found.is_furniture))
