"""The field in which a reader types what to search for: results follow while typing, and the field keeps the focus."""

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from kb.ui.markup import Html
from kb.ui.served import asset


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "search_box",
        css=asset("search.css"),
        js=asset("search.js"),
        # In the page itself, where labels and the spoken line are found.
        isolate_styles=False,
    )


def show(question: str, said: Html) -> None:
    """The field with the question of the address; `said` is spoken and shown below it."""
    _component()(key="search-box", data={"question": question, "html": said})
