"""Search: everything held, by words, with what it can be narrowed by."""

import streamlit as st

from kb.ui import frame, linked
from kb.ui.parts import search, search_box, search_facets
from kb.ui.parts.search_asked import Asked, heading, searched, status

place = frame.here()
asked = Asked.of(place.scope, place.own)
frame.heading("Search", "Find what was said, by whom, and what the texts ask for.", searched(place.view, asked))

search_box.show(asked.question, status(place.view, asked))
linked.show(search.ways(place.view, asked), "ways")

found, narrow = st.columns([3, 1], gap="large")
with found:
    st.header(heading(place.view, asked), anchor=False)
    linked.show(search.results(place.view, asked), "results")
with narrow:
    linked.show(search_facets.facets(place.view, asked), "facets")
