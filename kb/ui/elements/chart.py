"""A finished chart, and how it is shown: its marks open what is behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import streamlit as st

from kb.cache import made
from kb.tables import Table
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


class Drawn(NamedTuple):
    """A picture, if there is one; the same as a table to read, and for files; and what a picked mark opens.

    Each may be made once it is needed: most readers look at the picture only.
    """

    picture: Picture | Callable[[], Picture | None] | None
    html: Html | Callable[[], Html]
    table: Table | Callable[[], Table] | None = None
    opens: Opens | None = None


def show(picture: Picture, key: str, opens: Opens | None = None, opened: str | None = None) -> None:
    """Show the chart; `opens` says for the fields of a mark that is picked what it opens.

    `opened` is what stands open in a window over the screen, if anything does: once it is closed, the same mark can be
    picked again.
    """
    chart = f"chart-{key}-{_times_closed(key, opened)}"

    def picked() -> None:
        marks = st.session_state[chart].selection.picked
        if not marks or not opens:
            return
        to = opens(marks[0])
        if isinstance(to, str):
            linked.go(to)
        else:
            location.change(**to)

    st.vega_lite_chart(
        spec=picture.packed,
        width="stretch",
        alt=picture.alt,
        key=chart,
        on_select=picked if opens else "ignore",
        selection_mode="picked" if opens else None,
    )


def show_either(drawn: Drawn, key: str, *, as_table: bool, opened: str | None = None) -> None:
    """Show the chart, or its table where that is wanted or nothing can be drawn."""
    picture = None if as_table else made(drawn.picture)
    if picture is None:
        linked.show(made(drawn.html), f"table-{key}")
    else:
        show(picture, key, drawn.opens, opened)


def _times_closed(key: str, opened: str | None) -> int:
    """How often in this session a window opened from the chart was closed."""
    name = f"closed-{key}"
    before, number = st.session_state.get(name, (None, 0))
    number += before is not None and opened is None
    st.session_state[name] = (opened, number)
    return int(number)
