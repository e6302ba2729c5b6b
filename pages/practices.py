"""Good practice: what do others do about what my State lacks or finds hard?"""

from kb.ui import downloads, frame, linked, title
from kb.ui.markup import render
from kb.ui.practices import needs, query, start
from kb.ui.practices.query import PracticesQuery

place = frame.here()
my = start.my_state(place.my, place.scope)
need = place.first("need")
collected = query.brief_of(place.view, tuple(place.own.get("brief", ())))
asked = PracticesQuery(place.view, place.scope, my, collected.passages, place.first("at"))

if need is not None:
    shown = needs.one_need(asked, need, place.first("page"))
elif my is None:
    shown = start.start(place.view, place.scope, collected.passages)
else:
    shown = needs.needs(asked)

title.show(shown.finding, shown.lead, counted=render("practices/rule.html"))
start.choose_state(place, my)
linked.show(query.brief_shown(asked, collected, need), "brief")
query.offer_brief(place, asked, collected)
shown.show("practices")
downloads.offer(*shown.tables)
