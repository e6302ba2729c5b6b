"""The reading screens as plain pages of the running dashboard, under /plain: no script, no websocket, for any filters.

They show what everybody may see, whoever asks. A page is made once for a revision and kept, compressed.
"""

import gzip
import hashlib
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.filters import FILTERS, Kind
from kb.domain.model import Scope
from kb.domain.words import WORK
from kb.errors import KnowledgeBaseError
from kb.questions.vocabulary import vocabulary
from kb.site.addresses import Address
from kb.site.pages import Content, PageSource
from kb.site.shell import STYLE, STYLES, Choice, page
from kb.ui import location, service
from kb.ui.location import base_path
from kb.ui.markup import address
from kb.ui.screens import PLAIN, SCREENS, own_keys

# What a browser may keep, as long as it asks whether it is still so.
KEPT = {"Cache-Control": "no-cache"}
ABOUT = (
    _("The public figures of {work}, revision {revision}. This page needs no script."),
    _("The session desk and the report are in the dashboard."),
)


def content(screen: str, query: Mapping[str, list[str]]) -> tuple[View, Address, Content]:
    """What the plain page of a screen shows for the query of an address, and its own address.

    Raises KnowledgeBaseError.
    """
    store = service.store()
    given, faults = filters.bounded({key: [one for one in values if one] for key, values in query.items()})
    latest = store.latest()
    reading = filters.read(given, vocabulary(latest), latest.revision)
    view = store.snapshot(reading.scope.revision) if reading.scope.revision else latest
    own, strays = own_keys(screen, given, vocabulary(view))
    first = tuple((key, values[0]) for key, values in own.items() if values)
    here = Address(screen, reading.scope, first)
    return view, here, _content(view, here)._replace(dropped=(*faults, *reading.dropped, *strays))


@cached
def _content(view: View, place: Address) -> Content:
    return PageSource(view).content(place)


@cached
def _page(view: View, here: Address, dropped: tuple[str, ...]) -> tuple[bytes, str]:
    """The page, compressed, and the tag that tells one state of it from another."""
    scope, shown = here.scope, _content(view, here)._replace(dropped=dropped)
    menu = {screen: base_path() + location.plain(screen, filters.query(scope)) for screen in PLAIN}
    dashboard = base_path() + address(here.screen, {**filters.query(scope), **dict(here.own)})
    about = [one.format(work=WORK, revision=view.revision) for one in ABOUT]
    style = f"{base_path()}/{location.PLAIN}/{STYLE}"
    choices = _choices(view, scope)

    def rewrite(href: str, _is_figure: bool) -> str:
        parts = urlsplit(href)
        screen, query = parts.path.strip("/") if parts.path else here.screen, parse_qs(parts.query)
        if screen not in PLAIN:
            return base_path() + href
        # What is a window over the dashboard's Overview is a page of the coverage here.
        place = f"#{parts.fragment}" if parts.fragment else ""
        return base_path() + location.plain("coverage" if "cell" in query else screen, query) + place

    whole = page(shown, here, about, rewrite, menu, style=style, dashboard=dashboard, choices=choices)
    return gzip.compress(whole, mtime=0), f'"{hashlib.sha256(whole).hexdigest()[:24]}"'


def _choices(view: View, scope: Scope) -> list[Choice]:
    """The filters used often, each with its values; of several that are chosen all are kept chosen."""
    words, chosen = vocabulary(view), filters.query(scope)
    return [
        Choice(
            item.key,
            item.label,
            [*([("", _("All"))] if item.kind is Kind.MANY else []), *words.labels.get(item.key, {}).items()],
            chosen.get(item.key, []),
        )
        for item in FILTERS
        if item.often and item.kind in (Kind.MANY, Kind.ONE)
    ]


def answer(request: Request) -> Response:
    """A plain page, or a sentence; not a coroutine, so that it runs in a thread."""
    screen = request.path_params.get("screen", "")
    if screen == STYLE:
        return Response(STYLES, media_type="text/css", headers={"Cache-Control": "max-age=3600"})
    query = parse_qs(request.url.query)
    if screen not in SCREENS:  # what else stands there may be the name of another host
        return PlainTextResponse(_("There is no such page."), 404)
    if screen not in PLAIN:
        return RedirectResponse(base_path() + address(screen, query))
    try:
        view, here, shown = content(screen, query)
        body, tag = _page(view, here, shown.dropped)
    except KnowledgeBaseError as error:
        return PlainTextResponse(error.sentence, 503)
    headers = {**KEPT, "ETag": tag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body, media_type="text/html", headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(body), media_type="text/html", headers=headers)


ROUTES = [Route(f"/{location.PLAIN}", answer), Route(f"/{location.PLAIN}/{{screen:path}}", answer)]
