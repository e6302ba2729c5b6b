"""The views that count what was said: by assessment, theme and discussion line."""

from collections.abc import Mapping
from typing import Any

from kb import charts, questions
from kb.domain.model import FACT, NO_LINE, TextStatus
from kb.domain.words import CODED_AS, noun
from kb.questions import looks as ask
from kb.questions import records
from kb.questions.vocabulary import table_of
from kb.ui.blocks import Picture
from kb.ui.coverage.common import CoverageQuery, CoverageView, nothing, passages_query, with_chart
from kb.ui.markup import Html, address, figure_link, wide_table


def assessments(asked: CoverageQuery) -> CoverageView:
    """A bar for each action, also where nothing was said, with a piece for each assessment."""
    found = ask.assessments(asked.view, asked.scope)
    shown = questions.rates(asked.view, asked.scope)
    order = list(shown[shown["shown"] & (shown["text_status"] != TextStatus.MISSING)]["provision"])
    if not order:
        return nothing()
    df = found.assign(title=[asked.words.label("provision", code) for code in found["provision"]])
    body = ([row["title"], CODED_AS[row["assessment"]], _coded(asked, row)] for row in records(df))
    columns = ["Action or article", "Assessment", "Passages"]
    table = table_of(ask.assessments, "Passages by action and assessment", records(found), asked.words)
    html = wide_table(table.caption, columns, body, label="Table of the figures")
    heads = [asked.words.label("head", code) for code in order]
    said = charts.describe_stacked(found, order, noun(len(order), asked.words.unit(asked.scope.instrument)))
    picture = Picture(charts.spec(charts.stacked_assessments(df, order, heads, CODED_AS)), said, table.caption)

    def opens(mark: Mapping[str, Any]) -> str:
        code = None if mark["assessment"] == FACT else mark["assessment"]
        return address("contributions", passages_query(asked, provision=mark["provision"], assessment=code))

    return CoverageView(said, picture, html, table, opens=opens)


def themes(asked: CoverageQuery) -> CoverageView:
    found = ask.theme_by_state(asked.view, asked.scope)
    df = found.assign(
        state_name=found["name"],
        theme_label=[asked.words.label("theme", code) for code in found["theme"]],
    )
    body = [
        [
            row["state_name"],
            row["theme_label"],
            _passages(
                asked, row["passages"], row["state_name"], row["theme_label"], state=row["state"], theme=row["theme"]
            ),
        ]
        for row in records(df)
    ]
    columns = ["State", "Theme", "Passages"]
    table = table_of(ask.theme_by_state, "Passages by State and theme", records(found), asked.words)
    return with_chart(charts.describe_theme_by_state, charts.theme_by_state, df, columns, body, table)


def lines(asked: CoverageQuery) -> CoverageView:
    found = ask.line_by_state(asked.view, asked.scope)
    df = found.assign(state_name=found["name"], line=found["discussion_line"].replace(NO_LINE, charts.NOT_STATED))
    body = [
        [
            row["state_name"],
            row["line"]
            if row["discussion_line"] == NO_LINE
            else f"{row['line']}: {asked.words.label('line', row['line'])}",
            figure_link(
                row["contributions"],
                "contributions",
                {**asked.query, "state": row["state"], "line": row["discussion_line"]},
                aria_label=f"{row['contributions']} contributions: {row['state_name']}, line {row['line']}",
            ),
            row["inferred"] or "",
        ]
        for row in records(df)
    ]
    columns = ["State", "Discussion line", "Contributions", "Of these the line is inferred by us"]
    table = table_of(ask.line_by_state, "Contributions by State and discussion line", records(found), asked.words)
    return with_chart(charts.describe_line_by_state, charts.line_by_state, df, columns, body, table)


def _coded(asked: CoverageQuery, row: Mapping[str, Any]) -> Html | int:
    """The passages of a row. No list holds the facts alone: their number leads nowhere."""
    code = row["assessment"]
    if code == FACT:
        return int(row["passages"])
    of = {"provision": row["provision"], "assessment": code}
    return _passages(asked, row["passages"], row["title"], CODED_AS[code], **of)


def _passages(asked: CoverageQuery, count: int, one: str, other: str, **of: str | None) -> Html:
    """A number of passages that leads to them, and says alone what it counts."""
    return figure_link(
        count, "contributions", passages_query(asked, **of), aria_label=f"{count} passages: {one}, {other}"
    )
