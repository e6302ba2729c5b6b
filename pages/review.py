"""Review: Coordinators settle tags, publish, correct and withdraw."""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.ui import downloads, frame, linked, title
from kb.ui.elements import change, listing
from kb.ui.originals import panel
from kb.ui.review import agreement, contribution, forms
from kb.ui.waiting import waiting
from kb.workflow.permission import Operation

place = frame.here()
everything = _("All that was received, whatever the filters.")

if not place.actor.may(Operation.PUBLISH):
    title.show("Review", shown=everything)
    st.info(_("This screen is for Coordinators: it takes the role coordinator or administrator."))
else:
    # The work is always on the latest revision, whichever one is being read.
    latest, asked = place.store.latest(Audience.STAFF), place.first("review")
    one = contribution.reviewed(latest, asked)
    if one:
        title.show(one.finding, shown=everything)
        change.say_what_was_done()
        file, passage = panel.of_contribution(place, one.row["contribution"]), place.first("passage")
        number, page = int(passage) if passage else None, one.page(passage, place.first("page"))
        with panel.beside(file, panel.Opening(number, one.ways(page, place.query()), first=one.first(page))):
            shown = contribution.html(latest, one, place.query(), page, file.sources if file else ())
            linked.show(shown, "review")
            forms.forms(place, one)
    else:
        listed = agreement.listed(latest, place.query())
        to_review = waiting(place.store, place.actor).to_review
        title.show(agreement.finding(to_review, len(listed.table.rows)), shown=everything)
        change.say_what_was_done()
        if asked is not None:
            linked.show(contribution.unknown(asked, place.query()), "unknown")
        downloads.offer(listed.table)
        listing.show(listed, "review")
        agreement.show(place, latest)
    forms.undoing(place)
