"""Figures count distinct things: a passage with several themes, actions or States behind it is one passage."""

from pathlib import Path

import pytest

from kb import charts
from kb.db import Store
from kb.domain.model import NO_LINE, Scope
from kb.questions.looks import assessments, line_by_state, theme_by_state
from kb.ui.coverage import CoverageQuery, coverage_view
from tests.knowledge import THEMES, Knowledge, about

WIDE = ("inv-care", "inv-work", "inv-third")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One passage with three themes, two actions and two States behind it, in a statement under two lines."""
    k = Knowledge.small("XAA", "XAB")
    assert {*THEMES} < {*WIDE}
    words = {"label": "inv-third", "group": "Invented", "discussion_line": "b", "description": "Invented."}
    k.add("theme", id="inv-third", position="3", **words)
    k.said("XAA", about("VAP-1", "VAP-2", themes=WIDE), behalf=["XAB"], line="a b")
    return k.build(tmp_path_factory.mktemp("distinct"))


@pytest.mark.slow
def test_one_passage_is_one_in_every_look(store: Store) -> None:
    view, scope = store.latest(), Scope()
    for frame, of in (
        (theme_by_state(view, scope), ("on_theme", "of_state")),
        (assessments(view, scope), ("on_provision", "as_assessment")),
        (line_by_state(view, scope), ("of_state", "on_line")),
    ):
        assert len(frame) > 1  # so that a sum of cells would say more than one
        assert set(frame["in_all"]) == {1}
        assert all(set(frame[name]) == {1} for name in of)


def test_findings_of_the_views_say_one_passage_and_its_unit(store: Store) -> None:
    headings = {
        name: coverage_view(CoverageQuery(name, store.latest(), Scope())).finding
        for name in ("themes", "assessments", "lines")
    }
    assert headings["themes"].startswith("1 passage in 3 themes and 2 States.")
    assert headings["assessments"].startswith("1 passage of States, on 2 of ")
    assert headings["lines"].startswith("1 contribution in 2 States and 2 lines.")


@pytest.mark.slow
def test_no_line_stated_is_no_line(tmp_path: Path) -> None:
    k = Knowledge.small("XAA")
    k.said("XAA", about("VAP-1"), line="a")
    k.said("XAA", about("VAP-1"))
    with k.build(tmp_path) as opened:
        frame = line_by_state(opened.latest(), Scope())
        assert set(frame["discussion_line"]) == {"a", NO_LINE}
        heading = coverage_view(CoverageQuery("lines", opened.latest(), Scope())).finding
    assert heading.startswith("2 contributions in 1 State and 1 line.")
    assert charts.NOT_STATED not in heading
