"""What the knowledge base has to say to a session as it stands, as HTML made once for all, and as tables for files."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import streamlit as st

from kb.cache import cached
from kb.domain import filters, words
from kb.domain.catalogue import gettext as _
from kb.domain.model import TextStatus
from kb.questions import Row
from kb.questions.columns import CONTRIBUTOR, CONTRIBUTOR_NAME, LINE, NAME, PROVISION, STATE, count, truth
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.reports.chair_sheet import chair_sheet
from kb.reports.word import MEDIA_TYPE, word_file
from kb.session.board import BoardView, Group, board
from kb.session.cards import cards, in_two_lines
from kb.session.evidence import Touch
from kb.session.moves import QuestionStatus
from kb.session.question import Rule
from kb.session.question_rules import questions
from kb.session.state import Note, SessionPart
from kb.session.summary import REHEARSED, Turn, summary
from kb.tables import Column, Table, Type
from kb.ui import downloads
from kb.ui.markup import Html, render
from kb.ui.session.desk import Desk
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
MINUTE_MS = 60_000
_NOTES = (
    count("notes", _("Notes"), _("notes"), _("How much is noted.")),
    Column("noted", _("Noted"), meaning=_("What is noted, separated by semicolons."), may_be_empty=True),
    Column(
        "held",
        _("Passages (ids)"),
        meaning=_("Notes that are passages and were not noted in the room; separated by spaces."),
        may_be_empty=True,
    ),
)
SPOKE = (
    Column("part", _("Part (code)"), meaning=_("Letter of the part of the session.")),
    Column("part_title", _("Part"), meaning=_("Title of the part.")),
    replace(LINE, may_be_empty=True),
    replace(CONTRIBUTOR, may_be_empty=True),
    CONTRIBUTOR_NAME,
    truth("as_chair", _("As the chair"), _("Whether it spoke as Coordinator or chair, which counts for no State.")),
    Column("kind", _("Kind"), meaning=_("Kind of contribution."), codes="kind"),
    Column("day", _("Day"), Type.DATE, _("The day on which it began; empty: had no floor."), may_be_empty=True),
    Column(
        "begun", _("Begun"), meaning=_("The time at which it began, in the zone of the session."), may_be_empty=True
    ),
    truth("speaking", _("Still speaking"), _("Whether it has the floor now.")),
    Column("minutes_used", _("Minutes used"), Type.NUMBER, _("Minutes of its turns that have ended."), _("minutes")),
    count("minutes_allotted", _("Minutes allotted"), _("minutes"), _("The minutes it may speak.")),
    *_NOTES,
)
NEWLY = (
    STATE,
    NAME,
    PROVISION,
    *_NOTES,
)
OWED = (
    CONTRIBUTOR,
    CONTRIBUTOR_NAME,
    Column("parts", _("Parts (codes)"), meaning=_("Letters of the parts in which it spoke, separated by spaces.")),
)


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

    name = f"chairs-sheet-{desk.code}"
    st.header(_("The chair’s sheet"), anchor=False)
    with st.container(horizontal=True):
        word = _("Word file")
        downloads.button(word, lambda: word_file(chair_sheet(now())), f"{name}.docx", MEDIA_TYPE, "sheet-docx")
        downloads.button(_("Page to print"), lambda: paper(now()).encode(), f"{name}.html", "text/html", "sheet")


def paper(board: BoardView, made_at: datetime | None = None) -> Html:
    """The sheet as a page to print; `made_at` (UTC) is now where it is not given.

    What it shows is what the view may see: of a view of the staff's, texts that are not published too. It says so.
    """
    return render("paper.html", document=chair_sheet(board, made_at))


def sheet(desk: Desk) -> Html:
    """The sheet as it is printed, with the button that prints it."""
    return desk.render("sheet", page=str(paper(desk.board)))


@cached
def tables(board: BoardView) -> tuple[Table, ...]:
    """What a session came to, for those who run it; the tables of a rehearsal say so."""
    made, words = summary(board), vocabulary(board.view)
    rehearsed = " " + _("(rehearsal)") if board.session.record.is_rehearsal else ""
    spoke = (_turn(turn, one.part) for one in made.parts for turn in one.turns)
    newly = (
        {
            "state": one.state["id"],
            "name": one.state["name"],
            "provision": one.action["provision"],
            **_noted(one.notes),
        }
        for one in made.newly
    )
    owed = (
        {
            "contributor": one.contributor,
            "contributor_label": one.name,
            "parts": " ".join(dict.fromkeys(slot.part for slot in one.slots)),
        }
        for one in made.owed
    )
    return (
        labelled_table(_("Who spoke") + rehearsed, SPOKE, spoke, words),
        labelled_table(_("Covered for the first time") + rehearsed, NEWLY, newly, words),
        labelled_table(_("Texts still to be handed in") + rehearsed, OWED, owed, words),
    )


def _turn(turn: Turn, part: SessionPart) -> Row:
    slot = turn.slot
    return {
        "part": part.code,
        "part_title": part.title,
        "discussion_line": part.line,
        "contributor": slot.contributor,
        "contributor_label": turn.name,
        "as_chair": slot.as_chair,
        "kind": slot.kind,
        "day": turn.begun.date() if turn.begun else None,
        "begun": f"{turn.begun:%H:%M}" if turn.begun else None,
        "speaking": slot.since_ms is not None,
        "minutes_used": round(slot.used_ms / MINUTE_MS, 1),
        "minutes_allotted": slot.minutes,
        **_noted(turn.notes),
    }


def _noted(notes: tuple[Note, ...]) -> Row:
    return {
        "notes": len(notes),
        "noted": "; ".join(note.said for note in notes) or None,
        "held": " ".join(note.passage for note in notes if note.passage) or None,
    }
