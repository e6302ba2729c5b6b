"""Coverage: who has reported on what, who has not, and why."""

import streamlit as st

from kb.questions.findings import NOT_SILENCE
from kb.ui import downloads, frame, linked, reminders, title
from kb.ui.coverage import OF_STATES, CoverageQuery, choice, coverage_view
from kb.ui.elements import cell_window, chart, listing, switch
from kb.ui.overview import overview

place = frame.here()
chosen, cell = place.first("look") or "matrix", place.first("cell")
everyone, others = place.first("rows") == "all", place.first("others") == "yes"
shown = coverage_view(CoverageQuery(chosen, place.view, place.scope, place.first("why"), everyone, others))

title.show(shown.finding, NOT_SILENCE)
linked.show(choice(chosen, place.query()), "choice")
as_table = shown.picture is not None and switch.of_chart(others=chosen in OF_STATES)
chart.show_either(shown.picture, shown.html, chosen, shown.opens, as_table=as_table, opened=cell)
linked.show(shown.note, "note")
if chosen == "gaps":
    reminders.offer(place, overview(place.view, place.scope).silent)
for number, (heading, listed) in enumerate(shown.lists):
    st.header(heading, anchor=False)
    listing.show(listed, f"{chosen}-{number}")
downloads.offer(shown.picture, shown.table)

cell_window.show(cell)
