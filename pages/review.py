"""Review: Coordinators settle codings, publish, correct and withdraw."""

import streamlit as st

from kb.domain.model import Audience
from kb.queries.reviewing import review_contribution, review_judgements, review_passages
from kb.ui import downloads, frame, linked, title
from kb.ui.work import doing, review, review_forms
from kb.work.permission import Operation

place = frame.here()
title.show(
    "Review",
    "Settle which codings count, publish, correct and withdraw. Each change is one revision.",
    shown="All that was received, whatever the filters.",
)

if not place.actor.may(Operation.PUBLISH):
    st.info("This screen is for Coordinators: it takes the role coordinator or administrator.")
else:
    doing.say_what_was_done()
    # The work is always on the latest revision, whichever one is being read.
    latest = place.store.latest(Audience.STAFF)
    wanted = place.first("review")
    row = review_contribution(latest, wanted) if wanted is not None else None
    if row is not None:
        passages = review_passages(latest, row["contribution"])
        judgements = review_judgements(latest, row["contribution"])
        linked.show(review.facts(latest, row, place.query()), "facts")
        linked.show(review.side_by_side(latest, row, passages, judgements, place.query()), "side")
        review_forms.forms(place, row, passages, judgements)
    else:
        if wanted is not None:
            linked.show(review.unknown(wanted, place.query()), "unknown")
        downloads.offer(review.table(latest))
        linked.show(review.contributions(latest, place.query()), "contributions")
    review_forms.undoing(place)
