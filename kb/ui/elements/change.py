"""A change that a person makes on a screen: made and said, or it is said why not and nothing typed is lost."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.outcomes import Done
from kb.errors import KnowledgeBaseError

MADE, TURN = "change-made", "change-turn"


def say_what_was_done() -> None:
    """The sentence about the change made in the run before, once."""
    if MADE in st.session_state:
        st.success(st.session_state.pop(MADE))


def carry_out(
    action: Callable[[], object], done: Done, *, worded: Callable[[KnowledgeBaseError], str] = str, **values: object
) -> None:
    """Make the change and show the screen anew with what is done, or say why not and leave the form as it is."""
    try:
        action()
    except KnowledgeBaseError as error:
        st.error(worded(error))
        return
    st.session_state[MADE] = done.said(**values)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.rerun()


@contextmanager
def refusal_said() -> Iterator[None]:
    """Say what is refused inside, and leave the form as it is; as text, because it may hold the name of a file."""
    try:
        yield
    except KnowledgeBaseError as error:
        st.error(_("That did not work; what you typed is still here."))
        st.text(str(error))


def key(name: str, of: object = "") -> str:
    """A key for a widget about `of`, which begins anew after every change."""
    return f"{name}-{zlib.crc32(repr(of).encode())}-{st.session_state.get(TURN, 0)}"
