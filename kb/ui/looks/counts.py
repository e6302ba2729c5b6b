"""The looks that count what was said: by assessment, theme and discussion line."""

from kb import charts
from kb.domain.model import FACT, NO_LINE
from kb.domain.words import CODED_AS
from kb.queries import looks as ask
from kb.queries import records
from kb.queries.vocabulary import table_of
from kb.ui.looks.common import Asked, Look, look_of, passages_query
from kb.ui.markup import Html, link


def assessments(asked: Asked) -> Look:
    found = ask.assessments(asked.view, asked.scope)
    df = found.assign(
        label=[asked.words.label("provision", code) for code in found["provision"]],
        code=found["assessment"],
        assessment=[CODED_AS[one] for one in found["assessment"]],
    )
    body = [
        [
            row["label"],
            row["assessment"],
            # No list holds the facts alone: their number leads nowhere.
            row["passages"]
            if row["code"] == FACT
            else _passages(
                asked,
                row["passages"],
                row["label"],
                row["assessment"],
                provision=row["provision"],
                assessment=row["code"],
            ),
        ]
        for row in records(df)
    ]
    return look_of(
        charts.describe_assessments_per_provision,
        lambda data: charts.assessments_per_provision(data, tuple(CODED_AS.values())),
        df, ["Provision", "Assessment", "Passages"], body,
        table_of(ask.assessments, "Passages by provision and assessment", records(found), asked.words),
    )  # fmt: skip


def themes(asked: Asked) -> Look:
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
    return look_of(charts.describe_theme_by_state, charts.theme_by_state, df, columns, body, table)


def lines(asked: Asked) -> Look:
    found = ask.line_by_state(asked.view, asked.scope)
    df = found.assign(state_name=found["name"], line=found["discussion_line"].replace(NO_LINE, charts.NOT_STATED))
    body = [
        [
            row["state_name"],
            row["line"]
            if row["discussion_line"] == NO_LINE
            else f"{row['line']}: {asked.words.label('line', row['line'])}",
            link(
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
    return look_of(charts.describe_line_by_state, charts.line_by_state, df, columns, body, table)


def _passages(asked: Asked, count: int, one: str, other: str, **of: str | None) -> Html:
    """A number of passages that leads to them, and says alone what it counts."""
    return link(count, "contributions", passages_query(asked, **of), aria_label=f"{count} passages: {one}, {other}")
