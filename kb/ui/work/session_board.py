"""The board of a session as HTML: for the facilitators' screen and, in short, for the projector."""

from kb.desk.board import Board
from kb.ui.markup import Html


def board_html(board: Board) -> Html:
    """The board: a section per line, with a table of States and one of actions."""
    raise NotImplementedError
