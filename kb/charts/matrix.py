"""Tables of counts: a shade says roughly how many, the number printed on it how many exactly.

Provisions by assessment, themes by State, discussion lines by State. What no row of the input names stays
blank; a count of 0 is printed, because it was counted.
"""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from kb.charts import counts, layout

TALL = 15  # rows, from which on the names of the columns are repeated below
MOST_ROWS = 70
MOST_LINES = 8
MOST_THEMES = 36
MOST_STATES = 22  # columns; on a phone each is then 15 pixels wide, which two figures fill


class Fit(NamedTuple):
    """What of a table is drawn, and how many of its rows and columns are not."""

    kept: pd.DataFrame
    rows_left_out: int
    columns_left_out: int


def fits(
    df: pd.DataFrame,
    rows: str = "theme_label",
    columns: str = "state_name",
    count: str = "passages",
    most_rows: int = MOST_THEMES,
    most_columns: int = MOST_STATES,
) -> Fit:
    """Keep the rows and columns of the table that hold most, so that a chart of it stays readable.

    `df` has one line per cell. Of the values of the columns `rows` and `columns` those with the largest sums
    of `count` stay (of equals, the one that comes first); the lines keep their order. The defaults suit
    `theme_by_state`. The caller says on the screen how many were left out.
    """
    kept_rows = _largest(df, rows, count, most_rows)
    kept_columns = _largest(df, columns, count, most_columns)
    kept = df[df[rows].isin(kept_rows) & df[columns].isin(kept_columns)]
    return Fit(kept, df[rows].nunique() - len(kept_rows), df[columns].nunique() - len(kept_columns))


def fits_lines(df: pd.DataFrame) -> Fit:
    """Keep what `line_by_state` draws: the States, as rows, and the lines that hold most contributions."""
    return fits(df, "state_name", "line", "contributions", MOST_ROWS, MOST_LINES)


def assessments_per_provision(df: pd.DataFrame, assessments: Sequence[str] = ()) -> alt.LayerChart:
    """Draw provisions as rows, assessments as columns, the number of passages in each cell.

    `df` has one row per provision and assessment: provision (id), label, assessment (word), passages.
    Provisions stand in the order given; assessments in the order of `assessments`, those it does not name
    after them. Nothing is left out: 120 provisions with 7 assessments stay under 2,000 marks.
    """
    if df.empty:
        return layout.nothing()
    told = {
        "label": "Provision",
        "assessment": "Assessment",
        "passages": "Passages",
    }
    rows = df.drop_duplicates("provision")
    words = layout.labels(rows["provision"], rows["label"], counts.BESIDE_CHARACTERS)
    columns = counts.columns("assessment", _ordered(df["assessment"], assessments), beside=True, turned=True)
    return counts.table(df, "provision", words, columns, "passages", told)


def line_by_state(df: pd.DataFrame) -> alt.LayerChart:
    """Draw States as rows, discussion lines as columns, the number of contributions in each cell.

    `df` has one row per State and line: state_name, line ("a", "b", "c", "not stated"), contributions. Of
    more than `MOST_ROWS` States those with most contributions are drawn, which `fits_lines` tells.
    """
    if df.empty:
        return layout.nothing()
    kept = fits_lines(df).kept
    names = kept["state_name"].unique()
    words = layout.labels(names, names, counts.BESIDE_CHARACTERS)
    lines = sorted(kept["line"].unique())
    columns = counts.columns("line", lines, beside=True, turned=False, title="Discussion line")
    told = {
        "state_name": "State",
        "line": "Discussion line",
        "contributions": "Contributions",
    }
    return counts.table(kept, "state_name", words, columns, "contributions", told)


def theme_by_state(df: pd.DataFrame) -> alt.LayerChart:
    """Draw themes as rows under the name of their group, States as columns, the passages in each cell.

    `df` has one row per theme and State: state_name, theme_label, theme_group, passages. Groups, themes and
    States stand in the order in which they come first. Of a larger table the part that `fits` keeps is drawn.
    """
    if df.empty:
        return layout.nothing()
    kept = fits(df).kept
    themes = kept[["theme_group", "theme_label"]].drop_duplicates("theme_label")
    keys, texts = [], []
    for group, members in themes.groupby("theme_group", sort=False, dropna=False):
        keys += [f"{counts.HEADING}{group}", *members["theme_label"]]
        texts += [str(group), *members["theme_label"]]
    told = {
        "state_name": "State",
        "theme_label": "Theme",
        "theme_group": "Group of themes",
        "passages": "Passages",
    }
    words = layout.labels(keys, texts)
    states = list(kept["state_name"].unique())
    columns = counts.columns("state_name", states, beside=False, turned=True)
    # So tall a table needs the names of its columns at the lower end as well.
    below = counts.columns("state_name", states, beside=False, turned=True, above=False)
    return counts.table(
        kept,
        "theme_label",
        words,
        columns,
        "passages",
        told,
        beside=False,
        below=below if len(keys) > TALL else None,
    )


def describe_assessments_per_provision(df: pd.DataFrame) -> str:
    """Say how many passages there are and which provision and assessment hold most; one or two sentences."""
    return _describe(df, "label", "provision", "assessment", "assessment", "passages", "passage")


def describe_line_by_state(df: pd.DataFrame) -> str:
    """Say how many contributions there are and which State and line hold most; one or two sentences."""
    return _describe(df, "state_name", "State", "line", "line", "contributions", "contribution")


def describe_theme_by_state(df: pd.DataFrame) -> str:
    """Say how many passages there are, which theme and State hold most, and what is not drawn."""
    _, themes, states = fits(df)
    said = _describe(df, "theme_label", "theme", "state_name", "State", "passages", "passage")
    return f"{said} Not drawn: {themes} themes and {states} States with fewer." if themes or states else said


def _largest(df: pd.DataFrame, field: str, count: str, most: int) -> list[str]:
    sums = df.groupby(field, sort=False)[count].sum()
    return list(sums.sort_values(ascending=False, kind="stable").index[:most])


def _ordered(values: "pd.Series[str]", wanted: Sequence[str]) -> list[str]:
    present = list(dict.fromkeys(values))
    return [v for v in wanted if v in present] + [v for v in present if v not in wanted]


def _describe(df: pd.DataFrame, row: str, row_word: str, column: str, column_word: str, count: str, thing: str) -> str:
    total = int(df[count].sum())
    if not total:
        return layout.NOTHING + "."
    by_row, by_column = df.groupby(row, sort=False)[count].sum(), df.groupby(column, sort=False)[count].sum()
    rows, columns = int((by_row > 0).sum()), int((by_column > 0).sum())
    most = [f"{sums.idxmax()} ({int(sums.max())})" for sums in (by_row, by_column)]
    return (
        f"{total} {thing}{'s' if total > 1 else ''} "
        f"in {rows} {row_word}{'s' if rows > 1 else ''} "
        f"and {columns} {column_word}{'s' if columns > 1 else ''}. "
        f"Most: {most[0]}; {most[1]}."
    )
