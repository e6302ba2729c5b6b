"""The chair's sheet, read back as a Word file and as a page. All of it is INVENTED."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table

from kb.db import View
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
from kb.workflow.submission import HandedIn, SubmittedPassage, hand_in
from tests.knowledge import about
from tests.unit.rooms import BOUND, EARLIER, QUIET, SIGNED, UNSURE, Room, base, opened

AT = datetime(2012, 4, 16, 8, 30, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    knowledge = base()
    knowledge.said(BOUND, about("VAP-1", assessment="challenge"), meeting=EARLIER, date="2011-05-01")
    knowledge.said(QUIET, about("VAP-2", assessment="practice"), meeting=EARLIER, date="2011-05-01")
    with opened(tmp_path, knowledge) as made:
        yield made


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


class Page(HTMLParser):
    """The texts of a page by the element they stand in, and all elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def of(self, *tags: str) -> list[tuple[str, str]]:
        return [one for one in self.texts if one[0] in tags]


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


def test_who_speaks_in_a_part_whose_list_is_not_known_is_said_to_be_unknown(room: Room) -> None:
    assert "Nobody is on the list of this part." in made(room).sections[0].said
    assert not any("not known in full" in said for said in made(room).sections[0].said)


def test_the_word_file_is_large_black_numbered_and_has_structure(room: Room) -> None:
    room.speaks("a", BOUND)
    room.lists("a", QUIET)
    document = word(room)
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Footer", "Caption"):
        style = document.styles[name]
        assert style.font.size >= Pt(14), name
        assert str(style.font.color.rgb) == "000000", name
    assert all(run.font.size is None or run.font.size >= Pt(14) for p in document.paragraphs for run in p.runs)
    assert document.core_properties.language == "en-GB"
    language = document.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"
    fields = [one.text for one in page.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert headings[0] == ("Title", "Chair’s sheet: Invented session")
    assert [name for name, _ in headings[1:]] == ["Heading 1", *["Heading 2"] * 3] * 2
    (table,) = document.tables
    assert table_rows(table)[0] == ["Spoke", "No.", "Speaker, and what is known", "Minutes"]
    marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marks == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")).startswith("Speakers of ")
    ticks = [row[0][0] for row in table_rows(table)[1:]]
    assert ticks == ["\N{BALLOT BOX WITH CHECK}", "\N{BALLOT BOX}"]


def test_the_page_needs_nothing_else_and_runs_nothing(room: Room) -> None:
    room.speaks("a", BOUND)
    room.do(moves.add("a", '<script>alert(1)</script>"', speaker_kind="expert"))
    page = paper(room.board, AT)
    read = Page(page)
    tags = [tag for tag, _ in read.elements]
    assert not {"script", "link", "img", "iframe", "a", "form"} & set(tags)
    assert not any(name.startswith("on") or name in ("src", "href") for _, held in read.elements for name in held)
    assert "url(" not in page
    assert "@import" not in page
    assert "size: A4" in page
    assert read.elements[0] == ("html", {"lang": "en"})
    assert [tag for tag in tags if tag in ("h1", "h2", "h3")] == ["h1", *["h2", *["h3"] * 3] * 2]
    assert tags.count("thead") == 1
    assert [held["scope"] for tag, held in read.elements if tag == "th"] == ["col"] * 4 + ["row"] * 2
    boxes = [held for tag, held in read.elements if tag == "span"]
    assert [(held["role"], held["aria-label"]) for held in boxes] == [("img", "has spoken"), ("img", "to be ticked")]
    assert ("p", '<script>alert(1)</script>"') in read.texts


def test_both_forms_say_the_same(room: Room) -> None:
    room.notes(room.speaks("a", BOUND), "a", ("VAP-1", "plan"))
    room.lists_name("b")
    document, page = word(room), Page(paper(room.board, AT))
    cells = [p.text for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    on_paper = {p.text for p in document.paragraphs} | set(cells)
    boxes = {"\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}"}
    shown = {said.strip() for tag, said in page.texts if tag not in ("style", "title")}
    assert shown - {""} == on_paper - boxes - {""}


@pytest.mark.slow
def test_a_rehearsal_says_that_it_is_one(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.speaker(BOUND, line="a")
    with opened(tmp_path, knowledge) as room:
        code = desk.open_programme(
            room.store, ALONE, "inv-2012", datetime(2012, 4, 16, tzinfo=UTC).date(), is_rehearsal=True
        )
        told = Sheet(room.staff, desk.session(room.store, code))
        assert any("rehearsal" in said for said in told.said)
        assert not any("rehearsal" in said for said in made(room).said)


def test_what_only_the_staff_may_see_is_not_in_the_sheet_of_the_public(room: Room) -> None:
    part = SubmittedPassage("Invented text.")
    hand_in(room.store, ALONE, HandedIn(QUIET, "inv-2012", ("a",), "statement", "en", (part,), "txt", "a" * 64))
    seen, public = Sheet(room.staff, room.session), Sheet(room.public, room.session)
    assert seen.sections[0].groups[0].items == ("Handed in a text: Invented State XAB.",)
    assert seen.warning == ("For the chair: contains what is known from texts not yet published. Not to be handed on.")
    assert public.sections[0].groups[0].items == ()
    assert public.warning == ""
