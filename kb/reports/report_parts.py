"""The parts of the Coordinators' report: the lines, the actions, who is not heard, what is asked, the annexes."""

from collections.abc import Collection, Iterator

import pandas as pd

from kb import charts
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import FACT, OWN_VOICES, Affected, Assessment, Cell, PartyStatus, TextStatus
from kb.domain.words import CODED_AS, ONLY_AS_COORDINATOR, counted, day_words, noun
from kb.questions import Row, Rows, rates, rows_of, scope_day
from kb.questions.findings import NARROWED, WITHOUT_REPORT, as_drawn, finding, is_affected, reported, why_without
from kb.questions.looks import assessments
from kb.questions.overview import overview_lines, overview_sessions, overview_states
from kb.questions.practices import practices_read
from kb.questions.provisions import provision_reports
from kb.questions.report import report_lines
from kb.reports.document import Block, Drawing, Heading, Items, Paragraph
from kb.reports.quoting import quote
from kb.reports.report_tables import ANNEXES, ReportQuery, grid, tables

# Passages quoted for an action; more are counted and can be read in the dashboard.
QUOTED = 6
KINDS = {
    "own": _("In its own words"),
    "second_hand": _("As others report"),
    "text_not_held": _("Spoke, text not found"),
}
GAPS = _("A gap is in this knowledge base. It does not say that a State did nothing, or said nothing.")
WHATEVER_THE_MEETING = _("Whatever the meeting and the day: of the filters only those on States count in this table.")
ASKED = {
    Cell.NO_CONTRIBUTION: _("please report on the actions, or say where you did."),
    Cell.TEXT_NOT_HELD: _("please send the text of your statement."),
    Cell.SILENT: _("please report on the actions too."),
}
ADDRESSED = {"affected": _("Affected States"), "assisting": _("States able to assist"), "all": _("Every State")}


def lines(query: ReportQuery) -> Iterator[Block]:
    """The discussion lines: who spoke under each, and how that is known."""
    rows = overview_lines(query.view, query.scope)
    yield Heading(1, _("The three lines") if len(rows) == 3 else _("The lines of discussion"), on_new_page=True)
    spoke = report_lines.rows(query.view, query.scope)
    sessions = [row for row in overview_sessions(query.view, query.scope) if row["in_scope"]]
    for line in rows:
        here = [row for row in spoke if row["discussion_line"] == line["line"]]
        yield Heading(2, f"({line['line']}) {line['title']}")
        if here:
            yield Items(tuple(_spoke(here)))
        else:
            yield Paragraph(_("No State yet."))
        if others := _others(query, line["line"]):
            yield Paragraph(f"{', '.join(others)}.", _("Others"))
        if any(row["line"] == line["line"] and not row["complete"] for row in sessions):
            yield Paragraph(_("The list of its speakers is not known in full."))
    if any(row["inferred"] for row in spoke):
        yield Paragraph(_("* The source of its text names no line; we infer it."))


def _spoke(rows: Rows) -> Iterator[Paragraph]:
    for kind, words in KINDS.items():
        names = [f"{row['name']}{'*' if row['inferred'] else ''}" for row in rows if row["kind"] == kind]
        if names:
            yield Paragraph(f"{', '.join(names)}.", f"{words} ({len(names)})")


def _others(query: ReportQuery, line: str) -> list[str]:
    """Who else contributed under a line, and is no State."""
    named = {
        row["contributor_label"]
        for row in query.contributions
        if row["speaks"] and row["state"] is None and row["voice"] in OWN_VOICES
        and line in (row["line"] or row["line_inferred"] or "").split()
    }  # fmt: skip
    return sorted(named)


