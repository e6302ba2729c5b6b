"""HTML whose links to our own screens are followed inside the session, without loading the page anew."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from kb.ui.location import base_path
from kb.ui.markup import Html

ASSETS = Path(__file__).parent / "assets"


def asset(name: str) -> str:
    """The text of a file in assets/."""
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "linked_html",
        css=asset("linked.css"),
        js=asset("linked.js") + "export default (component) => void linked(component);\n",
        # In the page itself and not in a tree of its own: a window keeps the focus among what it can see.
        isolate_styles=False,
    )


def show(html: Html, key: str) -> None:
    """Show HTML of our own making; `key` names the place on the screen."""
    _component()(key=f"linked-{key}", data={"html": html, "base": base_path()})
