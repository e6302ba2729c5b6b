"""A reader's brief as a Word document, read back: what it says of each passage, in which language. All is INVENTED."""

import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Written
from lxml import etree

from kb.db import View
from kb.domain.citations import attribution, citation
from kb.domain.model import Scope
from kb.questions.practices import practices_read
from kb.reports.brief import ANSWERS_NONE, brief_document
from kb.reports.document import Document, Heading, Paragraph, Quote
from kb.reports.word import word_file
from kb.ui.practices.query import PracticesQuery, needs_answered
from tests.find_office import find_office
from tests.knowledge import Knowledge, about
from tests.putting import put

BASE = "https://dashboard.invented.example"
ARABIC = "نص مخترع للاختبار"
HOSTILE = "Invented <b>bold</b> & =cmd()\x07\x0b end"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    k = Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1"])
    k.said("XAA", about("VAP-1", assessment="practice"), id="arabic", language="ar", text_kind="verbatim")
    k.rows["passage"][-1]["text"] = ARABIC
    k.said("XAB", about("VAP-1"), id="french", language="fr", voice="reported", note="Invented caveat")
    k.said("XAB", about(None, themes=["inv-care"]), id="chinese", language="zh", text_kind="note")
    k.rows["passage"][-1]["text"] = HOSTILE
    k.said(None, about("VAP-1", assessment="offer"), id="collective", behalf=["XAB", "XAC"])
    k.described("XAC", about("VAP-1"), id="described")
    k.said("XAB", about("VAP-1"), id="waiting", status="received")
    with put(k, tmp_path_factory.mktemp("brief")) as store:
        yield store.latest()


def made(view: View, *passages: str, my: str | None = "XAA", base: str = BASE) -> Document:
    return brief_document(view, passages, my, base)


def read(view: View, *passages: str, base: str = BASE) -> Doc:
    return docx.Document(BytesIO(word_file(made(view, *passages, base=base))))


def quotes(document: Document) -> list[Quote]:
    return [block for block in document.blocks if isinstance(block, Quote)]


def note(quote: Quote) -> str:
    assert quote.note
    return quote.note.text


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def said_in(document: Doc, words: str) -> Written:
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text)


def language(paragraph: Written, kind: str) -> str | None:
    held = paragraph.runs[0]._r.find(qn("w:rPr")).find(qn("w:lang"))
    return held.get(qn(kind))


def test_it_says_what_it_is_for_whom_as_of_when_and_what_it_leaves_out(view: View) -> None:
    document = made(view, "arabic.1", "french.1")
    assert document.title == "Practices of others: a brief for Invented State XAA"
    first = paragraphs(document)[0]
    assert first.startswith("2 passages, retrieved on ")
    assert first.endswith(f", as of revision {view.revision}.")
    properties = read(view, "arabic.1").core_properties
    assert (properties.title, properties.language) == (document.title, "en-GB")
    assert "python-docx" not in f"{properties.author}{properties.comments}"
    partly = made(view, "french.1", "waiting.1", "unknown.1")
    assert paragraphs(partly)[0].startswith("1 passage, ")
    assert "2 passages of the brief left out: not held." in paragraphs(partly)[0]
    assert "waiting" not in repr(partly)
    warning = "Not for everybody: invented reason."
    marked = word_file(brief_document(view, ["french.1"], seen_by=warning))
    assert warning in [one.text for one in docx.Document(BytesIO(marked)).paragraphs]
    assert not [one for one in read(view, "french.1").paragraphs if "Not for everybody" in one.text]


def test_each_passage_comes_first_in_its_words_then_whose_it_is_in_the_order_asked_for(view: View) -> None:
    written = [one.text for one in read(view, "described.1", "arabic.1").paragraphs]
    expected = [
        "Invented text described.1.",
        "Invented organisation inv-monitor, Invented, ",
        ARABIC,
        "Invented State XAA, statement, Invented, ",
        "How to read this",
    ]
    first = written.index(expected[0])
    assert all(text.startswith(begin) for text, begin in zip(written[first:], expected, strict=False))


