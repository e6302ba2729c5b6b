"""People: who may do what?"""

from functools import partial

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.outcomes import Done
from kb.ui import frame, people, title
from kb.ui.elements import change, listing
from kb.workflow.permission import Operation

place = frame.here()

if not place.actor.may(Operation.MANAGE_PEOPLE):
    title.show(_("People"))
    st.info(_("Only an administrator sees and changes who works here: this takes the role administrator."))
else:
    # Everything as of now, whatever revision the address asks for.
    view = place.store.latest(Audience.STAFF)
    title.show(people.finding(view), _("Everybody else is a reader."))
    change.say_what_was_done()
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
        change.carry_out(partial(people.save, place, wanted), Done.SAVED, worded=people.plain)
