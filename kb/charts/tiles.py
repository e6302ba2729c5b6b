"""States as tiles of one size by regional group: no map, so no boundary is drawn and no State is small."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from kb.charts import layout, palette

# In the order of the colours in `palette.TILES`.
CATEGORIES = (
    "reported on some",
    "contributed, nothing here",
    "text not held",
    "nothing held",
    "not addressed",
    "awaiting coding",
)

PER_ROW = 8
ROW = 42  # pixels
GAP = 2
TILE_WIDEST = 96


def region_tiles(df: pd.DataFrame, categories: Sequence[str] = CATEGORIES) -> alt.LayerChart:
    """Draw one tile per State, at most eight in a row, under the name of its regional group.

    `df` has one row per State: state (ISO 3166 alpha-3), state_name, region, reported (provisions it reported
    on), bound (provisions addressed to it), category (one of `categories`), symbol (one character that tells
    the category apart without its colour). Regions and States stand in the order in which they come first.
    A category that `categories` does not name takes the colour of the last one.
    """
    if df.empty:
        return layout.nothing()
    rank = {category: place for place, category in enumerate(categories)}
    placed, headings = _placed(
        df.assign(
            legend=df["symbol"] + " " + df["category"],
            code=df["symbol"] + " " + df["state"],
            fraction=[_fraction(r, b) for r, b in zip(df["reported"], df["bound"], strict=True)],
            rank=[min(rank.get(c, len(palette.TILES)), len(palette.TILES) - 1) for c in df["category"]],
        )
    )
    order = [str(place) for place in range(int(max(placed["place"].max(), headings["place"].max())) + 1)]
    placed["place"], headings["place"] = placed["place"].astype(str), headings["place"].astype(str)

    legend = list(dict.fromkeys(placed.sort_values("rank", kind="stable")["legend"]))
    colours = [palette.TILES[rank] for rank in placed.drop_duplicates("legend").set_index("legend")["rank"][legend]]
    fill = alt.Fill(
        "legend:N",
        scale=alt.Scale(domain=legend, range=colours),
        legend=alt.Legend(
            orient="top",
            title=None,
            columns=alt.ExprRef("width < 600 ? 1 : 3"),
            labelLimit=0,
            labelColor=layout.ink(),
            labelFontSize=layout.FONT,
            symbolType="square",
            symbolStrokeWidth=0,
            symbolOpacity=1,
        ),
    )
    # The same field for both would make one legend of the two scales, and switch it off.
    on_tile = alt.Color(
        "category:N",
        scale=alt.Scale(
            domain=[key.split(" ", 1)[1] for key in legend], range=[palette.writing_on(c) for c in colours]
        ),
        legend=None,
    )
    x = alt.X(
        "column:O",
        scale=alt.Scale(
            type="band",
            domain=list(range(PER_ROW)),
            range=[0, alt.ExprRef(f"min(width, {PER_ROW * TILE_WIDEST})")],
            paddingInner=0.05,
            paddingOuter=0,
        ),
        axis=None,
    )
    y = layout.row("place", order)
    told = {
        "state_name": "State",
        "region": "Regional group",
        "category": "In this scope",
        "fraction": "Reported of provisions addressed to it",
    }
    tooltip = layout.tooltip(told)
    tile = (
        alt.Chart()
        .mark_rect(height=ROW - GAP, cornerRadius=3, description=layout.spoken(told))
        .encode(x=x, y=y, fill=fill, tooltip=tooltip)
    )
    code_size = alt.ExprRef(f"width < 500 ? 11 : {layout.FONT}")
    code = layout.writing(None, 13, align="center", baseline="middle", fontWeight="bold", fontSize=code_size)
    count = layout.writing(None, 29, align="center", baseline="middle", fontSize=layout.FONT - 1)
    heading = layout.writing(headings, ROW - 8, baseline="bottom", fontWeight="bold")
    layers = [
        tile,
        code.encode(x=x, y=y, text=alt.Text("code:N"), color=on_tile, tooltip=tooltip),
        count.encode(x=x, y=y, text=alt.Text("fraction:N"), color=on_tile, tooltip=tooltip),
        heading.encode(x=alt.value(0), y=y, text=alt.Text("heading:N")),
    ]
    return alt.LayerChart(data=placed, layer=layers, height=ROW * len(order))


def describe_region_tiles(df: pd.DataFrame) -> str:
    """Say how many States there are and how many in each category; one or two sentences."""
    if df.empty:
        return layout.NOTHING + "."
    counts = df["category"].value_counts(sort=True)
    said = ", ".join(f"{count} {category}" for category, count in counts.items())
    return f"{_states(len(df))} in {df['region'].nunique()} regional groups: {said}."


def _placed(df: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the States with their `place` (row of the grid) and `column`, and one row per heading."""
    parts, headings, place = [], [], 0
    for region, members in df.groupby("region", sort=False, dropna=False):
        reported = int((members["reported"] > 0).sum())
        headings.append({"place": place, "heading": f"{region}: {_states(len(members))}, {reported} reported"})
        at = pd.Series(range(len(members)), index=members.index)
        parts.append(members.assign(place=place + 1 + at // PER_ROW, column=at % PER_ROW))
        place += 2 + (len(members) - 1) // PER_ROW
    placed = pd.concat(parts)
    return placed, pd.DataFrame(headings)


def _fraction(reported: int, bound: int) -> str:
    # A State that nothing is addressed to may report all the same: then there is a number, but no fraction.
    if bound:
        return f"{int(reported)} / {int(bound)}"
    return str(int(reported)) if reported else ""


def _states(count: int) -> str:
    return f"{count} State{'s' if count != 1 else ''}"
