"""Requests and challenges beside offers and practices: a bar to either side of a middle line for each provision."""

from typing import Any

import altair as alt
import pandas as pd

from kb.charts import layout, palette
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext

BAR = 14
SPACE = 18  # pixels between two provisions
MOST = 12  # provisions in one picture; the table beside it has all

ASKED = (("requests", "request"), ("challenges", "challenge"))
GIVEN = (("offers", "offer"), ("practices", "practice"))
NOTHING_ASKED, NOTHING_GIVEN = _("no request or challenge"), _("no offer or practice")


def exchange(df: pd.DataFrame) -> alt.LayerChart:
    """Draw for each provision how many passages are requests or challenges (to the left), offers or practices (right).

    `df` has one row per provision, those to be drawn first: key, label, requests, challenges, offers, practices
    (numbers of passages assessed so), asked and given (of distinct passages on either side). The first `MOST` are
    drawn; the numbers stand in words over the bars. A mark can be picked: the selection `picked` holds its key.
    """
    if df.empty:
        return layout.nothing()
    first = df.head(MOST)
    drawn = first.assign(
        left=-first["asked"],
        left_words=_words(first, ASKED, NOTHING_ASKED),
        right_words=_words(first, GIVEN, NOTHING_GIVEN),
    )
    order = list(drawn["key"])
    names = layout.labels(order, drawn["label"])
    top = int(names["lines"].max()) * layout.LINE + 4
    height = top + layout.LINE + BAR + SPACE
    middle = top + layout.LINE + 2 + BAR // 2
    most = max(1, int(drawn["asked"].max()), int(drawn["given"].max()))
    scale = alt.Scale(domain=[-most, most], range=[0, alt.ExprRef("width")])
    y = layout.row("key", order)
    labels = {"label": _("Action or article"), "left_words": _("On one side"), "right_words": _("On the other")}
    tooltip = layout.tooltip(labels)
    # Bars stand in the middle of their row whatever the position asked for, so their offset starts there.
    bar: dict[str, Any] = {
        "orient": "horizontal",
        "height": BAR,
        "yOffset": middle - height / 2,
        "cursor": "pointer",
    }
    x = alt.X("left:Q", scale=scale, axis=None)
    layers = [
        alt.Chart()
        .mark_bar(color=palette.ORANGE, description=layout.spoken(labels), **bar)
        .encode(x=x, x2=alt.X2Datum(0), y=y, tooltip=tooltip)
        .add_params(layout.picked("key")),
        alt.Chart()
        .mark_bar(color=palette.BLUE, aria=False, **bar)
        .encode(x=alt.X("given:Q", scale=scale, axis=None), x2=alt.X2Datum(0), y=y, tooltip=tooltip),
        _side("left_words", "right", -6, top, y, scale),
        _side("right_words", "left", 6, top, y, scale),
        layout.labels_above(names, order, top - 3),
    ]
    return alt.LayerChart(data=drawn, layer=layers, height=height * len(order))


def describe_exchange(df: pd.DataFrame) -> str:
    """Say on how many actions and articles both sides are found, and on which most is requested; two sentences."""
    if df.empty:
        return layout.NOTHING + "."
    text = take_from_exchange(df)
    if not df["asked"].max():
        return f"{text}."
    most = df.sort_values("asked", ascending=False, kind="stable").iloc[0]
    return _(
        "{text}. Most requests and challenges: {label}, {asked} passages, against {given} on the other side."
    ).format(text=text, label=most["label"], asked=int(most["asked"]), given=int(most["given"]))


def take_from_exchange(df: pd.DataFrame) -> str:
    """Say on how many actions and articles both sides are found: a heading. There must be one."""
    both = int(((df["asked"] > 0) & (df["given"] > 0)).sum())
    text = ngettext(
        "Both sides speak to {both} of {n} action or article",
        "Both sides speak to {both} of {n} actions and articles",
        len(df),
    )
    return text.format(both=both, n=len(df))


def _side(field: str, align: str, away: int, down: int, y: alt.Y, scale: alt.Scale) -> alt.Chart:
    """The words of one side, from the middle line outwards."""
    words = layout.writing(None, down, align=align, dx=away, fontSize=layout.FONT - 1)
    placed: alt.Chart = words.encode(x=alt.XDatum(0, scale=scale), y=y, text=alt.Text(f"{field}:N"))
    return placed


def _words(df: pd.DataFrame, kinds: tuple[tuple[str, str], ...], nothing: str) -> list[str]:
    """How many passages of each kind, in words, row by row."""
    nouns = [noun for _, noun in kinds]
    rows = zip(*(df[column] for column, _ in kinds), strict=True)
    return [
        ", ".join(f"{count} {noun}{'s' if count != 1 else ''}" for count, noun in zip(row, nouns, strict=True) if count)
        or nothing
        for row in rows
    ]
