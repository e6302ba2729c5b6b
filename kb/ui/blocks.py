"""Blocks that more than one screen shows: HTML, a chart with its words and table, a window with a cell's passages."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

import streamlit as st

from kb.ui import linked, location
from kb.ui.markup import Html

# What a picked mark opens: an address of ours, or keys to change in this one, where None takes a key out.
Opens = Callable[[Mapping[str, Any]], str | Mapping[str, object]]


class Picture(NamedTuple):
    """A finished chart: its Vega-Lite specification with the data in it, the alternative text, and a name for files."""

    spec: dict[str, Any]
    alt: str
    name: str


def html(shown: Html, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show HTML of our own making in which nothing is linked; empty HTML, which `st.html` refuses, shows nothing."""
    if shown:
        st.html(shown, width=width)


def chart(shown: Picture, table: Html, key: str) -> None:
    """A chart, its alternative text, and the same data as a real table below it."""
    st.vega_lite_chart(spec=shown.spec, width="stretch", alt=shown.alt, key=f"chart-{key}")
    linked.show(table, f"table-{key}")


def window(title: str, html: Html, leaves: str) -> None:
    """A window over the screen; closing it takes the key `leaves` out of the address."""

    def close() -> None:
        location.change(**{leaves: None})

    def show() -> None:
        linked.show(html, "window")

    st.dialog(title, width="large", on_dismiss=close)(show)()
