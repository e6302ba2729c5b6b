"""A passage and its place on a page of the file find each other, by mouse and by keyboard. Everything is INVENTED."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from reportlab.pdfgen.canvas import Canvas

from kb.ingest.reading import original_of, read_document
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from kb.workflow.submission import hand_in
from tests import handing
from tests.browser.axe import axe_violations
from tests.browser.conftest import Server, served
from tests.browser.screens import open_screen, wait_until_settled
from tests.knowledge import Knowledge

PAGES = (
    ("Invented: a centre was opened in the province.", "Invented: a register of survivors is kept."),
    ("Invented: on the second page another plan follows.",),
)
CONTRIBUTION = "inv-2012-XAA-2"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard on a statement of two pages, with its file."""
    folder, made = tmp_path_factory.mktemp("originals"), io.BytesIO()
    canvas = Canvas(made)
    for sentences in PAGES:
        for at, sentence in enumerate(sentences):
            canvas.drawString(72, 700 - 80 * at, sentence)
        canvas.showPage()
    canvas.save()
    read = read_document(made.getvalue(), "invented.pdf")
    with Knowledge.small("XAA", provisions=["VAP-1"]).build(folder) as store:
        handed = handing.handed(*handing.parts_of(read), media="pdf", sha256=read.sha256)
        original = original_of(read, made.getvalue())
        id_ = hand_in(store, ALONE, replace(handed, original=original, original_shown=True)).contribution
        assert id_ == CONTRIBUTION
        handing.judge(store, id_)
        publishing.publish(store, ALONE, id_)
    with served(folder / "invented.duckdb") as running:
        yield running


def test_a_passage_and_its_place_find_each_other(page: Page) -> None:
    open_screen(page, f"/contributions?contribution={CONTRIBUTION}")
    picture = page.get_by_role("img", name="Page 1 of 2 of the file")
    expect(picture).to_be_visible()
    page.locator("#place-2 span").first.click()
    expect(page.locator("#passage-2")).to_be_focused()
    page.locator("#passage-1").get_by_role("link", name="Passage 1 in the file").press("Enter")
    expect(page.locator("#place-1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#passage-1")).to_be_focused()
    page.get_by_role("link", name="Passage 3 in the file").click()
    expect(page.get_by_role("img", name="Page 2 of 2 of the file")).to_be_visible()
    expect(page.locator("#place-3")).to_have_attribute("aria-current", "true")
    wait_until_settled(page)
    assert axe_violations(page) == []
    with page.expect_download() as got:
        page.get_by_role("button", name="Download the file").click()
    assert got.value.suggested_filename == f"{CONTRIBUTION}.pdf"
    answer = page.request.get(got.value.url)
    assert answer.body().startswith(b"%PDF")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
