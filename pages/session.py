"""Session: run a session in the room, or see where it stands."""

import streamlit as st

from kb.ui import downloads, frame, linked, live, title
from kb.ui.work import (
    session,
    session_after,
    session_answers,
    session_do,
    session_floor,
    session_log,
    session_note,
    session_open,
    session_paper,
    session_speakers,
)
from kb.work.desk import known_session
from kb.work.permission import Operation

place = frame.here()
code = place.first("desk")
runs = place.actor.may(Operation.FACILITATE)
held = known_session(place.store, code) if code is not None else None
if code is None or held is None:
    title.show("Session", "Run a session from here: who speaks, what has been said, and what is still open.")
    if code is not None:
        st.info("There is no session with this address at the desk.")
    if runs:
        session_open.opening(place)
    else:
        linked.show(session_open.at_the_desk(place), "desks")
        st.info("Sessions are opened by facilitators: that takes the role facilitator, coordinator or administrator.")
else:
    st.set_page_config(initial_sidebar_state="collapsed")
    title.show("Session", shown=session.what(held.record, place.words))
    desk = session_do.at(place, code)
    view = place.first("view") or "desk"
    live.watch(code, desk.session.number)
    linked.show(session.head(desk, view), "head")
    with st.container(key="session-floor"):
        desk.show(session_floor.floor(desk), "floor", has_clock=True)
    if runs and view == "briefing":
        desk.show(session_answers.on_cards(desk.latest, desk.session), "cards")
    elif runs and view == "after":
        desk.show(session_after.after(desk), "after")
        downloads.offer(*session_answers.come_to_tables(desk.latest, desk.session))
        desk.show(session_answers.come_to(desk.latest, desk.session), "summary")
    elif runs and view == "paper":
        session_paper.files(desk)
        desk.show(session_paper.sheet(desk), "paper")
    elif runs:
        left, right = st.columns([2, 3], gap="large")
        with left:
            desk.show(session_note.form(desk), "note")
            desk.show(session_note.notes(desk), "notes")
            desk.show(session_log.log(desk), "log")
        with right:
            desk.show(session_speakers.speakers(desk), "speakers", has_clock=True)
            linked.show(session_speakers.known_names(desk.latest), "names")
        left, right = st.columns(2, gap="large")
        with left:
            desk.show(session_answers.on_the_board(desk.latest, desk.session), "board")
        with right:
            desk.show(session_answers.to_be_asked(desk.latest, desk.session), "questions")
    else:
        desk.show(session_speakers.speakers(desk), "speakers", has_clock=True)
        desk.show(session_answers.on_the_board(desk.latest, desk.session), "board")
