"""What the room sees of a session: HTML made once for every state and shown by all windows.

Nothing here names a person: neither who runs the session, nor the individuals that a programme names with its speakers;
and nothing is shown of what was taken down.
"""

from kb.desk.state import Part, Session, Slot
from kb.store import View
from kb.ui.markup import Html, element, text
from kb.ui.memory import remembered, words_of

# Stands where the time used goes: that changes while the rest stays.
TIME = "<!--time-->"
NEXT = 3
REPLAY = "Replay: the order of speakers is real, the times are not."
NOT_KNOWN = "The speakers of this part are not known from the programme."
# A name of up to so many characters is set in the largest type, of up to so many in large type.
SHORT, MIDDLING = 24, 60


def shown(view: View, session: Session, used_ms: int | None) -> Html:
    """What the room sees, with the time that the speaker has used, in milliseconds."""
    speaking = session.speaking
    time = _time(used_ms, speaking.minutes) if speaking and used_ms is not None else ""
    return Html(_room(view, session).replace(TIME, time))


def minutes(milliseconds: int) -> str:
    """A length of time as minutes and seconds: 3:20."""
    whole, seconds = divmod(max(0, milliseconds) // 1000, 60)
    return f"{whole}:{seconds:02}"


def speaker(slot: Slot) -> str:
    """A speaker's name; of an individual expert only that it is one."""
    return "An individual expert" if slot.speaker_kind == "expert" else slot.speaker


def _time(used_ms: int, allotted: int) -> Html:
    over = used_ms - allotted * 60_000
    return element(
        "p",
        element("span", minutes(used_ms), class_="used"),
        f" of {allotted} {'minute' if allotted == 1 else 'minutes'} used",
        element(
            "strong",
            " Over time by ",
            element("span", minutes(over), class_="by"),
            class_="over",
            hidden=None if over >= 0 else "",
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
            element("p", REPLAY, class_="replay") if record.is_replay else "",
            element("h1", record.title, dir="auto"),
            element("p", _where(view, session), class_="part", dir="auto"),
        ),
        _floor(session),
        _next(session),
        _progress(session),
        data_said=_said(session),
    )


def _where(view: View, session: Session) -> str:
    """The part and its line, in words."""
    part = session.here
    if part is None:
        return ""
    title = words_of(view).labels["line"].get(part.line or "", "")
    name = short(session, part)
    return name if not title or title in name else f"{name}: {title}"


def short(session: Session, part: Part) -> str:
    """The title of a part without that of the session: Part a."""
    name = part.title.removeprefix(session.record.title).lstrip(", ") or part.title
    return name[:1].upper() + name[1:]


def _said(session: Session) -> str:
    """How it stands, in a sentence that is read out."""
    if session.closed:
        return "The session has ended."
    if session.speaking:
        return f"{speaker(session.speaking)} has the floor."
    return "Nobody has the floor." if session.begun else "The session has not begun."


def _floor(session: Session) -> Html:
    speaking = session.speaking
    if speaking is None or session.closed:
        return element("section", element("h2", _said(session), class_="standing"), _then(session), class_="floor")
    return element(
        "section",
        element("h2", "Has the floor"),
        element("p", speaker(speaking), class_=f"speaker {_size(speaker(speaking))}", dir="auto"),
        Html(TIME),
        class_="floor",
    )


def _then(session: Session) -> Html:
    """What is to be said of a part in which nobody speaks."""
    part = session.here
    if session.closed or part is None:
        return Html()
    if not part.slots:
        return element("p", text("Nobody is on the list of this part yet." if part.complete else NOT_KNOWN))
    if not any(slot in part.slots for slot in session.waiting):
        return element("p", text("Nobody on the list of this part is waiting to speak."))
    return Html()


def _size(name: str) -> str:
    return "short" if len(name) <= SHORT else "middling" if len(name) <= MIDDLING else "long"


def _next(session: Session) -> Html:
    waiting = () if session.closed else session.waiting
    here = session.here
    first = [
        element(
            "li",
            element("span", speaker(slot), class_=_size(speaker(slot)), dir="auto"),
            element("small", short(session, session.part(slot.part)))
            if here is not None and slot.part != here.code
            else "",
        )
        for slot in waiting[:NEXT]
    ]
    more = len(waiting) - len(first)
    if not first:
        return Html()
    return element(
        "section",
        element("h2", "Next"),
        element("ol", *first),
        element("p", f"and {more} more", class_="more") if more else "",
        class_="next",
    )


def _progress(session: Session) -> Html:
    """How many of a part's speakers have spoken."""
    rows = []
    for part in session.parts:
        total = len(part.slots)
        spoken = sum(slot.has_spoken for slot in part.slots)
        if total:
            said = f"{spoken} of {total} speakers have had the floor"
        else:
            said = "Speakers not known from the programme" if not part.complete else "Nobody on the list yet"
        rows.append(
            element("li", element("h3", short(session, part), dir="auto"), bar(spoken, total), element("p", said))
        )
    return element("section", element("h2", "So far in this session"), element("ul", *rows), class_="progress")


def bar(done: int, total: int) -> Html:
    """A bar of what is done; what it says stands beside it in words."""
    if not total:
        return Html()
    share = f"{100 * done / total:.1f}%"
    filled = element("rect", width=share, height="100%", class_="filled")
    return element("svg", filled, class_="bar", aria_hidden="true", width="100%", height="1em")
