"""The chair's sheet, read back as a Word file and as a page. All of it is INVENTED."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table

from kb.db import Store, View
from kb.reports.chair_sheet import chair_sheet
from kb.reports.document import Block, Checklist, Heading, Items, ListedSpeaker, Paragraph
from kb.reports.word import word_file
from kb.session import moves
from kb.session.board import board
from kb.session.cards import cards, in_two_lines
from kb.session.moves import QuestionStatus
from kb.session.question_rules import questions
from kb.session.state import Session
from kb.ui.session.reading import paper
from kb.workflow import desk
from kb.workflow.permission import ALONE
from tests.knowledge import DAY, MEETING, about
from tests.unit.rooms import BOUND, EARLIER, QUIET, SIGNED, UNSURE, Room, base, opened

AT = datetime(2012, 4, 16, 8, 30, tzinfo=UTC)
CHECKED, UNCHECKED = "\N{BALLOT BOX WITH CHECK}", "\N{BALLOT BOX}"
HOSTILE = '<script>alert(1)</script>"'


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What two States reported before; sessions are opened over it, and nothing of them is recorded."""
    knowledge = base()
    knowledge.said(BOUND, about("VAP-1", assessment="challenge"), meeting=EARLIER, date="2011-05-01")
    knowledge.said(QUIET, about("VAP-2", assessment="practice"), meeting=EARLIER, date="2011-05-01")
    knowledge.speaker(BOUND, line="a")
    with knowledge.build(tmp_path_factory.mktemp("sheet")) as store:
        yield store


@pytest.fixture
def room(reported: Store) -> Room:
    return Room(reported)


class Section:
    """What stands under a heading of a sheet: sentences, speakers, items, and the sections below it."""

    def __init__(self, heading: str, blocks: Sequence[Block]) -> None:
        self.heading = heading
        own = [one for at, one in enumerate(blocks) if not any(map(is_heading, blocks[: at + 1]))]
        self.said = tuple(one.text for one in own if isinstance(one, Paragraph))
        self.rows: tuple[ListedSpeaker, ...] = next((one.rows for one in own if isinstance(one, Checklist)), ())
        self.items = tuple(item.text for one in own if isinstance(one, Items) for item in one.items)
        self.groups = sections(blocks[len(own) :], 2)


class Sheet(Section):
    """A whole sheet."""

    def __init__(self, view: View, session: Session) -> None:
        document = chair_sheet(board(view, session), AT)
        first = [is_heading(one) for one in document.blocks].index(True)
        super().__init__(document.title, document.blocks[:first])
        self.sections, self.warning = sections(document.blocks[first:], 1), document.warning


def is_heading(block: Block) -> bool:
    return isinstance(block, Heading)


def sections(blocks: Sequence[Block], level: int) -> list["Section"]:
    starts = [(at, one.text) for at, one in enumerate(blocks) if isinstance(one, Heading) and one.level == level]
    ends = [at for at, _text in starts[1:]]
    return [Section(text, blocks[at + 1 : end]) for (at, text), end in zip_longest(starts, ends)]


def made(room: Room) -> Sheet:
    return Sheet(room.staff, room.session)


def word(room: Room) -> Doc:
    return Document(BytesIO(word_file(chair_sheet(room.board, AT))))


