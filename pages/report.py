"""Report: all of what is in the scope as a document that Coordinators can send."""

import streamlit as st

from kb.export.report_tables import tables
from kb.export.word import MEDIA_TYPE, word_file
from kb.ui import downloads, frame, linked, title
from kb.ui.parts import report

place = frame.here()
title.show(
    "Report",
    "What is reported, what is not held and why, as a Word document. Narrow it with the filters; see it below.",
)

content = report.content(place.view, place.scope)
if not isinstance(content, str):
    if st.button("Make the Word document", type="primary", icon=":material/description:"):
        with st.status("Making the document: charts take a moment", expanded=True) as status:
            bar = st.progress(0.0, "How much of it is made")
            file = word_file(content, downloads.origin(), downloads.base(), bar.progress)
            st.session_state["report"] = content, file
            status.update(label="The document is made", state="complete", expanded=False)
    of, file = st.session_state.get("report", (None, b""))
    if of is content:
        name = f"victim-assistance-report-revision-{place.view.revision}.docx"
        icon = ":material/download:"
        st.download_button("Download the report (DOCX)", file, name, MEDIA_TYPE, on_click="ignore", icon=icon)
preview = report.preview(place.view, place.scope, downloads.origin().audience)
if not isinstance(content, str):
    downloads.offer(*tables(place.view, place.scope))
    st.header("Preview", anchor=False)
linked.show(preview, "preview")
