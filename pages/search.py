"""Search: everything held, by words, with what it can be narrowed by."""

from kb.ui import downloads, frame, linked, title
from kb.ui.parts import search, search_box
from kb.ui.parts.search_asked import Asked, searched, status

place = frame.here()
asked = Asked.of(place.scope, place.own)
title.show("Search", "Find what was said, by whom, and what the texts ask for.", shown=searched(place.view, asked))

search_box.show(asked.question, status(place.view, asked))
linked.show(search.how(), "how")
linked.show(search.ways(place.view, asked), "ways")
downloads.offer(search.table(place.view, asked))
linked.show(search.results(place.view, asked), "results")
