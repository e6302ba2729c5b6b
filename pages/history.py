"""History: what was changed, by whom and why?"""

import streamlit as st

from kb.ui import downloads, frame, linked, location, title
from kb.ui.work import history
from kb.work.permission import Operation

place = frame.here()
title.show("History", "Every change is a numbered revision: when it was made, in which role, what it changed and why.")

latest = place.store.revision()
until = int(place.first("until") or place.view.revision)
since = int(place.first("since") or max(until - 1, 1))
compares = place.first("since") is not None or place.first("until") is not None

st.header("Compare two revisions", anchor=False)
with st.form(f"compare-{since}-{until}"):
    st.caption("On the States and actions chosen in the filters, or on all.")
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    first = left.number_input("From revision", 1, max(latest, 1), min(max(since, 1), latest), help="The earlier one")
    last = middle.number_input("To revision", 1, max(latest, 1), min(max(until, 1), latest), help="The later one")
    asked = right.form_submit_button("Show what changed")
if asked:
    location.change(since=first, until=last)
    st.rerun()

why_not = history.refused(place.store, since, until) if compares else None
changed = cells = None
if compares and not why_not:
    manages = place.actor.may(Operation.MANAGE_PEOPLE)
    changed = history.between(place.store, place.audience, place.scope, since, until, manages)
    later, earlier = place.store.at(until, place.audience), place.store.at(since, place.audience)
    cells = history.changed_cells(later, earlier, place.scope)
made = history.revisions(place.store, place.audience, place.view.revision, place.query())
downloads.offer(cells, history.revision_table(place.store, place.audience, place.view.revision))

if why_not:
    st.error(why_not)
if changed is not None:
    linked.show(changed, "between")

st.header("Revisions", anchor=False)
linked.show(made, "revisions")
