"""Review: Coordinators settle tags, publish, correct and withdraw."""

import streamlit as st

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.ui import downloads, frame, linked, originals, review, title
from kb.ui.elements import change, listing
from kb.ui.markup import render
from kb.ui.review import forms
from kb.ui.who import waiting
from kb.workflow.permission import Operation

place = frame.here()
everything = _("All that was received, whatever the filters.")

if not place.actor.may(Operation.PUBLISH):
    title.show(_("Review"), shown=everything)
    st.info(_("This screen is for Coordinators: it takes the role coordinator or administrator."))
else:
    # The work is always on the latest revision, whichever one is being read.
    latest, asked = place.store.latest(Audience.STAFF), place.first("review")
    one = review.reviewed(latest, asked)
    if one:
        title.show(one.finding, shown=everything)
        change.say_what_was_done()
        file, passage = originals.of_contribution(place, one.row["contribution"]), place.first("passage")
        number, page = int(passage) if passage else None, one.page(passage, place.first("page"))
        with originals.beside(file, originals.Opening(number, one.ways(page, place.query()), first=one.first(page))):
            shown = review.html(latest, one, place.query(), page, file.sources if file else ())
            linked.show(shown, "review")
            forms.forms(place, one)
    else:
        listed = review.listed(latest, place.query())
        to_review = waiting(place.store, place.actor).to_review
        title.show(review.finding(to_review, len(listed.table.rows)), shown=everything)
        change.say_what_was_done()
        if asked is not None:
            unknown = render("review_unknown.html", contribution=filters.shown(asked), query=place.query())
            linked.show(unknown, "unknown")
        downloads.offer(listed.table)
        listing.show(listed, "review")
        review.agreement(place, latest)
    forms.undoing(place)