def table_rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.slow
def test_before_the_session_everybody_is_to_be_ticked(room: Room) -> None:
    first = room.lists("a", BOUND)
    room.lists("a", SIGNED)
    room.lists_group("b")
    told = made(room)
    assert told.heading == "Chair’s sheet: Invented session"
    assert told.said[0] == "16 April 2012. Place not known here. Invented meeting inv-2012."
    assert told.said[1] == "The session has not begun; 3 speakers on the list."
    assert told.said[-1] == (
        "Made on 16 April 2012 at 10:30 (Europe/Zurich), as of revision 1 of the knowledge base and move 4 of the"
        " session."
    )
    assert told.warning == ""
    part, other = told.sections
    assert [(row.ticked, row.number, row.name, row.minutes) for row in part.rows] == [
        (False, 1, "Invented State XAA", "5"),
        (False, 2, "Invented State XAE", "5"),
    ]
    card = next(one for one in cards(room.board) if first in one.slots)
    assert part.rows[0].card == in_two_lines(card)
    assert "1 passage" in part.rows[0].card[0]
    assert [row.name for row in other.rows] == ["Invented group"]
    announced, untouched, asked = part.groups
    assert announced.items == ("On the list: Invented State XAA, Invented State XAE.",)
    assert untouched.heading == "Line a: its actions", "nothing is coded yet, so none is said to be open"
    assert untouched.items == (
        "Part 1: reported at earlier meetings by Invented State XAA",
        "Part 2: reported at earlier meetings by Invented State XAB",
    )
    assert untouched.said[-1].endswith("Not counted, because the text is not established: Part 3.")
    assert asked.items[0] == (
        "Invented question a-1? Which affected State would like to begin? For the chair: Affected, not heard under"
        " line a and not on its list: Invented State XAB. For 1 more State Party it is not known whether affected."
    )
    assert len(asked.items) == 5


def test_made_again_it_says_who_has_spoken_and_what_was_noted(room: Room) -> None:
    spoke = room.speaks("a", BOUND)
    room.notes(spoke, "a", ("VAP-1", "plan"), said="Invented <b>sentence</b>.")
    speaking, skipped, gone = room.speaks("a", QUIET), room.lists("a", UNSURE), room.lists("a", SIGNED)
    room.do(moves.skip(skipped))
    room.do(moves.withdraw(gone))
    told = made(room)
    assert told.said[1] == "2 of 3 speakers have had the floor. Invented State XAB has the floor."
    assert told.warning == "For the chair: contains unpublished notes. Not to be handed on."
    assert told.sections[0].said[1:] == (
        "Under this line 2 of 2 States with victims spoke so far.",
        "States addressed 1 of 2 actions whose text is established, as noted.",
    )
    assert told.sections[1].said == ("Line b: Invented line b.", "Nobody is on the list of this part.")
    rows = told.sections[0].rows
    assert [(row.ticked, row.name[-3:]) for row in rows] == [
        (True, BOUND),
        (True, QUIET),
        (False, UNSURE),
        (False, SIGNED),
    ]
    assert re.fullmatch(r"at \d\d:\d\d", rows[0].status)
    assert [row.status for row in rows[1:]] == ["has the floor", "passed over", "withdrawn"]
    assert rows[0].notes == ("Noted on line a: Invented <b>sentence</b>.",)
    assert rows[1].notes == ()
    assert rows[0].minutes == "0 of 5"
    announced, untouched, asked = told.sections[0].groups
    assert not any(SIGNED in item for item in asked.items), "it withdrew"
    assert announced.items == ("Passed over: Invented State XAC.",)
    assert [item[:6] for item in untouched.items] == ["Part 2"], "the other one has been touched"
    assert "&lt;b&gt;sentence&lt;/b&gt;" in paper(room.board)
    assert "<b>" not in paper(room.board)
    assert speaking in {slot.id for slot in room.session.slots}
    room.do(moves.close())
    assert made(room).said[1] == "The session has ended; 2 of 3 speakers have had the floor."


def test_what_is_published_alone_is_not_marked_as_unpublished(room: Room) -> None:
    assert "Nobody is on the list of this part." in made(room).sections[0].said
    slot = room.speaks("a", BOUND)
    room.do(moves.note(slot, "a", "Invented passage held.", [("VAP-1", "plan")], passage="contribution-01.1"))
    told = made(room)
    assert told.warning == ""
    assert told.sections[0].rows[0].notes == ("Held on line a: Invented passage held.",)
    assert "For the chair: contains" not in paper(room.board)
    assert not word(room).sections[0].header.paragraphs[0].text


