"""The Coordinators' report: what is in it, and that the Word file holds it as a reader and a screen reader need it."""

import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from kb.db import Store
from kb.domain.model import Cell, Scope, Voice
from kb.domain.words import VOICES
from kb.errors import NothingToExport
from kb.questions import rates, records
from kb.questions.findings import NARROWED, why_without
from kb.questions.looks import gaps
from kb.questions.report import report_lines
from kb.questions.vocabulary import readable
from kb.reports.document import Block, Document, Drawing, Grid, Heading, Items, Paragraph, Quote
from kb.reports.report import INTERNAL, TITLE, Edition, Typed, report
from kb.reports.report_parts import ASKED, GAPS, QUOTED, WHATEVER_THE_MEETING
from kb.reports.report_tables import ANNEXES, UNTOLD, grid, tables
from kb.reports.widths import LONGEST, layout
from kb.reports.word import word_file
from tests.find_office import ADVICE, find_office
from tests.knowledge import MEETING, Knowledge, about
from tests.putting import put
from tests.tables import misfits

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

PUBLIC = "https://invented.example"
WHOLE = Edition(tuple(ANNEXES), base=PUBLIC, frozen=f"{PUBLIC}/report?rev=1")
TYPED = Typed("Invented title", "Invented addressees", "Invented foreword.\n\nIn two parts.", "by an invented day")
HERE = Scope(meetings=(MEETING,))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Invented States with progress, a challenge and a practice on an action, and one that only others describe."""
    k = Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1"])
    k.provision("VAP-2", text="missing")
    k.said("XAA", about("VAP-1"), about("VAP-1", assessment="challenge"), language="ar")
    k.said("XAB", about("VAP-1", assessment="practice"), voice="reported")
    k.described("XAC", about("VAP-1"), meeting=MEETING)
    with k.build(tmp_path_factory.mktemp("report")) as built:
        yield built


@pytest.fixture(scope="module")
def made(store: Store) -> Document:
    """The report with all that it can have."""
    return report(store.latest(), HERE, TYPED, WHOLE)


@pytest.fixture(scope="module")
def document(made: Document) -> Doc:
    return docx.Document(BytesIO(word_file(made)))


def grid_of(blocks: Iterable[Block], key: str) -> Grid:
    """The first table with such a column."""
    return next(block for block in blocks if isinstance(block, Grid) and key in block.keys)


def test_its_figures_are_those_of_the_dashboard(store: Store, made: Document) -> None:
    shown = grid_of(made.blocks, "reported")
    asked = {row["provision"]: row for row in records(rates(store.latest(), HERE))}
    assert shown.body[0][1:3] == [str(asked["VAP-1"]["reported"]), str(asked["VAP-1"]["bound"])] == ["2", "3"]
    assert len(shown.body) == 1, "an action without a report stands in one line below"
    missing = next(one for one in made.blocks if isinstance(one, Grid) and one.keys == ANNEXES["gaps"].tables["gaps"])
    assert len(missing.body) == len(gaps(store.latest(), HERE)) == 1
    files = tables(store.latest(), HERE)
    assert [name for name, table in files.items() if misfits(table)] == []
    rated = files["rates"]
    assert rated.keys == tuple(column.key for column in readable(rates.columns))
    first = dict(zip(rated.keys, rated.rows[0], strict=True))
    assert (first["provision"], first["reported"], first["bound"], first["rate"]) == ("VAP-1", 2, 3, 2 / 3)
    assert len(files["gaps"].rows) == len(gaps(store.latest(), HERE)) == 1
    cells = files["matrix"]
    assert not {row[cells.keys.index("cell")] for row in cells.rows} & UNTOLD
    with pytest.raises(NothingToExport, match="nothing to report"):
        report(store.latest(), Scope(meetings=(MEETING,), states=("XAB",), themes=("inv-care",)))


def test_its_cover_says_what_it_is_on_and_what_was_typed(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", "XAB")
    k.add("session", id="inv-a", meeting=MEETING, day="2012-04-16", line="a", coordinators="XAA XAB", complete="false")
    k.said("XAA", about("VAP-1", themes=["inv-care"]), line="a")
    k.said("XAA", about("VAP-1", themes=["inv-work"]))
    with put(k, tmp_path) as store:
        one, every = (report(store.latest(), scope, TYPED, WHOLE) for scope in (HERE, Scope()))
        bare = report(store.latest(), HERE)
        narrowed = report(store.latest(), Scope(meetings=(MEETING,), themes=("inv-care",)))
    cover = one.cover
    assert cover
    assert (one.title, cover.addressees) == ("Invented title", "Invented addressees")
    assert cover.foreword == ("Invented foreword.", "In two parts.")
    assert (cover.meeting, cover.day) == ("Invented meeting inv-2012", "16 April 2012")
    assert cover.coordinators == "Invented State XAA and Invented State XAB"
    assert cover.finding == "1 of 2 affected States reported, on 1 of 2 parts"
    assert "by an invented day" in under(one, "What is asked")
    assert every.cover
    assert (every.cover.day, every.cover.coordinators) == ("", ""), "of several meetings nobody coordinated all"
    assert bare.title == TITLE
    assert bare.cover
    assert bare.cover.addressees + "".join(bare.cover.foreword) == ""
    # On a part of what was said it says so, and asks nobody for the rest.
    assert narrowed.cover
    assert "inv-care" in narrowed.cover.scope
    assert NARROWED in under(narrowed, "Affected States without a report")
    assert not set(ASKED.values()) & set(under(narrowed, "What is asked"))


def test_who_spoke_under_a_line_is_named_by_how_that_is_known(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", "XAB", "XAC", "XAD")
    k.add("session", id="inv-a", meeting=MEETING, day="2012-04-16", line="a", coordinators="XAD", complete="false")
    for position, state in enumerate(("XAC", "XAD"), start=1):
        k.add("speaking_slot", session="inv-a", position=str(position), speaker=f"Invented State {state}", state=state,
              kind="statement" if state == "XAC" else "opening")  # fmt: skip
    k.said("XAA", about("VAP-1"), line="a")
    k.said("XAB", about("VAP-1"), line_inferred="b", voice="reported")
    with put(k, tmp_path) as store:
        rows = report_lines.rows(store.latest(), HERE)
        made = report(store.latest(), HERE)
    assert [(row["discussion_line"], row["state"], row["kind"], row["inferred"]) for row in rows] == [
        ("a", "XAA", "own", False),
        ("a", "XAC", "text_not_held", False),
        ("b", "XAB", "second_hand", True),
    ]
    assert under(made, "(a) Invented line a")[:2] == ["Invented State XAA.", "Invented State XAC."]
    assert under(made, "(b) Invented line b")[0] == "Invented State XAB*."
    assert under(made, "(c) Invented line c")[0] == "No State yet."


def under(made: Document, heading: str) -> list[str]:
    """All sentences and items under the first heading of these words, up to the next heading."""
    found: list[str] = []
    inside = False
    for block in made.blocks:
        if isinstance(block, Heading):
            if inside:
                break
            inside = block.text == heading
        elif inside and isinstance(block, Paragraph):
            found.append(block.text)
        elif inside and isinstance(block, Items):
            found += [one.text for one in block.items]
    return found


def test_who_is_not_bound_reports_beside_the_rate_and_actions_without_a_report_stand_in_one_line(
    tmp_path: Path,
) -> None:
    k = Knowledge.small("XAA", "XAB", provisions=("VAP-1", "VAP-2", "VAP-3", "VAP-5"))
    k.provision("VAP-4", text="missing")
    k.state("XAC", affected="no")
    k.state("XAD", affected="unknown")
    k.said("XAC", *[about("VAP-1")] * (QUOTED + 2))
    k.said("XAD", about("VAP-2"))
    with put(k, tmp_path) as store:
        made = report(store.latest(), HERE)
    assert made.cover
    assert made.cover.finding == "0 of 2 affected States reported, on 0 of 4 parts"
    [said, *_] = under(made, "What was reported, by part")
    assert said == f"{made.cover.finding}. 2 other States reported, on 2."
    first, more = under(made, "Part 1")
    assert first == "0 of 2 States to which it applies reported; 1 other State reported too."
    assert more == "2 more passages are in the dashboard."
    shown = grid_of(made.blocks, "reported")
    assert [row[1:4] for row in shown.body] == [["0", "2", "1"], ["0", "2", "0"]]
    headings = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert not {"Part 3", "Part 4", "Part 5"} & set(headings)
    *_, none, missing = under(made, "Part 2")
    assert len([block for block in made.blocks if isinstance(block, Quote)]) == QUOTED + 1
    assert ("3" in none, "5" in none, "4" in none) == (True, True, False)
    assert "4" in missing


def test_affected_states_without_a_report_are_named_by_reason_and_asked_for_what_is_missing(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", "XAB", "XAC", "XAD")
    k.state("XAE", affected="no")
    k.said("XAA", about("VAP-1"))
    k.said("XAB", about(None, themes=["inv-care"]))
    k.add("appearance", id="x", state="XAC", name="Invented State XAC", meeting=MEETING,
          date="2012-04-16", spoke="true")  # fmt: skip
    with put(k, tmp_path) as store:
        made = report(store.latest(), HERE)
    items = {
        one.lead: one.text
        for block in made.blocks
        if isinstance(block, Items)
        for one in block.items
        if "(" in one.lead
    }
    for cell, name in ((Cell.NO_CONTRIBUTION, "XAD"), (Cell.TEXT_NOT_HELD, "XAC"), (Cell.SILENT, "XAB")):
        assert items[f"{why_without(cell, 'part')} (1)"] == f"Invented State {name}."
    assert GAPS in under(made, "Affected States without a report")
    assert set(ASKED.values()) <= set(under(made, "What is asked"))
    assert made.cover
    assert made.cover.scope == ""


def test_mechanisms_and_collaborations_say_that_they_ignore_the_meeting_and_when_and_under_what_they_were_told_of(
    tmp_path: Path,
) -> None:
    k = Knowledge.small("XAA", "XAB")
    k.meeting("inv-later", first="2014-01-01", convention="inv-other")
    k.said("XAA", about("VAP-1"), line="b")
    k.said("XAB", about("VAP-1"), id="later", meeting="inv-later", convention="inv-other", date="2014-01-01")
    k.said("XAB", about("VAP-1"), id="undated", meeting=None)
    k.add("collaboration", id="c-1", state="XAB", partners="Invented partner", area="data", outcome="not said",
          passage="later.1")  # fmt: skip
    k.add("mechanism", id="m-1", state="XAB", name="Invented body", kind="focal point", victims_take_part="not said",
          passage="undated.1")  # fmt: skip
    with put(k, tmp_path) as store:
        made = report(store.latest(), HERE, Typed(), Edition(("bodies",)))
        other = report(store.latest(), Scope(meetings=(MEETING,), states=("XAA",)), Typed(), Edition(("bodies",)))
    at = [at for at, block in enumerate(made.blocks) if isinstance(block, Grid) and "convention" in block.keys]
    rows = [dict(zip(block.keys, block.body[0], strict=True)) for block in map(made.blocks.__getitem__, at)]
    assert [(row["state_name"], row["date"], row["convention"]) for row in rows] == [
        ("Invented State XAB", "", "CCM"),
        ("Invented State XAB", "2014-01-01", "inv-other"),
    ]
    assert [made.blocks[one - 1] for one in at] == [Paragraph(WHATEVER_THE_MEETING)] * 2
    assert "XAB" not in "".join(under(made, "(b) Invented line b")), "who spoke is still only of the meeting"
    assert not [block for block in other.blocks if isinstance(block, Grid) and "convention" in block.keys]


def test_what_was_said_at_the_meeting_beside_the_provisions_filtered_is_counted_and_listed_with_a_mark(
    tmp_path: Path,
) -> None:
    k = Knowledge.small("XAA", "XAB", "XAC")
    k.said("XAA", about("VAP-1"), id="on-it")
    k.said("XAB", about("VAP-2"), id="on-other")
    k.meeting("inv-2013", first="2013-04-16")
    k.said("XAC", about("VAP-1"), id="elsewhere", meeting="inv-2013")
    with put(k, tmp_path) as store:
        view = store.latest()
        all_of_it, narrowed = (
            report(view, Scope(meetings=(MEETING,), provisions=provisions), Typed(), Edition(("contributions",)))
            for provisions in ((), ("VAP-1",))
        )
        contributions = tables(view, Scope(meetings=(MEETING,), provisions=("VAP-1",)))["contributions"]
        with pytest.raises(NothingToExport, match="of 1 contribution, none"):
            report(view, Scope(meetings=(MEETING,), provisions=("VAP-1",), states=("XAB",)))
    assert "1 of 2 contributions by States and others speak to it." in under(narrowed, "How this is counted")
    listed = {row[0]: row[-1] for row in grid_of(narrowed.blocks, "held").body}
    assert listed == {"Invented State XAA": "yes", "Invented State XAB": "no"}
    assert "2 contributions by States and others." in under(all_of_it, "How this is counted")
    assert len(grid_of(all_of_it.blocks, "held").body) == 2
    assert "speaks" not in grid_of(all_of_it.blocks, "held").keys
    rows = [dict(zip(contributions.keys, row, strict=True)) for row in contributions.rows]
    assert {row["contribution"]: row["speaks"] for row in rows} == {"on-it": True, "on-other": False}


def test_annexes_are_there_only_when_they_are_asked_for(store: Store) -> None:
    def titles(*annexes: str) -> list[str]:
        made = report(store.latest(), HERE, Typed(), Edition(annexes))
        return [one.text for one in made.blocks if isinstance(one, Heading) and one.on_new_page][1:]

    assert titles() == []
    assert titles("delegations", "cells") == [
        f"Annex A: {ANNEXES['cells'].title}",
        f"Annex B: {ANNEXES['delegations'].title}",
    ]
    assert len(titles(*ANNEXES)) == len(ANNEXES)


def test_every_passage_quoted_says_whose_it_is_and_how_to_cite_it(made: Document) -> None:
    quoted = [block for block in made.blocks if isinstance(block, Quote)]
    assert len(quoted) == 3
    assert not [one for one in quoted if "XAC" in one.speaker], "what others describe is not quoted as a State's"
    assert all(one.note and one.note.text and "rev=" in one.note.path for one in quoted)
    second_hand = next(one for one in quoted if "XAB" in one.speaker)
    assert VOICES[Voice.REPORTED].name in second_hand.marks
    assert len(made.notes) == 2, "a contribution is one note, however many of its passages are quoted"


def test_sources_are_end_notes_of_the_word_file_and_linked_only_with_a_public_address(store: Store) -> None:
    for edition in (WHOLE, Edition()):
        made = report(store.latest(), HERE, Typed(), edition)
        with zipfile.ZipFile(BytesIO(word_file(made))) as file:
            body, notes = (etree.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "endnotes"))
            parts = [name for name in file.namelist() if name.endswith(".rels")]
            targets = [str(file.read(name)).count('TargetMode="External"') for name in parts]
        ids = [one.get(qn("w:id")) for one in body.iter(qn("w:endnoteReference"))]
        assert ids == ["1", "2"]
        assert [one.text for one in body.iter(qn("w:instrText")) if "NOTEREF" in one.text] == ["NOTEREF _note1 \\h"]
        texts = {one.get(qn("w:id")): "".join(one.itertext()) for one in notes}
        assert [note.text in texts[id_] for id_, note in zip(ids, made.notes, strict=True)] == [True, True]
        assert sum(targets) == (3 if edition.base else 0)


def test_the_word_file_has_real_headings_header_rows_alternative_texts_and_languages(
    made: Document, document: Doc
) -> None:
    headings = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [(f"Heading {one.level}", one.text) for one in made.blocks if isinstance(one, Heading)]
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title == made.title
    tables = [block for block in made.blocks if isinstance(block, Grid)]
    assert len(document.tables) == len(tables)
    for table, block in zip(document.tables, tables, strict=True):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in table.rows[0].cells] == list(block.heads)
        assert len(table.rows) == len(block.body) + 1
    drawings = [block for block in made.blocks if isinstance(block, Drawing)]
    described = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert described == [block.alt for block in drawings]
    assert all(described)
    right_to_left = [one for one in document.element.body.iter(qn("w:lang")) if one.get(qn("w:bidi")) == "ar"]
    assert len(right_to_left) == 2


@pytest.fixture(scope="session")
def office() -> str:
    """The program of LibreOffice."""
    found = find_office()
    assert found, ADVICE
    return found


def printed(office: str, folder: Path, *made: Document) -> list[Path]:
    """The PDFs that LibreOffice makes of the Word files."""
    files = [folder / f"{number}.docx" for number in range(len(made))]
    for file, one in zip(files, made, strict=True):
        file.write_bytes(word_file(one))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    return [file.with_suffix(".pdf") for file in files]


def shown(pdf: pypdfium2.PdfDocument) -> list[str]:
    """The words of each page; the sign that PDFium gives for a hyphen at a line's end is one."""
    return [
        " ".join(page.get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-").split())
        for page in pdf
    ]


def test_libreoffice_opens_it_and_every_heading_is_on_a_page(office: str, made: Document, tmp_path: Path) -> None:
    (file,) = printed(office, tmp_path, made)
    with pypdfium2.PdfDocument(file) as pdf:
        said = " ".join(shown(pdf))
        pictures = sum(1 for page in pdf for one in page.get_objects() if one.type == FPDF_PAGEOBJ_IMAGE)
    for block in made.blocks:
        if isinstance(block, Heading):
            assert block.text in said
    assert pictures == len([block for block in made.blocks if isinstance(block, Drawing)])


def test_a_file_of_what_not_everybody_may_see_says_so_before_all_else_and_on_every_page(store: Store) -> None:
    internal, public = (report(store.latest(), HERE, Typed(), Edition(internal=one)) for one in (True, False))
    withheld = docx.Document(BytesIO(word_file(internal)))
    assert withheld.paragraphs[0].text == INTERNAL
    assert withheld.sections[0].header.paragraphs[0].text == INTERNAL
    shared = docx.Document(BytesIO(word_file(public)))
    assert INTERNAL not in [one.text for one in (*shared.paragraphs, *shared.sections[0].header.paragraphs)]
    assert public.cover
    assert internal.cover
    assert public.cover.edition.endswith(internal.cover.edition)
    assert len(public.cover.edition) > len(internal.cover.edition), "a public edition says that it is one"


def test_the_report_of_a_session_has_at_most_six_pages_and_no_word_of_a_table_is_cut_in_two(
    office: str, built: Path, tmp_path: Path
) -> None:
    with Store.open(built, read_only=True) as store:
        scope = Scope(meetings=("ccm-im-2012",))
        made = report(store.latest(), scope, TYPED, Edition(base=PUBLIC, frozen=PUBLIC))
        found = tables(store.latest(), scope)
    grids = [grid(found[name], *keys) for annex in ANNEXES.values() for name, keys in annex.tables.items()]
    assert max(len(one.keys) for one in grids) >= 8, "a table of many columns is among them"
    held = Counter(
        part
        for one in grids
        for row in (one.heads, *one.body)
        for value in row
        for word in value.split()
        for part in word.split("-")
        if len(word) <= LONGEST
    )
    of_report, of_tables = printed(office, tmp_path, made, Document("Invented", grids))
    with pypdfium2.PdfDocument(of_report) as pdf:
        pages = shown(pdf)
    assert 4 <= len(pages) <= 6
    assert TYPED.foreword.split("\n")[0] in pages[0]
    assert "The three lines" in pages[1]
    with pypdfium2.PdfDocument(of_tables) as pdf:
        words = [word for page in shown(pdf) for word in page.split()]
    # After a hyphen a line may end.
    found_parts = Counter(part for word in words for part in word.split("-"))
    assert not {word: (number, found_parts[word]) for word, number in held.items() if found_parts[word] < number}


def test_a_table_of_many_columns_is_set_smaller_and_both_fill_the_page() -> None:
    whole = Mm(170)
    small = layout(["Convention"] * 9, [["Herzegovina"] * 9], whole)
    large = layout(("State", "Provision"), [("Invented", "Invented " * 20)], whole)
    assert small.size < large.size
    assert [abs(sum(one.widths) - whole) < 100 for one in (small, large)] == [True, True]
    assert large.widths[1] > 3 * large.widths[0], "the room goes to what says most"
    rows = [("Herzegovina", "https://invented.example/" + "x" * 300)]
    state, source = layout(("State", "Source"), rows, Mm(60)).widths
    assert state > Mm(18)
    assert state + source < Mm(60.1)
