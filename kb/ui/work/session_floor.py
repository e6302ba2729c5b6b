"""The top of the desk: who has the floor and for how long, who is next, and the keys for it."""

from kb.desk.state import Outcome, Slot
from kb.desk.words import did
from kb.ui.markup import Html, element, join, link, text
from kb.ui.work.session import Desk, button, can_be_undone, part_name
from kb.ui.work.session_log import told

NEXT = 3
# The floor to the next twice within so many milliseconds is a slip of the hand: nobody speaks that shortly.
PAUSE_MS = 1500
ENDED = "No key gives the floor any more: the session has ended."
LETTERS_ON = "The letter on a button is its key, except while you type; F8 works always."
LETTERS_OFF = "Only F8 is a key: the floor to the next."


def floor(desk: Desk) -> Html:
    """Who has the floor, the next three, and for whoever runs the session the buttons."""
    return element(
        "section",
        element("div", _has_the_floor(desk), _next(desk), class_="both"),
        _buttons(desk) if desk.runs else "",
        element("p", desk.said, class_="note" if desk.amiss else "quiet", data_say="") if desk.said else "",
        _by_another(desk),
        class_="floor",
        data_bar="",
        data_seen=desk.seen,
        aria_label="The floor",
    )


def _by_another(desk: Desk) -> Html:
    """The last move, if somebody else made it."""
    last = next(reversed(desk.session.log), None) if desk.runs else None
    if last is None or last.person == desk.place.actor.person:
        return Html()
    return element("p", told(desk, last), class_="quiet", data_say="")


def _has_the_floor(desk: Desk) -> Html:
    session, speaking = desk.session, desk.session.speaking
    where = element("p", _where(desk), class_="quiet where", dir="auto")
    if speaking is None:
        open_ = "Nobody has the floor" if session.begun else "The session has not begun"
        said = "The session has ended" if session.closed else open_
        return element("div", element("h2", said), where)
    return element(
        "div",
        element("h2", "Has the floor: ", element("bdi", speaking.speaker)),
        element(
            "p",
            element("strong", clock(speaking)),
            f" of {speaking.minutes} min",
            element("strong", ": over time", class_="over"),
            class_="clock",
            data_clock="",
        ),
        where,
    )


def clock(slot: Slot) -> Html:
    """The time that a speaker has used; it runs on in the browser while the speaker has the floor."""
    if slot.since_ms is None:
        return text(_minutes(slot.used_ms))
    return element(
        "span",
        _minutes(slot.used_ms),
        data_since=str(slot.since_ms),
        data_used=str(slot.used_ms),
        data_most=str(slot.minutes * 60_000),
    )


def _minutes(used_ms: int) -> str:
    minutes, seconds = divmod(used_ms // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def _where(desk: Desk) -> str:
    part = desk.session.here
    if part is None:
        return ""
    line = desk.place.words.labels["line"].get(part.line or "", "")
    name = part_name(desk.session, part)
    return name if not line or line in name else f"{name}: {line}"


def _next(desk: Desk) -> Html:
    if desk.session.closed:
        return Html()
    waiting = desk.session.waiting
    items = []
    for slot in waiting[:NEXT]:
        part = desk.session.part(slot.part)
        elsewhere = "" if part is desk.session.here else f" ({part_name(desk.session, part)})"
        items.append(element("li", _to_card(desk, slot), elsewhere))
    more = len(waiting) - len(items)
    return element(
        "div",
        element("h3", "Next"),
        element("ol", *items) if items else element("p", "Nobody waits to speak."),
        element("p", f"and {more} more", class_="quiet") if more > 0 else "",
        class_="next",
    )


def _to_card(desk: Desk, slot: Slot) -> Html:
    """The name of a speaker, for whoever runs the session with a link to the speaker's card."""
    name = element("bdi", slot.speaker)
    query = {"desk": desk.code, "view": "briefing"}
    return link(name, "session", query, title=f"Card of {slot.speaker}") if desk.runs else name


def _buttons(desk: Desk) -> Html:
    session, waiting = desk.session, desk.session.waiting
    if session.closed:
        ended = element("span", ENDED, class_="quiet hint")
        return element("p", button("Let the session go on", "reopen"), ended, class_="doing")
    said = [
        button(
            join(["Floor to the next", f": {waiting[0].speaker}", _key(desk, "N")]),
            "floor",
            waiting[0].id,
            class_="first",
            data_waits=f"floor to {waiting[0].speaker}",
            data_pause=str(PAUSE_MS),
            data_key="n F8" if desk.keys else "F8",
            aria_keyshortcuts="N F8" if desk.keys else "F8",
        )
        if waiting
        else ""
    ]
    if session.speaking:
        ends = f"end of the turn of {session.speaking.speaker}"
        said.append(_keyed(desk, "End", "end", session.speaking.id, "E", waits=ends))
    if waiting:
        said.append(_keyed(desk, "Skip the next", "skip", waiting[0].id, "S", waits=f"skip {waiting[0].speaker}"))
    last = last_of(desk)
    if last:
        said.append(_keyed(desk, "Undo", "undo", last.number, "U", f"Undo: {did(session, last)}"))
    said.append(button(f"Letter keys: {'on' if desk.keys else 'off'}", "keys", aria_pressed=str(desk.keys).lower()))
    said.append(element("span", LETTERS_ON if desk.keys else LETTERS_OFF, class_="quiet hint"))
    return element("p", *said, class_="doing")


def last_of(desk: Desk) -> Outcome | None:
    """The last move of whoever looks that can be undone."""
    mine = (one for one in reversed(desk.session.log) if one.person == desk.place.actor.person)
    return next((one for one in mine if can_be_undone(one)), None)


def _keyed(
    desk: Desk, label: str, do: str, of: object, key: str, whole: str | None = None, waits: str | None = None
) -> Html:
    """A button with a key; `whole` says more than there is room for, `waits` what it is while it waits."""
    keys = key if desk.keys else None
    return button(
        join([label, _key(desk, key)]),
        do,
        of,
        data_key=keys and keys.lower(),
        aria_keyshortcuts=keys,
        aria_label=whole,
        title=whole,
        data_waits=waits,
    )


def _key(desk: Desk, key: str) -> Html:
    return element("kbd", key, aria_hidden="true") if desk.keys else Html()
