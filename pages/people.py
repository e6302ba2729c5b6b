"""People: who may do what?"""

import streamlit as st

from kb.domain.outcomes import Done
from kb.errors import KnowledgeBaseError
from kb.ui import blocks, frame, location, title
from kb.ui.elements import listing
from kb.ui.work import people
from kb.work.people import save_person
from kb.work.permission import Operation

place = frame.here()
title.show("People", "Who may do more than read, and in which role. Everybody else is a reader.")

if not place.actor.may(Operation.MANAGE_PEOPLE):
    blocks.html(people.NOT_FOR_YOU)
else:
    view = people.latest(place.store)
    if st.session_state.pop("person-saved", False):
        st.success(Done.SAVED.said())
    st.header("Who is listed", anchor=False)
    listed = people.listed(view, place.query())
    if listed:
        listing.show(listed, "people")
    else:
        blocks.html(people.NOBODY)
    changed = people.found(view, place.first("person"))
    st.header("Change a person" if changed else "Add a person", anchor=False)
    if changed is None and place.first("person"):
        st.warning("Nobody is listed under the id in the address; the form adds somebody.")
    wanted = people.form(view, changed)
    if wanted:
        try:
            save_person(place.store, place.actor, wanted)
        except KnowledgeBaseError as error:
            st.error(people.plain(error))
        else:
            st.session_state["person-saved"] = True
            st.session_state[people.SAVED] = st.session_state.get(people.SAVED, 0) + 1
            location.change(person=None)
            st.rerun()
