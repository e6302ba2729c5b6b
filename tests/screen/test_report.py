"""The Report screen, on the shipped material."""

from io import BytesIO

import pytest
from docx import Document

from kb.domain.model import Audience
from kb.ui.downloads import SEEN_BY
from kb.work.permission import ALONE
from tests.screen.conftest import Open, acting, html_of, press

MAKE = "Make the Word document"


def test_the_preview_shows_what_the_file_will_hold_before_it_is_made(open_screen: Open) -> None:
    app = open_screen("report", meeting="ccm-im-2012")
    shown = html_of(app)
    for part in ("Summary", "Provision by provision", "Where no report is held, and why", "How it is counted"):
        assert f">{part}<" in shown
    assert "Second-hand" in shown or "second-hand" in shown
    assert not app.get("download_button"), "nothing is made before somebody asks for it"


def test_the_file_is_made_on_request_and_holds_the_preview(open_screen: Open) -> None:
    app = open_screen("report", meeting="ccm-im-2012")
    press(app, MAKE)
    assert not app.exception
    assert len(app.get("download_button")) == 1
    _, file = app.session_state["report"]
    document = Document(BytesIO(file))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[0] == "Summary"


def test_a_scope_without_anything_is_refused_with_the_reason(open_screen: Open) -> None:
    app = open_screen("report", meeting="ccm-im-2012", state="AFG")
    assert "There is nothing to report" in html_of(app)
    assert not [one for one in app.button if one.label.startswith("Make")]


def test_only_the_report_of_who_may_see_more_says_that_it_may_hold_what_is_not_public(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = SEEN_BY[Audience.STAFF]
    assert said not in html_of(open_screen("report", meeting="ccm-im-2012"))
    acting(monkeypatch, ALONE)
    app = open_screen("report", meeting="ccm-im-2012")
    assert said in html_of(app).partition(">Summary<")[0]
    _, file = press(app, MAKE).session_state["report"]
    assert said in [one.text for one in Document(BytesIO(file)).paragraphs[:3]]


def test_its_summary_counts_the_provisions_reported_on_as_the_overview_does(open_screen: Open) -> None:
    asked = {"meeting": "ccm-im-2012", "provision": [f"VAP-{number}" for number in range(23, 32)]}
    assert "States bound have reported on 0 of 8 actions" in html_of(open_screen("", **asked))
    report = html_of(open_screen("report", **asked))
    assert "States bound reported on 0 of 8 provisions" in report
    assert "other States reported on 2 of them" in report
    assert "provisions with none reported" not in report


def test_what_a_chart_shows_is_said_once(open_screen: Open) -> None:
    shown = html_of(open_screen("report", meeting="ccm-im-2012"))
    assert shown.count("The highest rate is 2 of 10 States bound") == 1
    assert shown.count("8 passages of States, on 4 of") == 1
    assert "States that reported, per provision" in shown, "that the file has a chart is said"
