"""Actions and States leave as long, typed tables: a row per provision, State, due date and passage, as shown wide."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from streamlit.testing.v1 import AppTest

from kb.domain.words import AFFECTED, CELLS, day_words
from kb.questions import coverage
from kb.questions.provisions import DUE_DATES, PROVISIONS
from kb.questions.vocabulary import readable
from kb.tables import Column
from kb.ui.actions.instrument import DUE
from tests.screen.conftest import Offered, Open, html_of
from tests.screen.test_download_passages import Row, of_passages, rows_of, said, tables_of

SESSION = "ccm-im-2012"


def shown_tables(open_screen: Open, screen: str, **query: Any) -> dict[str, Tag]:
    """The tables on a screen by their captions."""
    page = BeautifulSoup(html_of(open_screen(screen, **query)), "lxml")
    return {table.caption.get_text(): table for table in page.find_all("table")}


def cells(table: Tag) -> list[list[str]]:
    return [
        [said(cell.get_text()) for cell in row.find_all(["th", "td"])]
        for row in table.select("tbody tr")
        if "group" not in (row.get("class") or [])
    ]


def left(offered: list[Offered], columns: tuple[Column, ...]) -> list[Row]:
    """The rows of the one table offered under these columns."""
    keys = tuple(column.key for column in readable(columns))
    (found,) = [table for table in tables_of(offered[0]) if table.keys == keys]
    return rows_of(found)


def due_dates_leave(app: AppTest, offered: list[Offered]) -> None:
    """Fail unless due dates leave as a row per State and provision."""
    seen = next(lines for frame in app.dataframe if "due_on" in (lines := frame.value.to_dict("records"))[0])
    rows = left(offered, DUE)
    assert rows
    assert len(rows) == len(seen)
    for row in rows:
        (line,) = (
            one
            for one in seen
            if one["name"] == row["name"] and one.get("provision_label") in (None, row["provision_label"])
        )
        assert line["due_on"] == row["due_on"]
        assert line["in_force_on"] == row["in_force_on"]
        assert (row["reported_on"] or "") in line["said"]
        assert (row["first_report"] == "none") is (row["reported_in"] is None)
        assert row["reported_on"] is None or row["reported_in"]


def test_the_instrument_leaves_with_every_provision_and_its_rate_as_numbers(
    open_screen: Open, offered: list[Offered]
) -> None:
    app = open_screen("actions")
    due_dates_leave(app, offered)
    page = BeautifulSoup(html_of(app), "lxml").get_text()
    rows = left(offered, PROVISIONS)
    assert {row["instrument"] for row in rows} == {"VAP"}
    assert len({row["provision"] for row in rows}) == len(rows) > 60
    for row in rows:
        assert row["rate"] == (row["reported"] / row["bound"] if row["bound"] else None)
        assert row["official_text"] is None or row["text_status"] == "official"
        if row["text_status"] != "missing" and row["bound"]:
            assert f"{row['reported']} of {row['bound']}" in page


def test_who_reported_what_leaves_as_a_row_per_passage(open_screen: Open, offered: list[Offered]) -> None:
    app = open_screen("actions", read="VAP-22")
    due_dates_leave(app, offered)
    shown = {line["name"]: line for line in app.dataframe[0].value.to_dict("records")}
    provision, _due, _matches, reports, standing, passages = tables_of(offered[0])
    rows = rows_of(reports)
    for name in {row["name"] for row in rows}:
        of_state = [row for row in rows if row["name"] == name]
        for assessment in {row["assessment"] for row in of_state}:
            number = len({row["passage"] for row in of_state if row["assessment"] == assessment})
            assert shown[name][assessment] == number
    assert len(provision.rows) == 1
    (rate,) = rows_of(provision)
    heard = [row for row in rows_of(standing) if row["cell"] == "reported" and row["bound"] == "yes"]
    assert len(heard) == rate["reported"] > 0
    own = {row["passage"] for row in rows_of(passages) if row["part"] == "own"}
    assert own == {row["passage"] for row in rows}


def test_a_provision_left_out_by_the_filters_leaves_without_what_was_said_on_it(
    open_screen: Open, offered: list[Offered]
) -> None:
    open_screen("actions", read="VAP-22", provision="VAP-23")
    tables = tables_of(offered[0])
    assert tables
    assert not [table for table in tables if of_passages(table) or ("cell" in table.keys and table.rows)]


def test_the_directory_leaves_with_every_state_and_its_figures(open_screen: Open, offered: list[Offered]) -> None:
    app = open_screen("states")
    (directory,) = tables_of(offered[0])
    rows = rows_of(directory)
    (seen,) = (frame.value.to_dict("records") for frame in app.dataframe)
    assert seen == [{key: row[key] for key in seen[0]} for row in rows]
    assert {"contributions", "second_hand", "elsewhere", "others", "spoke"} < rows[0].keys()
    assert len(rows) == 137
    for row in rows:
        assert row["reported_bound"] <= row["reported"]


def test_one_state_leaves_with_its_record_and_what_others_say_apart(open_screen: Open, offered: list[Offered]) -> None:
    shown = shown_tables(open_screen, "states", state="AFG", **{"as": "table"})
    record = left(offered, coverage.columns)
    duties = cells(shown["Afghanistan, by action"])
    assert {row["state"] for row in record} == {"AFG"}
    for row, line in zip(record, duties, strict=True):
        assert line[0] == said(row["provision_label"])
        assert said(CELLS[row["cell"]].name) in line[1]
    due = {said(row["provision_label"]): said(day_words(row["due_on"])) for row in left(offered, DUE_DATES)}
    assert due == {line[0]: line[2] for line in duties if line[2]}
    tables = tables_of(offered[0])
    (own,) = (table for table in tables if "line_is_inferred" in table.keys)
    listed = cells(next(table for caption, table in shown.items() if caption.startswith("When it spoke")))
    for row, line in zip(rows_of(own), listed, strict=True):
        assert line[0].startswith(said(row["source_title"]))
        assert line[1] == said(row["date"] or "")
        assert line[-2:] == [str(row["passages"]), "Yes" if row["in_scope"] else "No"]
    (about,) = (table for table in tables if of_passages(table))
    assert about.rows
    assert {row["voice"] for row in rows_of(about)}.isdisjoint({"own", "reported"})
    assert {row["about_state"] for row in rows_of(about)} == {"AFG"}


def test_states_side_by_side_leave_as_a_row_per_state_and_provision(open_screen: Open, offered: list[Offered]) -> None:
    *_, records, status = shown_tables(open_screen, "states", state=["AFG", "LAO"]).values()
    directory, record = tables_of(offered[0])
    states = rows_of(directory)
    victims = next(line for line in cells(status) if line[0] == said("Cluster munition victims"))
    assert sorted(victims[1:]) == sorted(said(AFFECTED[row["affected"]]) for row in states)
    by_provision: dict[str, dict[str, str]] = {}
    for row in rows_of(record):
        by_provision.setdefault(said(row["provision_label"]), {})[row["state"]] = CELLS[row["cell"]].name
    for line in cells(records):
        of_line = by_provision.pop(line[0])
        assert said(of_line["AFG"]) in line[1]
        assert said(of_line["LAO"]) in line[2]
    assert by_provision == {}


def test_a_state_at_several_meetings_leaves_with_the_meeting_of_every_row(
    open_screen: Open, offered: list[Offered]
) -> None:
    records, _status = shown_tables(open_screen, "states", state="LAO", **{"with": SESSION}).values()
    (table,) = tables_of(offered[0])
    rows = rows_of(table)
    assert {row["at"] for row in rows} == {None, SESSION}
    lines = {line[0]: line for line in cells(records)}
    for row in rows:
        assert said(CELLS[row["cell"]].name) in lines[said(row["provision_label"])][1 if row["at"] is None else 2]
