"""Switches of a screen that stand in its address: the address is the truth, the widget is set from it."""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.ui import frame, location
from kb.ui.location import CHART, TABLE


def of_chart(*, others: bool) -> bool:
    """The switches over a chart, with one for what `others` say; returns whether the table is wanted."""
    with st.container(horizontal=True, vertical_alignment="center"):
        as_table = chart_or_table()
        if others and not as_table:
            on_off("others", _("Show what others say"))
    return as_table


def chart_or_table() -> bool:
    """One switch for a chart and the same data as a plain table; returns whether the table is wanted."""
    name = "switch-as"
    wanted = location.prefers_tables()
    st.session_state[name] = TABLE if wanted else CHART

    st.radio(
        _("Show as"),
        [CHART, TABLE],
        format_func=str.capitalize,
        horizontal=True,
        key=name,
        label_visibility="collapsed",
        on_change=lambda: location.prefer_tables(st.session_state[name] == TABLE),
    )
    return wanted


def plain_tables(key: str) -> bool:
    """A toggle over the list `key` for plain tables instead of data frames; returns whether they are wanted."""
    name = f"switch-plain-{key}"
    wanted = st.session_state[name] = location.prefers_tables()

    st.toggle(
        _("Plain table"),
        key=name,
        on_change=lambda: location.prefer_tables(st.session_state[name]),
        help=_("With links, for the keyboard and screen readers"),
    )
    return bool(wanted)


def on_off(key: str, label: str) -> None:
    """A toggle for a key of the address that is `yes` or not there."""
    name = f"switch-{key}"
    st.session_state[name] = frame.here().first(key) == "yes"

    st.toggle(label, key=name, on_change=lambda: location.change(**{key: "yes" if st.session_state[name] else None}))
