"""Coverage: who has reported on what, who has not, and why."""

import streamlit as st

from kb.ui import blocks, downloads, frame, linked
from kb.ui.coverage import OF_STATES, CoverageQuery, choice, coverage_view
from kb.ui.elements import chart, switch
from kb.ui.parts import cells

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
if as_table or shown.picture is None:
    linked.show(shown.html, chosen)
else:
    chart.show(shown.picture, chosen, shown.opens, cell)
linked.show(shown.note, "note")
downloads.offer(shown.picture, shown.table)

named = cells.named(cell, place.words)
if named:
    state, provision = named
    title = f"{place.words.label('state', state)}: {place.words.label('provision', provision)}"
    blocks.window(title, cells.behind(place.view, place.scope, state, provision), leaves="cell")
