"""The views that count what was said: by assessment, theme and discussion line."""

from collections.abc import Mapping
from typing import Any

from kb import charts, questions
from kb.domain.catalogue import gettext as _
from kb.domain.model import FACT, NO_LINE, TextStatus
from kb.domain.words import CODED_AS, noun
from kb.questions import looks as ask
from kb.questions import records
from kb.questions.vocabulary import table_of
from kb.ui.blocks import Picture
from kb.ui.coverage.common import CoverageQuery, CoverageView, nothing, passages, with_chart
from kb.ui.elements.listing import Listing
from kb.ui.markup import address


def assessments(query: CoverageQuery) -> CoverageView:
    """A bar for each action, also where nothing was said, with a piece for each assessment."""
    rows = ask.assessments(query.view, query.scope)
    shown = questions.rates(query.view, query.scope)
    order = list(shown[shown["shown"] & (shown["text_status"] != TextStatus.MISSING)]["provision"])
    if not order:
        return nothing()

    def opens(row: Mapping[str, Any]) -> str:
        code = None if row["assessment"] == FACT else row["assessment"]
        return passages(query, provision=row["provision"], assessment=code)

    listing = Listing(
        table_of(ask.assessments, _("Passages by action and assessment"), records(rows), query.words),
        ("provision_label", "assessment_label", "passages"),
        tuple(map(opens, records(rows))),
        {"provision_label": _("Action or article")},
    )
    df = rows.assign(title=[query.words.label("provision", code) for code in rows["provision"]])
    heads = [query.words.label("head", code) for code in order]
    said = charts.describe_stacked(rows, order, noun(len(order), query.words.unit(query.scope.instrument)))
    spec = charts.spec(charts.stacked_assessments(df, order, heads, CODED_AS))
    table = listing.table
    return CoverageView(said, Picture(spec, said, table.caption), listing.html, table, opens=opens)


def themes(query: CoverageQuery) -> CoverageView:
    """How many passages each State has on each theme."""
    rows = ask.theme_by_state(query.view, query.scope)
    listing = Listing(
        table_of(ask.theme_by_state, _("Passages by State and theme"), records(rows), query.words),
        ("name", "theme_label", "passages"),
        tuple(passages(query, state=row["state"], theme=row["theme"]) for row in records(rows)),
        {"theme_label": _("Theme")},
    )
    labels = [query.words.label("theme", code) for code in rows["theme"]]
    df = rows.assign(state_name=rows["name"], theme_label=labels)
    return with_chart(charts.describe_theme_by_state, charts.theme_by_state, df, listing)


def lines(query: CoverageQuery) -> CoverageView:
    """How many contributions each State has under each discussion line."""
    rows = ask.line_by_state(query.view, query.scope)
    of = ({"state": row["state"], "line": row["discussion_line"]} for row in records(rows))
    listing = Listing(
        table_of(ask.line_by_state, _("Contributions by State and discussion line"), records(rows), query.words),
        ("name", "discussion_line", "discussion_line_label", "contributions", "inferred"),
        tuple(address("contributions", {**query.query, **one}) for one in of),
        {"discussion_line_label": _("Discussion line")},
    )
    df = rows.assign(state_name=rows["name"], line=rows["discussion_line"].replace(NO_LINE, charts.NOT_STATED))
    return with_chart(charts.describe_line_by_state, charts.line_by_state, df, listing)
