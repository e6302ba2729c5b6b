"""The application: opens the knowledge base once, warms up, and runs kb/ui/main.py for every visit."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from kb.errors import KnowledgeBaseError
from kb.ui import service


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Open and warm up before the first visit. A knowledge base that cannot be opened is said on the screen, not here."""
    try:
        service.warm_up()
    except KnowledgeBaseError as error:
        logging.getLogger("kb").error("%s", error)
    # What is loaded by now stays for good: later collections need not look at it again.
    gc.collect()
    gc.freeze()
    yield
    service.close()


app = st.App("kb/ui/main.py", lifespan=lifespan)
