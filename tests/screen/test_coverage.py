"""The Coverage screen on the shipped material: every look runs, and what it shows is what the question answers."""

import re

import pytest

from kb.db import Store
from kb.domain.model import Cell, Scope
from kb.domain.words import CELLS
from kb.questions import records
from kb.questions.looks import gaps, matrix
from kb.questions.passages import passages
from kb.ui import service
from kb.ui.coverage import VIEWS, CoverageQuery, coverage_view
from kb.ui.coverage.cells import behind
from kb.workflow.gaps import gaps_with_evidence
from kb.workflow.permission import ALONE
from tests.screen.conftest import Open, acting, html_of, press, rows_of

SESSION = Scope(meetings=("ccm-im-2012",))
TABLE = {"as": "table"}


@pytest.mark.parametrize("look", VIEWS)
@pytest.mark.parametrize("query", [{"instrument": "CCM"}, {"from": "2049-01-01"}])
def test_every_look_runs_in_every_scope(open_screen: Open, look: str, query: dict[str, str]) -> None:
    app = open_screen("coverage", look=look, **query)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


def test_what_the_screen_does_not_know_is_said_and_changes_nothing(open_screen: Open) -> None:
    plain = html_of(open_screen("coverage", meeting="ccm-im-2012"))
    assert "left out" not in plain
    for key in ("look", "cell", "rows", "why"):
        shown = html_of(open_screen("coverage", meeting="ccm-im-2012", **{key: "nonsense"}))
        assert "“nonsense” in the address is not known on this screen and was left out." in shown
        assert shown.count("<td") == plain.count("<td")


def test_an_unknown_reason_never_empties_the_gaps_list(open_screen: Open) -> None:
    assert rows_of(open_screen("coverage", look="gaps", why="nonsense")) == rows_of(
        open_screen("coverage", look="gaps")
    )
    silent = rows_of(open_screen("coverage", look="gaps", why="silent"))
    assert {row["cell_label"] for row in silent if "cell_label" in row} == {CELLS[Cell.SILENT].name}


def test_fewer_states_are_shown_only_when_it_is_said_and_each_cell_once_with_its_counts(
    open_screen: Open, knowledge_base: Store
) -> None:
    shown = html_of(open_screen("coverage", meeting="ccm-im-2012", rows="all", **TABLE))
    cells = records(matrix(knowledge_base.snapshot(1), SESSION))
    found = re.findall(r'<td class="(\w+)"', shown)
    assert len(found) == len(cells)
    for cell in Cell:
        assert found.count(cell.value) == sum(row["cell"] == cell for row in cells)
    assert "further States are not shown" not in shown
    shown = html_of(open_screen("coverage", meeting="ccm-im-2012", **TABLE))
    assert re.search(r"\d+ further States are not shown", shown)
    assert ">Botswana<" not in shown
    assert ">Botswana<" in html_of(open_screen("coverage", meeting="ccm-im-2012", state="BWA", **TABLE))


def test_the_counts_of_a_cell_are_the_passages_behind_it(knowledge_base: Store) -> None:
    """Every figure leads to its passages: for every cell of the session and of everything held."""
    view = knowledge_base.snapshot(1)
    for scope in (SESSION, Scope(meetings=("any",))):
        for row in records(matrix(view, scope)):
            if not row["passages"] + row["monitoring"] + row["elsewhere"]:
                continue
            found = passages(view, scope, state=row["state"], provision=row["provision"]).rows
            own = [one for one in found if one["relation"] in ("said", "aligned")]
            assert sum(one["in_scope"] for one in own) == row["passages"], row
            assert sum(not one["in_scope"] for one in own) == row["elsewhere"], row
            described = [one for one in found if one["relation"] == "described"]
            assert sum(one["convention"] == "CCM" or one["in_scope"] for one in described) == row["monitoring"], row


def test_a_gap_is_never_reported_or_not_addressed_and_one_that_may_be_none_is_counted_apart(
    knowledge_base: Store,
) -> None:
    view = knowledge_base.snapshot(1)
    found = gaps(view, SESSION)
    assert set(found["cell"]) <= {"no_contribution", "text_not_held", "silent", "pending"}
    assert set(found["bound"]) <= {"yes", "unknown"}
    assert "VAP-29" not in set(found["provision"])
    listed = coverage_view(CoverageQuery("gaps", view, SESSION)).lists
    assert [set(one.df["name"]) for one in listed][1] == set(found["name"])
    view = knowledge_base.latest()
    found = gaps(view, Scope(provisions=("VAP-20",)))
    unknown = [row for row in records(found) if row["bound"] == "unknown"]
    assert 0 < len(unknown) < len(found)
    asked = CoverageQuery("gaps", view, Scope(provisions=("VAP-20",)))
    listed = coverage_view(asked).lists[-1]
    assert f"{len(found)} gaps; of {len(unknown)}" in listed.heading
    assert list(listed.df["bound"]).count("unknown") == len(unknown)
    certain = coverage_view(asked._replace(scope=Scope(provisions=("VAP-20",), affected=("yes",))))
    assert "not known" not in certain.lists[-1].heading


def test_every_kind_of_cell_of_the_session_opens(knowledge_base: Store) -> None:
    """Whatever a reader chooses says why the cell is what it is, and what is held of the State."""
    view = knowledge_base.snapshot(1)
    counted = ("passages", "monitoring", "elsewhere", "spoke", "only_as_coordinator")
    kinds = {
        (row["cell"], row["bound"], *(bool(row[column]) for column in counted)): row
        for row in records(matrix(view, SESSION))
    }
    for row in kinds.values():
        html = behind(view, SESSION, row["state"], row["provision"])
        assert CELLS[Cell(row["cell"])].name in html
        assert html.count("<article") >= row["passages"]
        assert ("What the State said in these filters" in html) != ("No statement of the State is in" in html)
    montenegro = behind(view, SESSION, "MNE", "VAP-23")
    assert "This is not what it said." in montenegro
    assert "This is not what it said." not in behind(view, SESSION, "AFG", "VAP-23")


def test_who_may_tag_says_behind_a_silent_cell_that_somebody_looked(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    gaps_now = gaps_with_evidence(service.store().latest(), Scope())
    gap, other = (next(row for row in gaps_now if bool(row["nearest"]) is is_silent) for is_silent in (True, False))
    cell = {"cell": f"{gap['state']}.{gap['provision']}"}
    button = "I looked: none of these is on it"
    assert button not in [one.label for one in open_screen("coverage", **cell).button]
    acting(monkeypatch, ALONE)
    assert button not in [
        one.label for one in open_screen("coverage", cell=f"{other['state']}.{other['provision']}").button
    ]
    app = open_screen("coverage", **cell)
    app = press(app, button)
    assert not app.exception
    after = {(row["state"], row["provision"]): row for row in gaps_with_evidence(service.store().latest(), Scope())}
    assert [key for key, row in after.items() if row["looked"]] == [(gap["state"], gap["provision"])]
    assert button not in [one.label for one in app.button]
