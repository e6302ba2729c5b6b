"""What was found of an instrument in a table to edit: title, chapter, addressee and deadline of each."""

from typing import Any

import pandas as pd
import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.ingest.official.labels import Wanted, is_part, number_of
from kb.ingest.official.table import shortened
from kb.ingest.official.wording import Wording, summary
from kb.questions import Rows
from kb.ui.frame import Here
from kb.ui.texts import reading
from kb.ui.texts.drafting import Draft, keep
from kb.workflow.instruments import SET_BESIDE, first_words

ADDRESSED = {"": _("not established"), "affected": _("States with victims"), "all": _("every State Party")}


def show(place: Here, code: str, draft: Draft, wanted: Wanted, recorded: Rows) -> None:
    """What was found, with what can be set beside each."""
    st.header(_("2. Titles, chapters, addressees, deadlines"), anchor=False)
    missing = summary(draft.table, wanted.ids).missing
    if missing:
        st.warning(_("Not found: {numbers}.").format(numbers=shortened([number_of(one) for one in missing])))
    wordings = reading.shown(draft, wanted)
    if not wordings:
        st.info(_("No number was found yet."))
        return
    _for_all(place, code, draft, [one.id for one in wordings])
    rows = [{"name": reading.name_of(one.id, wanted), **beside} for one, beside in _set(draft, wanted, recorded)]
    # The editor shows an empty text as nothing, and a missing one as "None".
    df = pd.DataFrame(
        [
            {
                **row,
                **{key: row[key] or "" for key in ("short_title", "chapter", "deadline")},
                "addressed_to": ADDRESSED[row["addressed_to"] or ""],
                "text": one.text,
            }
            for row, one in zip(rows, wordings, strict=True)
        ]
    ).astype({"deadline_months": "Int64", "in_matrix": bool})
    edited = st.data_editor(
        df,
        hide_index=True,
        disabled=["name", "text"],
        column_config={
            "name": st.column_config.TextColumn(_("Number"), width="small"),
            "short_title": st.column_config.TextColumn(
                _("Short title"), help=_("Two or three words for the heads of columns."), max_chars=300
            ),
            "chapter": st.column_config.TextColumn(_("Chapter"), max_chars=300),
            "addressed_to": st.column_config.SelectboxColumn(
                _("Addressed to"), options=list(ADDRESSED.values()), required=True
            ),
            "deadline": st.column_config.TextColumn(_("Deadline"), max_chars=300),
            "deadline_months": st.column_config.NumberColumn(_("Months"), min_value=1, max_value=600, step=1),
            "in_matrix": st.column_config.CheckboxColumn(_("In Coverage")),
            "text": st.column_config.TextColumn(_("Text"), width="large"),
        },
        alt=_("What was found, with title, chapter, addressee and deadline"),
        key=f"texts-found-{code}-{draft.version}",
    )
    changed = draft
    codes = {words: one for one, words in ADDRESSED.items()}
    for one, before, after in zip(wordings, df.to_dict("records"), edited.to_dict("records"), strict=True):
        given = {key: after[key] for key in SET_BESIDE if not _is_same(before[key], after[key])}
        if given:
            changed = changed.set_beside(one.id, {key: _plain(key, value, codes) for key, value in given.items()})
    if changed != draft:
        keep(place, code, changed)


def _for_all(place: Here, code: str, draft: Draft, ids: list[str]) -> None:
    """One addressee for all that was found."""
    with st.form(f"texts-all-{code}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        to = st.selectbox(_("All are addressed to"), ["all", "affected"], format_func=ADDRESSED.__getitem__, index=None)
        if st.form_submit_button(_("Set for all")) and to:
            changed = draft
            for id_ in ids:
                changed = changed.set_beside(id_, {"addressed_to": to})
            keep(place, code, changed)


def _is_same(before: Any, after: Any) -> bool:
    return bool(
        (pd.isna(before) and pd.isna(after)) or (not pd.isna(before) and not pd.isna(after) and before == after)
    )


def _plain(key: str, value: Any, codes: dict[str, str]) -> Any:
    """A value of the editor as it is kept."""
    if pd.isna(value) or value == "":
        return None
    if key == "addressed_to":
        return codes[value] or None
    return int(value) if key == "deadline_months" else bool(value) if key == "in_matrix" else str(value)


def _set(draft: Draft, wanted: Wanted, recorded: Rows) -> list[tuple[Wording, dict[str, Any]]]:
    """What is found, each with what stands beside it: set by hand, else recorded, else read in the document."""
    held = {row["id"]: row for row in recorded}
    made, visible = [], reading.shown(draft, wanted)
    for one in visible:
        has_parts = any(is_part(other.id, one.id) for other in visible)
        first = held.get(one.id) or {
            "short_title": first_words(one.text),
            "chapter": one.chapter or None,
            "in_matrix": not has_parts,
        }
        made.append((one, {key: first.get(key) for key in SET_BESIDE} | dict(draft.beside.get(one.id, {}))))
    return made
