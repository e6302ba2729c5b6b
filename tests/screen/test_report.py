"""The Report screen, on the shipped material."""

from io import BytesIO

import docx
import pytest
from docx.document import Document as Doc
from streamlit.testing.v1 import AppTest

from kb.db import Store
from kb.domain.model import Audience
from kb.reports.report import INTERNAL, TITLE
from kb.ui.report import NO_LINKS
from kb.workflow.permission import ALONE
from tests.screen.conftest import Open, acting, field, html_of, press

MAKE = "Make the Word document"
MEETING = "ccm-im-2012"


def file_of(app: AppTest) -> Doc:
    """The Word file, made by a press on the button."""
    _, file = press(app, MAKE).session_state["report"]
    return docx.Document(BytesIO(file))


def test_the_preview_shows_what_the_file_will_hold_and_links_leave_only_with_a_public_address(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_screen("report", meeting=MEETING)
    shown = html_of(app)
    assert f"<h2>{TITLE}</h2>" in shown
    for part in ("The three lines", "What was reported, by action", "What is asked", "Notes"):
        assert f">{part}</h3>" in shown
    assert shown.count("data:image/svg+xml") == 2
    assert "second-hand" in shown
    assert NO_LINKS in shown
    assert not app.get("download_button"), "nothing is made before somebody asks for it"
    document = file_of(app)
    assert not app.exception
    assert len(app.get("download_button")) == 1
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings
    assert [heading for heading in headings if f">{heading}</h3>" not in shown] == []
    assert len(document.inline_shapes) == 2
    assert not [one for one in document.part.rels.values() if one.is_external]
    monkeypatch.setenv("KB_PUBLIC_ADDRESS", "https://invented.example/kb/")
    app = open_screen("report", meeting=MEETING)
    assert NO_LINKS not in html_of(app)
    (frozen,) = [one.target_ref for one in file_of(app).part.rels.values() if one.is_external]
    assert frozen == f"https://invented.example/kb/report?meeting={MEETING}&rev=1"


def test_what_is_typed_and_ticked_is_in_the_preview_and_in_the_file(open_screen: Open) -> None:
    app = open_screen("report", meeting=MEETING)
    typed = {"Title": "Invented title", "To": "Invented addressees", "Foreword": "Invented <b>foreword</b>"}
    for label, text in typed.items():
        field(app, label).set_value(text)
    next(one for one in app.checkbox if one.label == "Contributions").check()
    app.run()
    assert "<h2>Invented title</h2>" in html_of(app)
    assert "Invented &lt;b&gt;foreword&lt;/b&gt;" in html_of(app)
    assert "Annex A: Contributions" in html_of(app)
    texts = [one.text for one in file_of(app).paragraphs]
    assert {"Invented title", "To: Invented addressees", "Invented <b>foreword</b>", "Annex A: Contributions"} <= {
        *texts
    }
    # Another word is another document: the file that was made is no longer offered for it.
    field(app, "Title").set_value("Another title")
    assert not app.run().get("download_button")


def test_a_scope_without_anything_is_refused_with_the_reason(open_screen: Open) -> None:
    app = open_screen("report", meeting=MEETING, state="AFG")
    assert [one.value for one in app.warning if "There is nothing to report" in one.value]
    assert not [one for one in app.button if one.label == MAKE]


def test_who_may_see_more_gets_the_public_edition_unless_an_internal_draft_is_ticked(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Audience] = []
    snapshot = Store.snapshot
    monkeypatch.setattr(Store, "snapshot", lambda self, *asked: seen.append(asked[1]) or snapshot(self, *asked))
    assert INTERNAL not in html_of(open_screen("report", meeting=MEETING, internal="yes"))
    assert set(seen) == {Audience.PUBLIC}
    acting(monkeypatch, ALONE)
    public = open_screen("report", meeting=MEETING)
    assert seen[-1] is Audience.PUBLIC
    assert INTERNAL not in html_of(public)
    next(one for one in public.toggle if one.label == "Internal draft").set_value(True).run()
    seen.clear()
    app = open_screen("report", meeting=MEETING, internal="yes")
    assert set(seen) == {Audience.STAFF}
    assert INTERNAL in html_of(app).partition("The three lines")[0]
    assert file_of(app).paragraphs[0].text == INTERNAL


def test_its_finding_is_that_of_the_coverage(open_screen: Open) -> None:
    asked = {"meeting": MEETING, "provision": [f"VAP-{number}" for number in range(20, 32)]}
    coverage, report = (open_screen(name, **asked) for name in ("coverage", "report"))
    assert f"<strong>{coverage.title[0].value}</strong>" in html_of(report)
    said = open_screen("coverage", look="assessments", **asked).title[0].value
    passages = report.title[0].value.removeprefix("Report: ").partition(" of ")[0]
    assert said.startswith(f"{passages} of States")
    assert report.title[0].value.endswith(" of 3 States")
    assert open_screen("report", meeting=MEETING, state="AFG").title[0].value == "Report: nothing on an action yet"
