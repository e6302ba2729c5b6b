"""The chair's sheet as a page to print: one HTML file that needs nothing else, without scripts."""

from collections.abc import Iterable
from html import escape

from kb.export.chair_sheet_content import COLUMNS, Row, Section, Sheet

# All that is printed is black on white and at least 14 points; browsers that know margin boxes number the pages.
STYLE = """
@page { size: A4; margin: 15mm; @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
* { box-sizing: border-box }
html { font: 14pt/1.35 "Liberation Sans", Arial, sans-serif }
body { margin: 0 auto; max-width: 180mm; color: #000; background: #fff }
h1 { font-size: 24pt; line-height: 1.15; margin: 0 0 4mm }
h2 { font-size: 20pt; margin: 9mm 0 3mm }
h3 { font-size: 16pt; margin: 6mm 0 2mm }
h2, h3, caption, thead { break-after: avoid }
section + section { break-before: page }
p { margin: 0 0 2mm }
td p { margin: 0 0 0.7mm }
li { margin: 0 0 2mm; break-inside: avoid }
table { width: 100%; border-collapse: collapse }
caption { text-align: left; font-weight: bold; padding: 2mm 0 }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { border: 1pt solid #000; padding: 1.5mm 2mm; text-align: left; vertical-align: top }
td:first-child { width: 26mm }
td:last-child { white-space: nowrap }
.name, .unpublished { font-weight: bold }
.unpublished { border: 2pt solid #000; padding: 2mm }
.box { display: inline-block; width: 8mm; height: 8mm; border: 1.5pt solid #000; position: relative }
.ticked::after {
  content: ""; position: absolute; left: 2.2mm; top: 0.2mm; width: 2.6mm; height: 5mm;
  border: solid #000; border-width: 0 2pt 2pt 0; transform: rotate(40deg)
}
@media screen { body { padding: min(8mm, 3vw) } }
"""


def html_page(sheet: Sheet) -> str:
    """The page, with all text escaped."""
    unpublished = _p(sheet.unpublished, "unpublished") if sheet.unpublished else ""
    body = "".join(
        (
            f"<header><h1>{escape(sheet.title)}</h1>{unpublished}{_all(sheet.said)}{_p(sheet.made)}</header><main>",
            *map(_section, sheet.sections),
            "</main>",
        )
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        # Whatever a text may hold, nothing is loaded and nothing runs.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(sheet.title)}</title><style>{STYLE}{_on_every_page(sheet.unpublished)}</style></head><body>{body}</body></html>\n"
    )


def _on_every_page(said: str) -> str:
    """What stands at the head of every printed page; `said` is in fixed words of our own."""
    return f'@page {{ @top-left {{ content: "{said}"; font-weight: bold }} }}' if said else ""


def _p(said: str, kind: str = "") -> str:
    return f'<p{f" class={chr(34)}{kind}{chr(34)}" if kind else ""} dir="auto">{escape(said)}</p>'


def _all(said: Iterable[str]) -> str:
    return "".join(_p(one) for one in said if one)


def _section(section: Section) -> str:
    parts = [f"<section><h2>{escape(section.heading)}</h2>", _all(section.said)]
    if section.rows:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in COLUMNS)
        caption = f"<caption>Speakers of {escape(section.heading)}, in order</caption>"
        rows = "".join(map(_row, section.rows))
        parts.append(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    for group in section.groups:
        items = "".join(f'<li dir="auto">{escape(item)}</li>' for item in group.items)
        listed = f"<ul>{items}</ul>" if items else ""
        parts.append(f"<h3>{escape(group.heading)}</h3>{listed}{_all((group.after,))}")
    return "".join((*parts, "</section>"))


def _row(row: Row) -> str:
    kind, said = ("box ticked", "has spoken") if row.ticked else ("box", "to be ticked")
    box = f'<span class="{kind}" role="img" aria-label="{said}"></span>'
    speaker = f"{_p(row.name, 'name')}{_all((*row.card, *row.notes))}"
    return (
        f'<tr><td>{box}{_all((row.status,))}</td><th scope="row">{row.number}</th>'
        f"<td>{speaker}</td><td>{escape(row.minutes)}</td></tr>"
    )
