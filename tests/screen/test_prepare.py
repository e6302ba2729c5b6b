"""Prepare a contribution: from the outline, over Submit, to the coverage. Everything here is invented."""

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph
from streamlit.testing.v1 import AppTest

from kb.db import Store
from kb.domain.model import Audience, Role, Scope
from kb.ingest.reading import read_document
from kb.ingest.text.outline import Outline, OutlineText
from kb.questions import coverage
from kb.questions.vocabulary import vocabulary
from kb.reports.outline import OutlineLine, outline_document
from kb.ui import prepare
from kb.workflow import publishing
from kb.workflow.coding import Judgement, judge
from kb.workflow.permission import ALONE, READER, Actor
from tests.knowledge import MEETING, Knowledge, about
from tests.screen.conftest import DashboardOf, acting, field, fill, html_of, press, visit

DELEGATE = Actor("dee", "Dee", frozenset({Role.DELEGATE}), "XAA")
QUESTIONS = {"a-1": "Invented: what was done?", "a-2": "Invented: what [is] in the way?", "d-1": "Invented: who came?"}
OPENED = "Invented: we have opened a centre in the invented province for all of its survivors."
MISSING = "Invented: the register of survivors in the invented province is not complete yet."


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    """The knowledge base that the dashboard has open: XAA has said nothing, XAB has a practice under line a."""
    k = Knowledge.small("XAA", "XAB", provisions=("VAP-1", "VAP-2", "VAP-11"))
    k.under("a", "VAP-1", "VAP-2", "VAP-11", basis="source")
    for position, (id_, question) in enumerate(QUESTIONS.items(), start=1):
        line = "a" if id_ != "d-1" else None
        k.add("line_question", id=id_, line=line, position=str(position), question=question)
    k.add("line_question", id="a-3", line="a", position="9", addressed_to="assisting", question="Invented: for others")
    k.said("XAB", about("VAP-1", assessment="practice"), id="peer")
    k.said("XAA", about("VAP-11"), id="own")
    return dashboard_of(k, DELEGATE)


def outline(store: Store, *provisions: str, times: int = 1) -> docx.document.Document:
    """The outline of XAA for these actions under line a, or under as many lines, as Word opens it."""
    view = store.latest()
    line = next(one for one in prepare.lines(view, "XAA") if one.code == "a")
    lines = [OutlineLine("a", line.questions, provisions)] * times
    return docx.Document(io.BytesIO(outline_document(vocabulary(view), "Invented State XAA", lines, ["Invented?"])))


def paragraph(paper: docx.document.Document, begins: str) -> Paragraph:
    return next(one for one in paper.paragraphs if one.text.startswith(begins))


def saved(paper: docx.document.Document) -> bytes:
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def read(store: Store, paper: docx.document.Document) -> OutlineText:
    return Outline(vocabulary(store.latest())).read(read_document(saved(paper), "outline.docx"))


def test_an_outline_that_was_written_in_is_handed_in_and_counts(base: Store, fresh: pytest.MonkeyPatch) -> None:
    paper = outline(base, "VAP-1", "VAP-2")
    paragraph(paper, "1.1 ").text = f"1.1 {OPENED}"
    paragraph(paper, "2.2 ").add_run(f" {MISSING}")  # beside the hint
    app = visit("submit")
    app.file_uploader[0].upload("outline.docx", saved(paper), "application/octet-stream")
    fill(app, "Meeting", MEETING)
    app = press(app, "Read the text")
    assert not app.exception
    draft = kept(base)
    assert [part["text"] for part in draft["passages"]] == [f"1.1 {OPENED}", f"2.2 {MISSING}"]
    assert draft["details"]["lines"] == ["a"]
    assert not draft["details"]["original_shown"], "our hints stand on its pages"
    assert [part["codings"] for part in draft["passages"]] == [[], []]
    press(app, "Confirm the tags of 2 passages")
    own = [[["VAP-1", "progress"]], [["VAP-2", "challenge"]]]
    assert [part["codings"] for part in kept(base)["passages"]] == own
    press(visit("submit", draft=app.query_params["draft"]), "Send the contribution")
    cells = {row["provision"]: row["cell"] for row in coverage.rows(base.latest(), Scope(states=("XAA",)))}
    assert cells == {"VAP-1": "pending", "VAP-2": "pending", "VAP-11": "reported"}
    rows = base.latest(Audience.STAFF).rows(
        "SELECT p.contribution, c.passage, c.provision, c.assessment"
        " FROM judged_coding AS c JOIN passage AS p ON p.id = c.passage"
    )
    for row in rows:
        judge(base, ALONE, Judgement(row["passage"], ((row["provision"], row["assessment"]),)))
    publishing.publish(base, ALONE, rows[0]["contribution"])
    cells = {row["provision"]: row["cell"] for row in coverage.rows(base.latest(), Scope(states=("XAA",)))}
    assert set(cells.values()) == {"reported"}


def kept(store: Store) -> dict[str, Any]:
    """The delegate's one draft."""
    (row,) = store.drafts.of(DELEGATE.person)
    found: dict[str, Any] = json.loads(row["content"])
    return found


def test_an_outline_in_which_nothing_is_written_is_refused_and_what_nobody_confirms_is_not_sent(base: Store) -> None:
    def uploaded(paper: docx.document.Document) -> AppTest:
        app = visit("submit")
        app.file_uploader[0].upload("outline.docx", saved(paper), "application/octet-stream")
        fill(app, "Meeting", MEETING)
        return press(app, "Read the text")

    paper = outline(base, "VAP-1")
    assert "Nothing is written in this outline yet" in uploaded(paper).text[0].value
    assert base.drafts.of(DELEGATE.person) == []
    paragraph(paper, "1.1 ").text = OPENED
    press(uploaded(paper), "Send the contribution")
    assert base.latest(Audience.STAFF).rows("SELECT passage FROM judged_coding") == []


