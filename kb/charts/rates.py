"""Rates as fractions: how many of the States that a provision binds have reported, now and over meetings."""

from typing import Any

import altair as alt
import pandas as pd

from kb.charts import layout, palette

NO_STATE_BOUND = "no State bound"
BAR = 14
FRACTION_SPACE = 64  # pixels kept free at the right for the writing at the end of a full bar


def rate_per_provision(df: pd.DataFrame) -> alt.LayerChart:
    """Draw one bar per provision, in the order given, with its fraction written at the end.

    `df` has one row per provision: provision (id), label, reported and bound (States), unknown (States whose
    affectedness is not known), unbound_reporting (States that report without being bound). A provision that
    binds nobody has no bar and says so; the last two counts stand in words under the bar, outside the rate.
    """
    if df.empty:
        return layout.nothing()
    drawn = df.assign(
        fraction=[_fraction(r, b) for r, b in zip(df["reported"], df["bound"], strict=True)],
        beside=[_beside(u, r) for u, r in zip(df["unknown"], df["unbound_reporting"], strict=True)],
    )
    told = {
        "label": "Provision",
        "fraction": "States bound that reported",
        "unknown": "States not known to be affected or not",
        "unbound_reporting": "States that report without being bound",
    }
    return _fractions(drawn, "provision", "label", told, notes=bool((drawn["beside"] != "").any()), point=False)


def coverage_over_meetings(df: pd.DataFrame) -> alt.LayerChart:
    """Draw one point per meeting, earliest first, at its rate, with its fraction written beside it.

    `df` has one row per meeting: meeting (id), meeting_label, first_day (date or text like 2012-04-16),
    reported, bound, rate (reported / bound, 0 to 1). The points are not joined: what is asked differs between
    meetings and conventions, so a line would show a course that nobody measured.
    """
    if df.empty:
        return layout.nothing()
    drawn = df.assign(
        first_day=df["first_day"].astype(str),
        fraction=[_fraction(r, b) for r, b in zip(df["reported"], df["bound"], strict=True)],
        beside="",
    ).sort_values("first_day", kind="stable")
    drawn["title"] = drawn["meeting_label"] + " (" + drawn["first_day"] + ")"
    told = {
        "meeting_label": "Meeting",
        "first_day": "First day",
        "fraction": "Reported of bound",
    }
    return _fractions(drawn, "meeting", "title", told, notes=False, point=True)


def describe_rate_per_provision(df: pd.DataFrame) -> str:
    """Say which provision is most and least reported on and how many bind nobody; one to three sentences."""
    if df.empty:
        return layout.NOTHING + "."
    return _describe(df, "label", "provision") + _binding_nobody(df)


def describe_coverage_over_meetings(df: pd.DataFrame) -> str:
    """Say at which meetings coverage was highest and lowest; one or two sentences."""
    if df.empty:
        return layout.NOTHING + "."
    return _describe(df, "meeting_label", "meeting")


def _fractions(
    drawn: pd.DataFrame, key: str, label: str, told: dict[str, str], *, notes: bool, point: bool
) -> alt.LayerChart:
    order = list(drawn[key])
    words = layout.labels(order, drawn[label])
    top = int(words["lines"].max()) * layout.LINE + 4
    height = top + BAR + (layout.LINE if notes else 0) + 14
    middle = top + BAR // 2
    y = layout.row(key, order)
    scale = alt.Scale(domain=[0, 1], range=[0, alt.ExprRef(f"max(width - {FRACTION_SPACE}, 60)")])
    axis = alt.Axis(values=[0, 0.5, 1], format="%", title=None, labelColor=layout.ink())
    x = alt.X("rate:Q", scale=scale, axis=axis)

    binding = alt.Chart().transform_filter("isValid(datum.rate)")
    # Bars stand in the middle of their row whatever the position asked for, so their offset starts there.
    bar: dict[str, Any] = {"orient": "horizontal", "yOffset": middle - height / 2}
    silent: dict[str, Any] = {"aria": False, "tooltip": None}
    said = layout.spoken(told)
    tooltip = layout.tooltip(told)
    if point:
        under = binding.mark_bar(height=2, color=palette.OUTLINE, **bar, **silent).encode(x=x, y=y)
        value = binding.mark_point(
            filled=True, size=120, opacity=1, yOffset=middle, color=palette.BLUE, description=said
        )
    else:
        whole: dict[str, Any] = {"filled": False, "stroke": palette.OUTLINE, "strokeWidth": 1}
        under = binding.mark_bar(height=BAR, **whole, **bar, **silent).encode(x=alt.XDatum(1), y=y)
        value = binding.mark_bar(height=BAR, color=palette.BLUE, description=said, **bar)
    # A provision without a bar is read aloud by its words.
    unbound = layout.writing(None, middle, baseline="middle", aria=True, description=said)
    unbound = unbound.transform_filter("!isValid(datum.rate)")
    layers = [
        under,
        value.encode(x=x, y=y, tooltip=tooltip),
        layout.writing(None, middle, baseline="middle", dx=10, fontWeight="bold")
        .transform_filter("isValid(datum.rate)")
        .encode(x=x, y=y, text=alt.Text("fraction:N"), tooltip=tooltip),
        unbound.encode(x=alt.value(0), y=y, text=alt.Text("fraction:N"), tooltip=tooltip),
        layout.labels_above(words, order, top - 3),
    ]
    if notes:
        note = layout.writing(None, top + BAR + 4, fontSize=layout.FONT - 1)
        layers.append(note.encode(x=alt.value(0), y=y, text=alt.Text("beside:N")))
    return alt.LayerChart(data=drawn, layer=layers, height=height * len(order))


def _fraction(reported: int, bound: int) -> str:
    return f"{int(reported)} / {int(bound)}" if bound else NO_STATE_BOUND


def _beside(unknown: int, unbound_reporting: int) -> str:
    parts = []
    if unknown:
        parts.append(f"{int(unknown)} not known if affected")
    if unbound_reporting:
        parts.append(f"{int(unbound_reporting)} reporting, not bound")
    return " · ".join(parts)


def _describe(df: pd.DataFrame, label: str, thing: str) -> str:
    rated = df[df["bound"] > 0]
    if rated.empty:
        return f"No {thing} shown binds a State in this scope."
    rate = rated["rate"]
    if rate.min() == rate.max():
        return f"{_named(rated, label, thing)}."
    highest, lowest = (_named(rated[rate == end], label, thing) for end in (rate.max(), rate.min()))
    return f"Of {len(rated)} {thing}s, highest: {highest}; lowest: {lowest}."


def _named(alike: pd.DataFrame, label: str, thing: str) -> str:
    """Name one row with its fraction, or say how many rows share a rate."""
    first = alike.iloc[0]
    reported, bound = int(first["reported"]), int(first["bound"])
    if len(alike) == 1:
        return f"{first[label]}, {reported} of {bound}"
    return f"{len(alike)} {thing}s with {'no State bound that reported' if not reported else f'{reported / bound:.0%}'}"


def _binding_nobody(df: pd.DataFrame) -> str:
    nobody = int((df["bound"] == 0).sum())
    return f" {nobody} of {len(df)} bind no State here." if 0 < nobody < len(df) else ""
