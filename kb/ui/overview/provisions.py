"""Provision by provision, for the Overview: how many of the States it binds reported, and the largest gaps."""

from collections.abc import Iterable, Mapping, Sequence

from kb.domain.model import GAP_CELLS, Cell, InstrumentId, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR, TEXT_STATUSES, UNITS, counted
from kb.queries import Row
from kb.ui.markup import Html, Query, element, figure_link, join, link, wide_table

GAPS_SHOWN = 5


def rates_table(
    rated: Sequence[Row], on: Mapping[str, int], instrument: InstrumentId, words: Vocabulary, query: Query
) -> Html:
    """How many of the States each provision binds reported, who reported besides, and how well its text is known.

    `rated`: rows of `rates`; `on`: passages by provision, whoever speaks.
    """
    unit = UNITS[instrument]
    known = [row for row in rated if row["text_status"] != TextStatus.MISSING]
    some = sum(1 for row in known if row["reported"])
    rows = (
        [
            link(words.label("provision", row["provision"]), "actions", {**query, "read": row["provision"]}),
            _rate(row, words, query),
            _besides(row),
            _passages(row, on.get(row["provision"], 0), words, query),
            TEXT_STATUSES[row["text_status"]][0].lower(),
        ]
        for row in rated
    )
    columns = [unit.capitalize(), "States it binds that reported", "Others that reported", "Passages", "Text held here"]
    return element(
        "section",
        element("h2", f"States bound have reported on {some} of {counted(len(known), unit)} whose text is known here"),
        wide_table(f"Per {unit}: States that reported, of the States it binds", columns, rows),
        _meanings(rated),
    )


def gaps(
    provisions: Iterable[Row], states: Sequence[Row], instrument: InstrumentId, words: Vocabulary, query: Query
) -> Html:
    """The provisions with most of the States they bind unheard, and the affected States Parties without any report.

    `provisions`: rows of `overview_provisions`; `states`: rows of `overview_states`.
    """
    open_ = [(sum(row[cell] for cell in GAP_CELLS), row) for row in provisions]
    worst = sorted((pair for pair in open_ if pair[0]), key=lambda pair: -pair[0])[:GAPS_SHOWN]
    reasons = [cell for cell in GAP_CELLS if any(row[cell] for _, row in worst)]
    columns = [UNITS[instrument].capitalize(), "States bound without a report", *(CELLS[cell].name for cell in reasons)]
    rows = (_gap_row(missing, row, reasons, words, query) for missing, row in worst)
    return element(
        "section",
        element("h2", "The largest gaps in what is held here"),
        element("p", "A gap is in what is held here. It does not mean that a State did nothing, or said nothing."),
        wide_table("Most States without a report, and why", columns, rows)
        if worst
        else element("p", "None of the States shown is bound and without a report."),
        _without_report(states, instrument, query),
    )


def linked(rows: Iterable[Row], screen: str, query: Query) -> Html:
    """Names of States, each a link to a screen with that State, with what must stand beside it."""
    names = (
        join(
            [
                link(row["name"], screen, {**query, "state": row["state"]}),
                f" ({ONLY_AS_COORDINATOR})" if row["only_as_coordinator"] else "",
            ]
        )
        for row in rows
    )
    return join(names, ", ")


def _rate(row: Row, words: Vocabulary, query: Query) -> object:
    """The fraction in text with a bar. It leads to the passages; where nobody reported, to who is missing and why."""
    if row["text_status"] == TextStatus.MISSING:
        return "not counted: its text is missing here"
    if not row["bound"]:
        return "binds none of the States shown"
    fraction = f"{row['reported']} of {row['bound']}"
    asked = {**query, "provision": row["provision"]}
    label = f"{fraction} States it binds reported on {words.short['provision'][row['provision']]}"
    shown = (
        figure_link(fraction, "contributions", {**asked, "list": "passages"}, aria_label=f"{label}: passages")
        if row["reported"]
        else figure_link(fraction, "coverage", {**asked, "look": "gaps"}, aria_label=f"{label}: who is missing and why")
    )
    if not row["reported"]:
        return shown
    filled = element("span", style=f"width: {100 * row['reported'] / row['bound']:.0f}%")
    return join([shown, " ", element("span", filled, class_="bar", aria_hidden="true")])


def _besides(row: Row) -> str:
    said = [f"{row['unbound_reporting']} not bound"] if row["unbound_reporting"] else []
    if row["unknown_reporting"]:
        said.append(f"{row['unknown_reporting']} of {row['unknown']} not known to be affected")
    return ", ".join(said) or "none"


def _passages(row: Row, on: int, words: Vocabulary, query: Query) -> object:
    if not on:
        return "none"
    others = on - row["passages"]
    said = [f"{row['passages']} of States"] if row["passages"] else []
    shown = ", ".join([*said, f"{others} of others"] if others else said)
    asked = {**query, "provision": row["provision"], "list": "passages"}
    return figure_link(
        shown, "contributions", asked, aria_label=f"Passages on {words.short['provision'][row['provision']]}: {shown}"
    )


def _meanings(rated: Sequence[Row]) -> Html:
    found = {row["text_status"] for row in rated}
    said = [f"{name}: {meaning}" for status, (name, meaning) in TEXT_STATUSES.items() if status in found]
    if TextStatus.MISSING in found:
        said.append("A missing text is a gap of this knowledge base, not of States.")
    return element("p", " ".join(said), class_="quiet")


def _gap_row(missing: int, row: Row, reasons: Iterable[Cell], words: Vocabulary, query: Query) -> list[object]:
    code = row["provision"]
    asked = {**query, "look": "gaps", "provision": code}
    if row["addressed_to"] == "affected":
        # It binds no other State; the list would also have those not known to be affected, whom this figure leaves out.
        asked["affected"] = "yes"
    short = words.short["provision"][code]
    return [
        link(words.label("provision", code), "actions", {**query, "read": code}),
        _gap(missing, asked, f"{missing} States without a report on {short}"),
        *(
            _gap(row[cell], {**asked, "why": cell.value}, f"{row[cell]} States on {short}: {CELLS[cell].name}")
            for cell in reasons
        ),
    ]


def _gap(number: int, query: Query, label: str) -> Html:
    shown = link(number, "coverage", query, aria_label=label) if number else 0
    return element("span", shown, class_="number")


def _without_report(states: Sequence[Row], instrument: InstrumentId, query: Query) -> Html:
    concerned = [row for row in states if row["status"] == "party" and row["affected"] == "yes"]
    without = [row for row in concerned if not row["provisions"]]
    items = (
        element("li", element("strong", CELLS[cell].name), f" ({len(group)}): ", linked(group, "states", query))
        for cell in GAP_CELLS
        if (group := [row for row in without if row["cell"] == cell])
    )
    who = f"{len(without)} of {len(concerned)} States Parties with victims"
    title = element("h3", f"{who}: no report held on any of these {UNITS[instrument]}s")
    explained = element(
        "p",
        "A State may have been heard and still stand here: what is held of it speaks to none of them.",
        class_="quiet",
    )
    return join([title, explained, element("ul", *items)]) if without else Html()
