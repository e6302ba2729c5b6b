"""States as tiles of one size by regional group: no map, so no boundary is drawn and no State is small."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from kb.charts import layout, palette
from kb.domain.catalogue import gettext as _

PER_ROW = 5
ROW = 38  # pixels
GAP = 4
TILE_WIDEST = 190
TOLD = {"name": _("State"), "region": _("Regional group"), "said": _("Known")}


def state_tiles(df: pd.DataFrame, names: Mapping[str, str]) -> alt.LayerChart:
    """Draw a tile for each State, at most five in a row, under the name of its regional group.

    `df` has a row per State: state (ISO 3166 code), name, region, kind (a key of `names` and of palette.TILES), said
    (in words). Regions and States stand in the order in which they come first. `names` are the words for the kinds, in
    the order of the legend, each beginning with the sign that stands on its tiles too. On a narrow screen a tile has
    the State's code. A tile can be picked: the selection `picked` holds its state.
    """
    if df.empty:
        return layout.nothing()
    placed, headings = _placed(df)
    order = [str(place) for place in range(int(max(placed["place"].max(), headings["place"].max())) + 1)]
    placed["place"], headings["place"] = placed["place"].astype(str), headings["place"].astype(str)
    kinds = layout.kinds_in(df, names)
    placed["sign"] = [names[kind].split(" ")[0] for kind in placed["kind"]]
    x = alt.X(
        "column:O",
        scale=alt.Scale(
            type="band",
            domain=list(range(PER_ROW)),
            range=[0, alt.ExprRef(f"min(width, {PER_ROW * TILE_WIDEST})")],
            paddingInner=0.03,
            paddingOuter=0,
        ),
        axis=None,
    )
    y = layout.row("place", order)
    tooltip = layout.tooltip(TOLD)
    tile = (
        alt.Chart()
        .mark_rect(
            height=ROW - GAP,
            cornerRadius=4,
            stroke=palette.OUTLINE,
            strokeWidth=0.7,
            cursor="pointer",
            description=layout.spoken(TOLD),
        )
        .encode(
            x=x,
            y=y,
            fill=layout.fill({kind: names[kind] for kind in kinds}, palette.TILES),
            tooltip=tooltip,
        )
        .add_params(layout.picked("state"))
    )
    words = alt.ExprRef("(datum.sign + ' ' + (bandwidth('x') < 130 ? datum.state : datum.name))")
    size = alt.ExprRef("bandwidth('x') < 130 ? 11 : length(datum.name) > 24 ? 10 : 12")
    name = layout.writing(
        None, ROW // 2 - 2, align="center", baseline="middle", fontSize=size, text=words, cursor="pointer"
    ).encode(
        x=x,
        y=y,
        color=layout.ink_on(kinds, palette.TILES),
        tooltip=tooltip,
    )
    heading = layout.writing(headings, ROW - 8, baseline="bottom", fontWeight="bold")
    layers = [tile, name, heading.encode(x=alt.value(0), y=y, text=alt.Text("heading:N"))]
    return alt.LayerChart(data=placed, layer=layers, height=ROW * len(order))


def describe_state_tiles(df: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Say how many States there are of each kind; one sentence."""
    if df.empty:
        return layout.NOTHING + "."
    counts = df["kind"].value_counts()
    text = ", ".join(
        f"{counts[kind]} {name.split(' ', 1)[1].lower()}" for kind, name in names.items() if kind in counts
    )
    return f"{len(df)} State{'s' if len(df) != 1 else ''}: {text}."


def _placed(df: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the States with their `place` (row of the grid) and `column`, and one row per heading."""
    parts, headings, place = [], [], 0
    for region, members in df.groupby("region", sort=False, dropna=False):
        headings.append({"place": place, "heading": str(region)})
        at = pd.Series(range(len(members)), index=members.index)
        parts.append(members.assign(place=place + 1 + at // PER_ROW, column=at % PER_ROW))
        place += 2 + (len(members) - 1) // PER_ROW
    return pd.concat(parts), pd.DataFrame(headings)
