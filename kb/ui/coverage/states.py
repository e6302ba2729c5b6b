"""The views of single cells: the heat map, a dot a State for each action, and the list of what is not heard."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from kb import charts
from kb.cache import cached
from kb.db import View
from kb.domain.model import Cell, Scope
from kb.domain.words import CELLS, counted
from kb.questions import looks as ask
from kb.questions import records
from kb.questions.findings import as_drawn, finding, is_affected, reported
from kb.questions.vocabulary import table_of, vocabulary
from kb.tables import Table
from kb.ui.blocks import Picture
from kb.ui.coverage.common import CoverageQuery, CoverageView, nothing
from kb.ui.coverage.matrix import concerned, counts_in_words
from kb.ui.coverage.matrix import matrix as matrix_table
from kb.ui.markup import Html, element, link

CAPTION = "States and actions"


def heat_map(query: CoverageQuery) -> CoverageView:
    """States by actions, a cell for each pair; its table is the matrix."""
    rows = ask.matrix(query.view, query.scope)
    if rows.empty:
        return nothing()
    return of_states(query, rows, charts.heat_map, partial(_matrix, query), partial(_table, query.view, query.scope))


@cached
def _matrix(query: CoverageQuery) -> Html:
    everyone = query.everyone or bool(query.scope.states)
    return matrix_table(ask.matrix(query.view, query.scope), query.words, query.query, everyone=everyone)


@cached
def _table(view: View, scope: Scope) -> Table:
    return table_of(ask.matrix, CAPTION, ask.matrix.rows(view, scope), vocabulary(view))


def of_states(
    query: CoverageQuery,
    rows: pd.DataFrame,
    draw: Callable[[pd.DataFrame], Any],
    html: Html | Callable[[], Html],
    table: Table | Callable[[], Table],
) -> CoverageView:
    """A picture of the matrix `rows`, the States that it leaves out in one line, and `html` and `table` beside it."""
    df = cells(query, rows)
    picture = Picture(charts.spec(draw(df)), charts.describe_states(df), CAPTION) if len(df) else None
    number = reported(rows[~is_affected(rows)])["state"].nunique()
    said = finding(rows, query.words.unit(query.scope.instrument))
    return CoverageView(
        said,
        picture,
        html,
        table,
        other_states(query, number),
        lambda mark: {"cell": f"{mark['state']}.{mark['provision']}"},
    )


def cells(query: CoverageQuery, rows: pd.DataFrame) -> pd.DataFrame:
    """A row per cell as kb/charts/states.py draws it, of affected States, or of all States concerned."""
    chosen = rows
    if not query.scope.states:
        chosen = rows[rows["state"].isin(concerned(rows))] if query.everyone else rows[is_affected(rows)]
    texts = ["; ".join(filter(None, (CELLS[Cell(row["cell"])].name, counts_in_words(row)))) for row in records(chosen)]
    drawn = as_drawn(chosen, query.words, others=query.others).assign(said=texts)
    return drawn[["state", "name", "provision", "head", "title", "kind", "mark", "said"]]


def other_states(asked: CoverageQuery, reported: int) -> Html:
    """How many of the States that are not affected `reported` too, and the way to them, or back."""
    if asked.scope.states:
        return Html()
    if asked.everyone:
        said, way, rows = "", "Show affected States only", None
    else:
        said = f"{counted(reported, 'other State')} reported too. " if reported else ""
        way, rows = "Show other States", "all"
    query = {**asked.query, "look": asked.name, **({"rows": rows} if rows else {})}
    return element("p", said, link(way, "coverage", query), class_="quiet")
