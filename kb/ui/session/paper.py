"""The chair's sheet: as a Word file, and as a page to print."""

from datetime import datetime

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.reports.chair_sheet import chair_sheet
from kb.reports.word import MEDIA_TYPE, word_file
from kb.session.board import BoardView, board
from kb.ui.downloads import ICON
from kb.ui.markup import Html
from kb.ui.session.desk import Desk
from kb.ui.templates import render
from kb.workflow import desk as desks


def files(desk: Desk) -> None:
    """Buttons for the sheet as files. Each is made when it is asked for, from the session as it is then."""

    def now() -> BoardView:
        return board(desk.latest, desks.session(desk.place.store, desk.code))

    def word() -> bytes:
        return word_file(chair_sheet(now()))

    def page() -> bytes:
        return paper(now()).encode()

    st.header(_("The chair’s sheet"), anchor=False)
    with st.container(horizontal=True):
        name = f"chairs-sheet-{desk.code}"
        st.download_button(
            _("Word file"), word, f"{name}.docx", MEDIA_TYPE, icon=ICON, on_click="ignore", key="sheet-docx"
        )
        st.download_button(
            _("Page to print"), page, f"{name}.html", "text/html", icon=ICON, on_click="ignore", key="sheet"
        )


def paper(board: BoardView, made_at: datetime | None = None) -> Html:
    """The sheet as a page to print; `made_at` (UTC) is now where it is not given.

    What it shows is what the view may see: of a view of the staff's, texts that are not published too. It says so.
    """
    return render("paper.html", document=chair_sheet(board, made_at))


def sheet(desk: Desk) -> Html:
    """The sheet as it is printed, with the button that prints it."""
    return desk.render("sheet", page=str(paper(desk.board)))
