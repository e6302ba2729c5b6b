"""Who can help whom: what is asked for, what is offered, and which passages match?"""

from kb.ui import blocks, downloads, frame, linked, title
from kb.ui.markup import element, join
from kb.ui.parts import help as helping
from kb.ui.parts import help_matches, help_tables

place = frame.here()
view, scope = place.view, place.scope
title.show(
    "Who can help whom",
    "Passages assessed as request or challenge, and passages of others assessed as offer or practice that we match "
    "with them (Action 35).",
)

asked = help_matches.Place(view, scope, place.first("side") or "requests", place.first("by"))
match = place.first("match")
page = place.first("page")

if helping.is_empty(view, scope):
    linked.show(helping.nothing(view, scope), "nothing")
elif match is not None:
    shown = help_matches.one_passage(asked, match, page)
    downloads.offer(*shown.tables)
    linked.show(shown.html, "match")
else:
    side = help_matches.one_side(asked, page)
    if asked.by is None:
        said, picture, table = helping.overall(view, scope)
        rest = helping.rest(view, scope)
        linked.show(helping.lead(view, scope), "lead")
        downloads.offer(picture, *help_tables.tables(view, scope), *side.tables)
        linked.show(element("h2", said), "heading")
        if picture:
            blocks.chart(picture, table, "exchange")
        else:
            linked.show(table, "exchange")
        linked.show(rest, "rest")
    else:
        downloads.offer(*side.tables)
    linked.show(join([help_matches.of_one(asked), help_matches.choice(asked)]), "choice")
    linked.show(side.html, "side")
