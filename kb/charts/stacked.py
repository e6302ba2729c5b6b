"""What the passages on each action or article are: bars made of a piece for each assessment."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from kb.charts import counts, layout, palette
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext

ROW = 26
BAR = 18
ROOM = 14  # pixels that a number takes inside a piece


def stacked_assessments(
    df: pd.DataFrame, order: Sequence[str], heads: Sequence[str], names: dict[str, str]
) -> alt.LayerChart:
    """Draw a bar for each provision of `order`, also where nothing was said, with a piece for each assessment.

    `df` has a row per provision and assessment: provision, assessment (codes), title (words), passages, on_provision
    (distinct passages on the provision, which stand at the end of its bar). `heads` are the words for `order`, `names`
    those of the assessments. A passage with two assessments is in two pieces. A piece can
    be picked: the selection `picked` holds its provision and assessment.
    """
    if not order:
        return layout.nothing()
    codes = [code for code in palette.ASSESSED if code in set(df["assessment"])]
    place = {code: number for number, code in enumerate(codes)}
    pieces = df.assign(rank=df["assessment"].map(place)).sort_values("rank", kind="stable")
    ends = pieces.groupby("provision")["passages"].cumsum()
    drawn = pieces.assign(
        start=ends - pieces["passages"],
        end=ends,
        middle=ends - pieces["passages"] / 2,
        name=pieces["assessment"].map(names),
        ink=[palette.writing_on(palette.ASSESSED[code]) for code in pieces["assessment"]],
    )
    words = layout.labels(order, heads, counts.BESIDE_CHARACTERS)
    most = max(1, int(ends.max()) if len(ends) else 1)
    scale = alt.Scale(domain=[0, most], range=[alt.ExprRef(counts.LEFT), alt.ExprRef("width - 30")])
    y = layout.row("provision", order)
    labels = {"title": _("Action or article"), "name": _("Assessed as"), "passages": _("Passages")}
    piece = (
        alt.Chart()
        .mark_bar(
            height=BAR,
            yOffset=0,
            stroke=palette.OUTLINE,
            strokeWidth=0.7,
            cursor="pointer",
            description=layout.spoken(labels),
        )
        .encode(
            x=alt.X("start:Q", scale=scale, axis=None),
            x2="end:Q",
            y=y,
            fill=alt.Fill(
                "assessment:N",
                scale=alt.Scale(domain=codes, range=[palette.ASSESSED[code] for code in codes]),
                legend=layout.legend({code: names[code] for code in codes}, columns=7),
            ),
            tooltip=layout.tooltip(labels),
        )
        .add_params(layout.picked("provision", "assessment"))
    )
    inside = layout.writing(None, ROW // 2, align="center", baseline="middle", fontSize=11, cursor="pointer")
    number = inside.transform_filter(f"datum.passages * (width / 2) / {most} > {ROOM}").encode(
        x=alt.X("middle:Q", scale=scale, axis=None),
        y=y,
        text="passages:Q",
        color=alt.Color("ink:N", scale=None, legend=None),
        tooltip=layout.tooltip(labels),
    )
    totals = (
        pd.DataFrame({"provision": list(order)})
        .merge(
            pieces.groupby("provision").agg(end=("passages", "sum"), total=("on_provision", "max")).reset_index(),
            how="left",
        )
        .fillna(0)
    )
    total = layout.writing(totals, ROW // 2, baseline="middle", dx=6, fontWeight="bold").encode(
        x=alt.X("end:Q", scale=scale, axis=None), y=y, text=alt.Text("total:Q", format="d")
    )
    layers = [piece, number, total, layout.labels_beside(words, order, ROW // 2)]
    return alt.LayerChart(data=drawn, layer=layers, height=ROW * len(order))


def describe_stacked(df: pd.DataFrame, order: Sequence[str], unit: str) -> str:
    """Say how many passages there are, and on how many of the provisions; `unit` is what those are called."""
    if not order:
        return layout.NOTHING + "."
    silent = len(order) - df["provision"].nunique()
    total = int(df["in_all"].max()) if len(df) else 0
    text = ngettext(
        "{n} passage of States, on {said} of {every} {unit}; nothing yet on {silent}",
        "{n} passages of States, on {said} of {every} {unit}; nothing yet on {silent}",
        total,
    )
    return text.format(n=total, said=len(order) - silent, every=len(order), unit=unit, silent=silent)
