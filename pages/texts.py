"""Official texts: load the text of an instrument from your own copy."""

from functools import partial

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.ui import drafts, frame, title
from kb.ui.elements import change, listing
from kb.ui.texts import drafting, steps, tables
from kb.workflow.permission import Operation

place = frame.here()
wanted_draft = place.first("draft")

if not place.actor.may(Operation.LOAD_TEXT):
    title.show(_("Official texts"))
    st.info(_("This screen is for Coordinators: it takes the role coordinator or administrator."))
elif wanted_draft is None:
    title.show(_("Official texts"), _("Load the text of a plan or convention from your own copy."))
    change.say_what_was_done()
    listing.show(drafting.instruments(place), "instruments")
    listing.section(drafts.listed(place, "texts", drafting.DRAFTS, partial(drafting.draft_row, place)), "drafts")
    steps.begin(place)
else:
    content = place.store.drafts.read(place.actor.person, wanted_draft)
    if content is None:
        title.show(_("Official texts"))
        st.info(_("There is no such draft of yours: it was published, dropped, or is more than 30 days old."))
    else:
        draft = drafts.read_back(drafting.Draft, content)
        recorded, wanted = drafting.known_of(place.store.latest(place.audience), draft)
        title.show(
            drafting.finding(draft, wanted),
            _("From {name}. What you change is kept at once.").format(name=draft.source.name),
        )
        tables.settle(place, wanted_draft, draft, wanted)
        tables.show(place, wanted_draft, draft, wanted, recorded)
        steps.publish(place, wanted_draft, draft, wanted, recorded)
