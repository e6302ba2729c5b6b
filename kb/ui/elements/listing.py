"""A list to choose from: a data frame that sorts and searches, each row of which opens something; or a plain table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import streamlit as st

from kb.cache import made
from kb.domain.catalogue import gettext as _
from kb.domain.words import day_words
from kb.tables import Column, Table, Type
from kb.ui import linked
from kb.ui.elements import switch
from kb.ui.elements.chart import Drawn
from kb.ui.markup import Html, element, join, macro

# What stands over a column of labels: what is declared is said of their codes, which stand in files alone.
HEADS = {"provision_label": _("Action or article"), "theme_label": _("Theme"), "meeting_label": _("Meeting")}
ROW_HEIGHT = 35  # pixels, Streamlit's own
MOST_ROWS_IN_SIGHT = 14
# Of a list that grows with the material, so many rows stand on a screen.
MOST_ROWS = 50
_COLUMN: Mapping[Type, Callable[..., Any]] = {
    Type.INTEGER: st.column_config.NumberColumn,
    Type.NUMBER: st.column_config.NumberColumn,
    Type.BOOLEAN: st.column_config.CheckboxColumn,
    Type.DATE: st.column_config.DateColumn,
    Type.TEXT: st.column_config.TextColumn,
}


@dataclass(frozen=True)
class Listing:
    """Rows of a table as a list, the first `most` of them; all where it grows with States, actions or codes alone.

    `columns` are the keys of those that are shown, in order; `opens` has for each row the address that it opens, or
    None. A label in `labels` stands over its column instead of the declared one; `wide` columns get the room,
    and `narrow` ones no more than they need to be told apart. `title` stands over it on a page: its caption where none
    is given, nothing where that is empty.
    """

    table: Table
    columns: tuple[str, ...]
    opens: tuple[str | None, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    wide: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    most: int | None = MOST_ROWS
    title: str | None = None

    @property
    def heading(self) -> str:
        """What stands over it on a page."""
        return self.table.caption if self.title is None else self.title

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        """The columns that are shown."""
        declared = {column.key: column for column in self.table.columns}
        return tuple(declared[key] for key in self.columns)

    @cached_property
    def df(self) -> pd.DataFrame:
        """The columns that are shown, as a data frame."""
        df = pd.DataFrame(list(self.table.rows[: self.most]), columns=list(self.table.keys), dtype=object)[
            list(self.columns)
        ]
        integers = {one.key: "Int64" for one in self.shown if one.type is Type.INTEGER}
        numbers = {one.key: "float64" for one in self.shown if one.type is Type.NUMBER}
        return df.astype({**integers, **numbers})

    @cached_property
    def packed(self) -> pa.Table:
        """The same for the browser, so that no run of a screen packs it anew."""
        return pa.Table.from_pandas(self.df, preserve_index=False)

    @property
    def html(self) -> Html:
        """The same as a plain table, its first column with the links."""
        body, visible = [], [self.table.keys.index(key) for key in self.columns]
        for place, row in enumerate(self.table.rows[: self.most]):
            first, *rest = (_cell(row[column]) for column in visible)
            to = self.opens[place] if self.opens else None
            body.append([element("a", first or _("Open"), href=to) if to else first, *rest])
        heads = [self._label(column) for column in self.shown]
        return join([macro("_tables.html", "wide_table")(self.table.caption, heads, body), self.cut])

    @property
    def cut(self) -> Html:
        """What is said where rows are left out."""
        every = len(self.table.rows)
        if self.most is None or every <= self.most:
            return Html()
        text = _("The first {shown} of {every} rows. A download has them all.")
        return element("p", text.format(shown=self.most, every=every), class_="quiet")

    def config(self) -> dict[str, Any]:
        """How Streamlit shows each column."""
        return {
            one.key: _COLUMN[one.type](
                self._label(one),
                help=one.meaning or None,
                width="large" if one.key in self.wide else "medium" if one.key in self.narrow else None,
                **({"format": "D MMM YYYY"} if one.type is Type.DATE else {}),
            )
            for one in self.shown
        }

    def _label(self, column: Column) -> str:
        return self.labels.get(column.key) or HEADS.get(column.key, column.label)


class Page(NamedTuple):
    """A page: its title, what stands on it one below the other, the tables for files, and a line below the title.

    `shown` is the sentence on what it shows where that is not the scope, `counted` says how its figures are counted.
    What is `drawn` stands above the parts.
    """

    finding: str
    parts: tuple[Html | Listing | None, ...]
    tables: tuple[Table, ...] = ()
    lead: str = ""
    shown: str | None = None
    counted: Html | None = None
    drawn: Drawn | None = None

    @property
    def lists(self) -> list[Listing]:
        """The lists on it."""
        return [part for part in self.parts if isinstance(part, Listing)]

    @property
    def html(self) -> Html:
        """All of it to read, lists as plain tables under their headings."""
        parts = (
            part if isinstance(part, Html) else join([element("h2", part.heading) if part.heading else "", part.html])
            for part in self.parts
            if part is not None
        )
        return join([made(self.drawn.html) if self.drawn else "", *parts])

    def show(self, key: str) -> None:
        """Show what stands on it; `key` tells one page from another on the same screen."""
        for number, part in enumerate(self.parts):
            if isinstance(part, Listing):
                section(part, f"{key}-{number}")
            elif part:
                linked.show(part, f"{key}-{number}")


def section(listing: Listing | None, key: str) -> None:
    """A list under its heading; nothing where there is none."""
    if listing:
        if listing.heading:
            st.header(listing.heading, anchor=False)
        show(listing, key)


def show(listing: Listing, key: str, *, as_table: bool | None = None) -> None:
    """Show the list, or its plain table for whoever prefers that; a row that is picked opens what is behind it.

    `as_table` is what a switch above it says; without one it has a switch of its own.
    """
    if not listing.table.rows:
        st.caption(_("The list is empty."))
        return
    if switch.plain_tables(key) if as_table is None else as_table:
        linked.show(listing.html, f"table-{key}")
        return
    name = f"list-{key}-{st.session_state.get(_count(key), 0)}"

    def picked() -> None:
        cells = st.session_state[name].selection.cells
        to = listing.opens[cells[0][0]] if cells and listing.opens else None
        if to:
            # Without a selection of its own the list is as before when one comes back to it.
            st.session_state[_count(key)] = st.session_state.get(_count(key), 0) + 1
            linked.go(to)

    rows = len(listing.df)
    st.dataframe(
        listing.packed,
        hide_index=True,
        column_config=listing.config(),
        height="content" if rows <= MOST_ROWS_IN_SIGHT else (MOST_ROWS_IN_SIGHT + 1) * ROW_HEIGHT,
        key=name,
        on_select=picked if listing.opens else "ignore",
        selection_mode="single-cell",
        placeholder="",
        alt=_("{caption}. The same is there as a plain table.").format(caption=listing.table.caption),
    )
    linked.html(listing.cut)


def _count(key: str) -> str:
    return f"picked-{key}"


def _cell(value: Any) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return day_words(value) if isinstance(value, date) else str(value)
