"""Search: everything that is here, by words, with what it can be narrowed by."""

from kb.ui import downloads, frame, linked, title
from kb.ui.search import results
from kb.ui.search.query import SearchQuery, brief, finding, searched, status

place = frame.here()
view, asked = place.view, SearchQuery.of(place.scope, place.own)
title.show(finding(view, asked), shown=searched(view, asked), brief=brief(asked, place.words))

results.box(asked.question, status(view, asked))
linked.show(results.ways(view, asked), "ways")
linked.show(results.results(view, asked), "results")
downloads.offer(results.table(view, asked))
