"""Tag passages: a coder says what each passage is about."""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.questions.coding import coding_context, coding_facts, coding_queue
from kb.ui import downloads, frame, linked, originals, title
from kb.ui.elements import listing
from kb.ui.markup import address, render
from kb.ui.tagging import form, passage
from kb.workflow.coding import blind_share_of, judgements_seen
from kb.workflow.permission import Operation

place = frame.here()
everything = _("All that waits to be tagged, whatever the filters.")

if not place.actor.may(Operation.CODE):
    title.show(_("Tag passages"), shown=everything)
    st.info(_("This screen is for coders: it takes the role coder, coordinator or administrator."))
else:
    # The work is always on the latest revision, whichever one is being read.
    latest, wanted = place.store.latest(Audience.STAFF), place.first("code")
    queue = coding_queue.rows(latest, coder=place.actor.person)
    title.show(passage.finding(queue), _("Tags count once a Coordinator publishes them."), shown=everything)
    form.last_one(place)
    asked = wanted or next((row["first"] for row in queue if row["first"]), None)
    rows = coding_context(latest, asked, place.actor.person) if asked else []
    if asked and rows:
        row = next(one for one in rows if one["passage"] == asked)
        seen, withheld = judgements_seen(latest, place.actor, asked)
        file = originals.of_contribution(place, row["contribution"])
        text, tags = st.columns([2, 3] if file else [1, 2], gap="medium")
        with text:
            linked.show(passage.context(rows, asked, file.sources if file else ()), "context")
            if row["status"] == "published":
                st.info(_("This is published. What counts changes only when a Coordinator publishes it again."))
            at = originals.Opening(
                row["position"], lambda one: address("code", {"code": f"{row['contribution']}.{one}"})
            )
            originals.shelf(file, at)
        with tags:
            offer = form.offered(latest, rows, asked, withheld)
            form.coding(place, row, seen, passage.following(rows, queue, asked), offer)
            linked.show(passage.judgements(seen, withheld, place.words), "judgements")
            if held := coding_facts(latest, asked):
                linked.show(render("tagging_facts.html", rows=held, words=place.words), "facts")
                passage.taking_back(place, asked, held)
    elif wanted:
        st.info(_("There is no passage with this address, or its contribution was withdrawn."))
    st.header(_("What is left"), anchor=False)
    listed = passage.listed(queue, place.words)
    downloads.offer(listed.table)
    listing.show(listed, "queue")
    if place.actor.listed:
        with st.expander(_("Tag blind: without seeing what others made of a passage")):
            passage.blind_share(place, blind_share_of(latest, place.actor))
