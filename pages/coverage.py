"""Coverage: who has reported on what, who has not, and why."""

import streamlit as st

from kb.ui import blocks, downloads, frame, linked
from kb.ui.looks import Asked, choice, look
from kb.ui.parts import cells

place = frame.here()
frame.heading("Coverage", "Who has reported on which action or article, where nothing is held, and why.")

chosen = place.first("look") or "matrix"
why = place.first("why")
shown = look(chosen, Asked(place.view, place.scope, why, place.first("rows") == "all"))

linked.show(choice(chosen, place.query()), "choice")
st.header(shown.heading, anchor=False)
downloads.offer(shown.picture, shown.table)
if shown.picture:
    blocks.chart(shown.picture, shown.html, chosen)
else:
    linked.show(shown.html, chosen)

cell = cells.named(place.first("cell"), place.words)
if cell:
    state, provision = cell
    title = f"{place.words.label('state', state)}: {place.words.label('provision', provision)}"
    blocks.window(title, cells.behind(place.view, place.scope, state, provision), leaves="cell")
