"""How far the room has come: for each line what is noted, and what is still open. Only what the board says."""

from typing import NamedTuple

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.words import counted
from kb.session.board import Board, LineOnBoard
from kb.session.state import Session
from kb.ui.projector.names import in_words
from kb.ui.projector.sizes import fitting

# The place of the list of what is open, and the size of its type, in rem.
WIDTH, HEIGHT, SIZE = 24.5, 7.5, 1.4


class Open(NamedTuple):
    """The line that the session is at, its first actions that nobody in the room has touched, and how many more.

    Only what is coded tells which actions are addressed: of a line of which nothing is, `names` is None.
    """

    line: str
    names: list[str] | None
    more: int = 0


def ahead(view: View, session: Session) -> list[tuple[str, str]]:
    """Before the session has begun: each part, and how many are to speak."""
    return [(in_words(view, session, one), _list(len(one.slots), is_known=one.complete)) for one in session.parts]


def _list(speakers: int, *, is_known: bool) -> str:
    if speakers:
        return _("{speakers} on the list").format(speakers=counted(speakers, "speaker"))
    return _("Nobody is on the list yet") if is_known else _("Speakers not known from the programme")


def begun(board: Board) -> list[LineOnBoard]:
    """The lines under which somebody has spoken."""
    return [line for line in board.lines if line.begun]


def still_open(session: Session, board: Board) -> Open | None:
    """What is open of the line that the session is at; None after its end."""
    here = session.here.line if session.here and not session.closed else None
    line = next((one for one in board.lines if one.id == here), None)
    if line is None or not line.coded:
        return Open(here, None) if here else None
    names = [f"{one.name}: {one.short_title}" if one.short_title else one.name for one in line.untouched]
    fit = fitting(names, WIDTH, HEIGHT, SIZE)
    return Open(line.id, names[:fit], len(names) - fit)
