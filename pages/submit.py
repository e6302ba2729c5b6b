"""Submit: a delegation hands in its contribution and gets a receipt."""

from functools import partial

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.ui import drafts, frame, linked, title
from kb.ui.elements import change, listing
from kb.ui.submit import folders, receipts, steps
from kb.workflow.permission import Operation

place = frame.here()
wanted, draft = place.first("receipt"), place.first("draft")

if wanted is not None:
    receipt = receipts.receipt(place, wanted)
    title.show(receipts.finding(receipt))
    change.say_what_was_done()
    if receipt:
        receipts.show(place, receipt, wanted)
    else:
        linked.show(receipts.html(receipt, wanted), "receipt")
elif not place.actor.may(Operation.HAND_IN, of=place.actor.contributor):
    title.show(_("Submit"))
    st.info(steps.NEEDED)
elif draft is not None:
    title.show(_("Check your draft, then send it"))
    steps.prepare(place, draft)
else:
    title.show(
        _("Hand in a contribution"), _("Its text becomes passages, and you get a receipt with a permanent link.")
    )
    listing.section(drafts.listed(place, "submit", receipts.DRAFTS, partial(receipts.draft_row, place)), "drafts")
    steps.begin(place)
    folders.ask(place)
    listing.section(receipts.handed_in(place), "handed-in")
