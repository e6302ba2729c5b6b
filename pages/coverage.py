"""Coverage: who has reported on what, who has not, and why."""

import streamlit as st

from kb.ui import downloads, frame, linked
from kb.ui.coverage import OF_STATES, CoverageQuery, choice, coverage_view
from kb.ui.elements import cell_window, chart, switch

place = frame.here()
chosen, cell = place.first("look") or "matrix", place.first("cell")
everyone, others = place.first("rows") == "all", place.first("others") == "yes"
shown = coverage_view(CoverageQuery(chosen, place.view, place.scope, place.first("why"), everyone, others))

frame.finding(shown.finding)
linked.show(choice(chosen, place.query()), "choice")
as_table = shown.picture is None
if shown.picture:
    with st.container(horizontal=True, vertical_alignment="center"):
        as_table = switch.chart_or_table()
        if chosen in OF_STATES and not as_table:
            switch.on_off("others", "Show what others say")
chart.show_either(shown.picture, shown.html, chosen, shown.opens, as_table=as_table, opened=cell)
linked.show(shown.note, "note")
downloads.offer(shown.picture, shown.table)

cell_window.show(cell)
