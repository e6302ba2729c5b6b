"""The one way in which tables of counts are drawn: cells in rows and columns, with names on two sides."""

import altair as alt
import pandas as pd

from kb.charts import layout, palette

CELL = 20  # pixels, the height of a cell
COLUMN_WIDEST = 64
BESIDE_CHARACTERS = 30  # of a label beside its cells, in BESIDE_SHARE of a phone's width
BESIDE_SHARE = 0.5
BESIDE_WIDEST = 230
# A Vega expression: where the marks begin beside the labels of their rows.
LEFT = f"min(width * {BESIDE_SHARE}, {BESIDE_WIDEST})"
HEADING = "\0"  # before the key of a row that only names a group, so that no theme has the same key


def columns(
    field: str, values: list[str], *, beside: bool, turned: bool, title: str | None = None, above: bool = True
) -> alt.X:
    """Place the columns, their names above or below: turned upright, or straight with one word a line."""
    left = LEFT if beside else "0"
    right = f"min(width, {left} + {COLUMN_WIDEST * len(values)})"
    axis = alt.Axis(
        orient="top" if above else "bottom",
        title=title,
        titleColor=layout.ink(),
        titleFontSize=layout.FONT,
        titlePadding=8,
        labelColor=layout.ink(),
        labelFontSize=layout.FONT - 1,
        labelAngle=-90 if turned else 0,
        labelAlign=("left" if above else "right") if turned else "center",
        labelBaseline="middle" if turned else "bottom",
        labelExpr="datum.label" if turned else "split(datum.label, ' ')",
        # Straight names of several words run downwards from the first, towards the cells.
        labelPadding=6 if turned else 6 + layout.LINE * (max(value.count(" ") for value in values)),
        labelLimit=0,
        labelOverlap=False,
    )
    scale = alt.Scale(
        type="band",
        domain=values,
        range=[alt.ExprRef(left), alt.ExprRef(right)],
        paddingInner=0.08,
        paddingOuter=0,
    )
    return alt.X(f"{field}:N", sort=None, scale=scale, axis=axis)


def table(
    cells: pd.DataFrame,
    row: str,
    words: pd.DataFrame,
    columns: alt.X,
    count: str,
    labels: dict[str, str],
    *,
    beside: bool = True,
    below: alt.X | None = None,
) -> alt.LayerChart:
    """Lay the cells beside or under the labels of their rows.

    `cells` has one row per cell: the column `row` holds the key of one of `words` (see `layout.labels`), the
    field of `columns` the name of its column, `count` the number. `words` gives the rows in their order; the
    key of a row that only names a group begins with `HEADING`. `told` names the fields of a cell for the
    tooltip and the screen reader. `below` repeats the names of the columns.
    """
    order = list(words["key"])
    lines = int(words["lines"].max()) * layout.LINE
    height = max(CELL + 4, lines + 8) if beside else lines + CELL + 9
    middle = height // 2 if beside else lines + 3 + CELL // 2
    y = layout.row(row, order)
    # The names stand once, with the cells; the writing lies in the same columns.
    x = columns.copy()
    x["axis"] = None

    starts = list(palette.SHADE_STARTS)
    shade = alt.Scale(type="threshold", domain=starts, range=list(palette.SHADES))
    writing = [palette.writing_on(colour) for colour in palette.SHADES]
    on_shade = alt.Scale(type="threshold", domain=starts, range=writing)
    tooltip, spoken = layout.tooltip(labels), layout.spoken(labels)
    look = {
        "align": "center",
        "baseline": "middle",
        "fontSize": alt.ExprRef(f"bandwidth('x') < 20 && datum.{count} > 99 ? 9 : {layout.FONT - 1}"),
    }
    number = alt.Text(f"{count}:Q")
    layers = [
        # A cell with a height of its own stands in the middle of its row, so its offset starts there.
        alt.Chart()
        .mark_rect(height=CELL, yOffset=middle - height / 2, cornerRadius=2, description=spoken)
        .transform_filter(f"datum.{count} > 0")
        .encode(x=columns, y=y, fill=alt.Fill(f"{count}:Q", scale=shade, legend=None), tooltip=tooltip),
        layout.writing(None, middle, **look)
        .transform_filter(f"datum.{count} > 0")
        .encode(
            x=x,
            y=y,
            text=number,
            color=alt.Color(f"{count}:Q", scale=on_shade, legend=None),
            tooltip=tooltip,
        ),
        layout.writing(None, middle, aria=True, description=spoken, **look)
        .transform_filter(f"datum.{count} == 0")
        .encode(x=below or x, y=y, text=number, tooltip=tooltip),
    ]
    if beside:
        layers.append(layout.labels_beside(words, order, middle))
    else:
        heading = words["key"].str.startswith(HEADING)
        layers.append(layout.labels_above(words[~heading], order, lines))
        layers.append(layout.labels_above(words[heading], order, height - 4, fontWeight="bold"))
    return alt.LayerChart(
        data=cells,
        layer=layers,
        height=height * len(order),
        resolve=alt.Resolve(axis=alt.AxisResolveMap(x="independent")),
    )
