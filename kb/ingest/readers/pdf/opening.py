"""PDF -> an open document of PDFium, and pages as pictures (PNG)."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, PngImagePlugin  # noqa: F401 (pypdfium2 and Pillow load them when they are needed, which is too late)

from kb.errors import DocumentRefused

MAX_PAGES = 200
_WIDEST = 2_000  # pixels
_HIGHEST = 4_000


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The document with its form fields, closed in the end; its scripts are never run.

    Raises DocumentRefused for a damaged file, one with a password, and one with too many pages.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise DocumentRefused(
                "{name} is protected by a password: give a copy of the PDF that opens without one.", name=name
            ) from error
        raise _damaged(name) from error
    try:
        count = len(document)
        if not count:
            raise _damaged(name)
        if count > MAX_PAGES:
            raise DocumentRefused(
                "{name} has more than {max_pages} pages: hand in its parts one by one.", name=name, max_pages=MAX_PAGES
            )
        document.init_forms()
        yield document
    except pypdfium2.PdfiumError as error:
        raise _damaged(name) from error
    finally:
        document.close()


def picture(data: bytes, name: str, page: int, width: int) -> bytes:
    """A page (from 1) as PNG of this width in pixels, filled-in fields and annotations included.

    It is narrower where more than 2,000 by 4,000 pixels would come. Raises DocumentRefused where there is no such page.
    """
    with opened(data, name) as document:
        if not 1 <= page <= len(document):
            raise DocumentRefused("{name} has no page {page}.", name=name, page=page)
        page_drawn = document[page - 1]
        across, down = page_drawn.get_size()
        scale = min(max(1, min(width, _WIDEST)) / max(across, 1.0), _HIGHEST / max(down, 1.0))
        made = BytesIO()
        page_drawn.render(scale=scale).to_pil().save(made, "PNG")
        return made.getvalue()


def _damaged(name: str) -> DocumentRefused:
    return DocumentRefused("{name} is a damaged PDF: fetch or make the file again.", name=name)
