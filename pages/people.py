"""People: who may do what?"""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.outcomes import Done
from kb.errors import KnowledgeBaseError
from kb.ui import frame, location, people, title
from kb.ui.elements import listing
from kb.workflow.people import save_person
from kb.workflow.permission import Operation

place = frame.here()

if not place.actor.may(Operation.MANAGE_PEOPLE):
    title.show(_("People"))
    st.info(_("Only an administrator sees and changes who works here: this takes the role administrator."))
else:
    # Everything as of now, whatever revision the address asks for.
    view = place.store.latest(Audience.STAFF)
    title.show(people.finding(view), _("Everybody else is a reader."))
    if st.session_state.pop("person-saved", False):
        st.success(Done.SAVED.said())
    listed = people.listed(view, place.query())
    if listed.table.rows:
        listing.show(listed, "people")
    else:
        st.info(_("Add yourself first, as administrator."))
    changed = people.found(view, place.first("person"))
    st.header(_("Change a person") if changed else _("Add a person"), anchor=False)
    if changed is None and place.first("person"):
        st.warning(_("Nobody is listed under the id in the address; the form adds somebody."))
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
