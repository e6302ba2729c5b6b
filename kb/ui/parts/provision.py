"""One provision: what it says, by when, what stands beside it elsewhere, who reported what, and what others say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kb.cache import cached
from kb.domain.model import InstrumentId, Scope, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import TEXT_STATUSES
from kb.queries import Row
from kb.queries import provisions as ask
from kb.queries.vocabulary import labelled_table, table_of, vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, choices, element, join, link, source_link, wide_table
from kb.ui.overview import COORDINATION
from kb.ui.parts import wording
from kb.ui.parts.due_dates import due_dates
from kb.ui.parts.provisions import head_of, parts_of, provisions, rates_by_provision, split_note
from kb.ui.parts.reports import report_tables, reports

# The columns of a match that name a provision of ours, and which of them is the instrument's own.
OTHERS = (("Action", "action"), ("Convention", "provision"))
OWN_COLUMN = {"VAP": "action", "CCM": "provision"}


@cached
def reading(view: View, scope: Scope, provision: str) -> Html:
    """The page of a provision that the knowledge base knows."""
    row, words = provisions(view)[provision], vocabulary(view)
    held = [other for other in provisions(view).values() if other["instrument"] == row["instrument"]]
    narrow = _narrow(scope, row)
    whole = replace(narrow, provisions=())
    parts = [
        _ways(row, held, scope, words),
        _elsewhere(row, scope),
        _what_it_says(row, held, scope),
        *_parts(view, whole, row, held, words),
        *_deadline(view, narrow, row, words),
        *_counterparts(view, scope, row, words),
    ]
    if _is_left_out(scope, row):
        parts.append(_left_out(row, scope))
    else:
        parts += reports(view, narrow, row, words)
    return join(parts)


@cached
def tables(view: View, scope: Scope, provision: str) -> tuple[Table, ...]:
    """What is known of a provision and what was said on it, for files."""
    row, words, narrow = provisions(view)[provision], vocabulary(view), _narrow(scope, provisions(view)[provision])
    name = words.short["provision"][provision]
    due = ask.due_dates(view, narrow) if row["deadline_months"] else ()
    matches = ask.provision_counterparts.rows(view, provision=provision)
    about = (
        labelled_table(name, ask.PROVISIONS, ask.provision_rates(view, narrow), words),
        labelled_table(f"Due dates of {name}", ask.DUE_DATES, due, words),
        table_of(ask.provision_counterparts, f"Matches of {name}", matches, words),
    )
    return about if _is_left_out(scope, row) else (*about, *report_tables(view, narrow, row, words))


def _narrow(scope: Scope, row: Row) -> Scope:
    """The scope with this provision alone, so that themes and assessments are those of its own codings."""
    return replace(scope, instrument=InstrumentId(row["instrument"]), provisions=(row["id"],))


def _is_left_out(scope: Scope, row: Row) -> bool:
    """Whether the filter on provisions names others of the same instrument."""
    of_others = bool(scope.provisions) and row["id"] not in scope.provisions
    return of_others and row["instrument"] == scope.instrument


def not_held(asked_for: str, scope: Scope, words: Vocabulary) -> Html:
    """What is said for a provision nobody knows here, and the way on."""
    ways = (
        element("li", link(f"Read the {words.label('instrument', code)}", "actions",
                           wording.asked(scope, {"instrument": code.value})))
        for code in InstrumentId
    )  # fmt: skip
    said = f"“{asked_for}” in the address is no action or article held here, so there is nothing to read under it."
    return join([element("p", said), element("ul", *ways)])


def _ways(row: Row, held: Sequence[Row], scope: Scope, words: Vocabulary) -> Html:
    at = held.index(row)
    ways = [link(f"The whole {words.label('instrument', row['instrument'])}", "actions", wording.asked(scope, row))]
    if at:
        before = held[at - 1]
        ways.append(wording.to_reading(f"← {words.short['provision'][before['id']]}", scope, before, rel="prev"))
    if at + 1 < len(held):
        after = held[at + 1]
        ways.append(wording.to_reading(f"{words.short['provision'][after['id']]} →", scope, after, rel="next"))
    other = ""
    if row["instrument"] != scope.instrument:
        chosen, read = (words.label("instrument", code) for code in (scope.instrument, row["instrument"]))
        other = element("p", f"The filters name the {chosen}; this page is about the {read}.")
    return join([choices(ways, "Through the instrument"), other])


def _elsewhere(row: Row, scope: Scope) -> Html:
    """The ways to what is collected on it on other screens."""
    on_it = wording.asked(scope, row, provision=row["id"])
    return element(
        "p",
        link("What States and others do about it", "practices", wording.asked(scope, row, need=row["id"])),
        " stands under Practices, ",
        link("requests and offers on it", "exchange", on_it),
        " under Requests and offers, ",
        *_on_line(row, scope),
        link("all that was said on it", "search", on_it),
        " under Search.",
    )


def _on_line(row: Row, scope: Scope) -> Sequence[object]:
    """The way to the line of discussion that the action is about, for the one that has a line of its own."""
    if row["id"] != COORDINATION:
        return ("and ",)
    way = link("who spoke on coordination, and the bodies", "mechanisms", wording.asked(scope, row))
    return (way, " under Coordination, and ")


def _what_it_says(row: Row, held: Sequence[Row], scope: Scope) -> Html:
    by_id = {other["id"]: other for other in held}
    head = head_of(row, by_id)
    pairs: list[tuple[str, object]] = [
        ("Chapter", row["chapter"] + (" (unverified)" if row["chapter_basis"] == "unverified" else "")),
        ("Addressed to", wording.addressee(row)),
        ("Deadline", wording.deadline(row)),
        ("Read in", wording.sources(row)),
    ]
    if row["text_status"] != TextStatus.MISSING:
        pairs.insert(0, ("Status of the text", TEXT_STATUSES[TextStatus(row["text_status"])][1]))
    if head:
        counts = "a passage on it counts there too" if row["parent"] else "counted on its own"
        pairs.append(("Stands under", join([wording.to_reading(_titled(head), scope, head), f"; {counts}"])))
    return join([
        element("h2", "What it says"),
        wording.text_held(row, by_id.get(row["parent"])),
        wording.caveat(row),
        wording.facts(pairs),
    ])  # fmt: skip


def _parts(view: View, scope: Scope, row: Row, held: Sequence[Row], words: Vocabulary) -> Iterator[Html]:
    parts = parts_of(row, held)
    if not parts:
        return
    found = rates_by_provision(view, scope)
    yield element("h2", "Its parts, each with how many States reported on it")
    yield split_note(row, held)
    lines = (
        element("li", wording.to_reading(words.label("provision", part["id"]), scope, part),
                f": {wording.standing(found.get(part['id']), part)}")
        for part in parts
    )  # fmt: skip
    yield element("ul", *lines)


def _deadline(view: View, scope: Scope, row: Row, words: Vocabulary) -> Iterator[Html]:
    if not row["deadline"]:
        return
    yield element("h2", "When the deadline falls, State by State")
    if row["deadline_months"]:
        yield due_dates(view, scope, [row], ask.deadlines(view, scope), words)
    else:
        yield element(
            "p",
            f"The deadline: {row['deadline']}. It does not run from the day the Convention entered into force for a "
            "State, so no due dates are worked out.",
        )


def _counterparts(view: View, scope: Scope, row: Row, words: Vocabulary) -> Iterator[Html]:
    matches = ask.provision_counterparts.rows(view, provision=row["id"])
    related = ask.provision_related(view, row["id"])
    yield element("h2", "Its counterparts in the other instruments and in the disability convention")
    if not matches and not related:
        yield element("p", "None is recorded here. The matching is editorial: another reader may see one.")
        return
    yield element("p", "The matching is editorial: it is ours, not that of the instruments.", class_="quiet")
    known = provisions(view)
    if related:
        links = join((wording.to_reading(words.label("provision", one["provision"]), scope, known[one["provision"]])
                      for one in related), "; ")  # fmt: skip
        basis = ", ".join(dict.fromkeys(one["basis"] for one in related if one["basis"]))
        yield element("p", "On the same subject: ", links, f" ({basis})" if basis else "", ".")
    if matches:
        yield _matches(matches, row, scope, known, words)


def _matches(matches: Iterable[Row], row: Row, scope: Scope, known: Mapping[str, Row], words: Vocabulary) -> Html:
    def named(provision: str | None) -> object:
        if provision is None:
            return "none"
        return wording.to_reading(words.label("provision", provision), scope, known[provision])

    # Its own column would say the same in every line.
    others = [(name, column) for name, column in OTHERS if column != OWN_COLUMN[row["instrument"]]]
    body = [
        [
            match["relation"] or "not said",
            *(named(match[column]) for _, column in others),
            f"Article {match['crpd_article']}: {match['crpd_title']}" if match["crpd_article"] else "none",
            join([match["basis"], ": ", _sources(match)]),
        ]
        for match in matches
    ]
    columns = ["What they share", *(name for name, _ in others), "Disability convention (CRPD)", "What was read, where"]
    return wide_table(f"Matches of {words.short['provision'][row['id']]}", columns, body, roomy=True)


def _sources(match: Row) -> Html:
    named = (("vap_source_url", "Plan"), ("ccm_source_url", "Convention"), ("crpd_source_url", "CRPD"))
    found = [source_link(name, match[column]) for column, name in named if match[column]]
    return join(found, ", ") if found else Html("no source")


def _left_out(row: Row, scope: Scope) -> Html:
    again = wording.to_reading("Show what was reported on it without that filter", replace(scope, provisions=()), row)
    said = "The filter “Action or article” names others, so what was reported on this one is not shown. "
    return join([element("h2", "Who reported on it"), element("p", said, again)])


def _titled(row: Row) -> str:
    return f"{row['number']}: {row['short_title']}" if row["short_title"] else str(row["number"])
