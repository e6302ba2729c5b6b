"""What leaves a screen is what stands on it: every table of every reading screen, in every form."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import cycle
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from pyarrow import parquet

from kb.db import View
from kb.domain.model import Role, Scope, TextStatus
from kb.questions import looks, overview
from kb.tables import Table, Type
from kb.tables.cells import unguarded
from kb.tables.files import Origin, as_csv, as_json, as_parquet, as_xlsx
from kb.ui import downloads
from kb.ui.coverage.gaps import SHOWN
from kb.ui.downloads import NOTHING
from kb.ui.elements.chart import Picture
from kb.ui.screens import SCREENS as ALL_SCREENS
from kb.workflow.permission import ALONE, Actor
from tests.handing import hand_in
from tests.knowledge import Knowledge
from tests.screen.conftest import DashboardOf, Offered, Open, acting, html_of, visit
from tests.tables import misfits

ORIGIN = Origin("Invented scope.", 1, date(2026, 11, 25), "https://invented.example/")
SESSION = "ccm-im-2012"
# A screen’s name, its query, and whether a chart stands on it: every screen that only reads, in each of its forms.
SCREENS: tuple[tuple[str, dict[str, Any], bool], ...] = (
    ("", {}, True),
    ("coverage", {"look": "gaps"}, False),
    ("actions", {}, False),
    ("actions", {"read": "CCM-5.2.g", "instrument": "CCM"}, False),
    ("states", {}, False),
    ("states", {"state": ["AFG", "LAO"]}, True),
    ("states", {"state": "LAO", "with": SESSION}, False),
    ("contributions", {}, False),
    ("contributions", {"list": "passages"}, False),
    ("contributions", {"contribution": "im2012-aus"}, False),
    ("search", {"q": "rehabilitation"}, False),
    ("mechanisms", {}, False),
    ("practices", {}, False),
    ("practices", {"my": "LAO"}, False),
    ("practices", {"my": "LAO", "need": "VAP-23"}, False),
    ("exchange", {}, True),
    ("changes", {}, False),
    ("changes", {"meeting": [SESSION, "ccm-3msp"]}, False),
    ("history", {}, False),
    ("method", {}, False),
    ("report", {"meeting": SESSION}, False),
)
# What a session came to leaves when it is over: test_desk_summary.py. The outline is a document to fill in:
# test_prepare.py.
ELSEWHERE = {"session", "prepare"}
# What each look at the coverage shows of a row of its question, by the place in the row on the screen.
VIEWS: dict[str, Callable[[dict[str, Any]], dict[int, object]]] = {
    "gaps": lambda row: {
        0: row["name"],
        1: row["provision_label"],
        4: str(row["monitoring"]),
        5: str(row["elsewhere"]),
    },
    "rates": lambda row: {0: row["provision_label"], 1: row["reported"], 2: row["bound"]},
    "assessments": lambda row: {0: row["provision_label"], 1: row["assessment_label"], 2: str(row["passages"])},
    "themes": lambda row: {0: row["name"], 1: row["theme_label"], 2: str(row["passages"])},
    "lines": lambda row: {0: row["name"], 1: row["discussion_line"], 3: row["contributions"], 4: row["inferred"]},
    "regions": lambda row: {0: row["name"], 3: row["reported_bound"], 4: row["addressed"]},
    "meetings": lambda row: {1: row["first_day"], 2: row["reported"], 3: row["bound"]},
}


def said(value: object) -> str:
    """A value as a reader takes it, whatever stands between its parts."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "".join("" if value is None else str(value).replace(";", "").replace("\u00ad", "").split())


def shown_rows(shown: Tag) -> list[list[str]]:
    """The rows of a table on the screen."""
    rows = shown.select("tbody tr")
    return [[said(cell.get_text()) for cell in row.find_all(["th", "td"])] for row in rows]


def in_csv(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def in_xlsx(file: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(file)).worksheets[0].iter_rows()]


def in_json(file: bytes) -> list[list[Any]]:
    whole = json.loads(file)
    return [[column["key"] for column in whole["columns"]], *(list(row.values()) for row in whole["rows"])]


def in_parquet(file: bytes) -> list[list[Any]]:
    read = parquet.read_table(io.BytesIO(file))
    return [read.column_names, *(list(row.values()) for row in read.to_pylist())]


FORMS: tuple[tuple[Callable[[Table, Origin], bytes], Callable[[bytes], list[list[Any]]]], ...] = (
    (as_csv, in_csv),
    (as_xlsx, in_xlsx),
    (as_json, in_json),
    (as_parquet, in_parquet),
)


