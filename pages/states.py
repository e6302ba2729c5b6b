"""States: what one State said and what applies to it, or several side by side; else how all of them stand."""

import streamlit as st

from kb.ui import downloads, frame, linked, title
from kb.ui.elements import cell_window, chart, listing, switch
from kb.ui.overview import who_spoke_when
from kb.ui.states import comparison, directory, files, profile

place = frame.here()
view, scope, number = place.view, place.scope, len(place.scope.states)
other = comparison.other_meetings(place.own.get("with", ()), scope, place.words)

if number == 1 and other.meetings:
    shown = comparison.at_meetings(view, scope, other.meetings)
    title.show(shown.finding, " ".join(other.dropped))
    linked.show(shown.html, "meetings")
    downloads.offer(files.of_meetings(view, scope, other.meetings))
elif number == 1:
    state = profile.one_state(view, scope)
    title.show(state.finding, " ".join(other.dropped))
    linked.show(state.said, "said")
    listing.section(state.duties, "duties")
    linked.show(state.why, "why")
    if state.has_spoken:
        st.header(state.contributions.table.caption, anchor=False)
        as_table = state.spoken.picture is not None and switch.chart_or_table()
        spoken, table = state.spoken, state.contributions.html
        chart.show_either(spoken.picture, table, "spoken", spoken.opens, as_table=as_table)
    linked.show(state.rest, "rest")
    with st.expander(profile.FACTS):
        linked.show(state.facts, "facts")
    downloads.offer(state.spoken.picture, *files.of_state(view, scope))
elif 1 < number <= directory.COMPARED:
    shown, spoken = comparison.compared(view, scope), who_spoke_when(view, scope)
    title.show(shown.finding, " ".join(other.dropped))
    st.header(spoken.table.caption, anchor=False)
    chart.show_either(spoken.picture, spoken.html, "spoken", spoken.opens, as_table=switch.chart_or_table())
    linked.show(shown.html, "compared")
    downloads.offer(spoken.picture, *files.of_several(view, scope))
else:
    title.show(directory.finding(view, scope), " ".join(other.dropped))
    directory.find()
    linked.show(directory.note(view, scope), "note")
    every = directory.directory(view, scope)
    listing.show(every, "directory")
    downloads.offer(every.table)

cell_window.show(place.first("cell"))
