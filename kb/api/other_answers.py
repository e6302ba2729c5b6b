"""The answers that are no rows: a feed, a session at the desk, a file that was handed in."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Query, Request, Response
from starlette.responses import JSONResponse

from kb.api import access, responses
from kb.api.params import MOUNTED, ApiQuery, ScopeParams, read
from kb.api.problems import RequestRefused
from kb.db import Store
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, Audience
from kb.domain.words import WORK, counted
from kb.errors import ValueUnknown
from kb.questions import Row
from kb.questions.overview import overview_contributions
from kb.session.board import BoardView, LineOnBoard, board
from kb.workflow.desk import session
from kb.workflow.originals import original_file

ATOM_MEDIA = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
# Where nothing was published yet: before anything could be.
_NEVER = "2008-05-30T00:00:00Z"
# Whatever is in a file, a browser that opens it all the same runs nothing of it.
_FILE_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def feed(
    store: Callable[[], Store],
    request: Request,
    params: Annotated[ScopeParams, Query()],  # type: ignore[valid-type]
) -> Response:
    """What is newly published, as Atom (RFC 4287): for a State, an action or a meeting, or any other scope."""
    # Whatever token comes with it: a feed is kept and passed on by programs, so it holds what everybody may see.
    query = read(request, store(), Audience.PUBLIC, params)
    if not query.scope.meetings:
        query = replace(query, scope=replace(query.scope, meetings=(ANY_MEETING,)))
    headers = responses.headers(request, query)
    known = responses.not_modified(request, headers)
    return known or Response(_atom(query, str(request.url.query)), headers=headers, media_type=ATOM_MEDIA)


def _atom(query: ApiQuery, address_query: str) -> bytes:
    """The feed, the contribution published last first."""
    rows = overview_contributions.rows(query.view, query.scope)[:_MOST]
    feed = ET.Element("feed", xmlns=_ATOM)
    address = f"{query.host}{query.root}{MOUNTED}/v1/feed" + (f"?{address_query}" if address_query else "")
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


def session_now(store: Callable[[], Store], desk: str) -> Response:
    """A session as it stands now: what the room sees of it, as data. It changes with every move."""
    opened = store()
    try:
        recorded = session(opened, desk)
    except ValueUnknown as error:
        raise RequestRefused(HTTPStatus.NOT_FOUND, error.sentence) from error
    # Whatever token comes with it: what everybody in the room may see.
    state = _session_data(board(opened.latest(Audience.PUBLIC), recorded))
    return JSONResponse(state, headers={"Cache-Control": "no-store"})


def _session_data(board: BoardView) -> dict[str, Any]:
    """The session, who speaks and who is next, and how far each line is; no person's name and no note."""
    session, record = board.session, board.session.record
    return {
        "session": record.id,
        "title": record.title,
        "meeting": record.meeting,
        "day": record.day.isoformat(),
        "rehearsal": record.is_rehearsal,
        "moves": session.number,
        "revision": board.view.revision,
        "begun": session.begun,
        "closed": session.closed,
        "line": board.here,
        "speaking": session.speaking.public_name if session.speaking else None,
        "waiting": [slot.public_name for slot in session.waiting],
        "lines": [_line(line) for line in board.lines],
    }


def _line(line: LineOnBoard) -> dict[str, Any]:
    """Which actions are addressed and untouched is null where no note or text says so."""
    heard, parties = line.bound_heard
    addressed, actions = line.actions_addressed
    return {
        "line": line.id,
        "title": line.title,
        "affected_parties": parties,
        "affected_parties_heard": heard,
        "actions": actions,
        "actions_addressed": addressed if line.coded else None,
        "untouched": [action.id for action in line.untouched] if line.coded else None,
    }


def original(store: Callable[[], Store], request: Request, contribution: str) -> Response:
    """The file that was handed in, for whoever may have it."""
    opened = store()
    file = original_file(opened, access.actor(request, opened), contribution)
    if file is None:
        detail = _(
            "There is no such file that you may have. It is given to its contributor and to those who work on it."
        )
        raise RequestRefused(HTTPStatus.NOT_FOUND, detail)
    record, content = file
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(record.name, safe='')}"}
    return Response(content, headers=_FILE_HEADERS | attached, media_type=record.media_type)


# By their paths; each is given what opens the knowledge base.
OTHERS: Mapping[str, Callable[..., Response]] = {
    "/contributions/{contribution}/original": original,
    "/feed": feed,
    "/sessions/{desk}": session_now,
}
