"""What the knowledge base has to say to a session as it stands, as HTML: worked out once for all who look at it."""

from kb.desk.board import board
from kb.desk.cards import cards
from kb.desk.state import Session
from kb.store import View
from kb.ui.markup import Html, element, join
from kb.ui.memory import remembered, words_of
from kb.ui.work.session_board import board_html
from kb.ui.work.session_cards import cards_html


@remembered
def on_the_board(view: View, session: Session) -> Html:
    """The board."""
    return join([element("h2", "Board"), board_html(board(view, session))])


@remembered
def on_cards(view: View, session: Session) -> Html:
    """The pre-briefing: a card per speaker."""
    return join([element("h2", "Before the session: who speaks"), cards_html(cards(view, session), words_of(view))])
