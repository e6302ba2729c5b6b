"""Coverage: who has reported on what, who has not, and why."""

from kb.questions.findings import NOT_SILENCE
from kb.ui import downloads, frame, linked, reminders, title
from kb.ui.coverage import OF_STATES, CoverageQuery, cells, choice, coverage_view
from kb.ui.elements import chart, listing, switch
from kb.ui.markup import Html
from kb.ui.overview import overview

place = frame.here()
chosen, cell = place.first("look") or "matrix", place.first("cell")
everyone, others = place.first("rows") == "all", place.first("others") == "yes"
shown = coverage_view(CoverageQuery(chosen, place.view, place.scope, place.first("why"), everyone, others))

title.show(shown.finding, NOT_SILENCE)
linked.show(choice(chosen, place.query()), "choice")
if shown.drawn:
    as_table = shown.drawn.picture is not None and switch.of_chart(others=chosen in OF_STATES)
    chart.show_either(shown.drawn, chosen, as_table=as_table, opened=cell)
note = next((part for part in shown.parts if isinstance(part, Html)), Html())
linked.show(note, "note")
if chosen == "gaps":
    reminders.offer(place, overview(place.view, place.scope).silent)
for number, listed in enumerate(shown.lists):
    listing.section(listed, f"{chosen}-{number}")
if shown.drawn:
    downloads.offer(shown.drawn.picture, shown.drawn.table)

cells.show(cell)
