"""What the charts share: rows with their label above, writing that follows the theme, and the empty chart.

A phone leaves about 350 pixels for a chart. A label beside a bar would take half of that or be cut, so a row
carries its label above its marks, broken into as many lines as it needs; only tables of few columns have it
beside them. Nothing is truncated, and the same layout serves a projector.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from kb.charts import palette
from kb.domain.catalogue import gettext as _

NOTHING = _("Nothing to show in this scope")

FONT = 13
LINE = 16  # pixels from one line of writing to the next
# Names beside marks: on a phone the writing is smaller.
NAME = alt.ExprRef(f"width < 500 ? {FONT - 3} : {FONT}")
LABEL_CHARACTERS = 60  # what fits in 340 pixels


def ink() -> alt.ExprRef:
    """The colour of writing on the page itself: dark on a light theme, light on a dark one."""
    return alt.ExprRef(palette.INK)


def wrap(text: str, characters: int = LABEL_CHARACTERS) -> list[str]:
    """Return the text as lines of at most `characters`; a longer word is broken, no text is an empty line."""
    return textwrap.wrap(text, characters) or [""]


def labels(keys: Iterable[str], texts: Iterable[str], characters: int = LABEL_CHARACTERS) -> pd.DataFrame:
    """Return one row per label: `key`, `label` with its line breaks, and how many `lines` it takes."""
    broken = [wrap(text, characters) for text in texts]
    return pd.DataFrame(
        {
            "key": list(keys),
            "label": ["\n".join(lines) for lines in broken],
            "lines": [len(lines) for lines in broken],
        }
    )


def row(field: str, order: Sequence[str]) -> alt.Y:
    """Place marks at the upper edge of their row, rows in the order given; marks add an offset in pixels."""
    scale = alt.Scale(type="band", domain=list(order), paddingInner=0, paddingOuter=0)
    return alt.Y(f"{field}:N", sort=None, scale=scale, axis=None, bandPosition=0)


def writing(data: pd.DataFrame | None, down: int, **mark: Any) -> alt.Chart:
    """Return a chart of words `down` pixels below the upper edge of their row; the caller says which."""
    chart = alt.Chart() if data is None else alt.Chart(data)
    look: dict[str, Any] = {
        "align": "left",
        "baseline": "top",
        "fontSize": FONT,
        "lineHeight": LINE,
        "lineBreak": "\n",
        "color": ink(),
        # The marks say the same to a screen reader; saying it twice helps nobody.
        "aria": False,
        "tooltip": None,
    }
    words: alt.Chart = chart.mark_text(yOffset=down, **(look | mark))
    return words


def tooltip(named: dict[str, str]) -> list[alt.Tooltip]:
    """Return what a mark shows under the pointer: `told` gives the fields of its row with their titles."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in named.items()]


def spoken(named: dict[str, str]) -> alt.ExprRef:
    """Return what a screen reader says of a mark: the same as its tooltip, not where it is drawn."""
    return alt.ExprRef(" + '; ' + ".join(f"'{title}: ' + datum['{field}']" for field, title in named.items()))


def picked(*fields: str) -> alt.Parameter:
    """Return the selection `picked`: a mark that is clicked, as these fields of its row."""
    return alt.selection_point(name="picked", fields=list(fields), on="click", clear=False)


def legend(
    names: Mapping[str, str], columns: int = 4, symbol: str | None = "square", *, above: bool = False
) -> alt.Legend:
    """Return the legend of codes, in words, below the marks or `above`; a narrow screen has one column, two above.

    Without a `symbol` it shows the shapes of the marks.
    """
    more: dict[str, Any] = {"symbolType": symbol} if symbol else {}
    return alt.Legend(
        orient="top" if above else "bottom",
        title=None,
        columns=alt.ExprRef(f"width < 500 ? {2 if above else 1} : {columns}"),
        labelExpr=f"({dict(names)})[datum.label]",
        labelLimit=0,
        labelColor=ink(),
        labelFontSize=NAME if above else FONT,
        symbolStrokeColor=palette.OUTLINE,
        symbolStrokeWidth=1,
        symbolOpacity=1,
        **more,
    )


def kinds_in(df: pd.DataFrame, names: Iterable[str]) -> list[str]:
    """Return those of the kinds named that the column `kind` has, in their order."""
    present = set(df["kind"])
    return [kind for kind in names if kind in present]


def fill(kinds: Mapping[str, str], colours: Mapping[str, tuple[str, str]], **more: Any) -> alt.Fill:
    """Return the fill of marks by `kind`: `kinds` with their words for the legend, `colours` for either page."""
    domain = alt.Scale(domain=list(kinds), range=[alt.ExprRef(palette.by_theme(colours[kind])) for kind in kinds])
    return alt.Fill("kind:N", scale=domain, legend=legend(kinds, **more))


def ink_on(kinds: Iterable[str], colours: Mapping[str, tuple[str, str]]) -> alt.Color:
    """Return the colour of writing on marks filled by `kind`."""
    domain = list(kinds)
    inks = [alt.ExprRef(palette.ink_on(colours[kind])) for kind in domain]
    return alt.Color("kind:N", scale=alt.Scale(domain=domain, range=inks), legend=None)


def labels_above(drawn: pd.DataFrame, order: Sequence[str], down: int, **mark: Any) -> alt.Chart:
    """Return the `labels` at the left end of their rows, the last line ending `down` pixels below."""
    return _labels(drawn, order, down, f"-{LINE} * (datum.lines - 1)", baseline="bottom", **mark)


def labels_beside(drawn: pd.DataFrame, order: Sequence[str], down: int, **mark: Any) -> alt.Chart:
    """Return the `labels` at the left end of their rows, the middle of each `down` pixels below the edge."""
    return _labels(drawn, order, down, f"-{LINE} / 2 * (datum.lines - 1)", baseline="middle", **mark)


def _labels(drawn: pd.DataFrame, order: Sequence[str], down: int, lift: str, **mark: Any) -> alt.Chart:
    # Vega sets the first line at the place given and the others below it, so longer labels are lifted.
    chart = writing(drawn, down, dy=alt.ExprRef(lift), **mark)
    return chart.encode(x=alt.value(0), y=row("key", order), text=alt.Text("label:N"))


def nothing() -> alt.LayerChart:
    """Return the chart of an empty answer: one line of words, no axis."""
    words = alt.Chart(pd.DataFrame({"words": [NOTHING]})).mark_text(
        align="left", baseline="middle", fontSize=FONT + 2, color=ink()
    )
    return alt.LayerChart(layer=[words.encode(x=alt.value(0), y=alt.value(20), text=alt.Text("words:N"))], height=40)
