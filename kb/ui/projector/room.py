"""What the room sees of a session: HTML made once for every state and shown by all windows.

Nothing here names a person: neither who runs the session, nor the individuals that a programme names with its speakers;
and nothing is shown of the words that were taken down.
"""

import threading

from kb.desk.board import board
from kb.desk.state import Session
from kb.store import View
from kb.ui.markup import Html, element
from kb.ui.memory import remembered
from kb.ui.projector import progress
from kb.ui.projector.names import in_words, short, speaker
from kb.ui.projector.sizes import size

# Stands where the time used goes: that changes while the rest stays.
TIME = "<!--time-->"
NEXT = 3
A_SECOND = 1000
REPLAY = "Replay: the order of speakers is real, the times are not."
NOT_KNOWN = "The speakers of this part are not known from the programme."
# Places on the screen, in rem: for the name of the speaker, and for those of the next.
FLOOR_WIDTH, FLOOR_HEIGHT = 38.0, 9.4
NEXT_WIDTH, NEXT_HEIGHT, NEXT_BETWEEN, NEXT_SIZE = 21.0, 13.2, 0.9, 2.4

_making = threading.Lock()


def shown(view: View, session: Session, used_ms: int | None) -> Html:
    """What the room sees, with the time that the speaker has used, in milliseconds."""
    with _making:  # for all windows that ask at once
        made = _room(view, session)
    speaking = session.speaking
    time = _time(used_ms, speaking.minutes) if speaking and used_ms is not None else ""
    return Html(made.replace(TIME, time))


def minutes(milliseconds: int) -> str:
    """A length of time as minutes and seconds: 3:20."""
    whole, seconds = divmod(max(0, milliseconds) // 1000, 60)
    return f"{whole}:{seconds:02}"


def _time(used_ms: int, allotted: int) -> Html:
    over = used_ms - allotted * 60_000
    return element(
        "p",
        element("span", minutes(used_ms), class_="used"),
        f" of {allotted} {'minute' if allotted == 1 else 'minutes'} used",
        " ",
        element(
            "strong",
            "Over time by ",
            element("span", minutes(over), class_="by"),
            class_="over",
            hidden=None if over >= A_SECOND else "",
        ),
        class_="time",
        data_allotted=str(allotted * 60_000),
    )


@remembered
def _room(view: View, session: Session) -> Html:
    record = session.record
    return element(
        "main",
        element(
            "header",
            element("h1", record.title, dir="auto"),
            element("p", REPLAY, class_="replay") if record.is_replay else "",
            element("p", in_words(view, session, session.here) if session.here else "", class_="part", dir="auto"),
        ),
        _floor(session),
        _next(session),
        progress.so_far(session, board(view, session)) if session.begun else progress.ahead(view, session),
        data_said=_said(session),
    )


def _said(session: Session) -> str:
    """How it stands, in a sentence."""
    if session.closed:
        return "The session has ended."
    if session.speaking:
        return f"{speaker(session.speaking)} has the floor."
    return "Nobody has the floor." if session.begun else "The session has not begun."


def _floor(session: Session) -> Html:
    speaking = session.speaking
    if speaking is None:
        return element("section", element("h2", _said(session), class_="standing"), _then(session), class_="floor")
    name = speaker(speaking)
    return element(
        "section",
        element("h2", "Has the floor"),
        element("p", name, class_=f"speaker {size([name], FLOOR_WIDTH, FLOOR_HEIGHT)}", dir="auto"),
        Html(TIME),
        class_="floor",
    )


def _then(session: Session) -> Html:
    """What is to be said of a part in which nobody speaks."""
    part = session.here
    if session.closed or part is None:
        return Html()
    if not part.slots:
        return element("p", "Nobody is on the list of this part yet." if part.complete else NOT_KNOWN)
    if not any(slot in part.slots for slot in session.waiting):
        return element("p", "Nobody on the list of this part is waiting to speak.")
    return Html()


def _next(session: Session) -> Html:
    waiting = () if session.closed else session.waiting
    first, more = waiting[:NEXT], len(waiting) - NEXT
    if not first:
        return Html()
    here = session.here.code if session.here else None
    named = [(speaker(slot), short(session, session.part(slot.part)) if slot.part != here else "") for slot in first]
    between = NEXT_BETWEEN + 1.2 * any(part for _, part in named)
    class_ = size([name for name, _ in named], NEXT_WIDTH, NEXT_HEIGHT, between=between, most=NEXT_SIZE)
    rows = (
        element("li", element("span", name, dir="auto"), element("small", part, dir="auto") if part else "")
        for name, part in named
    )
    return element(
        "section",
        element("h2", "Next" if session.begun else "First on the list"),
        element("ol", *rows, class_=class_),
        element("p", f"and {more} more", class_="more") if more > 0 else "",
        class_="next",
    )
