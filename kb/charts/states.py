"""What is known of each State on each provision: as a heat map, and as a dot a State for each provision.

Both draw the same table, a row per State and provision: `state`, `provision` (codes), `name`, `head` (words), `kind` (a
key of palette.SAID), `mark` (what stands on the cell: a number, one in brackets where it is second-hand, or a sign),
`said` (the cell in words). A mark can be picked: the selection `picked` holds its state and provision.
"""

import altair as alt
import pandas as pd

from kb.charts import counts, layout, palette
from kb.domain.catalogue import gettext as _
from kb.domain.model import Cell
from kb.domain.words import CELLS

# From what a State said elsewhere to what nobody can know; a cell of a State not heard is left empty.
NOT_REPORTED = (
    Cell.SILENT,
    Cell.TEXT_NOT_HELD,
    Cell.NO_CONTRIBUTION,
    Cell.PENDING,
    Cell.NOT_ADDRESSED,
    Cell.TEXT_MISSING,
)
KINDS = {
    "own": _("Reported, own words"),
    "second_hand": _("(1) Reported, second-hand"),
    "others": _("• Only others write about it"),
    **{str(cell): f"{CELLS[cell].mark} {CELLS[cell].name}" for cell in NOT_REPORTED},
    Cell.NO_CONTRIBUTION: CELLS[Cell.NO_CONTRIBUTION].name,
}
CELL = 24
DOT = 20
LONGEST = 36  # characters of a name, in one line; on a phone the writing is smaller
TOLD = {"name": _("State"), "title": _("Action or article"), "said": _("Known")}


def heat_map(df: pd.DataFrame) -> alt.LayerChart:
    """Draw States as rows and provisions as columns, both in the order given, a cell for each pair."""
    if df.empty:
        return layout.nothing()
    names = df.drop_duplicates("state")
    words = layout.labels(names["state"], names["name"], LONGEST)
    order = list(words["key"])
    x = counts.columns("head", list(dict.fromkeys(df["head"])), beside=True, turned=True)
    inside = x.copy()
    inside["axis"] = None
    y = layout.row("state", order)
    cell = alt.Chart().mark_rect(
        height=CELL - 4,
        yOffset=0,
        cornerRadius=3,
        stroke=palette.OUTLINE,
        strokeWidth=0.7,
        cursor="pointer",
        description=layout.spoken(TOLD),
    )
    layers = [
        *_with_signs(cell, df, y, (x, inside), font=layout.FONT - 1),
        layout.labels_beside(words, order, CELL // 2, fontSize=layout.NAME),
    ]
    return alt.LayerChart(
        data=df,
        layer=layers,
        height=CELL * len(order),
        resolve=alt.Resolve(axis=alt.AxisResolveMap(x="independent")),
    )


def dots(df: pd.DataFrame) -> alt.LayerChart:
    """Draw a row of dots per provision, one a State, the surest first; the provision most reported on stands on top."""
    if df.empty:
        return layout.nothing()
    rank = {kind: place for place, kind in enumerate(KINDS)}
    sorted_ = df.assign(rank=df["kind"].map(rank)).sort_values(["rank", "name"], kind="stable")
    drawn = sorted_.assign(place=sorted_.groupby("provision").cumcount())
    surest = drawn.groupby("provision", sort=False)["rank"].apply(
        lambda ranks: [(ranks == one).sum() for one in (0, 1, 2)]
    )
    given = list(dict.fromkeys(df["provision"]))
    order = sorted(given, key=lambda one: ([-count for count in surest[one]], given.index(one)))
    heads = df.drop_duplicates("provision").set_index("provision")["head"]
    words = layout.labels(order, heads[order], counts.BESIDE_CHARACTERS)
    number = int(drawn["place"].max()) + 1
    scale = alt.Scale(
        type="point",
        domain=list(range(number)),
        padding=0.6,
        range=[alt.ExprRef(counts.LEFT), alt.ExprRef(f"min(width, {counts.LEFT} + {DOT + 8} * {number})")],
    )
    x = alt.X("place:O", scale=scale, axis=None)
    y = layout.row("provision", order)
    size = alt.ExprRef(f"width < 500 ? {70 if number < 20 else 30} : 200")
    dot = alt.Chart().mark_point(
        shape="circle",
        size=size,
        yOffset=CELL // 2,
        strokeWidth=1,
        stroke=palette.OUTLINE,
        opacity=1,
        cursor="pointer",
        description=layout.spoken(TOLD),
    )
    layers = [
        *_with_signs(dot, df, y, (x, x), font=9),
        layout.labels_beside(words, order, CELL // 2, fontSize=layout.NAME),
    ]
    return alt.LayerChart(data=drawn, layer=layers, height=CELL * len(order))


def _with_signs(shape: alt.Chart, df: pd.DataFrame, y: alt.Y, x: tuple[alt.X, alt.X], *, font: int) -> list[alt.Chart]:
    """The shapes in the colour of what is known, each to be picked, and the signs on them; `x` of either."""
    kinds = layout.kinds_in(df, KINDS)
    sign = layout.writing(None, CELL // 2, align="center", baseline="middle", fontSize=font, cursor="pointer")
    fill = layout.fill({kind: KINDS[kind] for kind in kinds}, palette.SAID, columns=len(kinds), above=True)
    return [
        shape.encode(x=x[0], y=y, fill=fill, tooltip=layout.tooltip(TOLD)).add_params(
            layout.picked("state", "provision")
        ),
        sign.encode(
            x=x[1], y=y, text=alt.Text("mark:N"), color=layout.ink_on(kinds, palette.SAID), tooltip=layout.tooltip(TOLD)
        ),
    ]


def describe_states(df: pd.DataFrame) -> str:
    """Say how many States reported on how many of the provisions shown; one or two sentences."""
    if df.empty:
        return layout.NOTHING + "."
    reported = df[df["kind"].isin(["own", "second_hand"])]
    states, provisions = df["state"].nunique(), df[df["kind"] != Cell.TEXT_MISSING]["provision"].nunique()
    text = _("{n} of {states} States shown reported, on {said} of {every} actions or articles.")
    return text.format(
        n=reported["state"].nunique(), states=states, said=reported["provision"].nunique(), every=provisions
    )