def move_below(paper: docx.document.Document, moved: str, heading: str) -> None:
    paragraph(paper, heading)._p.addnext(paragraph(paper, moved)._p)


def remove(paper: docx.document.Document, begins: str) -> None:
    element = paragraph(paper, begins)._p
    element.getparent().remove(element)


def retitle(paper: docx.document.Document, begins: str, text: str) -> None:
    paragraph(paper, begins).text = text


REARRANGED: tuple[tuple[Callable[[docx.document.Document], None], tuple[str, str | None] | None], ...] = (
    (lambda paper: None, ("VAP-1", "progress")),
    # Moved below another action with its number, or its heading is gone: no tag is better than a wrong one.
    (lambda paper: move_below(paper, "1.1 ", "Part 2"), None),
    (lambda paper: remove(paper, "Part 1"), None),
    (lambda paper: retitle(paper, "Part 1", "Part 2"), None),
    # Headings in other words: one that names the action alone still says it.
    (lambda paper: retitle(paper, "Part 1", "Part 1. Our invented office"), ("VAP-1", "progress")),
    (lambda paper: retitle(paper, "Part 1", "Our invented office"), None),
    (lambda paper: retitle(paper, "Part 1", "Part 17"), None),
    (lambda paper: retitle(paper, "Progress", "Good news"), None),
    (lambda paper: remove(paper, "Progress"), ("VAP-1", None)),
    (lambda paper: remove(paper, "Line a"), ("VAP-1", "progress")),
)


def test_an_outline_that_was_rearranged_proposes_no_wrong_tag(base: Store) -> None:
    for edit, proposed in REARRANGED:
        paper = outline(base, "VAP-1", "VAP-2", "VAP-11")
        paragraph(paper, "1.1 ").text = f"1.1 {OPENED}"
        edit(paper)
        parts = {part.text: part.proposed for part in read(base, paper).parts}
        said = [one for one in parts[f"1.1 {OPENED}"] if one[0]]
        assert said == ([proposed] if proposed else [])
        assert not [text for text in parts if "Hint" in text or "?" in text]


def test_a_hint_that_is_left_is_no_passage_and_a_document_that_is_no_outline_is_read_as_ever(base: Store) -> None:
    paper = outline(base, "VAP-1")
    assert read(base, paper).parts == ()
    paragraph(paper, "1.1 ").text = f"[Hint: Invented {OPENED}"
    paper.add_paragraph("[Check against delivery]")
    assert [part.text for part in read(base, paper).parts] == [f"[Hint: Invented {OPENED}", "[Check against delivery]"]
    paper = docx.Document()
    for heading, text in (("Progress", OPENED), ("Our plans", MISSING)):
        paper.add_heading(heading, 1)
        paper.add_paragraph(text)
    found = read(base, paper)
    assert [part.text for part in found.parts] == ["Progress", OPENED, "Our plans", MISSING]
    assert [part.proposed for part in found.parts] == [()] * 4
    assert (found.lines, found.left_out) == ((), 0)


def test_a_delegate_has_its_state_chosen_and_a_reader_chooses(base: Store, fresh: pytest.MonkeyPatch) -> None:
    app = visit("prepare")
    assert not app.exception
    assert "Invented State XAA: no report known yet on 2 of 3 " in app.title[0].value
    # What is reported already need not be said again; more can be chosen.
    assert app.multiselect[0].value == ["VAP-1", "VAP-2"]
    html = html_of(app)
    assert "Invented: what was done?" in html
    assert "Invented: for others" not in html
    assert "contribution=peer&amp;passage=1" in html
    assert "contribution=own&amp;passage=1" not in html
    assert "/submit" in html
    acting(fresh, READER)
    app = visit("prepare")
    assert not app.exception
    assert field(app, "My State").value is None
    app = visit("prepare", my="XAB")
    assert app.title[0].value.startswith("Invented State XAB: ")
    assert "contribution=peer&amp;passage=1" not in html_of(app)
    assert '"/submit"' not in html_of(app)


def test_every_line_and_action_stands_in_the_outline_with_its_questions_and_each_number_once(base: Store) -> None:
    texts: Sequence[str] = [one.text for one in outline(base, "VAP-1", "VAP-11").paragraphs]
    begun = [text.split(" [Hint", 1)[0] for text in texts if text]
    assert begun[0] == "Outline of a contribution: Invented State XAA"
    # What goes with every line comes first: below a heading it would be an answer to that.
    assert [text.startswith("[Hint: ") for text in begun[1:4]] == [True, True, False]
    assert begun[3:] == [
        "Line a: Invented line a", "Part 1", "Progress", "1.1", "Challenge", "1.2",
        "Part 11", "Progress", "11.1", "Challenge", "11.2",
    ]  # fmt: skip
    # A question is written out once.
    assert "1.2 [Hint: Question 2: Invented: what (is) in the way?]" in texts
    assert "11.2 [Hint: Question 2 again: your challenge.]" in texts
    texts = [one.text for one in outline(base, "VAP-1", times=2).paragraphs]
    assert [text.split(" ", 1)[0] for text in texts if text[:1].isdigit()] == ["1.1", "1.2", "1.3", "1.4"]