def actions(query: ReportQuery) -> Iterator[Block]:
    """What was reported: a picture of who reported, one of what was said, then action by action."""
    unit = query.unit
    yield Heading(1, _("What was reported, by {unit}").format(unit=unit))
    yield Paragraph(f"{finding(query.matrix, unit)}.{_other_states(query.matrix)}")
    yield from _pictures(query)
    heard = [row for row in query.rates if row["passages"]]
    known = [row for row in query.rates if row["text_status"] != TextStatus.MISSING]
    if heard:
        table = query.table(rates, _("States that reported, by {unit}").format(unit=unit), heard)
        yield grid(table, "provision_label", "reported", "bound", "unbound_reporting", "passages")
    for row in heard:
        yield from _action(query, row)
    if silent := [row["provision"] for row in known if not row["passages"]]:
        yield Paragraph(_("No State reported on {actions}.").format(actions=query.words.numbers(silent)))
    if missing := [row["provision"] for row in query.rates if row["text_status"] == TextStatus.MISSING]:
        names = query.words.numbers(missing)
        yield Paragraph(_("Not counted, as its text is not known: {actions}.").format(actions=names))


def _other_states(rows: pd.DataFrame) -> str:
    """How many States that are not affected reported too."""
    others = reported(rows[~is_affected(rows)])
    if others.empty:
        return ""
    who, actions = counted(others["state"].nunique(), "other State"), others["provision"].nunique()
    return " " + _("{states} reported, on {number}.").format(states=who, number=actions)


def _pictures(query: ReportQuery) -> Iterator[Block]:
    affected = query.matrix[is_affected(query.matrix)]
    if len(affected):
        df = as_drawn(affected, query.words).assign(said="")
        note = _("Numbers are passages; in brackets, as others report. Affected: States Parties with victims.")
        picture = charts.spec(charts.heat_map(df))
        yield Drawing(picture, _("Who reported on what"), charts.describe_states(df), note)
    coded = assessments(query.view, query.scope)
    if coded.empty:
        return
    order = [row["provision"] for row in query.rates if row["text_status"] != TextStatus.MISSING]
    titled = coded.assign(title=[query.words.label("provision", code) for code in coded["provision"]])
    heads = [query.words.label("head", code) for code in order]
    description = charts.describe_stacked(coded, order, noun(len(order), query.unit))
    picture = charts.spec(charts.stacked_assessments(titled, order, heads, CODED_AS))
    note = _("Passages of all States. One with two assessments stands in two pieces.")
    yield Drawing(picture, _("What was said"), f"{description}.", note)


def _action(query: ReportQuery, row: Row) -> Iterator[Block]:
    """One action: how many States reported, and what they said, the assessments in their order."""
    yield Heading(2, query.words.label("provision", row["provision"]))
    others = row["unbound_reporting"] + row["unknown_reporting"]
    text = _("{number} of {states} to which it applies reported").format(
        number=row["reported"], states=counted(row["bound"], "State")
    )
    besides = _("; {others} reported too").format(others=counted(others, "other State")) if others else ""
    yield Paragraph(f"{text}{besides}.")
    coded = provision_reports.rows(query.view, query.scope, provision=row["provision"])
    order = [*map(str, Assessment), FACT]
    as_what: dict[str, list[str]] = {}
    for one in sorted(coded, key=lambda one: (order.index(one["assessment"]), one["second_hand"])):
        codes = as_what.setdefault(one["passage"], [])
        if one["assessment"] not in codes:
            codes.append(one["assessment"])
    quoted = list(as_what)[:QUOTED]
    for passage in practices_read(query.view, quoted):
        marks = [CODED_AS[code] for code in as_what[passage["passage"]]]
        if len(query.scope.meetings) != 1:
            marks.append(
                f"{passage['meeting_short_name'] or passage['meeting_label']}, {passage['date'] or _('no date')}"
            )
        yield quote(query.view, passage, passage["contributor_label"], marks)
    if more := len(as_what) - len(quoted):
        yield Paragraph(
            ngettext("{number} more passage is in the dashboard.", "{number} more passages are in the dashboard.", more)
            .format(number=more)
        )  # fmt: skip


