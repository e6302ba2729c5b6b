"""Who sits in front of the screen: somebody signed in, somebody alone on this machine, or a reader."""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from kb.model import Audience
from kb.store import Store
from kb.work.people import known_by_email
from kb.work.permission import ALONE, READER, Actor

# What a proxy adds: behind one, an address on this machine says nothing about where the person is.
_BY_A_PROXY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def actor(store: Store) -> Actor:
    """Who uses the dashboard now. Without sign-in, whoever sits at this machine works as its administrator."""
    if sign_in_is_configured():
        return _signed_in(store)
    return ALONE if is_on_this_machine(st.context.headers, st.context.ip_address) else READER


def sign_in_is_configured() -> bool:
    """Whether people sign in with OpenID Connect: `[auth]` in .streamlit/secrets.toml."""
    return hasattr(st.user, "is_logged_in")


def _signed_in(store: Store) -> Actor:
    if not st.user.is_logged_in or not st.user.get("email"):
        return READER
    return known_by_email(store.latest(Audience.STAFF), str(st.user["email"])) or READER


def is_on_this_machine(headers: Mapping[str, str], address: str | None) -> bool:
    """Whether a visit comes from this very machine and no proxy, by its headers and the address it comes from.

    The address named by the page (Origin) counts too: a proxy that hides itself leaves it as the browser wrote it.
    """
    named = {name.lower(): value for name, value in headers.items()}
    host, origin = named.get("host", ""), named.get("origin")
    if any(name in named for name in _BY_A_PROXY):
        return False
    hosts = [urlsplit(f"//{host}").hostname, *([urlsplit(origin).hostname] if origin else [])]
    return all(_is_loopback(one) for one in hosts) and (address is None or _is_loopback(address))


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
