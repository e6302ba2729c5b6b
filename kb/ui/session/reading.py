"""What the knowledge base has to say to a session as it stands, as HTML: worked out once for all who look at it."""

from collections.abc import Mapping, Sequence

from kb.cache import cached
from kb.domain import filters, words
from kb.domain.catalogue import gettext as _
from kb.domain.model import TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.questions.vocabulary import vocabulary
from kb.session.board import BoardView, Group
from kb.session.cards import Card, cards, in_two_lines
from kb.session.evidence import EvidenceKind, Touch
from kb.session.moves import QuestionStatus
from kb.session.question import RULES
from kb.session.question_rules import questions
from kb.session.summary import Summary, summary
from kb.tables import Table
from kb.ui.markup import Html
from kb.ui.session import tables
from kb.ui.templates import render

# A mark and words for each: nothing is told by colour.
TOUCHES = {
    Touch.NOW: words.CellWords("●", _("addressed now"), ""),
    Touch.ANNOUNCED: words.CellWords("◇", _("announced"), ""),
    Touch.NOT: words.CellWords("□", _("not touched"), ""),
}
WHYS = {
    EvidenceKind.FLOOR: _("had the floor"),
    EvidenceKind.NOTE: _("noted"),
    EvidenceKind.WAITING: _("on the list"),
    EvidenceKind.SKIPPED: _("passed over"),
    EvidenceKind.TEXT: _("text handed in"),
}
GROUPS = {
    Group.BOUND: _("States Parties with cluster munition victims"),
    Group.UNKNOWN: _("States Parties for which victims are not known (never counted as no)"),
    Group.OTHER: _("Other States that speak or are announced, in no fraction"),
}
WORDINGS = {TextStatus.UNVERIFIED: _("wording not checked"), TextStatus.MISSING: _("wording not known")}
MARKED = {QuestionStatus.PINNED: _("Pinned"), QuestionStatus.ASKED: _("Asked"), QuestionStatus.DROPPED: _("Dropped")}
_PUT_BACK = ((_("Put back"), QuestionStatus.OPEN),)
_ASK_OR_DROP = ((_("Asked"), QuestionStatus.ASKED), (_("Drop"), QuestionStatus.DROPPED))
BUTTONS: Mapping[QuestionStatus, tuple[tuple[str, QuestionStatus], ...]] = {
    QuestionStatus.OPEN: ((_("Pin"), QuestionStatus.PINNED), *_ASK_OR_DROP),
    QuestionStatus.PINNED: ((_("Unpin"), QuestionStatus.OPEN), *_ASK_OR_DROP),
    QuestionStatus.ASKED: _PUT_BACK,
    QuestionStatus.DROPPED: _PUT_BACK,
}
OF_CHAIR = _("Spoke as Coordinator, not for the State. The notes stay at the desk and are recorded for no State")


@cached
def board_html(board: BoardView) -> Html:
    """The board, with who stands how on each line and action, and the way to what was reported before."""
    return render(
        "session/board.html",
        board=board,
        touches=TOUCHES,
        whys=WHYS,
        groups=GROUPS,
        statuses=words.PARTY_STATUSES,
        wordings=WORDINGS,
        text_statuses=words.TEXT_STATUSES,
        query=filters.query,
        listed=words.listed,
    )


@cached
def questions_html(board: BoardView, *, acting: bool = True) -> Html:
    """The questions to the room, line by line; without buttons where `acting` is False.

    For those who run the session only: notes are behind some.
    """
    return render(
        "session/questions.html",
        questions=questions(board),
        number=board.session.number,
        words=vocabulary(board.view),
        acting=acting,
        marked=MARKED,
        buttons=BUTTONS,
        rules=RULES.values(),
        listed=words.listed,
    )


def cards_html(made: Sequence[Card], words_: Vocabulary) -> Html:
    """The cards, those of whoever spoke folded away at the end."""
    return render(
        "session/cards.html",
        cards=made,
        words=words_,
        in_two_lines=in_two_lines,
        cells=words.CELLS,
        coded_as=words.CODED_AS,
        kinds=words.CONTRIBUTION_KINDS,
        query=filters.query,
    )


def summary_html(made: Summary) -> Html:
    """What a session came to, part by part, and what is left to do."""
    return render(
        "session/summary.html",
        summary=made,
        titles={part.code: part.title for part in made.parts},
        kinds=words.CONTRIBUTION_KINDS,
        of_chair=OF_CHAIR,
    )


@cached
def on_cards(board: BoardView) -> Html:
    """The pre-briefing: a card per speaker."""
    return cards_html(cards(board), vocabulary(board.view))


@cached
def come_to(board: BoardView) -> Html:
    """What the session has come to so far. For those who run it only: it holds what was noted."""
    return summary_html(summary(board))


@cached
def come_to_tables(board: BoardView) -> tuple[Table, ...]:
    """The same as tables for files; likewise for those who run it only."""
    return tables.tables(summary(board), vocabulary(board.view))
