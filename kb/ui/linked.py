"""HTML whose links to our own screens are followed inside the session, and other ways from one screen to another."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import partial
from typing import Literal

import streamlit as st

from kb.domain import filters
from kb.ui import location
from kb.ui.location import base_path
from kb.ui.markup import Html
from kb.ui.served import component

# The State or organisation that whoever looks may reply for: HTML that is kept for all has ways that are for it alone.
replier: ContextVar[str | None] = ContextVar("replier", default=None)
# Where the browser is to go, and how often it was told so: it follows each once.
_GO, _GONE = "navigation-go", "navigation-gone"
_TOP = "#"


def show(html: Html, key: str) -> None:
    """Show HTML of our own making; `key` names the place on the screen."""
    data = {"html": html, "base": base_path(), "replier": replier.get()}
    component("linked_html", "linked.js", "linked.css")(key=f"linked-{key}", data=data)


def html(shown: Html, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show HTML of our own making in which nothing is linked; empty HTML, which `st.html` refuses, shows nothing."""
    if shown:
        st.html(shown, width=width)


def window(title: str, shown: Html, leaves: str, below: Callable[[], object] | None = None) -> None:
    """A window over the screen, with elements `below`; closing it takes the key `leaves` out of the address."""

    def content() -> None:
        show(shown, "window")
        if below:
            below()

    close = partial(location.change, **{leaves: None})
    st.dialog(title, width="large", on_dismiss=close)(content)()


def go(to: str) -> None:
    """Let the browser go to an address of ours after this run, as if its link were followed: one history entry."""
    st.session_state[_GONE] = st.session_state.get(_GONE, 0) + 1
    st.session_state[_GO] = to


def to_top() -> None:
    """Let the screen begin at its top after the next run, where a button has led to another thing to read."""
    go(_TOP)


def begin_anew(query: Mapping[str, object]) -> None:
    """Show the screen with this query from its top: it is another thing to read."""
    location.go(query)
    to_top()
    st.rerun()


def mount(screen: str, opens: Mapping[str, Sequence[str]]) -> None:
    """Let the browser follow links to our own screens inside the session; nothing of it is to be seen.

    `opens` are the screens, each with the keys of which another value is another thing to read.

    At the end of a run of `screen`: that it is mounted for another address says that what stands there is shown.
    """
    data = {
        "base": base_path(),
        "screens": {name: list(keys) for name, keys in opens.items()},
        "filters": list(filters.KEYS),
        "at": f"{screen}?{st.query_params}",
        "go": st.session_state.pop(_GO, None),
        "gone": st.session_state.get(_GONE, 0),
        "keep": location.kept(),
    }
    component("navigation", "navigation.js")(key="navigation", data=data)
