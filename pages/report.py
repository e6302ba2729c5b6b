"""Report: what is in the scope, as a Word document that Coordinators can send."""

import streamlit as st

from kb.reports.report_tables import tables
from kb.ui import downloads, linked, report, title

place, may_draft = report.opened()
title.show(report.finding(place.view, place.scope))

fields, page = st.columns([1, 2], gap="large")
with fields:
    files = st.container()
    typed, annexes = report.form(may_draft)
made = report.document(place, typed, annexes)
if isinstance(made, str):
    page.warning(made)
else:
    with files:
        report.offer(made, place.view.revision)
    with fields:
        downloads.offer(*tables(place.view, place.scope).values())
    with page, st.container(border=True):
        linked.show(report.preview(place, made), "preview")
