"""The Coordinators' report: what is in it, and that the Word file holds it as a reader and a screen reader need it."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Mm

from kb.domain.model import Scope
from kb.errors import NothingToExport
from kb.export.blocks import Content, Drawing, Heading, Items, Paragraph, Said
from kb.export.report import report
from kb.export.report_parts import SPEAKS, WHATEVER_THE_MEETING
from kb.export.report_tables import UNTOLD, tables
from kb.export.widths import LONGEST, layout
from kb.export.word import word_file
from kb.queries import rates, records
from kb.queries.looks import gaps
from kb.queries.vocabulary import readable
from kb.store import Store
from kb.tables import Table
from kb.tables.files import Origin
from tests.find_office import ADVICE, find_office
from tests.knowledge import MEETING, Knowledge, about
from tests.tables import misfits

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

ORIGIN = Origin("Invented scope.", 1, date(2012, 4, 16), "https://invented.example")
HERE = Scope(meetings=(MEETING,))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Invented States with progress, a challenge and a practice on an action, and one that only others describe."""
    k = Knowledge()
    for state in ("XAA", "XAB", "XAC"):
        k.state(state)
    k.meeting()
    k.provision("VAP-1")
    k.provision("VAP-2", text="missing")
    k.said("XAA", about("VAP-1"), about("VAP-1", assessment="challenge"), language="ar")
    k.said("XAB", about("VAP-1", assessment="practice"), voice="reported")
    k.described("XAC", about("VAP-1"), meeting=MEETING)
    with k.build(tmp_path_factory.mktemp("report")) as built:
        yield built


@pytest.fixture(scope="module")
def made(store: Store) -> Content:
    return report(store.latest(), HERE)


@pytest.fixture(scope="module")
def document(made: Content) -> Doc:
    return Document(BytesIO(word_file(made, ORIGIN, "https://invented.example")))


def test_its_figures_are_those_of_the_dashboard(store: Store, made: Content) -> None:
    tables = {block.caption: block for block in made.blocks if isinstance(block, Table)}
    shown = next(table for caption, table in tables.items() if caption.startswith("States bound"))
    asked = {row["provision"]: row for row in records(rates(store.latest(), HERE))}
    assert shown.rows[0][2:4] == (asked["VAP-1"]["reported"], asked["VAP-1"]["bound"]) == (2, 3)
    assert shown.rows[1][1:] == ("Missing", *[None] * 5), "a text that is not established is no gap"
    missing = next(table for caption, table in tables.items() if caption.startswith("States without"))
    assert sum(int(str(row[2])) for row in missing.rows) == len(gaps(store.latest(), HERE)) == 1


def test_its_files_have_the_columns_of_the_questions_and_hold_no_figure_as_text(store: Store) -> None:
    made = {table.caption: table for table in tables(store.latest(), HERE)}
    assert [caption for caption, table in made.items() if misfits(table)] == []
    rated = made["States bound that reported, per provision"]
    assert rated.keys == tuple(column.key for column in readable(rates.columns))
    first = dict(zip(rated.keys, rated.rows[0], strict=True))
    assert (first["provision"], first["reported"], first["bound"], first["rate"]) == ("VAP-1", 2, 3, 2 / 3)
    missing = made["States without a report, and why"]
    assert len(missing.rows) == len(gaps(store.latest(), HERE)) == 1
    cells = made["State by provision: what is held"]
    assert not {row[cells.keys.index("cell")] for row in cells.rows} & UNTOLD


def under(made: Content, heading: str) -> list[str]:
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
            found += block.items
    return found


