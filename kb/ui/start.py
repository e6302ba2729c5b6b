"""What happens before the first visit."""

import gc
import os
import sys
import tempfile
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

from kb.cache import made
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.errors import PlaceUnusable
from kb.questions.vocabulary import vocabulary
from kb.search import search
from kb.ui import administrator, service
from kb.ui.coverage import VIEWS, CoverageQuery, coverage_view
from kb.ui.overview import reading, who_spoke_when


def warm_up() -> None:
    """Open the knowledge base and answer what most visits ask first. Raises KnowledgeBaseError."""
    store = service.store()
    view = store.snapshot(store.revision())
    vocabulary(view)
    for name in VIEWS:
        coverage_view(CoverageQuery(name, view, Scope()))
    reading.whole(view, Scope())
    picture = made(who_spoke_when(view, Scope()).picture)
    if picture:
        picture.packed  # noqa: B018 - kept from now on
    # Nobody's first question waits until the index is made.
    search(view, "")


def settle() -> None:
    """What is loaded by now stays for good: later collections need not look at it again."""
    gc.collect()
    gc.freeze()


def welcome_administrator() -> None:
    """Print the link for the administrator, or why there is none; open it where `make run` asks and a desktop is."""
    try:
        link = administrator.link()
    except PlaceUnusable as error:
        print(error, flush=True)
        return
    print(_("To work as administrator, open this link on this machine; it works once:"), link, sep="\n", flush=True)
    if os.environ.get("KB_OPEN_BROWSER") and _has_desktop():
        threading.Thread(target=_open, args=(link,), name="browser", daemon=True).start()


def _has_desktop() -> bool:
    if os.environ.get("CI"):
        return False
    return sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _open(link: str) -> None:
    """Open the link once the server answers; through a file of one's own, as all may see how a program was started."""
    for _attempt in range(600):
        try:
            urllib.request.urlopen(f"{administrator.own_address()}/_stcore/health", timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        file = Path(folder, "administrator.html")
        file.write_text(f'<meta http-equiv="refresh" content="0; url={link}">', encoding="utf-8")
        webbrowser.open(file.as_uri())
        time.sleep(60)  # a browser may have to start first
