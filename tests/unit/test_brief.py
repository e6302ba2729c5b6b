"""A reader's brief as a Word document, read back: what it says of each passage, in which language. All is INVENTED."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from kb.db import View
from kb.domain.citations import attribution, citation
from kb.domain.model import Scope
from kb.questions.practices import practices_read
from kb.reports.brief import ANSWERS_NONE, brief_document
from kb.ui.practices.query import PracticesQuery, needs_answered
from tests.knowledge import Knowledge, about, empty

BASE = "https://dashboard.invented.example"
ARABIC = "نص مخترع للاختبار"
HOSTILE = "Invented <b>bold</b> & =cmd()\x07\x00 end"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    k = Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1"])
    k.said("XAA", about("VAP-1", assessment="practice"), id="arabic", language="ar", text_kind="verbatim")
    k.rows["passage"][-1]["text"] = ARABIC
    k.said("XAB", about("VAP-1"), id="french", language="fr", voice="reported", note="Invented caveat")
    k.said("XAB", about(None, themes=["inv-care"]), id="chinese", language="zh", text_kind="note")
    k.said(None, about("VAP-1", assessment="offer"), id="collective", behalf=["XAB", "XAC"])
    k.described("XAC", about("VAP-1"), id="described")
    k.said("XAB", about("VAP-1"), id="waiting", status="received")
    folder = tmp_path_factory.mktemp("brief")
    with k.build(folder) as store:
        yield store.latest()


def read(view: View, *passages: str, my: str | None = "XAA", base: str = BASE) -> Doc:
    return Document(BytesIO(brief_document(view, passages, my, base)))


def after(document: Doc, heading: str) -> list[Paragraph]:
    """The paragraphs under the heading that holds these words, up to the next one."""
    found: list[Paragraph] = []
    inside = False
    for paragraph in document.paragraphs:
        if paragraph.style is not None and (paragraph.style.name or "").startswith("Heading"):
            inside = heading in paragraph.text
        elif inside:
            found.append(paragraph)
    return found


def texts(document: Doc, heading: str) -> str:
    return "\n".join(paragraph.text for paragraph in after(document, heading))


def said_in(document: Doc, words: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text)


def language(paragraph: Paragraph, kind: str) -> str | None:
    held = paragraph.runs[-1]._r.find(qn("w:rPr")).find(qn("w:lang"))
    return held.get(qn(kind))


@pytest.mark.slow
def test_it_says_what_it_is_for_whom_and_as_of_when(view: View) -> None:
    document = read(view, "arabic.1", "french.1")
    title, about_it = document.paragraphs[:2]
    assert title.style is not None
    assert (title.style.name, title.text) == ("Title", "Practices of others: a brief for Invented State XAA")
    assert "2 passages. Retrieved on " in about_it.text
    assert f", as of revision {view.revision}." in about_it.text
    assert f", as of revision {view.revision}." in texts(document, "1. ").split("Retrieved: ")[1]
    assert "left out" not in about_it.text
    properties = document.core_properties
    assert (properties.title, properties.language) == (title.text, "en-GB")
    assert "python-docx" not in f"{properties.author}{properties.comments}"


def test_it_says_when_it_is_not_for_everybody(view: View) -> None:
    made = brief_document(view, ["french.1"], seen_by="Not for everybody: invented reason.")
    assert "Not for everybody: invented reason." in [one.text for one in Document(BytesIO(made)).paragraphs]
    assert not [one for one in read(view, "french.1").paragraphs if "Not for everybody" in one.text]


def test_every_passage_stands_under_a_heading_in_the_order_asked_for(view: View) -> None:
    document = read(view, "described.1", "arabic.1")
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [
        "1. Invented organisation inv-monitor, Invented, made to no meeting known here, no date",
        "2. Invented State XAA, statement, Invented, no date",
        "How to read this",
    ]


def test_each_has_its_citation_and_permanent_link(view: View) -> None:
    document = read(view, "french.1")
    row = practices_read(view, ["french.1"])[0]
    said = texts(document, "1. ")
    assert f"Citation: {citation(row, view.revision, position=1)}" in said
    assert "Caveat: Invented caveat" in said
    targets = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert targets == [f"{BASE}/contributions?contribution=french&passage=1"]
    link = said_in(document, "Permanent link: ").hyperlinks[0]
    assert (link.url, link.text) == (targets[0], targets[0])


def test_without_the_address_of_the_dashboard_there_is_no_link_that_leads_nowhere(view: View) -> None:
    document = read(view, "french.1", base="")
    assert not [one for one in document.part.rels.values() if one.is_external]
    assert "Permanent link: /contributions?contribution=french&passage=1" in texts(document, "1. ")


def test_arabic_runs_from_right_to_left_and_nothing_else_does(view: View) -> None:
    document = read(view, "arabic.1", "french.1", "chinese.1")
    arabic = said_in(document, ARABIC)
    assert arabic.text == ARABIC
    assert arabic.runs[0].font.rtl
    assert arabic._p.pPr.find(qn("w:bidi")) is not None
    assert language(arabic, "w:bidi") == "ar"
    others = [p for p in document.paragraphs if p.text != ARABIC]
    assert not [p for p in others if p._p.pPr is not None and p._p.pPr.find(qn("w:bidi")) is not None]
    assert language(said_in(document, "Invented text french.1."), "w:val") == "fr"
    assert language(said_in(document, "Invented text chinese.1."), "w:eastAsia") == "zh"


def test_only_a_delivered_text_is_set_as_a_quotation(view: View) -> None:
    document = read(view, "arabic.1", "french.1", "chinese.1")
    quoted = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Quote"]
    assert quoted == [ARABIC]
    assert "Text held: Digest in our own words, in French. " in texts(document, "2. ")
    assert "Text held: Note taken in the room, not the delivered text, in Chinese. " in texts(document, "3. ")


def test_whose_words_they_are_is_never_left_open(view: View) -> None:
    document = read(view, "french.1", "collective.1", "described.1")
    assert "Voice: Second-hand: somebody reports what it said." in texts(document, "1. ")
    assert "A collective statement made for Invented State XAB, Invented State XAC." in texts(document, "2. ")
    described = texts(document, "3. ")
    assert (
        "Voice: Monitoring: a third party describes a State. About Invented State XAC, which did not say it."
        in described
    )
    assert "About" not in texts(document, "1. ").partition("Citation")[0]


def test_what_it_is_coded_to_is_said_to_be_ours(view: View) -> None:
    document = read(view, "arabic.1", "chinese.1")
    assert "Coded by us: Part 1 (practice)." in texts(document, "1. ")
    assert "Coded by us: no action or article (progress). Themes: inv-care." in texts(document, "2. ")


def test_what_is_not_held_is_left_out_and_said(view: View) -> None:
    document = read(view, "french.1", "waiting.1", "unknown.1")
    assert "1 passage. Retrieved" in document.paragraphs[1].text
    assert "2 passages that the brief names is not held and was left out" not in document.paragraphs[1].text
    assert "2 passages that the brief names are not held and were left out." in document.paragraphs[1].text
    assert "waiting" not in "\n".join(p.text for p in document.paragraphs)


def test_what_no_file_may_hold_is_taken_out_and_the_rest_is_text(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", provisions=["VAP-1"])
    k.said("XAA", about("VAP-1"), id="hostile")
    k.rows["passage"][-1]["text"] = HOSTILE
    with empty(tmp_path / "x.duckdb") as store:
        k.put(store)
        made = brief_document(store.latest(), ["hostile.1"])
    assert "Invented <b>bold</b> & =cmd()\ufffd\ufffd end" in "\n".join(
        p.text for p in Document(BytesIO(made)).paragraphs
    )


def test_every_part_is_well_formed_and_the_language_stands_where_the_format_wants_it(view: View) -> None:
    made = brief_document(view, ["arabic.1", "french.1", "chinese.1", "collective.1", "described.1"], "XAA", BASE)
    with zipfile.ZipFile(BytesIO(made)) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(file.read(name))
        body = etree.fromstring(file.read("word/document.xml"))
    for properties in body.iter(qn("w:rPr")):
        names = [etree.QName(one).localname for one in properties]
        assert names == sorted(names, key=["rFonts", "b", "u", "rtl", "lang"].index)


@pytest.fixture
def needed(tmp_path: Path) -> Iterator[View]:
    """XAA finds care hard and reports on neither of two provisions; others report on both, and one asks for help."""
    k = Knowledge.small("XAA", "XAB", "XAC")
    k.said("XAA", about(None, assessment="challenge", themes=["inv-care"]), id="own")
    k.said("XAB", about("VAP-2", assessment="practice", themes=["inv-care"]), id="second")
    k.said("XAC", about("VAP-1", assessment="request"), id="asks")
    k.said("XAC", about("VAP-1", assessment="practice"), id="first")
    k.said("XAB", about(None, themes=["inv-care"]), id="on-theme", meeting=None)
    with k.build(tmp_path) as store:
        yield store.latest()


CHOSEN = ("second.1", "asks.1", "first.1", "on-theme.1")


def brief_for(view: View, my: str, *chosen: str) -> Doc:
    asked = PracticesQuery(view, Scope(), my, chosen)
    return Document(BytesIO(brief_document(view, chosen, my, BASE, "", needs_answered(asked))))


@pytest.mark.slow
def test_the_passages_stand_under_the_need_that_they_are_nearest_to(needed: View) -> None:
    document = brief_for(needed, "XAA", *CHOSEN)
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style and "Heading" in str(p.style.name)]
    assert [text if name == "Heading 1" else text[:2] for name, text in headings] == [
        "Need: A challenge on inv-care", "1.", "Need: Part 1", "2.", "Need: Part 2", "3.", ANSWERS_NONE, "4.",
        "How to read this",
    ]  # fmt: skip
    by_number = {text[0]: text for _, text in headings if text[1] == "."}
    assert ["XAB" in by_number["1"], "XAC" in by_number["2"], "XAB" in by_number["3"]] == [True] * 3
    assert (
        "Each passage stands under the need of Invented State XAA that it is nearest to." in document.paragraphs[2].text
    )


def test_below_each_passage_stands_why_it_is_here_and_which_other_needs_it_answers(needed: View) -> None:
    document = brief_for(needed, "XAA", *CHOSEN)
    second = texts(document, "3. ")
    assert second.index("Invented text second.1.") < second.index("Why it is here: ")
    assert (
        "Why it is here: assessed as practice on Part 2 too; "
        "shares with Invented State XAA: victims and status (State Party); first-hand; "
    ) in second
    assert "It also answers: A challenge on inv-care (assessed as practice on the same theme, inv-care)." in second
    assert "It also answers" not in texts(document, "2. ")
    asks = texts(document, "4. ")
    assert "Invented text asks.1." in asks
    assert "Why it is here" not in asks, "a request is of no use for a need"


def test_a_brief_that_answers_no_need_says_so_and_one_for_nobody_says_nothing_of_needs(needed: View) -> None:
    none = brief_for(needed, "XAA", "asks.1")
    assert "None of these passages answers a need of Invented State XAA." in none.paragraphs[2].text
    assert "Why it is here" not in texts(none, "1. ")
    nobody = Document(
        BytesIO(
            brief_document(
                needed, CHOSEN, None, BASE, "", needs_answered(PracticesQuery(needed, Scope(), None, CHOSEN))
            )
        )
    )
    assert not [p.text for p in nobody.paragraphs if "need of" in p.text.partition("No State says")[0]]
    assert not [p.text for p in nobody.paragraphs if p.text.startswith(("Need: ", "Why it is here"))]


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
