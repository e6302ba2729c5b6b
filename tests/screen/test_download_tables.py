"""Tables leave a screen under declared columns, with the figures that it shows as numbers and codes beside labels."""

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup

from kb.db import View
from kb.domain.model import Scope
from kb.domain.words import ASSESSMENTS, TEXT_KINDS, VOICES
from kb.questions.changes import between_meetings
from kb.questions.dictionary import columns_table
from kb.tables import Table
from kb.ui.elements.chart import Picture
from kb.ui.requests_offers import found
from tests.screen.conftest import Offered, Open, html_of
from tests.screen.test_download_passages import of_passages
from tests.tables import misfits

Row = dict[str, Any]


def shown_rows(html: str) -> list[list[str]]:
    """The rows of all tables on a screen, one table after the other."""
    rows = BeautifulSoup(html, "lxml").select("tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for row in rows]


def rows_of(tables: Iterable[Picture | Table | None]) -> list[Row]:
    """The rows of all tables offered, by the keys of their columns, one table after the other."""
    return [
        dict(zip(table.keys, row, strict=True)) for table in tables if isinstance(table, Table) for row in table.rows
    ]


def of_method(row: Row) -> dict[int, object]:
    """What the screen shows of a row of its files, by the place in the row."""
    if "word" in row:
        figures = [row["contributions"], row["passages"]]
        return {0: row["word_label"], 1: row["meaning"]} | dict(
            enumerate(figures if row["kind"] != "assessment" else figures[1:], 2)
        )
    if "text_status" in row:
        return {0: row["instrument_label"], 1: row["text_status_label"], 2: row["provisions"], 3: row["passages"]}
    if "verdict" in row:
        return {0: row["name"], 1: row["examples"]}
    if "host" in row:
        return dict(enumerate([row["host"], row["contributions"], row["documents"], row["cut"]]))
    if "short_name" in row:
        return {0: row["short_name"], 3: row["dates_basis"], 4: row["contributions"], 5: row["note"] or ""}
    return {0: row["column"], 1: row["meaning"], 2: row["type"], 3: "yes" if row["required"] else "may be empty"}


def test_every_row_that_a_screen_shows_leaves_with_its_figures(open_screen: Open, offered: list[Offered]) -> None:
    """And words that nothing bears are counted as none and not left out."""
    app = open_screen("method")
    # Passages stand in no table, and the columns of files on no screen.
    offered_tables = [one for one in offered[0] if isinstance(one, Table) and not of_passages(one)]
    tables = [one for one in offered_tables if one.caption != columns_table().caption]
    rows, on_screen = rows_of(tables), shown_rows(html_of(app))
    assert len(rows) == len(on_screen) > 0
    for row, seen in zip(rows, on_screen, strict=True):
        told = of_method(row)
        assert {place: seen[place] for place in told} == {place: str(value) for place, value in told.items()}
    for table in tables:
        assert misfits(table) == set()
        assert all(column.meaning for column in table.columns)
    words = [row for row in rows if "word" in row]
    assert [row["word"] for row in words] == [*VOICES, *TEXT_KINDS, *ASSESSMENTS]
    assert {row["kind"] for row in words if row["contributions"] is None} == {"assessment"}


def test_of_one_contributor_only_the_passages_leave_and_no_counts_of_everybody(
    open_screen: Open, offered: list[Offered], view: View
) -> None:
    open_screen("exchange", side="offers", by="aoav-article-36")
    (tables,) = offered
    (table,) = filter(None, tables)
    assert isinstance(table, Table)
    assert of_passages(table)
    assert {row["contributor_label"] for row in rows_of([table])} == {found.names(view)["aoav-article-36"]}


def test_changes_leave_as_one_table_of_all_of_them_and_nothing_where_nothing_is_compared(
    open_screen: Open, offered: list[Offered], view: View
) -> None:
    open_screen("changes", meeting=["ccm-im-2012", "ccm-3msp"])
    open_screen("changes", meeting=["ccm-im-2012", "ccm-im-2011", "ccm-2msp"])
    ((table,), nothing) = offered
    assert isinstance(table, Table)
    assert misfits(table) == set()
    assert len(table.rows) == len(between_meetings(view, Scope(), "ccm-im-2012", "ccm-3msp")) > 0
    assert nothing == ()


def test_the_history_leaves_as_revisions_and_cells_and_two_that_cannot_be_compared_as_revisions_alone(
    open_screen: Open, offered: list[Offered]
) -> None:
    open_screen("history")
    open_screen("history", since="1", until="99999")
    for cells, revisions in offered:
        assert cells is None
        assert isinstance(revisions, Table)
        assert misfits(revisions) == set()
        assert [row["revision"] for row in rows_of([revisions])] == [1]
