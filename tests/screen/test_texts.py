"""The screen Official texts: INVENTED plans are loaded from a file, settled line by line, and published."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from kb.domain.model import Audience, Role
from kb.domain.outcomes import Done
from kb.questions.vocabulary import vocabulary
from kb.search.index import index_of
from kb.ui import service
from kb.workflow.permission import Actor
from tests.knowledge import Knowledge, about
from tests.screen.conftest import DashboardOf, acting, fill, html_of, press, rows_of, visit

COORDINATOR = Actor("invented-coordinator", "Invented coordinator", frozenset({Role.COORDINATOR}))
OTHER = Actor("invented-other", "Invented other", frozenset({Role.COORDINATOR}))
CODER = Actor("invented-coder", "Invented coder", frozenset({Role.CODER}))
PLAN = "I. Invented aims\n\nAction #1 Invented one.\n\nAction #2 Invented two.\n\nInvented end.\n"


@pytest.fixture
def invented(dashboard_of: DashboardOf) -> None:
    """An invented knowledge base of two actions, in which a Coordinator acts."""
    knowledge = Knowledge.small("XAA", "XAB", provisions=["VAP-1", "VAP-2"])
    knowledge.rows["instrument"][-1]["unit"] = "Action"
    knowledge.said("XAA", about("VAP-1"))
    dashboard_of(knowledge, COORDINATOR)


def begin(content: str, instrument: str = "VAP") -> AppTest:
    app = visit("texts")
    fill(app, "Instrument", instrument)
    app.run()
    app.file_uploader[0].upload("invented-plan.txt", content.encode(), "text/plain")
    return app


def texts() -> dict[str, str]:
    rows = service.store().latest(Audience.STAFF).rows("SELECT provision, text FROM official_text")
    return {row["provision"]: row["text"] for row in rows}


@pytest.mark.usefixtures("invented")
def test_a_text_is_settled_and_published_as_one_revision(fresh: pytest.MonkeyPatch) -> None:
    before = service.store().revision()
    app = press(begin(PLAN), "Read the document")
    assert not app.exception
    assert app.title[0].value == "2 of 2 actions found, 1 line unclear"
    (draft,) = app.query_params["draft"] if isinstance(app.query_params["draft"], list) else [app.query_params["draft"]]
    assert app.button(key=f"texts-publish-{draft}").disabled
    assert [row["why"] for row in rows_of(app) if row.get("why")] == ["may come after the last action"]
    # A lost connection: the draft is there again, for nobody else.
    assert rows_of(visit("texts"))[-1]["unclear"] == 1
    acting(fresh, OTHER)
    assert "There is no such draft of yours" in visit("texts", draft=draft).info[0].value
    acting(fresh, COORDINATOR)
    app = press(visit("texts", draft=draft), "All of these are right")
    assert app.title[0].value == "2 of 2 actions found, 0 lines unclear"
    assert "2 new, 0 changed, 0 as recorded" in html_of(app)
    app = press(app, "Publish the text")
    assert app.success[0].value == Done.WORDING_LOADED.said(provisions="2 actions", revision=before + 1)
    assert texts() == {"VAP-1": "Invented one.", "VAP-2": "Invented two.\n\nInvented end."}
    assert service.store().drafts.of(COORDINATOR.person, texts=True) == []


@pytest.mark.usefixtures("invented")
def test_a_line_is_placed_and_divided_by_its_number() -> None:
    app = press(begin(PLAN.replace("Invented two.", "Invented two, and")), "Read the document")
    fill(app, "Look at line", 4)
    app.run()
    fill(app, "It belongs to", "No part of an action or article")
    app = press(app, "Change the line")
    assert "0 lines unclear" in app.title[0].value
    fill(app, "Look at line", 3)
    app.run()
    assert "<strong>Action #2 Invented two, and</strong>" in html_of(app)
    fill(app, "Divide it before these words", "two")
    app = press(app, "Change the line")
    assert "1 line unclear" in app.title[0].value
    app = press(app, "All of these are right")
    press(app, "Publish the text")
    assert texts() == {"VAP-1": "Invented one.", "VAP-2": "Invented\n\ntwo, and"}


@pytest.mark.usefixtures("invented")
def test_a_new_instrument_works_on_every_screen() -> None:
    app = begin(PLAN.replace("\n\nInvented end.", ""), "new")
    for label, value in (("Name", "Invented Later Plan"), ("Code", "ilp"), ("Holds from", "2012"), ("Until", "2030")):
        fill(app, label, value)
    app = press(app, "Read the document")
    assert app.title[0].value == "2 actions found, 0 lines unclear"
    fill(app, "All are addressed to", "affected")
    app = press(app, "Set for all")
    press(app, "Publish the text")
    view = service.store().latest(Audience.STAFF)
    columns = "id, number, chapter, text_status, addressed_to"
    rows = view.rows(f"SELECT {columns} FROM shown_provision WHERE instrument = 'ILP' ORDER BY id")
    assert [tuple(row.values()) for row in rows] == [
        ("ILP-1", "1", "I. Invented aims", "official", "affected"),
        ("ILP-2", "2", "I. Invented aims", "official", "affected"),
    ]
    screens = "coverage actions states contributions search practices exchange report changes"
    for screen in ("", *screens.split()):
        shown = visit(screen, instrument="ILP")
        assert not shown.exception, screen
        assert not shown.error, screen
    assert "Invented one." in html_of(visit("actions", instrument="ILP", read="ILP-1"))
    named = index_of(view).named
    assert (named("ILP-1"), set(named("Action 1"))) == (("ILP-1",), {"VAP-1", "ILP-1"})
    assert "covid-19" in html_of(visit("search", q="covid-19 ILP-1"))


@pytest.mark.usefixtures("invented")
def test_a_plan_calls_its_parts_as_its_document_does() -> None:
    """Commitments are found, searched for and named so; their short titles are set by hand, else their first words."""
    app = begin("Commitment 1: Invented one.\n\nCommitment 2: Invented two, as Commitment 1 says.", "new")
    for label, value in (("Name", "Invented Pledges"), ("Code", "INP"), ("Holds from", "2012")):
        fill(app, label, value)
    app = press(app, "Read the document")
    assert app.title[0].value == "2 commitments found, 0 lines unclear"
    (draft,) = service.store().drafts.of(COORDINATOR.person, texts=True)
    (kept,) = [json.loads(draft["content"])]
    kept["beside"] = {"INP-2": {"short_title": "Invented pair"}}
    service.store().drafts.keep(COORDINATOR.person, json.dumps(kept), draft["id"])
    press(visit("texts", draft=draft["id"]), "Publish the text")
    words = vocabulary(service.store().latest(Audience.STAFF))
    assert words.label("provision", "INP-1") == "Commitment 1: Invented one"
    assert words.label("head", "INP-2") == "2 Invented pair"
    assert (words.unit("INP"), words.unit("VAP")) == ("commitment", "action")
    named = index_of(service.store().latest(Audience.STAFF)).named
    assert (named("commitment 2"), named("Commitments 3"), named("covid 1")) == (("INP-2",), (), ())
    assert not visit("coverage", instrument="INP").exception


@pytest.mark.usefixtures("invented")
def test_an_instrument_that_cannot_be_is_refused_before_anything_is_read_and_only_coordinators_load_texts(
    fresh: pytest.MonkeyPatch,
) -> None:
    for name, code, said in (
        ("", "ILP", "Give the instrument a name"),
        ("Invented", "I-1", "two to eight capital letters"),
        ("Invented", "VAP", "There is an instrument 'VAP' already"),
    ):
        app = begin(PLAN, "new")
        fill(app, "Name", name)
        fill(app, "Code", code)
        assert said in press(app, "Read the document").text[-1].value
    assert service.store().drafts.of(COORDINATOR.person, texts=True) == []
    acting(fresh, CODER)
    app = visit("texts")
    assert app.info[0].value == "This screen is for Coordinators: it takes the role coordinator or administrator."
    assert not app.file_uploader
