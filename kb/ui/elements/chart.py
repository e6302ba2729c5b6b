"""A chart whose marks open what is behind them."""

import streamlit as st

from kb.ui import location, navigation
from kb.ui.blocks import Opens, Picture


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
        spec=picture.spec,
        width="stretch",
        alt=picture.alt,
        key=chart,
        on_select=picked if opens else "ignore",
        selection_mode="picked" if opens else None,
    )


def _times_closed(key: str, opened: str | None) -> int:
    """How often in this session a window opened from the chart was closed."""
    name = f"closed-{key}"
    before, number = st.session_state.get(name, (None, 0))
    number += before is not None and opened is None
    st.session_state[name] = (opened, number)
    return int(number)
