"""Blocks that more than one screen shows: a chart with its words and table, a window with the passages of a cell."""

from typing import Any, NamedTuple

import pyarrow as pa
import streamlit as st

from kb.ui import linked
from kb.ui.markup import Html


class Picture(NamedTuple):
    """A finished chart: its Vega-Lite specification with the data as Arrow bytes, and the alternative text."""

    spec: dict[str, Any]
    alt: str


def picture(spec: dict[str, Any], alt: str) -> Picture:
    """A chart ready to be kept and shown: its data are encoded once here instead of at every run."""
    encoded = {name: _arrow(rows) for name, rows in spec.get("datasets", {}).items()}
    return Picture(spec | {"datasets": encoded}, alt)


def chart(shown: Picture, table: Html, key: str) -> None:
    """A chart, its alternative text, and the same data as a real table below it."""
    st.vega_lite_chart(spec=shown.spec, width="stretch", alt=shown.alt, key=f"chart-{key}")
    linked.show(table, f"table-{key}")


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    table = pa.Table.from_pylist(rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def window(title: str, html: Html, leaves: str) -> None:
    """A window over the screen; closing it takes the key `leaves` out of the address."""

    def close() -> None:
        st.query_params.pop(leaves, None)

    def show() -> None:
        linked.show(html, "window")

    st.dialog(title, width="large", on_dismiss=close)(show)()
