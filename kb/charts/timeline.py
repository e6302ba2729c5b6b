"""One State's contributions over the years."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from kb.charts import layout, palette

NO_DATE = "no date"
NAMED_YEARS = 9  # names that stand beside each other in a phone's width
STEP = 16  # pixels between two contributions of one year
TALLEST = 160  # pixels that the points of one row may take; more contributions than fit stand closer


def contributions_over_time(df: pd.DataFrame, voices: Sequence[str] = ()) -> alt.LayerChart:
    """Draw one point per contribution above its year, in one row per voice, each voice with its own shape.

    `df` has one row per contribution: date (text: 2012-04-16, 2012-09 or 2012, may be missing), year (number,
    may be missing), voice_label (word), meeting_label, title. Rows stand in the order of `voices`, those it
    does not name after them: give own words first and what others say last. Several contributions of one year
    are stacked in the order of their dates; those without a year stand apart at the right.
    """
    if df.empty:
        return layout.nothing()
    present = list(dict.fromkeys(df["voice_label"]))
    known = list(dict.fromkeys([*voices, *present]))
    order = [voice for voice in known if voice in present]
    years = df["year"].dropna().astype(int)
    columns = [str(year) for year in range(years.min(), years.max() + 1)] if len(years) else []
    columns += [NO_DATE] if len(years) < len(df) else []

    drawn = df.assign(column=[NO_DATE if pd.isna(year) else str(int(year)) for year in df["year"]])
    drawn = drawn.sort_values("date", kind="stable", na_position="last")
    drawn["date"] = drawn["date"].fillna(NO_DATE)
    drawn["level"] = drawn.groupby(["voice_label", "column"]).cumcount()
    levels = int(drawn["level"].max()) + 1
    step = min(STEP, TALLEST / levels)

    words = layout.labels(order, order)
    top = int(words["lines"].max()) * layout.LINE
    height = round(top + levels * step + 18)
    axis = alt.Axis(
        values=_named(columns),
        title=None,
        labelColor=layout.ink(),
        labelAngle=0,
        labelExpr="split(datum.label, ' ')",
        labelOverlap=False,
        labelFlush=False,
        labelLimit=0,
        domain=True,
        domainColor=palette.OUTLINE,
    )
    x = alt.X("column:O", scale=alt.Scale(type="band", domain=columns), axis=axis)
    y = layout.row("voice_label", order)
    told = {
        "title": "Contribution",
        "date": "Date",
        "meeting_label": "Meeting",
        "voice_label": "Voice",
    }
    # By the place among all voices, so that a voice looks the same for every State.
    looks = [known.index(voice) for voice in order]
    shapes = [palette.SHAPES[place % len(palette.SHAPES)] for place in looks]
    colours = [palette.VOICES[place % len(palette.VOICES)] for place in looks]
    bottom = height - 10
    points = (
        alt.Chart()
        .mark_point(
            filled=True,
            opacity=1,
            size=110,
            description=layout.spoken(told),
            yOffset=alt.ExprRef(f"{bottom} - {step} * (datum.level + 0.5)"),
        )
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("voice_label:N", scale=alt.Scale(domain=order, range=shapes), legend=None),
            color=alt.Color("voice_label:N", scale=alt.Scale(domain=order, range=colours), legend=None),
            tooltip=layout.tooltip(told),
        )
    )
    names = layout.labels_above(words, order, top)
    return alt.LayerChart(data=drawn, layer=[points, names], height=height * len(order))


def _named(columns: list[str]) -> list[str]:
    """Return the columns whose names stand on the axis: so many that they do not touch on a phone."""
    years = [column for column in columns if column != NO_DATE]
    every = next(gap for gap in (1, 2, 5, 10, 20, len(columns)) if len(columns) <= gap * NAMED_YEARS)
    if len(years) == len(columns):
        return years[::every]
    return [*years[: 1 - every or None : every], NO_DATE]


def describe_contributions_over_time(df: pd.DataFrame) -> str:
    """Say how many contributions there are, from when to when, and how many of each voice; two sentences."""
    if df.empty:
        return layout.NOTHING + "."
    years = df["year"].dropna().astype(int)
    when = "without a date"
    if len(years):
        when = f"in {years.min()}" if years.min() == years.max() else f"from {years.min()} to {years.max()}"
        undated = len(df) - len(years)
        when += f", {undated} without a date" if undated else ""
    said = ", ".join(f"{count} {voice}" for voice, count in df["voice_label"].value_counts().items())
    return f"{len(df)} contribution{'s' if len(df) > 1 else ''} {when}. By voice: {said}."
