"""Screens of a session that follow what others do at the desk: each asks, about once a second, how far it is."""

from functools import cache

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.components.v2.types import ComponentRenderer

from kb.errors import KnowledgeBaseError, ValueUnknown
from kb.ui import service
from kb.ui.location import base_path
from kb.ui.served import asset

# What asks again and again, shared with the projector.
POLLING = asset("polling.js")
NOT_KEPT = {"Cache-Control": "no-store"}


def watch(desk: str, number: int) -> None:
    """Run the screen anew once the session at a desk is no longer as it was after its first `number` moves.

    Nothing is to be seen of it, except that the connection is lost; Streamlit's own window about that is kept away.
    """
    data = {"address": f"{base_path()}/session-live/{desk}", "number": number}
    _component()(key=f"live-{desk}", data=data, on_moved_change=_moved)


def _moved() -> None:
    """The run that follows shows it."""


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "live",
        css=asset("live.css"),
        js=POLLING + asset("live.js"),
        isolate_styles=False,
    )


def _how_far(request: Request) -> Response:
    """The number of the last move at a desk, as text."""
    try:
        entries = service.store().desks.entries(request.path_params["desk"])
    except ValueUnknown as error:
        return PlainTextResponse(str(error), 404, NOT_KEPT)
    except KnowledgeBaseError as error:
        return PlainTextResponse(str(error), 503, NOT_KEPT)
    return PlainTextResponse(str(entries[-1].number if entries else 0), headers=NOT_KEPT)


ROUTES = [Route("/session-live/{desk}", _how_far)]