def files_of(made: Table) -> Iterator[list[list[str]]]:
    """Each file of a table, read back: the header and the rows as texts."""
    for write, read in FORMS:
        unguard = unguarded if write is as_csv else str
        yield [
            [said(unguard(value) if isinstance(value, str) else value) for value in row]
            for row in read(write(made, ORIGIN))
        ]


def numbers(table: Table, row: list[str]) -> list[object]:
    """A row in which a number is one, however many digits a form of file writes."""
    return [
        round(float(value), 9) if value and column.type is Type.NUMBER else value
        for column, value in zip(table.columns, row, strict=True)
    ]


@pytest.mark.parametrize(("screen", "query", "drawn"), SCREENS, ids=lambda one: str(one) or "overview")
def test_every_table_of_a_reading_screen_leaves_with_exactly_its_rows(
    open_screen: Open, offered: list[Offered], screen: str, query: dict[str, Any], drawn: bool
) -> None:
    """Under declared columns, in every form of file; nothing that a screen shows is read back out of it."""
    app = open_screen(screen, **query)
    assert not app.exception
    (shown,) = offered
    tables = [one for one in shown if isinstance(one, Table)]
    assert any(isinstance(one, Picture) for one in shown) is drawn
    assert all(isinstance(one, Table | Picture | None) for one in shown)
    assert any(table.rows for table in tables) or screen == "changes"
    assert len({table.caption for table in tables}) == len(tables)
    for table in tables:
        assert misfits(table) == set()
        assert all(column.label and column.meaning for column in table.columns)
    for table in tables:
        rows = [[said(value) for value in row] for row in table.rows]
        for header, *read in files_of(table):
            assert header in ([said(one) for one in names] for names in (table.keys, table.labels))
            assert [numbers(table, row) for row in read] == [numbers(table, row) for row in rows]


def test_the_overview_leaves_as_its_questions(open_screen: Open, offered: list[Offered], view: View) -> None:
    open_screen(meeting=SESSION)
    (shown,) = offered
    tables = {one.caption: one for one in shown if isinstance(one, Table)}
    questions = {
        "States and actions": looks.matrix,
        "How States stand": overview.overview_states,
        "Contributions, newest first": overview.overview_contributions,
        "Who spoke when": overview.who_spoke,
    }
    assert questions.keys() | {"States that reported, by action"} == tables.keys()
    for caption, question in questions.items():
        found = [
            [row[column.key] for column in question.columns] for row in question.rows(view, Scope(meetings=(SESSION,)))
        ]
        places = [tables[caption].keys.index(column.key) for column in question.columns]
        assert [[row[place] for place in places] for row in tables[caption].rows] == found
    assert [one.name for one in shown if isinstance(one, Picture)] == ["States and actions", "Who spoke when"]


TABLE = {"as": "table"}


@pytest.mark.parametrize(("look", "query"), [*zip(VIEWS, cycle([{"meeting": SESSION}, {}]), strict=False)])
def test_a_look_at_the_coverage_leaves_as_the_figures_it_shows(
    open_screen: Open, offered: list[Offered], look: str, query: dict[str, str]
) -> None:
    app = open_screen("coverage", look=look, **query, **TABLE)
    assert not app.exception
    on_screen = shown_rows(BeautifulSoup(html_of(app), "lxml").select("table")[-1])
    ((picture, table),) = offered
    assert isinstance(table, Table)
    assert isinstance(picture, Picture) is (look != "gaps")
    rows = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    assert len(on_screen) == (min(SHOWN, len(rows)) if look == "gaps" else len(rows)) > 0
    for row, seen in zip(rows, on_screen, strict=False):
        if look == "rates" and row["text_status"] == TextStatus.MISSING:
            assert seen[0] == said(row["provision_label"])
            assert seen[1] == said(row["reported"])
        else:
            assert [seen[place] for place in VIEWS[look](row)] == [said(one) for one in VIEWS[look](row).values()]
    for _, *read in files_of(table):
        assert [line[0] for line in read] == [said(row[0]) for row in table.rows]


@pytest.mark.parametrize("query", [{"meeting": SESSION}, {"instrument": "CCM", "rows": "all"}], ids=["session", "all"])
def test_the_matrix_leaves_as_a_row_per_state_and_provision(
    open_screen: Open, offered: list[Offered], query: dict[str, str]
) -> None:
    shown = BeautifulSoup(html_of(open_screen("coverage", look="matrix", **query, **TABLE)), "lxml").select_one("table")
    ((picture, table),) = offered
    assert isinstance(picture, Picture)
    assert isinstance(table, Table)
    cells: dict[str, list[str]] = {}
    for row in (dict(zip(table.keys, row, strict=True)) for row in table.rows):
        cells.setdefault(str(row["name"]), []).append(str(row["cell"]))
    states = [row for row in shown.select("tbody tr") if "group" not in (row.get("class") or [])]
    assert states
    assert len(states) == len(cells) or "rows" not in query
    for state in states:
        assert [cell["class"][0] for cell in state.find_all("td")] == cells[state.find("th").get_text()]


