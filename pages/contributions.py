"""Contributions: what was said, by whom and where, to read and to cite."""

from kb.ui import downloads, frame, linked, title
from kb.ui.parts import contributions, heard, reader

place = frame.here()
title.show("Contributions", "What was said, by whom and where, with its source: to read and to cite.")

wanted = place.first("contribution")
about = place.first("about")
page = place.first("page")

if wanted is not None:
    downloads.offer(reader.table(place.view, place.scope, wanted))
    linked.show(reader.contribution(place.view, place.scope, wanted, place.first("passage")), "reader")
elif place.first("list") == "passages":
    linked.show(contributions.choice("passages", place.scope, about), "choice")
    downloads.offer(heard.table(place.view, place.scope, about, page))
    linked.show(heard.passages_in(place.view, place.scope, about, page), "passages")
else:
    linked.show(contributions.choice("contributions", place.scope, about), "choice")
    downloads.offer(contributions.table(place.view, place.scope, about))
    linked.show(contributions.contributions_in(place.view, place.scope, about, page), "contributions")
