"""HTML of our own making in which something can be done: what a reader does in it comes back once, as a UserAction."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from kb.ui.location import base_path
from kb.ui.markup import Html
from kb.ui.served import script, style

# Ids of actions are kept for as long as the browser may still send them again: of one page, and of all, as a page that
# is loaded anew sends again what it had not been told was received.
_KEPT, _KEPT_OF_ALL = 200, 5000
_taken: dict[str, None] = {}
_taking = threading.Lock()
_LONGEST, _MOST_FIELDS, _MOST_VALUES, _LONGEST_ID = 4000, 20, 50, 40


@dataclass(frozen=True)
class UserAction:
    """What was done: `do` to `of`, with a `value`; a form gives `fields`, each with its values.

    An item that was moved gives do: data-drop of its list, of: the item, value: the item that it now stands before, or
    "" for the end. `seen` is the number in data-seen of what surrounds it: what was on the screen when it was done.
    `id` is the browser's: the same one is the same action, however often and in whichever window it is sent.
    """

    do: str
    of: str = ""
    value: str = ""
    seen: int = 0
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id: str = ""

    def one(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")


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
    st.session_state.setdefault(_waiting(key), [])
    received: list[str] = st.session_state.setdefault(_received(key), [])
    data = {"key": key, "html": html, "received": received, "clock": clock_ms, "whose": whose, "base": base_path()}
    watched = {"address": f"{base_path()}/session-live/{watch.desk}", "number": watch.number} if watch else None
    _component()(
        key=_mounted(key),
        data=data | {"watch": watched},
        on_events_change=partial(_receive, key),
        on_moved_change=_moved,
    )
    return take(key)


def _moved() -> None:
    """The run that follows shows it."""


def take(key: str) -> UserAction | None:
    """What was done in what is shown under this key and was not taken yet, the earliest first.

    Take until there is nothing left before showing it anew, and one run is enough.
    """
    waiting: list[UserAction] = st.session_state.get(_waiting(key), [])
    while waiting:
        action = waiting.pop(0)
        if _is_new(action.id):
            return action
    return None


def _is_new(id_: str) -> bool:
    """Whether the action with this id was not taken yet, on whatever page; it is from now on."""
    with _taking:
        if id_ and id_ in _taken:
            return False
        _taken[id_] = None
        while len(_taken) > _KEPT_OF_ALL:
            del _taken[next(iter(_taken))]
        return True


def put(key: str, action: UserAction) -> None:
    """Let something be taken as if it had been done in what is shown under this key."""
    st.session_state.setdefault(_waiting(key), []).append(action)


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "interactive_html",
        css=f"{style('linked.css')}\n{style('interactive.css')}",
        js=script("interactive.js"),
        # As linked_html.
        isolate_styles=False,
    )


def _mounted(key: str) -> str:
    return f"interactive-{key}"


def _waiting(key: str) -> str:
    return f"interactive-waiting-{key}"


def _received(key: str) -> str:
    return f"interactive-received-{key}"


def _receive(key: str) -> None:
    """Keep what the browser sent. It sends all that it has not been told was received, so the same may come again."""
    shown = st.session_state.get(_mounted(key))
    if shown is None:  # gone from the screen meanwhile: the reader went elsewhere right after
        return
    sent = shown.get("events")
    received: list[str] = st.session_state.setdefault(_received(key), [])
    for one in sent[:_KEPT] if isinstance(sent, list) else []:
        told = _read(one)
        if told is not None and told[0] not in received:
            received.append(told[0])
            put(key, told[1])
    st.session_state[_received(key)] = received[-_KEPT:]


def _read(sent: Any) -> tuple[str, UserAction] | None:
    """The id of a action and the action; None for anything that our own page would not send."""
    if not isinstance(sent, Mapping):
        return None
    words = [sent.get(name, "") for name in ("id", "do", "of", "value")]
    seen, fields = sent.get("seen", 0), sent.get("fields") or {}
    is_ours = (
        all(_is_text(word) for word in words)
        and 0 < len(words[0]) <= _LONGEST_ID
        and words[1]
        and isinstance(seen, int)
        and isinstance(fields, Mapping)
        and len(fields) <= _MOST_FIELDS
        and all(_is_text(name) and _are_texts(values) for name, values in fields.items())
    )
    if not is_ours:
        return None
    said = {name: tuple(values) for name, values in fields.items()}
    return words[0], UserAction(words[1], words[2], words[3], seen, said, words[0])


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _are_texts(values: object) -> bool:
    return isinstance(values, Sequence) and len(values) <= _MOST_VALUES and all(_is_text(value) for value in values)
