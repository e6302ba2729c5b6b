"""History: what was changed, by whom and why?"""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.errors import RevisionUnknown
from kb.ui import downloads, frame, linked, location, title
from kb.ui.elements import listing
from kb.ui.history import comparison, revisions

place = frame.here()
until, latest = place.view.revision, max(place.store.revision(), 1)
compared = why_not = None
try:
    compared = comparison.compared(place)
except RevisionUnknown as error:
    why_not = str(error)

title.show(
    compared.finding if compared else revisions.finding(place.store),
    "" if compared else _("Every change is a numbered revision: when, in which role, what and why."),
)
cells = compared.cells.table if compared else None
downloads.offer(cells, revisions.for_files(place.store, place.audience, until))
if why_not:
    st.error(why_not)
if compared:
    linked.show(compared.html, "between")
    st.header(compared.cells.heading, anchor=False)
    if cells and cells.rows:
        listing.show(compared.cells, "cells")

st.header(_("Revisions"), anchor=False)
listing.show(revisions.listed(place.store, place.audience, until, place.query()), "revisions")
linked.show(revisions.older(place.store, place.audience, until, place.query()), "older")

st.header(_("Compare two revisions"), anchor=False)
since, to = (min(max(one, 1), latest) for one in comparison.chosen(place))
with st.form(f"compare-{since}-{to}"):
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    first = left.number_input(_("From revision"), 1, latest, since, help=_("The earlier one"))
    last = middle.number_input(_("To revision"), 1, latest, to, help=_("The later one"))
    asked = right.form_submit_button(_("Show what changed"))
if asked:
    location.change(since=first, until=last)
    st.rerun()
