"""What the knowledge base has to say to a session as it stands, as HTML: worked out once for all who look at it."""

from kb.cache import cached
from kb.desk.board import board
from kb.desk.cards import cards
from kb.desk.questions import questions
from kb.desk.state import Session
from kb.desk.summary import Summary, summary
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, element, join
from kb.ui.work import session_tables
from kb.ui.work.session_board import board_html
from kb.ui.work.session_cards import cards_html
from kb.ui.work.session_questions import questions_html
from kb.ui.work.session_summary import summary_html


@cached
def on_the_board(view: View, session: Session) -> Html:
    """The board."""
    return join([element("h2", "Board"), board_html(board(view, session))])


@cached
def to_be_asked(view: View, session: Session) -> Html:
    """The questions to the room, with their buttons. For those who run the session only: notes are behind some."""
    said = questions_html(questions(view, session), vocabulary(view))
    return element("section", element("h2", "Questions to the room"), said, data_seen=str(session.number))


@cached
def on_cards(view: View, session: Session) -> Html:
    """The pre-briefing: a card per speaker."""
    return join([element("h2", "Before the session: who speaks"), cards_html(cards(view, session), vocabulary(view))])


@cached
def _come_to(view: View, session: Session) -> Summary:
    return summary(view, session)


@cached
def come_to(view: View, session: Session) -> Html:
    """What the session has come to so far. For those who run it only: it holds what was noted."""
    return join([element("h2", "What the session came to"), summary_html(_come_to(view, session))])


@cached
def come_to_tables(view: View, session: Session) -> tuple[Table, ...]:
    """The same as tables for files; likewise for those who run it only."""
    return session_tables.tables(_come_to(view, session), vocabulary(view))
