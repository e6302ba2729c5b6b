"""What a reader prefers on every screen: it stands in the address, and the browser keeps it for the next visit."""

from collections.abc import Mapping

import streamlit as st

from kb.ui import location

CHART, TABLE = "chart", "table"
# Keys of the address that every screen knows, with what each may say; a cookie of the same name keeps it.
KEYS: Mapping[str, tuple[str, ...]] = {"as": (CHART, TABLE)}
_COOKIE = "kb_{}"


def prefers_tables() -> bool:
    """Whether plain tables are wanted instead of charts and data frames: by the address, or as chosen before."""
    return _value("as") == TABLE


def prefer_tables(wanted: bool) -> None:
    """Note the choice in the address and for the session; the browser keeps it."""
    st.session_state[_COOKIE.format("as")] = TABLE if wanted else CHART
    location.change(**{"as": TABLE if wanted else None})


def kept() -> dict[str, str]:
    """The cookies that the browser is to keep."""
    names = map(_COOKIE.format, KEYS)
    return {name: st.session_state[name] for name in names if name in st.session_state}


def _value(key: str) -> str | None:
    name = _COOKIE.format(key)
    asked = st.query_params.get(key)
    if asked in KEYS[key]:
        st.session_state[name] = asked
    chosen = st.session_state.get(name) or _from_before(name)
    return chosen if chosen in KEYS[key] else None


def _from_before(name: str) -> str | None:
    """What the browser has kept, read once in a session."""
    kept_before = f"{name}-before"
    if kept_before not in st.session_state:
        st.session_state[kept_before] = st.context.cookies.get(name)
    before: str | None = st.session_state[kept_before]
    return before
