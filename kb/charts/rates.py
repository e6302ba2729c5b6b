"""Rates as fractions over meetings: how many of the States that are addressed have reported at each."""

import altair as alt
import pandas as pd

from kb.charts import layout, palette
from kb.domain.catalogue import gettext as _

NO_STATE_BOUND = _("no State bound")
MARK = 14
FRACTION_SPACE = 64  # pixels kept free at the right for the writing beside a point at the end


def coverage_over_meetings(df: pd.DataFrame) -> alt.LayerChart:
    """Draw one point per meeting, earliest first, at its rate, with its fraction written beside it.

    `df` has one row per meeting: meeting (id), meeting_label, first_day (date or text like 2012-04-16),
    reported, bound, rate (reported / bound, 0 to 1). One at which nobody is bound has no point and says so. The points
    are not joined: what is asked differs between meetings and conventions, so a line would show a course that nobody
    measured.
    """
    if df.empty:
        return layout.nothing()
    drawn = df.assign(
        first_day=df["first_day"].astype(str),
        fraction=[
            f"{int(reported)} / {int(bound)}" if bound else NO_STATE_BOUND
            for reported, bound in zip(df["reported"], df["bound"], strict=True)
        ],
    ).sort_values("first_day", kind="stable")
    drawn["title"] = drawn["meeting_label"] + " (" + drawn["first_day"] + ")"
    labels = {"meeting_label": _("Meeting"), "first_day": _("First day"), "fraction": _("Reported of bound")}
    order = list(drawn["meeting"])
    words = layout.labels(order, drawn["title"])
    top = int(words["lines"].max()) * layout.LINE + 4
    height = top + MARK + 14
    middle = top + MARK // 2
    y = layout.row("meeting", order)
    scale = alt.Scale(domain=[0, 1], range=[0, alt.ExprRef(f"max(width - {FRACTION_SPACE}, 60)")])
    axis = alt.Axis(values=[0, 0.5, 1], format="%", title=None, labelColor=layout.ink())
    x = alt.X("rate:Q", scale=scale, axis=axis)
    spoken, tooltip = layout.spoken(labels), layout.tooltip(labels)
    rated = alt.Chart().transform_filter("isValid(datum.rate)")
    # Bars stand in the middle of their row whatever the position asked for, so their offset starts there.
    way = rated.mark_bar(
        height=2, color=palette.OUTLINE, orient="horizontal", yOffset=middle - height / 2, aria=False, tooltip=None
    )
    point = rated.mark_point(filled=True, size=120, opacity=1, yOffset=middle, color=palette.BLUE, description=spoken)
    fraction = layout.writing(None, middle, baseline="middle", dx=10, fontWeight="bold")
    # A meeting without a point is read aloud by its words.
    unbound = layout.writing(None, middle, baseline="middle", aria=True, description=spoken)
    layers = [
        way.encode(x=x, y=y),
        point.encode(x=x, y=y, tooltip=tooltip),
        fraction.transform_filter("isValid(datum.rate)").encode(x=x, y=y, text=alt.Text("fraction:N"), tooltip=tooltip),
        unbound.transform_filter("!isValid(datum.rate)").encode(
            x=alt.value(0), y=y, text=alt.Text("fraction:N"), tooltip=tooltip
        ),
        layout.labels_above(words, order, top - 3),
    ]
    return alt.LayerChart(data=drawn, layer=layers, height=height * len(order))


def describe_coverage_over_meetings(df: pd.DataFrame) -> str:
    """Say at which meetings coverage was highest and lowest; one or two sentences."""
    if df.empty:
        return layout.NOTHING + "."
    rated = df[df["bound"] > 0]
    if rated.empty:
        return _("No meeting shown binds a State in this scope.")
    rate = rated["rate"]
    if rate.min() == rate.max():
        return f"{_named(rated)}."
    highest, lowest = (_named(rated[rate == end]) for end in (rate.max(), rate.min()))
    return _("Of {rated} meetings, highest: {highest}; lowest: {lowest}.").format(
        rated=len(rated), highest=highest, lowest=lowest
    )


def _named(alike: pd.DataFrame) -> str:
    """Name one meeting with its fraction, or say how many share a rate."""
    first = alike.iloc[0]
    reported, bound = int(first["reported"]), int(first["bound"])
    if len(alike) == 1:
        text = _("{meeting}, {reported} of {bound}")
        return text.format(meeting=first["meeting_label"], reported=reported, bound=bound)
    if not reported:
        return _("{n} meetings with no State bound that reported").format(n=len(alike))
    return _("{n} meetings with {rate}").format(n=len(alike), rate=f"{reported / bound:.0%}")
