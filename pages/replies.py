"""Replies: a State or organisation says how it sees the tags of its passages, and is answered."""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.questions.reviewing import replies_made
from kb.ui import frame, linked, replies, title
from kb.ui.elements import change, listing
from kb.workflow.permission import Operation

place = frame.here()
view, query, contributor = place.store.latest(place.audience), place.query(), place.actor.contributor
may_reply = contributor is not None and place.actor.may(Operation.REPLY, of=contributor)
may_answer = place.actor.may(Operation.ANSWER)
wanted = place.first("reply")
reply = replies.reply(view, wanted)
passage = replies.passage(view, contributor, wanted) if may_reply and contributor else None

if reply:
    title.show(replies.state_of(reply) or replies.KINDS[reply["kind"]])
    change.say_what_was_done()
    linked.show(replies.html(view, query, reply=reply), "reply")
    if may_answer:
        replies.answering(place, reply)
elif passage:
    title.show(_("Reply to this passage"))
    change.say_what_was_done()
    linked.show(replies.html(view, query, passage=passage), "passage")
    replies.replying(place, passage)
else:
    rows = replies_made(view, contributor if may_reply and not may_answer else None)
    title.show(replies.finding(rows), _("What States and organisations say of their tags, and the answers. Both stay."))
    change.say_what_was_done()
    if wanted is not None:
        linked.show(replies.html(view, query), "unknown")
    if not may_reply and not may_answer:
        st.info(_("Only the delegate of a State or organisation replies for it, which takes the role delegate."))
    if may_reply and contributor:
        st.header(_("Passages to reply to"), anchor=False)
        listing.show(replies.to_reply_to(view, contributor, query), "passages")
    st.header(_("Your replies") if may_reply and not may_answer else _("Replies"), anchor=False)
    listing.show(replies.listed(rows, query), "replies")
