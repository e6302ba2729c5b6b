"""The application: opens the knowledge base once, warms up, runs kb/ui/main.py for every visit; has the HTTP API."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kb import api
from kb.__main__ import run_lent
from kb.commands import remote
from kb.errors import KnowledgeBaseError
from kb.site import live as plain
from kb.site.first import FirstPage
from kb.ui import administrator, live, projector, served, service, start
from kb.ui.administrator import AdministratorLink
from kb.ui.live import NOT_KEPT
from kb.ui.location import base_path
from kb.ui.served import OTHERS, POLICY, FrontEnd, SecurityHeaders

LOG = logging.getLogger("kb")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up before the first visit. A knowledge base that cannot be opened is said on the screen, not here."""
    try:
        start.warm_up()
    except KnowledgeBaseError as error:
        LOG.error("%s", error)
    start.settle()
    commands = take_commands()
    start.welcome_administrator()
    yield
    if commands:
        commands.stop()
    service.close()


def take_commands() -> remote.Service | None:
    """Run what the command line asks for, as only this process can open the file; None where that is not to be."""
    try:
        return remote.Service(service.store(), run_lent, administrator.own_address(), administrator.link)
    except (KnowledgeBaseError, OSError, AttributeError) as error:  # not every system has such sockets
        LOG.warning("The command line cannot be used while the dashboard runs: %s", error)
        return None


def say_fault(error: Exception) -> bool:
    """An error nobody foresaw: one sentence on the screen, the stack trace in the log."""
    LOG.error("A screen failed", exc_info=error)
    st.error("This screen failed because of a fault in the program. The fault was logged; other screens may work.")
    return True


def answer_fault(_request: Request, _error: Exception) -> Response:
    """The same at an address that is no screen; the server itself logs it, and answers past every middleware."""
    headers = {"Content-Security-Policy": POLICY, **OTHERS}
    return PlainTextResponse("This failed because of a fault in the program, which was logged.", 500, headers)


def is_ready(_request: Request) -> Response:
    """Whether the knowledge base can be opened and read, for whoever watches the server: 200 or 503."""
    try:
        service.store().revision()
    except KnowledgeBaseError as error:
        LOG.error("%s", error)
        return PlainTextResponse("The knowledge base cannot be opened; why stands in the log.", 503, NOT_KEPT)
    return PlainTextResponse("ready", headers=NOT_KEPT)


BASE = base_path()
ROUTES = [Route("/ready", is_ready), *live.ROUTES, *projector.ROUTES, *plain.ROUTES, *served.ROUTES]
app = st.App(
    "kb/ui/main.py",
    lifespan=lifespan,
    routes=[api.mounted(service.store, BASE), *(Route(BASE + one.path, one.endpoint) for one in ROUTES)],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(AdministratorLink),
        Middleware(FrontEnd),
        Middleware(FirstPage),
    ],
    exception_handlers={Exception: answer_fault},
    on_script_error=say_fault,
)
