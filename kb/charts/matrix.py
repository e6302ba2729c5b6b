"""Tables of counts: a shade says roughly how many, the number printed on it how many exactly.

Themes by State, discussion lines by State. What no row of the input names stays
blank; a count of 0 is printed, because it was counted.
"""

from typing import NamedTuple

import altair as alt
import pandas as pd

from kb.charts import counts, layout
from kb.domain.catalogue import gettext as _

TALL = 15  # rows, from which on the names of the columns are repeated below
NOT_STATED = _("not stated")  # the column of what is under no line
MOST_ROWS = 70
MOST_LINES = 8
MOST_THEMES = 36
MOST_STATES = 22  # columns; on a phone each is then 15 pixels wide, which two figures fill


class Side(NamedTuple):
    """One side of a table of counts: the column of its names, what one is called, and the column of its totals.

    A total counts distinct things: less than the sum of the cells where a thing stands in several.
    """

    field: str
    word: str
    total: str


THEMES = Side("theme_label", "theme", "on_theme")
STATES = Side("state_name", "State", "of_state")
LINES = Side("line", "line", "on_line")


class Fit(NamedTuple):
    """What of a table is drawn, and how many of its rows and columns are not."""

    kept: pd.DataFrame
    rows_left_out: int
    columns_left_out: int


def fits(
    df: pd.DataFrame,
    rows: Side = THEMES,
    columns: Side = STATES,
    most_rows: int = MOST_THEMES,
    most_columns: int = MOST_STATES,
) -> Fit:
    """Keep the rows and columns of the table that hold most, so that a chart of it stays readable.

    `df` has one line per cell. Of either side those with the largest totals stay (of equals, the one that comes
    first); the lines keep their order. The defaults suit `theme_by_state`. The caller says on the screen how many
    were left out.
    """
    kept_rows, kept_columns = _largest(df, rows, most_rows), _largest(df, columns, most_columns)
    kept = df[df[rows.field].isin(kept_rows) & df[columns.field].isin(kept_columns)]
    return Fit(kept, df[rows.field].nunique() - len(kept_rows), df[columns.field].nunique() - len(kept_columns))


def line_by_state(df: pd.DataFrame) -> alt.LayerChart:
    """Draw States as rows, discussion lines as columns, the number of contributions in each cell.

    `df` has one row per State and line: state_name, line ("a", "b", "c", `NOT_STATED`), contributions, and the totals
    of_state, on_line and in_all. Of more than `MOST_ROWS` States those with most contributions are drawn.
    """
    if df.empty:
        return layout.nothing()
    kept = fits(df, STATES, LINES, MOST_ROWS, MOST_LINES).kept
    names = kept["state_name"].unique()
    words = layout.labels(names, names, counts.BESIDE_CHARACTERS)
    lines = sorted(kept["line"].unique())
    columns = counts.columns("line", lines, beside=True, turned=False, title=_("Discussion line"))
    labels = {"state_name": _("State"), "line": _("Discussion line"), "contributions": _("Contributions")}
    return counts.table(kept, "state_name", words, columns, "contributions", labels)


def theme_by_state(df: pd.DataFrame) -> alt.LayerChart:
    """Draw themes as rows under the name of their group, States as columns, the passages in each cell.

    `df` has one row per theme and State: state_name, theme_label, theme_group, passages, and the totals on_theme,
    of_state and in_all. Groups, themes and States stand in the order in which they come first. Of a larger table the
    part that `fits` keeps is drawn.
    """
    if df.empty:
        return layout.nothing()
    kept = fits(df).kept
    themes = kept[["theme_group", "theme_label"]].drop_duplicates("theme_label")
    keys, texts = [], []
    for group, members in themes.groupby("theme_group", sort=False, dropna=False):
        keys += [f"{counts.HEADING}{group}", *members["theme_label"]]
        texts += [str(group), *members["theme_label"]]
    labels = {
        "state_name": _("State"),
        "theme_label": _("Theme"),
        "theme_group": _("Group of themes"),
        "passages": _("Passages"),
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
        labels,
        beside=False,
        below=below if len(keys) > TALL else None,
    )


def describe_line_by_state(df: pd.DataFrame) -> str:
    """Say how many contributions there are and which State and line hold most; one or two sentences.

    Every number counts distinct contributions: `in_all`, `of_state` and `on_line` of `df`. `NOT_STATED` is no line.
    """
    return _describe(df, STATES, LINES, "contribution", no_name=NOT_STATED)


def describe_theme_by_state(df: pd.DataFrame) -> str:
    """Say how many passages there are, which theme and State hold most, and what is not drawn.

    Every number counts distinct passages: `in_all`, `on_theme` and `of_state` of `df`.
    """
    _shown, themes, states = fits(df)
    text = _describe(df, THEMES, STATES, "passage")
    if not (themes or states):
        return text
    left_out = _("{text} Not drawn: {themes} themes and {states} States with fewer.")
    return left_out.format(text=text, themes=themes, states=states)


def _totals(df: pd.DataFrame, side: Side) -> "pd.Series[int]":
    return df.groupby(side.field, sort=False)[side.total].max()


def _largest(df: pd.DataFrame, side: Side, most: int) -> list[str]:
    return list(_totals(df, side).sort_values(ascending=False, kind="stable").index[:most])


def _describe(df: pd.DataFrame, row: Side, column: Side, thing: str, no_name: str = "") -> str:
    total = int(df["in_all"].max()) if len(df) else 0
    if not total:
        return layout.NOTHING + "."
    places, most = [], []
    for side in (row, column):
        totals = _totals(df, side).drop(no_name, errors="ignore")
        named = totals[totals > 0]
        if len(named):
            places.append(_counted(len(named), side.word))
            most.append(f"{named.idxmax()} ({int(named.max())})")
    return _("{total} in {places}. Most: {most}.").format(
        total=_counted(total, thing), places=" and ".join(places), most="; ".join(most)
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else f'{noun}s'}"
