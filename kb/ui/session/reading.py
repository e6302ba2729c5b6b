"""What the knowledge base has to say to a session as it stands, as HTML: worked out once for all who look at it."""

from collections.abc import Callable, Mapping
from datetime import datetime

import streamlit as st

from kb.cache import cached
from kb.domain import filters, words
from kb.domain.catalogue import gettext as _
from kb.domain.model import TextStatus
from kb.questions.vocabulary import vocabulary
from kb.reports.chair_sheet import chair_sheet
from kb.reports.word import MEDIA_TYPE, word_file
from kb.session.board import BoardView, Group, board
from kb.session.cards import cards, in_two_lines
from kb.session.evidence import Touch
from kb.session.moves import QuestionStatus
from kb.session.question import Rule
from kb.session.question_rules import questions
from kb.session.summary import REHEARSED, summary
from kb.ui.downloads import ICON
from kb.ui.markup import Html
from kb.ui.session.desk import Desk
from kb.ui.templates import render
from kb.workflow import desk as desks

# A mark and words for each: nothing is told by colour.
TOUCHES = {
    Touch.NOW: words.CellWords("●", _("addressed now"), ""),
    Touch.ANNOUNCED: words.CellWords("◇", _("announced"), ""),
    Touch.NOT: words.CellWords("□", _("not touched"), ""),
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


# What is shown of each part, beside the board itself.
_CONTENT: Mapping[str, Callable[[BoardView], object]] = {
    "board": lambda board: board,
    "questions": questions,
    "cards": cards,
    "summary": summary,
}


@cached
def html(board: BoardView, part: str) -> Html:
    """A part of what there is to read: board, questions to the room, cards of the speakers, or summary.

    Questions and summary hold what was noted: they are for those who run the session only.
    """
    return render(
        f"session/{part}.html",
        **{part: _CONTENT[part](board)},
        session=board.session,
        words=vocabulary(board.view),
        touches=TOUCHES,
        groups=GROUPS,
        statuses=words.PARTY_STATUSES,
        wordings=WORDINGS,
        text_statuses=words.TEXT_STATUSES,
        marked=MARKED,
        buttons=BUTTONS,
        rules=[_(rule.value) for rule in Rule],
        in_two_lines=in_two_lines,
        cells=words.CELLS,
        coded_as=words.CODED_AS,
        kinds=words.CONTRIBUTION_KINDS,
        rehearsed=REHEARSED,
        of_chair=OF_CHAIR,
        query=filters.query,
        listed=words.listed,
    )


def sheet_files(desk: Desk) -> None:
    """Buttons for the sheet as files. Each is made when it is asked for, from the session as it is then."""

    def now() -> BoardView:
        return board(desk.latest, desks.session(desk.place.store, desk.code))

    def offer(label: str, made: Callable[[], bytes], ending: str, media_type: str, key: str) -> None:
        name = f"chairs-sheet-{desk.code}.{ending}"
        st.download_button(label, made, name, media_type, icon=ICON, on_click="ignore", key=key)

    st.header(_("The chair’s sheet"), anchor=False)
    with st.container(horizontal=True):
        offer(_("Word file"), lambda: word_file(chair_sheet(now())), "docx", MEDIA_TYPE, "sheet-docx")
        offer(_("Page to print"), lambda: paper(now()).encode(), "html", "text/html", "sheet")


def paper(board: BoardView, made_at: datetime | None = None) -> Html:
    """The sheet as a page to print; `made_at` (UTC) is now where it is not given.

    What it shows is what the view may see: of a view of the staff's, texts that are not published too. It says so.
    """
    return render("paper.html", document=chair_sheet(board, made_at))


def sheet(desk: Desk) -> Html:
    """The sheet as it is printed, with the button that prints it."""
    return desk.render("sheet", page=str(paper(desk.board)))
