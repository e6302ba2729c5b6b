"""A session at the desk as it stands now: what the room sees of it, as data. It changes with every move."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import Response
from starlette.responses import JSONResponse

from kb.api.problems import RequestRefused
from kb.db import Store
from kb.domain.model import Audience
from kb.errors import ValueUnknown
from kb.session.board import BoardView, LineOnBoard, board
from kb.workflow.desk import session

PATH = "/sessions/{desk}"


def now(store: Callable[[], Store], desk: str) -> Response:
    """What answers at PATH."""
    opened = store()
    try:
        recorded = session(opened, desk)
    except ValueUnknown as error:
        raise RequestRefused(HTTPStatus.NOT_FOUND, error.sentence) from error
    # Whatever token comes with it: what everybody in the room may see.
    state = _as_data(board(opened.latest(Audience.PUBLIC), recorded))
    return JSONResponse(state, headers={"Cache-Control": "no-store"})


def _as_data(board: BoardView) -> dict[str, Any]:
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
