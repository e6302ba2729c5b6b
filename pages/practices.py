"""Practices: what do others do about what my State lacks or finds hard?"""

from kb.ui import downloads, frame, linked, title
from kb.ui.parts import practices, practices_brief, practices_facts, practices_files, practices_start
from kb.ui.parts.practices_asked import Asked

place = frame.here()
title.show(
    "Practices",
    "What other States and organisations report on the same action or theme as your State’s gaps and challenges. "
    "Filters on States choose whose passages are shown.",
)

my = practices_start.choose(place)
need = place.first("need")
brief = practices_brief.brief_of(place.view, tuple(place.own.get("brief", ())))
asked = Asked(place.view, place.scope, my, brief.passages, place.first("at"))

linked.show(practices_brief.shown(place.view, brief, asked.at, place.words, asked.without_brief(need)), "brief")
practices_brief.download(place, brief, my)

if need is not None:
    downloads.offer(*practices_files.need_tables(asked, need, place.first("page")))
    linked.show(practices.one_need(asked, need, place.first("page")), "need")
elif my is None:
    downloads.offer(practices_start.table(place.view, place.scope))
    linked.show(
        practices_start.start(place.view, place.scope, place.actor.contributor, brief.passages),
        "start",
    )
else:
    downloads.offer(*practices_files.needs_tables(asked), *practices_facts.tables(place.view, place.scope, my))
    linked.show(practices.needs(asked), "needs")
    linked.show(practices_facts.facts(place.view, place.scope, my), "facts")
