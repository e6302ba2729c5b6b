"""The Coordinators' report on a scope: its content, from which the preview and the Word file are both made."""

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from kb import charts
from kb.domain import filters
from kb.domain.model import GAP_CELLS, Cell, Scope, TextStatus
from kb.domain.words import CELLS, CODED_AS, ONLY_AS_COORDINATOR, TEXT_STATUSES, UNITS, counted, noun
from kb.errors import NothingToExport
from kb.export.blocks import Block, Content, Drawing, Heading, Items, Paragraph
from kb.export.report_asked import Asked, asked_of, others
from kb.export.report_parts import action, annex, lines, method
from kb.queries import Row, records
from kb.queries.looks import assessments
from kb.queries.report import report_delegations
from kb.store import View
from kb.tables import Table, Value

TITLE = "Victim assistance: what States reported, and what is not known"


def report(view: View, scope: Scope) -> Content:
    """The report. Raises NothingToExport, with the reason, where nothing at all is held in the scope."""
    asked = asked_of(view, scope)
    if not asked.speaking.rows:
        made = asked.made.total
        why = (
            f"of {counted(made, 'published contribution')} made {asked.made_where}, none speaks to what you filtered"
            if made
            else "no published contribution is held in this scope"
        )
        raise NothingToExport("There is nothing to report: {why}. {sentence}", why=why, sentence=asked.sentence)
    blocks: list[Block] = [
        Paragraph(asked.sentence, "Scope"),
        *_summary(asked),
        *_rates(asked),
        *_actions(asked),
        *_gaps(asked),
        *lines(asked),
        *_delegations(asked),
        *annex(asked),
        *method(asked),
    ]
    return Content(f"{TITLE} · {filters.span(scope, asked.words)}", blocks)


def _summary(asked: Asked) -> Iterator[Block]:
    why = Counter(str(row["cell"]) for row in asked.gaps)
    yield Heading(1, "Summary")
    yield Items(
        (
            _contributed(asked),
            _reported_on(asked),
            f"{counted(sum(why.values()), 'gap')}: a State and a provision that binds it, or may, with no report held."
            + "".join(f" {CELLS[cell].name}: {why[cell]}." for cell in GAP_CELLS if why[cell]),
            "A gap is something that this knowledge base does not hold. It does not say that a State did nothing.",
        )
    )


def _contributed(asked: Asked) -> str:
    """How many contributions the report is about and, where only a part of what was said is asked for, of how many."""
    speaking = asked.speaking.total
    if not asked.is_narrowed:
        return f"{counted(speaking, 'published contribution')} made {asked.made_where}, whoever made them."
    verb = "speaks" if speaking == 1 else "speak"
    made = asked.made.total
    return (
        f"{counted(speaking, 'published contribution')} {verb} to what you filtered; {made} "
        f"{'was' if made == 1 else 'were'} made {asked.made_where}, whoever made them."
    )


def _reported_on(asked: Asked) -> str:
    """On how many provisions States bound reported, which is what the Overview says; and, apart, other States."""
    bound = sum(bool(row["reported"]) for row in asked.rated)
    besides = sum(bool(others(row)) for row in asked.rated)
    said = (
        f"States bound reported on {bound} of {counted(len(asked.rated), 'provision')} whose text is "
        f"established; other States reported on {besides} of them."
    )
    if missing := len(asked.rates) - len(asked.rated):
        said += f" The text of {missing} more is not established, so nothing could be coded to it."
    return said


def _rates_said(asked: Asked) -> str:
    """What to take from the rates. They are of the States bound; others are named as such."""
    rated = [row for row in asked.rated if row["bound"]]
    heard = [row for row in rated if row["reported"]]
    said = []
    if heard:
        most = max(heard, key=itemgetter("rate"))
        alike = sum(row["rate"] == most["rate"] for row in heard) - 1
        also = f", and as much on {counted(alike, 'other provision')}" if alike else ""
        name = asked.label("provision", most["provision"])
        said.append(f"The highest rate is {most['reported']} of {most['bound']} States bound, on {name}{also}.")
        if len(rated) > len(heard):
            said.append(f"On {len(rated) - len(heard)} of {len(rated)} provisions none of the States bound reported.")
    elif rated:
        on = f"any of these {len(rated)} provisions" if len(rated) > 1 else "this provision"
        said.append(f"None of the States bound reported on {on}.")
    else:
        said.append("None of these provisions binds a State of this scope.")
    if besides := sum(bool(others(row)) for row in asked.rated):
        said.append(f"On {counted(besides, 'provision')} other States reported; they are never in the fraction.")
    return " ".join(said)


