"""One action or article: what it asks, how each State stands, what was said and, apart, what others write."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import ANY_MEETING, Bound, Cell, Scope, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CELLS, CODED_AS, ONLY_AS_COORDINATOR, counted
from kb.questions import Row, Rows, coverage
from kb.questions import provisions as ask
from kb.questions.columns import PART
from kb.questions.passages import Passages, by_part, passages
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.tables import Table
from kb.ui.actions.instrument import due_dates, parts_of, provisions, query_of, rates_by_provision, standing
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, address, join, render
from kb.ui.overview import COORDINATION
from kb.ui.passages import passage_table
from kb.ui.states.standing import STANDS, stands

FIRST, FIRST_OF_OTHERS = 6, 3  # passages in sight
BOUND_ORDER = [Bound.YES, Bound.UNKNOWN, Bound.NO, Bound.NOT_ESTABLISHED]


@cached
def reading(view: View, scope: Scope, provision: str) -> Page:
    """The page of an action or article that is known here."""
    every, words = provisions(view), vocabulary(view)
    row = every[provision]
    narrow, query = _narrow(scope, row), query_of(scope, row["instrument"])
    is_left_out = _is_left_out(scope, row)
    rate = None if is_left_out else rates_by_provision(view, narrow).get(provision)
    cells = [] if is_left_out else coverage.rows(view, narrow)
    heard = by_part(view, narrow, provision=provision)
    common = {"row": row, "words": words, "query": query}
    said = (
        render("actions/left_out.html", **common) if is_left_out else _said(view, narrow, cells, heard["own"], common)
    )
    parts = (
        _text(view, scope, common),
        _states(cells, row, words, query) if cells else None,
        said,
        due_dates(view, narrow, (provision,)) if row["deadline_months"] else None,
        _rest(view, narrow, heard["others"], common, is_left_out=is_left_out),
    )
    return Page(_finding(row, rate, words), parts, lead=row["short_title"] or "")


@cached
def tables(view: View, scope: Scope, provision: str) -> tuple[Table, ...]:
    """What is known of a provision and what was said on it, for files."""
    row, words = provisions(view)[provision], vocabulary(view)
    narrow, name = _narrow(scope, row), words.short["provision"][provision]
    due = due_dates(view, narrow, (provision,)) if row["deadline_months"] else None
    matches = ask.provision_counterparts.rows(view, provision=provision)
    about = (
        labelled_table(name, ask.PROVISIONS, ask.provision_rates(view, narrow), words),
        *((due.table,) if due else ()),
        table_of(ask.provision_counterparts, _("Matches of {name}").format(name=name), matches, words),
    )
    if _is_left_out(scope, row):
        return about
    heard, described = passages(view, narrow, provision=provision), ask.provision_described(view, narrow, provision)
    shown = {one["passage"] for one in described.rows}
    others = [{"part": "others", **one} for one in described.rows]
    own = [one for one in heard.rows if one["passage"] not in shown]
    said = ask.provision_reports.rows(view, narrow, provision=provision)
    return (
        *about,
        table_of(ask.provision_reports, _("Who reported what on {name}").format(name=name), said, words),
        table_of(coverage, _("How States stand on {name}").format(name=name), coverage.rows(view, narrow), words),
        passage_table([*own, *others], words, _("Passages on {name}").format(name=name), PART),
    )


def not_held(asked_for: str, scope: Scope, words: Vocabulary) -> Html:
    """What is said for a provision nobody knows here, and the way on."""
    ways = [(name, query_of(scope, one)) for one, name in words.labels["instrument"].items()]
    return render("actions/unknown.html", asked=asked_for, ways=ways)


def _narrow(scope: Scope, row: Row) -> Scope:
    """The scope with this provision alone, so that themes and assessments are those of its own codings."""
    return replace(scope, instrument=row["instrument"], provisions=(row["id"],))


def _is_left_out(scope: Scope, row: Row) -> bool:
    """Whether the filter on provisions names others of the same instrument."""
    of_others = bool(scope.provisions) and row["id"] not in scope.provisions
    return of_others and row["instrument"] == scope.instrument


def _finding(row: Row, rate: Row | None, words: Vocabulary) -> str:
    """How many of the States it is addressed to reported on it."""
    name = words.short["provision"][row["id"]]
    if rate is None:
        return _("{name} is left out by your filters").format(name=name)
    others = rate["unbound_reporting"] + rate["unknown_reporting"]
    if row["text_status"] == TextStatus.MISSING and not rate["passages"]:
        return _("The text of {name} is missing here").format(name=name)
    if rate["bound"]:
        text = _("{number} of {states} reported on {name}")
        found = text.format(number=rate["reported"], states=counted(rate["bound"], "State"), name=name)
        beside = ngettext("and {number} other", "and {number} others", others).format(number=others)
        return f"{found}, {beside}" if others else found
    if others:
        return _("{states} reported on {name}").format(states=counted(others, "State"), name=name)
    return _("No State reported on {name}").format(name=name)


def _text(view: View, scope: Scope, common: Mapping[str, Any]) -> Html:
    """What it asks, of whom and by when, its parts, and the ways through the instrument."""
    row = common["row"]
    every = [other for other in provisions(view).values() if other["instrument"] == row["instrument"]]
    at, parts = every.index(row), parts_of(row, every)
    rates = rates_by_provision(view, replace(_narrow(scope, row), provisions=())) if parts else {}
    return render(
        "actions/text.html",
        **common,
        before=every[at - 1] if at else None,
        after=every[at + 1] if at + 1 < len(every) else None,
        head=provisions(view).get(row["parent"]),
        parts=[(part, standing(rates.get(part["id"]), part)) for part in parts],
        other=scope.instrument if row["instrument"] != scope.instrument else None,
    )


def _states(cells: Rows, row: Row, words: Vocabulary, query: Mapping[str, Any]) -> Listing | None:
    """A line a State that it is or may be addressed to, or that reported on it; those that reported come first."""
    addressed = [one for one in cells if one["bound"] in (Bound.YES, Bound.UNKNOWN) or one["passages"]]
    concerned = [one for one in addressed if one["cell"] != Cell.TEXT_MISSING]
    if not concerned:
        return None
    found = sorted(concerned, key=lambda one: (not one["passages"], BOUND_ORDER.index(one["bound"])))
    kinds = tuple(kind for kind in CODED_AS if any(one[kind] for one in found))
    rest = {key: value for key, value in query.items() if key != "provision"} | {"read": row["id"]}
    text = _("How States stand on {name}").format(name=words.short["provision"][row["id"]])
    return Listing(
        labelled_table(text, (*coverage.columns, STANDS), ({**one, "stands": _stands(one)} for one in found), words),
        ("name", "stands", *kinds, "monitoring"),
        tuple(address("actions", {**rest, "cell": f"{one['state']}.{row['id']}"}) for one in found),
        {"monitoring": _("Others write")},
        most=None,
    )


def _stands(cell: Row) -> str:
    beside = {Bound.NO: _("not addressed to it"), Bound.NOT_ESTABLISHED: _("not known whom it addresses")}
    chaired = ONLY_AS_COORDINATOR if cell["only_as_coordinator"] else None
    return "; ".join(filter(None, (stands(cell), beside.get(cell["bound"]), chaired)))


def _said(view: View, scope: Scope, cells: Sequence[Row], heard: Passages, common: Mapping[str, Any]) -> Html:
    """Why cells are empty, each reason once; then what States said on it, or where else something was said."""
    row = common["row"]
    wide = Scope(instrument=scope.instrument, meetings=(ANY_MEETING,), provisions=scope.provisions)
    elsewhere = [] if heard.rows else ask.provision_reports.rows(view, wide, provision=row["id"])
    empty = Counter(one["cell"] for one in cells if one["bound"] in (Bound.YES, Bound.UNKNOWN) and not one["passages"])
    again = {"instrument": row["instrument"], "read": row["id"], "meeting": ANY_MEETING}
    return render(
        "actions/said.html",
        **common,
        is_coordination=row["id"] == COORDINATION,
        empty=[(said.mark, said.name, empty[cell], said.meaning) for cell, said in CELLS.items() if empty[cell]],
        nobody=all(one["bound"] == Bound.NOT_ESTABLISHED for one in cells),
        number=heard.count("own"),
        rows=heard.rows[:FIRST],
        elsewhere=(len({one["passage"] for one in elsewhere}), len({one["state"] for one in elsewhere})),
        again={**again, "rev": scope.revision} if scope.revision else again,
    )


def _rest(view: View, scope: Scope, others: Passages, common: Mapping[str, Any], *, is_left_out: bool) -> Html:
    """Apart, what others write about States and of themselves; its counterparts; and where else it is spoken of."""
    id_ = common["row"]["id"]
    described = ask.provision_described(view, scope, id_)
    shown = {one["passage"] for one in described.rows}
    beside = [one for one in others.rows if one["passage"] not in shown]
    about = Counter((one["about_state"], one["about_name"]) for one in described.rows)
    matches, related = ask.provision_counterparts.rows(view, provision=id_), ask.provision_related(view, id_)
    counterparts = render("actions/counterparts.html", matches=matches, related=related, **common)
    if is_left_out:
        return counterparts
    by_others = render(
        "actions/others.html",
        **common,
        number=len(described.rows),
        is_cut=described.truncated,
        about=[(state, name, number) for (state, name), number in about.items()],
        first=described.rows[:FIRST_OF_OTHERS],
        beside=len(beside),
        beside_first=beside[:FIRST_OF_OTHERS],
    )
    return join([by_others, counterparts])
