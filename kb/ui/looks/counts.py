"""The looks that count what was said: by assessment, theme and discussion line."""

from typing import Any

from kb import charts
from kb.model import NO_LINE
from kb.queries import looks as ask
from kb.queries import records
from kb.ui.looks.common import Asked, Look, look_of, passages_query
from kb.ui.markup import link
from kb.words import ASSESSMENTS


def assessments(asked: Asked) -> Look:
    found = ask.assessments(asked.view, asked.scope)
    df = found.assign(
        label=[asked.words.label("provision", code) for code in found["provision"]],
        code=found["assessment"],
        assessment=[ASSESSMENTS[one] for one in found["assessment"]],
    )
    body = [
        [
            asked.words.label("provision", row["provision"]),
            row["assessment"],
            link(
                row["passages"],
                "contributions",
                passages_query(asked, provision=row["provision"], assessment=row["code"]),
                aria_label=f"{row['passages']} passages: {row['label']}, {row['assessment']}",
            ),
        ]
        for row in records(df)
    ]
    return look_of(
        charts.describe_assessments_per_provision,
        lambda data: charts.assessments_per_provision(data, tuple(ASSESSMENTS.values())),
        df, ["Provision", "Assessment", "Passages"], body,
    )  # fmt: skip


def themes(asked: Asked) -> Look:
    found = ask.theme_by_state(asked.view, asked.scope)
    df = found.assign(
        state_name=[asked.words.label("state", code) for code in found["state"]],
        theme_label=[asked.words.label("theme", code) for code in found["theme"]],
    )
    body = [
        [
            row["state_name"],
            row["theme_label"],
            link(
                row["passages"],
                "contributions",
                passages_query(asked, state=row["state"], theme=row["theme"]),
                aria_label=f"{row['passages']} passages: {row['state_name']}, {row['theme_label']}",
            ),
        ]
        for row in records(df)
    ]
    return look_of(charts.describe_theme_by_state, charts.theme_by_state, df, ["State", "Theme", "Passages"], body)


def lines(asked: Asked) -> Look:
    found = ask.line_by_state(asked.view, asked.scope)
    df = found.rename(columns={"discussion_line": "line"})
    body = [
        [
            row["state_name"],
            "not stated" if row["line"] == "not stated" else f"{row['line']}: {asked.words.label('line', row['line'])}",
            link(
                row["contributions"],
                "contributions",
                _contributions(asked, row["state"], row["line"]),
                aria_label=f"{row['contributions']} contributions: {row['state_name']}, line {row['line']}",
            ),
            row["inferred"] or "",
        ]
        for row in records(df)
    ]
    columns = ["State", "Discussion line", "Contributions", "Of these the line is inferred by us"]
    return look_of(charts.describe_line_by_state, charts.line_by_state, df, columns, body)


def _contributions(asked: Asked, state: str, line: str) -> dict[str, Any]:
    return {**asked.query, "state": state, "line": NO_LINE if line == "not stated" else line}
