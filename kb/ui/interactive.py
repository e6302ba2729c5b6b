"""HTML of our own making in which something can be done: what a reader does in it comes back once, as a UserAction."""

import threading
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any

import streamlit as st
from pydantic import Field, StrictInt, TypeAdapter, ValidationError

from kb.ui.location import base_path
from kb.ui.markup import Html
from kb.ui.served import component

# Ids of actions are kept for as long as the browser may still send them again: of one page, and of all, as a page that
# is loaded anew sends again what it had not been told was received.
_KEPT, _KEPT_OF_ALL = 200, 5000
_taken: dict[str, None] = {}
_taking = threading.Lock()
_Text = Annotated[str, Field(max_length=4000)]
_Texts = Annotated[tuple[_Text, ...], Field(max_length=50)]


@dataclass(frozen=True)
class UserAction:
    """What was done: `do` to `of`, with a `value`; a form gives `fields`, each with its values.

    An item that was moved gives do: data-drop of its list, of: the item, value: the item that it now stands before, or
    "" for the end. `seen` is the number in data-seen of what surrounds it: what was on the screen when it was done.
    `id` is the browser's: the same one is the same action, however often and in whichever window it is sent.
    """

    do: Annotated[_Text, Field(min_length=1)]
    of: _Text = ""
    value: _Text = ""
    seen: StrictInt = 0
    fields: Annotated[dict[_Text, _Texts], Field(max_length=20)] = field(default_factory=dict)
    id: Annotated[str, Field(max_length=40)] = ""

    def one(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")


_SENT = TypeAdapter(UserAction)


@dataclass(frozen=True)
class Watch:
    """Run the screen anew once the session at a desk is no longer as after its first `number` moves (kb/ui/live.py).

    Nothing is to be seen of it, except that the connection is lost; Streamlit's own window about that is kept away.
    """

    desk: str
    number: int


def show(
    html: Html, key: str, *, clock_ms: int | None = None, whose: str = "", watch: Watch | None = None
) -> UserAction | None:
    """Show HTML of our own making, with links as `linked.show`; returns what was done in it, if it was not taken yet.

    What can be done: `<button type="button" data-do data-of data-value>`, also by the key in data-key (one of KEYS in
    assets/interactive.js), and with data-pause not twice within so many ms; a field with data-key is gone to by its
    key, and Escape leaves a field; `<form data-do data-of>` with named fields, emptied when received, but for those
    with data-keep, and gone on with in the one with data-first; in it a [data-other] that shows
    while something is typed in the field data-begun and the field that it names is not data-than, whose chosen option
    stands in its [data-chosen], with a `<button type="button" data-set data-to>` that sets a field; what is typed in a
    form stays over a reload, for the person `whose` it is, but not if the field named in data-about offers it no more;
    `<li data-drag data-name>` in `<ol data-drop>`, moved by a [data-handle] in it, by Alt and the up and down arrows,
    or by buttons with data-step -1 and 1. Only what has changed is drawn: focus, what is typed and which
    details[data-of] are unfolded stay; what moves within a list, comes or goes needs an id. The text
    of a [data-say] is spoken by screen readers whenever it has changed. A button with data-print prints the frame
    beside it. A [data-bar] is what stays in view above the rest: what gets the focus is brought out from under it, and
    what was sent and not received yet is named below it, in the words of data-waits.

    `clock_ms` is a clock's time now: [data-since] then shows the time run since, by the browser's own clock, added to
    data-used (all in ms), and gets data-over when it is more than data-most. `watch`: see Watch.
    """
    data = {
        "key": key,
        "html": html,
        "received": _kept("received", key),
        "clock": clock_ms,
        "whose": whose,
        "base": base_path(),
        "watch": {"address": f"{base_path()}/session-live/{watch.desk}", "number": watch.number} if watch else None,
    }
    mount = component("interactive_html", "interactive.js", "linked.css", "interactive.css")
    mount(key=_mounted(key), data=data, on_events_change=partial(_receive, key), on_moved_change=_moved)
    return take(key)


def _moved() -> None:
    """The run that follows shows it."""


def take(key: str) -> UserAction | None:
    """What was done in what is shown under this key and was not taken yet, on whatever page, the earliest first.

    Take until there is nothing left before showing it anew, and one run is enough.
    """
    waiting: list[UserAction] = _kept("waiting", key)
    while waiting:
        action = waiting.pop(0)
        with _taking:
            is_new = not action.id or action.id not in _taken
            _taken[action.id] = None
            while len(_taken) > _KEPT_OF_ALL:
                del _taken[next(iter(_taken))]
        if is_new:
            return action
    return None


def _mounted(key: str) -> str:
    return f"interactive-{key}"


def _kept(what: str, key: str) -> list[Any]:
    """What the browser's session keeps: actions `waiting` to be taken, or the ids of those `received`."""
    kept: list[Any] = st.session_state.setdefault(f"interactive-{what}-{key}", [])
    return kept


def _receive(key: str) -> None:
    """Keep what the browser sent. It sends all that it has not been told was received, so the same may come again."""
    shown = st.session_state.get(_mounted(key))
    if shown is None:  # gone from the screen meanwhile: the reader went elsewhere right after
        return
    sent, received = shown.get("events"), _kept("received", key)
    for one in sent[:_KEPT] if isinstance(sent, list) else []:
        action = _read(one)
        if action is not None and action.id not in received:
            received.append(action.id)
            _kept("waiting", key).append(action)
    del received[:-_KEPT]


def _read(sent: Any) -> UserAction | None:
    """The action; None for anything that our own page would not send."""
    try:
        action = _SENT.validate_python(sent)
    except ValidationError:
        return None
    return action if action.id else None
