"""HTML whose links to our own screens are followed inside the session, without loading the page anew."""

from contextvars import ContextVar
from functools import cache

from streamlit.components.v2.types import ComponentRenderer

from kb.ui.location import base_path
from kb.ui.markup import Html
from kb.ui.served import component, script, style

# The State or organisation that whoever looks may reply for: HTML that is kept for all has ways that are for it alone.
replier: ContextVar[str | None] = ContextVar("replier", default=None)


@cache
def _component() -> ComponentRenderer:
    return component("linked_html", script("linked.js"), style("linked.css"))


def show(html: Html, key: str) -> None:
    """Show HTML of our own making; `key` names the place on the screen."""
    _component()(key=f"linked-{key}", data={"html": html, "base": base_path(), "replier": replier.get()})
