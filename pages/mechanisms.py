"""Coordination (line c) and collaboration (line b): who said it, of whom only others say it, and who is silent?"""

from kb.ui import coordination, downloads, frame, linked, title
from kb.ui.markup import render

place = frame.here()
chosen = place.first("show") or next(iter(coordination.LINES))
shown = coordination.line_view(place.view, place.scope, chosen)

title.show(shown.finding, counted=render("coordination/how.html"))
linked.show(coordination.choice(chosen, place.query()), "choice")
shown.show("line")
downloads.offer(*shown.tables)