def test_who_is_not_bound_reports_beside_the_rate_and_never_as_if_bound(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", "XAB")
    k.state("XAC", affected="no")
    k.state("XAD", affected="unknown")
    k.said("XAC", about("VAP-1"))
    k.said("XAD", about("VAP-2"))
    with k.build(tmp_path) as store:
        made = report(store.latest(), HERE)
    summary = under(made, "Summary")
    both = "States bound reported on 0 of 2 provisions whose text is established; other States reported on 2 of them."
    assert both in summary
    [said, *_] = under(made, "How many States reported on each provision")
    assert said == (
        "None of the States bound reported on any of these 2 provisions. "
        "On 2 provisions other States reported; they are never in the fraction."
    )
    assert not [one for one in (*summary, said) if "none reported" in one]
    on_one = under(made, "Part 1")
    assert on_one[0].startswith("0 of 2 States that it binds reported; 1 other State reported beside them.")


def test_the_highest_rate_is_said_with_how_many_provisions_share_it(tmp_path: Path) -> None:
    heading = "How many States reported on each provision"
    k = Knowledge.small("XAA", "XAB", provisions=("VAP-1", "VAP-2", "VAP-3"))
    k.said("XAA", about("VAP-1", "VAP-2"))
    with k.build(tmp_path) as shared:
        said = under(report(shared.latest(), HERE), heading)[0]
    assert said == (
        "The highest rate is 1 of 2 States bound, on Part 1, and as much on 1 other provision. "
        "On 1 of 3 provisions none of the States bound reported."
    )


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
    with k.build(tmp_path) as store:
        made = report(store.latest(), HERE)
        other = report(store.latest(), Scope(meetings=(MEETING,), states=("XAA",)))
    told = [at for at, block in enumerate(made.blocks) if isinstance(block, Table) and "Said by" in block.keys]
    rows = [dict(zip(table.keys, table.rows[0], strict=True)) for at in told if (table := made.blocks[at])]
    assert [(row["State"], row["Date"], row["Convention"]) for row in rows] == [
        ("Invented State XAB", "2014-01-01", "inv-other"),
        ("Invented State XAB", "no date", "CCM"),
    ]
    assert [made.blocks[at - 1] for at in told] == [Paragraph(WHATEVER_THE_MEETING)] * 2
    assert "XAB" not in under(made, "(b) Invented line b")[0], "what is counted is still only of the meeting"
    assert not [block for block in other.blocks if isinstance(block, Table) and "Said by" in block.keys]
    assert Paragraph(WHATEVER_THE_MEETING) not in other.blocks


def test_what_was_said_at_the_meeting_beside_the_provisions_filtered_is_counted_and_listed_with_a_mark(
    tmp_path: Path,
) -> None:
    k = Knowledge.small("XAA", "XAB", "XAC")
    k.said("XAA", about("VAP-1"), id="on-it")
    k.said("XAB", about("VAP-2"), id="on-other")
    k.meeting("inv-2013", first="2013-04-16")
    k.said("XAC", about("VAP-1"), id="elsewhere", meeting="inv-2013")
    with k.build(tmp_path) as store:
        view = store.latest()
        all_of_it = report(view, HERE)
        narrowed = report(view, Scope(meetings=(MEETING,), provisions=("VAP-1",)))
        *_, contributions = tables(view, Scope(meetings=(MEETING,), provisions=("VAP-1",)))
        with pytest.raises(
            NothingToExport, match="of 1 published contribution made at this meeting, within your other"
        ):
            report(view, Scope(meetings=(MEETING,), provisions=("VAP-1",), states=("XAB",)))
    assert under(narrowed, "Summary")[0] == (
        "1 published contribution speaks to what you filtered; 2 were made at this meeting, whoever made them."
    )
    listed = {row[5]: row[6] for row in annex_b(narrowed).rows}
    assert listed == {"on-it": "yes", "on-other": "nothing held"}
    assert annex_b(narrowed).labels[6] == SPEAKS
    assert under(all_of_it, "Summary")[0] == "2 published contributions made at this meeting, whoever made them."
    assert len(annex_b(all_of_it).rows) == 2
    assert SPEAKS not in annex_b(all_of_it).labels
    rows = [dict(zip(contributions.keys, row, strict=True)) for row in contributions.rows]
    assert {row["contribution"]: row["speaks"] for row in rows} == {"on-it": True, "on-other": False}


def annex_b(made: Content) -> Table:
    """The table of the contributions."""
    [found] = [one for one in made.blocks if isinstance(one, Table) and one.caption.startswith("Contributions made")]
    return found


def test_the_cells_are_explained_in_the_words_of_the_dashboard(made: Content) -> None:
    explained = " ".join(under(made, "How it is counted"))
    assert "Reported (a published passage of the State speaks to the provision)" in explained
    assert "of the state " not in explained


def test_every_passage_quoted_says_whose_it_is_and_how_to_cite_it(made: Content) -> None:
    quoted = [block for block in made.blocks if isinstance(block, Said)]
    assert len(quoted) == 3
    assert not [one for one in quoted if "XAC" in one.whose], "what others describe is not quoted as a State's"
    assert all(one.citation and "rev=" in one.path for one in quoted)
    second_hand = next(one for one in quoted if "XAB" in one.whose)
    assert any("second-hand" in mark for mark in second_hand.marks)


def test_nothing_in_the_scope_is_refused_with_the_reason(store: Store) -> None:
    with pytest.raises(NothingToExport, match="nothing to report"):
        report(store.latest(), Scope(meetings=(MEETING,), states=("XAB",), themes=("inv-care",)))


def test_the_word_file_has_real_headings_header_rows_alternative_texts_and_languages(
    made: Content, document: Doc
) -> None:
    headings = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [(f"Heading {one.level}", one.text) for one in made.blocks if isinstance(one, Heading)]
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title == made.title
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert len(document.tables) == len(tables)
    for table, block in zip(document.tables, tables, strict=True):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in table.rows[0].cells] == list(block.labels)
        assert len(table.rows) == len(block.rows) + 1
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


