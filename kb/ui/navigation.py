"""Ways from one screen to another inside the session: the menu, and the links in our own HTML."""

from collections.abc import Mapping, Sequence
from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from kb.domain import filters
from kb.ui import preferences
from kb.ui.location import base_path
from kb.ui.served import component, script

# Where the browser is to go, and how often it was told so: it follows each once.
_GO, _GONE = "navigation-go", "navigation-gone"
_TOP = "#"


def go(to: str) -> None:
    """Let the browser go to an address of ours after this run, as if its link were followed: one history entry."""
    st.session_state[_GONE] = st.session_state.get(_GONE, 0) + 1
    st.session_state[_GO] = to


def to_top() -> None:
    """Let the screen begin at its top after the next run, where a button has led to another thing to read."""
    go(_TOP)


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
        "keep": preferences.kept(),
    }
    _component()(key="navigation", data=data)


@cache
def _component() -> ComponentRenderer:
    return component("navigation", script("navigation.js"))
