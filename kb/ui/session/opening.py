"""Before a session: those at the desk, the programmes that can be opened, and a new session."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from zoneinfo import available_timezones

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.words import day_words
from kb.errors import KnowledgeBaseError
from kb.questions import rows_of
from kb.session.programme import DEFAULT_MINUTES
from kb.ui import interactive, linked, location
from kb.ui.frame import FIRST_DAY, LAST_DAY, Here
from kb.ui.markup import Html, render
from kb.workflow import desk as desks

# So many sessions stand at once.
SHOWN = 3
REHEARSAL = _("For trying the desk: nothing of it is recorded, and it can be deleted.")


def finding(place: Here) -> str:
    """How many sessions are under way, for the title; a rehearsal is none."""
    records = (record for record in place.store.desks.all() if not record.is_rehearsal)
    number = sum(one.begun and not one.closed for one in (desks.session(place.store, record.id) for record in records))
    return ngettext("{number} session under way", "{number} sessions under way", number).format(number=number)


def at_the_desk(place: Here) -> Html:
    """The sessions at the desk, the one opened last first; those before the last few are folded away."""
    sessions = [(record, desks.session(place.store, record.id)) for record in place.store.desks.all()]
    return render("session/desks.html", sessions=sessions, words=place.words, most=SHOWN)


def opening(place: Here) -> None:
    """All that a facilitator may want first, in one screenful: go on with a session, open a programme, start anew."""
    with st.container(key="session-opening"):
        known, new = st.columns(2, gap="large")
    with known:
        st.header(_("Sessions at the desk"), anchor=False)
        interactive.show(at_the_desk(place), "desks")
        _programmes(place)
    with new:
        _new_session(place)


def for_readers(place: Here) -> None:
    """The sessions to read, for whoever can open none."""
    st.header(_("Sessions at the desk"), anchor=False)
    linked.show(at_the_desk(place), "desks")
    st.info(_("Sessions are opened by facilitators, coordinators and administrators."))


def _programmes(place: Here) -> None:
    """The programmes that are known, each with the button that opens it."""
    st.header(_("Open a programme"), anchor=False)
    known = rows_of(place.store.latest(place.audience), "desk_sessions", meeting=None, day=None)
    if not known:
        st.caption(_("No programme of a session is known yet."))
    open_already = {(one.meeting, one.day) for one in place.store.desks.all() if not one.is_rehearsal}
    for (meeting, day), rows in groupby(known, key=lambda row: (row["meeting"], row["day"])):
        programme = render("session/programme.html", rows=list(rows), day=day)
        linked.show(programme, f"programme-{meeting}-{day}")
        again = (meeting, day) in open_already
        if again:
            st.caption(_("It is at the desk already. Opened again, it is another session of its own."))
        text = _("Open the session of {day} again") if again else _("Open the session of {day}")
        label = text.format(day=day_words(day))
        if st.button(label, key=f"open-{meeting}-{day}", type="secondary" if again else "primary"):
            _open(partial(desks.open_programme, place.store, place.actor, meeting, day))
        if st.button(_("Rehearse it"), key=f"rehearse-{meeting}-{day}", help=REHEARSAL):
            _open(partial(desks.open_programme, place.store, place.actor, meeting, day, is_rehearsal=True))


def _new_session(place: Here) -> None:
    """A session without a programme, in a form of one minute."""
    st.header(_("New session"), anchor=False)
    words = place.words
    meetings = [code for code in reversed(list(words.groups["meeting"])) if words.groups["meeting"][code]]
    with st.form("new-session", border=True):
        title = st.text_input(_("Title"), max_chars=200, placeholder=_("Victim assistance"))
        meeting = st.selectbox(
            _("Meeting"),
            meetings,
            index=None,
            format_func=lambda code: words.label("meeting", code),
            accept_new_options=True,
            placeholder=_("Choose one, or type a new name"),
        )
        first, second = st.columns(2)
        day = first.date_input(
            _("Day"), datetime.now(UTC).date(), min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD"
        )
        minutes = second.number_input(_("Minutes for a speaker"), 1, 240, DEFAULT_MINUTES)
        label = _("Line {line}: {title}")
        lines = [
            code
            for code, line in words.labels["line"].items()
            if code in words.groups["line"]
            and st.checkbox(label.format(line=code, title=line), value=True, key=f"new-line-{code}")
        ]
        with st.expander(_("Time zone: {zone}, unless you choose another").format(zone=desks.DEFAULT_ZONE)):
            zones = sorted(available_timezones())
            zone = st.selectbox(_("Time zone"), zones, index=zones.index(desks.DEFAULT_ZONE))
        is_rehearsal = st.checkbox(_("Rehearsal"), help=REHEARSAL)
        if st.form_submit_button(_("Start the session"), type="primary"):
            new = desks.NewSession(
                title, meeting or "", day, tuple(lines), zone, int(minutes), is_rehearsal=is_rehearsal
            )
            _open(lambda: desks.open_new(place.store, place.actor, new))


def _open(start: Callable[[], str]) -> None:
    """Open a session and go to it, or say why not and leave the form as it is."""
    try:
        code = start()
    except KnowledgeBaseError as error:
        st.error(str(error))
        return
    location.change(desk=code)
    st.rerun()
