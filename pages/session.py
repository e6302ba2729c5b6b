"""Session: run a session in the room, or see where it stands."""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.ui import downloads, frame, linked, title
from kb.ui.session import desk, moves, opening, parts, reading
from kb.workflow.desk import known_session
from kb.workflow.permission import Operation

place = frame.here()
code = place.first("desk")
runs = place.actor.may(Operation.FACILITATE)
found = known_session(place.store, code) if code is not None else None
if code is None or found is None:
    title.show(opening.finding(place), _("Run a session from here: who speaks, what was said, what is still open."))
    if code is not None:
        st.info(_("There is no session with this address at the desk."))
    if runs:
        opening.opening(place)
    else:
        opening.for_readers(place)
else:
    st.set_page_config(initial_sidebar_state="collapsed")
    at = moves.desk(place, code)
    session = at.session
    title.show(desk.finding(session), shown=desk.what(session.record, place.words))
    view = place.first("view") or "desk"
    linked.show(desk.head(at, view), "head")
    with st.container(key="session-floor"):
        at.show(parts.floor(at), "floor", has_clock=True)
    if not runs:
        at.show(parts.speakers(at), "speakers", has_clock=True)
        at.show(reading.html(at.board, "board"), "board")
    elif view == "briefing":
        at.show(reading.html(at.board, "cards"), "cards")
    elif view == "after":
        at.show(parts.after(at), "after")
        downloads.offer(*reading.tables(at.board))
        at.show(reading.html(at.board, "summary"), "summary")
    elif view == "paper":
        reading.sheet_files(at)
        at.show(reading.sheet(at), "paper")
    else:
        left, right = st.columns([2, 3], gap="large")
        with left:
            at.show(parts.note(at), "note")
            at.show(at.render("notes"), "notes")
            at.show(at.render("log"), "log")
        with right:
            at.show(parts.speakers(at), "speakers", has_clock=True)
            linked.show(parts.known_names(at.latest), "names")
        left, right = st.columns(2, gap="large")
        with left:
            at.show(reading.html(at.board, "board"), "board")
        with right:
            at.show(reading.html(at.board, "questions"), "questions")
