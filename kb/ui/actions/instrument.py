"""An instrument to read: its actions or articles with how many States reported, when they fall due, then its text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Bound, Scope, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted, listed
from kb.questions import Row, rates
from kb.questions import provisions as ask
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import address, render
from kb.ui.overview import any_reported

EXPLAINED = _("The earliest passage of its own here, at any meeting. It does not say whether a duty was met.")
DUE = (*ask.DUE_DATES, Column("said", _("First report found"), meaning=EXPLAINED))


@cached
def due_dates(view: View, scope: Scope, codes: tuple[str, ...]) -> Listing | None:
    """A line a State and action of `codes`, each opening the State's page; None where no deadline runs for anybody."""
    found = list(ask.due_dates(view, replace(scope, provisions=codes)))
    if not found:
        return None
    rows = sorted(({**row, "said": first_report(row)} for row in found), key=lambda row: row["bound"] != Bound.YES)
    query = {key: value for key, value in filters.query(scope).items() if key != "provision"}
    which = ("provision_label",) if len(codes) > 1 else ()
    return Listing(
        labelled_table(_("Due dates"), DUE, rows, vocabulary(view)),
        ("name", *which, "in_force_on", "due_on", "said"),
        tuple(address("states", {**query, "state": row["state"]}) for row in rows),
        most=None,
    )


def first_report(row: Row) -> str:
    """When the State first reported, and what is to be known of it; how that lies to the due date is not judged."""
    reports = row["reports"]
    days = _(" or ").join(dict.fromkeys(one["date"] or _("a report without a date") for one in reports))
    texts = [days or _("none found here")]
    texts += [_("second-hand")] if reports and all(one["second_hand"] for one in reports) else []
    texts += [_("in a collective statement")] if any(one["aligned"] for one in reports) else []
    others = dict.fromkeys(one["convention"] for one in reports if one["convention"] != "CCM")
    texts += [_("other convention: {names}").format(names=", ".join(others))] if others else []
    texts += [_("still to come")] if row["still_to_come"] else []
    texts += [_("only if it has victims, which is not known")] if row["bound"] == Bound.UNKNOWN else []
    return "; ".join(texts)


@cached
def provisions(view: View) -> Mapping[str, Row]:
    """Every provision of every instrument by id, in reading order; the rows of provision_text."""
    return {row["id"]: row for row in ask.provision_text(view)}


def rates_by_provision(view: View, scope: Scope) -> Mapping[str, Row]:
    """The rows of rates by provision; those that the scope leaves out are not among them."""
    return {rate["provision"]: rate for rate in rates.rows(view, scope)}


def query_of(scope: Scope, instrument: str) -> dict[str, Any]:
    """The shared part of an address for something of an instrument; a filter for other provisions contradicts it."""
    query: dict[str, Any] = {**filters.query(scope), "instrument": instrument}
    if instrument != scope.instrument:
        query.pop("provision", None)
    return query


@cached
def instrument(view: View, scope: Scope) -> Page:
    """The scope's instrument, from beginning to end: a line an action, the due dates, then its text."""
    words, found, query = vocabulary(view), rates_by_provision(view, scope), filters.query(scope)
    rows = [row for row in provisions(view).values() if row["instrument"] == scope.instrument]
    unit = words.unit(scope.instrument)
    counted_rates = [one for one in found.values() if one["shown"] and one["text_status"] != TextStatus.MISSING]
    number = sum(map(any_reported, counted_rates))
    said = _("States reported on {number} of {actions}")
    every = ask.provision_rates(view, scope)
    read = [row for row in every if not _is_bare(row, row)]
    name = words.label("instrument", scope.instrument)
    table = labelled_table(_("{name}: what it asks for").format(name=name), ask.PROVISIONS, every, words)
    lines = Listing(
        labelled_table(table.caption, ask.PROVISIONS, read, words),
        ("provision_label", "reported", "bound", "unbound_reporting", "passages", "deadline", "text_status_label"),
        tuple(address("actions", {**query, "read": row["provision"]}) for row in read),
        {
            "provision_label": unit.capitalize(),
            "reported": _("Reported"),
            "bound": _("Of States"),
            "unbound_reporting": _("Others"),
        },
        most=None,
        title="",
    )
    due = due_dates(view, scope, tuple(row["id"] for row in rows if row["deadline_months"]))
    text = render(
        "actions/instrument.html",
        name=name,
        others=[one for one in words.labels["instrument"] if one != scope.instrument],
        statuses=Counter(row["text_status"] for row in rows),
        number=len(rows),
        chapters=list(_chapters(rows, found, words)),
        parts={row["id"]: parts_of(row, rows) for row in rows},
        by_id={row["id"]: row for row in rows},
        standing={row["id"]: standing(found.get(row["id"]), row) for row in rows},
        rates=found,
        words=words,
        query=query,
    )
    title = said.format(number=number, actions=counted(len(counted_rates), unit))
    if due is None:
        return Page(title, (lines, text), (table,))
    named_due = replace(due, title=_("When the deadlines fall, State by State"))
    return Page(title, (lines, named_due, text), (table, due.table))


