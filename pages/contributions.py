"""Contributions: what was said, by whom and where, to read and to cite."""

from kb.ui import downloads, frame, linked
from kb.ui.parts import contributions, heard, reader

place = frame.here()
frame.heading("Contributions", "What was said, by whom and where, with its source: to read and to cite.")

wanted = place.first("contribution")
about = place.first("about")
page = place.first("page")

if wanted is not None:
    shown = reader.contribution(place.view, place.scope, wanted, place.first("passage"))
    downloads.offer(shown)
    linked.show(shown, "reader")
elif place.first("list") == "passages":
    linked.show(contributions.choice("passages", place.scope, about), "choice")
    shown = heard.passages_in(place.view, place.scope, about, page)
    downloads.offer(shown)
    linked.show(shown, "passages")
else:
    linked.show(contributions.choice("contributions", place.scope, about), "choice")
    shown = contributions.contributions_in(place.view, place.scope, about, page)
    downloads.offer(shown)
    linked.show(shown, "contributions")
