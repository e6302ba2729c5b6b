"""A page of the static copy as a file: the frame around its content, and its links turned into links to files."""

import json
from collections.abc import Callable, Iterator, Sequence

import lxml.html
from lxml.html import HtmlElement, builder

from kb.publish.addresses import Address
from kb.publish.pages import Content
from kb.ui.frame import TITLE
from kb.ui.linked import asset

STYLE = "style.css"
# What the dashboard takes from Streamlit's theme, in both its colours; and the frame of a page.
STYLES = (
    """
:root {
  --st-text-color: #111111; --st-background-color: #ffffff; --st-secondary-background-color: #f5f5f5;
  --st-link-color: #0b4a99; --st-primary-color: #1a5fb4; --st-font: system-ui, "Noto Sans", sans-serif;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --st-text-color: #ffffff; --st-background-color: #000000; --st-secondary-background-color: #1c1c1c;
    --st-link-color: #9cc4ff; --st-primary-color: #2f74d0;
  }
}
body {
  margin: 0 auto; padding: 0.5em 1em 2em; max-width: 80em; line-height: 1.45;
  color: var(--st-text-color); background: var(--st-background-color); font-family: var(--st-font);
}
a { color: var(--st-link-color); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--st-text-color); outline-offset: 2px;
}
h1 { font-size: 1.9rem; margin: 0.4em 0; }
.span { font-size: 1.4rem; margin: 0.2em 0; }
.site ul { display: flex; flex-wrap: wrap; gap: 0.2em 1em; list-style: none; padding: 0; margin: 0.3em 0; }
.site a { display: inline-block; padding: 0.25em 0; }
.site a[aria-current] { font-weight: 700; }
.skip { position: absolute; left: -999em; }
.skip:focus { left: 0; top: 0; padding: 0.3em; background: var(--st-background-color); }
footer { border-top: 1px solid currentColor; margin-top: 2em; padding-top: 0.5em; font-size: 0.92em; }
"""
    + asset("linked.css")
    + """
@media print {
  .site, .skip, .linked .choice { display: none; }
  body { max-width: none; }
  .linked .wide { overflow: visible; }
}
"""
)
# The screens that have a page for all of them.
MENU = (
    ("", "Overview"),
    ("coverage", "Coverage"),
    ("actions", "Actions and Article 5"),
    ("states", "States"),
    ("contributions", "Contributions"),
    ("mechanisms", "Mechanisms"),
    ("method", "Method and data"),
)

Rewrite = Callable[[str, bool], str | None]


def page(content: Content, address: Address, about: Sequence[str], rewrite: Rewrite) -> bytes:
    """The file of a page. `rewrite` gives the file that a link of the dashboard leads to, and is told whether it is a
    figure; None for none.

    `about` are sentences at the foot of the page: what it is a copy of, and from when.
    """
    linked = lxml.html.fragment_fromstring(str(content.html), create_parent="div")
    linked.set("class", "linked")
    _spell_out_grids(linked)
    for link in list(linked.iter("a")):
        _turn(link, rewrite)
    _forget_scripts(linked)
    main = builder.MAIN(
        builder.H1(content.title),
        builder.P(content.span, **{"class": "span"}),
        builder.P(builder.STRONG("Shown: "), content.sentence),
        linked,
        id="content",
    )
    foot = builder.FOOTER(*(builder.P(one) for one in about))
    html = builder.HTML(
        builder.HEAD(
            builder.META(charset="utf-8"),
            builder.META(name="viewport", content="width=device-width, initial-scale=1"),
            builder.TITLE(f"{content.title}: {TITLE}"),
            builder.LINK(rel="stylesheet", href=STYLE),
        ),
        builder.BODY(
            builder.A("Skip to the content", href="#content", **{"class": "skip"}),
            builder.HEADER(builder.P(builder.STRONG(TITLE)), _menu(address)),
            main,
            foot,
        ),
        lang="en",
        dir="ltr",
    )
    written: bytes = lxml.html.tostring(html, doctype="<!DOCTYPE html>", encoding="utf-8")
    return written


def _menu(here: Address) -> HtmlElement:
    items = []
    for screen, title in MENU:
        link = builder.A(title, href=Address(screen).file)
        if screen == here.screen:
            link.set("aria-current", "page" if here == Address(screen) else "true")
        items.append(builder.LI(link))
    return builder.NAV(builder.UL(*items), **{"class": "site", "aria-label": "Pages"})


def _turn(link: HtmlElement, rewrite: Rewrite) -> None:
    """Let a link of the dashboard lead to a file; where there is none, its words stay."""
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
            cells: list[HtmlElement] = list(_cells(row))
            for cell, column in zip(cells, columns, strict=True):
                code = column.get("data-column")
                for link in cell.xpath("./a") if code else ():
                    link.set("href", f"{grid}{row.get('data-row')}.{code}")
                    said = ", ".join(filter(None, (words.get(cell.get("class") or "", ""), cell.get("title"))))
                    name = f"{cells[0].text_content()}, {column.get('title') or column.text_content()}: {said}"
                    link.set("aria-label", name)


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (child for child in row if child.tag in ("td", "th"))


def _forget_scripts(root: HtmlElement) -> None:
    """Leave out what only a script makes use of."""
    for name in ("data-grid", "data-words", "data-row", "data-column"):
        for one in root.xpath(f".//*[@{name}]"):
            del one.attrib[name]
