"""Choosing from a list of codes by their names."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import streamlit as st

from kb.ui import location

T = TypeVar("T")


def one(label: str, names: Mapping[T, str], held: object = None, **given: Any) -> Any:
    """What is chosen in a select box; at first what is `held`, or nothing. `given` is what st.selectbox takes besides.

    `names` has the codes in order, each with its name.
    """
    codes = list(names)
    at = next((place for place, code in enumerate(codes) if code == held), None)
    return st.selectbox(label, codes, index=at, format_func=lambda code: names.get(code, code), **given)


def to_address(
    label: str, names: Mapping[str, str], held: str | None, to: Callable[[str], Mapping[str, object]], **given: Any
) -> None:
    """A select box whose choice goes to the address: `to` gives the keys of it that change. `given` has its key."""
    key = given["key"]
    st.session_state[key] = held
    one(label, names, on_change=lambda: location.change(**to(st.session_state[key])), **given)


def several(label: str, options: Iterable[T], **given: Any) -> list[T]:
    """What is chosen in a multiselect. `given` is what st.multiselect takes besides; names may come as in `one`.

    By itself it takes letters from anywhere in a name, and Enter then chooses all that fit: “Lao” found Bolivia too.
    """
    if isinstance(options, Mapping):
        given.setdefault("format_func", options.__getitem__)
    chosen: list[T] = st.multiselect(label, list(options), filter_mode="contains", select_all=False, **given)
    return chosen
