"""Code: a coder says what each passage is about."""

import streamlit as st

from kb.domain.model import Audience
from kb.queries.coding import coding_context, coding_facts, coding_queue
from kb.queries.vocabulary import table_of
from kb.ui import downloads, frame, linked, title
from kb.ui.elements.change import say_what_was_done
from kb.ui.work import code, code_forms
from kb.work.coding import blind_share_of, judgements_seen
from kb.work.permission import Operation

place = frame.here()
title.show(
    "Code",
    "Say what each passage is about. Nothing is counted before a Coordinator publishes it.",
    shown="All that waits to be coded, whatever the filters.",
)

if not place.actor.may(Operation.CODE):
    st.info("This screen is for coders: it takes the role coder, coordinator or administrator.")
else:
    say_what_was_done()
    # The work is always on the latest revision, whichever one is being read.
    latest = place.store.latest(Audience.STAFF)
    queue = coding_queue.rows(latest, coder=place.actor.person)
    wanted = place.first("code")
    passage = wanted or next((row["first"] for row in queue if row["first"]), None)
    rows = coding_context(latest, passage, place.actor.person) if passage else []
    if passage and rows:
        row = next(one for one in rows if one["passage"] == passage)
        seen, withheld = judgements_seen(latest, place.actor, passage)
        st.header("The passage", anchor=False)
        linked.show(code.context(rows, passage), "context")
        if row["status"] == "published":
            st.info("This is published. What counts changes only when a Coordinator publishes it again.")
        code_forms.coding(place, passage, seen, code.following(rows, queue, passage))
        linked.show(code.judgements(seen, withheld, place.words), "judgements")
        with st.expander("Mechanisms and collaborations that this passage tells of"):
            held = coding_facts(latest, passage)
            linked.show(code.facts(held, place.words), "facts")
            code_forms.recording(place, row, held)
    elif wanted:
        st.info("There is no passage with this address, or its contribution was withdrawn.")
    st.header("What is left", anchor=False)
    downloads.offer(table_of(coding_queue, "What is left to code", queue, place.words))
    linked.show(code.queue(queue, {}), "queue")
    if place.actor.listed:
        with st.expander("Code blind: without seeing what others made of a passage"):
            code_forms.blind_share(place, blind_share_of(latest, place.actor))
