"""Good practice: what do others do about what my State lacks or finds hard?"""

from kb.domain.catalogue import gettext as _
from kb.ui import downloads, frame, linked, title
from kb.ui.elements import listing
from kb.ui.practices import brief, needs, start
from kb.ui.practices.query import PracticesQuery
from kb.ui.templates import render

place = frame.here()
my = start.my_state(place.my, place.scope)
need, page = place.first("need"), place.first("page")
collected = brief.brief_of(place.view, tuple(place.own.get("brief", ())))
asked = PracticesQuery(place.view, place.scope, my, collected.passages, place.first("at"))
rule = render("practices/rule.html")

if need is not None:
    one = needs.one_need(asked, need, page)
    title.show(one.finding, counted=rule)
    start.choose(place, my)
    linked.show(brief.shown(asked, collected, need), "brief")
    brief.download(place, asked, collected)
    linked.show(one.html, "need")
    downloads.offer(*one.tables)
elif my is None:
    begun = start.start(place.view, place.scope, collected.passages)
    title.show(begun.finding, _("Choose your State, and see what others do about the same."), counted=rule)
    start.choose(place, my)
    linked.show(brief.shown(asked, collected, None), "brief")
    brief.download(place, asked, collected)
    linked.show(begun.near, "near")
    listing.show(begun.listed, "start")
    downloads.offer(begun.table)
else:
    shown = needs.needs(asked)
    title.show(shown.finding, counted=rule)
    start.choose(place, my)
    linked.show(brief.shown(asked, collected, None), "brief")
    brief.download(place, asked, collected)
    linked.show(shown.above, "nearest")
    if shown.listed:
        listing.section(shown.listed, "needs")
        linked.show(shown.facts, "facts")
    downloads.offer(*shown.tables)