def test_each_has_its_citation_and_permanent_link_at_the_end(view: View) -> None:
    (quote,) = quotes(made(view, "french.1"))
    row = practices_read(view, ["french.1"])[0]
    assert note(quote).startswith(citation(row, view.revision, position=1))
    assert "Caveat: Invented caveat" in note(quote)
    path = f"/contributions?contribution=french&rev={view.revision}&passage=1"
    assert (quote.path, quote.note and quote.note.path) == (path, path)
    for base in (BASE, ""):
        with zipfile.ZipFile(BytesIO(word_file(made(view, "french.1", base=base)))) as file:
            notes = etree.fromstring(file.read("word/endnotes.xml"))
            assert note(quote) in "".join(one.text or "" for one in notes.iter(qn("w:t")))
            # Without the address of the dashboard no link leads nowhere.
            assert len(list(notes.iter(qn("w:hyperlink")))) == bool(base)


def test_five_passages_stand_on_the_first_page(tmp_path: Path) -> None:
    office, k = find_office(), Knowledge.small("XAA")
    assert office
    for number in range(5):
        k.said("XAA", about("VAP-1", "VAP-2", assessment="practice", themes=["inv-care"]), id=f"long-{number}")
        k.rows["passage"][-1]["text"] = f"Invented words of a passage, number {number}, at length. " * 8
    with k.build(tmp_path) as store:
        file = word_file(brief_document(store.latest(), [f"long-{number}.1" for number in range(5)], "XAA", BASE))
    (tmp_path / "brief.docx").write_bytes(file)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "brief.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    first = pypdfium2.PdfDocument(tmp_path / "brief.pdf")[0].get_textpage().get_text_range()
    assert "number 4, at length" in first
    assert "How to read this" in first


