"""Who spoke when: a row a State, a mark for each meeting at which it contributed or is known to have spoken."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from kb.charts import counts, layout, palette
from kb.domain.catalogue import gettext as _

ROW = 22
KINDS = {"own": _("Own words"), "second_hand": _("As reported by others"), "text_not_held": _("Spoke, text not found")}
SHAPES = {"own": "circle", "second_hand": "diamond", "text_not_held": "cross"}
TOLD = {"name": _("State"), "meeting_label": _("Meeting"), "date": _("Day"), "words": _("Known")}


def who_spoke_when(df: pd.DataFrame, states: Sequence[str], names: Sequence[str]) -> alt.LayerChart:
    """Draw the States of `states` as rows, also those that never spoke, and the days from left to right.

    `df` has a row per State and meeting: state, meeting (codes, may be missing), day (a date), name, meeting_label,
    date, words (texts), kind (a key of KINDS). A mark can be picked: `picked` holds its state, meeting and kind.
    """
    if not states or df.empty:
        return layout.nothing()
    words = layout.labels(states, names, 36)
    drawn = df.assign(day=pd.to_datetime(df["day"]).dt.strftime("%Y-%m-%d"))
    kinds = layout.kinds_in(df, KINDS)
    words_of = {kind: KINDS[kind] for kind in kinds}
    y = layout.row("state", states)
    axis = alt.Axis(format="%Y", tickCount="year", title=None, labelColor=layout.ink(), grid=True, labelOverlap=True)
    x = alt.X(
        "day:T",
        axis=axis,
        scale=alt.Scale(range=[alt.ExprRef(f"{counts.LEFT} + 12"), alt.ExprRef("width - 12")], nice="year"),
    )
    mark = (
        alt.Chart()
        .mark_point(
            size=130,
            opacity=1,
            filled=True,
            stroke=palette.OUTLINE,
            strokeWidth=1,
            yOffset=ROW // 2,
            cursor="pointer",
            description=layout.spoken(TOLD),
        )
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=[SHAPES[kind] for kind in kinds]),
                legend=layout.legend(words_of, symbol=None),
            ),
            fill=layout.fill(words_of, palette.SPOKEN, symbol=None),
            tooltip=layout.tooltip(TOLD),
        )
        .add_params(layout.picked("state", "meeting", "kind"))
    )
    labels = layout.labels_beside(words, list(states), ROW // 2, fontSize=layout.NAME)
    return alt.LayerChart(data=drawn, layer=[mark, labels], height=ROW * len(states))


def describe_who_spoke_when(df: pd.DataFrame, states: Sequence[str]) -> str:
    """Say how many of the States contributed or are known to have spoken; one sentence."""
    if not states:
        return layout.NOTHING + "."
    text = _("{n} of {states} States contributed or are known to have spoken.")
    return text.format(n=df["state"].nunique(), states=len(states))
