"""The Report screen: the content of the report as a page, before anybody makes the Word file of it."""

from kb.cache import cached
from kb.domain import filters
from kb.domain.model import Scope
from kb.errors import NothingToExport
from kb.export.blocks import Block, Content, Drawing, Heading, Items, Paragraph, Said
from kb.export.report import report
from kb.store import View
from kb.ui.markup import Html, element, join, link, wide_table

# A longer table is cut in the preview; the file has all of it.
SHOWN = 12


@cached
def content(view: View, scope: Scope) -> Content | str:
    """The report on a scope, or why there is none."""
    try:
        return report(view, scope)
    except NothingToExport as error:
        return str(error)


@cached
def preview(view: View, scope: Scope, seen_by: str) -> Html:
    """The report as it will be, with its long tables cut; or why there is none.

    `seen_by` says who may see it, where not everybody may.
    """
    made = content(view, scope)
    if isinstance(made, str):
        return element("p", made)
    parts = (
        element("a", block.text, href=f"#{_place(number)}")
        for number, block in enumerate(made.blocks)
        if isinstance(block, Heading) and block.level == 1
    )
    return join(
        [
            element("h2", made.title),
            element("p", element("strong", seen_by), class_="note") if seen_by else "",
            _ways(view, scope),
            element("p", "Its parts: ", join(parts, "; "), "."),
            *(_shown(block, number) for number, block in enumerate(made.blocks)),
        ]
    )


def _ways(view: View, scope: Scope) -> Html:
    """Where every figure leads to what it counts, and the address under which the figures stay what they are."""
    query = filters.query(scope)
    behind = (
        link("States per action", "coverage", {**query, "look": "rates"}),
        link("gaps", "coverage", {**query, "look": "gaps"}),
        link("passages", "contributions", {**query, "list": "passages"}),
    )
    frozen = link(f"Link to these figures, as of revision {view.revision}", "report", {**query, "rev": view.revision})
    return join(
        [
            element("p", "What stands behind the figures: ", join(behind, ", "), "."),
            element("p", frozen, ": it shows them whatever is added or corrected later."),
        ]
    )


def _place(number: int) -> str:
    """The place of a part in the preview."""
    return f"part-{number}"


def _shown(block: Block, number: int) -> Html:
    if isinstance(block, Heading):
        # The title of the preview is of the second rank on the screen.
        return element(f"h{block.level + 2}", block.text, id=_place(number))
    if isinstance(block, Paragraph):
        return element("p", element("strong", f"{block.lead}: ") if block.lead else "", block.text)
    if isinstance(block, Items):
        return element("ul", *(element("li", item) for item in block.items))
    if isinstance(block, Drawing):
        # What it shows stands in words before it already.
        return element("p", element("strong", "Chart, in the file: "), f"{block.title}.", class_="note")
    if isinstance(block, Said):
        return _said(block)
    cut = len(block.rows) - SHOWN
    table = wide_table(block.caption, block.labels, map(_cells, block.rows[:SHOWN]))
    return join([table, element("p", f"{cut} more rows are in the file.") if cut > 0 else ""])


def _cells(row: tuple[object, ...]) -> list[object]:
    return ["" if value is None else value for value in row]


def _said(said: Said) -> Html:
    marks = f" ({'; '.join(said.marks)})" if said.marks else ""
    return element(
        "article",
        element("p", element("strong", said.whose), marks, class_="quiet"),
        element("blockquote" if said.is_quoted else "p", said.text, lang=said.language, dir="auto"),
        element("p", element("a", "Read it with its source", href=said.path), class_="quiet"),
        aria_label=f"Passage of {said.whose}",
    )
