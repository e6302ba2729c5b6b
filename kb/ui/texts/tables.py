"""What is edited in tables: lines with where they belong, their page beside them; and what stands beside each text."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.errors import DocumentRefused, PlacementFault
from kb.ingest.official.labels import Wanted, is_part, number_of
from kb.ingest.official.table import Line, Place, as_file, divided, from_file, placed, refuse_foreign, shortened
from kb.ingest.official.wording import Wording, summary
from kb.questions import Rows
from kb.ui import linked
from kb.ui.drafts import keep
from kb.ui.frame import Here
from kb.ui.markup import address
from kb.ui.originals import Beside, leaf
from kb.ui.texts import drafting
from kb.ui.texts.drafting import Draft
from kb.workflow.instruments import SET_BESIDE, first_words

UNCLEAR, BEGIN, ALL = "unclear", "begin", "all"
SHOWN = {UNCLEAR: _("Unclear"), BEGIN: _("Numbers and headings"), ALL: _("All")}
ADDRESSED = {"": _("not established"), "affected": _("States with victims"), "all": _("every State Party")}


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
    choices = drafting.choices(draft.table, wanted)
    lines = [draft.table[at] for at in rows]
    df = pd.DataFrame(
        [{**vars(one), "place": drafting.words_of(one.place, wanted), "right": not one.why} for one in lines]
    ).astype({"page": "Int64"})
    edited = st.data_editor(
        df,
        hide_index=True,
        disabled=["page", "line", "text", "why"],
        column_order=(["page"] if any(line.page for line in draft.table) else [])
        + ["line", "text", "place", "right", "why"],
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
        linked.show(drafting.around(draft, wanted, draft.table[at]), "texts-around")
        with st.form(f"texts-one-{draft.version}-{number}", border=False):
            choices = drafting.choices(draft.table, wanted)
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
        name = f"{draft.text_of}-placement.csv"
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


def show(place: Here, code: str, draft: Draft, wanted: Wanted, recorded: Rows) -> None:
    """What was found, with what can be set beside each."""
    st.header(_("2. Titles, chapters, addressees, deadlines"), anchor=False)
    missing = summary(draft.table, wanted.ids).missing
    if missing:
        st.warning(_("Not found: {numbers}.").format(numbers=shortened([number_of(one) for one in missing])))
    wordings = drafting.shown(draft, wanted)
    if not wordings:
        st.info(_("No number was found yet."))
        return
    _for_all(place, code, draft, [one.id for one in wordings])
    rows = [{"name": drafting.name_of(one.id, wanted), **beside} for one, beside in _set(draft, wanted, recorded)]
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
        was, now = ({key: _plain(key, row[key], codes) for key in SET_BESIDE} for row in (before, after))
        if given := {key: value for key, value in now.items() if value != was[key]}:
            changed = changed.set_beside(one.id, given)
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
    made, visible = [], drafting.shown(draft, wanted)
    for one in visible:
        has_parts = any(is_part(other.id, one.id) for other in visible)
        first = held.get(one.id) or {
            "short_title": first_words(one.text),
            "chapter": one.chapter or None,
            "in_matrix": not has_parts,
        }
        made.append((one, {key: first.get(key) for key in SET_BESIDE} | dict(draft.beside.get(one.id, {}))))
    return made
