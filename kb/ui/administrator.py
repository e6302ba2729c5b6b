"""The administrator of this machine, where nobody signs in: a link with a key that works once, turned into a cookie.

The key is kept in memory alone, and a restart makes a new one. The cookie's value outlasts a restart for some hours:
otherwise a restart in mid-session would make a reader of whoever runs it, and lose what waits in the browser.
"""

import ipaddress
import secrets
import threading
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
from starlette.datastructures import QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import get_secrets_auth_section

from kb.commands import remote
from kb.db import database_place
from kb.domain.catalogue import N_
from kb.domain.catalogue import gettext as _
from kb.errors import PlaceUnusable
from kb.ui.location import base_path
from kb.ui.markup import render
from kb.ui.screens import SCREENS

PARAMETER = "key"
# As long as a sign-in holds.
COOKIE_HOURS = 12
COMMAND: str = ".venv/bin/python -m kb admin-link"
READ_ONLY: str = N_("This dashboard answers other machines and nobody can sign in: everybody only reads.")
SIGN_IN = N_("People sign in here. Add an administrator with python -m kb person.")
# What a proxy adds: behind one, an address on this machine says nothing about where the person is.
_BY_A_PROXY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_REFUSED = _(
    "A link works once, until the dashboard is restarted, and only at the machine itself."
    " For a new one run this there: {command}"
).format(command=COMMAND)


class Keys:
    """The key of the last link, which works once, and the value of the cookie that it gives."""

    def __init__(self, cookie: str) -> None:
        self._lock = threading.Lock()
        self._key: str | None = None
        self._cookie = cookie

    def new(self) -> str:
        """A new key; the one before no longer works."""
        with self._lock:
            self._key = secrets.token_urlsafe()
            return self._key

    def redeemed(self, key: str) -> str | None:
        """The cookie's value for the right key, once; None for any other."""
        with self._lock:
            if self._key is None or not _equal(key, self._key):
                return None
            self._key = None
            return self._cookie

    def is_cookie(self, value: str) -> bool:
        """Whether this is the value that a key was turned into."""
        return bool(value) and _equal(value, self._cookie)


@cache
def _keys() -> Keys:
    try:
        return Keys(remote.kept_secret(database_place(), secrets.token_urlsafe, COOKIE_HOURS))
    except (OSError, AttributeError, PlaceUnusable):  # not every system has users and such folders
        return Keys(secrets.token_urlsafe())


def link() -> str:
    """A new link for whoever is to work as administrator. Raises PlaceUnusable where nobody does without sign-in."""
    if get_secrets_auth_section():
        raise PlaceUnusable(SIGN_IN)
    if answers_others():
        raise PlaceUnusable("{read_only} Set up sign-in, or start it for this machine alone.", read_only=READ_ONLY)
    return f"{own_address()}/?{urlencode({PARAMETER: _keys().new()})}"


def own_address() -> str:
    """What the addresses of screens begin with, on this machine."""
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://localhost:{st.get_option('server.port')}{base_path()}"


def answers_others() -> bool:
    """Whether the server answers other machines too."""
    try:
        return not _is_loopback(st.get_option("server.address"))
    except ValueError:
        return True


def is_here(headers: Mapping[str, str], cookies: Mapping[str, str], address: str | None) -> bool:
    """Whether a visit is the administrator's: it has the cookie and comes from this very machine, past no proxy."""
    cookie = cookies.get(_cookie_name(), "")
    return bool(cookie) and _keys().is_cookie(cookie) and not answers_others() and is_on_this_machine(headers, address)


class AdministratorLink:
    """Answers a screen's address with a key: sets the cookie and leads to the same address without the key."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            request = HTTPConnection(scope)
            screen = str(scope["path"]).removeprefix(base_path()).strip("/")
            if PARAMETER in request.query_params and screen in SCREENS:
                await _exchanged(request, screen)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _exchanged(request: HTTPConnection, screen: str) -> Response:
    query = QueryParams([one for one in request.query_params.multi_items() if one[0] != PARAMETER])
    there = f"{base_path()}/{quote(screen)}" + (f"?{query}" if query else "")
    answer = RedirectResponse(there, 303, {"Cache-Control": "no-store"})
    # A page that is opened comes without Origin; the screens, which ask again, do not.
    headers = {"origin": f"{request.url.scheme}://{request.headers.get('host', '')}", **request.headers}
    address = request.client.host if request.client else ""
    if answers_others() or get_secrets_auth_section() or not is_on_this_machine(headers, address):
        return _refusal()
    if cookie := _keys().redeemed(request.query_params[PARAMETER]):
        secure = request.url.scheme == "https"
        answer.set_cookie(
            _cookie_name(), cookie, path=base_path() or "/", secure=secure, httponly=True, samesite="strict"
        )
    elif not _keys().is_cookie(request.cookies.get(_cookie_name(), "")):
        return _refusal()
    return answer


def _refusal() -> Response:
    page = render("link_refused.html", why=_REFUSED, away=f"{base_path()}/")
    return HTMLResponse(page, 403, {"Cache-Control": "no-store"})


def _cookie_name() -> str:
    """Browsers do not tell ports apart: two dashboards on one machine must not take each other's cookie away."""
    return f"kb-administrator-{st.get_option('server.port')}"


def is_on_this_machine(headers: Mapping[str, str], address: str | None) -> bool:
    """Whether a visit comes from a browser on this very machine and through no proxy.

    `address` is None where Streamlit says so for this machine. The page that asks (Origin) must be this very
    dashboard's: a proxy that hides itself leaves it as the browser wrote it, and so does a name that a foreign site
    lets point at this machine. Any program can write these headers; so this is only asked beside the cookie.
    """
    named = {name.lower(): value.lower() for name, value in headers.items()}
    if any(name in named for name in _BY_A_PROXY):
        return False
    try:
        host, origin = urlsplit(f"//{named.get('host', '')}"), urlsplit(named.get("origin", ""))
        return (
            host.netloc == origin.netloc and _is_loopback(host.hostname) and (address is None or _is_loopback(address))
        )
    except ValueError:
        return False


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    found = ipaddress.ip_address(host or "")
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def _equal(given: str, right: str) -> bool:
    return secrets.compare_digest(given.encode(), right.encode())
