"""Statements: what was said, by whom and where, to read and to cite."""

from kb.ui import downloads, frame, linked, statements, title
from kb.ui.statements import StatementsQuery, choice, passages, reader

place = frame.here()
asked = StatementsQuery(place.view, place.scope, place.first("about"), place.first("page"))
wanted = place.first("contribution")

if wanted is not None:
    title.show(reader.finding(place.view, place.scope, wanted))
    reader.show(place, wanted, place.first("passage"))
    downloads.offer(reader.table(place.view, place.scope, wanted))
elif place.first("list") == "passages":
    found = passages.passages_in(asked)
    title.show(found.finding)
    linked.show(choice("passages", asked), "choice")
    linked.show(found.html, "passages")
    downloads.offer(passages.table(asked))
else:
    shown = statements.contributions_in(asked)
    title.show(shown.finding, shown.lead, counted=shown.counted)
    linked.show(choice("contributions", asked), "choice")
    shown.show("contributions")
    downloads.offer(statements.table(asked))
