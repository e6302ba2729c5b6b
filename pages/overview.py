"""Overview: where do things stand, and where should a reader look next?"""

import streamlit as st

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.questions.findings import NOT_SILENCE
from kb.ui import downloads, frame, linked, reminders, title
from kb.ui.coverage import CoverageQuery, cells, coverage_view
from kb.ui.elements import chart, listing, switch
from kb.ui.markup import element, join
from kb.ui.overview import not_heard_text, overview, reading, who_spoke_when
from kb.workflow.permission import Operation

place = frame.here()
view, scope, cell = place.view, place.scope, place.first("cell")
found, spoken, newest = overview(view, scope), who_spoke_when(view, scope), reading.newest(view, scope)
coverage = coverage_view(CoverageQuery("matrix", view, scope, others=place.first("others") == "yes")).drawn

title.show(found.finding, NOT_SILENCE, counted=reading.meanings(view, scope))
with st.container(key="first"):
    linked.show(reading.figures(view, scope), "figures")
    linked.show(element("h2", _("Affected States by action or article")), "map")
    as_table = switch.of_chart(others=True)
    if coverage:
        chart.show_either(coverage, "matrix", as_table=as_table, opened=cell)

linked.show(reading.not_heard(view, scope), "not-heard")
with st.popover(_("Copy list"), icon=":material/content_copy:", key="copy-list", on_change="rerun") as copied:
    if copied.open:
        st.code(not_heard_text(found, filters.span(scope, place.words)), language=None)
reminders.offer(place, found.silent)

ways = reading.occasion(view, scope, runs=place.actor.may(Operation.FACILITATE))
linked.show(join([ways, reading.lines(view, scope), element("h2", _("Who spoke when"))]), "lines")
chart.show_either(spoken, "spoke", as_table=as_table)
if newest.table.rows:
    st.header(_("Newest"), anchor=False)
    listing.show(newest, "newest", as_table=as_table)
drawn = (coverage.picture, coverage.table) if coverage else ()
downloads.offer(*drawn, *found.tables, spoken.picture, spoken.table)

cells.show(cell)
