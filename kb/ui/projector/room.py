"""What the room sees of a session: HTML made once for every state and shown by all windows.

Nothing here names a person: neither who runs the session, nor the individuals that a programme names with its speakers;
and nothing is shown of the words that were taken down. How large names can be set is reckoned without a browser, in
rem: on a projector a fixed share of the screen. assets/projector.css has the same SIZES as classes size-0, size-1 ...
"""

import math
import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.domain.words import counted
from kb.session.board import BoardView
from kb.session.state import Session, SessionPart, Slot
from kb.ui.markup import Html, macro

SIZES = (6.0, 5.0, 4.2, 3.4, 2.8, 2.4, 2.0, 1.7, 1.4, 1.2, 1.0)
# Of the type's size: how wide a letter is in the mean, in bold and with room for words that do not break well;
# how high a line is, of a name and of a sentence.
LETTER, LINE, PROSE = 0.57, 1.15, 1.2
# Stands where the time used goes: that changes while the rest stays.
TIME = "<!--time-->"
NEXT = 3
A_SECOND = 1000
REHEARSAL = _("Rehearsal: this is not the session. Nothing of it is recorded.")
# After the end; of a rehearsal nobody in the room is to be thanked, nor asked for a text.
THANKS = (
    _("Thank you."),
    _("Statements can still be handed in on the screen Submit."),
    _("A text that is handed in is published once the Coordinators have gone through it."),
)
NOT_KNOWN = _("The speakers of this part are not known from the programme.")
# Places on the screen, in rem: for what is under discussion, for the name of the speaker, for those of the next; what
# stands beside a name, a role or a part, has one size.
PART_WIDTH, PART_HEIGHT, PART_SIZE = 62.0, 3.3, 2.8
FLOOR_WIDTH, FLOOR_HEIGHT, ROLE = 38.0, 9.4, 1.7
NEXT_WIDTH, NEXT_HEIGHT, NEXT_BETWEEN, NEXT_SIZE, BESIDE = 21.0, 13.2, 0.9, 2.4, 1.0
# A role of more lines than this stays in the name.
ROLE_LINES = 2
# The speaker's name is at least so many times as large as those of the next.
TIMES = 2
# The place of the list of what is open, and the size of its type.
OPEN_WIDTH, OPEN_HEIGHT, OPEN_SIZE = 24.5, 7.5, 1.4
_making = threading.Lock()


def largest(
    names: Sequence[str], width: float, height: float, *, between: float = 0.0, most: float = SIZES[0]
) -> float:
    """The largest type, up to `most`, in which the names fit below each other, `between` for each."""
    for rem in SIZES:
        needed = sum(lines(name, width, rem) * rem * LINE + between for name in names)
        if rem <= most and needed <= height:
            return rem
    return SIZES[-1]


def class_of(rem: float) -> str:
    """The class in the style of one of the SIZES."""
    return f"size-{SIZES.index(rem)}"


def fitting(sentences: Sequence[str], width: float, height: float, rem: float) -> int:
    """How many of the sentences, in type of this size, fit below each other."""
    heights = accumulate(lines(sentence, width, rem) * rem * PROSE for sentence in sentences)
    return sum(used <= height for used in heights)


def lines(name: str, width: float, rem: float) -> int:
    """How many lines a name takes up."""
    return max(1, math.ceil(_length(name) * LETTER * rem / width))


def _length(name: str) -> float:
    """How many mean letters wide."""
    return sum(
        1.7 if unicodedata.east_asian_width(letter) in "WF" else 1.25 if letter.isupper() else 1.0 for letter in name
    )


def shown(board: BoardView, used_ms: int | None = 0) -> Html:
    """What the room sees, with the time that the speaker has used, in milliseconds."""
    with _making:  # for all windows that ask at once
        made = _room(board)
    speaking = board.session.speaking
    time = _time(used_ms, speaking.minutes) if speaking and used_ms is not None else ""
    return Html(made.replace(TIME, time))


