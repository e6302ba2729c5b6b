"""The chair's sheet: as a Word file, and as a page to print."""

import streamlit as st

from kb.export import chair_sheet
from kb.export.word import MEDIA_TYPE
from kb.ui.downloads import ICON
from kb.ui.markup import Html, element
from kb.ui.work.session import Desk
from kb.work import desk as desks


def files(desk: Desk) -> None:
    """Buttons for the sheet as files. Each is made when it is asked for, from the session as it is then."""

    def word() -> bytes:
        return chair_sheet.docx(desk.latest, desks.session(desk.place.store, desk.code))

    def page() -> bytes:
        return chair_sheet.html(desk.latest, desks.session(desk.place.store, desk.code)).encode()

    st.header("The chair’s sheet", anchor=False)
    with st.container(horizontal=True):
        name = f"chairs-sheet-{desk.code}"
        st.download_button(
            "Word file", word, f"{name}.docx", MEDIA_TYPE, icon=ICON, on_click="ignore", key="sheet-docx"
        )
        st.download_button(
            "Page to print", page, f"{name}.html", "text/html", icon=ICON, on_click="ignore", key="sheet"
        )


def sheet(desk: Desk) -> Html:
    """The sheet as it is printed, with the button that prints it."""
    return element(
        "section",
        element("p", element("button", "Print", type="button", class_="first", data_print="")),
        element(
            "iframe",
            title="The chair’s sheet as it stands",
            srcdoc=chair_sheet.html(desk.latest, desk.session),
            # Our own page, which needs no script; printing it takes the rest.
            sandbox="allow-same-origin allow-modals",
            class_="sheet",
        ),
    )
