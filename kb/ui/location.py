"""The address: what stands before every path, the query, each change one entry in the history; and preferences."""

import os
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

import streamlit as st

from kb.ui.markup import Query, address

# Under which the screens answer as plain pages.
PLAIN = "plain"
CHART, TABLE = "chart", "table"
# Keys of the address that every screen knows, with what each may say; a cookie of the same name keeps it.
KEYS: Mapping[str, tuple[str, ...]] = {"as": (CHART, TABLE)}
_COOKIE = "kb_as"


@cache
def base_path() -> str:
    """What stands before every path, such as `/kb`; empty where the dashboard has a host to itself."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def public_address() -> str:
    """The address under which others reach the dashboard, with no stroke at its end; empty where none is set."""
    address = os.environ.get("KB_PUBLIC_ADDRESS", "").strip().rstrip("/")
    return address if address.startswith(("https://", "http://")) else ""


def screen() -> str:
    """The name of the screen in the address; empty for the Overview, and where there is no address."""
    path = urlsplit(st.context.url or "").path
    return path.removeprefix(base_path()).strip("/")


def plain(screen: str, query: Query) -> str:
    """The address of a screen's plain page, below the base path."""
    return address(f"{PLAIN}/{screen}".rstrip("/"), query)


def change(**changes: object) -> None:
    """Set these keys; one that is None or empty is taken out."""
    go({key: st.query_params.get_all(key) for key in st.query_params} | changes)


def go(query: Mapping[str, object]) -> None:
    """Set the whole query; what is None or empty is left out."""
    st.query_params.from_dict(
        {
            key: [str(one) for one in value] if isinstance(value, list | tuple) else str(value)
            for key, value in query.items()
            if value not in (None, "", [], ())
        }
    )


def prefers_tables() -> bool:
    """Whether plain tables are wanted instead of charts and data frames: by the address, or as chosen before."""
    asked = st.query_params.get("as")
    if asked in KEYS["as"]:
        st.session_state[_COOKIE] = asked
    # What the browser has kept, read once in a session.
    before = st.session_state.setdefault(f"{_COOKIE}-before", st.context.cookies.get(_COOKIE))
    return (st.session_state.get(_COOKIE) or before) == TABLE


def prefer_tables(wanted: bool) -> None:
    """Note the choice in the address and for the session; the browser keeps it."""
    st.session_state[_COOKIE] = TABLE if wanted else CHART
    change(**{"as": TABLE if wanted else None})


def kept() -> dict[str, str]:
    """The cookie that the browser is to keep."""
    return {_COOKIE: st.session_state[_COOKIE]} if _COOKIE in st.session_state else {}