def minutes(milliseconds: int) -> str:
    """A length of time as minutes and seconds: 3:20."""
    whole, seconds = divmod(max(0, milliseconds) // 1000, 60)
    return f"{whole}:{seconds:02}"


def _time(used_ms: int, allotted: int) -> Html:
    over = used_ms - allotted * 60_000
    too_long = {"is_over": over >= A_SECOND, "by": minutes(over)}
    return macro("projector/room.html", "time")(minutes(used_ms), allotted, too_long)


@cached
def _room(board: BoardView) -> Html:
    session = board.session
    return macro("projector/room.html", "room")(
        session,
        REHEARSAL if session.record.is_rehearsal else "",
        _said(session),
        _part(board),
        _floor(session.speaking) if session.speaking else None,
        [] if session.speaking else list(_then(session)),
        Html(TIME),
        _next(session),
        [] if session.begun else [(board.title(part), _list(part)) for part in session.parts],
        [line for line in board.lines if line.begun] if session.begun else [],
        _still_open(board) if session.begun else None,
    )


def _part(board: BoardView) -> dict[str, str] | None:
    """What is under discussion; nothing is once the session has ended."""
    session = board.session
    if session.here is None or session.closed:
        return None
    name = board.title(session.here)
    return {"name": name, "size": class_of(largest([name], PART_WIDTH, PART_HEIGHT, most=PART_SIZE))}


def _said(session: Session) -> str:
    """How it stands, in a sentence."""
    if session.closed:
        return _("The session has ended.")
    if session.speaking:
        return _("{speaker} has the floor.").format(speaker=session.speaking.public_name)
    return _("Nobody has the floor.") if session.begun else _("The session has not begun.")


def _floor(speaking: Slot) -> dict[str, str]:
    name, role = _named(speaking, FLOOR_WIDTH, ROLE)
    return {"name": name, "role": role, "size": class_of(_speaker_size(speaking))}


def _named(slot: Slot, width: float, rem: float) -> tuple[str, str]:
    """The name of a speaker, and the role if it can stand below it in type of this size."""
    whole = slot.public_name
    # What stands in brackets after a name, most often a role: Invented State (Coordinator).
    match = re.fullmatch(r"(.*\S)\s*(\([^()]+\))", whole)
    name, role = (match[1], match[2]) if match else (whole, "")
    return (name, role) if role and lines(role, width, rem) <= ROLE_LINES else (whole, "")


def _speaker_size(slot: Slot) -> float:
    """How large the name of the speaker is set, in rem."""
    name, role = _named(slot, FLOOR_WIDTH, ROLE)
    below = lines(role, FLOOR_WIDTH, ROLE) * ROLE * LINE if role else 0.0
    return largest([name], FLOOR_WIDTH, FLOOR_HEIGHT, between=below)


def _then(session: Session) -> Iterator[str]:
    """What is to be said while nobody speaks: of the part, or after the end what comes next."""
    part = session.here
    if session.closed:
        yield from () if session.record.is_rehearsal else THANKS
    elif part is None:
        return
    elif not part.slots:
        yield _("Nobody is on the list of this part yet.") if part.complete else NOT_KNOWN
    elif not any(slot in part.slots for slot in session.waiting):
        yield _("Nobody on the list of this part is waiting to speak.")


def _next(session: Session) -> dict[str, Any] | None:
    waiting = () if session.closed else session.waiting
    first, more = waiting[:NEXT], len(waiting) - NEXT
    if not first:
        return None
    here = session.here.code if session.here else None
    named = [_named(slot, NEXT_WIDTH, BESIDE) for slot in first]
    parts = [session.short_title(session.part(slot.part)) if slot.part != here else "" for slot in first]
    below = [lines(role, NEXT_WIDTH, BESIDE) if role else 0 for _name, role in named]
    between = NEXT_BETWEEN + BESIDE * LINE * (max(below) + any(parts))
    most = min(NEXT_SIZE, _speaker_size(session.speaking) / TIMES) if session.speaking else NEXT_SIZE
    rem = largest([name for name, _ in named], NEXT_WIDTH, NEXT_HEIGHT, between=between, most=most)
    rows = [(name, (role, part)) for (name, role), part in zip(named, parts, strict=True)]
    return {"size": class_of(rem), "rows": rows, "more": more}


def _list(part: SessionPart) -> str:
    """Before the session has begun: how many are to speak in a part."""
    if part.slots:
        return _("{speakers} on the list").format(speakers=counted(len(part.slots), "speaker"))
    return _("Nobody is on the list yet") if part.complete else _("Speakers not known from the programme")


def _still_open(board: BoardView) -> dict[str, Any] | None:
    """The line that the session is at, its first actions that nobody has touched, and how many more; None at its end.

    Only what is coded tells which actions are addressed: of a line of which nothing is, `names` is None.
    """
    here = None if board.session.closed else board.here
    line = next((one for one in board.lines if one.id == here), None)
    if line is None or not line.coded:
        return {"line": here, "names": None, "more": 0} if here else None
    names = [": ".join(filter(None, (one.name, one.row["short_title"]))) for one in line.untouched]
    fit = fitting(names, OPEN_WIDTH, OPEN_HEIGHT, OPEN_SIZE)
    return {"line": line.id, "names": names[:fit], "more": len(names) - fit}
