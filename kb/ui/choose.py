"""Choosing several from a list by typing: what is typed must stand in a name as it is."""

from collections.abc import Iterable
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


def several(label: str, options: Iterable[T], **given: Any) -> list[T]:
    """What is chosen in a multiselect. `given` is what st.multiselect takes besides.

    By itself it takes letters from anywhere in a name, and Enter then chooses all that fit: “Lao” found Bolivia too.
    """
    chosen: list[T] = st.multiselect(label, list(options), filter_mode="contains", select_all=False, **given)
    return chosen
