"""When a deadline falls for each State, beside when the State first reported; a date, never a judgement."""

from collections.abc import Sequence

from kb.domain.model import Scope, Voice
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import day_words
from kb.queries import Row, Rows, scope_day
from kb.store import View
from kb.ui.markup import Html, element, join, link, wide_table
from kb.ui.parts import wording
from kb.ui.passages import aligned, convention, voice

EXPLAINED = (
    "The due date is the day the Convention entered into force for the State, and so many calendar months. "
    "The first report held is the earliest passage of the State itself in the knowledge base, whatever the meeting and "
    "the convention. It says when something was heard, not when something was done. An earlier report may exist "
    "and not be held."
)
HELD = "first report held: "
VERDICTS = {
    "by": "by the due date",
    "after": "after the due date",
    "unclear": "whether before or after the due date cannot be said",
}


def due_dates(view: View, scope: Scope, provisions: Sequence[Row], due: Rows, words: Vocabulary) -> Html:
    """The due dates of these provisions as a table of States; those not known to be bound stand apart.

    `due` as from the question deadlines; `provisions` their rows, in the order of the columns.
    """
    day = day_words(scope_day(view, scope))
    parts = [element("p", EXPLAINED, class_="quiet")]
    parts += [
        element("p", element("strong", words.short["provision"][row["id"]], ": "), wording.deadline(row))
        for row in provisions
    ]
    bound = [row for row in due if row["bound"] == "yes"]
    if bound:
        parts.append(
            _table(
                f"States {'they are' if len(provisions) > 1 else 'it is'} addressed to on {day}",
                scope,
                provisions,
                bound,
                day,
            )
        )
    else:
        parts.append(element("p", f"None of the States in what you filtered is one that it was addressed to on {day}."))
    unknown = [row for row in due if row["bound"] == "unknown"]
    if unknown:
        caption = f"States Parties of which it is not known on {day} whether they have victims"
        shown = _table(caption, scope, provisions, unknown, day)
        count = len({row["state"] for row in unknown})
        title = f"{count} more of which it is not known whether they have victims, and the due dates if they have"
        parts.append(element("details", element("summary", title), shown))
    return join(parts)


def first_report(row: Row) -> Html:
    """When the State first reported, as far as held, and how that lies to the due date."""
    reports: Rows = row["reports"]
    if not reports:
        return Html("nothing held")
    by_date = {report["date"] or "a report without a date": report for report in reversed(reports)}
    dates = [(_report_link(date, report, row), join(_marks(report))) for date, report in reversed(by_date.items())]
    if len(dates) == 1:
        return join([dates[0][0], f", {VERDICTS[row['first_report']]}", dates[0][1]])
    return join([join(map(join, dates), " or "), f"; {VERDICTS[row['first_report']]}"])


def _report_link(date: str, report: Row, row: Row) -> Html:
    query = {"contribution": report["contribution"], "passage": report["position"]}
    return link(date, "contributions", query, aria_label=f"{date}: first report of {row['name']} held")


def _marks(report: Row) -> list[Html]:
    marks = [
        voice(Voice.REPORTED, brief=True) if report["second_hand"] else "",
        aligned() if report["aligned"] else "",
        convention(report["convention"]),
    ]
    return [join([" ", mark]) for mark in marks if mark]


def _table(caption: str, scope: Scope, provisions: Sequence[Row], due: Rows, day: str) -> Html:
    by_cell = {(row["state"], row["provision"]): row for row in due}
    states = {row["state"]: row for row in sorted(due, key=lambda row: str(row["name"]))}
    columns: list[object] = ["State", "In force since"]
    if len(provisions) > 1:
        columns += [wording.to_reading(_short(row), scope, row) for row in provisions]
    else:
        columns += ["Due date", "First report held"]
    body = []
    for state, row in states.items():
        at_state = link(row["name"], "states", wording.asked(scope, provisions[0], provision=None, state=state))
        cells = [by_cell[state, one["id"]] for one in provisions if (state, one["id"]) in by_cell]
        if len(provisions) > 1:
            dates = [
                join([_due(cell, day), f": {HELD if cell['reports'] else ''}", first_report(cell)]) for cell in cells
            ]
        else:
            dates = [_due(cells[0], day), first_report(cells[0])]
        body.append([at_state, _date(row["in_force_on"]), *dates])
    return wide_table(caption, columns, body, roomy=True)


def _due(row: Row, day: str) -> Html:
    ahead = f" (still to come on {day})" if row["still_to_come"] else ""
    return join([element("strong", _date(row["due_on"])), ahead])


def _date(day: object) -> Html:
    return element("span", day, class_="number")


def _short(row: Row) -> str:
    return f"{row['number']}: {row['short_title']}" if row["short_title"] else str(row["number"])
