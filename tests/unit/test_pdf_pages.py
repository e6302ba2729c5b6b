"""Pages of a PDF as pictures, drawn in the process of its own. Every text is invented."""

from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kb.errors import DocumentRefused
from kb.ingest.reading import count_pages, render_page
from tests.unit.document_makers import pdf_of

pytestmark = pytest.mark.slow


def _endless() -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=(10, 14_000))
    canvas.drawString(1, 100, "Atlantis")
    canvas.save()
    return made.getvalue()


def test_a_page_is_drawn_at_the_width_that_is_asked_for() -> None:
    content = pdf_of([["Atlantis is invented."], [""]])
    assert count_pages(content) == 2
    first, second = (Image.open(BytesIO(render_page(content, page, 600))).convert("L") for page in (1, 2))
    assert first.size == second.size == (600, 849)
    assert first.getextrema()[0] < 100
    assert second.getextrema() == (255, 255)


def test_pictures_have_limits() -> None:
    assert Image.open(BytesIO(render_page(pdf_of([["Atlantis."]]), 1, 100_000))).width == 2_000
    assert Image.open(BytesIO(render_page(_endless(), 1, 1_000))).height <= 4_001
    for page in (0, 2, -1):
        with pytest.raises(DocumentRefused, match=r"The file has no page -?\d\."):
            render_page(pdf_of([["Atlantis."]]), page, 600)
    with pytest.raises(DocumentRefused, match="damaged PDF"):
        count_pages(b"%PDF-1.7\n")
