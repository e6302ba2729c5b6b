"""A reading screen as a plain page: the frame around its content, and its links turned to other plain pages."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import lxml.html
from lxml.html import HtmlElement

from kb.site.addresses import Address
from kb.site.pages import Content
from kb.ui.frame import TITLE
from kb.ui.markup import Html, render
from kb.ui.screens import SCREENS
from kb.ui.served import asset

STYLE = "style.css"
STYLES = asset("plain.css") + asset("linked.css")

Rewrite = Callable[[str, bool], str | None]


class Choice(NamedTuple):
    """A filter of a live page: its key, its label, its values with their labels, and those chosen."""

    key: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: Sequence[str]


def page(
    content: Content,
    address: Address,
    about: Sequence[str],
    rewrite: Rewrite,
    menu: Mapping[str, str],
    *,
    style: str = STYLE,
    dashboard: str | None = None,
    choices: Sequence[Choice] = (),
) -> bytes:
    """A page. `rewrite` gives what a link of the dashboard leads to, and is told whether it is a figure; None for none.

    `about` are sentences at the foot of the page: what it is a copy of, and from when. `menu` has the address of each
    screen, `dashboard` that of the same screen there.
    """
    linked = lxml.html.fragment_fromstring(str(content.html), create_parent="div")
    _spell_out_grids(linked)
    for link in list(linked.iter("a")):
        _turn(link, rewrite)
    _forget_scripts(linked)
    inside = lxml.html.tostring(linked, encoding="unicode")
    entries = [
        {
            "href": href,
            "title": SCREENS[screen].title,
            "current": ("page" if address == Address(screen) else "true") if screen == address.screen else None,
        }
        for screen, href in menu.items()
    ]
    html = render(
        "plain.html",
        content=content._replace(html=Html(inside)),
        site=TITLE,
        menu=entries,
        about=about,
        style=style,
        dashboard=dashboard,
        choices=choices,
        kept=address.own,
    )
    return html.encode()


def _turn(link: HtmlElement, rewrite: Rewrite) -> None:
    """Let a link of the dashboard lead to a page; where there is none, its words stay."""
    href = link.get("href")
    if href is None or not href.startswith(("/", "?")):
        return
    file = rewrite(href, link.attrib.pop("data-figure", None) is not None)
    if file is not None:
        link.set("href", file)
        return
    link.tag = "span"
    for name in list(link.attrib):
        if name not in ("class", "title"):
            del link.attrib[name]


def _spell_out_grids(root: HtmlElement) -> None:
    """The cells of a grid come short and get their addresses and names from a script; here they have them."""
    for table in root.xpath(".//table[@data-grid]"):
        grid, words = table.get("data-grid"), json.loads(table.get("data-words", "{}"))
        columns = table.xpath("./thead/tr[last()]/th")
        for row in table.xpath(".//tr[@data-row]"):
            cells = row.xpath("./td | ./th")
            for cell, column in zip(cells, columns, strict=True):
                code = column.get("data-column")
                for link in cell.xpath("./a") if code else ():
                    link.set("href", f"{grid}{row.get('data-row')}.{code}")
                    label = ", ".join(filter(None, (words.get(cell.get("class") or "", ""), cell.get("title"))))
                    name = f"{cells[0].text_content()}, {column.get('title') or column.text_content()}: {label}"
                    link.set("aria-label", name)


def _forget_scripts(root: HtmlElement) -> None:
    """Leave out what only a script makes use of."""
    for name in ("data-grid", "data-words", "data-row", "data-column"):
        for one in root.xpath(f".//*[@{name}]"):
            del one.attrib[name]