def test_questions_stand_under_their_line_pinned_ones_first_and_dropped_ones_not(room: Room) -> None:
    room.speaks("b", UNSURE)
    asked = questions(room.board).all
    pinned, dropped = (next(one for one in asked if one.id == id_) for id_ in ("a-4", "b-3"))
    room.do(moves.mark(pinned.id, QuestionStatus.PINNED, pinned.sentence))
    room.do(moves.mark(dropped.id, QuestionStatus.DROPPED, dropped.sentence))
    on_a, on_b = (section.groups[-1].items for section in made(room).sections)
    assert on_a[0].startswith(f"Pinned: {pinned.sentence}")
    assert not any(dropped.sentence in item for item in on_b)


def test_both_forms_say_the_same_and_have_structure_the_word_file_large_and_the_page_with_nothing_that_runs(
    room: Room,
) -> None:
    room.notes(room.speaks("a", BOUND), "a", ("VAP-1", "plan"))
    room.do(moves.add("a", HOSTILE, speaker_kind="expert"))
    document, page = word(room), paper(room.board, AT)
    read = BeautifulSoup(page, "html.parser")
    (table,) = document.tables
    cells = {p.text for row in table.rows for cell in row.cells for p in cell.paragraphs}
    shown = {said.strip() for said in read.body.find_all(string=True)}
    assert shown - {""} == ({p.text for p in document.paragraphs} | cells) - {CHECKED, UNCHECKED, ""}

    paper_size = document.sections[0]
    assert (round(paper_size.page_width.mm), round(paper_size.page_height.mm)) == (210, 297)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Footer", "Caption"):
        style = document.styles[name]
        assert (style.font.size >= Pt(14), str(style.font.color.rgb)) == (True, "000000"), name
    assert all(run.font.size is None or run.font.size >= Pt(14) for p in document.paragraphs for run in p.runs)
    language = document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val"))
    assert (document.core_properties.language, language) == ("en-GB", "en-GB")
    fields = [one.text for one in paper_size.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert headings[0] == ("Title", "Chair’s sheet: Invented session")
    assert [name for name, _ in headings[1:]] == ["Heading 1", *["Heading 2"] * 3] * 2
    assert table_rows(table)[0] == ["Spoke", "No.", "Speaker, and what is known", "Minutes"]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")).startswith("Speakers of ")
    assert [row[0][0] for row in table_rows(table)[1:]] == [CHECKED, UNCHECKED]

    elements = read.find_all(True)
    tags = [one.name for one in elements]
    assert not {"script", "link", "img", "iframe", "a", "form"} & set(tags)
    assert not any(name.startswith("on") or name in ("src", "href") for one in elements for name in one.attrs)
    assert "url(" not in page
    assert "@import" not in page
    assert "size: A4" in page
    assert (tags[0], elements[0].attrs, tags.count("thead")) == ("html", {"lang": "en"}, 1)
    assert [tag for tag in tags if tag in ("h1", "h2", "h3")] == ["h1", *["h2", *["h3"] * 3] * 2]
    assert [one["scope"] for one in read.find_all("th")] == ["col"] * 4 + ["row"] * 2
    boxes = [(one["role"], one["aria-label"]) for one in read.find_all("span")]
    assert boxes == [("img", "has spoken"), ("img", "to be ticked")]
    assert HOSTILE in read.find("p", string=HOSTILE)


def test_a_rehearsal_says_that_it_is_one(room: Room) -> None:
    day = date.fromisoformat(DAY)
    code = desk.open_programme(room.store, ALONE, MEETING, day, is_rehearsal=True)
    told = Sheet(room.staff, desk.session(room.store, code))
    assert any("rehearsal" in said for said in told.said)
    assert not any("rehearsal" in said for said in made(room).said)


def test_what_only_the_staff_may_see_is_not_in_the_sheet_of_the_public(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.said(QUIET, about("VAP-1"), line="a", status="received")
    with opened(tmp_path, knowledge) as room:
        seen, public = Sheet(room.staff, room.session), Sheet(room.public, room.session)
    assert seen.sections[0].groups[0].items == ("Handed in a text: Invented State XAB.",)
    assert seen.warning == "For the chair: contains what is known from texts not yet published. Not to be handed on."
    assert (public.sections[0].groups[0].items, public.warning) == ((), "")
