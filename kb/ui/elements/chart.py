"""A chart whose marks open what is behind them."""

from collections.abc import Callable

import streamlit as st

from kb.cache import made
from kb.ui import linked, location, navigation
from kb.ui.blocks import Opens, Picture
from kb.ui.markup import Html


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
            navigation.go(to)
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


def show_either(
    picture: Picture | None,
    table: Html | Callable[[], Html],
    key: str,
    opens: Opens | None = None,
    *,
    as_table: bool,
    opened: str | None = None,
) -> None:
    """Show the chart, or its table where that is wanted or nothing can be drawn."""
    if picture is None or as_table:
        linked.show(made(table), f"table-{key}")
    else:
        show(picture, key, opens, opened)


def _times_closed(key: str, opened: str | None) -> int:
    """How often in this session a window opened from the chart was closed."""
    name = f"closed-{key}"
    before, number = st.session_state.get(name, (None, 0))
    number += before is not None and opened is None
    st.session_state[name] = (opened, number)
    return int(number)
