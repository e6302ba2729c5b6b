"""States: what one State said and what binds it, or several side by side; without a choice, how all of them stand."""

from kb.ui import blocks, downloads, frame, linked, title
from kb.ui.parts import state_files, states

place = frame.here()
view, scope = place.view, place.scope
names = [place.words.label("state", code) for code in scope.states]
other = states.other_meetings(place.own.get("with", ()), scope, place.words)

if len(names) == 1 and other.meetings:
    title.show(f"{names[0]} at several meetings", "One State’s record, meeting by meeting.")
    downloads.offer(state_files.at_meetings(view, scope, other.meetings))
    linked.show(states.at_meetings(view, scope, other), "meetings")
elif len(names) == 1:
    title.show(names[0], "What it said, what was addressed to it and, apart, what others report about it.")
    profile = states.one_state(view, scope, other.dropped)
    downloads.offer(profile.picture, *state_files.of_state(view, scope))
    linked.show(profile.html, "state")
    if profile.picture:
        blocks.chart(profile.picture, profile.table, "contributions")
    linked.show(profile.rest, "others")
elif 1 < len(names) <= states.COMPARED:
    title.show("States side by side", "The records of the States you chose, provision by provision.")
    downloads.offer(*state_files.of_several(view, scope))
    linked.show(states.compared(view, scope, other.dropped), "compared")
else:
    title.show("States", "How each State stands: what it reported, and what is known of it.")
    downloads.offer(state_files.directory(view, scope))
    linked.show(states.all_states(view, scope, other.dropped), "directory")
