"""Blocks that more than one screen shows: HTML, a chart with its words, a window with a cell's passages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st

from kb.ui import linked, location
from kb.ui.markup import Html

# What a picked mark opens: an address of ours, or keys to change in this one, where None takes a key out.
Opens = Callable[[Mapping[str, Any]], str | Mapping[str, object]]


@dataclass(frozen=True)
class Picture:
    """A finished chart: its Vega-Lite specification with the data in it, the alternative text, and a name for files."""

    spec: dict[str, Any]
    alt: str
    name: str

    @cached_property
    def packed(self) -> dict[str, Any]:
        """The specification with its data as Arrow, so that no run of a screen packs them anew."""
        data: dict[str, bytes] = {}

        def named(part: dict[str, Any]) -> dict[str, Any]:
            if "values" not in part.get("data", {}):
                return part
            name = f"data-{len(data)}"
            data[name] = _arrow(part["data"]["values"])
            return {**part, "data": {"name": name}}

        whole = named(self.spec)
        if "layer" in whole:
            whole["layer"] = [named(part) for part in whole["layer"]]
        return {**whole, "datasets": data}


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    """Rows in Arrow's stream format."""
    table, sink = pa.Table.from_pandas(pd.DataFrame(rows), preserve_index=False), pa.BufferOutputStream()
    for place, column in enumerate(table.columns):  # a name stands in many rows
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            table = table.set_column(place, table.field(place).name, column.dictionary_encode())
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def html(shown: Html, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show HTML of our own making in which nothing is linked; empty HTML, which `st.html` refuses, shows nothing."""
    if shown:
        st.html(shown, width=width)


def window(title: str, html: Html, leaves: str, below: Callable[[], object] | None = None) -> None:
    """A window over the screen, with elements `below`; closing it takes the key `leaves` out of the address."""

    def close() -> None:
        location.change(**{leaves: None})

    def show() -> None:
        linked.show(html, "window")
        if below:
            below()

    st.dialog(title, width="large", on_dismiss=close)(show)()
