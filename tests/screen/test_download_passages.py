"""Passages and contributions leave a screen as typed tables: codes beside words, with all that stands beside them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from kb.questions.contributions import contributions
from kb.questions.passages import PASSAGE_COLUMNS
from kb.questions.vocabulary import readable
from kb.tables import Table
from kb.ui.elements import paging
from tests.screen.conftest import Offered, Open, html_of
from tests.screen.conftest import rows_of as shown_rows
from tests.tables import misfits

KEYS = [column.key for column in readable(PASSAGE_COLUMNS)]
# Columns of the list of contributions that stand on the screen as they leave.
LISTED = ("date", "meeting_label", "language_label", "passages")
Row = dict[str, Any]


def said(value: object) -> str:
    """A value as a reader takes it, whatever stands between its parts."""
    return "".join("" if value is None else str(value).replace(";", "").replace("\u00ad", "").split())


def tables_of(shown: Offered) -> list[Table]:
    return [one for one in shown if isinstance(one, Table)]


def rows_of(table: Table) -> list[Row]:
    return [dict(zip(table.keys, row, strict=True)) for row in table.rows]


def of_passages(table: Table) -> bool:
    return {"passage", "text"} <= set(table.keys)


@pytest.mark.parametrize(
    ("screen", "query"),
    [
        ("contributions", {"list": "passages", "state": "LAO", "meeting": "any"}),
        ("search", {"q": "rehabilitation"}),
        ("search", {"state": "LAO", "page": "2"}),
        ("practices", {"my": "LAO"}),
        ("practices", {"my": "LAO", "need": "VAP-23"}),
    ],
)
def test_passages_leave_as_a_table_with_all_that_stands_beside_them(
    open_screen: Open, offered: list[Offered], screen: str, query: dict[str, Any]
) -> None:
    """In the order in which they stand, each with its words, whose they are, its codes, its source and its caveats."""
    articles = BeautifulSoup(html_of(open_screen(screen, **query)), "lxml").find_all("article")
    (shown,) = offered
    (table,) = [one for one in tables_of(shown) if of_passages(one)]
    rows = rows_of(table)
    assert len(rows) == len(articles) > 0
    assert misfits(table) == set()
    assert [key for key in table.keys if key in KEYS] == KEYS
    for row, article in zip(rows, articles, strict=True):
        seen = said(article.get_text())
        for key in ("contributor_label", "meeting_label", "date", "text", "source_title", "note", "why", "found_in"):
            assert said(row.get(key)) in seen, (key, row[key])
        for key in ("codings_label", "themes_label"):
            assert all(said(part) in seen for part in str(row[key] or "").split("; ")), (key, row[key])
        assert ("onlythebeginningofthesourcewasseen" in seen) is row["source_truncated"]
        assert len(str(row["themes"] or "").split()) == len([*filter(None, str(row["themes_label"] or "").split("; "))])
        assert row["passage"] == f"{row['contribution']}.{row['position']}"
        assert article.select_one(f'a[href*="contribution={row["contribution"]}&passage={row["position"]}"]')
        assert not row["source_url"] or article.find("a", href=row["source_url"])


def test_what_lies_outside_or_is_said_by_others_is_marked_and_never_as_the_states_own(
    open_screen: Open, offered: list[Offered]
) -> None:
    open_screen("contributions", list="passages", state="LAO", meeting="ccm-im-2012")
    (shown,) = offered
    rows = rows_of(*tables_of(shown))
    assert {row["part"] for row in rows} == {"own", "others", "elsewhere"}
    for row in rows:
        assert (row["part"] == "others") is (row["relation"] == "described")
        assert row["part"] == "others" or row["voice"] in ("own", "reported")


def test_what_matches_leaves_with_the_passage_it_matches_and_why(open_screen: Open, offered: list[Offered]) -> None:
    page = BeautifulSoup(html_of(open_screen("exchange", match="7msp-aus.2", meeting="any")), "lxml")
    (shown,) = offered
    side, matches = tables_of(shown)
    asked, *others = page.find_all("article")
    assert [row["passage"] for row in rows_of(side)] == ["7msp-aus.2"]
    assert said(rows_of(side)[0]["text"]) in said(asked.get_text())
    for pair, article in zip(rows_of(matches), others, strict=True):
        assert pair["matches"] == "7msp-aus.2"
        assert said(pair["why"]) in said(article.find_previous("h3").get_text())
        assert said(pair["text"]) in said(article.get_text())
        assert pair["near"] in ("provision", "whole", "matched", "theme")
    assert others


@pytest.mark.parametrize(
    ("kind", "stands"),
    [
        ("contribution", ("contributor_label", "date", "snippet", "found_in", "kind_label", "passages")),
        ("provision", ("number", "chapter", "snippet", "found_in")),
    ],
)
def test_results_that_are_no_passages_leave_with_what_stands_beside_them(
    open_screen: Open, offered: list[Offered], kind: str, stands: tuple[str, ...]
) -> None:
    page = BeautifulSoup(html_of(open_screen("search", q="rehabilitation", kind=kind)), "lxml")
    open_screen("search", q="xqzwv", kind=kind)
    (shown, nothing) = offered
    (made,) = tables_of(shown)
    articles = page.find_all("article")
    assert len(made.rows) == len(articles) > 0
    assert misfits(made) == set()
    for row, article in zip(rows_of(made), articles, strict=True):
        seen = said(f"{article.get_text()} {article['aria-label']}")
        for key in stands:
            assert said(row[key]) in seen, (key, row[key])
    assert [table.rows for table in tables_of(nothing)] == [()]


def test_a_contribution_leaves_with_all_its_passages_and_one_not_held_with_none(
    open_screen: Open, offered: list[Offered]
) -> None:
    seen = said(BeautifulSoup(html_of(open_screen("contributions", contribution="im2012-aus")), "lxml").get_text())
    app = open_screen("contributions", contribution="invented-and-not-held")
    (held,), (none,) = offered
    assert isinstance(held, Table)
    assert isinstance(none, Table)
    rows = rows_of(held)
    assert [row["passage"] for row in rows] == [f"im2012-aus.{number}" for number in range(1, len(rows) + 1)]
    assert rows
    assert all(said(row["text"]) in seen for row in rows)
    assert none.rows == ()
    assert not app.exception


def test_the_list_of_contributions_leaves_whole_whatever_page_is_shown(
    open_screen: Open, offered: list[Offered]
) -> None:
    shown = shown_rows(open_screen("contributions", meeting="any", page="2"))
    ((table,),) = offered
    assert isinstance(table, Table)
    assert table.keys == tuple(column.key for column in readable(contributions.columns))
    assert misfits(table) == set()
    rows = rows_of(table)
    assert len(rows) > len(shown) > 0
    for row, line in zip(rows[paging.SIZE : 2 * paging.SIZE], shown, strict=True):
        assert line["who"].startswith(row["contributor_label"])
        assert [line[key] for key in LISTED] == ["no date" if row[key] is None else row[key] for key in LISTED]
        assert row["passages"] <= row["held"]


def test_needs_and_states_to_begin_with_leave_with_their_figures(open_screen: Open, offered: list[Offered]) -> None:
    shown, begun = shown_rows(open_screen("practices", my="LAO")), shown_rows(open_screen("practices"))
    needs, states = (tables_of(one)[0] for one in offered)
    assert [misfits(needs), misfits(states)] == [set(), set()]
    assert len(needs.rows) == len(shown) > 0
    for row, line in zip(rows_of(needs), shown, strict=True):
        assert {key: row[key] for key in line} == line
        assert row["passages"] == sum(row[key] for key in ("on_provision", "on_matched", "on_theme", "by_others"))
        assert row["challenge"] is (row["cell"] is None)
    rows = [{key: row[key] for key in ("name", "challenges", "gaps")} for row in rows_of(states)]
    assert all(line in rows for line in begun)
    assert len(rows) > len(begun) > 0
