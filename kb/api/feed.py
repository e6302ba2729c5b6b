"""A feed of what is newly published: Atom (RFC 4287), for a State, an action or a meeting, or any other scope."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

from fastapi import FastAPI, Request, Response

from kb.api import answering, asking
from kb.api.asking import Asked
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


def add_to(app: FastAPI, start: str, store: Callable[[], Store]) -> None:
    """Answer at PATH below `start`."""

    @app.get(start + PATH, include_in_schema=False)
    def feed(request: Request) -> Response:
        # Whatever token comes with it: a feed is kept and passed on by programs, so it holds what everybody may see.
        asked = asking.read(request, store(), Audience.PUBLIC, ())
        if not asked.scope.meetings:
            asked = replace(asked, scope=replace(asked.scope, meetings=(ANY_MEETING,)))
        kept = answering.headers(request, asked)
        if answering.is_known(request, kept["ETag"]):
            return answering.unchanged(kept)
        return Response(_atom(asked, str(request.url.query)), headers=kept, media_type=MEDIA)


def _atom(asked: Asked, query: str) -> bytes:
    """The feed, the contribution published last first."""
    rows = overview_contributions.rows(asked.view, asked.scope)[:_MOST]
    feed = ET.Element("feed", xmlns=_ATOM)
    address = f"{asked.host}{asked.root}{asking.MOUNTED}/v1{PATH}" + (f"?{query}" if query else "")
    _texts(
        feed,
        id=address,
        title=answering.sentence(asked, asked.scope),
        subtitle=WORK,
        updated=_moment(rows[0]) if rows else _NEVER,
    )
    ET.SubElement(feed, "link", rel="self", href=address)
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = WORK
    for row in rows:
        entry = ET.SubElement(feed, "entry")
        link = asked.link("contributions", contribution=row["contribution"])
        voice = asked.words.label("voice", row["voice"])
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
