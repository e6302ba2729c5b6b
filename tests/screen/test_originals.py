"""The file beside its passages: page by page, each place marked, for whoever may see it. Everything is INVENTED."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas
from streamlit.testing.v1 import AppTest

from kb.db import Store
from kb.domain.model import Audience, Role
from kb.ingest.reading import original_of, read_document
from kb.ingest.text.passages import Document, MediaType, Paragraph, Place
from kb.ui import originals, service
from kb.workflow import publishing
from kb.workflow.permission import ALONE, READER, Actor
from kb.workflow.submission import hand_in
from tests import handing
from tests.knowledge import MEETING, Knowledge
from tests.screen.conftest import DashboardOf, acting, fill, html_of, press, visit

DELEGATE = Actor("invented-delegate", "Invented delegate", frozenset({Role.DELEGATE}), "XAA")
OTHER = Actor("invented-other", "Invented other", frozenset({Role.DELEGATE}), "XAB")
LATER = datetime.now(UTC).date() + timedelta(days=30)


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    return dashboard_of(Knowledge.small("XAA", "XAB", provisions=["VAP-1"]))


def pdf() -> bytes:
    """Two pages with a sentence each."""
    made = BytesIO()
    canvas = Canvas(made)
    for sentence in ("Invented: a centre was opened.", "Invented: a register is kept."):
        canvas.drawString(72, 700, sentence)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def document(content: bytes) -> Document:
    """The two sentences with their places; of the second the order of the words is unsure."""
    paragraphs = (
        Paragraph("Invented: a centre was opened.", "paragraph", Place(1, ((0.1, 0.1, 0.5, 0.15),))),
        Paragraph("Invented: a register is kept.", "paragraph", Place(2, ((0.1, 0.1, 0.5, 0.15),)), is_unsure=True),
    )
    return Document(paragraphs, MediaType.PDF, "en", hashlib.sha256(content).hexdigest(), ())


def word() -> bytes:
    paper, made = docx.Document(), BytesIO()
    paper.add_heading("Invented heading", 1)
    paper.add_paragraph("Invented item.", style="List Bullet")
    table = paper.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Invented left", "<b>Invented right</b>"
    paper.save(made)
    return made.getvalue()


def received(store: Store, content: bytes, read: Document, **values: object) -> str:
    handed = handing.handed(*handing.parts_of(read), media=read.media.value, sha256=read.sha256, **values)
    return hand_in(store, ALONE, replace(handed, original=original_of(read, content), original_shown=True)).contribution


def published(store: Store, id_: str) -> str:
    handing.judge(store, id_)
    publishing.publish(store, ALONE, id_)
    return id_


def page_of(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def test_a_page_is_a_picture_on_which_each_passage_is_marked(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, READER)
    id_ = published(base, received(base, pdf(), document(pdf())))
    drawn: list[int] = []
    draw = originals.render_page
    fresh.setattr(originals, "render_page", lambda *given: drawn.append(given[1]) or draw(*given))
    html = html_of(page_of(visit("contributions", contribution=id_)))
    assert html.count("data:image/png;base64,") == 1
    assert 'id="place-1" aria-label="Passage 1"' in html
    assert "left: 10.00%; top: 10.00%; width: 40.00%; height: 5.00%" in html
    assert 'data-near="place-2"' in html
    assert 'id="place-2"' not in html
    html = html_of(page_of(visit("contributions", contribution=id_, passage="2")))
    assert 'class="place asked unsure" href="#asked" id="place-2"' in html
    visit("contributions", contribution=id_)
    assert drawn == [1, 2], "each page is drawn once, when it is looked at"
    fresh.setattr("kb.ui.originals._is_phone", lambda: True)
    app = page_of(visit("contributions", contribution=id_))
    assert "As it was handed in" in [one.label for one in app.expander], "folded, and not made"
    assert "data:image/png" not in html_of(app)


def test_a_document_without_pages_is_shown_with_its_structure_as_text(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, ALONE)
    id_ = received(base, word(), read_document(word(), "invented.docx"))
    for app in (visit("review", review=id_), visit("code", code=f"{id_}.2")):
        html = html_of(page_of(app))
        assert "Invented heading" in html
    html = html_of(visit("code", code=f"{id_}.2"))
    assert '<li id="place-2" class="place asked">' in html
    assert f"code={id_}.1" in html
    assert "&lt;b&gt;Invented right&lt;/b&gt;" in html
    assert "<b>Invented right" not in html
    assert [button.label for button in visit("code", code=f"{id_}.2").get("download_button")] == ["Download the file"]


def test_nobody_sees_the_file_of_a_text_that_is_kept_from_them(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, READER)
    id_ = published(base, received(base, word(), read_document(word(), "invented.docx"), public_from=LATER))
    app = visit("contributions", contribution=id_)
    assert not app.get("expander") or "As it was handed in" not in [one.label for one in app.expander]
    assert "Invented heading" not in html_of(app)
    open_to_all = published(base, received(base, pdf(), document(pdf())))
    assert not visit("contributions", contribution=open_to_all).get("download_button"), "readers have no file"
    publishing.withdraw(base, ALONE, open_to_all, "Invented")
    earlier = html_of(visit("contributions", contribution=open_to_all, rev=str(base.revision() - 1)))
    assert "a centre was opened" in earlier
    assert "data:image/png" not in earlier


def test_whoever_sends_confirms_each_page_that_is_unsure(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, DELEGATE)
    content = pdf()
    fresh.setattr("kb.ui.submit.fields.read_document", lambda content, _name: document(content))
    app = visit("submit")
    app.file_uploader[0].upload("invented.pdf", content, "application/pdf")
    fill(app, "Meeting", MEETING)
    app = page_of(press(app, "Read the text"))
    code = app.query_params["draft"]
    said = [one.value for one in app.warning]
    assert "Page 2 of the file: compare it with its passages, then press “Page 2 is right”." in said
    assert next(one for one in app.button if one.label == "Send the contribution").disabled
    assert html_of(app).count("The order of the words is not certain.") == 1, "of its two passages one is unsure"
    assert "Page 2 is right" not in [one.label for one in page_of(visit("submit", draft=code, at="1")).button]
    app = page_of(press(page_of(visit("submit", draft=code)), "Page 2 is right"))
    assert not [one.value for one in app.warning]
    app = page_of(press(app, "Send the contribution"))
    assert "Receipt number" in html_of(app)
    held = service.store().latest(Audience.STAFF).rows("SELECT contribution, sha256 FROM submission")[0]
    assert base.originals.content(**held) == content
    assert base.latest(Audience.STAFF).rows("FROM shown_original") == [{"contribution": held["contribution"]}]


def test_who_sent_it_sees_what_was_sent_corrects_it_and_takes_it_back(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, DELEGATE)
    id_ = received(base, word(), read_document(word(), "invented.docx"))
    handing.judge(base, id_)
    number = str(base.revision() - 3)
    app = page_of(visit("submit", receipt=number))
    assert 'href="#place-2" data-near="place-2"' in html_of(app)
    fill(
        app,
        "Or paste the text here",
        "Invented heading\n\nInvented item, as it was meant.\n\nInvented left | <b>new</b>",
    )
    app = page_of(press(app, "Read the corrected text"))
    html = html_of(app)
    assert "Invented item, as it was meant." in html
    assert "1 passage stays as it is, with its tags." in html
    assert "<b>new" not in html
    draft = app.query_params["draft"]
    acting(fresh, OTHER)
    base.drafts.keep(OTHER.person, base.drafts.read(DELEGATE.person, draft) or "", "moved")
    assert "cannot be changed by you" in visit("submit", draft="moved").info[0].value
    acting(fresh, DELEGATE)
    if any(one.label == "Language of the text" and one.value == "" for one in app.selectbox):
        fill(app, "Language of the text", "en")
        app = press(app, "Save who and where")
    app = page_of(press(app, "Send the corrected version"))
    assert app.success[0].value == "The corrected version is received. Passages that changed wait to be tagged."
    assert app.query_params["receipt"] == number
    assert "Invented item, as it was meant." in html_of(app)
    fill(app, "Why it is taken back", "Invented reason")
    app = page_of(press(app, "Take it back now"))
    rows = base.latest(Audience.STAFF).rows("SELECT status FROM contribution WHERE id = $id", {"id": id_})
    assert rows == [{"status": "withdrawn"}]
    assert "Once it is published" not in html_of(app)
    assert "Take it back" not in [one.label for one in app.expander]


def test_what_is_published_is_corrected_by_coordinators_alone(base: Store, fresh: pytest.MonkeyPatch) -> None:
    id_ = published(base, received(base, word(), read_document(word(), "invented.docx")))
    acting(fresh, DELEGATE)
    number = str(base.latest(Audience.STAFF).rows("SELECT receipt FROM submission")[0]["receipt"])
    app = page_of(visit("submit", receipt=number))
    assert "Ask a Coordinator" in app.info[0].value
    assert "Send a corrected version" not in [one.label for one in app.expander]
    acting(fresh, ALONE)
    app = page_of(visit("submit", receipt=number))
    assert "Send a corrected version" in [one.label for one in app.expander]
    assert "Take it back" not in [one.label for one in app.expander]
    assert id_ in html_of(app)


def test_a_text_is_said_to_be_the_translation_of_another(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, DELEGATE)
    english = handing.hand_in(base, "Invented words on care.")
    french = handing.hand_in(base, "Texte inventé sur les soins.", language="fr")
    alone = handing.hand_in(base, "Invented of another.", contributor="XAB")
    app = page_of(visit("submit", receipt=french.rpartition("-")[2]))
    app = page_of(press(app, "Say that it is"))
    assert app.success[0].value == "The text now stands with the other, as its translation."
    assert app.title[0].value.endswith(f": translation of {english}"), "not: withdrawn"
    assert f"Once it is published it stands at /contributions?contribution={english}." in html_of(app)
    acting(fresh, ALONE)
    assert "It is a translation" not in [
        one.label for one in visit("submit", receipt=alone.rpartition("-")[2]).expander
    ]
    published(base, english)
    acting(fresh, READER)
    html = html_of(page_of(visit("contributions", contribution=english)))
    assert "<summary>French</summary>" in html
    assert '<p lang="fr" dir="auto">Texte inventé sur les soins.</p>' in html
