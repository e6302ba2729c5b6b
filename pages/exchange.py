"""Requests and offers: what is requested, what is offered, and which passages match?"""

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.ui import downloads, frame, linked, requests_offers, title
from kb.ui.elements import chart, listing, switch
from kb.ui.requests_offers import matches

place = frame.here()
view, scope = place.view, place.scope
asked = matches.Place(view, scope, place.first("side") or "requests", place.first("by"))
match, page, counted = place.first("match"), place.first("page"), requests_offers.how_matched(view, scope)
overall = requests_offers.overall(view, scope)

if match is not None:
    shown = matches.one_passage(asked, match, page)
    title.show(shown.finding, requests_offers.OURS, counted=counted)
    downloads.offer(*shown.tables)
    linked.show(shown.html, "match")
elif overall.drawn is None:
    title.show(overall.finding, counted=counted)
    linked.show(overall.html, "nothing")
else:
    numbers = overall.lists if asked.by is None else []
    side, ways = matches.one_side(asked, page)
    finding = overall.finding if asked.by is None else matches.finding(asked)
    title.show(finding, f"{requests_offers.SIDES} {requests_offers.OURS}", counted=counted)
    if asked.by is None and overall.drawn.picture:
        chart.show_either(overall.drawn, "exchange", as_table=switch.chart_or_table())
    linked.show(matches.choice(asked), "choice")
    linked.show(ways, "ways")
    if side.table.rows:
        listing.show(side, "side")
    if numbers:
        with st.expander(_("By State, organisation and theme")):
            listing.show(numbers[1], "speakers")
            listing.show(numbers[2], "themes")
    downloads.offer(overall.drawn.picture if numbers else None, *(one.table for one in numbers), side.table)
