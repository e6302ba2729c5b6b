"""A feed of what is newly published: Atom (RFC 4287), for a State, an action or a meeting, or any other scope."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Query, Request, Response

from kb.api import responses
from kb.api.params import MOUNTED, ApiQuery, ScopeParams, read
from kb.db import Store
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, Audience
from kb.domain.words import WORK, counted
from kb.questions import Row
from kb.questions.overview import overview_contributions

PATH = "/feed"
MEDIA = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
# Where nothing was published yet: before anything could be.
_NEVER = "2008-05-30T00:00:00Z"


def feed(
    store: Callable[[], Store],
    request: Request,
    params: Annotated[ScopeParams, Query()],  # type: ignore[valid-type]
) -> Response:
    """What answers at PATH."""
    # Whatever token comes with it: a feed is kept and passed on by programs, so it holds what everybody may see.
    query = read(request, store(), Audience.PUBLIC, params)
    if not query.scope.meetings:
        query = replace(query, scope=replace(query.scope, meetings=(ANY_MEETING,)))
    headers = responses.headers(request, query)
    known = responses.not_modified(request, headers)
    return known or Response(_atom(query, str(request.url.query)), headers=headers, media_type=MEDIA)


def _atom(query: ApiQuery, address_query: str) -> bytes:
    """The feed, the contribution published last first."""
    rows = overview_contributions.rows(query.view, query.scope)[:_MOST]
    feed = ET.Element("feed", xmlns=_ATOM)
    address = f"{query.host}{query.root}{MOUNTED}/v1{PATH}" + (f"?{address_query}" if address_query else "")
    _texts(
        feed,
        id=address,
        title=responses.sentence(query, query.scope),
        subtitle=WORK,
        updated=_moment(rows[0]) if rows else _NEVER,
    )
    ET.SubElement(feed, "link", rel="self", href=address)
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = WORK
    for row in rows:
        entry = ET.SubElement(feed, "entry")
        link = query.link("contributions", contribution=row["contribution"])
        voice = query.words.label("voice", row["voice"])
        passages = counted(row["passages"], "passage")
        _texts(
            entry,
            id=link,
            title=", ".join(filter(None, (row["contributor_label"], row["meeting_label"], row["date"]))),
            updated=_moment(row),
            summary=_("{voice}. {passages} on this.").format(voice=voice, passages=passages),
        )
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=link)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _moment(row: Row) -> str:
    return f"{row['published_on'].isoformat()}T00:00:00Z"
