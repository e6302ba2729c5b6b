"""States: what one State said and what applies to it, or several side by side; else how all of them stand."""

import streamlit as st

from kb.cache import made
from kb.domain.catalogue import gettext as _
from kb.ui import downloads, frame, linked, title
from kb.ui.coverage import cells
from kb.ui.elements import chart, listing, switch
from kb.ui.overview import who_spoke_when
from kb.ui.states import comparison, profile, standing

place = frame.here()
view, scope, number = place.view, place.scope, len(place.scope.states)
other = comparison.other_meetings(place.own.get("with", ()), scope, place.words)

if number == 1 and other.meetings:
    shown = comparison.at_meetings(view, scope, other.meetings)
    title.show(shown.finding, " ".join(other.dropped))
    linked.show(shown.html, "meetings")
    downloads.offer(comparison.of_meetings(view, scope, other.meetings))
elif number == 1:
    state = profile.one_state(view, scope)
    title.show(state.finding, " ".join(other.dropped))
    linked.show(state.said, "said")
    listing.section(state.duties, "duties")
    linked.show(state.why, "why")
    if state.has_spoken:
        st.header(state.contributions.table.caption, anchor=False)
        as_table = made(state.spoken.picture) is not None and switch.chart_or_table()
        chart.show_either(state.spoken._replace(html=state.contributions.html), "spoken", as_table=as_table)
    linked.show(state.rest, "rest")
    with st.expander(profile.FACTS):
        linked.show(state.facts, "facts")
    downloads.offer(state.spoken.picture, *comparison.of_state(view, scope))
elif 1 < number <= standing.COMPARED:
    shown, spoken = comparison.compared(view, scope), who_spoke_when(view, scope)
    title.show(shown.finding, " ".join(other.dropped))
    st.header(_("Who spoke when"), anchor=False)
    chart.show_either(spoken, "spoken", as_table=switch.chart_or_table())
    linked.show(shown.html, "compared")
    downloads.offer(spoken.picture, *comparison.of_several(view, scope))
else:
    title.show(standing.finding(view, scope), " ".join(other.dropped))
    standing.find()
    linked.show(standing.note(view, scope), "note")
    every = standing.directory(view, scope)
    listing.show(every, "directory")
    downloads.offer(every.table)

cells.show(place.first("cell"))
