"""How far the room has come: for each line what is noted, and what is still open. Only what the board says."""

from kb.db import View
from kb.domain.words import counted
from kb.session.board import Board, LineOnBoard
from kb.session.state import Session
from kb.ui.markup import Html, element, join, table
from kb.ui.projector.names import in_words
from kb.ui.projector.sizes import fitting

# The place of the list of what is open, and the size of its type, in rem.
WIDTH, HEIGHT, SIZE = 24.5, 7.5, 1.4


def ahead(view: View, session: Session) -> Html:
    """Before the session has begun: its parts, and how many are to speak."""
    rows = [
        element(
            "li",
            element("strong", in_words(view, session, part), dir="auto"),
            ". ",
            _list(len(part.slots), is_known=part.complete),
        )
        for part in session.parts
    ]
    return element(
        "div", element("section", element("h2", "In this session"), element("ul", *rows), class_="ahead"), class_="foot"
    )


def _list(speakers: int, *, is_known: bool) -> str:
    if speakers:
        return f"{counted(speakers, 'speaker')} on the list"
    return "Nobody is on the list yet" if is_known else "Speakers not known from the programme"


def so_far(session: Session, board: Board) -> Html:
    """Each line that was begun, and what is open of the one that the session is at."""
    here = session.here.line if session.here and not session.closed else None
    line = next((one for one in board.lines if one.id == here), None)
    return element("div", _lines(session, board, here), _open(line) if line and line.coded else "", class_="foot")


def _lines(session: Session, board: Board, here: str | None) -> Html:
    """How far each line is; nothing of one that nobody has spoken under, and no action where none of it was coded."""
    begun = [line for line in board.lines if line.begun]
    if not begun:
        return Html()
    coded = any(line.coded for line in begun)
    columns = ("Line", "Parties known to be affected, heard", *(("Actions addressed by States, as noted",) * coded))
    rows = [
        (
            _line(line, is_here=line.id == here),
            _share(*line.bound_heard, "none"),
            *((_addressed(line),) * coded),
        )
        for line in begun
    ]
    when = "In this session" if session.closed else "So far in this session"
    return element("section", table(when, columns, rows), class_="lines")


def _addressed(line: LineOnBoard) -> Html:
    return _share(*line.actions_addressed, "we have no text of them") if line.coded else element("span", "not counted")


def _line(line: LineOnBoard, *, is_here: bool) -> Html:
    """The letter of a line, large; its title for whoever has room for it, or hears it."""
    title = element("span", f": {line.title}", class_="named")
    return element("strong" if is_here else "span", f"Line {line.id}", title, ", now" if is_here else "", dir="auto")


def _share(done: int, total: int, nothing: str) -> Html:
    if not total:
        return element("span", nothing)
    return join([_bar(done, total), element("span", f"{done} of {total}", class_="share")])


def _bar(done: int, total: int) -> Html:
    """A bar of what is done; what it says stands beside it in words."""
    filled = element("rect", width=f"{100 * done / total:.1f}%", height="100%", class_="filled")
    return element("svg", filled, class_="bar", aria_hidden="true", width="100%", height="1em")


def _open(line: LineOnBoard) -> Html:
    """The actions of a line that nobody in the room has touched.

    Only what is coded tells which actions are addressed: of a line of which nothing is, nothing is said here.
    """
    heading = element("h2", f"Line {line.id}: actions still open")
    names = [f"{one.name}: {one.short_title}" if one.short_title else one.name for one in line.untouched]
    if not names:
        said = "Every action whose text we have is noted or announced."
        return element("section", heading, element("p", said), class_="open")
    fit = fitting(names, WIDTH, HEIGHT, SIZE)
    more = len(names) - fit
    return element(
        "section",
        heading,
        element("p", "not noted or announced so far"),
        element("ul", *(element("li", name, dir="auto") for name in names[:fit])),
        element("p", f"and {more} more", class_="more") if more else "",
        class_="open",
    )