def _is_bare(row: Row, rate: Row | None) -> bool:
    """Whether there is nothing to read: no text, no caveat, and nobody reported on it."""
    return row["text_status"] == TextStatus.MISSING and not row["note"] and not (rate and rate["passages"])


def _chapters(rows: Sequence[Row], found: Mapping[str, Row], words: Vocabulary) -> Iterator[dict[str, Any]]:
    """The chapters, each with its runs of provisions; a run of those with nothing to read is bare."""
    for title, of_chapter in groupby(rows, key=itemgetter("chapter")):
        held = list(of_chapter)
        runs = groupby(held, key=lambda row: _is_bare(row, found.get(row["id"])))
        yield {
            "title": title,
            "unverified": named([row for row in held if row["chapter_basis"] == "unverified"], words),
            "runs": [(is_bare, run, named(run, words)) for is_bare, some in runs if (run := list(some))],
        }


def parts_of(row: Row, rows: Sequence[Row]) -> list[Row]:
    """The parts and points that stand under a provision, in reading order."""
    return [other for other in rows if other["parent"] == row["id"]]


def standing(rate: Row | None, row: Row) -> str:
    """How many of the States that it binds reported, in words.

    `rate` is its row of `rates`, None where a filter leaves the provision out.
    """
    if rate is None:
        return _("Left out by the filter “Action or article”")
    others = rate["unbound_reporting"]
    if rate["bound"]:
        texts = [
            _("{number} of {bound} States it is addressed to").format(number=rate["reported"], bound=rate["bound"])
        ]
        texts += [_("{number} more that it is not addressed to").format(number=others)] if others else []
    else:
        nobody = _("Whom it addresses is not established"), _("Addressed to none of the States shown")
        texts = [nobody[row["addressed_to"] is not None]]
        texts += [_("{states} reported").format(states=counted(others, "State"))] if others else []
    if rate["unknown_reporting"]:
        unknown = _("{number} of {all} not known to have victims or not")
        texts.append(unknown.format(number=rate["unknown_reporting"], all=rate["unknown"]))
    return "; ".join(texts)


def named(rows: Sequence[Row], words: Vocabulary) -> str:
    """`Action 29`, `Actions 25 to 32`; nothing for none."""
    unit = words.short["number"][rows[0]["id"]] if rows else ""
    return f"{unit}{'s' if len(rows) > 1 else ''} {numbers(rows)}" if rows else ""


def numbers(rows: Sequence[Row]) -> str:
    """The numbers of provisions in a row: `29`, `1 and 2`, `51 to 66`, `25 to 28, 30 and 32`; there must be one."""
    runs: list[list[str]] = []
    for row in rows:
        number = row["number"]
        follows = runs and all(one.isdecimal() and len(one) < 10 for one in (number, runs[-1][-1]))
        if follows and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [
        one
        for run in runs
        for one in (run if len(run) < 3 else [_("{first} to {last}").format(first=run[0], last=run[-1])])
    ]
    return listed(texts)