def printed(office: str, made: Content, folder: Path) -> Path:
    """The PDF that LibreOffice makes of the Word file."""
    (folder / "report.docx").write_bytes(word_file(made, ORIGIN, "https://invented.example"))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "report.docx")], check=True, capture_output=True, timeout=90)
    return folder / "report.pdf"


def test_libreoffice_opens_it_and_every_heading_is_on_a_page(office: str, made: Content, tmp_path: Path) -> None:
    with pdfplumber.open(printed(office, made, tmp_path)) as pdf:
        said = " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)
        pictures = sum(len(page.images) for page in pdf.pages)
    for block in made.blocks:
        if isinstance(block, Heading):
            assert block.text in said
    assert pictures == len([block for block in made.blocks if isinstance(block, Drawing)])


def test_a_file_of_what_not_everybody_may_see_says_so_before_all_else_and_on_every_page(made: Content) -> None:
    said = "Invented: it may hold what is not public."
    withheld = Document(BytesIO(word_file(made, ORIGIN._replace(audience=said))))
    assert [one.text for one in withheld.paragraphs[:2]] == [made.title, said]
    assert withheld.sections[0].header.paragraphs[0].text == said
    public = Document(BytesIO(word_file(made, ORIGIN)))
    assert said not in [one.text for one in (*public.paragraphs, *public.sections[0].header.paragraphs)]


def test_no_word_of_a_table_is_cut_in_two_in_print(office: str, built: Path, tmp_path: Path) -> None:
    with Store.open(built, read_only=True) as store:
        made = report(store.latest(), Scope(meetings=("ccm-im-2012",)))
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert max(len(table.columns) for table in tables) >= 8, "a table of many columns is among them"
    held = Counter(
        part
        for table in tables
        for row in (table.labels, *table.rows)
        for value in row
        for word in str("" if value is None else value).split()
        for part in word.split("-")
        if len(word) <= LONGEST
    )
    with pdfplumber.open(printed(office, Content("Invented", tables), tmp_path)) as pdf:
        words = [word["text"] for page in pdf.pages for word in page.extract_words(x_tolerance=1)]
    # After a hyphen a line may end.
    shown = Counter(part for word in words for part in word.split("-"))
    assert not {word: (number, shown[word]) for word, number in held.items() if shown[word] < number}


def test_a_table_of_many_columns_is_set_smaller_and_both_fill_the_page() -> None:
    whole = Mm(170)
    few = Table.of("Invented", ("State", "Provision"), [("Invented", "Invented " * 20)])
    many = Table.of("Invented", ["Convention"] * 9, [["Herzegovina"] * 9])
    small, large = layout(many, whole), layout(few, whole)
    assert small.size < large.size
    assert [abs(sum(one.widths) - whole) < 100 for one in (small, large)] == [True, True]
    assert large.widths[1] > 3 * large.widths[0], "the room goes to what says most"


def test_an_address_that_no_column_can_hold_takes_no_room_from_the_others() -> None:
    table = Table.of("Invented", ("State", "Source"), [("Herzegovina", "https://invented.example/" + "x" * 300)])
    state, source = layout(table, Mm(60)).widths
    assert state > Mm(18)
    assert state + source < Mm(60.1)
