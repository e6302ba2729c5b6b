"""Building HTML from text that is never trusted: every value is escaped, tags and classes are our own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from html import escape, unescape
from itertools import islice
from typing import Self
from urllib.parse import urlencode

from kb.tables import Table, Value

Query = Mapping[str, object]

# Where something begins a line of its own on the screen, its text alone would run into what stands before it.
_BREAK = re.compile(r"(?<=\S)\s*<(?:small|br|li|p|div|dt|dd)\b[^<>]*>\s*(?=[^<\s])")
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Html(str):
    """Finished HTML. Streamlit takes an object with `_repr_html_` as it is, without working through its text again.

    It keeps the `tables` in it as values, so that what is shown can be had as files; `value` is the number or day that
    is all it shows, if it is one.
    """

    __slots__ = ("tables", "value")
    tables: tuple[Table, ...]
    value: Value

    def __new__(cls, html: str = "", tables: tuple[Table, ...] = (), value: Value = None) -> Self:
        made = super().__new__(cls, html)
        made.tables = tables
        made.value = value
        return made

    def _repr_html_(self) -> str:
        return str(self)


def text(value: object) -> Html:
    """A value as text; Html stays as it is."""
    if isinstance(value, Html):
        return value
    return Html(escape(str(value)), value=_typed(value))


def join(parts: Iterable[object], between: str = "") -> Html:
    """Parts one after the other; what is not Html is escaped."""
    made = [text(part) for part in parts]
    tables = tuple(one for part in made for one in part.tables)
    return Html(between.join(made), tables, made[0].value if len(made) == 1 else None)


def element(tag: str, *content: object, **attributes: str | None) -> Html:
    """An element; attributes without a value are left out, `class_` and `data_x` give class and data-x."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = join(content)
    return Html(f"<{tag}{named}>{inside}</{tag}>", inside.tables, inside.value)


def address(screen: str, query: Query | None = None) -> str:
    """The address of a screen of ours: `states`, with a query; an empty name is the Overview."""
    return f"/{screen}" + (f"?{urlencode(query, doseq=True)}" if query else "")


def link(label: object, screen: str, query: Query | None = None, **attributes: str | None) -> Html:
    """A link to a screen of ours; one whose label is a number is a figure."""
    label = text(label)
    if label.value is not None:
        return figure_link(label, screen, query, **attributes)
    return element("a", label, href=address(screen, query), **attributes)


def figure_link(label: object, screen: str, query: Query | None = None, **attributes: str | None) -> Html:
    """A link that says how many it leads to, so that it may lead to nothing else: `2 of 12`, `7 contributions`."""
    return element("a", label, href=address(screen, query), **attributes, data_figure="")


def source_link(label: object, url: str | None) -> Html:
    """A link to a source outside; only web addresses become links, anything else stays text."""
    if not url:
        return text(label)
    if not url.startswith(("https://", "http://")):
        return join([label, f" ({url})"])
    return element("a", label, href=url, target="_blank", rel="noopener noreferrer")


def _typed(value: object) -> int | float | date | None:
    """The value if it is a number or a day; a bool is no number, and a moment is no day."""
    if isinstance(value, bool | datetime):
        return None
    return value if isinstance(value, int | float | date) else None


def plain(cell: object) -> Value:
    """What a cell says as a value: a number, a day, or its text; None where it says nothing."""
    value = cell.value if isinstance(cell, Html) and cell.value is not None else cell
    if (typed := _typed(value)) is not None or value is None:
        return typed
    said = unescape(_TAG.sub("", _BREAK.sub("; ", value))) if isinstance(value, Html) else str(value)
    said = _SPACE.sub(" ", said.replace("\u00ad", "")).strip().removeprefix("; ")
    try:
        return date.fromisoformat(said) if _DAY.fullmatch(said) else said or None
    except ValueError:
        return said  # looks like a day, and is none


def table(
    caption: str,
    columns: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    shown: int | None = None,
    **attributes: str | None,
) -> Html:
    """A real table: a caption, column headers, and the first cell of every row as its header.

    Only the first `shown` rows are put on the screen, if that is given; files of it hold all.
    """
    every = [tuple(row) for row in rows]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    body = (
        element("tr", element("th", row[0], scope="row"), *(element("td", value) for value in row[1:]))
        for row in islice(every, shown)
    )
    html = element("table", caption_of(caption), element("thead", head), element("tbody", *body), **attributes)
    values = (map(plain, row) for row in every)
    return Html(html, (Table.of(caption, (str(plain(column)) for column in columns), values),))


def wide(content: object, label: str, *, roomy: bool = False) -> Html:
    """A region that scrolls by itself where it is wider than the screen, by keyboard too; `label` is its name.

    In a `roomy` one no cell of a table gets narrow.
    """
    class_ = "wide roomy" if roomy else "wide"
    return element("div", content, class_=class_, role="region", tabindex="0", aria_label=label)


def caption_of(said: object) -> Html:
    """A caption that stays in sight where its table is scrolled sideways."""
    return element("caption", element("span", said))


def wide_table(
    caption: str,
    columns: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    label: str | None = None,
    roomy: bool = False,
    shown: int | None = None,
) -> Html:
    """A table in a region of its own, which is named by `label`, or by the caption."""
    return wide(table(caption, columns, rows, shown=shown), label or caption, roomy=roomy)


def choices(links: Iterable[Html], label: str, class_: str = "choice") -> Html:
    """Links to choose from, in a row; the one to what is shown bears aria-current. `label` says what is chosen."""
    return element("nav", element("ul", *(element("li", one) for one in links), class_=class_), aria_label=label)
