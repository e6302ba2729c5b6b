"""Before a session: those at the desk, the programmes that can be opened, and a session from nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from itertools import groupby
from zoneinfo import available_timezones

import streamlit as st

from kb.desk.programme import DEFAULT_MINUTES
from kb.domain.words import counted, day_words
from kb.errors import KnowledgeBaseError
from kb.queries import Rows
from kb.queries.desk import desk_sessions
from kb.ui import acting, linked, location
from kb.ui.frame import FIRST_DAY, LAST_DAY, Here
from kb.ui.markup import Html, element, join, link
from kb.work import desk as desks

# So many sessions stand at once.
SHOWN = 3
REHEARSAL = "For trying the desk: nothing of it is recorded, and it can be deleted."


def at_the_desk(place: Here) -> Html:
    """The sessions at the desk, the one opened last first; those before the last few are folded away."""
    items = []
    for record in place.store.desks.all():
        session = desks.session(place.store, record.id)
        how = "ended" if session.closed else "under way" if session.begun else "not begun"
        rehearsal = element("strong", "Rehearsal: ") if record.is_rehearsal else ""
        items.append(
            element(
                "li",
                rehearsal,
                link(element("bdi", record.title), "session", {"desk": record.id}),
                f", {day_words(record.day)}, ",
                element("bdi", place.words.label("meeting", record.meeting)),
                f": {how}; {counted(len(session.slots), 'speaker')}",
            )
        )
    said = [element("ul", *items[:SHOWN]) if items else element("p", "No session has been opened at the desk yet.")]
    if items[SHOWN:]:
        earlier = element("summary", counted(len(items) - SHOWN, "session") + " opened before")
        said.append(element("details", earlier, element("ul", *items[SHOWN:]), data_of="earlier"))
    return join([element("h2", "Sessions at the desk"), *said])


def opening(place: Here) -> None:
    """All that a facilitator may want first, in one screenful: go on with a session, open a programme, start anew."""
    with st.container(key="session-opening"):
        held, new = st.columns(2, gap="large")
    with held:
        acting.show(at_the_desk(place), "desks")
        programmes(place)
    with new:
        from_nothing(place)


def programmes(place: Here) -> None:
    """The programmes held, each with the button that opens it."""
    linked.show(element("h2", "Open a programme that is held"), "held")
    held = desk_sessions(place.store.latest(place.audience))
    if not held:
        st.caption("The knowledge base holds no programme of a session.")
    open_already = {(one.meeting, one.day) for one in place.store.desks.all() if not one.is_rehearsal}
    for (meeting, day), rows in groupby(held, key=lambda row: (row["meeting"], row["day"])):
        linked.show(_programme(list(rows), day), f"programme-{meeting}-{day}")
        again = (meeting, day) in open_already
        if again:
            st.caption("It is at the desk already. Opened again, it is another session of its own.")
        label = f"Open the session of {day_words(day)}{' again' if again else ''}"
        if st.button(label, key=f"open-{meeting}-{day}", type="secondary" if again else "primary"):
            _open(partial(desks.open_programme, place.store, place.actor, meeting, day))
        if st.button("Rehearse it", key=f"rehearse-{meeting}-{day}", help=REHEARSAL):
            _open(partial(desks.open_programme, place.store, place.actor, meeting, day, is_rehearsal=True))


def _programme(rows: Rows, day: date) -> Html:
    items = []
    for row in rows:
        name = f"Part {row['line']}" if row["line"] else row["title"]
        if row["speakers"]:
            said = counted(row["speakers"], "speaker")
        else:
            said = "the speakers are not known" if not row["complete"] else "no speakers"
        items.append(element("li", f"{name}: {said}"))
    return join(
        [
            element("p", element("strong", rows[0]["session_title"]), f", {day_words(day)}, {rows[0]['meeting_name']}"),
            element("ul", *items),
        ]
    )


def from_nothing(place: Here) -> None:
    """A session without a programme, in a form of one minute."""
    linked.show(element("h2", "Start a session from nothing"), "new")
    words = place.words
    meetings = [code for code in reversed(list(words.groups["meeting"])) if words.groups["meeting"][code]]
    with st.form("new-session", border=True):
        title = st.text_input("Title", max_chars=200, placeholder="Victim assistance")
        meeting = st.selectbox(
            "Meeting",
            meetings,
            index=None,
            format_func=lambda code: words.label("meeting", code),
            accept_new_options=True,
            placeholder="Choose one, or type a new name",
        )
        first, second = st.columns(2)
        day = first.date_input(
            "Day", datetime.now(UTC).date(), min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD"
        )
        minutes = second.number_input("Minutes for a speaker", 1, 240, DEFAULT_MINUTES)
        lines = [
            code
            for code, label in words.labels["line"].items()
            if code in words.groups["line"] and st.checkbox(f"Line {code}: {label}", value=True, key=f"new-line-{code}")
        ]
        with st.expander(f"Time zone: {desks.DEFAULT_ZONE}, unless you choose another"):
            zones = sorted(available_timezones())
            zone = st.selectbox("Time zone", zones, index=zones.index(desks.DEFAULT_ZONE))
        is_rehearsal = st.checkbox("Rehearsal", help=REHEARSAL)
        if st.form_submit_button("Start the session", type="primary"):
            new = desks.NewSession(
                title, meeting or "", day, tuple(lines), zone, int(minutes), is_rehearsal=is_rehearsal
            )
            _open(lambda: desks.open_new(place.store, place.actor, new))


def _open(opening: Callable[[], str]) -> None:
    """Open a session and go to it, or say why not and leave the form as it is."""
    try:
        code = opening()
    except KnowledgeBaseError as error:
        st.error(str(error))
        return
    location.change(desk=code)
    st.rerun()