def test_arabic_runs_from_right_to_left_and_nothing_else_does(view: View) -> None:
    """And every part is well formed, the language where the format wants it, what no file may hold taken out."""
    file = word_file(made(view, "arabic.1", "french.1", "chinese.1", "described.1"))
    document = docx.Document(BytesIO(file))
    arabic = said_in(document, ARABIC)
    assert arabic.text == ARABIC
    assert arabic.runs[0].font.rtl
    assert arabic._p.pPr.find(qn("w:bidi")) is not None
    assert language(arabic, "w:bidi") == "ar"
    others = [p for p in document.paragraphs if p.text != ARABIC]
    assert not [p for p in others if p._p.pPr is not None and p._p.pPr.find(qn("w:bidi")) is not None]
    assert language(said_in(document, "Invented text french.1."), "w:val") == "fr"
    assert language(said_in(document, "Invented <b>bold</b> & =cmd()\ufffd\ufffd end"), "w:eastAsia") == "zh"
    with zipfile.ZipFile(BytesIO(file)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
        body = etree.fromstring(parts.read("word/document.xml"))
    order = ["rFonts", "b", "color", "sz", "u", "vertAlign", "rtl", "lang"]
    for properties in body.iter(qn("w:rPr")):
        names = [etree.QName(one).localname for one in properties]
        assert names == sorted(names, key=order.index)


def test_whose_words_they_are_is_never_left_open(view: View) -> None:
    """Only a delivered text is set as a quotation, and what it is coded to is said to be ours."""
    asked = "arabic.1", "french.1", "chinese.1", "collective.1", "described.1"
    arabic, french, chinese, collective, described = quotes(made(view, *asked))
    quoted = [p.text for p in read(view, *asked).paragraphs if p.style is not None and p.style.name == "Quote"]
    assert quoted == [ARABIC]
    assert "digest in our own words" not in (*arabic.marks, *chinese.marks)
    assert {"digest in our own words", "second-hand"} <= set(french.marks)
    assert "note taken in the room, not the delivered text" in chinese.marks
    assert "collective statement, made for Invented State XAB, Invented State XAC" in collective.marks
    assert {"monitoring", "about Invented State XAC, which did not say it"} <= set(described.marks)
    assert not [mark for mark in (*french.marks, *collective.marks) if mark.startswith("about")]
    assert "not said by it" in note(described)
    assert "Coded by us: Part 1 (practice)." in note(arabic)
    assert "Coded by us: no action or article (progress). Themes: inv-care." in note(chinese)


@pytest.fixture(scope="module")
def needed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """XAA finds care hard and reports on neither of two provisions; others report on both, and one asks for help."""
    k = Knowledge.small("XAA", "XAB", "XAC")
    k.said("XAA", about(None, assessment="challenge", themes=["inv-care"]), id="own")
    k.said("XAB", about("VAP-2", assessment="practice", themes=["inv-care"]), id="second")
    k.said("XAC", about("VAP-1", assessment="request"), id="asks")
    k.said("XAC", about("VAP-1", assessment="practice"), id="first")
    k.said("XAB", about(None, themes=["inv-care"]), id="on-theme", meeting=None)
    with k.build(tmp_path_factory.mktemp("needed")) as store:
        yield store.latest()


CHOSEN = ("second.1", "asks.1", "first.1", "on-theme.1")


def brief_for(view: View, my: str | None, *chosen: str) -> Document:
    return brief_document(view, chosen, my, BASE, "", needs_answered(PracticesQuery(view, Scope(), my, chosen)))


@pytest.mark.slow
def test_the_passages_stand_under_the_need_that_they_are_nearest_to(needed: View) -> None:
    document = brief_for(needed, "XAA", *CHOSEN)
    shown = [block for block in document.blocks if isinstance(block, Heading | Quote)]
    assert [one.text if isinstance(one, Heading) else one.speaker[15:18] for one in shown] == [
        "Need: A challenge on inv-care", "XAB", "Need: Part 1", "XAC", "Need: Part 2", "XAB", ANSWERS_NONE, "XAC",
        "How to read this",
    ]  # fmt: skip
    assert "Each passage stands under the need of Invented State XAA that it is nearest to." in paragraphs(document)[-1]


def test_the_note_of_a_passage_says_why_it_is_here_and_which_other_needs_it_answers(needed: View) -> None:
    _care, first, second, asks = quotes(brief_for(needed, "XAA", *CHOSEN))
    assert (
        "Why it is here: assessed as practice on Part 2 too; "
        "shares with Invented State XAA: victims and status (State Party); first-hand; "
    ) in note(second)
    also = "It also answers: A challenge on inv-care (assessed as practice on the same theme, inv-care)."
    assert also in note(second)
    assert "It also answers" not in note(first)
    assert "Invented text asks.1." in asks.text
    assert "Why it is here" not in note(asks), "a request is of no use for a need"


def test_a_brief_that_answers_no_need_says_so_and_one_for_nobody_says_nothing_of_needs(needed: View) -> None:
    none = brief_for(needed, "XAA", "asks.1")
    assert "None of these passages answers a need of Invented State XAA." in paragraphs(none)[-1]
    assert "Why it is here" not in note(quotes(none)[0])
    nobody = brief_for(needed, None, *CHOSEN)
    assert "need of" not in paragraphs(nobody)[-1].partition("No State says")[0]
    assert [one.text for one in nobody.blocks if isinstance(one, Heading)] == ["How to read this"]
    assert not [one for one in quotes(nobody) if "Why it is here" in note(one)]


@pytest.mark.slow
def test_what_was_made_to_no_meeting_is_headed_in_its_own_words(tmp_path: Path) -> None:
    label = "Invented profile (for 2012)"
    k = Knowledge.small("XAA")
    k.described("XAA", about("VAP-1"), id="apart", meeting_label=label)
    k.said("XAA", about("VAP-1"), id="at-meeting", meeting_label=label)
    with k.build(tmp_path) as store:
        apart, at_meeting = practices_read(store.latest(), ["apart.1", "at-meeting.1"])
    assert attribution(apart) == f"Invented organisation inv-monitor, {label}, made to no meeting known here, no date"
    assert "made to no meeting" not in attribution(at_meeting)