def _rates(asked: Asked) -> Iterator[Block]:
    yield Heading(1, "How many States reported on each provision")
    said = _rates_said(asked)
    yield Paragraph(said)
    yield Table.of(
        "States bound that reported, per provision; others stand beside the fraction and are never in it",
        ("Provision", "Text", "Reported", "Bound", "Others that reported", "Not known if affected", "Of them reported"),
        ((asked.label("provision", row["provision"]), *_fraction(row)) for row in records(asked.rates)),
    )
    established = asked.rates[asked.rates["text_status"] != TextStatus.MISSING]
    drawn = established.assign(label=[asked.label("provision", code) for code in established["provision"]])
    if not drawn.empty:
        yield Drawing(charts.spec(charts.rate_per_provision(drawn)), "States that reported, per provision", said)
    coded = assessments(asked.view, asked.scope)
    if not coded.empty:
        order = list(established["provision"])
        titled = coded.assign(title=[asked.label("provision", code) for code in coded["provision"]])
        heads = [asked.label("head", code) for code in order]
        said = charts.describe_stacked(coded, order, noun(len(order), UNITS[asked.scope.instrument]))
        yield Paragraph(f"{said}.")
        picture = charts.stacked_assessments(titled, order, heads, CODED_AS)
        yield Drawing(charts.spec(picture), "What passages say, by action or article", said)


def _fraction(row: Row) -> tuple[Value, ...]:
    """How well the text is established, then the figures: none where it is missing, which is no gap."""
    status = TEXT_STATUSES[row["text_status"]][0]
    names = ("reported", "bound", "unbound_reporting", "unknown", "unknown_reporting")
    return status, *(None if row["text_status"] == TextStatus.MISSING else row[name] for name in names)


def _actions(asked: Asked) -> Iterator[Block]:
    yield Heading(1, "Provision by provision")
    missing = []
    for row in records(asked.rates):
        if row["text_status"] == TextStatus.MISSING:
            missing.append(asked.label("provision", row["provision"]))
        else:
            yield from action(asked, row)
    if missing:
        status = TEXT_STATUSES[TextStatus.MISSING][1]
        yield Paragraph(f"{', '.join(missing)}. {status}", "Left out, as the text is not established")


def _gaps(asked: Asked) -> Iterator[Block]:
    yield Heading(1, "Where no report is held, and why")
    found = asked.gaps
    if not found:
        yield Paragraph("There is no gap in this scope.")
        return
    yield Items(tuple(f"{CELLS[cell].name}: {CELLS[cell].meaning}" for cell in GAP_CELLS))
    by_place: dict[tuple[str, str], list[str]] = {}
    for row in found:
        mark = " (?)" if row["bound"] == "unknown" else ""
        mark += f" ({ONLY_AS_COORDINATOR})" if row["only_as_coordinator"] else ""
        by_place.setdefault((row["provision"], row["cell"]), []).append(f"{row['name']}{mark}")
    yield Table.of(
        "States without a report, per provision and reason; (?): not known whether the State has victims",
        ("Provision", "Why", "How many", "States"),
        (
            (asked.label("provision", provision), CELLS[Cell(cell)].name, len(names), ", ".join(names))
            for (provision, cell), names in by_place.items()
        ),
    )


def _delegations(asked: Asked) -> Iterator[Block]:
    yield Heading(1, "Action 31: who was on delegations")
    rows = report_delegations.rows(asked.view, asked.scope)
    if not rows:
        yield Paragraph("No make-up of a delegation is held in this scope. That says nothing about who was on them.")
        return
    yield Table.of(
        "Make-up of delegations, in numbers as the delegation or a source gave them; empty: not said",
        ("Meeting", "Delegation", "Survivors", "Experts", "Disability organisations", "Source"),
        (
            (
                asked.words.short["meeting"][row["meeting"]],
                row["contributor_label"],
                row["survivors"],
                row["experts"],
                row["disability_organisations"],
                row["source_url"] or "said by the delegation when it handed in",
            )
            for row in rows
        ),
    )