def silent(query: ReportQuery) -> dict[Cell, list[str]]:
    """The affected States that have not reported, by reason."""
    by_cell: dict[Cell, list[str]] = {}
    states = [
        row
        for row in overview_states.rows(query.view, query.scope)
        if row["status"] == PartyStatus.PARTY and row["affected"] == Affected.YES and not row["provisions"]
    ]
    for cell in WITHOUT_REPORT:
        names = [
            f"{row['name']} ({ONLY_AS_COORDINATOR})" if row["only_as_coordinator"] else str(row["name"])
            for row in states
            if row["cell"] == cell
        ]
        if names:
            by_cell[cell] = names
    return by_cell


def not_heard(query: ReportQuery) -> Iterator[Block]:
    """The affected States that have not reported, and why."""
    by_cell = silent(query)
    yield Heading(1, _("Affected States without a report"))
    if not by_cell:
        yield Paragraph(_("Every affected State reported."))
        return
    yield Items(
        tuple(
            Paragraph(f"{', '.join(names)}.", f"{why_without(cell, query.unit)} ({len(names)})")
            for cell, names in by_cell.items()
        )
    )
    yield Paragraph(GAPS)
    if query.scope.narrows_subject:
        yield Paragraph(NARROWED)


def asks(query: ReportQuery, answers: str) -> Iterator[Block]:
    """What is asked of States, and the questions of each line; `answers` says where to, and by when."""
    yield Heading(1, _("What is asked"))
    # Of what was said on other themes nothing is known here, so nobody is asked for it.
    cells = [] if query.scope.narrows_subject else [cell for cell in silent(query) if cell in ASKED]
    items = [Paragraph(ASKED[cell], why_without(cell, query.unit)) for cell in cells]
    check = _("please check what is shown as yours, and tell us what is wrong.")
    yield Items((*items, Paragraph(check, ADDRESSED["all"])))
    if answers:
        yield Paragraph(answers, _("Answers"))
    for line in overview_lines(query.view, query.scope):
        questions = [row for row in rows_of(query.view, "desk_questions", lines=[line["line"]]) if row["line"]]
        if questions:
            yield Heading(2, f"({line['line']}) {line['title']}")
            yield Items(tuple(Paragraph(row["question"], ADDRESSED[row["addressed_to"]]) for row in questions))


def annexes(query: ReportQuery, wanted: Collection[str]) -> Iterator[Block]:
    """The tables that are asked for, each annex with a letter and on a page of its own."""
    chosen = [annex for code, annex in ANNEXES.items() if code in wanted]
    for letter, annex in zip("ABCDE", chosen, strict=False):
        yield Heading(1, _("Annex {letter}: {title}").format(letter=letter, title=annex.title), on_new_page=True)
        for name, keys in annex.tables.items():
            table = tables(query.view, query.scope)[name]
            if name in ("mechanisms", "collaborations"):
                yield Paragraph(WHATEVER_THE_MEETING)
            if not table.rows:
                yield Paragraph(_("{caption}: none is recorded here.").format(caption=table.caption))
            else:
                is_marked = name == "contributions" and query.scope != query.whole
                yield grid(table, *keys, *(["speaks"] if is_marked else []))


def method(query: ReportQuery) -> Iterator[Block]:
    """How it is counted, and what must not be concluded."""
    day = scope_day(query.view, query.scope)
    yield Heading(1, _("How this is counted"))
    yield Items(
        (
            Paragraph(filters.sentence(query.scope, query.words, day)),
            Paragraph(_made(query)),
            Paragraph(_("Affected States are States Parties with cluster munition victims on {day}.").format(
                day=day_words(day)
            )),
            Paragraph(_("Only a State’s own words count, in its statement or as others report them (second-hand).")),
            Paragraph(_("Tags of actions and assessments are ours, unless the State confirmed them.")),
            Paragraph(_("Only delivered texts may be quoted as a State’s words, and then from the source.")),
        )
    )  # fmt: skip


def _made(query: ReportQuery) -> str:
    """How many contributions were made, and how many of them the report is about."""
    made = counted(len(query.contributions), "contribution")
    if query.scope == query.whole:
        return _("{contributions} by States and others.").format(contributions=made)
    number = sum(row["speaks"] for row in query.contributions)
    return _("{number} of {contributions} by States and others speak to it.").format(number=number, contributions=made)
