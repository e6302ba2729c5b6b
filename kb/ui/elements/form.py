"""The fields of a form, each under a key that begins anew after every change, and for every other thing it is about."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from kb.ui import choose
from kb.ui.elements import change

T = TypeVar("T")


class Fields(NamedTuple):
    """The fields of a form about `of`. Each has a name for its key, a label, and what stands in it at first.

    What Streamlit's element takes besides can be `given`.
    """

    of: object = ""

    def key(self, name: str) -> str:
        """The key of the field with this name."""
        return change.key(name, self.of)

    def line(self, name: str, label: str, held: str | None = None, most: int = 300, **given: Any) -> str:
        """A line of text, without spaces around it."""
        typed: str = st.text_input(label, held or "", max_chars=most, key=self.key(name), **given)
        return typed.strip()

    def text(self, name: str, label: str, held: str | None = None, most: int = 5_000, **given: Any) -> str:
        """A text of several lines, as it is typed."""
        typed: str = st.text_area(label, held or "", max_chars=most, key=self.key(name), **given)
        return typed

    def one(self, name: str, label: str, names: Mapping[Any, str], held: object = None, **given: Any) -> Any:
        """One of several codes with their names; see choose.one."""
        return choose.one(label, names, held, key=self.key(name), **given)

    def several(self, name: str, label: str, names: Iterable[T], held: Iterable[T] = (), **given: Any) -> list[T]:
        """Several codes, those `held` that there are being chosen at first; see choose.several."""
        options = names if isinstance(names, Mapping) else list(names)
        default = [code for code in held if code in options]
        return choose.several(label, options, default=default, key=self.key(name), **given)

    def sent(self, name: str, label: str, **given: Any) -> bool:
        """The button that sends the form; whether it was pressed."""
        return st.form_submit_button(label, key=self.key(name), **given)
