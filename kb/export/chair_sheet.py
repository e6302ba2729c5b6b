"""The chair's sheet of a session, for paper: made before it and again at any moment."""

from datetime import datetime

from kb.desk.state import Session
from kb.export.chair_sheet_content import sheet
from kb.export.chair_sheet_html import html_page
from kb.export.chair_sheet_word import word_file
from kb.store import View


def docx(view: View, session: Session, made_at: datetime | None = None) -> bytes:
    """The sheet as a Word file; `made_at` (UTC) is now where it is not given.

    What it shows is what the view may see: of a view of the staff's, texts that are not published too. It says so.
    """
    return word_file(sheet(view, session, made_at))


def html(view: View, session: Session, made_at: datetime | None = None) -> str:
    """The same as a page to print, one file that needs nothing else."""
    return html_page(sheet(view, session, made_at))
