"""Replies: a State or organisation says how it sees the coding of its passages, and is answered."""

import streamlit as st

from kb.queries.reviewing import replies_made, replies_passages
from kb.queries.vocabulary import vocabulary
from kb.ui import frame, linked, title
from kb.ui.elements import change
from kb.ui.work import replies, replies_forms
from kb.work.permission import Operation

place = frame.here()
title.show("Replies", "What States and organisations say of how their passages are coded, and the answers: both stay.")

latest = place.store.latest(place.audience)
contributor = place.actor.contributor
wanted = place.first("reply")
answers = place.actor.may(Operation.ANSWER)
change.say_what_was_done()

if contributor is not None and place.actor.may(Operation.REPLY, of=contributor):
    found = replies_passages(latest, contributor, wanted) if wanted is not None else []
    if found:
        linked.show(replies.chosen(latest, found[0], place.query()), "chosen")
        replies_forms.replying(place, found[0])
    elif wanted is not None and not answers:
        linked.show(replies.unknown(place.query()), "unknown")
    if not found:
        linked.show(replies.to_reply_to(latest, contributor, place.query()), "passages")
    linked.show(replies.overview(latest, place.query(), contributor), "own")
elif not answers:
    st.info("Only the delegate of a State or organisation replies for it: that takes the role delegate. All may read.")

if answers:
    held = next((row for row in replies_made(latest) if row["reply"] == wanted), None)
    if held is not None:
        linked.show(replies.one_reply(held, vocabulary(latest), place.query()), "reply")
        replies_forms.answering(place, held)
    elif wanted is not None and contributor is None:
        linked.show(replies.unknown(place.query()), "unknown-reply")
    linked.show(replies.overview(latest, place.query(), answering=True), "overview")
elif contributor is None:
    linked.show(replies.overview(latest, place.query()), "overview")
