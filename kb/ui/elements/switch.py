"""Switches of a screen that stand in its address: the address is the truth, the widget is set from it."""

import streamlit as st

from kb.ui import frame, location

CHART, TABLE = "chart", "table"
# What the reader chose last: it holds for every chart of the session, whether or not an address says so too.
_CHOSEN = "chart-or-table"


def of_chart(*, others: bool) -> bool:
    """The switches over a chart, with one for what `others` say; returns whether the table is wanted."""
    with st.container(horizontal=True, vertical_alignment="center"):
        as_table = chart_or_table()
        if others and not as_table:
            on_off("others", "Show what others say")
    return as_table


def chart_or_table() -> bool:
    """One switch for a chart and the same data as a plain table; returns whether the table is wanted."""
    chosen = st.session_state[_CHOSEN] = frame.here().first("as") or st.session_state.get(_CHOSEN, CHART)
    name = "switch-as"
    st.session_state[name] = chosen

    def changed() -> None:
        st.session_state[_CHOSEN] = st.session_state[name]
        location.change(**{"as": TABLE if st.session_state[name] == TABLE else None})

    st.radio(
        "Show as",
        [CHART, TABLE],
        format_func=str.capitalize,
        horizontal=True,
        key=name,
        label_visibility="collapsed",
        on_change=changed,
    )
    return bool(chosen == TABLE)


def on_off(key: str, label: str) -> None:
    """A toggle for a key of the address that is `yes` or not there."""
    name = f"switch-{key}"
    st.session_state[name] = frame.here().first(key) == "yes"

    def changed() -> None:
        location.change(**{key: "yes" if st.session_state[name] else None})

    st.toggle(label, key=name, on_change=changed)