def test_figures_leave_as_numbers(open_screen: Open, offered: list[Offered]) -> None:
    open_screen("contributions", meeting="any")
    open_screen("coverage", look="rates")
    (listed,), (_, rates) = offered
    assert isinstance(listed, Table)
    assert isinstance(rates, Table)
    types = {column.key: column.type for table in (listed, rates) for column in table.columns}
    assert {types[key] for key in ("held", "reported", "bound", "passages")} == {Type.INTEGER}
    assert types["rate"] is Type.NUMBER


@pytest.mark.parametrize(
    ("screen", "may", "may_not"), [("review", Role.COORDINATOR, Role.CODER), ("code", Role.CODER, None)]
)
def test_lists_of_the_work_leave_as_files_for_those_alone_who_see_them(
    dashboard_of: DashboardOf,
    fresh: pytest.MonkeyPatch,
    offered: list[Offered],
    screen: str,
    may: Role,
    may_not: Role | None,
) -> None:
    store = dashboard_of(Knowledge.small("XAA"), Actor("no", "Invented", frozenset({may_not} if may_not else ())))
    hand_in(store, "Invented words.", "Invented second words.")
    visit(screen)
    assert offered == []
    acting(fresh, Actor("yes", "Invented", frozenset({may})))
    on_screen = BeautifulSoup(html_of(visit(screen, **{"as": "table"})), "lxml").find_all("table")
    (shown,) = offered
    (table,) = (one for one in shown if isinstance(one, Table))
    assert misfits(table) == set()
    (seen,) = (row for one in on_screen for row in shown_rows(one))
    (row,) = (dict(zip(table.keys, row, strict=True)) for row in table.rows)
    assert {said(row[key]) for key in ("contributor_label", "meeting_label")} < set(seen)
    assert (row["stage"], row["passages"], row["uncoded"]) == ("received", 2, 2)
    assert str(row["uncoded"]) in seen


def test_every_screen_that_only_reads_is_looked_at_here() -> None:
    reading = {name for name, screen in ALL_SCREENS.items() if not screen.needs}
    assert reading == {name for name, _, _ in SCREENS} | ELSEWHERE


def test_a_file_says_what_it_shows_as_of_when_and_for_whom(open_screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Origin] = []
    origin = downloads.origin
    monkeypatch.setattr(downloads, "origin", lambda: seen.append(origin()) or seen[-1])

    def opened(screen: str, **query: str) -> Origin:
        app = open_screen(screen, **query)
        app.session_state["download"] = True
        app.run()
        assert seen[-1].scope in BeautifulSoup(html_of(app), "lxml").get_text()
        return seen[-1]

    reader = opened("coverage", look="rates", meeting=SESSION)
    assert reader.audience == ""
    assert reader.address == f"/coverage?meeting={SESSION}&rev=1&look=rates"
    assert reader.revision == 1
    assert "revision 1 of " in reader.source
    # A file of results says what was searched, and not what coverage would count.
    searched = opened("search", q="rehabilitation")
    assert "Everything here" in searched.scope
    assert "q=rehabilitation" in searched.address
    acting(monkeypatch, ALONE)
    staff = opened("coverage", look="rates", meeting=SESSION)
    assert "it may hold what is not public" in staff.audience
    assert staff._replace(audience="") == reader


class TestMenu:
    def test_is_shut_until_it_is_opened_and_makes_nothing_before_it_is_asked(self, open_screen: Open) -> None:
        app = open_screen("coverage", look="rates", meeting=SESSION)
        assert not app.get("download_button")
        assert not [one for one in app.selectbox if one.key == "download-what"]
        app.session_state["download"] = True
        app.run()
        assert [one.label for one in app.get("download_button")] == ["PNG", "SVG"]
        (what,) = (one for one in app.selectbox if one.key == "download-what")
        assert what.options == ["Chart: States and actions", "States that reported, by action"]
        what.set_value(1).run()
        assert [one.label for one in app.get("download_button")] == ["Excel", "CSV", "JSON", "Parquet"]
        assert not app.exception

    def test_says_so_where_there_is_nothing(self, open_screen: Open) -> None:
        app = open_screen("contributions", state="KEN", theme="awareness")
        assert NOTHING not in html_of(app)
        app.session_state["download"] = True
        app.run()
        assert NOTHING in html_of(app)
        assert not app.get("download_button")
