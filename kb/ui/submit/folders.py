"""Many documents at once, as a ZIP with manifest.csv: each is read and sent, and what came of each stays in sight."""

from collections.abc import Iterator

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.ingest.submissions import batch, folder
from kb.ui.elements.change import refusal_said
from kb.ui.frame import Here

LARGEST = 100  # MB
_RESULTS = "folder-results"


def ask(place: Here) -> None:
    """Ask for a ZIP, hand in what it holds with a bar that says how far it is, and show what came of each file."""
    with st.expander(_("Many documents at once, as a ZIP")):
        st.text(
            _(
                "The ZIP holds your documents and a file manifest.csv, with a line for each document. "
                "Each document is sent at once, without a draft, and gets a receipt."
            )
        )
        # The names of the columns alone, as spreadsheets open them.
        empty = f"\ufeff{','.join((*folder.COLUMNS, *folder.OPTIONAL_COLUMNS))}\r\n"
        st.download_button(
            _("An empty manifest.csv"), empty, folder.MANIFEST, "text/csv", on_click="ignore", key="manifest"
        )
        with st.form("folder", border=False):
            file = st.file_uploader(_("The ZIP"), type="zip", max_upload_size=LARGEST, key="zip")
            if st.form_submit_button(_("Hand in all of them")):
                st.session_state.pop(_RESULTS, None)
                if file is None:
                    st.error(_("Choose a ZIP."))
                else:
                    with refusal_said(), folder.opened_zip(file, file.name) as files:
                        st.session_state[_RESULTS] = list(_handed_in(place, files))
        if results := st.session_state.get(_RESULTS):
            _show(results)


def _handed_in(place: Here, files: folder.Batch) -> Iterator[dict[str, object]]:
    """A row for each file: its receipt, or why it was not taken."""
    count = len(files.rows)
    bar = st.progress(0.0, _("Reading the first document"))
    for number, outcome in enumerate(batch.hand_in_all(place.store, place.actor, files, unsure_too=False), start=1):
        bar.progress(number / count, _("{number} of {count} documents").format(number=number, count=count))
        received = outcome.received
        yield {
            "file": outcome.file,
            "receipt": received.receipt.number if received else None,
            "passages": len(received.handed.parts) if received else None,
            "note": " ".join(received.warnings) if received else str(outcome.refused),
        }
    bar.empty()


def _show(results: list[dict[str, object]]) -> None:
    taken = sum(row["receipt"] is not None for row in results)
    refused = len(results) - taken
    if taken:
        st.success(ngettext("{count} document was sent.", "{count} documents were sent.", taken).format(count=taken))
    if refused:
        st.error(
            ngettext("{count} document was not taken.", "{count} documents were not taken.", refused).format(
                count=refused
            )
        )
    st.dataframe(
        results,
        hide_index=True,
        column_config={
            "file": st.column_config.TextColumn(_("File")),
            "receipt": st.column_config.NumberColumn(_("Receipt"), format="%d"),
            "passages": st.column_config.NumberColumn(_("Passages"), format="%d"),
            "note": st.column_config.TextColumn(_("Why not, or what was left out"), width="large"),
        },
    )
