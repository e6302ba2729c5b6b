"""Lines of a document in a table to edit, each with where it belongs, and the page beside them."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.errors import DocumentRefused, PlacementFault
from kb.ingest.official.labels import Wanted
from kb.ingest.official.table import Line, Place, as_file, divided, from_file, placed, refuse_foreign
from kb.ui import linked
from kb.ui.frame import Here
from kb.ui.markup import address
from kb.ui.originals.leaf import Beside, leaf
from kb.ui.texts import reading
from kb.ui.texts.drafting import Draft, keep

UNCLEAR, BEGIN, ALL = "unclear", "begin", "all"
SHOWN = {UNCLEAR: _("Unclear"), BEGIN: _("Numbers and headings"), ALL: _("All")}


def settle(place: Here, code: str, draft: Draft, wanted: Wanted) -> None:
    """The lines in a table to edit, the page beside it."""
    st.header(_("1. Settle the lines"), anchor=False)
    unclear = [at for at, line in enumerate(draft.table) if line.why]
    which = st.radio(
        _("Lines"),
        list(SHOWN),
        index=list(SHOWN).index(UNCLEAR if unclear else BEGIN),
        format_func=SHOWN.__getitem__,
        horizontal=True,
        key=f"texts-which-{code}",
    )
    rows = {
        UNCLEAR: unclear,
        BEGIN: [at for at, line in enumerate(draft.table) if line.begins or line.place == Place.CHAPTER],
        ALL: list(range(len(draft.table))),
    }[which]
    if rows:
        _editor(place, code, draft, wanted, rows)
    else:
        st.success(_("No line is unclear."))
    are_right = (
        which == UNCLEAR and unclear and st.button(_("All of these are right"), key=f"texts-right-{draft.version}")
    )
    if are_right:
        keep(place, code, replace(draft, table=tuple(replace(line, why="") for line in draft.table)))
    _one_line(place, code, draft, wanted, rows)
    _file(place, code, draft)


def _editor(place: Here, code: str, draft: Draft, wanted: Wanted, rows: list[int]) -> None:
    """The lines at these places; what is changed in one settles it, and is kept at once."""
    choices = reading.choices(draft.table, wanted)
    df = pd.DataFrame(
        {
            "page": [draft.table[at].page for at in rows],
            "line": [draft.table[at].line for at in rows],
            "text": [draft.table[at].text for at in rows],
            "place": [reading.words_of(draft.table[at].place, wanted) for at in rows],
            "right": [not draft.table[at].why for at in rows],
            "why": [draft.table[at].why for at in rows],
        }
    ).astype({"page": "Int64"})
    edited = st.data_editor(
        df,
        hide_index=True,
        disabled=["page", "line", "text", "why"],
        column_order=[
            *(["page"] if any(line.page for line in draft.table) else []),
            "line",
            "text",
            "place",
            "right",
            "why",
        ],
        column_config={
            "page": st.column_config.NumberColumn(_("Page"), width=50),
            "line": st.column_config.NumberColumn(_("Line"), width=50),
            "text": st.column_config.TextColumn(_("Text"), width=240),
            "place": st.column_config.SelectboxColumn(_("Belongs to"), options=list(choices), required=True, width=190),
            "right": st.column_config.CheckboxColumn(_("Right"), width=60),
            "why": st.column_config.TextColumn(_("Why unclear"), width=200),
        },
        alt=_("Lines of the document with where they belong"),
        key=f"texts-lines-{code}-{draft.version}-{len(rows)}",
    )
    table = draft.table
    for number, at in enumerate(rows):
        place_now, is_right = choices[edited["place"].iloc[number]], bool(edited["right"].iloc[number])
        if place_now != table[at].place or (is_right and table[at].why):
            table = placed(table, at, place_now)
        elif not is_right and not table[at].why:
            table = (*table[:at], replace(table[at], why="marked by you"), *table[at + 1 :])
    if table != draft.table:
        keep(place, code, replace(draft, table=table))


def _one_line(place: Here, code: str, draft: Draft, wanted: Wanted, rows: list[int]) -> None:
    """One line between its neighbours and on its page, to be placed or divided without the table."""
    first = draft.table[rows[0]].line if rows else 1
    asked = min(int(place.first("at") or first), draft.table[-1].line)
    left, right = st.columns(2)
    with left:
        number = st.number_input(
            _("Look at line"), 1, draft.table[-1].line, value=asked, step=1, key=f"texts-at-{code}-{asked}"
        )
        at = next(at for at, line in enumerate(draft.table) if line.line >= number)
        linked.show(reading.around(draft, wanted, draft.table[at]), "texts-around")
        with st.form(f"texts-one-{draft.version}-{number}", border=False):
            choices = reading.choices(draft.table, wanted)
            words = st.selectbox(_("It belongs to"), list(choices), index=None, placeholder=_("as it is"))
            before = st.text_input(_("Divide it before these words"), max_chars=200)
            if st.form_submit_button(_("Change the line")):
                _change(place, code, draft, at, choices[words] if words else None, before)
    with right:
        _page(place, code, draft, draft.table[at])


def _change(place: Here, code: str, draft: Draft, at: int, to: str | None, before: str) -> None:
    try:
        table = divided(draft.table, at, before) if before.strip() else draft.table
    except PlacementFault as error:
        st.error(error.sentence)
    else:
        keep(place, code, replace(draft, table=placed(table, at, to) if to else table))


def _file(place: Here, code: str, draft: Draft) -> None:
    """The table as a file, for a spreadsheet and the command line."""
    with st.expander(_("The placement table as a file")):
        name = f"{draft.code}-placement.csv"
        st.download_button(_("Download the table"), as_file(draft.table).encode(), name, "text/csv")
        with st.form(f"texts-table-{draft.version}", border=False):
            file = st.file_uploader(_("A table that you filled in"), type=["csv"])
            if st.form_submit_button(_("Take this table")) and file is not None:
                try:
                    given = from_file(file.getvalue())
                    refuse_foreign(given, draft.table)
                except PlacementFault as error:
                    st.error(error.sentence)
                else:
                    keep(place, code, replace(draft, table=given))


def _page(place: Here, code: str, draft: Draft, line: Line) -> None:
    """The page on which a line stands, every line marked; in a document without pages, what was read."""
    original = place.store.originals.of_draft(place.actor.person, code)
    if original is None:
        return

    def to(number: int) -> str:
        return address("texts", {"draft": code, "at": number})

    sources = {one.line: (one.line,) for one in draft.table}
    file = Beside(draft.source.sha256, "", original.reading, sources, lambda: original.content)
    try:
        linked.show(leaf(file, file.page_of(line.line), line.line, to, called=_("Line {number}")), "texts-page")
    except DocumentRefused as error:
        st.info(error.sentence)
