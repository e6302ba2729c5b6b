"""The Report screen, on the shipped material."""

from io import BytesIO

from docx import Document

from tests.screen.conftest import Open, html_of


def test_the_preview_shows_what_the_file_will_hold_before_it_is_made(open_screen: Open) -> None:
    app = open_screen("report", meeting="ccm-im-2012")
    shown = html_of(app)
    for part in ("Summary", "Provision by provision", "Where no report is held, and why", "How it is counted"):
        assert f">{part}<" in shown
    assert "Second-hand" in shown or "second-hand" in shown
    assert not app.get("download_button"), "nothing is made before somebody asks for it"


def test_the_file_is_made_on_request_and_holds_the_preview(open_screen: Open) -> None:
    app = open_screen("report", meeting="ccm-im-2012")
    next(one for one in app.button if one.label.startswith("Make")).click().run()
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
