"""Building HTML from text that is never trusted: every value is escaped, tags and classes are our own."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

Query = Mapping[str, object]


class Html(str):
    """Finished HTML, which Streamlit (by `_repr_html_`) and templates (by `__html__`) take as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)

    def __html__(self) -> str:
        return str(self)


def text(value: object) -> Html:
    """A value as text; Html stays as it is."""
    return value if isinstance(value, Html) else Html(escape(str(value)))


def join(parts: Iterable[object], between: str = "") -> Html:
    """Parts one after the other; what is not Html is escaped."""
    return Html(between.join(map(text, parts)))


def element(tag: str, *content: object, **attributes: str | None) -> Html:
    """An element; attributes without a value are left out, `class_` and `data_x` give class and data-x."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Html(f"<{tag}{named}>{join(content)}</{tag}>")


def address(screen: str, query: Query | None = None) -> str:
    """The address of a screen of ours: `states`, with a query; an empty name is the Overview."""
    return f"/{screen}" + (f"?{urlencode(query, doseq=True)}" if query else "")


def link(label: object, screen: str, query: Query | None = None, **attributes: str | None) -> Html:
    """A link to a screen of ours; one whose label is a number is a figure."""
    if isinstance(label, int | float):
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


def table(
    caption: str,
    columns: Sequence[object],
    rows: Iterable[Sequence[object]],
    **attributes: str | None,
) -> Html:
    """A real table: a caption, column headers, and the first cell of every row as its header."""
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    body = (
        element("tr", element("th", row[0], scope="row"), *(element("td", value) for value in row[1:])) for row in rows
    )
    return element("table", caption_of(caption), element("thead", head), element("tbody", *body), **attributes)


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
) -> Html:
    """A table in a region of its own, which is named by `label`, or by the caption."""
    return wide(table(caption, columns, rows), label or caption, roomy=roomy)


def choices(links: Iterable[Html], label: str, class_: str = "choice") -> Html:
    """Links to choose from, in a row; the one to what is shown bears aria-current. `label` says what is chosen."""
    return element("nav", element("ul", *(element("li", one) for one in links), class_=class_), aria_label=label)
