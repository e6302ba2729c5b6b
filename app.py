"""The application: opens the knowledge base once, warms up, and runs kb/ui/main.py for every visit."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from kb.errors import KnowledgeBaseError
from kb.ui import service, start
from kb.ui.compressed import CompressedAssets

LOG = logging.getLogger("kb")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up before the first visit. A knowledge base that cannot be opened is said on the screen, not here."""
    try:
        start.warm_up()
    except KnowledgeBaseError as error:
        LOG.error("%s", error)
    start.settle()
    yield
    service.close()


def say_fault(error: Exception) -> bool:
    """An error nobody foresaw: one sentence on the screen, the stack trace in the log."""
    LOG.error("A screen failed", exc_info=error)
    st.error("This screen failed because of a fault in the program. The fault was logged; other screens may work.")
    return True


app = st.App("kb/ui/main.py", lifespan=lifespan, middleware=[Middleware(CompressedAssets)], on_script_error=say_fault)
