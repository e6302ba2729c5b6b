"""The pages of the projector: whole, with their own style and script in them, so that nothing else is to be loaded."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from kb.db.desks import DeskRecord
from kb.domain.catalogue import gettext as _
from kb.ui.location import base_path
from kb.ui.markup import Html
from kb.ui.served import asset
from kb.ui.templates import render

STYLE = Html(asset("projector.css"))
SCRIPT = Html(asset("following.js") + asset("projector.js"))
# A window that stays open over a change of the program loads the page anew.
VERSION = sha256((STYLE + SCRIPT).encode()).hexdigest()[:12]
# Without the script: the whole page again and again.
SECONDS = 5


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)};"
    " connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-store",
}


def following(title: str, room: Html, seen: str, used_ms: int | None) -> str:
    """The page that shows a session and follows it."""
    return _page(title, room=room, seen=seen, used_ms=used_ms, version=VERSION, seconds=SECONDS, script=SCRIPT)


def choosing(desks: Sequence[DeskRecord]) -> str:
    """The page that lists the sessions at the desk."""
    return _page(_("Sessions"), desks=desks)


def saying(sentence: str) -> str:
    """A page with one sentence, and a way on."""
    return _page(_("Projector"), desks=None, sentence=sentence)


def _page(title: str, **values: object) -> str:
    return render("projector/page.html", **{"title": title, "base": base_path(), "style": STYLE, "room": "", **values})
