"""Doing something on a screen of the work: it is done and said, or it is said why not and nothing is lost."""

import zlib
from collections.abc import Callable

import streamlit as st

from kb.domain.outcomes import Done
from kb.errors import KnowledgeBaseError

DONE = "work-done"


def say_what_was_done() -> None:
    """The sentence about what was done in the run before, once."""
    if DONE in st.session_state:
        st.success(st.session_state.pop(DONE))


def carry_out(action: Callable[[], object], done: Done, **values: object) -> None:
    """Do it and show the screen anew with what is done, or say why not and leave the form as it is."""
    try:
        action()
    except KnowledgeBaseError as error:
        st.error(str(error))
        return
    st.session_state[DONE] = done.said(**values)
    st.session_state["work-turn"] = st.session_state.get("work-turn", 0) + 1
    st.rerun()


def key(name: str, of: object = "") -> str:
    """A key for a widget about `of`, which begins anew after everything that was done."""
    return f"{name}-{zlib.crc32(repr(of).encode())}-{st.session_state.get('work-turn', 0)}"
