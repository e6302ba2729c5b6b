"""The box to find a State by its name."""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.ui import frame, linked, location
from kb.ui.markup import element, link

BOX = "find-state"


def show() -> None:
    """A box over all States; the one that is chosen is what the screen shows next. One's own has a link."""
    place = frame.here()
    words = place.words

    def chosen() -> None:
        location.change(state=st.session_state.pop(BOX), **{"with": None})

    st.selectbox(
        _("Find a State"),
        list(words.labels["state"]),
        index=None,
        format_func=lambda code: words.label("state", code),
        placeholder=_("Name of a State"),
        key=BOX,
        on_change=chosen,
        label_visibility="collapsed",
        width=400,
    )
    if my := place.my:
        linked.show(element("p", link(words.label("state", my), "states", place.query(state=my))), "my-state")
